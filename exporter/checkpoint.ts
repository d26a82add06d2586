// Checkpoints: the note text, the two lines of the ledger, cosignatures of witnesses (docs/SPEC.md §7; C2SP tlog-checkpoint,
// tlog-cosignature). A line is `— name base64(key id || body)`.

import { toBase64 } from '../src/base/encoding.js';
import { type LedgerKeys, type NoteKey, noteKeyId } from './keys.js';

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Origin, size, root: the text that is signed. */
export function checkpointText(origin: string, head: TreeHead): string {
  return `${origin}\n${head.size}\n${toBase64(head.root)}\n`;
}

/** The two lines by which a ledger signs; `seconds` is the POSIX time inside the ML-DSA-44 line (0 proves no time). */
export function ledgerLines(
  keys: LedgerKeys,
  text: string,
  head: TreeHead,
  seconds: number | bigint,
): string[] {
  return [
    signatureLine(keys.ed25519, keys.ed25519.key.sign(Buffer.from(text, 'utf8'))),
    subtreeLine(keys.mlDsa44, text, head, seconds),
  ];
}

/** A cosignature: `cosignature/v1` with Ed25519, `subtree/v1` with ML-DSA-44. */
export function cosignatureLine(
  witness: NoteKey,
  text: string,
  head: TreeHead,
  seconds: number | bigint,
): string {
  if (witness.type === 6) return subtreeLine(witness, text, head, seconds);
  const message = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, 'utf8');
  return signatureLine(witness, Buffer.concat([uint64(seconds), witness.key.sign(message)]));
}

/** The structure names the origin that the note names. */
function subtreeLine(
  signer: NoteKey,
  text: string,
  head: TreeHead,
  seconds: number | bigint,
): string {
  const origin = text.slice(0, text.indexOf('\n'));
  const signature = signer.key.sign(subtreeMessage(signer.name, origin, head, seconds));
  return signatureLine(signer, Buffer.concat([uint64(seconds), signature]));
}

/** The `subtree/v1` structure with start 0 and end = size. */
export function subtreeMessage(
  cosigner: string,
  origin: string,
  head: TreeHead,
  seconds: number | bigint,
): Uint8Array {
  return Buffer.concat([
    Buffer.from('subtree/v1\n\0', 'ascii'),
    shortText(cosigner),
    uint64(seconds),
    shortText(origin),
    uint64(0),
    uint64(head.size),
    head.root,
  ]);
}

export function signatureLine(signer: NoteKey, body: Uint8Array): string {
  return `— ${signer.name} ${toBase64(Buffer.concat([noteKeyId(signer), body]))}\n`;
}

/** Text, blank line, signature lines. */
export function noteOf(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('')}`;
}

/** What a time stamp over a checkpoint covers: text, LF, the lines by the origin's name (§7.4). */
export function checkpointDatum(
  origin: string,
  text: string,
  lines: readonly string[],
): Uint8Array {
  const own = lines.filter((line) => line.startsWith(`— ${origin} `));
  return Buffer.from(`${text}\n${own.join('')}`, 'utf8');
}

function uint64(value: number | bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function shortText(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Uint8Array.of(bytes.length), bytes]);
}
