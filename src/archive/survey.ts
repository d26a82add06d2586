// Surveys a zip from its raw structures (docs/SPEC.md §2.2, §2.3, §2.5): one reader must never see other content than another.
// From the end record to the directory, its names and sizes, and the local side. Only headers are read, never data: size,
// CRC-32 and the end of each deflate stream are checked as entries are read (inflate.ts).

import { type Finding, finding } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import { shifted } from './accidents.js';
import { type CentralHeader, readDirectory } from './central-directory.js';
import { type EndRecord, readEnd } from './end-record.js';
import { judgeNames } from './names.js';
import type { BundleSource } from './source.js';
import { type Extent, readLocalSide } from './tiling.js';
import { Window } from './window.js';

/** One entry of a zip that obeys the profile. */
export interface ZipEntry {
  /** Plain ASCII; a directory ends in a slash. */
  readonly path: string;
  readonly isDirectory: boolean;
  /** 0 stored, 8 deflate. */
  readonly method: number;
  /** Inflated bytes, as declared. */
  readonly size: number;
  readonly compressedSize: number;
  /** As declared. */
  readonly crc32: number;
  /** Of the local header in the file. */
  readonly headerOffset: number;
  /** Of the first byte of data in the file. */
  readonly dataOffset: number;
}

/** What the raw structures say. */
export interface ZipSurvey {
  readonly findings: readonly Finding[];
  /** Structures examined: headers, descriptors, the directory's headers, the records at the end. */
  readonly structures: number;
  /** Names judged. */
  readonly names: number;
  /** In the order of the directory; empty unless there are no findings. */
  readonly entries: readonly ZipEntry[];
}

/** The folder whose entries have a limit of their own (§2.5). */
const ATTACHMENTS = 'attachments/';

/**
 * Examines every structure of a zip against the profile. Memory grows with the number of entries, which `limits` bounds,
 * never with a number that the file claims; no data is inflated. Everything wrong is in the findings: nothing is thrown for it.
 * @throws what the source throws
 */
export async function surveyZip(source: BundleSource, limits: Limits): Promise<ZipSurvey> {
  const window = new Window(source);
  const findings: Finding[] = [];
  const end = await readEnd(window, findings);
  if (end === undefined) return { findings, structures: 0, names: 0, entries: [] };
  const stopped = { findings, structures: end.structures, names: 0, entries: [] };
  const headers = isLocated(end, limits, findings)
    ? await readDirectory(window, end, findings)
    : undefined;
  if (headers === undefined) {
    await explain(window, end, findings);
    return stopped;
  }

  judgeNames(headers, findings);
  judgeLimits(headers, limits, findings);
  const { extents, structures } = await readLocalSide(window, headers, end, findings);
  return {
    findings,
    structures: end.structures + headers.length + structures,
    names: headers.length,
    entries: findings.length === 0 ? toEntries(headers, extents) : [],
  };
}

/** Says why the directory is not where the end record says, if something ordinary explains it. */
async function explain(window: Window, end: EndRecord, findings: Finding[]): Promise<void> {
  const last = findings.at(-1);
  if (last?.code !== 'ZIP_DIRECTORY_INVALID') return;
  const cause = await shifted(window, end);
  if (cause === undefined) return;
  findings[findings.length - 1] = finding(last.code, last.where, cause.message, cause);
}

/** Compares the place of the directory with the file, before anything is read by it. */
function isLocated(end: EndRecord, limits: Limits, findings: Finding[]): boolean {
  const { directoryOffset, directorySize, entryCount, tailOffset } = end;
  const stop = directoryOffset + directorySize;
  if (stop > tailOffset) {
    findings.push(
      finding(
        'ZIP_DIRECTORY_INVALID',
        { offset: tailOffset },
        'the directory would end after the records that close the zip begin',
        { expected: String(tailOffset), actual: String(stop) },
      ),
    );
    return false;
  }
  // A header has 46 bytes at least: a larger count is a lie, whatever the limit.
  if (entryCount * 46 > directorySize) {
    findings.push(
      finding(
        'ZIP_DIRECTORY_INVALID',
        { offset: directoryOffset },
        'the directory is too small for its entries',
        { expected: `at least ${entryCount * 46} bytes`, actual: `${directorySize} bytes` },
      ),
    );
    return false;
  }
  if (entryCount > limits.entries) {
    findings.push(
      finding(
        'ZIP_LIMIT_EXCEEDED',
        {},
        `the zip has ${entryCount} entries, and at most ${limits.entries} are accepted`,
        { expected: `at most ${limits.entries} entries`, actual: `${entryCount} entries` },
      ),
    );
    return false;
  }
  return true;
}

/** What the directory promises to hold, before anything is inflated (§2.5). */
function judgeLimits(headers: readonly CentralHeader[], limits: Limits, findings: Finding[]): void {
  let total = 0;
  for (const { path, size, offset } of headers) {
    total += size ?? 0;
    if (path === undefined || size === undefined) continue;
    if (!path.startsWith(ATTACHMENTS) || size <= limits.attachmentBytes) continue;
    findings.push(
      finding(
        'ZIP_LIMIT_EXCEEDED',
        { entry: path, offset },
        `the attachment has ${size} bytes, and at most ${limits.attachmentBytes} are accepted`,
        { expected: `at most ${limits.attachmentBytes} bytes`, actual: `${size} bytes` },
      ),
    );
  }
  if (total <= limits.totalBytes) return;
  findings.push(
    finding(
      'ZIP_LIMIT_EXCEEDED',
      {},
      `the entries have ${total} bytes in all, and at most ${limits.totalBytes} are accepted`,
      { expected: `at most ${limits.totalBytes} bytes`, actual: `${total} bytes` },
    ),
  );
}

function toEntries(headers: readonly CentralHeader[], extents: readonly Extent[]): ZipEntry[] {
  const dataOffsets = new Map(extents.map(({ central, dataOffset }) => [central, dataOffset]));
  return headers.flatMap((central) => {
    const { path, size, compressedSize, headerOffset, method, crc32 } = central;
    const dataOffset = dataOffsets.get(central);
    if (
      path === undefined ||
      size === undefined ||
      compressedSize === undefined ||
      headerOffset === undefined ||
      dataOffset === undefined
    ) {
      return [];
    }
    const isDirectory = path.endsWith('/');
    return [{ path, isDirectory, method, size, compressedSize, crc32, headerOffset, dataOffset }];
  });
}
