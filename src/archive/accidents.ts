// What happens to bundles on ordinary ways, as a zip shows it: packed anew with its folder, a zip in a zip, padded, cut short, with
// something in front, through a text mode, by a tool with a habit. Each is named in one sentence with what to do; nothing is
// repaired, and the bundle is refused as before.

import type { Accident } from '../base/accidents.js';
import { statedKind } from '../base/document-kind.js';
import { equalBytes } from '../base/encoding.js';
import { fileKind, HEAD_BYTES } from '../base/file-kind.js';
import type { Window } from './window.js';

const MAC_EXTRA = /(?:^|\/)(?:__MACOSX(?:\/|$)|\.DS_Store$|\._|Icon\r$)/;
/** One sentence for a person whose macOS has added entries of its own. */
const MAC_REMEDY =
  "Use the original file; or zip again without them: zip -X -r bundle.zip . -x '__MACOSX/*' '*.DS_Store'.";
const AGAIN = 'Copy or download it again, and compare its size and SHA-256 with the sender.';
const ORIGINAL = 'Use the original file';

/** Why a file has no end record: what it is instead, or that its end is missing. */
export async function notZip(window: Window): Promise<Accident | undefined> {
  const head = await window.bytes(0, Math.min(window.size, HEAD_BYTES));
  const kind = fileKind(head, window.size);
  if (kind === undefined) return undefined;
  if (kind.is === 'a zip')
    return { message: 'the file is a zip that was cut short', remedy: AGAIN };
  const document = kind.is === 'JSON text' ? statedKind(head) : undefined;
  if (document === 'a trust root')
    return {
      message: `the file is ${document}`,
      remedy: 'Name the bundle; the trust root goes with --trust-root.',
    };
  const remedy = kind.remedy ?? 'Look at what you were sent: a bundle is a zip.';
  return { message: `the file is ${document ?? kind.is}`, remedy };
}

/** A file that holds the zip as it is, and is something else: its end record is there, and nothing is where that says. */
async function wrapped(window: Window): Promise<Accident | undefined> {
  const head = await window.bytes(0, Math.min(window.size, HEAD_BYTES));
  const kind = fileKind(head, window.size);
  if (kind?.remedy === undefined || kind.holdsFiles !== true) return undefined;
  return { message: `the file is ${kind.is}`, remedy: kind.remedy };
}

/** Trailing bytes, at least one, that are all zero: a block of a tape, which libarchive fills when it writes to a pipe. */
export async function padding(window: Window, bytes: Uint8Array): Promise<Accident | undefined> {
  const other = await wrapped(window);
  if (other !== undefined) return other;
  if (bytes.some((byte) => byte !== 0)) return undefined;
  return {
    message: `${bytes.length} zero bytes follow the end record: the writer filled its last block`,
    remedy: 'Ask the exporter for a zip without padding (libarchive: bytes_in_last_block 1).',
  };
}

/** `PK\x01\x02` */
const DIRECTORY = Uint8Array.of(0x50, 0x4b, 1, 2);

/** A directory that is not where it should be, but as far behind it as something was put in front of the file. */
export async function shifted(
  window: Window,
  { directoryOffset, directorySize, tailOffset }: Directory,
): Promise<Accident | undefined> {
  const other = await wrapped(window);
  if (other !== undefined) return other;
  const at = tailOffset - directorySize;
  const before = at - directoryOffset;
  if (before > 0 && at + 4 <= window.size) {
    const magic = await window.bytes(at, 4);
    if (equalBytes(DIRECTORY, magic))
      return {
        message: `${before} ${before === 1 ? 'byte is' : 'bytes are'} in front of the zip, such as the header of a mail`,
        remedy: `${ORIGINAL}, without what was put in front of it.`,
      };
  }
  return (await isTextMode(window)) ? TEXT_MODE : undefined;
}

interface Directory {
  readonly directoryOffset: number;
  readonly directorySize: number;
  readonly tailOffset: number;
}

const TEXT_MODE: Accident = {
  message:
    'every line feed of the file has a carriage return before it: it went through a text mode',
  remedy: `${ORIGINAL}: send it in binary mode (FTP: type binary).`,
};

/** In compressed data one of 256 bytes is a line feed, and seldom after a carriage return: sixteen in a row are no chance. */
async function isTextMode(window: Window): Promise<boolean> {
  const bytes = await window.bytes(0, Math.min(window.size, 65_536));
  let seen = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at - 1] !== 0x0d) return false;
    seen += 1;
  }
  return seen >= 16;
}

const POWERSHELL: Accident = {
  message: 'the entry name has a backslash, as PowerShell 5.1 and old .NET write it',
  remedy: `${ORIGINAL}; if you must pack anew, use another tool (Compress-Archive of PowerShell 7, 7-Zip, zip -X).`,
};

const MACOS: Accident = { message: 'macOS has added this entry to the zip', remedy: MAC_REMEDY };
const WINDOWS: Accident = {
  message: 'Windows has added this entry to a folder that was packed anew',
  remedy: `${ORIGINAL}; or pack anew without Thumbs.db and desktop.ini.`,
};

const LEFT_OUT = `${ORIGINAL}; or pack anew without it.`;
/** Names that tell how a zip was made, or what it is. */
const HABITS: readonly (readonly [looks: RegExp, message: string, remedy: string])[] = [
  [
    /^\.\//,
    'the entry name begins with ./, as tools write it that pack the folder "."',
    `${ORIGINAL}; or inside the folder: zip -X -r ../bundle.zip .`,
  ],
  [
    /^\[Content_Types\]\.xml$/,
    'the file is a document of an office program (Word, Excel, PowerPoint)',
    'Ask for the evidence bundle; this is another file.',
  ],
  [
    /^META-INF\//,
    'a Java tool has added this entry',
    `${ORIGINAL}; or pack anew with: jar cfM bundle.zip -C FOLDER .`,
  ],
  [
    /(?: ?\(\d+\)| - Copy| copy)(?:\.[^/.]+)?$/,
    'the entry is a copy that somebody made in the folder',
    LEFT_OUT,
  ],
  [/(?:~|\.swp|\.bak|\.orig|\.tmp)$/, 'an editor has left this file in the folder', LEFT_OUT],
  [
    /(?:^|\/)(?:@eaDir|#recycle|\.Trash-\d+|lost\+found)\//,
    'a file server or file manager has added this entry',
    LEFT_OUT,
  ],
  [
    /(?:^|\/)\.git(?:\/|ignore$|attributes$)/,
    'the folder that was packed is a Git repository: this entry is of Git',
    LEFT_OUT,
  ],
];

/** Which system or tool is known for a name, whether it is allowed or merely listed nowhere. */
export function namedBy(name: string): Accident | undefined {
  if (isMacExtra(name)) return MACOS;
  if (/(?:^|\/)(?:Thumbs\.db|desktop\.ini)$|:Zone\.Identifier$/i.test(name)) return WINDOWS;
  if (name.includes('\\')) return POWERSHELL;
  const [habit] = HABITS.flatMap(([looks, message, remedy]) =>
    looks.test(name) ? [{ message, remedy }] : [],
  );
  return habit;
}

/** A path that macOS adds to zips and folders by itself. */
function isMacExtra(path: string): boolean {
  return MAC_EXTRA.test(path);
}

const RENAMED = `${ORIGINAL}: a file system or a tool has renamed its entries.`;
const lastName = (path: string): string => path.replace(/^.*\//, '').toLowerCase();

/** Entries that nothing lists, by their last names: one that is missing may be here under another path. */
export function movedEntries(unlisted: readonly string[]): (path: string) => Accident | undefined {
  const byName = new Map(unlisted.map((path) => [lastName(path), path]));
  return (path) => {
    const here = byName.get(lastName(path));
    return here === undefined
      ? undefined
      : { message: `the zip holds this entry as ${here}`, remedy: RENAMED };
  };
}

/** Why a zip has no manifest.json, by the paths that it has. */
export function packedAnew(paths: readonly string[]): Accident | undefined {
  const own = paths.filter((path) => !isMacExtra(path));
  const zips = own.filter((path) => /\.zip$/i.test(path));
  if (zips.length === 1)
    return {
      message: `the zip holds another zip: ${zips[0]}`,
      remedy: 'Unpack it, and verify the zip that is inside.',
    };
  if (zips.length > 1)
    return {
      message: `the zip holds ${zips.length} other zips: ${zips.slice(0, 5).join(', ')}${zips.length > 5 ? ' and more' : ''}`,
      remedy: 'Unpack it, and verify the folder that comes of it.',
    };
  if (own.length === 0) return { message: 'the zip is empty', remedy: AGAIN };
  const renamed = own.find((path) => /^manifest\.json(?:\.[a-z0-9]+)?$/i.test(path));
  if (renamed !== undefined)
    return {
      message: `the manifest is called ${renamed}: something has renamed it`,
      remedy: RENAMED,
    };
  if (own.includes('records.jsonl'))
    return {
      message: 'the zip has records.jsonl and no manifest.json, which was left out or renamed',
      remedy: 'Ask for the complete bundle.',
    };
  const [manifest, ...others] = own.filter((path) =>
    /^[^/]+(?:\/[^/]+)*\/manifest\.json$/.test(path),
  );
  if (manifest === undefined) return undefined;
  if (others.length > 0)
    return {
      message: `the zip holds ${others.length + 1} bundles that were unpacked: ${manifest} and others`,
      remedy: 'Use the original files: each bundle is a zip of its own.',
    };
  const folder = manifest.slice(0, -'manifest.json'.length);
  if (!own.every((path) => path.startsWith(folder))) return undefined;
  return {
    message: `everything is in the folder ${folder}: the bundle was unpacked and packed anew`,
    remedy: `${ORIGINAL}; or inside that folder: zip -X -r ../bundle.zip .`,
  };
}
