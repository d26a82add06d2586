// The verb `checkpoint`: keeps the checkpoint of a bundle for a later run (docs/MANUAL.md §11). Nothing is written unless it verified.

import { toHex } from '../../base/encoding.js';
import { InternalError } from '../../base/errors.js';
import type { ExitCode } from '../../catalogue/exit-codes.js';
import { digestOf } from '../../crypto/digest.js';
import { readCheckpoint } from '../../papers/inspect.js';
import { plainText } from '../../report/escape.js';
import { renderDocument } from '../../report/json.js';
import { exitOf } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import { withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { declined, verifier } from '../verified.js';

/** What a checkpoint must have passed to be worth keeping: form, agreement with the manifest, both signatures. */
const NEEDED: readonly string[] = [
  'trust/ledger',
  'checkpoint/form',
  'checkpoint/tree-head',
  'checkpoint/signatures',
];

export interface CheckpointFlags {
  readonly output: string;
  readonly format: 'text' | 'json';
  readonly trust: TrustFlags;
}

/** Keeps it. The exit code is that of the whole bundle: a checkpoint that holds says nothing of the records. */
export async function keepCheckpoint(
  bundle: string,
  { output, format, trust }: CheckpointFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io);
  const { transcript, bytes } = await withBundle(bundle, async (source) => ({
    transcript: await verifyWith(source, bundle),
    bytes: await readCheckpoint(source, trust.limits),
  }));
  const open = transcript.checks.some(
    ({ id, status }) => NEEDED.includes(id) && status !== 'passed',
  );
  if (open || bytes === undefined)
    return declined(transcript, 'Nothing was kept: the checkpoint did not verify.', io, {
      brief: 'nothing kept',
      format,
    });
  await io.outputs.write({ path: output, as: '--output' }, bytes);
  const kept = { transcript, output, bytes };
  await io.stdout.write(format === 'json' ? jsonOf(kept) : textOf(kept, io.style.quiet === true));
  return exitOf(transcript);
}

interface Kept {
  readonly transcript: Transcript;
  readonly output: string;
  readonly bytes: Uint8Array;
}

function headOf({ bundle: { manifest } }: Transcript): { ledger: string; size: number } {
  if (manifest?.tree_head === undefined)
    throw new InternalError('a checkpoint verified, and there is no tree head');
  return { ledger: manifest.ledger, size: manifest.tree_head.tree_size };
}

function textOf({ transcript, output }: Kept, quiet: boolean): string {
  const { ledger, size } = headOf(transcript);
  const exit = exitOf(transcript);
  const kept = `Kept the checkpoint of ${plainText(ledger)}, tree size ${size}, as ${plainText(output)}\n`;
  const bundle = `The bundle itself: ${transcript.verdict} (exit ${exit}): ${plainText(transcript.summary)}\n`;
  return quiet && exit === 0 ? kept : `${kept}${bundle}`;
}

function jsonOf({ transcript, output, bytes }: Kept): string {
  const { verdict, summary, at, bundle } = transcript;
  const { ledger, size } = headOf(transcript);
  return renderDocument({
    format: 'softqcos.kept-checkpoint/v1',
    exit: exitOf(transcript),
    output,
    sha256: toHex(digestOf('sha256', bytes)),
    ledger,
    tree_size: size,
    verdict,
    summary,
    at,
    bundle: { name: bundle.name, sha256: bundle.sha256 },
  });
}
