// The verb `path`: the work paper of one record (docs/MANUAL.md §5). It is made only of a record that is proven to be in the tree;
// the exit code is that of the whole bundle.

import type { BundleSource } from '../../archive/source.js';
import { EXIT, type ExitCode, worstExit } from '../../catalogue/exit-codes.js';
import { holds, openProven } from '../../evidence/reader.js';
import { type WorkPaper, workPaperOf } from '../../papers/work-paper.js';
import { renderWorkJson, renderWorkPaper, renderWorkScript } from '../../papers/work-paper-text.js';
import { plainText } from '../../report/escape.js';
import { exitOf } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import { withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { declined, verifier } from '../verified.js';

export interface PathFlags {
  readonly recordId: string;
  readonly bundle: string;
  readonly format: keyof typeof RENDER;
  readonly trust: TrustFlags;
}

/** Checks without which no hash of the paper means anything. */
const NEEDED: readonly string[] = [
  ...['archive/structure', 'archive/names', 'archive/content', 'manifest/form'],
  ...['manifest/inventory', 'records/form', 'records/identity', 'inclusion/form'],
  'inclusion/leaves',
];
const RENDER = { text: renderWorkPaper, sh: renderWorkScript, json: renderWorkJson } as const;

/** Prints the work paper of a record. */
export async function printPath(
  { recordId, bundle, format, trust }: PathFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io);
  const { transcript, paper } = await withBundle(bundle, async (source) => {
    const verified = await verifyWith(source, bundle);
    return { transcript: verified, paper: await paperOf(source, verified, recordId) };
  });
  if (paper === 'not proven')
    return declined(transcript, 'No path is shown: the records are not proven to be there.', io, {
      brief: 'no path',
      format,
    });
  if (paper === 'not shown') {
    const erased = transcript.evidence.erased_records.find(
      ({ record_id }) => record_id === recordId,
    );
    const why =
      erased === undefined
        ? 'is not shown in this bundle'
        : `was erased as a whole (record ${erased.erasure} logs it), so its line is not shown`;
    const list = 'Its records are listed by: softqcos-verify records BUNDLE';
    return declined(transcript, `No path: ${plainText(recordId)} ${why}. ${list}`, io, {
      brief: 'no path of that record',
      format,
      exit: worstExit([exitOf(transcript), EXIT.unproven]),
    });
  }
  await io.print(RENDER[format](paper, transcript, io.style));
  return exitOf(transcript);
}

async function paperOf(
  source: BundleSource,
  verified: Transcript,
  recordId: string,
): Promise<WorkPaper | 'not proven' | 'not shown'> {
  const { checks } = verified;
  const open = checks.some(({ id, status }) => NEEDED.includes(id) && status !== 'passed');
  if (open || !holds(verified, 'included')) return 'not proven';
  const paper = await workPaperOf(await openProven(source, verified, 'included'), recordId);
  return paper ?? 'not shown';
}
