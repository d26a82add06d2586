// Names what a bundle shows, also of one that failed: which record is in it, and nothing of what it says.

import type { BundleSource } from '../archive/source.js';
import { type Erasure, erasureOf } from '../bundle/erasure.js';
import { PATHS } from '../bundle/layout.js';
import { LeafStream } from '../bundle/leaves.js';
import type { Manifest } from '../bundle/manifest.js';
import type { LedgerRecord } from '../bundle/record.js';
import { isSelected } from '../bundle/selection.js';
import type { CheckId } from '../catalogue/checks.js';
import { assertSame, type Opened, open, untilBroken, type Verified } from './open.js';

/** Whole-record erasures and the records that a bundle shows, proven or not: their names, and nothing of what they say. */
export interface ShownRecord {
  readonly recordId: string;
  readonly sequence: number;
  readonly selected: boolean;
  /** If the record logs the erasure of another as a whole. */
  readonly erasure: Erasure | undefined;
}

/** A bundle that was verified, whatever came of it: the exporter's words, and what it shows. */
export interface ShownBundle {
  readonly manifest: Manifest;
  /** In ascending sequence, as far as the lines can be used. */
  records(): AsyncGenerator<ShownRecord, void, undefined>;
}

/**
 * Opens a bundle that was verified, also one that failed, to name what it shows. Nothing of it is proven.
 * @param verified the transcript of the same bytes
 * @returns undefined if there is no manifest to be read
 * @throws VerifierError ERR_BUNDLE_CHANGED; what the source throws
 */
export async function openShown(
  source: BundleSource,
  verified: Verified,
): Promise<ShownBundle | undefined> {
  await assertSame(source, verified);
  const of = (id: CheckId) => verified.checks.find((one) => one.id === id);
  // What the run did not open, because it is ambiguous or beyond its bounds, is not opened here either.
  const isOpen = ['archive/structure', 'archive/names'].every(
    (id) => of(id as CheckId)?.status === 'passed',
  );
  if (!isOpen || (of('manifest/form')?.examined ?? 0) === 0) return undefined;
  const opened = await open(source);
  return opened && { manifest: opened.manifest, records: () => shownRecords(opened) };
}

async function* shownRecords({
  archive,
  manifest,
}: Opened): AsyncGenerator<ShownRecord, void, undefined> {
  const stream = new LeafStream({
    open: (path) =>
      path === PATHS.records && archive.has(path) ? untilBroken(archive.stream(path)) : undefined,
  });
  for await (const { leaves } of stream.batches()) {
    for (const { record } of leaves) {
      if (record === undefined) continue;
      yield shownOf(record, isSelected(manifest.selection, record));
    }
  }
}

/** A record as it is named to whoever may not see what it says. */
export function shownOf(record: LedgerRecord, selected: boolean): ShownRecord {
  const { recordId, sequence } = record;
  const erasure = record.type === 'erasure' ? erasureOf(record) : undefined;
  const whole = erasure?.fields === undefined ? erasure : undefined;
  return { recordId, sequence, selected, erasure: whole };
}
