// An update of a trust root (docs/SPEC.md §12.7), read and not yet believed: a DSSE envelope over the bytes of the next trust root and
// the digest of the one that it replaces. It came on a stick or by mail, so every byte is hostile.

import { preAuthenticationEncoding } from '../../base/dsse.js';
import { parseBase64, toBase64, utf8 } from '../../base/encoding.js';
import { InternalError, VerifierError } from '../../base/errors.js';
import { canonicalize, type Json, parseCanonical } from '../../base/json.js';
import { parseStrict } from '../../base/json-strict.js';
import { faultOf, type SchemaFault } from '../../base/schema.js';
import type { Validator } from '../../base/validator.js';
import { validate as successor } from '../../base/validators/trust-successor.js';
import { validate as envelope } from '../../base/validators/trust-update.js';
import { loadTrustRoot, type TrustRoot } from '../trust-root.js';

const PAYLOAD_TYPE = 'application/vnd.softqcos.trust-update+json';

/** A trust root and the bytes of its file. */
export interface Edition {
  readonly bytes: Uint8Array;
  readonly trustRoot: TrustRoot;
}

interface UpdateSignature {
  /** Lower-case hex SHA-256 of the signer's SPKI, as the envelope claims. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface Update {
  readonly payload: Uint8Array;
  /** The signed bytes: DSSE pre-authentication encoding of payload type and payload. */
  readonly signedBytes: Uint8Array;
  readonly signatures: readonly UpdateSignature[];
  /** Lower-case hex SHA3-256 of the file that is replaced. */
  readonly replaces: string;
  readonly next: Edition;
}

/** Reads an update. @throws VerifierError ERR_UPDATE_INVALID */
export function readUpdate(bytes: Uint8Array): Update {
  const parsed = parseStrict(bytes);
  if (!parsed.ok) throw malformed(`line ${parsed.line}, column ${parsed.column}: ${parsed.reason}`);
  const { payload, signatures } = documentOf(envelope, parsed.value, '');
  return updateOf(
    base64(payload, '/payload'),
    signatures.map(({ keyid, sig }, i) => ({
      keyId: keyid,
      signature: base64(sig, `/signatures/${i}/sig`),
    })),
  );
}

/** The update by which `next`, the bytes of a file, replaces a trust root; nobody has signed it. @throws VerifierError as `readUpdate` */
export function proposeUpdate(present: Edition, next: Uint8Array): Update {
  const document = {
    format: 'softqcos.trust-successor/v1',
    replaces: present.trustRoot.sha3_256,
    trust_root: toBase64(next),
  };
  return updateOf(utf8(canonicalize(document)), []);
}

/** The file of an update, which ends in a line feed. */
export function writeUpdate({ payload, signatures }: Update): string {
  return `${canonicalize({
    payload: toBase64(payload),
    payloadType: PAYLOAD_TYPE,
    signatures: signatures.map(({ keyId, signature }) => ({
      keyid: keyId,
      sig: toBase64(signature),
    })),
  })}\n`;
}

function updateOf(payload: Uint8Array, signatures: readonly UpdateSignature[]): Update {
  const parsed = parseCanonical(payload);
  if (!parsed.ok) throw malformed(`the payload is not canonical JSON: ${parsed.reason}`);
  const { replaces, trust_root } = documentOf(successor, parsed.value, 'the payload: ');
  const bytes = base64(trust_root, 'the payload: /trust_root');
  return {
    payload,
    signedBytes: preAuthenticationEncoding(PAYLOAD_TYPE, payload),
    signatures,
    replaces,
    next: { bytes, trustRoot: loadNext(bytes) },
  };
}

function loadNext(bytes: Uint8Array): TrustRoot {
  try {
    return loadTrustRoot(bytes);
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    throw malformed(`the trust root in it: ${error.message}`, error.hint);
  }
}

function documentOf<T>(validate: Validator<T>, value: Json, where: string): T {
  const fault: SchemaFault | undefined = faultOf(validate, value);
  if (fault !== undefined) throw malformed(`${where}${fault.pointer || '/'}: ${fault.message}`);
  return value as T;
}

function base64(text: string, where: string): Uint8Array {
  const bytes = parseBase64(text);
  if (bytes === undefined)
    throw new InternalError(`the schema let base64 pass that is none: ${where}`);
  return bytes;
}

function malformed(
  message: string,
  hint = 'ask for the file again: it was cut off, edited or never an update',
): VerifierError {
  return new VerifierError('ERR_UPDATE_INVALID', message, { hint });
}
