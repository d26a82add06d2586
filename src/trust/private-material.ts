// Tells private keys from everything that may stand in a trust root (docs/SPEC.md §12.1), so that one pasted by mistake is named
// as what it is. Knows PEM, PKCS #8, PKCS #1, SEC 1, PKCS #12, OpenSSH, JWK, C2SP note signers and age. A bare seed of 32 bytes
// looks like any other bytes and cannot be told. Nothing here returns or prints what it found.

import { latin1Of } from '../base/bytes.js';
import { parseBase64, parseBase64Url, parseHex } from '../base/encoding.js';
import { isObject, type Json } from '../base/json.js';
import { firstElement, TAG } from '../x509/der.js';
import type { Step } from './invalid.js';

/** RFC 7468 §10, §11 and kin; c2sp.org/signed-note signers of golang.org/x/mod; age; base64 of `openssh-key-v1`. */
const MARKS =
  /BEGIN [A-Z0-9 ]*PRIVATE KEY|PRIVATE\+KEY\+|AGE-SECRET-KEY-|b3BlbnNzaC1rZXktdj|openssh-key-v1|PuTTY-User-Key-File/;
/** RFC 7518 §6.2.2, §6.3.2, §6.4.1; RFC 8037 §2; RFC 9964. */
const JWK_PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'] as const;
const JWK_PRIVATE_TEXT = /"(?:d|p|q|dp|dq|qi|oth|k|priv)"\s*:/;
/** Shortest run of base64 or hex that is looked into: the PKCS #8 form of an Ed25519 key has 48 bytes. */
const SHORTEST = 32;

/** True if a text is, or holds, a private key in a form that can be told from a public one. */
export function holdsPrivateKey(text: string): boolean {
  if (MARKS.test(text)) return true;
  if (text.includes('"kty"') && JWK_PRIVATE_TEXT.test(text)) return true;
  return (
    text.split(/[\s,;"']+/).some(isEncodedPrivateKey) ||
    isEncodedPrivateKey(text.replace(/\s+/g, ''))
  );
}

/** Finds a private key among all strings, names and JWK objects of a document; its place, or undefined. */
export function findPrivateKey(value: Json, at: readonly Step[] = []): readonly Step[] | undefined {
  if (typeof value === 'string') return holdsPrivateKey(value) ? at : undefined;
  if (Array.isArray(value)) return firstFound(value.entries(), at);
  if (!isObject(value)) return undefined;
  if (isPrivateJwk(value)) return at;
  // A name may hold one as well; its place is then its object, since a pointer would print it.
  if (Object.keys(value).some(holdsPrivateKey)) return at;
  return firstFound(Object.entries(value), at);
}

/** True for a JWK with private members. */
function isPrivateJwk(value: Json): boolean {
  return (
    isObject(value) &&
    Object.hasOwn(value, 'kty') &&
    JWK_PRIVATE.some((name) => Object.hasOwn(value, name))
  );
}

function firstFound(
  entries: Iterable<readonly [Step, Json]>,
  at: readonly Step[],
): readonly Step[] | undefined {
  for (const [step, value] of entries) {
    const found = findPrivateKey(value, [...at, step]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isEncodedPrivateKey(token: string): boolean {
  if (token.length < SHORTEST) return false;
  // A vkey's key is its third part.
  const text = /^[^+]*\+[0-9a-fA-F]{8}\+(.+)$/.exec(token)?.[1] ?? token;
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=');
  const readings = [
    parseBase64(padded),
    parseBase64Url(text.replace(/=+$/, '')),
    text.length % 2 === 0 ? parseHex(text.toLowerCase(), text.length / 2) : undefined,
  ];
  return readings.some((bytes) => bytes !== undefined && isPrivateKey(bytes));
}

/**
 * True for the DER of a private key. Public structures never begin so: an SPKI and a certificate begin with a SEQUENCE, an RSA
 * public key with a large INTEGER.
 */
function isPrivateKey(bytes: Uint8Array): boolean {
  if (MARKS.test(latin1Of(bytes))) return true;
  const outer = firstElement(bytes);
  if (outer?.tag !== TAG.sequence) return false;
  const first = firstElement(outer.content);
  const second = first && firstElement(first.rest);
  if (first === undefined || second === undefined) return false;
  // RFC 5958 §3, EncryptedPrivateKeyInfo: algorithm and OCTET STRING, where an SPKI has a BIT STRING.
  if (first.tag === TAG.sequence)
    return second.tag === TAG.octetString && firstElement(first.content)?.tag === TAG.oid;
  const [version] = first.content;
  if (
    first.tag !== TAG.integer ||
    first.content.length !== 1 ||
    version === undefined ||
    version > 3
  )
    return false;
  // A small version, then: AlgorithmIdentifier (PKCS #8), key (SEC 1), modulus (PKCS #1), content (PKCS #12).
  return (
    second.tag === TAG.sequence || second.tag === TAG.octetString || second.tag === TAG.integer
  );
}
