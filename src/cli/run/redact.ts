// The verb `redact`: a copy of a bundle without some of its disclosures (docs/MANUAL.md §4). The copy is written beside its place,
// verified there, and only then given its name: there is never half a copy, nor one that says something else than the original.

import { InternalError } from '../../base/errors.js';
import { SUPPORT } from '../../base/limits.js';
import type { ExitCode } from '../../catalogue/exit-codes.js';
import { type RedactionCount, redactBundle } from '../../papers/redaction.js';
import { renderText } from '../../report/text.js';
import { exitOf } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import { withBundle } from '../files.js';
import { notice } from '../io.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { declined, verifier } from '../verified.js';

export interface RedactFlags {
  readonly bundle: string;
  readonly keep: ReadonlySet<string>;
  readonly unproven: boolean;
  readonly output: string;
  readonly trust: TrustFlags;
}

/** Writes and verifies the copy, and prints its transcript. The exit code is that of the copy. */
export async function redact(
  { bundle, keep, unproven, output, trust }: RedactFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io);
  const made = await withBundle(bundle, async (source) => {
    const transcript = await verifyWith(source, bundle);
    const { verdict } = transcript;
    if (verdict === 'fail' || (verdict === 'unproven' && !unproven)) return { transcript };
    const plan = await redactBundle(source, keep, { ...SUPPORT, ...trust.limits });
    return {
      transcript,
      plan,
      staged: await io.outputs.stage({ path: output, as: '--output' }, plan.bytes),
    };
  });
  const { transcript: original, plan, staged } = made;
  if (plan === undefined || staged === undefined) {
    const hint = original.verdict === 'unproven' ? '; --unproven copies it all the same' : '';
    return declined(original, `Nothing was written: the bundle did not pass${hint}.`, io);
  }
  let transcript: Transcript;
  try {
    transcript = await withBundle(staged.path, (source) => verifyWith(source, output));
    if (transcript.verdict !== original.verdict)
      throw new InternalError(`the copy is ${transcript.verdict}, the bundle ${original.verdict}`);
    await staged.commit();
  } catch (error) {
    await staged.discard();
    throw error;
  }
  await tell(plan, keep, output, io);
  await io.stdout.write(renderText(transcript, io.style));
  return exitOf(transcript);
}

/** What stayed and what went, as notices: standard output is the transcript alone. */
async function tell(
  { kept, dropped }: RedactionCount,
  keep: ReadonlySet<string>,
  output: string,
  io: Session,
): Promise<void> {
  const words = (counts: ReadonlyMap<string, number>): string =>
    counts.size === 0
      ? 'none'
      : [...counts]
          .map(([name, count]) => `${name} (${count})`)
          .sort()
          .join(', ');
  await notice(io, `${output}: disclosures kept: ${words(kept)}; dropped: ${words(dropped)}`);
  for (const name of keep)
    if (!kept.has(name)) await notice(io, `${name}: the bundle discloses no such field`);
  await notice(io, 'what stands in the clear data of a record, or in an attachment, stays there');
}
