// One execution: a mutant through the verifier and now and then through every report, and the three properties. It never crashes: no
// exception, but a VerifierError for what the operator handed in. It never passes unless the oracle allows it. What it costs is counted by
// whoever runs this (learn/engine.ts).

import { sourceFromBytes } from '../../src/archive/source.js';
import { VerifierError } from '../../src/base/errors.js';
import type { Transcript, Verdict } from '../../src/transcript/transcript.js';
import { loadTrustRoot, type TrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';
import type { Mutant } from './mutate.js';
import { falsePass } from './oracle.js';
import { renderSafely } from './render.js';

export type Outcome =
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly codes: readonly string[] }
  | { readonly kind: 'refused input' }
  | { readonly kind: 'crash' | 'false pass' | 'bad report'; readonly detail: string };

const roots = new Map<Uint8Array, TrustRoot>();

/** Runs one mutant. @param reports whether every report is rendered as well */
export async function execute(mutant: Mutant, reports: boolean): Promise<Outcome> {
  let transcript: Transcript;
  try {
    transcript = await verifyBundle(
      sourceFromBytes(mutant.bytes),
      trustRootOf(mutant),
      mutant.options,
    );
  } catch (error) {
    if (mutant.operator && error instanceof VerifierError) return { kind: 'refused input' };
    return { kind: 'crash', detail: describe(error) };
  }
  const { verdict } = transcript;
  if (verdict === 'pass' && !mutant.operator) {
    const reason = falsePass(mutant);
    if (reason !== undefined) return { kind: 'false pass', detail: reason };
  }
  if (reports) {
    try {
      const fault = renderSafely(transcript);
      if (fault !== undefined) return { kind: 'bad report', detail: fault };
    } catch (error) {
      return { kind: 'crash', detail: `a report: ${describe(error)}` };
    }
  }
  return {
    kind: 'verdict',
    verdict,
    codes: transcript.checks.flatMap(({ findings }) => findings.map(({ code }) => code)),
  };
}

/** Trust roots of the corpus are loaded once, changed ones each time. */
function trustRootOf({ trustRoot, base }: Mutant): TrustRoot | undefined {
  if (trustRoot === undefined) return undefined;
  if (trustRoot !== base.trustRoot) return loadTrustRoot(trustRoot);
  const loaded = roots.get(trustRoot) ?? loadTrustRoot(trustRoot);
  roots.set(trustRoot, loaded);
  return loaded;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
