import { expect, it } from 'vitest';
import { nativeVerifier } from '../../src/crypto/native.js';
import { portableVerifier } from '../../src/crypto/portable.js';
import { loadPublicKey, parseSpki, type SignatureAlgorithm } from '../../src/crypto/signature.js';
import { describeVectors, hex, readJson } from './vectors.js';

interface WycheproofFile {
  readonly testGroups: readonly {
    readonly publicKey: string;
    readonly publicKeyDer: string | null;
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly ctx?: string;
      readonly result: string;
    }[];
  }[];
}

const PARAMETER_SETS = [
  { algorithm: 'ML-DSA-44', file: 'mldsa_44_verify_test.json', count: 180 },
  { algorithm: 'ML-DSA-65', file: 'mldsa_65_verify_test.json', count: 210 },
] as const;

describeVectors('wycheproof', 'Wycheproof ML-DSA verification', (dir) => {
  for (const { algorithm, file, count } of PARAMETER_SETS) {
    const { testGroups } = readJson<WycheproofFile>(dir, file);
    const cases = testGroups.flatMap(({ publicKey, tests }) =>
      tests.map((test) => ({ ...test, pk: hex(publicKey), ctx: hex(test.ctx ?? '') })),
    );

    it(`${algorithm}: agrees on every case with an empty context, in every implementation`, () => {
      expect(cases).toHaveLength(count);
      const empty = cases.filter(({ ctx }) => ctx.length === 0);
      expect(empty).toHaveLength(count - 7);
      for (const { tcId, pk, msg, sig, result } of empty) {
        const loaded = loadPublicKey(algorithm, pk);
        // The cases with a key of a wrong length end here.
        const answer = loaded.ok && loaded.key.verify(hex(msg), hex(sig));
        const once = loaded.ok && loaded.key.verifyOnce(hex(msg), hex(sig));
        const expected = result === 'valid';
        expect({ tcId, answer, once }).toEqual({ tcId, answer: expected, once: expected });
      }
    });

    it(`${algorithm}: agrees on every context in the portable implementation; the key takes none`, () => {
      const contexts = cases.filter(({ ctx }) => ctx.length > 0);
      expect(contexts).toHaveLength(7);
      for (const { tcId, pk, msg, sig, ctx, result } of contexts) {
        const verify = portableVerifier(algorithm, pk, ctx);
        // FIPS 204 §5.3: a context has at most 255 bytes. It is never a bundle's, so a longer one may throw.
        if (ctx.length > 255) expect(() => verify(hex(msg), hex(sig))).toThrow();
        else
          expect({ tcId, answer: verify(hex(msg), hex(sig)) }).toEqual({
            tcId,
            answer: result === 'valid',
          });
        const loaded = loadPublicKey(algorithm, pk);
        expect(loaded.ok && loaded.key.verify(hex(msg), hex(sig))).toBe(false);
      }
    });

    it(`${algorithm}: reads the SPKI of every key of the right length, and no other`, () => {
      for (const { publicKey, publicKeyDer } of testGroups) {
        if (publicKeyDer === null || publicKeyDer === undefined) continue;
        const parsed = parseSpki(hex(publicKeyDer));
        const isRight = loadPublicKey(algorithm, hex(publicKey)).ok;
        expect(parsed).toEqual(isRight ? { algorithm, raw: hex(publicKey) } : undefined);
      }
    });
  }
});

interface AcvpFile {
  readonly testGroups: readonly {
    readonly parameterSet: SignatureAlgorithm;
    readonly tests: readonly {
      readonly tcId: number;
      readonly pk: string;
      readonly message: string;
      readonly context: string;
      readonly signature: string;
      readonly testPassed: boolean;
    }[];
  }[];
}

describeVectors('acvp', 'ACVP ML-DSA signature verification, external and pure', (dir) => {
  const file = 'ML-DSA-sigVer-FIPS204.external-pure.44-65.json';
  const { testGroups } = readJson<AcvpFile>(dir, file);
  for (const { parameterSet, tests } of testGroups) {
    it(`${parameterSet}: agrees on all 15 cases, with their contexts`, () => {
      expect(tests).toHaveLength(15);
      for (const { pk, message, context, signature, testPassed } of tests) {
        const answer = portableVerifier(
          parameterSet,
          hex(pk),
          hex(context),
        )(hex(message), hex(signature));
        expect(answer).toBe(testPassed);
      }
    });

    it(`${parameterSet}: under our empty context, accepts what was signed with an empty context alone`, () => {
      for (const { pk, message, context, signature, testPassed } of tests) {
        const loaded = loadPublicKey(parameterSet, hex(pk));
        if (!loaded.ok) throw new Error(loaded.reason);
        const expected = testPassed && context === '';
        expect(loaded.key.verify(hex(message), hex(signature))).toBe(expected);
        const native = nativeVerifier(parameterSet, hex(pk));
        expect(native?.(hex(message), hex(signature)) ?? expected).toBe(expected);
      }
    });
  }
});
