// The JSON of a trust root as its schema guarantees it (schemas/trust-root.schema.json, docs/SPEC.md §12.1): from bytes to a
// document of the known form. What the strings hold (keys, certificates, a policy) is loaded elsewhere.

import { parseUtf8 } from '../base/encoding.js';
import { parseStrict } from '../base/json-strict.js';
import { type DocumentOf, readAs } from '../base/schema.js';
import { invalid, pointer } from './invalid.js';
import { HINTS } from './key-text.js';
import { findPrivateKey, holdsPrivateKey } from './private-material.js';

export type RawTrustRoot = DocumentOf<'trust-root'>;
export type RawLedger = RawTrustRoot['ledgers'][number];
export type RawKeySet = RawLedger['key_sets'][number];
export type RawWindow = Pick<RawKeySet, 'valid_from' | 'valid_until' | 'revoked'>;
export type RawAttester = NonNullable<RawTrustRoot['attesters']>[number];
export type RawKeyPair = Pick<RawAttester['key_pairs'][number], 'ed25519' | 'ml_dsa_65'>;
export type RawRecorder = NonNullable<RawTrustRoot['recorders']>[number];
export type RawAuthority = NonNullable<RawTrustRoot['timestamp_authorities']>[number];
export type RawKeepers = NonNullable<RawTrustRoot['keepers']>;

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
  const read = readAs('trust-root', parsed.value);
  if (!read.ok)
    throw invalid(
      read.fault.pointer === '' ? '/' : read.fault.pointer,
      read.fault.message,
      'What a trust root may contain is printed by `softqcos-verify schema trust-root`.',
    );
  return read.document;
}
