// The messages that checkpoint signatures sign, byte by byte (c2sp.org/signed-note for type 0x01, c2sp.org/tlog-cosignature
// for 0x04 and 0x06; docs/SPEC.md §7.3). Builds messages only: which key a line belongs to and whether it verifies is
// decided elsewhere. The type comes from the trusted key, never from the line.

import { concat, type Instant, instantOfSeconds, parseTime, utf8 } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { fitsCosignature } from '../base/key-name.js';
import type { UnverifiedCheckpoint } from './checkpoint.js';
import type { NoteSignature } from './note.js';

/** Ed25519 over the note text, Ed25519 cosignature with a time, ML-DSA-44 cosignature with a time. */
export type SignatureType = 0x01 | 0x04 | 0x06;

/** What one signature line says was signed, ready for the key that its name and key hash stand for. */
export interface SignedLine {
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** When the signer says that it signed; undefined for type 0x01 and for time 0. */
  readonly time: Instant | undefined;
}

/** c2sp.org/tlog-cosignature, Format: the timestamp is at most 2^63 - 1. */
const MAX_TIMESTAMP = 2n ** 63n - 1n;
/** A later time cannot be written as a time of the format (§1.3): it counts as this one (§7.3). */
const LAST_INSTANT = parseTime('9999-12-31T23:59:59Z') ?? 0n;
/** `uint8 label[12]` of `cosigned_message`: the text, LF, NUL. */
const SUBTREE_LABEL = utf8('subtree/v1\n\0');
const HASH_BYTES = 32;

/**
 * Reads a signature line as the type of a known key and builds the message that it must have signed.
 * Undefined if the body cannot be of that type: such a line of a known key does not verify.
 */
export function signedLine(
  type: SignatureType,
  line: NoteSignature,
  checkpoint: UnverifiedCheckpoint,
): SignedLine | undefined {
  if (type === 0x01)
    return { message: checkpoint.note.text, signature: line.body, time: undefined };
  const timed = splitTimed(line.body);
  if (timed === undefined || !fitsCosignature(line.name)) return undefined;
  const { timestamp, signature } = timed;
  const message =
    type === 0x04
      ? cosignatureMessage(checkpoint.note.text, timestamp)
      : subtreeMessage({
          cosignerName: line.name,
          timestamp,
          origin: checkpoint.origin,
          // c2sp.org/tlog-cosignature, ML-DSA-44 signed message: a checkpoint is the subtree from 0 to the tree size.
          start: 0n,
          end: BigInt(checkpoint.treeSize),
          hash: checkpoint.rootHash,
        });
  return { message, signature, time: statedTime(timestamp) };
}

/**
 * `timestamped_signature`: u64 big-endian POSIX seconds, then the signature.
 * Undefined if it is too short or the time exceeds 2^63 - 1.
 */
export function splitTimed(
  body: Uint8Array,
): { readonly timestamp: bigint; readonly signature: Uint8Array } | undefined {
  if (body.length <= 8) return undefined;
  const timestamp = new DataView(body.buffer, body.byteOffset, body.length).getBigUint64(0);
  return timestamp > MAX_TIMESTAMP ? undefined : { timestamp, signature: body.subarray(8) };
}

/** Ed25519 signed message (0x04): `cosignature/v1` LF, `time <decimal>` LF, the note text. It does not name the cosigner. */
export function cosignatureMessage(noteText: Uint8Array, timestamp: bigint): Uint8Array {
  return concat(utf8(`cosignature/v1\ntime ${timestamp}\n`), noteText);
}

export interface Subtree {
  readonly cosignerName: string;
  /** POSIX seconds; 0 makes no statement of time. */
  readonly timestamp: bigint;
  readonly origin: string;
  readonly start: bigint;
  /** Exclusive. */
  readonly end: bigint;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

/**
 * ML-DSA-44 signed message (0x06), `cosigned_message` in TLS presentation (RFC 8446 §3):
 * label[12], u8 length and cosigner name, u64 timestamp, u8 length and origin, u64 start, u64 end, hash[32].
 * Names must fit their length byte: `parseCheckpoint` and the trust root see to it.
 * @throws InternalError if they do not.
 */
export function subtreeMessage(subtree: Subtree): Uint8Array {
  if (!fitsCosignature(subtree.cosignerName) || !fitsCosignature(subtree.origin))
    throw new InternalError('a name does not fit the length byte of a cosigned message');
  if (subtree.hash.length !== HASH_BYTES) throw new InternalError('a root hash has 32 bytes');
  return concat(
    SUBTREE_LABEL,
    opaque8(subtree.cosignerName),
    uint64(subtree.timestamp),
    opaque8(subtree.origin),
    uint64(subtree.start),
    uint64(subtree.end),
    subtree.hash,
  );
}

/** RFC 8446 §3.4: `opaque name<1..2^8-1>`, the length in one byte. */
function opaque8(name: string): Uint8Array {
  const bytes = utf8(name);
  return concat(Uint8Array.of(bytes.length), bytes);
}

/** RFC 8446 §3.3: big-endian. */
function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

function statedTime(timestamp: bigint): Instant | undefined {
  const instant = instantOfSeconds(timestamp);
  if (timestamp === 0n) return undefined;
  return instant > LAST_INSTANT ? LAST_INSTANT : instant;
}
