// Tokens of real authorities (Sigstore, freeTSA) and of the golden bundles, each with the outcome that its origin states.

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { concat, formatTime, parseBase64, parseTime } from '../../src/base/encoding.js';
import { digestOf } from '../../src/crypto/digest.js';
import { type TokenResult, verifyToken as verify } from '../../src/timestamp/timestamp.js';
import { parseToken } from '../../src/timestamp/token.js';
import type { TimestampAuthority } from '../../src/trust/trust-root.js';
import type { ImprintHash } from '../../src/x509/algorithms.js';
import { PathFinder } from '../../src/x509/chain.js';
import { pinned } from '../support/pin.js';
import { unzip } from '../support/unzip.js';
import { base64, describeVectors, readJson } from './vectors.js';

const over =
  (message: Uint8Array) =>
  (hash: ImprintHash): Uint8Array =>
    digestOf(hash, message);

function verifyToken(
  der: Uint8Array,
  imprintOf: (hash: ImprintHash) => Uint8Array,
  authorities: readonly TimestampAuthority[],
): TokenResult {
  return verify(der, imprintOf, authorities, new PathFinder());
}

function pin(...certificates: Uint8Array[]): TimestampAuthority {
  return pinned(certificates);
}

describeVectors('rfc3161', 'RFC 3161 tokens of trailofbits/rfc3161-client and freeTSA', (dir) => {
  const hello = over(new Uint8Array(Buffer.from('hello')));
  const token = (...name: string[]): Uint8Array =>
    new Uint8Array(readFileSync(path.join(dir, ...name)));
  const chain = (folder: string): Uint8Array[] => {
    const pem = readFileSync(path.join(dir, folder, 'ts_chain.pem'), 'utf8');
    return [...pem.matchAll(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----/g)].map(
      ([text]) => new Uint8Array(new X509Certificate(text).raw),
    );
  };
  const testChain = chain('test_tsa');
  const stagingChain = chain('sigstage');

  it('test_tsa/response.tsr is valid', () => {
    const result = verifyToken(token('test_tsa', 'response.tsr'), hello, [pin(...testChain)]);
    expect(result).toEqual({
      status: 'counts',
      genTime: parseTime('2024-10-08T15:40:32Z'),
      accuracy: 1_000_000_000n,
      authority: 'Pinned',
      signatureAlgorithm: 'ECDSA P-256 with SHA-256',
      imprintHash: 'sha512',
      algorithms: expect.arrayContaining(['ECDSA P-256', 'SHA-512', 'SHA-256']),
      postQuantum: false,
      weak: false,
    });
  });

  it('test_tsa/response.tsr is of another message than ours', () => {
    const response = token('test_tsa', 'response.tsr');
    expect(verifyToken(response, over(new Uint8Array(0)), [pin(...testChain)])).toMatchObject({
      kind: 'imprint',
    });
  });

  it('test_tsa/other_response.tsr does not chain to ts_chain.pem', () => {
    const result = verifyToken(token('test_tsa', 'other_response.tsr'), hello, [pin(...testChain)]);
    expect(result).toMatchObject({ status: 'fault', kind: 'untrusted' });
  });

  it('test_tsa/response-injected-certs.tsr counts by its genuine signer, never by the spoofed one', () => {
    const response = token('test_tsa', 'response-injected-certs.tsr');
    expect(verifyToken(response, hello, [pin(...testChain)])).toMatchObject({ status: 'counts' });
    const parsed = parseToken(response);
    const hints = parsed.ok ? parsed.token.hints : [];
    const spoofed = hints.filter((der) => new X509Certificate(der).subject.includes('Spoofed TSA'));
    expect(hints).toHaveLength(3);
    expect(spoofed.length).toBeGreaterThan(0);
    for (const der of spoofed)
      expect(verifyToken(response, hello, [pin(der)])).toMatchObject({
        status: 'fault',
        kind: 'untrusted',
      });
  });

  it('sigstage/response-sha256.tsr is valid', () => {
    const result = verifyToken(token('sigstage', 'response-sha256.tsr'), hello, [
      pin(...stagingChain),
    ]);
    expect(result).toMatchObject({
      status: 'counts',
      genTime: parseTime('2025-05-09T11:58:55Z'),
      signatureAlgorithm: 'ECDSA P-384 with SHA-256',
      imprintHash: 'sha256',
    });
  });

  it('sigstage/response-invalid-signature.tsr has an invalid signature', () => {
    const response = token('sigstage', 'response-invalid-signature.tsr');
    expect(verifyToken(response, hello, [pin(...stagingChain)])).toMatchObject({
      kind: 'invalid',
      message: 'the signature does not verify',
    });
    expect(verifyToken(response, hello, [pin(...testChain)])).toMatchObject({ kind: 'untrusted' });
  });

  it('freetsa, without certificates of its own, is valid with the pinned ones', () => {
    const anchor = readJson<{
      readonly canonicalRoot: string;
      readonly proof: string;
      readonly frozen: {
        readonly tsaCertDerB64: string;
        readonly rootCertsDerB64: readonly string[];
      };
    }>(dir, 'freetsa', 'freetsa_receipt_anchor.json');
    const response = base64(anchor.proof);
    const imprint = over(base64(anchor.canonicalRoot));
    const signer = base64(anchor.frozen.tsaCertDerB64);
    const roots = anchor.frozen.rootCertsDerB64.map(base64);
    for (const authority of [pin(signer), pin(signer, ...roots)]) {
      expect(verifyToken(response, imprint, [authority])).toMatchObject({
        status: 'counts',
        signatureAlgorithm: expect.stringMatching(
          /^(RSA-4096 PKCS #1 v1\.5|ECDSA P-384) with SHA-512$/,
        ),
        imprintHash: 'sha512',
        weak: false,
      });
    }
    expect(verifyToken(response, imprint, [pin(...roots)])).toMatchObject({ kind: 'untrusted' });
  });
});

const RSA = 'RSA-3072 PKCS #1 v1.5 with SHA-256, sha256';

const GOLDEN = path.resolve(import.meta.dirname, '../../fixtures/golden');

interface TrustRootText {
  readonly timestamp_authorities: readonly {
    readonly name: string;
    readonly certificates: readonly string[];
    readonly valid_from: string;
    readonly valid_until?: string;
  }[];
}

function instant(text: string): bigint {
  const at = parseTime(text);
  if (at === undefined) throw new Error(`${text} is no time`);
  return at;
}

/** docs/SPEC.md §7.7: note text, LF, and the lines whose name is the origin. */
function checkpointImprint(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const note = Buffer.from(entries.get('checkpoint') ?? []).toString('utf8');
  const split = note.lastIndexOf('\n\n') + 1;
  const origin = note.slice(0, note.indexOf('\n'));
  const lines = note.slice(split + 1).split(/(?<=\n)/);
  const own = lines.filter((line) => line.startsWith(`— ${origin} `));
  return new Uint8Array(Buffer.from(`${note.slice(0, split)}\n${own.join('')}`, 'utf8'));
}

/** docs/SPEC.md §8.4: the two signatures of the envelope. */
function attestationImprint(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const envelope = JSON.parse(
    Buffer.from(entries.get('attestation.dsse.json') ?? []).toString('utf8'),
  ) as {
    readonly signatures: readonly { readonly sig: string }[];
  };
  return concat(...envelope.signatures.map(({ sig }) => parseBase64(sig) ?? new Uint8Array(0)));
}

function golden(name: string): string[] {
  const folder = path.join(GOLDEN, name);
  const entries = unzip(readFileSync(path.join(folder, 'bundle.zip')));
  const { trust_root } = JSON.parse(readFileSync(path.join(folder, 'case.json'), 'utf8')) as {
    readonly trust_root: string;
  };
  const trust = JSON.parse(readFileSync(path.join(folder, trust_root), 'utf8')) as TrustRootText;
  const authorities = trust.timestamp_authorities.map((entry) => {
    const window = {
      validFrom: instant(entry.valid_from),
      ...(entry.valid_until === undefined ? {} : { validUntil: instant(entry.valid_until) }),
    };
    return pinned(entry.certificates.map(base64), window, entry.name);
  });
  const imprints = {
    checkpoint: checkpointImprint(entries),
    attestation: attestationImprint(entries),
  };
  return [...entries]
    .filter(([entry]) => entry.startsWith('timestamps/'))
    .map(([entry, token]) => {
      const subject = entry.includes('attestation') ? 'attestation' : 'checkpoint';
      const result = verifyToken(token, over(imprints[subject]), authorities);
      const outcome =
        result.status === 'fault'
          ? result.kind
          : `${formatTime(result.genTime)} ${result.authority}, ${result.signatureAlgorithm}, ${result.imprintHash}`;
      return `${entry.slice('timestamps/'.length)}: ${outcome}`;
    });
}

describe('tokens of the golden bundles', () => {
  it.each<[string, string[]]>([
    [
      'pass-12-timestamps',
      [
        `checkpoint.1.tsr: 2026-03-20T08:21:44Z Test tsa, ${RSA}`,
        'checkpoint.2.tsr: 2026-03-20T08:21:44.25Z Test tsa2, ECDSA P-256 with SHA-256, sha3-256',
        'attestation.1.tsr: 2026-03-20T08:21:44Z Test tsa2, ECDSA P-256 with SHA-256, sha512',
      ],
    ],
    [
      'pass-17-everything',
      [
        `checkpoint.1.tsr: 2026-03-20T08:56:53Z Test tsa, ${RSA}`,
        `attestation.1.tsr: 2026-03-20T08:56:53Z Test tsa, ${RSA}`,
      ],
    ],
    ['pass-18-revoked-later', [`attestation.1.tsr: 2026-03-20T08:21:44Z Test tsa, ${RSA}`]],
    ['pass-20-expired-keys', [`attestation.1.tsr: 2026-03-20T08:21:44Z Test tsa, ${RSA}`]],
    ['fail-23-timestamp-of-another-bundle', ['checkpoint.1.tsr: imprint']],
    ['unproven-08-old-checkpoint', [`checkpoint.1.tsr: 2026-03-20T08:38:23Z Test tsa, ${RSA}`]],
    [
      'unproven-10-witness-time-is-not-for-the-attestation',
      [`checkpoint.1.tsr: 2026-03-20T08:21:44Z Test tsa, ${RSA}`],
    ],
    [
      'unproven-11-timestamp-over-one-only',
      [`checkpoint.1.tsr: 2026-03-20T08:21:44Z Test tsa, ${RSA}`],
    ],
  ])('%s', (name, expected) => {
    expect(golden(name)).toEqual(expected);
  });
});
