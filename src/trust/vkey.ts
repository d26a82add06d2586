// C2SP verifier keys (c2sp.org/signed-note, Verifier keys; types of c2sp.org/tlog-cosignature): name, key hash, type and public
// key in one line of text. The key hash only finds the key for a line; four bytes collide at will and prove nothing.

import { concat, parseBase64, toHex, utf8 } from '../base/encoding.js';
import { fitsCosignature, isKeyName, KEY_NAME_BYTES } from '../base/key-name.js';
import { digestOf } from '../crypto/digest.js';
import {
  loadPublicKey,
  type SignatureAlgorithm,
  type VerificationKey,
} from '../crypto/signature.js';

export interface Vkey {
  readonly name: string;
  /** Eight lower-case hex digits; agrees with name, type and public key. */
  readonly keyHash: string;
  /** The signature type byte. */
  readonly type: number;
  /** What follows the type byte; its length is not checked here. */
  readonly publicKey: Uint8Array;
}

/** The types of this format: Ed25519 note signature, Ed25519 cosignature, ML-DSA-44 cosignature. */
export type NoteKeyType = 0x01 | 0x04 | 0x06;

/** A key that may verify signature lines which bear its name and its key hash. */
export interface NoteKey {
  readonly name: string;
  readonly keyHash: string;
  readonly type: NoteKeyType;
  readonly key: VerificationKey;
}

/** `reason` is a clause: lower case, no full stop. It does not quote the text. */
export type Refused = { readonly ok: false; readonly reason: string };

const ALGORITHMS: ReadonlyMap<number, readonly [NoteKeyType, SignatureAlgorithm]> = new Map([
  [0x01, [0x01, 'Ed25519']],
  [0x04, [0x04, 'Ed25519']],
  [0x06, [0x06, 'ML-DSA-44']],
]);

/** The key hash: SHA-256(name || LF || type || public key), first four bytes, as eight lower-case hex digits. */
export function keyHash(name: string, type: number, publicKey: Uint8Array): string {
  const input = concat(utf8(name), Uint8Array.of(0x0a, type), publicKey);
  return toHex(digestOf('sha256', input).subarray(0, 4));
}

/** Parses `name+hex8+base64(type || public key)` and recomputes the key hash. Does not check the key itself. */
export function parseVkey(text: string): { readonly ok: true; readonly vkey: Vkey } | Refused {
  // The base64 may hold plus signs, the name may not: the first two separate.
  const match = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text);
  const [, name, hash, base64] = match ?? [];
  if (name === undefined || hash === undefined || base64 === undefined)
    return refuse('the vkey is not name+hex+base64');
  if (!isKeyName(name)) return refuse('the name in the vkey is empty or holds a space');
  if (!fitsCosignature(name))
    return refuse(`the name in the vkey is longer than ${KEY_NAME_BYTES} bytes`);
  const bytes = parseBase64(base64);
  if (bytes === undefined) return refuse('the key in the vkey is not canonical base64');
  const [type] = bytes;
  if (type === undefined) return refuse('the vkey holds no key');
  const publicKey = bytes.slice(1);
  if (keyHash(name, type, publicKey) !== hash)
    return refuse('the key id in the vkey does not agree with its name and key');
  return { ok: true, vkey: { name, keyHash: hash, type, publicKey } };
}

/** Loads a vkey whose type is one of `types`, and checks its key. Never throws. */
export function loadVkey(
  text: string,
  types: readonly NoteKeyType[] = [0x01, 0x04, 0x06],
): { readonly ok: true; readonly noteKey: NoteKey } | Refused {
  const parsed = parseVkey(text);
  if (!parsed.ok) return parsed;
  const { name, type: typeByte, publicKey } = parsed.vkey;
  const [type, algorithm] = ALGORITHMS.get(typeByte) ?? [];
  if (type === undefined || algorithm === undefined || !types.includes(type))
    return refuse(
      `the vkey is of type ${hexByte(typeByte)}, and ${types.map(hexByte).join(' or ')} is expected`,
    );
  const loaded = loadPublicKey(algorithm, publicKey);
  if (!loaded.ok) return loaded;
  return { ok: true, noteKey: { name, keyHash: parsed.vkey.keyHash, type, key: loaded.key } };
}

function refuse(reason: string): Refused {
  return { ok: false, reason };
}

function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
