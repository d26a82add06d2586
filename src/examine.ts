// What is asked of a bundle beside its verdict, once it is known: frameworks (docs/FRAMEWORKS.md) and the auditor's own list of
// records (docs/MANUAL.md §2). Both stand in the transcript and change nothing else in it.

import type { BundleSource } from './archive/source.js';
import { openProven } from './evidence/reader.js';
import { openShown, type ShownRecord, shownOf } from './evidence/shown.js';
import { FrameworkExaminer } from './frameworks/examine.js';
import type { Framework } from './frameworks/framework.js';
import { Reconciliation } from './papers/reconciliation.js';
import type { SampleList } from './papers/sample-list.js';
import { verifiedBeside } from './transcript/beside.js';
import type { Transcript } from './transcript/transcript.js';

export interface ExamineOptions {
  /** Examined only for evidence that is proven. */
  readonly frameworks?: readonly Framework[];
  /** The auditor's list; each id gets a row, also where the bundle failed. */
  readonly sample?: SampleList;
}

/**
 * Reads a verified bundle once more, for what was asked.
 * @param transcript of the same source
 * @returns the transcript with `frameworks` and `sample`
 * @throws VerifierError ERR_BUNDLE_CHANGED; what the source throws
 */
export async function examine(
  transcript: Transcript,
  source: BundleSource,
  { frameworks = [], sample }: ExamineOptions,
): Promise<Transcript> {
  if (frameworks.length === 0 && sample === undefined) return transcript;
  const isProven = transcript.verdict === 'pass';
  const examiner = new FrameworkExaminer(frameworks);
  const list = sample === undefined ? undefined : new Reconciliation(sample);
  const add = (shown: ShownRecord): void => list?.add(shown);
  if (isProven) {
    const { batches } = await openProven(source, transcript);
    for await (const records of batches()) {
      for (const seen of records) {
        examiner.add(seen);
        add(shownOf(seen.record, seen.selected));
      }
    }
  } else if (list !== undefined) {
    const shown = await openShown(source, transcript);
    if (shown !== undefined) for await (const record of shown.records()) add(record);
  }
  const { compare_by_hand, says, does_not_say, not_checked, ...rest } = transcript;
  return {
    ...rest,
    ...(frameworks.length === 0
      ? {}
      : { frameworks: examiner.results(isProven ? verifiedBeside(transcript) : undefined) }),
    ...(list === undefined ? {} : { sample: list.result(transcript) }),
    ...{ compare_by_hand, says, does_not_say, not_checked },
  };
}
