// Whether a file of a folder is a bundle, by its name and its first bytes. What is no bundle is named, and what may hold one and is
// not opened is a bundle that was not read: nothing of a folder is passed over in silence.

import { latin1Of } from './bytes.js';
import { type FileKind, fileKind } from './file-kind.js';

export type Place =
  | { readonly is: 'bundle' }
  | { readonly is: 'unread'; readonly message: string }
  | { readonly is: 'skipped'; readonly because: string };

/** A document or a program that happens to be a zip: an office file begins with one of these names, a Java archive with META-INF. */
const OTHER_ZIP = /^(?:\[Content_Types\]\.xml|mimetype|_rels\/|docProps\/|META-INF\/)/;
const UNFINISHED = /\.(?:crdownload|part|partial|download|opdownload|tmp|filepart)$/i;

/** @param head its first HEAD_BYTES bytes */
export function placeOf(name: string, head: Uint8Array, size: number): Place {
  const kind = fileKind(head, size);
  const isSideFile = kind?.is.startsWith('a side file of macOS') === true;
  if ((isNamedZip(name) && !isSideFile) || isBundleLike(head, kind)) return { is: 'bundle' };
  if (kind?.holdsFiles === true || UNFINISHED.test(name)) {
    const what =
      kind?.holdsFiles === true
        ? `the file is ${kind.is}, and is not opened`
        : 'an unfinished download';
    return { is: 'unread', message: `${what}: unpack it, or move it out of the folder` };
  }
  return { is: 'skipped', because: kind === undefined ? 'not a zip' : kind.is };
}

export function isNamedZip(name: string): boolean {
  return /\.zip$/i.test(name);
}

/** True for a zip under another name, unless its first entry is one of a document or program. */
function isBundleLike(head: Uint8Array, kind: FileKind | undefined): boolean {
  return kind?.is === 'a zip' && !OTHER_ZIP.test(latin1Of(head.subarray(30)));
}
