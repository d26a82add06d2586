// The JSON of a trust root as its schema guarantees it (schemas/trust-root.schema.json, docs/SPEC.md §12.1): from bytes to a
// document of the known form. What the strings hold (keys, certificates, a policy) is loaded elsewhere.

import { parseUtf8 } from '../base/encoding.js';
import type { Json } from '../base/json.js';
import { parseStrict } from '../base/json-strict.js';
import { checkSchema } from '../base/schema.js';
import type { Requirement } from '../catalogue/requirements.js';
import { invalid, pointer } from './invalid.js';
import { HINTS } from './key-text.js';
import { findPrivateKey, holdsPrivateKey } from './private-material.js';

export interface RawWindow {
  readonly valid_from: string;
  readonly valid_until?: string;
  readonly revoked?: {
    readonly at: string;
    readonly reason: 'compromised' | 'superseded' | 'ceased';
    readonly compromised_since?: string;
  };
}
export interface RawKeySet extends RawWindow {
  readonly vkeys: readonly string[];
}
export interface RawLedger {
  readonly origin: string;
  readonly suite: 'softqcos-v1' | 'softqcos-v1-sha256';
  readonly key_sets: readonly RawKeySet[];
}
interface RawKeyPair extends RawWindow {
  readonly ed25519: string;
  readonly ml_dsa_65: string;
}
export interface RawAttester {
  readonly name: string;
  readonly ledgers: readonly string[];
  readonly key_pairs: readonly RawKeyPair[];
}
interface RawRecorderKey extends RawWindow {
  readonly ml_dsa_65: string;
}
export interface RawRecorder {
  readonly name: string;
  readonly ledgers: readonly string[];
  readonly keys: readonly RawRecorderKey[];
}
export interface RawAuthority extends RawWindow {
  readonly name: string;
  readonly certificates: readonly string[];
}
export interface RawTrustRoot {
  readonly format: 'softqcos.trust-root/v1';
  readonly name: string;
  readonly serial: number;
  readonly issued_at: string;
  readonly expires_at: string;
  readonly ledgers: readonly RawLedger[];
  readonly attesters?: readonly RawAttester[];
  readonly recorders?: readonly RawRecorder[];
  readonly timestamp_authorities?: readonly RawAuthority[];
  readonly witness_policy?: string;
  readonly requirements?: readonly Requirement[];
}

/**
 * Parses the file: strict JSON, no private key anywhere, the closed form.
 * @throws VerifierError ERR_TRUST_ROOT_INVALID
 */
export function parseTrustRoot(bytes: Uint8Array): RawTrustRoot {
  const parsed = parseStrict(bytes);
  if (!parsed.ok) {
    // A PEM file given as the trust root is not JSON, and is to be named as what it is.
    if (holdsPrivateKey(parseUtf8(bytes) ?? ''))
      throw invalid('/', 'the file holds a private key', HINTS.private);
    throw invalid(
      `line ${parsed.line}, column ${parsed.column}`,
      parsed.reason,
      'Give a trust root file: JSON in UTF-8, without a byte-order mark and without a name twice in one object.',
    );
  }
  // Before the schema, whose messages quote names.
  const place = findPrivateKey(parsed.value);
  if (place !== undefined)
    throw invalid(pointer(place), 'there is a private key here', HINTS.private);
  const fault = checkSchema('trust-root', parsed.value);
  if (fault !== undefined)
    throw invalid(
      fault.pointer === '' ? '/' : fault.pointer,
      fault.message,
      'Compare the file with the trust-root schema.',
    );
  return asTrustRoot(parsed.value);
}

/** The schema has just checked the form that the type states. */
function asTrustRoot(value: Json): RawTrustRoot {
  return value as unknown as RawTrustRoot;
}
