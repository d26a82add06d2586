// The verb `redact`: a copy of a bundle without some of its disclosures (docs/MANUAL.md §4). The copy is written beside its place,
// verified there, and only then given its name: there is never half a copy, nor one that says something else than the original.

import { InternalError } from '../../base/errors.js';
import { SUPPORT } from '../../base/limits.js';
import { EXIT, type ExitCode, worstExit } from '../../catalogue/exit-codes.js';
import { type RedactionCount, redactBundle } from '../../papers/redaction.js';
import { plainText } from '../../report/escape.js';
import { renderDocument } from '../../report/json.js';
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
  readonly format: 'text' | 'json';
  readonly trust: TrustFlags;
}

/** Writes and verifies the copy, and prints its transcript. The exit code is that of the copy. */
export async function redact(
  { bundle, keep, unproven, output, format, trust }: RedactFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io);
  const made = await withBundle(bundle, async (source) => {
    const transcript = await verifyWith(source, bundle);
    const { verdict } = transcript;
    if (verdict === 'fail' || (verdict === 'unproven' && !unproven)) return { transcript };
    const plan = await redactBundle(source, keep, { ...SUPPORT, ...trust.limits });
    const unknown = [...keep].filter((name) => !plan.kept.has(name));
    // Where nothing is disclosed, nothing is lost by a name that is not there.
    if (unknown.length > 0 && plan.kept.size + plan.dropped.size > 0)
      return { transcript, plan, unknown };
    const staged = await io.outputs.stage({ path: output, as: '--output' }, plan.bytes);
    return { transcript, plan, staged };
  });
  const { transcript: original, plan, staged, unknown } = made;
  if (plan === undefined || staged === undefined) {
    const hint = original.verdict === 'unproven' ? '; --unproven copies it all the same' : '';
    const why =
      plan === undefined
        ? `Nothing was written: the bundle did not pass${hint}.`
        : `Nothing was written: the bundle discloses no field ${plainText((unknown ?? []).join(', '))}. ${disclosedWords(plan)}`;
    return declined(original, why, io, {
      brief: 'nothing written',
      format,
      exit: worstExit([exitOf(original), EXIT.unproven]),
    });
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
  await tell(plan, output, io);
  await io.stdout.write(
    format === 'json' ? jsonOf(plan, output, transcript) : renderText(transcript, io.style),
  );
  return exitOf(transcript);
}

function jsonOf({ kept, dropped }: RedactionCount, output: string, transcript: Transcript): string {
  const exit = exitOf(transcript);
  const [stayed, went] = [kept, dropped].map((counts) => Object.fromEntries(sorted(counts)));
  return renderDocument({
    format: 'softqcos.redaction/v1',
    ...{ exit, output, kept: stayed, dropped: went, transcript },
  });
}

/** What could be kept. */
function disclosedWords({ kept, dropped }: RedactionCount): string {
  const names = sorted(new Map([...kept, ...dropped])).map(([name]) => name);
  return `Disclosed are: ${plainText(names.join(', '))}.`;
}

function sorted(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What stayed and what went, as notices: standard output is the transcript alone. */
async function tell({ kept, dropped }: RedactionCount, output: string, io: Session): Promise<void> {
  const words = (counts: ReadonlyMap<string, number>): string =>
    counts.size === 0
      ? 'none'
      : sorted(counts)
          .map(([name, count]) => `${name} (${count})`)
          .join(', ');
  await notice(io, `${output}: disclosures kept: ${words(kept)}; dropped: ${words(dropped)}`);
  await notice(io, 'what stands in the clear data of a record, or in an attachment, stays there');
}
