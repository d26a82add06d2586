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

function kindOf(is: string, remedy?: string): FileKind {
  return remedy === undefined ? { is } : { is, remedy };
}

function holding(is: string, remedy: string): FileKind {
  return { is, remedy, holdsFiles: true };
}

const PGP = holding('encrypted with PGP', 'Decrypt it: gpg -o bundle.zip -d FILE');

/** Marks at the beginning, in hex with places that may be anything, and what they are marks of. */
const MAGIC: readonly (readonly [hex: string, kind: FileKind])[] = [
  ['504b0304', kindOf('a zip')],
  ['504b0506', kindOf('a zip without an entry')],
  ['504b0708', holding('a part of a zip that was split', JOIN)],
  ['255044462d', kindOf('a PDF', ASK)],
  ['1f8b', holding('a gzip archive', UNPACK)],
  ['377abcaf271c', holding('a 7z archive', UNPACK)],
  ['526172211a07', holding('a RAR archive', UNPACK)],
  ['425a68', holding('a bzip2 archive', UNPACK)],
  ['fd377a585a00', holding('an xz archive', UNPACK)],
  ['28b52ffd', holding('a zstd archive', UNPACK)],
  ['04224d18', holding('an lz4 archive', UNPACK)],
  ['1f9d', holding('a compress archive (.Z)', UNPACK)],
  ['4d534346', holding('a cabinet of Windows', UNPACK)],
  [
    '789f3e22',
    holding(
      'an attachment that Outlook wrapped (winmail.dat)',
      'Ask for the bundle in another way than this mail, or unwrap it: tnef winmail.dat',
    ),
  ],
  // RFC 4880 §4.2, §5.1: a session key for RSA of 2048, 3072 and 4096 bits, for an elliptic curve, for a password.
  ...['85010c03', '85018c03', '85020c03', '845e03', '8c0d04'].map((hex) => [hex, PGP] as const),
  // RFC 5652 §3: a ContentInfo with a type of PKCS #7.
  [
    '30(?:80|82....|83......)06092a864886f70d0107',
    holding(
      'signed or encrypted with S/MIME',
      'Open it with the mail program, and save what is in it.',
    ),
  ],
  ['00051607', kindOf('a side file of macOS (AppleDouble)', SIDE_FILE)],
  ['00051600', kindOf('a side file of macOS (AppleSingle)', SIDE_FILE)],
  ['d0cf11e0a1b11ae1', kindOf('a document of an old Microsoft Office, or a mail of Outlook', ASK)],
  ['89504e470d0a1a0a', kindOf('a PNG picture', ASK)],
  ['ffd8ff', kindOf('a JPEG picture', ASK)],
  ['4d5a', kindOf('a Windows program', ASK)],
  ['7f454c46', kindOf('a Linux program', ASK)],
  ['53514c69746520666f726d61742033', kindOf('an SQLite database', ASK)],
  ['4c0000000114020000000000c0', kindOf('a Windows shortcut', 'Give the file that it leads to.')],
  ['62706c697374', kindOf('a property list of macOS', ASK)],
  ['fffe', kindOf('text in UTF-16')],
  ['feff', kindOf('text in UTF-16')],
];

const LFS = kindOf(
  'a Git LFS pointer',
  'Fetch the file itself: git lfs pull (in CI, check out with LFS).',
);
const BASE64 = holding(
  'a zip in base64 text, as mail carries it',
  'Decode it: base64 -d FILE > bundle.zip',
);
const SIGNED_IN = 'Download the bundle again, signed in, and look at it before you verify it.';
const HTML = kindOf('an HTML page, such as a login or an error', SIGNED_IN);
const MAIL = holding('a mail message', 'Save the attachment of the mail by itself.');

/** What text looks like that is something else than plain; the first that fits. */
const TEXTS: readonly (readonly [looks: RegExp, kind: FileKind])[] = [
  [/^version https:\/\/git-lfs/, LFS],
  [
    /^(?:\.\.\/)*(?:\.git)?\/annex\/objects\//,
    kindOf('a git-annex pointer', 'Fetch the file itself: git annex get FILE'),
  ],
  [
    /^outs:\s*- (?:md5|hash|etag|size|path):/,
    kindOf('a DVC pointer', 'Fetch the file itself: dvc pull'),
  ],
  [/^(?:data:[a-z/-]*zip[a-z-]*;base64,)?UEsDB[A-Za-z0-9+/\s]/, BASE64],
  [/^<(?:!doctype html|html|head|body)\b/i, HTML],
  [/^<\?xml\b[\s\S]*<Error>/i, kindOf('an error that a cloud storage sent (XML)', SIGNED_IN)],
  [/^<\?xml\b/i, kindOf('XML')],
  [
    /^(?:From |(?:From|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Content-Type|DKIM-Signature|X-[\w-]+): )/i,
    MAIL,
  ],
  [/^-----BEGIN PGP MESSAGE/, PGP],
  [
    /^age-encryption\.org\//,
    holding('encrypted with age', 'Decrypt it: age -d -o bundle.zip FILE'),
  ],
  [/^-----BEGIN /, kindOf('PEM text')],
  [
    /^\[InternetShortcut\]/,
    kindOf('a link to a web page', 'Open it, and download what it leads to.'),
  ],
  [
    /^\{\s*"(?:error|errors|message|code)"/,
    kindOf('an error that a server sent (JSON)', SIGNED_IN),
  ],
  [/^(?:\{\s*["}]|\[\s*["{[\]\d\-tfn])/, kindOf('JSON text')],
  [
    /^begin(?:-base64)? [0-7]{3} /,
    holding('uuencoded text', 'Decode it: uudecode -o bundle.zip FILE'),
  ],
  [
    /^504b0304[0-9a-f\s]/i,
    holding('a zip in hex digits', 'Decode it: xxd -r -p FILE > bundle.zip'),
  ],
  [
    /^(?:SHA\d+ \(|[0-9a-f]{32,128} [ *])/i,
    kindOf('a list of checksums', 'Give the file that it is about.'),
  ],
];

/** Names a file by its first bytes; undefined if they say nothing. `size` is that of the whole file. */
export function fileKind(head: Uint8Array, size: number): FileKind | undefined {
  if (size === 0) return kindOf('empty', 'Copy or download it again.');
  const hex = hexOf(head.subarray(0, 16));
  const [, marked] = MAGIC.find(([magic]) => new RegExp(`^${magic}`).test(hex)) ?? [];
  if (marked !== undefined) return marked;
  if (latin1Of(head.subarray(257, 262)) === 'ustar') return holding('a tar archive', UNPACK);
  if (head.every((byte) => byte === 0))
    return kindOf('made of zero bytes where it begins', 'Copy or download it again.');
  const text = latin1Of(head)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const [, looking] = TEXTS.find(([looks]) => looks.test(text)) ?? [];
  if (looking !== undefined) return looking;
  // Printable ASCII and line ends throughout, UTF-8 aside.
  return /^[\t\n\f\r -~\x80-\xff]+$/.test(text) && !/[\x80-\x9f]{2}/.test(text)
    ? kindOf('text')
    : undefined;
}
