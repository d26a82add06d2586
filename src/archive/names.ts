// Entry names (docs/SPEC.md §2.3): a small alphabet, 200 bytes, unique even where case does not count, and no file that is
// the folder of another. Names are judged as bytes, so no reader can decode them to something else. Whether a path belongs
// into a bundle at all is not decided here.

import { latin1Of } from '../base/bytes.js';
import { shownUtf8 } from '../base/encoding.js';
import { type Finding, finding } from '../base/errors.js';
import { FORMAT } from '../base/limits.js';
import { namedBy } from './accidents.js';

/** What is needed of a central header to judge its name. */
export interface NamedHeader {
  /** Of the central header in the file. */
  readonly offset: number;
  readonly nameLength: number;
  /** Kept only up to the length that the format allows. */
  readonly nameBytes: Uint8Array | undefined;
  /** The name as text, if it is plain. */
  readonly path: string | undefined;
  /** Undefined when a zip64 value is missing. */
  readonly size: number | undefined;
}

const NOTHING = new Uint8Array(0);
const PLAIN = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*\/?$/;
const DOTS = /(?:^|\/)\.{1,2}(?:\/|$)/;

/** Tells whether a name is short enough; the final slash of a directory does not count. */
export function isShortName(bytes: Uint8Array): boolean {
  const slash = bytes[bytes.length - 1] === 0x2f ? 1 : 0;
  return bytes.length - slash <= FORMAT.nameBytes;
}

/** Returns the name as text if it obeys the alphabet, the segments and the length; a directory keeps its final slash. */
export function parsePlainName(bytes: Uint8Array): string | undefined {
  if (!isShortName(bytes)) return undefined;
  // One byte, one character: what is not ASCII cannot match.
  const text = latin1Of(bytes);
  return PLAIN.test(text) && !DOTS.test(text) ? text : undefined;
}

/** Judges every name alone and against the others. */
export function judgeNames(headers: readonly NamedHeader[], findings: Finding[]): void {
  const exact = new Set<string>();
  const folded = new Map<string, string>();
  const files = new Set<string>();
  for (const header of headers) {
    judgeName(header, findings);
    if (header.nameBytes !== undefined) judgeUnique(header, exact, folded, findings);
    if (header.path !== undefined && !header.path.endsWith('/')) files.add(fold(header.path));
  }
  for (const { path, offset } of headers) {
    if (path === undefined) continue;
    const folder = parents(fold(path)).find((parent) => files.has(parent));
    if (folder === undefined) continue;
    findings.push(finding('NAME_PREFIX_COLLISION', { entry: path, offset }, { actual: folder }));
  }
}

function judgeName(header: NamedHeader, findings: Finding[]): void {
  const { path, nameBytes, nameLength, offset } = header;
  if (nameBytes === undefined) {
    findings.push(
      finding(
        'NAME_TOO_LONG',
        { offset },
        { expected: `at most ${FORMAT.nameBytes} bytes`, actual: `${nameLength} bytes` },
      ),
    );
  } else if (path === undefined) {
    const text = shownUtf8(nameBytes);
    const cause = namedBy(text);
    findings.push(
      finding(
        'NAME_NOT_ALLOWED',
        { offset },
        cause?.message ?? 'the entry name is not made of plain segments of A-Z a-z 0-9 . _ -',
        { ...cause, actual: text },
      ),
    );
  } else if (path.endsWith('/') && (header.size ?? 0) !== 0) {
    findings.push(
      finding(
        'NAME_DIRECTORY_NOT_EMPTY',
        { entry: path, offset },
        'a directory entry is said to hold bytes',
        { expected: '0', actual: String(header.size) },
      ),
    );
  }
}

/** A name twice, byte for byte, whether it is plain or not; and plain names that differ in case only. */
function judgeUnique(
  header: NamedHeader,
  exact: Set<string>,
  folded: Map<string, string>,
  findings: Finding[],
): void {
  const { path, offset } = header;
  const name = latin1Of(header.nameBytes ?? NOTHING);
  const where = path === undefined ? { offset } : { entry: path, offset };
  if (exact.has(name)) {
    findings.push(finding('NAME_DUPLICATE', where));
    return;
  }
  exact.add(name);
  if (path === undefined) return;
  const other = folded.get(fold(path));
  if (other === undefined) {
    folded.set(fold(path), path);
    return;
  }
  findings.push(finding('NAME_CASE_COLLISION', where, { expected: other, actual: path }));
}

/** Case folding of the alphabet: A to Z alone have two cases in it. */
function fold(path: string): string {
  return path.toLowerCase();
}

/** Every proper folder of a path, without the slash; `a/` lies in `a` too, so a file of that name collides. */
function parents(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    folders.push(path.slice(0, at));
  }
  return folders;
}
