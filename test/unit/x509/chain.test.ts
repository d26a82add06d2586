// Paths from a signer to a pinned certificate: each rule that a link must keep, and the bounds of the search.

import { describe, expect, it } from 'vitest';
import {
  type CertificateRequest,
  mintCertificate,
  TIME_STAMPING,
} from '../../../exporter/timestamp-certificate.js';
import { authorityKey } from '../../../exporter/timestamp-keys.js';
import { parseTime } from '../../../src/base/encoding.js';
import { work } from '../../../src/base/work.js';
import { type Certificate, parseCertificate } from '../../../src/x509/certificate.js';
import { type FoundPath, PathFinder } from '../../../src/x509/chain.js';

const AT = parseTime('2026-03-23T12:00:00Z') ?? 0n;
const rootKey = authorityKey('P-256', 'chain/root');
const middleKey = authorityKey('P-256', 'chain/middle');
const leafKey = authorityKey('P-256', 'chain/leaf');

function mint(request: Partial<CertificateRequest>): Certificate {
  const der = mintCertificate({
    subject: 'root',
    issuer: 'root',
    serial: 1n,
    notBefore: '2020-01-01T00:00:00Z',
    notAfter: '2060-01-01T00:00:00Z',
    key: rootKey,
    issuerKey: rootKey,
    ...request,
  });
  const parsed = parseCertificate(der);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.certificate;
}

const root = mint({ ca: {}, keyUsage: 0x06 });

function middle(request: Partial<CertificateRequest> = {}): Certificate {
  return mint({
    subject: 'middle',
    key: middleKey,
    serial: 2n,
    ca: {},
    keyUsage: 0x06,
    ...request,
  });
}

const leaf = mint({
  subject: 'leaf',
  issuer: 'middle',
  serial: 3n,
  key: leafKey,
  issuerKey: middleKey,
  extendedKeyUsage: { critical: true, purposes: [TIME_STAMPING] },
});

function find(
  hints: readonly Certificate[],
  pinned: readonly Certificate[] = [root],
  from = leaf,
): FoundPath {
  return new PathFinder().find({ leaf: from, pinned, hints, at: AT });
}

describe('a path', () => {
  it('leads from the signer over hints to a pinned certificate', () => {
    const issuer = middle();
    expect(find([issuer])).toEqual({ ok: true, path: [leaf, issuer, root] });
    expect(find([], [issuer])).toEqual({ ok: true, path: [leaf, issuer] });
    expect(find([], [leaf])).toEqual({ ok: true, path: [leaf] });
  });

  it('never ends in a hint', () => {
    expect(find([middle(), root], [])).toMatchObject({ ok: false });
  });

  it('is the shortest one', () => {
    const issuer = middle();
    expect(find([issuer], [root, issuer])).toEqual({ ok: true, path: [leaf, issuer] });
  });

  it.each<[string, Partial<CertificateRequest>]>([
    ['is no CA', { ca: undefined }],
    ['may not sign certificates', { keyUsage: 0x80 }],
    ['is signed with SHA-1', { signing: { hash: 'sha1' } }],
    ['has a critical extension that nobody knows', { unknownCritical: true }],
    ['has another key', { key: leafKey }],
    ['is signed by another key', { issuerKey: leafKey }],
    ['has another name', { subject: 'other' }],
    ['expired', { notAfter: '2026-03-23T11:59:59Z' }],
    ['is not yet valid', { notBefore: '2026-03-23T12:00:01Z' }],
  ])('does not lead over a certificate that %s', (_, request) => {
    expect(find([middle(request)])).toMatchObject({ ok: false });
    // A pinned certificate that issues keeps the same rules, but for who signed it.
    const isItsOwn = request.issuerKey === undefined && request.signing === undefined;
    expect(find([], [middle(request)])).toMatchObject({ ok: !isItsOwn });
  });

  it('may use a certificate in the last second of its validity', () => {
    const issuer = middle({ notAfter: '2026-03-23T12:00:00Z' });
    const later = (fraction: bigint): FoundPath =>
      new PathFinder().find({ leaf, pinned: [root], hints: [issuer], at: AT + fraction });
    expect(later(0n)).toMatchObject({ ok: true });
    expect(later(999_999_999n)).toMatchObject({ ok: true });
    expect(later(1_000_000_000n)).toMatchObject({
      ok: false,
      reason: 'a certificate of the path was not valid at the time of the token',
      expected: '2020-01-01T00:00:00Z to 2026-03-23T12:00:00Z',
      actual: '2026-03-23T12:00:01Z',
    });
  });

  it('takes another way if the first certificate of a name is of no use', () => {
    const good = middle();
    const expired = middle({ notAfter: '2025-01-01T00:00:00Z', serial: 9n });
    const forged = middle({ issuerKey: leafKey, serial: 10n });
    expect(find([forged, expired, good])).toEqual({ ok: true, path: [leaf, good, root] });
  });

  it('obeys path lengths', () => {
    const issuer = middle();
    expect(find([issuer], [mint({ ca: { pathLength: 0 }, keyUsage: 0x06 })])).toMatchObject({
      ok: false,
    });
    expect(find([issuer], [mint({ ca: { pathLength: 1 }, keyUsage: 0x06 })])).toMatchObject({
      ok: true,
    });
    expect(find([middle({ ca: { pathLength: 0 } })])).toMatchObject({ ok: true });
  });

  it('has at most eight certificates', () => {
    const ladder = (length: number): Certificate[] =>
      Array.from({ length }, (_, i) =>
        mint({
          subject: i === 0 ? 'middle' : `step ${i}`,
          issuer: i === length - 1 ? 'root' : `step ${i + 1}`,
          key: i === 0 ? middleKey : authorityKey('P-256', `chain/${i}`),
          issuerKey: i === length - 1 ? rootKey : authorityKey('P-256', `chain/${i + 1}`),
          serial: BigInt(100 + i),
          ca: {},
        }),
      );
    expect(find(ladder(6))).toMatchObject({ ok: true });
    expect(find(ladder(7))).toMatchObject({ ok: false });
  });

  it('is not sought for ever among certificates that sign each other', () => {
    const circle = [
      mint({
        subject: 'middle',
        issuer: 'b',
        key: middleKey,
        issuerKey: leafKey,
        serial: 20n,
        ca: {},
      }),
      mint({
        subject: 'b',
        issuer: 'middle',
        key: leafKey,
        issuerKey: middleKey,
        serial: 21n,
        ca: {},
      }),
    ];
    expect(find(circle)).toMatchObject({
      ok: false,
      reason: 'the certificate of the signer does not chain to one of the trust root',
    });
  });

  it('is given up after 256 signatures of like-named certificates, for all tokens together', () => {
    // Certificates that claim to be issued by the root: only the signature shows that they are not.
    const crowd = Array.from({ length: 300 }, (_, i) => {
      const der = middle({ serial: BigInt(1000 + i) }).der.slice();
      der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
      const parsed = parseCertificate(der);
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.certificate;
    });
    expect(find([...crowd.slice(0, 254), middle()])).toMatchObject({ ok: true });
    expect(find([...crowd.slice(0, 255), middle()])).toMatchObject({ ok: false });
    const finder = new PathFinder();
    const at = AT;
    for (const hint of crowd) finder.find({ leaf, pinned: [root], hints: [hint], at });
    expect(finder.find({ leaf, pinned: [root], hints: [middle()], at })).toMatchObject({
      ok: false,
      reason: 'no path to the trust root was found among the first 256 pairs of certificates',
    });
  });

  it('costs one check for a pair of certificates, however many tokens hold it', () => {
    const finder = new PathFinder();
    const issuer = middle();
    const before = work.tokenSignatures;
    for (let i = 0; i < 10; i += 1)
      expect(finder.find({ leaf, pinned: [root], hints: [issuer], at: AT })).toMatchObject({
        ok: true,
      });
    expect(work.tokenSignatures - before).toBe(2);
  });

  it('costs no check where no certificate claims to be issued under a pinned one', () => {
    const stranger = mint({ subject: 'stranger', issuer: 'stranger', key: leafKey, ca: {} });
    const crowd = Array.from({ length: 50 }, (_, i) =>
      middle({ issuer: 'stranger', issuerKey: leafKey, serial: BigInt(1000 + i) }),
    );
    const before = work.tokenSignatures;
    expect(find([stranger, ...crowd])).toMatchObject({ ok: false });
    expect(work.tokenSignatures - before).toBe(0);
  });

  it('takes from tokens at most 512 different certificates, and each of them once', () => {
    const finder = new PathFinder();
    const before = work.certificates;
    const junk = Array.from({ length: 511 }, (_, i) => Uint8Array.of(0x30, 1, i & 0xff, i >> 8));
    expect(finder.hints([root.der, root.der, ...junk])).toHaveLength(2);
    expect(finder.hints([leaf.der, root.der])).toHaveLength(1);
    expect(work.certificates - before).toBe(1);
  });
});

describe('parseCertificate', () => {
  it('refuses what is not one X.509 certificate in DER', () => {
    const { der } = root;
    const reason = (bytes: Uint8Array): string | undefined => {
      const parsed = parseCertificate(bytes);
      return parsed.ok ? undefined : parsed.reason;
    };
    expect(reason(der)).toBeUndefined();
    expect(reason(new Uint8Array(0))).toMatch(/^it is not DER: /);
    expect(reason(Buffer.concat([der, Uint8Array.of(0)]))).toMatch(
      /^it is not DER: bytes stand after/,
    );
    expect(
      reason(
        Buffer.from(
          `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`,
        ),
      ),
    ).toMatch(/^it is not DER: /);
    expect(reason(rootKey.spki)).toBe('it is not an X.509 certificate');
    expect(reason(Uint8Array.of(0x30, 0))).toBe('it is not an X.509 certificate');
  });

  it('reads validity from either kind of time', () => {
    expect(root.notBefore).toBe(parseTime('2020-01-01T00:00:00Z'));
    expect(root.notAfter).toBe(parseTime('2060-01-01T00:00:00Z'));
    expect(mint({ notBefore: '1960-01-01T00:00:00Z' }).notBefore).toBe(
      parseTime('1960-01-01T00:00:00Z'),
    );
  });

  it('reads what the rules need', () => {
    expect(leaf).toMatchObject({
      isCa: false,
      pathLength: undefined,
      keyUsage: undefined,
      extendedKeyUsage: { critical: true, purposes: [TIME_STAMPING] },
      unknownCritical: [],
    });
    expect(mint({ ca: { pathLength: 3 }, keyUsage: 0x06, unknownCritical: true })).toMatchObject({
      isCa: true,
      pathLength: 3n,
      keyUsage: { digitalSignature: false, contentCommitment: false, keyCertSign: true },
      unknownCritical: ['1.3.6.1.4.1.32473.1'],
    });
  });
});
