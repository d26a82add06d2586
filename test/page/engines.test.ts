// The engines of the page against those of Node, in Node: the same answers, and a run that stops where the second engine of the page
// answers otherwise.

import { createHash, generateKeyPairSync } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { type CertificateRequest, mintCertificate } from '../../exporter/timestamp-certificate.js';
import { type AuthorityKeyKind, authorityKey } from '../../exporter/timestamp-keys.js';
import { crc32 as nodeCrc32 } from '../../src/archive/crc32.js';
import { crc32 } from '../../src/archive/crc32.web.js';
import { BROKEN, inflateRaw } from '../../src/archive/deflate.web.js';
import { joined, utf8Of } from '../../src/base/bytes.js';
import { nativeDigests } from '../../src/crypto/digest-native.web.js';
import { laterOpinion } from '../../src/crypto/native.web.js';
import { confirmed, holdAgainst, unanimity } from '../../src/crypto/opinions.js';
import { sha1 as nodeSha1 } from '../../src/crypto/sha1.js';
import { sha1 } from '../../src/crypto/sha1.web.js';
import { loadPublicKey } from '../../src/crypto/signature.js';
import { parseSpki } from '../../src/crypto/spki.js';
import type { Scheme } from '../../src/x509/algorithms.js';
import * as nodeEngine from '../../src/x509/engine.js';
import * as webEngine from '../../src/x509/engine.web.js';
import * as nodeReading from '../../src/x509/second-reading.js';
import * as webReading from '../../src/x509/second-reading.web.js';
import { describeVectors, hex, readJson } from '../vectors/vectors.js';

const HASHES = ['sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512'] as const;
const message = utf8Of('a message');

/** Whether both engines take the key and the signature, once they agree. */
function verified(spki: Uint8Array, scheme: Scheme, signature: Uint8Array): boolean {
  const [ours, theirs] = [webEngine.importKey(spki), nodeEngine.importKey(spki)];
  expect(ours === undefined).toBe(theirs === undefined);
  if (ours === undefined || theirs === undefined) return false;
  expect(webEngine.rsaNumbers(ours)).toEqual(nodeEngine.rsaNumbers(theirs));
  const answer = webEngine.verifyBy(ours, scheme, message, signature);
  expect(answer, JSON.stringify(scheme)).toBe(
    nodeEngine.verifyBy(theirs, scheme, message, signature),
  );
  return answer;
}

describe('time stamp authorities', () => {
  test.each<AuthorityKeyKind>(['RSA-2048', 'P-256', 'P-384', 'P-521'])('%s', (kind) => {
    const key = authorityKey(kind, 'page');
    const isRsa = kind.startsWith('RSA');
    for (const hash of HASHES) {
      const schemes: Scheme[] = isRsa
        ? [
            { kind: 'PKCS #1 v1.5', hash },
            { kind: 'PSS', hash, saltLength: 32 },
          ]
        : [{ kind: 'ECDSA', hash }];
      for (const scheme of schemes) {
        const pss = scheme.kind === 'PSS' ? { pssSalt: scheme.saltLength } : {};
        const signature = key.sign(message, { hash, ...pss });
        expect(verified(key.spki, scheme, signature)).toBe(true);
        const changed = signature.slice();
        changed[40] = (changed[40] ?? 0) ^ 1;
        expect(verified(key.spki, scheme, changed)).toBe(false);
        expect(verified(key.spki, scheme, signature.subarray(1))).toBe(false);
        if (scheme.kind === 'PSS')
          expect(verified(key.spki, { ...scheme, saltLength: 31 }, signature)).toBe(false);
      }
    }
  });

  test('an RSASSA-PSS key that allows one hash and one salt, and one that allows all', () => {
    const signing = authorityKey('RSA-2048', 'page');
    const exported = (options: object): Uint8Array =>
      generateKeyPairSync('rsa-pss', { modulusLength: 2048, ...options }).publicKey.export({
        type: 'spki',
        format: 'der',
      });
    const signature = signing.sign(message, { hash: 'sha256', pssSalt: 32 });
    for (const spki of [
      exported({}),
      exported({ hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32 }),
      exported({ hashAlgorithm: 'sha1', mgf1HashAlgorithm: 'sha1', saltLength: 20 }),
    ])
      expect(verified(spki, { kind: 'PSS', hash: 'sha256', saltLength: 32 }, signature)).toBe(
        false,
      );
  });

  test('keys that are not keys', () => {
    const { spki } = authorityKey('P-256', 'page');
    for (let at = 0; at < spki.length; at += 1) {
      const changed = spki.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x20;
      const isRefused = webEngine.importKey(changed) === undefined;
      // Node takes the identifiers of more curves and algorithms; those are refused before (x509/signature.ts).
      if (at > 25)
        expect(isRefused, `byte ${at}`).toBe(nodeEngine.importKey(changed) === undefined);
    }
  });
});

describeVectors('wycheproof', 'Wycheproof signatures by the engine of the page', (dir) => {
  interface Vectors {
    readonly testGroups: readonly {
      readonly publicKeyDer: string;
      readonly tests: readonly { tcId: number; msg: string; sig: string; result: string }[];
    }[];
  }
  test.each<[string, Scheme]>([
    ['rsa_signature_2048_sha256_test.json', { kind: 'PKCS #1 v1.5', hash: 'sha256' }],
    ['ecdsa_secp256r1_sha256_test.json', { kind: 'ECDSA', hash: 'sha256' }],
  ])('%s', async (file, scheme) => {
    const wrong: number[] = [];
    for (const { publicKeyDer, tests } of readJson<Vectors>(dir, file).testGroups) {
      const key = webEngine.importKey(hex(publicKeyDer));
      for (const { tcId, msg, sig, result } of tests) {
        const answer = key !== undefined && webEngine.verifyBy(key, scheme, hex(msg), hex(sig));
        if (answer !== (result === 'valid')) wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
    await unanimity();
  });
});

test('certificates: who may have issued whom', () => {
  const rootKey = authorityKey('P-256', 'chain/root');
  const mint = (request: Partial<CertificateRequest>): Uint8Array =>
    mintCertificate({
      subject: 'Root',
      issuer: 'Root',
      serial: 1n,
      notBefore: '2020-01-01T00:00:00Z',
      notAfter: '2060-01-01T00:00:00Z',
      key: rootKey,
      issuerKey: rootKey,
      ca: {},
      ...request,
    });
  const certificates = [
    mint({}),
    mint({ subject: 'ROOT  ', issuer: ' root' }),
    mint({ subject: 'Ro ot', issuer: 'Root' }),
    mint({ subject: 'leaf', key: authorityKey('P-256', 'chain/leaf') }),
    mint({ subject: 'leaf', issuer: 'leaf', keyId: Uint8Array.of(1, 2, 3) }),
  ];
  const answers: boolean[] = [];
  for (const child of certificates)
    for (const issuer of certificates) {
      const [a, b] = [webReading.readAgain(child), webReading.readAgain(issuer)];
      const [c, d] = [nodeReading.readAgain(child), nodeReading.readAgain(issuer)];
      if (!a || !b || !c || !d) throw new Error('a certificate is refused');
      answers.push(webReading.isIssuedBy(a, b));
      expect(answers.at(-1)).toBe(nodeReading.isIssuedBy(c, d));
    }
  expect(new Set(answers).size).toBe(2);
  expect(webReading.readAgain(Uint8Array.of(0x30, 0))).toBeUndefined();
});

describe('small engines', () => {
  const bytes = new Uint8Array(createHash('sha512').update('bytes').digest());

  test('CRC-32, SHA-1 and digests', () => {
    expect(crc32(bytes.subarray(20), crc32(bytes.subarray(0, 20)))).toBe(nodeCrc32(bytes));
    expect(sha1(bytes)).toEqual(new Uint8Array(nodeSha1(bytes)));
    for (const name of HASHES) {
      const state = nativeDigests.start(name);
      state.update(bytes);
      const expected = new Uint8Array(createHash(name).update(bytes).digest());
      expect(nativeDigests.digest(name, bytes)).toEqual(expected);
      expect(state.digest()).toEqual(expected);
    }
  });

  async function inflated(pieces: readonly Uint8Array[], chunkSize: number) {
    const raw = (async function* () {
      yield* pieces;
    })();
    const chunks: Uint8Array[] = [];
    const stream = inflateRaw(raw, chunkSize);
    for (let next = await stream.next(); ; next = await stream.next()) {
      if (next.done) return { bytes: new Uint8Array(joined(chunks)), end: next.value };
      expect(next.value.length).toBeLessThanOrEqual(chunkSize);
      chunks.push(next.value);
    }
  }

  test('inflate: whole, in pieces, with bytes after its end, cut off, broken', async () => {
    const content = new Uint8Array(5_000).fill(7);
    const raw = new Uint8Array(deflateRawSync(content));
    const pieces = [raw.subarray(0, 3), raw.subarray(3, 20), raw.subarray(20)];
    expect(await inflated([raw], 64)).toEqual({ bytes: content, end: raw.length });
    expect(await inflated([...pieces, raw], 65_536)).toEqual({ bytes: content, end: raw.length });
    expect((await inflated([raw.subarray(0, -1)], 64)).end).toBe(BROKEN);
    expect((await inflated([Uint8Array.of(0xff, ...raw)], 64)).end).toBe(BROKEN);
    expect((await inflated([], 64)).end).toBe(BROKEN);
  });
});

describe('the second engine', () => {
  test('confirms signatures and digests of the first', async () => {
    const key = authorityKey('Ed25519', 'page');
    const raw = parseSpki(key.spki);
    if (raw === undefined) throw new Error('not an Ed25519 key');
    const loaded = loadPublicKey('Ed25519', raw.raw);
    const signature = key.sign(message, { hash: 'sha256' });
    const answer = loaded.ok && loaded.key.verify(message, signature);
    await unanimity();
    const before = { ...confirmed };
    laterOpinion('Ed25519', raw.raw)?.(message, signature, answer);
    nativeDigests.digest('sha256', message);
    await unanimity();
    expect(answer).toBe(true);
    expect(confirmed).toEqual({
      signatures: before.signatures + 1,
      digests: before.digests + 1,
    });
  });

  test('has no opinion on what it does not know', async () => {
    holdAgainst(
      'digests',
      () => 'nothing',
      () => false,
      Promise.reject(new Error('unknown')),
    );
    holdAgainst(
      'digests',
      () => 'nothing',
      () => false,
      Promise.resolve(undefined),
    );
    await unanimity();
  });

  test('stops the run where it answers otherwise, and every run after it', async () => {
    vi.resetModules();
    const opinions = await import('../../src/crypto/opinions.js');
    const { laterOpinion: fresh } = await import('../../src/crypto/native.web.js');
    const key = authorityKey('Ed25519', 'page');
    const raw = parseSpki(key.spki)?.raw ?? new Uint8Array(32);
    fresh('Ed25519', raw)?.(message, key.sign(message, { hash: 'sha256' }), false);
    await expect(opinions.unanimity()).rejects.toThrow(
      'two implementations disagree about a signature of Ed25519',
    );
    await expect(opinions.unanimity()).rejects.toThrow('disagree');
  });
});
