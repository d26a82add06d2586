import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { utf8 } from '../../src/base/encoding.js';
import { nativeVerifier } from '../../src/crypto/native.js';
import { portableVerifier } from '../../src/crypto/portable.js';
import { loadPublicKey } from '../../src/crypto/signature.js';
import { describeVectors, hex, readJson } from './vectors.js';

interface Answers {
  readonly loaded: boolean;
  readonly portable: boolean;
  readonly native: boolean;
}

/** Both implementations asked directly, the key's own methods held to them. */
function ask(raw: Uint8Array, message: Uint8Array, signature: Uint8Array): Answers {
  const loaded = loadPublicKey('Ed25519', raw);
  const portable = portableVerifier('Ed25519', raw)(message, signature);
  const native = nativeVerifier('Ed25519', raw)?.(message, signature);
  if (native === undefined) throw new Error('this build of Node has no Ed25519');
  if (loaded.ok) {
    expect(loaded.key.verify(message, signature)).toBe(portable);
    expect(loaded.key.verifyOnce(message, signature)).toBe(portable);
  }
  return { loaded: loaded.ok, portable, native };
}

interface EdgeCase {
  readonly number: number;
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
  readonly flags: readonly string[] | null;
}

describeVectors('ed25519-edge', 'Ed25519 edge cases of C2SP/CCTV', (dir) => {
  const cases = readJson<readonly EdgeCase[]>(dir, 'ed25519vectors.json');
  const answers = cases.map(({ number, key, sig, msg, flags }) => ({
    number,
    flags: new Set(flags ?? []),
    ...ask(hex(key), utf8(msg), hex(sig)),
  }));

  it('refuses every key that is not canonical or not of order L, and no other', () => {
    expect(answers).toHaveLength(914);
    for (const { flags, loaded } of answers) {
      const isBad = ['low_order_A', 'low_order_component_A', 'non_canonical_A'].some((flag) =>
        flags.has(flag),
      );
      expect(loaded).toBe(!isBad);
    }
    expect(answers.filter(({ loaded }) => loaded)).toHaveLength(28);
  });

  it('gives one answer in both implementations under every key but those of small order', () => {
    // Not under those: some releases of Node refuse them at this point, others leave it to us. Loading refuses them all.
    const comparable = answers.filter(
      ({ flags }) => !flags.has('non_canonical_A') && !flags.has('low_order_A'),
    );
    expect(comparable).toHaveLength(388);
    for (const { portable, native } of comparable) expect(portable).toBe(native);
    // Not vacuous: under keys of mixed order, which loading refuses too, the equation holds for some.
    expect(comparable.filter(({ portable }) => portable)).toHaveLength(43);
  });

  it('accepts exactly one case, the one without a flag', () => {
    const accepted = answers.filter(({ loaded, portable }) => loaded && portable);
    expect(accepted.map(({ number, flags }) => [number, flags.size])).toEqual([[305, 0]]);
  });
});

interface WycheproofFile {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: string;
    }[];
  }[];
}

describeVectors('wycheproof', 'Wycheproof Ed25519', (dir) => {
  const { testGroups } = readJson<WycheproofFile>(dir, 'ed25519_test.json');
  const cases = testGroups.flatMap(({ publicKey, tests }) =>
    tests.map((test) => ({ pk: publicKey.pk, ...test })),
  );

  it('agrees on all 151 cases in both implementations', () => {
    expect(cases).toHaveLength(151);
    for (const { pk, msg, sig, result, tcId } of cases) {
      const { loaded, portable, native } = ask(hex(pk), hex(msg), hex(sig));
      const expected = result === 'valid';
      expect({ tcId, loaded, portable, native }).toEqual({
        tcId,
        loaded: true,
        portable: expected,
        native: expected,
      });
    }
  });
});

interface AcvpFile {
  readonly testGroups: readonly {
    readonly curve: string;
    readonly preHash: boolean;
    readonly tests: readonly {
      readonly tcId: number;
      readonly testPassed: boolean;
      readonly message: string;
      readonly q: string;
      readonly signature: string;
    }[];
  }[];
}

describeVectors('acvp', 'ACVP EdDSA signature verification', (dir) => {
  const file = path.join(dir, 'EDDSA-SigVer-1.0.internalProjection.json.gz');
  const { testGroups } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as AcvpFile;
  const cases = testGroups
    .filter(({ curve }) => curve === 'ED-25519')
    .flatMap(({ preHash, tests }) => tests.map((test) => ({ preHash, ...test })));

  it('agrees on the five pure Ed25519 cases in both implementations', () => {
    const pure = cases.filter(({ preHash }) => !preHash);
    expect(pure).toHaveLength(5);
    for (const { q, message, signature, testPassed } of pure) {
      const { portable, native } = ask(hex(q), hex(message), hex(signature));
      expect({ portable, native }).toEqual({ portable: testPassed, native: testPassed });
    }
  });

  it('never takes an Ed25519ph signature for a pure one', () => {
    const prehashed = cases.filter(({ preHash }) => preHash);
    expect(prehashed).toHaveLength(5);
    for (const { q, message, signature } of prehashed) {
      const { portable, native } = ask(hex(q), hex(message), hex(signature));
      expect({ portable, native }).toEqual({ portable: false, native: false });
    }
  });
});
