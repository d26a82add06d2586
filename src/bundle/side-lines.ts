// The entries beside the leaves, one line a sequence: inclusion paths (docs/SPEC.md §6.1), record signatures (§4.5) and
// disclosures (§9.1). What a line says is compared with its leaf by the checks.

import { parseBase64, parseHex } from '../base/encoding.js';
import { EvidenceError, finding, InternalError, type Location } from '../base/errors.js';
import { SIGNATURE_BYTES } from '../crypto/algorithms.js';
import { sideLines } from './ascending.js';
import { PATHS } from './layout.js';

export interface RecordSignature {
  readonly keyId: string;
  /** ML-DSA-65: 3309 bytes. */
  readonly signature: Uint8Array;
}

const MLDSA65_BYTES = SIGNATURE_BYTES['ML-DSA-65'];
const HASH_BYTES = 32;

export const PATH_LINES = sideLines(
  PATHS.paths,
  'path',
  'PATHS_INVALID',
  (value): readonly Uint8Array[] => value.path.map(hashOf),
);

export const SIGNATURE_LINES = sideLines(
  PATHS.signatures,
  'record-signature',
  'RECORD_SIGNATURES_MALFORMED',
  (value, where): RecordSignature => ({
    keyId: value.key_id,
    signature: signatureOf(value.signature, where),
  }),
);

export const DISCLOSURE_LINES = sideLines(
  PATHS.disclosures,
  'disclosure',
  'DISCLOSURES_INVALID',
  (value) => value.disclosures,
);

function hashOf(text: string): Uint8Array {
  const bytes = parseHex(text, HASH_BYTES);
  if (bytes === undefined) throw new InternalError('a path hash passed its schema and is not one');
  return bytes;
}

function signatureOf(text: string, where: Location): Uint8Array {
  const bytes = parseBase64(text);
  if (bytes?.length === MLDSA65_BYTES) return bytes;
  throw new EvidenceError(
    finding(
      'RECORD_SIGNATURES_MALFORMED',
      { ...where, pointer: '/signature' },
      `the signature is not canonical base64 of ${MLDSA65_BYTES} bytes`,
    ),
  );
}
