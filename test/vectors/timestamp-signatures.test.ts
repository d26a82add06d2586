// Wycheproof signatures through the code that verifies time stamps and certificates: RSA PKCS #1 v1.5 and ECDSA in DER.

import { expect, it } from 'vitest';
import type { Scheme } from '../../src/x509/algorithms.js';
import { readPublicKey, verifySignature } from '../../src/x509/signature.js';
import { describeVectors, hex, readJson } from './vectors.js';

interface Vectors {
  readonly testGroups: readonly {
    readonly publicKeyDer: string;
    readonly sha: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid' | 'acceptable';
    }[];
  }[];
}

describeVectors('wycheproof', 'Wycheproof signatures of time stamp authorities', (dir) => {
  it.each<[string, Scheme, { valid: number; invalid: number; acceptable: number }]>([
    [
      'rsa_signature_2048_sha256_test.json',
      { kind: 'PKCS #1 v1.5', hash: 'sha256' },
      { valid: 9, invalid: 249, acceptable: 1 },
    ],
    [
      'ecdsa_secp256r1_sha256_test.json',
      { kind: 'ECDSA', hash: 'sha256' },
      { valid: 174, invalid: 310, acceptable: 0 },
    ],
  ])('%s', (file, scheme, counts) => {
    const seen = { valid: 0, invalid: 0, acceptable: 0 };
    const wrong: number[] = [];
    for (const group of readJson<Vectors>(dir, file).testGroups) {
      const read = readPublicKey(hex(group.publicKeyDer));
      expect([group.sha, read.ok]).toEqual(['SHA-256', true]);
      for (const { tcId, msg, sig, result } of group.tests) {
        seen[result] += 1;
        const verified = read.ok && verifySignature(read.key, scheme, hex(msg), hex(sig));
        // The acceptable case leaves NULL out of the DigestInfo: RFC 8017 §8.2.2 compares encodings, so it is refused.
        if (verified !== (result === 'valid')) wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toEqual(counts);
  });
});
