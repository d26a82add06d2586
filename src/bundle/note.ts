// C2SP signed note (c2sp.org/signed-note, docs/SPEC.md §7.1): cuts a note into its text and its signature lines.
// Every byte is hostile and stays so: nothing is verified here, names and key ids are claims of whoever wrote the line.
// A signer is named by (name, key hash) together; the key hash alone is four bytes and collides at will.

import {
  type Accident,
  accidentOf,
  HYPHENS,
  LINE_ENDS,
  NO_LINE_FEED,
  OTHER_ENCODING,
  SPACES,
} from '../base/accidents.js';
import { LF, parseBase64, parseUtf8, toHex } from '../base/encoding.js';
import { EvidenceError, type Finding, finding } from '../base/errors.js';
import { isKeyName } from '../base/key-name.js';
import { FORMAT } from '../base/limits.js';

/** One signature line, unverified. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes as eight lower-case hex digits. */
  readonly keyHash: string;
  /** What follows the four bytes: a signature, or a time and a signature. Never empty. */
  readonly body: Uint8Array;
  /** 1-based line of the note. */
  readonly line: number;
  /** The whole line as received, with its LF. */
  readonly raw: Uint8Array;
}

/** A signed note, unverified. */
export interface Note {
  /** What is signed: the text with its final LF, without the blank line. */
  readonly text: Uint8Array;
  /** In file order, lines of unknown keys included. */
  readonly signatures: readonly NoteSignature[];
}

export interface NoteOptions {
  /** Path of the entry, for findings. */
  readonly entry?: string;
  /** Fewest signature lines; 1 for notes of public logs. */
  readonly minSignatures?: number;
  /** Most signature lines. */
  readonly maxSignatures?: number;
}

/** Em dash (U+2014) and space, as each signature line begins. */
const LINE_START = '\u2014 ';
const SPACE = 0x20;
const HYPHEN = 0x2d;
const CR = 0x0d;
/** A signature line holds the four bytes of the key hash and at least one more (as golang.org/x/mod/sumdb/note). */
const SHORTEST_BLOB = 5;

/**
 * Parses a signed note. The caller has bounded its length; signatures are not verified and unknown names not dropped.
 * @throws EvidenceError CHECKPOINT_MALFORMED, with one finding for each faulty signature line.
 */
export function parseNote(bytes: Uint8Array, options: NoteOptions = {}): Note {
  const entry = options.entry ?? 'checkpoint';
  const fault = (line: number | undefined, message: string, cause?: Accident): Finding =>
    finding(
      'CHECKPOINT_MALFORMED',
      line === undefined ? { entry } : { entry, line },
      cause?.message ?? message,
      cause,
    );

  // A mark would be part of the first line, and the note one of another origin.
  const cause = accidentOf(bytes);
  if (cause !== undefined) {
    const at = cause === LINE_ENDS ? lineAt(bytes, bytes.indexOf(CR)) : undefined;
    throw new EvidenceError(fault(at, cause.message, cause));
  }
  if (parseUtf8(bytes) === undefined)
    throw new EvidenceError(fault(undefined, OTHER_ENCODING.message, OTHER_ENCODING));
  // Format: no ASCII control character below U+0020 but LF. A CR or a tab would look like another note.
  const control = bytes.findIndex((byte) => byte < 0x20 && byte !== LF);
  if (control >= 0)
    throw new EvidenceError(fault(lineAt(bytes, control), 'the line holds a control character'));
  if (bytes.at(-1) !== LF)
    throw new EvidenceError(fault(lineAt(bytes, bytes.length), NO_LINE_FEED.message, NO_LINE_FEED));
  // Format: the *last* blank line separates; the text may hold others.
  const blank = lastBlankLine(bytes);
  if (blank === undefined)
    throw new EvidenceError(
      fault(
        undefined,
        'no blank line separates the text from the signatures',
        bytes.some((byte, at) => byte === LF && bytes[at - 1] === SPACE) ? SPACES : undefined,
      ),
    );

  const text = bytes.slice(0, blank);
  const lines = splitLines(bytes.subarray(blank + 1));
  const first = lineAt(bytes, blank) + 1;
  const min = options.minSignatures ?? 1;
  const max = options.maxSignatures ?? FORMAT.noteSignatures;
  if (lines.length > max)
    throw new EvidenceError(fault(first + max, `the note has more than ${max} signature lines`));
  const signatures: NoteSignature[] = [];
  const faults: Finding[] = [];
  lines.forEach((raw, index) => {
    const parsed = parseSignature(raw, first + index);
    // U+002D, or two of them, is what a mail program or a shell makes of an em dash.
    const cause = raw[0] === HYPHEN ? HYPHENS : undefined;
    if (typeof parsed === 'string') faults.push(fault(first + index, parsed, cause));
    else signatures.push(parsed);
  });
  if (lines.length < min)
    faults.push(
      fault(first, `the note has fewer than ${min} signature line${min === 1 ? '' : 's'}`),
    );
  const [one, ...more] = faults;
  if (one !== undefined) throw new EvidenceError(one, ...more);
  return { text, signatures };
}

function parseSignature(raw: Uint8Array, line: number): NoteSignature | string {
  const text = parseUtf8(raw.subarray(0, -1)) ?? '';
  if (!text.startsWith(LINE_START))
    return 'the signature line does not begin with an em dash and a space';
  const parts = text.slice(LINE_START.length).split(' ');
  const [name, base64] = parts;
  if (name === undefined || base64 === undefined || parts.length !== 2)
    return 'the signature line is not a name and a signature with one space between them';
  if (!isKeyName(name)) return 'the key name is empty or holds a space or a plus sign';
  const blob = parseBase64(base64);
  if (blob === undefined) return 'the signature is not canonical base64';
  if (blob.length < SHORTEST_BLOB)
    return 'the signature is too short to hold a key id and a signature';
  return { name, keyHash: toHex(blob.subarray(0, 4)), body: blob.slice(4), line, raw: raw.slice() };
}

/** Index of the second LF of the last pair of LFs with no byte between them. */
function lastBlankLine(bytes: Uint8Array): number | undefined {
  for (let at = bytes.length - 1; at > 0; at -= 1) {
    if (bytes[at] === LF && bytes[at - 1] === LF) return at;
  }
  return undefined;
}

/** Lines with their LFs; `bytes` is empty or ends in LF. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(LF, at) + 1;
    lines.push(bytes.subarray(at, end));
    at = end;
  }
  return lines;
}

/** 1-based line of a byte. */
function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at += 1) if (bytes[at] === LF) line += 1;
  return line;
}
