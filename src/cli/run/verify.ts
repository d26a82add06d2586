// The verb without a name: verifies bundles, writes the reports, then the transcript, and only then says pass. Or a part of that, where
// several processes share the bundles.

import type { ExitCode } from '../../catalogue/exit-codes.js';
import type { Found, Shard } from '../bundles.js';
import { usage } from '../flags.js';
import type { Session } from '../session.js';
import { conclude, documentOf, type OutputFlags } from './conclude.js';
import { type AskFlags, type Became, Verification } from './each.js';

export interface VerifyFlags extends OutputFlags, AskFlags {
  /** This process verifies a part of the bundles. */
  readonly shard: Shard | undefined;
}

/** Verifies every bundle and reports on all of them. @throws VerifierError if the operator's own files cannot be used */
export async function verify(found: Found, flags: VerifyFlags, io: Session): Promise<ExitCode> {
  const { bundles, items } = found;
  const beside = flags.renewals ?? flags.custody;
  if (beside !== undefined && (bundles.length > 1 || flags.shard !== undefined))
    throw usage(
      '--renewals and --custody are about one bundle',
      'verify each bundle with its own file',
    );
  const verification = await Verification.of(flags, io);
  const document = await documentOf(bundles.length, flags);
  await io.progress.over(bundles, isReadAgain(flags, document !== undefined) ? 2 : 1);
  if (flags.shard !== undefined) {
    const { writePart } = await import('./shard.js');
    return writePart(found, flags.shard, verification, io);
  }
  const results: Became[] = [];
  for await (const one of verification.each(items, document)) results.push(one);
  const { trustRoot, options } = verification;
  return conclude(results, { ...options, trustRoot }, flags, document, io);
}

function isReadAgain({ framework, sample }: VerifyFlags, hasDocument: boolean): boolean {
  return hasDocument || framework.length > 0 || sample !== undefined;
}
