// The local side of a zip (docs/SPEC.md §2.2): its structures tile the file. Local entries in any order (header, data, data
// descriptor), the directory, the records at the end, and not one byte that belongs to none of them or to two: other readers
// would find something there. Headers are read in the order of the file; data is not read.

import { type Finding, finding, type Location } from '../base/errors.js';
import type { CentralHeader } from './central-directory.js';
import { DESCRIPTOR_BYTES_MAX, descriptorLength } from './data-descriptor.js';
import type { EndRecord } from './end-record.js';
import { readLocalHeader } from './local-header.js';
import type { Window } from './window.js';

/** Headers and data of one entry in the file. */
export interface Extent {
  readonly central: CentralHeader;
  readonly where: Location;
  readonly start: number;
  readonly dataOffset: number;
  readonly dataEnd: number;
  readonly hasDescriptor: boolean;
}

/** Reads every local header in the order of the file and checks that the structures tile it. */
export async function readLocalSide(
  window: Window,
  headers: readonly CentralHeader[],
  end: EndRecord,
  findings: Finding[],
): Promise<{ extents: readonly Extent[]; structures: number }> {
  const extents: Extent[] = [];
  const byOffset = headers
    .filter((central) => central.headerOffset !== undefined)
    .sort((a, b) => (a.headerOffset ?? 0) - (b.headerOffset ?? 0));
  for (const central of byOffset) {
    const extent = await readExtent(window, central, end.directoryOffset, findings);
    if (extent !== undefined) extents.push(extent);
  }
  // Without its extent an entry's own bytes would look like a gap.
  const complete = extents.length === headers.length;
  const gap = (from: number, to: number): void => {
    if (from >= to) return;
    const bytes = to - from === 1 ? '1 byte belongs' : `${to - from} bytes belong`;
    findings.push(finding('ZIP_GAP', { offset: from }, `${bytes} to no structure of the zip`));
  };
  let covered = 0;
  for (const [i, extent] of extents.entries()) {
    const next = extents[i + 1]?.start ?? end.directoryOffset;
    if (complete) gap(covered, extent.start);
    if (extent.start < covered) overlap(extent.where, 'the entry begins inside another', findings);
    const stop = await endOf(window, extent, next, findings);
    covered = Math.max(covered, stop);
  }
  if (complete) gap(covered, end.directoryOffset);
  if (covered > end.directoryOffset) {
    overlap({ offset: end.directoryOffset }, 'an entry runs into the directory', findings);
  }
  gap(end.directoryOffset + end.directorySize, end.tailOffset);
  const descriptors = extents.filter(({ hasDescriptor }) => hasDescriptor).length;
  return { extents, structures: extents.length + descriptors };
}

function overlap(where: Location, message: string, findings: Finding[]): void {
  findings.push(finding('ZIP_OVERLAP', where, message));
}

async function readExtent(
  window: Window,
  central: CentralHeader,
  stop: number,
  findings: Finding[],
): Promise<Extent | undefined> {
  const start = central.headerOffset;
  if (start === undefined || central.compressedSize === undefined) return undefined;
  const local = await readLocalHeader(window, central, start, stop, findings);
  if (local === undefined) return undefined;
  const where = central.path === undefined ? {} : { entry: central.path };
  return {
    ...local,
    central,
    where: { ...where, offset: start },
    start,
    dataEnd: local.dataOffset + central.compressedSize,
  };
}

/** Where the entry ends, its data descriptor included; `next` is the offset of the structure after it. */
async function endOf(
  window: Window,
  extent: Extent,
  next: number,
  findings: Finding[],
): Promise<number> {
  const { dataEnd, central, hasDescriptor } = extent;
  // Beyond the next structure the entry overlaps it, and that is said there.
  if (!hasDescriptor || dataEnd > next) return dataEnd;
  const space = await window.bytes(dataEnd, Math.min(next - dataEnd, DESCRIPTOR_BYTES_MAX));
  const { crc32, size = 0, compressedSize = 0 } = central;
  const length = descriptorLength(space, { crc32, size, compressedSize });
  if (length > 0) return dataEnd + length;
  findings.push(
    finding(
      'ZIP_DESCRIPTOR_INVALID',
      { ...extent.where, offset: dataEnd },
      { expected: '12, 16, 20 or 24 bytes', actual: `${next - dataEnd} bytes` },
    ),
  );
  return next;
}
