// Public keys as operators have them: SPKI in PEM or base64, JWK (RFC 8037 and RFC 9964), vkeys. One loader, one style of error.
// The trust root itself holds base64 SPKI and vkeys alone (docs/SPEC.md §12.1). Private keys and certificates are named and
// refused. No reason quotes the text.

import { parseBase64, parseBase64Url, utf8 } from '../base/encoding.js';
import { isObject, member } from '../base/json.js';
import { parseStrict } from '../base/json-strict.js';
import {
  loadPublicKey,
  parseSpki,
  type SignatureAlgorithm,
  type VerificationKey,
} from '../crypto/signature.js';
import { decodeDer, TAG } from '../x509/der.js';
import { holdsPrivateKey } from './private-material.js';
import { loadVkey, type NoteKey } from './vkey.js';

export type KeyTextResult =
  | {
      readonly ok: true;
      readonly form: 'pem' | 'spki' | 'jwk' | 'vkey';
      readonly key: VerificationKey;
      /** Name, key hash and type, for a vkey. */
      readonly noteKey?: NoteKey;
    }
  | {
      readonly ok: false;
      /** One clause, lower case, no full stop. */
      readonly reason: string;
      /** A sentence to the operator. */
      readonly hint: string;
    };

export const HINTS = {
  private:
    'Remove it, treat that key as disclosed, and put the public key of the pair in its place.',
  form: 'Give an Ed25519, ML-DSA-44 or ML-DSA-65 public key as SPKI (PEM or base64), JWK or vkey.',
  key: 'Get the public key from its owner again; this one must not be relied on.',
} as const;

/** Loads a public key in any of the forms, told apart by how the text begins. White space around it is ignored. Never throws. */
export function loadKeyText(text: string): KeyTextResult {
  const trimmed = text.trim();
  if (holdsPrivateKey(trimmed)) return refuse('this is a private key', HINTS.private);
  if (/^(?:ssh-|ecdsa-sha2-|sk-)|^---- BEGIN SSH2/.test(trimmed))
    return refuse('this is an OpenSSH key', `${HINTS.form} OpenSSH has no such key of a ledger.`);
  if (trimmed.startsWith('{')) return loadJwk(trimmed);
  if (trimmed.includes('-----BEGIN ')) return loadPem(trimmed);
  // Neither base64 nor a name of a key holds a plus sign before eight hex digits and another one, except a vkey.
  if (/^[^+]+\+[0-9a-f]{8}\+/.test(trimmed)) {
    const loaded = loadVkey(trimmed);
    if (!loaded.ok) return refuse(loaded.reason, HINTS.key);
    return { ok: true, form: 'vkey', key: loaded.noteKey.key, noteKey: loaded.noteKey };
  }
  return loadSpkiText(trimmed.replace(/\s+/g, ''), 'spki');
}

/** Loads an SPKI in canonical base64, without white space. Never throws. */
export function loadSpki(base64: string): KeyTextResult {
  if (holdsPrivateKey(base64)) return refuse('this is a private key', HINTS.private);
  return loadSpkiText(base64, 'spki');
}

/** RFC 7468 §13: one block of `PUBLIC KEY`; text around it is allowed and ignored. */
function loadPem(text: string): KeyTextResult {
  const blocks = [
    ...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----/g),
  ];
  const [block] = blocks;
  if (block === undefined) return refuse('the PEM block is not complete', HINTS.form);
  if (blocks.length > 1)
    return refuse('the text holds more than one PEM block', 'Give one key at a time.');
  const [, label, body, end] = block;
  if (label !== end) return refuse('the two ends of the PEM block differ', HINTS.form);
  if (label !== 'PUBLIC KEY') return refuse('the PEM block is not a PUBLIC KEY', HINTS.form);
  return loadSpkiText((body ?? '').replace(/\s+/g, ''), 'pem');
}

function loadSpkiText(base64: string, form: 'pem' | 'spki'): KeyTextResult {
  const der = parseBase64(base64);
  if (der === undefined || der.length === 0)
    return refuse('the key is not canonical base64', HINTS.form);
  const spki = parseSpki(der);
  if (spki === undefined) return refuse(nameOther(der), HINTS.form);
  return loadRaw(spki.algorithm, spki.raw, form);
}

function loadJwk(text: string): KeyTextResult {
  const parsed = parseStrict(utf8(text));
  if (!parsed.ok) return refuse(`the JWK is not strict JSON: ${parsed.reason}`, HINTS.form);
  const jwk = parsed.value;
  if (!isObject(jwk)) return refuse('the JWK is not an object', HINTS.form);
  // RFC 7517 §4.2: a key for another use does not verify.
  const use = member(jwk, 'use');
  if (use !== undefined && use !== 'sig')
    return refuse('the JWK is not for signatures', HINTS.form);
  const form = jwkForm(member(jwk, 'kty'), member(jwk, 'crv'), member(jwk, 'alg'));
  if (form === undefined)
    return refuse('the JWK is not of a known key type and algorithm', HINTS.form);
  const value = member(jwk, form.name);
  const raw = typeof value === 'string' ? parseBase64Url(value) : undefined;
  if (raw === undefined)
    return refuse(`member ${form.name} of the JWK is not canonical base64url`, HINTS.form);
  return loadRaw(form.algorithm, raw, 'jwk');
}

function jwkForm(
  kty: unknown,
  crv: unknown,
  alg: unknown,
): { readonly algorithm: SignatureAlgorithm; readonly name: 'x' | 'pub' } | undefined {
  // RFC 8037 §2 (alg EdDSA) and RFC 9864 §2.2 (alg Ed25519); alg is optional there.
  if (
    kty === 'OKP' &&
    crv === 'Ed25519' &&
    (alg === undefined || alg === 'EdDSA' || alg === 'Ed25519')
  )
    return { algorithm: 'Ed25519', name: 'x' };
  // RFC 9964: alg is required and names the parameter set.
  if (kty === 'AKP' && (alg === 'ML-DSA-44' || alg === 'ML-DSA-65'))
    return { algorithm: alg, name: 'pub' };
  return undefined;
}

function loadRaw(
  algorithm: SignatureAlgorithm,
  raw: Uint8Array,
  form: 'pem' | 'spki' | 'jwk',
): KeyTextResult {
  const loaded = loadPublicKey(algorithm, raw);
  return loaded.ok ? { ok: true, form, key: loaded.key } : refuse(loaded.reason, HINTS.key);
}

/** What a DER that is no known SPKI looks like: operators mix up certificates and keys. */
function nameOther(der: Uint8Array): string {
  const decoded = decodeDer(der);
  const [first, second] =
    decoded.ok && decoded.element.tag === TAG.sequence ? decoded.element.children : [];
  if (first?.tag === TAG.sequence && second?.tag === TAG.bitString)
    return 'the public key is not of Ed25519, ML-DSA-44 or ML-DSA-65';
  if (first?.tag === TAG.sequence && second?.tag === TAG.sequence)
    return 'this is a certificate, and a public key is expected';
  return 'the bytes are not the DER of a public key (SPKI)';
}

function refuse(reason: string, hint: string): KeyTextResult {
  return { ok: false, reason, hint };
}
