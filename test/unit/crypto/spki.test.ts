import crypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concat } from '../../../src/base/encoding.js';
import { InternalError } from '../../../src/base/errors.js';
import { PUBLIC_KEY_BYTES } from '../../../src/crypto/algorithms.js';
import { parseSpki, type SignatureAlgorithm, spkiOf } from '../../../src/crypto/signature.js';

const ALGORITHMS: readonly SignatureAlgorithm[] = [
  'Ed25519',
  'ML-DSA-44',
  'ML-DSA-65',
  'ML-DSA-87',
];
// standards: RFC 8410 §4 gives 44 bytes; RFC 9881 gives 1334, 1974 and 2614.
const DER_BYTES = { Ed25519: 44, 'ML-DSA-44': 1334, 'ML-DSA-65': 1974, 'ML-DSA-87': 2614 } as const;

describe('SubjectPublicKeyInfo', () => {
  it.each(ALGORITHMS)('%s goes out and back in, with the length of its standard', (algorithm) => {
    const raw = Uint8Array.from({ length: PUBLIC_KEY_BYTES[algorithm] }, (_, i) => i % 251);
    const der = spkiOf(algorithm, raw);
    expect(der).toHaveLength(DER_BYTES[algorithm]);
    expect(parseSpki(der)).toEqual({ algorithm, raw });
  });

  it('is what node:crypto writes for an Ed25519 key', () => {
    const { publicKey } = crypto.generateKeyPairSync('ed25519');
    const der = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    const parsed = parseSpki(der);
    expect(parsed?.algorithm).toBe('Ed25519');
    expect(parsed && spkiOf(parsed.algorithm, parsed.raw)).toEqual(der);
  });

  it.each(ALGORITHMS)(
    '%s: refuses every change of the prefix, a cut and an extra byte',
    (algorithm) => {
      const raw = new Uint8Array(PUBLIC_KEY_BYTES[algorithm]);
      const der = spkiOf(algorithm, raw);
      for (let at = 0; at < der.length - raw.length; at += 1) {
        for (let bit = 1; bit < 256; bit *= 2) {
          const changed = der.slice();
          changed[at] = (changed[at] ?? 0) ^ bit;
          expect(parseSpki(changed)).toBeUndefined();
        }
      }
      expect(parseSpki(der.subarray(0, -1))).toBeUndefined();
      expect(parseSpki(concat(der, Uint8Array.of(0)))).toBeUndefined();
      expect(parseSpki(raw)).toBeUndefined();
    },
  );

  it('refuses private keys and keys of other algorithms', () => {
    const { privateKey } = crypto.generateKeyPairSync('ed25519');
    const { publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const x25519 = crypto.generateKeyPairSync('x25519').publicKey;
    expect(
      parseSpki(new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }))),
    ).toBeUndefined();
    for (const key of [publicKey, x25519]) {
      expect(
        parseSpki(new Uint8Array(key.export({ format: 'der', type: 'spki' }))),
      ).toBeUndefined();
    }
    expect(parseSpki(new Uint8Array(0))).toBeUndefined();
  });

  it('spkiOf() of a wrong length is our own error', () => {
    expect(() => spkiOf('Ed25519', new Uint8Array(31))).toThrow(InternalError);
  });
});
