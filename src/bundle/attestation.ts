// attestation.dsse.json (docs/SPEC.md §8.1): a DSSE envelope with an in-toto statement, still untrusted. The bytes that are
// verified are the bytes that are parsed; nothing is re-encoded.

import { preAuthenticationEncoding } from '../base/dsse.js';
import { parseBase64 } from '../base/encoding.js';
import { type Finding, finding, InternalError, type Location } from '../base/errors.js';
import { canonicalize } from '../base/json.js';
import type { DocumentOf } from '../base/schema.js';
import { type DocumentFault, findingOf, parseDocument } from './document.js';
import { PATHS } from './layout.js';

export interface EnvelopeSignature {
  /** Lower-case hex SHA-256 of the signer's SPKI, as the envelope claims. */
  readonly keyId: string;
  readonly signature: Uint8Array;
  readonly where: Location;
}

export interface Statement {
  readonly sha256: string;
  readonly sha3_256: string;
  readonly bundleId: string;
  readonly signers: readonly { readonly algorithm: string; readonly keyId: string }[];
  /** Canonical text of the vendor's claims; printed as claimed, never as verified. */
  readonly claims: string | undefined;
}

export interface Attestation {
  readonly signatures: readonly EnvelopeSignature[];
  /** The signed bytes: DSSE pre-authentication encoding of payload type and payload. */
  readonly signedBytes: Uint8Array;
  readonly statement: Statement | undefined;
}

/** Parses envelope and statement. Finds ATTESTATION_NOT_CANONICAL, ATTESTATION_INVALID, STATEMENT_*; never throws. */
export function parseAttestation(bytes: Uint8Array): {
  readonly attestation?: Attestation;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const envelope = parseDocument(bytes, 'attestation');
  if (envelope.fault !== undefined) findings.push(faultOf(envelope.fault, 'ATTESTATION'));
  if (envelope.value === undefined) return { findings };
  const raw = envelope.value;
  const where: Location = { entry: PATHS.attestation };
  const payload = parseBase64(raw.payload);
  const signatures: EnvelopeSignature[] = [];
  for (const [index, { keyid, sig }] of raw.signatures.entries()) {
    const signature = parseBase64(sig);
    const at: Location = { ...where, pointer: `/signatures/${index}` };
    if (signature === undefined)
      findings.push(finding('ATTESTATION_INVALID', at, 'sig is not canonical base64'));
    else signatures.push({ keyId: keyid, signature, where: at });
  }
  // §8.1: exactly two signatures. Fewer is a stripped hybrid and is judged with the signatures (§8.3).
  if (raw.signatures.length > 2) {
    findings.push(
      finding(
        'ATTESTATION_INVALID',
        { ...where, pointer: '/signatures' },
        'the envelope has more than two signatures',
        { expected: '2', actual: String(raw.signatures.length) },
      ),
    );
  }
  if (payload === undefined) {
    findings.push(
      finding(
        'ATTESTATION_INVALID',
        { ...where, pointer: '/payload' },
        'payload is not canonical base64',
      ),
    );
  }
  if (findings.some(({ code }) => code === 'ATTESTATION_INVALID') || payload === undefined)
    return { findings };
  const parsed = parseDocument(payload, 'statement');
  if (parsed.fault !== undefined) findings.push(faultOf(parsed.fault, 'STATEMENT'));
  return {
    attestation: {
      signatures,
      signedBytes: preAuthenticationEncoding(raw.payloadType, payload),
      statement: parsed.value === undefined ? undefined : statementOf(parsed.value),
    },
    findings,
  };
}

function statementOf(raw: DocumentOf<'statement'>): Statement {
  const { claims } = raw.predicate;
  const [subject] = raw.subject;
  if (subject === undefined) throw new InternalError('subject passed its schema and is empty');
  return {
    sha256: subject.digest.sha256,
    sha3_256: subject.digest.sha3_256,
    bundleId: raw.predicate.bundle_id,
    signers: raw.predicate.signers.map(({ algorithm, key_id }) => ({ algorithm, keyId: key_id })),
    claims: claims === undefined ? undefined : canonicalize(claims),
  };
}

function faultOf(fault: DocumentFault, document: 'ATTESTATION' | 'STATEMENT'): Finding {
  const code = fault.kind === 'schema' ? 'INVALID' : 'NOT_CANONICAL';
  return findingOf(`${document}_${code}`, { entry: PATHS.attestation }, fault);
}
