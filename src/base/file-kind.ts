// What the first bytes of a file say it is. Used to name the nearest cause ("this is a PDF") where a file is not what was expected;
// nothing is decided by it, and nothing of the file is trusted or quoted.

import { hexOf, latin1Of } from './bytes.js';

export interface FileKind {
  /** With its article: `a PDF`. */
  readonly is: string;
  /** A sentence: what to do where a bundle was expected. */
  readonly remedy?: string;
  /** May hold a bundle, and is not opened. */
  readonly holdsFiles?: true;
}

/** How many bytes `fileKind` looks at; a tar header has its mark at 257. */
export const HEAD_BYTES = 512;

const UNPACK = 'Unpack it, and give the zip that is in it.';
const JOIN = 'Put the parts together: zip -s 0 FIRST.zip --out bundle.zip';
const SIDE_FILE = 'Leave it alone: the file itself is the one of the same name without "._".';
const ASK = 'Ask for the evidence bundle, which is a zip.';

/** Marks at the beginning, in hex, and what they are marks of. */
const MAGIC: readonly (readonly [hex: string, kind: FileKind])[] = [
  ['504b0304', { is: 'a zip' }],
  ['504b0506', { is: 'a zip without an entry' }],
  ['504b0708', { is: 'a part of a zip that was split', remedy: JOIN }],
  ['255044462d', { is: 'a PDF', remedy: ASK }],
  ['1f8b', { is: 'a gzip archive', remedy: UNPACK, holdsFiles: true }],
  ['377abcaf271c', { is: 'a 7z archive', remedy: UNPACK, holdsFiles: true }],
  ['526172211a07', { is: 'a RAR archive', remedy: UNPACK, holdsFiles: true }],
  ['425a68', { is: 'a bzip2 archive', remedy: UNPACK, holdsFiles: true }],
  ['fd377a585a00', { is: 'an xz archive', remedy: UNPACK, holdsFiles: true }],
  ['28b52ffd', { is: 'a zstd archive', remedy: UNPACK, holdsFiles: true }],
  ['00051607', { is: 'a side file of macOS (AppleDouble)', remedy: SIDE_FILE }],
  ['00051600', { is: 'a side file of macOS (AppleSingle)', remedy: SIDE_FILE }],
  [
    'd0cf11e0a1b11ae1',
    { is: 'a document of an old Microsoft Office, or a mail of Outlook', remedy: ASK },
  ],
  ['89504e470d0a1a0a', { is: 'a PNG picture', remedy: ASK }],
  ['ffd8ff', { is: 'a JPEG picture', remedy: ASK }],
  ['4d5a', { is: 'a Windows program', remedy: ASK }],
  ['7f454c46', { is: 'a Linux program', remedy: ASK }],
  ['53514c69746520666f726d61742033', { is: 'an SQLite database', remedy: ASK }],
  [
    '4c0000000114020000000000c0',
    { is: 'a Windows shortcut', remedy: 'Give the file that it leads to.' },
  ],
  ['62706c697374', { is: 'a property list of macOS', remedy: ASK }],
  ['fffe', { is: 'text in UTF-16' }],
  ['feff', { is: 'text in UTF-16' }],
];

const LFS: FileKind = {
  is: 'a Git LFS pointer',
  remedy: 'Fetch the file itself: git lfs pull (in CI, check out with LFS).',
};
const BASE64: FileKind = {
  is: 'a zip in base64 text, as mail carries it',
  remedy: 'Decode it: base64 -d FILE > bundle.zip',
};
const SIGNED_IN = 'Download the bundle again, signed in, and look at it before you verify it.';
const HTML: FileKind = {
  is: 'an HTML page, such as a login or an error',
  remedy: SIGNED_IN,
};
const MAIL: FileKind = {
  is: 'a mail message',
  remedy: 'Save the attachment of the mail by itself.',
};

/** What text looks like that is something else than plain; the first that fits. */
const TEXTS: readonly (readonly [looks: RegExp, kind: FileKind])[] = [
  [/^version https:\/\/git-lfs/, LFS],
  [/^UEsDB[A-Za-z0-9+/\s]/, BASE64],
  [/^<(?:!doctype html|html|head|body)\b/i, HTML],
  [
    /^<\?xml\b[\s\S]*<Error>/i,
    { is: 'an error that a cloud storage sent (XML)', remedy: SIGNED_IN },
  ],
  [/^<\?xml\b/i, { is: 'XML' }],
  [/^(?:From |Received: |Return-Path: |MIME-Version: |Content-Type: )/i, MAIL],
  [
    /^-----BEGIN PGP MESSAGE/,
    { is: 'encrypted with PGP', remedy: 'Decrypt it: gpg -o bundle.zip -d FILE' },
  ],
  [
    /^age-encryption\.org\//,
    { is: 'encrypted with age', remedy: 'Decrypt it: age -d -o bundle.zip FILE' },
  ],
  [/^-----BEGIN /, { is: 'PEM text' }],
  [
    /^\[InternetShortcut\]/,
    { is: 'a link to a web page', remedy: 'Open it, and download what it leads to.' },
  ],
  [
    /^\{\s*"(?:error|errors|message|code)"/,
    { is: 'an error that a server sent (JSON)', remedy: SIGNED_IN },
  ],
  [/^(?:\{\s*["}]|\[\s*["{[\]\d\-tfn])/, { is: 'JSON text' }],
  [
    /^begin(?:-base64)? [0-7]{3} /,
    { is: 'uuencoded text', remedy: 'Decode it: uudecode -o bundle.zip FILE' },
  ],
  [
    /^504b0304[0-9a-f\s]/i,
    { is: 'a zip in hex digits', remedy: 'Decode it: xxd -r -p FILE > bundle.zip' },
  ],
  [
    /^(?:SHA\d+ \(|[0-9a-f]{32,128} [ *])/i,
    { is: 'a list of checksums', remedy: 'Give the file that it is about.' },
  ],
];

/** Names a file by its first bytes; undefined if they say nothing. `size` is that of the whole file. */
export function fileKind(head: Uint8Array, size: number): FileKind | undefined {
  if (size === 0) return { is: 'empty', remedy: 'Copy or download it again.' };
  const hex = hexOf(head.subarray(0, 16));
  const [, marked] = MAGIC.find(([magic]) => hex.startsWith(magic)) ?? [];
  if (marked !== undefined) return marked;
  if (latin1Of(head.subarray(257, 262)) === 'ustar')
    return { is: 'a tar archive', remedy: UNPACK, holdsFiles: true };
  if (head.every((byte) => byte === 0))
    return { is: 'made of zero bytes where it begins', remedy: 'Copy or download it again.' };
  const text = latin1Of(head)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const [, looking] = TEXTS.find(([looks]) => looks.test(text)) ?? [];
  if (looking !== undefined) return looking;
  // Printable ASCII and line ends throughout, UTF-8 aside.
  return /^[\t\n\f\r -~\x80-\xff]+$/.test(text) && !/[\x80-\x9f]{2}/.test(text)
    ? { is: 'text' }
    : undefined;
}
