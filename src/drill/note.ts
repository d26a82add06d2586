// The checkpoint in parts that can be changed and put together again (docs/SPEC.md §7.1), and which of its lines belong to keys that the
// trust root lists.

import { concat, parseHex, toBase64, utf8 } from '../base/encoding.js';
import type { NoteKey } from '../trust/vkey.js';
import type { Subject } from './subject.js';

export interface NoteLine {
  readonly name: string;
  /** Eight hex digits. */
  readonly keyHash: string;
  readonly body: Uint8Array;
}

export interface Note {
  readonly origin: string;
  readonly size: number;
  /** B64. */
  readonly root: string;
  readonly lines: readonly NoteLine[];
}

/** The checkpoint of the bundle; undefined if there is none that can be read. */
export function noteOf({ checkpoint }: Subject): Note | undefined {
  if (checkpoint === undefined) return undefined;
  const { origin, treeSize, rootHash, note } = checkpoint;
  const lines = note.signatures.map(({ name, keyHash, body }) => ({ name, keyHash, body }));
  return { origin, size: treeSize, root: toBase64(rootHash), lines };
}

export function renderNote({ origin, size, root, lines }: Note): Uint8Array {
  const text = lines.map(({ name, keyHash, body }) => {
    const id = parseHex(keyHash, 4) ?? new Uint8Array(4);
    return `\u2014 ${name} ${toBase64(concat(id, body))}\n`;
  });
  return utf8(`${origin}\n${size}\n${root}\n\n${text.join('')}`);
}

/** c2sp.org/tlog-cosignature: a time stands before the signature of types 0x04 and 0x06. */
export const TIME_BYTES = 8;

/** The checkpoint with another signature on one of its lines. */
export function withBody(note: Note, line: NoteLine, body: Uint8Array): Note {
  return { ...note, lines: note.lines.map((each) => (each === line ? { ...each, body } : each)) };
}

/** Another root: the first bit of its first byte. */
export function otherRoot(root: string): string {
  const bytes = Uint8Array.from(Buffer.from(root, 'base64'));
  bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  return toBase64(bytes);
}

/** Lines of the ledger's listed keys of one type. */
export function own(note: Note, { ledger }: Subject, type: 0x01 | 0x06): readonly NoteLine[] {
  const keys = (ledger?.keySets ?? []).map((set) => (type === 0x01 ? set.ed25519 : set.mldsa44));
  return ofKeys(note, keys);
}

/** The two lines of one key set. */
export function halves(note: Note, { ledger }: Subject): readonly [NoteLine, NoteLine] | undefined {
  for (const { ed25519, mldsa44 } of ledger?.keySets ?? []) {
    const [one] = ofKeys(note, [ed25519]);
    const [other] = ofKeys(note, [mldsa44]);
    if (one !== undefined && other !== undefined) return [one, other];
  }
  return undefined;
}

/** Lines of witnesses of the trust root's policy. */
export function witnessLines(note: Note, { trustRoot }: Subject): readonly NoteLine[] {
  return ofKeys(note, trustRoot?.witnessPolicy?.witnesses.map(({ noteKey }) => noteKey) ?? []);
}

function ofKeys(note: Note, keys: readonly NoteKey[]): readonly NoteLine[] {
  return note.lines.filter(({ name, keyHash }) =>
    keys.some((key) => key.name === name && key.keyHash === keyHash),
  );
}
