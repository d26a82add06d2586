// A trust root with every part, as a plain object that a test may change in one place.

import { generateKeyPairSync } from 'node:crypto';
import { spkiOf, testKeys } from '../../../exporter/keys.js';
import { trustRootFor } from '../../../exporter/trust-root.js';
import { utf8 } from '../../../src/base/encoding.js';
import { VerifierError } from '../../../src/base/errors.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { certificateOf } from '../../support/certificates.js';

export const KEYS = testKeys('trust tests');
export const MORE = testKeys('trust tests, more');
export const OTHER = testKeys('trust tests, other', 'ledger.example/other');

const P256 = (): Uint8Array =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    type: 'spki',
    format: 'der',
  });
export const TSA_SPKI = P256();
export const CERTIFICATE = base64(certificateOf(TSA_SPKI));
export const OTHER_CERTIFICATE = base64(certificateOf(P256()));

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

interface Mutable {
  [name: string]: unknown;
}
interface MutableWindow extends Mutable {
  valid_from: string;
  valid_until?: string;
  revoked?: Mutable;
}
export interface MutableRoot extends Mutable {
  name: string;
  serial: number;
  issued_at: string;
  expires_at: string;
  ledgers: (Mutable & {
    origin: string;
    suite: string;
    key_sets: (MutableWindow & { vkeys: string[] })[];
  })[];
  attesters: (Mutable & {
    name: string;
    ledgers: string[];
    key_pairs: (MutableWindow & { ed25519: string; ml_dsa_65: string })[];
  })[];
  recorders: (Mutable & {
    name: string;
    ledgers: string[];
    keys: (MutableWindow & { ml_dsa_65: string })[];
  })[];
  timestamp_authorities: (MutableWindow & { name: string; certificates: string[] })[];
  witness_policy: string;
  requirements: string[];
}

const BASE = trustRootFor(KEYS, {
  window: { valid_from: '2026-01-01T00:00:00Z', valid_until: '2027-01-01T00:00:00Z' },
  quorum: 2,
  recorders: true,
  requirements: ['timestamp', 'checkpoint'],
  timestampAuthorities: [
    { name: 'Test authority', certificates: [CERTIFICATE], valid_from: '2025-01-01T00:00:00Z' },
  ],
});

/** A fresh copy of the whole trust root. */
export function fullRoot(): MutableRoot {
  return structuredClone(BASE) as unknown as MutableRoot;
}

export function bytesOf(root: unknown, space?: number): Uint8Array {
  return utf8(JSON.stringify(root, undefined, space));
}

/** The error of a trust root that must be refused. */
export function refusalOf(bytes: Uint8Array): VerifierError {
  try {
    loadTrustRoot(bytes);
  } catch (error) {
    if (error instanceof VerifierError) return error;
    throw error;
  }
  throw new Error('the trust root was accepted');
}

export function spki(key: Parameters<typeof spkiOf>[0]): string {
  return base64(spkiOf(key));
}
