// The pass over the leaves (docs/SPEC.md §14 step 6): the stream of leaves is shown to every check that follows it, batch by
// batch. Memory does not grow with the bundle.

import { finding } from '../base/errors.js';
import { PATHS } from '../bundle/layout.js';
import type { LeafStream } from '../bundle/leaves.js';
import type { Manifest } from '../bundle/manifest.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';
import { Held } from './held.js';
import type { LeafCheck } from './leaf-check.js';

/**
 * Reads all leaves.
 * @returns true if every leaf was seen; else no check may conclude from what is absent, and `done` was not called
 */
export async function passOverLeaves(
  recorder: Findings,
  entries: Entries,
  manifest: Manifest,
  stream: LeafStream,
  checks: readonly LeafCheck[],
): Promise<boolean> {
  const faults = new Held();
  for await (const batch of stream.batches()) {
    for (const found of batch.findings) recorder.report(found);
    for (const found of batch.faults) faults.add(found);
    for (const check of checks) check.see(batch);
  }
  const { records, stubs } = stream.lines;
  recorder.examined('records/form', records.examined);
  recorder.examined('stubs/form', stubs.examined);
  // What is wrong with a line is so whatever the leaves are; it stands after what the leaves showed.
  faults.tell((found) => recorder.report(found));
  const isBroken = entries.isBroken(PATHS.records) || entries.isBroken(PATHS.stubs);
  // Which check stopped the pass, and with it every check that needs all leaves.
  const stop = stream.stop ?? (isBroken ? 'archive/content' : undefined);
  if (stop === undefined) for (const check of checks) check.done();
  else recorder.stop(stop, stop);
  if (stop !== 'archive/content') checkCounts(recorder, manifest, records.count, stubs.count);
  return stop === undefined;
}

/** §3.5: the manifest counts lines, so that one that is lost or added shows even where no proof would miss it. */
function checkCounts(recorder: Findings, manifest: Manifest, records: number, stubs: number): void {
  recorder.examined('manifest/counts', 2);
  for (const [name, expected, actual] of [
    ['records', manifest.counts.records, records],
    ['stubs', manifest.counts.stubs, stubs],
  ] as const) {
    if (expected === actual) continue;
    recorder.report(
      finding(
        'COUNT_MISMATCH',
        { entry: PATHS.manifest, pointer: `/counts/${name}` },
        `the bundle holds another number of ${name} than the manifest counts`,
        { expected: String(expected), actual: String(actual) },
      ),
    );
  }
}
