// Time stamps of an authority of our own: one fault each, what is legal, and that nothing in a token makes the code throw.

import { describe, expect, it } from 'vitest';
import {
  type AuthorityKeyKind,
  type TokenFault,
  type TokenRequest,
  timestampAuthority,
} from '../../../exporter/timestamp-authority.js';
import { parseTime } from '../../../src/base/encoding.js';
import { digestOf } from '../../../src/crypto/digest.js';
import { type TokenResult, verifyToken } from '../../../src/timestamp/timestamp.js';
import { parseToken } from '../../../src/timestamp/token.js';
import type { KeyWindow } from '../../../src/trust/key-window.js';
import type { TimestampAuthority } from '../../../src/trust/trust-root.js';
import type { ImprintHash } from '../../../src/x509/algorithms.js';
import { PathFinder } from '../../../src/x509/chain.js';
import { decodeDer } from '../../../src/x509/der.js';
import { pinned } from '../../support/pin.js';

const OVER = new Uint8Array(Buffer.from('what the token is over'));
const GEN_TIME = '2026-03-23T12:00:00Z';

const imprintOf = (hash: ImprintHash): Uint8Array => digestOf(hash, OVER);

function at(time: string): bigint {
  const instant = parseTime(time);
  if (instant === undefined) throw new Error(`${time} is no time`);
  return instant;
}

function pin(...certificates: (Uint8Array | undefined)[]): TimestampAuthority {
  return pinned(
    certificates.filter((one) => one !== undefined),
    { validFrom: at('2025-01-01T00:00:00Z') },
  );
}

const authority = timestampAuthority('unit', { key: 'P-256', intermediate: true });
const stranger = timestampAuthority('stranger', { key: 'P-256', name: 'Stranger' });

function issue(request: Partial<TokenRequest> = {}): Uint8Array {
  return authority.issue({ over: OVER, genTime: GEN_TIME, ...request });
}

function verify(token: Uint8Array, ...authorities: TimestampAuthority[]): TokenResult {
  return verifyToken(
    token,
    imprintOf,
    authorities.length === 0 ? [pin(authority.root)] : authorities,
    new PathFinder(),
  );
}

function childrenOf(der: Uint8Array): readonly Uint8Array[] {
  const decoded = decodeDer(der);
  return decoded.ok ? decoded.element.children.map(({ raw }) => raw) : [];
}

const total = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

const COUNTS = {
  status: 'counts',
  genTime: at(GEN_TIME),
  authority: 'Pinned',
  signatureAlgorithm: 'ECDSA P-256 with SHA-256',
  imprintHash: 'sha256',
  // Which ones, by key, path and hash: "names everything that it stands on".
  algorithms: expect.any(Array),
  postQuantum: false,
  weak: false,
} as const;

describe('a token with one fault', () => {
  const NAMED = 'the signing-certificate attribute names another certificate';
  const NO_PATH = 'the certificate of the signer does not chain to one of the trust root';
  const LATE = 'a certificate of the path was not valid at the time of the token';
  it.each<[TokenFault, string, string | RegExp]>([
    ['status-rejection', 'refused', 'the status of the response is 2'],
    ['status-waiting', 'refused', 'the status of the response is 3'],
    ['token-missing', 'malformed', 'the response holds no token'],
    ['trailing-byte', 'malformed', /^bytes stand after the element, from offset \d+$/],
    ['attributes-missing', 'malformed', 'the SignerInfo does not have the form of RFC 5652 §5.3'],
    ['two-signers', 'malformed', 'the token has 2 signers'],
    ['no-signer', 'malformed', 'the token has 0 signers'],
    ['content-not-tst-info', 'malformed', 'the signed content is not a TSTInfo'],
    ['imprint-surplus', 'malformed', 'the TSTInfo does not have the form of RFC 3161 §2.4.2'],
    ['imprint-other', 'imprint', 'the token is over something else'],
    ['root-other', 'untrusted', NO_PATH],
    ['signer-expired', 'untrusted', LATE],
    ['signer-not-yet-valid', 'untrusted', LATE],
    ['signer-extension-unknown', 'untrusted', NO_PATH],
    ['imprint-sha1', 'invalid', 'the hash 1.3.14.3.2.26 of the imprint is not allowed'],
    ['eku-missing', 'invalid', 'the certificate of the signer is not for time stamping alone'],
    ['eku-other', 'invalid', 'the certificate of the signer is not for time stamping alone'],
    ['eku-extra', 'invalid', 'the certificate of the signer is not for time stamping alone'],
    ['eku-not-critical', 'invalid', 'the purpose of the certificate is not marked critical'],
    ['key-usage-other', 'invalid', 'the key of the certificate is not for signatures'],
    ['content-type-missing', 'invalid', /^the content-type attribute is not there once/],
    ['content-type-other', 'invalid', /^the content-type attribute is not there once/],
    ['digest-sha1', 'invalid', 'the digest algorithm 1.3.14.3.2.26 is not allowed'],
    ['message-digest-missing', 'invalid', 'the message-digest attribute is not there once'],
    ['message-digest-twice', 'invalid', 'the message-digest attribute is not there once'],
    ['message-digest-other', 'invalid', 'the message digest is of another content'],
    ['signing-certificate-missing', 'invalid', 'no attribute names the signing certificate'],
    ['signing-certificate-other', 'invalid', NAMED],
    ['signing-certificate-serial-other', 'invalid', NAMED],
    [
      'signature-digest-other',
      'invalid',
      'the signature uses another digest than the signer states',
    ],
    ['signature-other', 'invalid', 'the signature does not verify'],
    [
      'extension-critical',
      'untrusted',
      /^the token has a critical extension 1\.3\.6\.1\.4\.1\.32473\.2/,
    ],
  ])('%s is %s', (fault, kind, message) => {
    const result = verify(issue({ fault }));
    expect(result).toMatchObject({ status: 'fault', kind });
    expect(result).toHaveProperty(
      'message',
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  });

  it.each<[TokenFault, string]>([
    ['imprint-other', 'imprint'],
    ['status-rejection', 'refused'],
    ['trailing-byte', 'malformed'],
    ['imprint-sha1', 'untrusted'],
    ['eku-not-critical', 'untrusted'],
    ['signature-other', 'untrusted'],
  ])('%s by an authority that nobody pinned is %s', (fault, kind) => {
    expect(verify(issue({ fault }), pin(stranger.root))).toMatchObject({ status: 'fault', kind });
    expect(verifyToken(issue({ fault }), imprintOf, [], new PathFinder())).toMatchObject({
      status: 'fault',
      kind,
    });
  });

  it('states the imprints', () => {
    expect(verify(issue({ fault: 'imprint-other' }))).toMatchObject({
      expected: Buffer.from(imprintOf('sha256')).toString('hex'),
      actual: Buffer.from(digestOf('sha256', Buffer.concat([OVER, Uint8Array.of(0)]))).toString(
        'hex',
      ),
    });
  });

  it('states the validity of a certificate that was not valid', () => {
    expect(verify(issue({ fault: 'signer-expired' }))).toMatchObject({
      expected: '2025-01-01T00:00:00Z to 2025-12-31T23:59:59Z',
      actual: GEN_TIME,
    });
  });
});

describe('a sound token', () => {
  it('counts', () => {
    expect(verify(issue())).toEqual(COUNTS);
  });

  it.each<Partial<TokenRequest>>([
    { certificates: 'chain', injected: true },
    { signerId: 'key-id' },
    { signingCertificate: 'v1' },
    { signingCertificate: 'both' },
  ])('counts with %o', (request) => {
    expect(verify(issue(request))).toEqual(COUNTS);
  });

  it('counts if the root, the intermediate or the signer itself is pinned', () => {
    for (const pinned of [authority.root, authority.intermediate, authority.signer])
      expect(verify(issue(), pin(pinned))).toEqual(COUNTS);
  });

  it('needs no certificates of its own if those of the path are pinned', () => {
    const bare = issue({ certificates: 'none' });
    expect(verify(bare, pin(authority.signer))).toEqual(COUNTS);
    const all = pin(authority.root, authority.intermediate, authority.signer);
    expect(verify(bare, all)).toEqual(COUNTS);
    expect(verify(issue({ certificates: 'none', signerId: 'key-id' }), all)).toEqual(COUNTS);
    expect(verify(bare)).toMatchObject({
      kind: 'untrusted',
      message: 'no certificate of the signer is in the token or in the trust root',
    });
    expect(verify(issue({ certificates: 'signer' }))).toMatchObject({ kind: 'untrusted' });
  });

  it('does not count under a root that only bears the same names', () => {
    const impostor = timestampAuthority('impostor', { key: 'P-256', intermediate: true });
    expect(verify(impostor.issue({ over: OVER, genTime: GEN_TIME }))).toMatchObject({
      kind: 'untrusted',
    });
    expect(verify(issue(), pin(impostor.root))).toMatchObject({ kind: 'untrusted' });
  });

  it('still obeys the rules if the certificate of the signer is itself pinned', () => {
    const request = { over: OVER, genTime: GEN_TIME, fault: 'signature-other' } as const;
    expect(verify(authority.issue(request), pin(authority.signer))).toMatchObject({
      kind: 'invalid',
    });
  });

  it('reports the accuracy in nanoseconds', () => {
    const accuracies = [
      [{ seconds: 1 }, 1_000_000_000n],
      [{ millis: 1 }, 1_000_000n],
      [{ micros: 999 }, 999_000n],
      [{ seconds: 2, millis: 500, micros: 128 }, 2_500_128_000n],
      [{}, 0n],
    ] as const;
    for (const [accuracy, nanoseconds] of accuracies)
      expect(verify(issue({ accuracy }))).toEqual({ ...COUNTS, accuracy: nanoseconds });
  });

  it.each([{ millis: 0 }, { millis: 1000 }, { micros: 1000 }, { micros: 0 }])(
    'refuses the accuracy %o',
    (accuracy) => {
      expect(verify(issue({ accuracy }))).toMatchObject({ kind: 'malformed' });
    },
  );

  it('keeps fractions of a second exactly', () => {
    const genTime = '2026-03-23T12:00:00.123456789Z';
    expect(verify(issue({ genTime }))).toEqual({ ...COUNTS, genTime: at(genTime) });
  });

  it.each([
    '2026-02-30T12:00:00Z',
    '2026-03-23T12:00:60Z',
    '2026-03-23T24:00:00Z',
    '2026-03-23T12:00:00.50Z',
  ])('refuses the time %s', (genTime) => {
    expect(verify(issue({ genTime }))).toMatchObject({ kind: 'malformed' });
  });

  it('may have any of six imprints and six digests', () => {
    const hashes = ['sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512'] as const;
    for (const hash of hashes) {
      expect(verify(issue({ hash }))).toEqual({ ...COUNTS, imprintHash: hash });
      const signatureAlgorithm = `ECDSA P-256 with ${hash.replace('sha', 'SHA').replace(/A(\d\d)/, 'A-$1')}`;
      expect(verify(issue({ digest: hash }))).toEqual({ ...COUNTS, signatureAlgorithm });
    }
  });
});

describe('keys of signers', () => {
  it.each<[AuthorityKeyKind, string, { weak?: boolean }]>([
    ['RSA-2048', 'RSA-2048 PKCS #1 v1.5 with SHA-256', { weak: true }],
    ['RSA-3072', 'RSA-3072 PKCS #1 v1.5 with SHA-256', {}],
    ['P-384', 'ECDSA P-384 with SHA-256', {}],
    ['P-521', 'ECDSA P-521 with SHA-256', {}],
    ['Ed25519', 'Ed25519', {}],
    // The path below the root is signed with P-256, so the time is no safer than that.
    ['ML-DSA-44', 'ML-DSA-44', {}],
    ['ML-DSA-65', 'ML-DSA-65', {}],
    ['ML-DSA-87', 'ML-DSA-87', {}],
  ])('%s counts', (key, signatureAlgorithm, extra) => {
    const own = timestampAuthority('keys', { key });
    const token = own.issue({ over: OVER, genTime: GEN_TIME });
    expect(verify(token, pin(own.root))).toEqual({ ...COUNTS, signatureAlgorithm, ...extra });
    const other = own.issue({ over: OVER, genTime: GEN_TIME, fault: 'signature-other' });
    expect(verify(other, pin(own.root))).toMatchObject({ kind: 'invalid' });
  });

  it.each([0, 20, 32, 64])('RSA-PSS with a salt of %i bytes counts', (pssSalt) => {
    const own = timestampAuthority('keys', { key: 'RSA-3072' });
    const token = own.issue({ over: OVER, genTime: GEN_TIME, pssSalt });
    const signatureAlgorithm = 'RSA-3072 PSS with SHA-256';
    expect(verify(token, pin(own.root))).toEqual({ ...COUNTS, signatureAlgorithm });
  });

  it('RSA of 1024 bits is refused', () => {
    const own = timestampAuthority('keys', { key: 'RSA-1024' });
    expect(verify(own.issue({ over: OVER, genTime: GEN_TIME }), pin(own.root))).toMatchObject({
      kind: 'invalid',
      message: 'the RSA key has 1024 bits, fewer than 2048',
    });
  });

  it('a weak key of an issuer makes the token weak, unless what it signed is pinned', () => {
    const own = timestampAuthority('keys', { key: 'P-256', rootKey: 'RSA-2048' });
    const token = own.issue({ over: OVER, genTime: GEN_TIME });
    expect(verify(token, pin(own.root))).toEqual({ ...COUNTS, weak: true });
    expect(verify(token, pin(own.signer))).toEqual(COUNTS);
  });

  it('names everything that it stands on, each once: keys up to the pinned one, imprint and hashes', () => {
    const of = (key: AuthorityKeyKind, hash: 'sha256' | 'sha512', pinned: 'root' | 'signer') => {
      const own = timestampAuthority('keys', { key, intermediate: true });
      const token = own.issue({ over: OVER, genTime: GEN_TIME, hash });
      const result = verify(token, pin(own[pinned]));
      return result.status === 'counts' ? result.algorithms : result;
    };
    expect(of('RSA-2048', 'sha256', 'root')).toEqual([
      'RSA below 3072 bits',
      'ECDSA P-256',
      'SHA-256',
    ]);
    expect(of('RSA-3072', 'sha256', 'signer')).toEqual(['RSA from 3072 bits', 'SHA-256']);
    expect(of('P-384', 'sha512', 'root')).toEqual([
      'ECDSA P-384',
      'ECDSA P-256',
      'SHA-512',
      'SHA-256',
    ]);
    expect(of('Ed25519', 'sha512', 'signer')).toEqual(['Ed25519', 'SHA-512']);
    expect(of('ML-DSA-65', 'sha256', 'root')).toEqual(['ML-DSA-65', 'ECDSA P-256', 'SHA-256']);
  });

  it('a token is post-quantum if all of its path is', () => {
    for (const rootKey of ['ML-DSA-65', 'ML-DSA-44'] as const) {
      const own = timestampAuthority('keys', { key: 'ML-DSA-65', rootKey, intermediate: true });
      const token = own.issue({ over: OVER, genTime: GEN_TIME });
      const expected = { ...COUNTS, signatureAlgorithm: 'ML-DSA-65', postQuantum: true };
      expect(verify(token, pin(own.root))).toEqual(expected);
      const strange = own.issue({ over: OVER, genTime: GEN_TIME, fault: 'root-other' });
      expect(verify(strange, pin(own.root))).toMatchObject({ kind: 'untrusted' });
    }
    const mixed = timestampAuthority('keys', { key: 'ML-DSA-65' });
    const token = mixed.issue({ over: OVER, genTime: GEN_TIME });
    expect(verify(token, pin(mixed.signer))).toMatchObject({ postQuantum: true });
  });
});

describe('a token in another form', () => {
  const text = (der: Uint8Array): string => Buffer.from(der).toString('base64');
  const pem = (body: string): string => `-----BEGIN PKCS7-----\n${body}\n-----END PKCS7-----\n`;
  const bare = (der: Uint8Array): Uint8Array => der.subarray(4 + 5);
  const bytes = (written: string): Uint8Array => Uint8Array.from(Buffer.from(written, 'latin1'));
  const other = (actual: string) => ({
    status: 'fault',
    kind: 'encoding',
    message: 'the token is right, but not in the encoding that counts',
    expected: 'one TimeStampResp in DER',
    actual,
  });

  it.each<[string, Uint8Array]>([
    ['BER of a TimeStampResp', issue({ fault: 'ber-length' })],
    ['BER of a TimeStampResp', issue({ fault: 'ber-indefinite' })],
    ['BER of a TimeStampResp', issue({ fault: 'ber-constructed' })],
    ['base64 text of a TimeStampResp', bytes(text(issue()))],
    [
      'base64 text of a TimeStampResp',
      bytes(` \r\n${text(issue()).replace(/.{64}/g, '$&\r\n')}\n`),
    ],
    ['PEM text of a TimeStampResp', bytes(pem(text(issue())))],
    ['a TimeStampToken alone', bare(issue())],
    ['PEM text of a TimeStampToken alone', bytes(pem(text(bare(issue()))))],
    ['base64 text, BER of a TimeStampResp', bytes(text(issue({ fault: 'ber-indefinite' })))],
    ['signed attributes out of order', issue({ fault: 'attributes-unsorted' })],
  ])('does not count, and is told to be %s', (form, token) => {
    expect(verify(token)).toEqual(other(form));
    expect(verify(token, pin(stranger.root))).toMatchObject({ kind: 'untrusted' });
  });

  it.each<[TokenFault, string]>([
    ['imprint-other', 'imprint'],
    ['signature-other', 'invalid'],
    ['eku-extra', 'invalid'],
    ['status-rejection', 'refused'],
    ['two-signers', 'malformed'],
    ['trailing-byte', 'malformed'],
  ])('hides no %s', (fault, kind) => {
    const token = issue({ fault });
    for (const form of [bytes(text(token)), bytes(pem(text(token)))])
      expect(verify(form)).toMatchObject({ kind });
  });

  it.each<[string, Uint8Array]>([
    ['no base64', bytes(`${text(issue())}!`)],
    ['base64 with unused bits', bytes(text(Uint8Array.of(0x30, 0x03)).replace(/.=$/, 'B='))],
    ['two blocks', bytes(pem(text(issue())).repeat(2))],
    ['something before the block', bytes(`subject=/CN=x\n${pem(text(issue()))}`)],
    ['base64 of base64', bytes(text(bytes(text(issue()))))],
    ['nothing', new Uint8Array(0)],
    ['white space', bytes(' '.repeat(1_000_000))],
    ['white space and something else', bytes(`${' '.repeat(1_000_000)}!`)],
  ])('is malformed if it is %s', (_, token) => {
    expect(verify(token)).toMatchObject({ kind: 'malformed' });
  });

  it('may be signed over its attributes in order, though they stand out of order', () => {
    // As received they verify (above); swapping two attributes of an ordered token leaves the signature over the order.
    const token = issue();
    const parsed = parseToken(token);
    if (!parsed.ok) throw new Error(parsed.reason);
    const [set = new Uint8Array(0)] = parsed.token.signer.signedOctets;
    const members = childrenOf(set);
    const [first = set, second = set] = members;
    const swapped = Buffer.concat([
      set.subarray(0, set.length - total(members)),
      second,
      first,
      ...members.slice(2),
    ]);
    swapped[0] = 0xa0;
    const received = Buffer.from(set);
    received[0] = 0xa0;
    const at = Buffer.from(token).indexOf(received);
    const altered = Uint8Array.from(token);
    altered.set(swapped, at);
    expect(verify(altered)).toEqual(other('signed attributes out of order'));
  });
});

describe('authorities', () => {
  it('count within their window, both ends included', () => {
    const base = pin(authority.root);
    const within = (validFrom: string, validUntil?: string): TokenResult =>
      verify(issue(), {
        ...base,
        window: {
          validFrom: at(validFrom),
          ...(validUntil === undefined ? {} : { validUntil: at(validUntil) }),
        },
      });
    expect(within(GEN_TIME, GEN_TIME)).toEqual(COUNTS);
    expect(within('2026-03-23T12:00:00.000000001Z')).toMatchObject({
      kind: 'untrusted',
      message: 'the token is from outside the window of its authority',
      expected: '2026-03-23T12:00:00.000000001Z to no end',
      actual: GEN_TIME,
    });
    expect(within('2025-01-01T00:00:00Z', '2026-03-23T11:59:59.999999999Z')).toMatchObject({
      kind: 'untrusted',
      expected: '2025-01-01T00:00:00Z to 2026-03-23T11:59:59.999999999Z',
    });
  });

  it('are tried in turn: the first one under which the token counts is named', () => {
    const window = {
      validFrom: at('2025-01-01T00:00:00Z'),
      validUntil: at('2025-12-31T00:00:00Z'),
    };
    const closed = { ...pin(authority.root), name: 'Closed', window };
    const open = { ...pin(authority.root), name: 'Open' };
    const other = { ...pin(stranger.root), name: 'Other' };
    expect(verify(issue(), other, closed, open)).toEqual({ ...COUNTS, authority: 'Open' });
    // Of several reasons the nearest to counting is told.
    expect(verify(issue(), other, closed)).toMatchObject({
      message: 'the token is from outside the window of its authority',
    });
    expect(verify(issue({ fault: 'eku-extra' }), other, closed, open)).toMatchObject({
      kind: 'invalid',
    });
  });

  it('count until just before they are revoked, and never if they were compromised', () => {
    const revoked = (window: Partial<KeyWindow>): TokenResult =>
      verify(issue(), {
        ...pin(authority.root),
        window: { validFrom: at('2025-01-01T00:00:00Z'), ...window },
      });
    const just = at('2026-03-23T12:00:00.000000001Z');
    expect(revoked({ revoked: { at: just, reason: 'ceased' } })).toEqual(COUNTS);
    expect(revoked({ revoked: { at: at(GEN_TIME), reason: 'superseded' } })).toMatchObject({
      kind: 'untrusted',
      expected: '2025-01-01T00:00:00Z to 2026-03-23T11:59:59.999999999Z',
    });
    const stolen = { at: at('2030-01-01T00:00:00Z'), reason: 'compromised' } as const;
    expect(revoked({ revoked: { ...stolen, compromisedSince: stolen.at } })).toMatchObject({
      kind: 'untrusted',
      message: 'no certificate of the signer is in the token or in the trust root',
    });
  });
});

describe('hostile tokens', () => {
  it.each<[string, Uint8Array, number, TimestampAuthority]>([
    ['bare', issue({ certificates: 'none', accuracy: { seconds: 1 } }), 1, pin(authority.signer)],
    ['with its certificates', issue(), 7, pin(authority.root)],
  ])(
    'a token %s counts with the same result or not at all, whichever bit is changed',
    (_, token, step, pinned) => {
      const expected = verify(token, pinned);
      expect(expected.status).toBe('counts');
      const counted: number[] = [];
      for (let offset = 0; offset < token.length; offset += step) {
        const altered = Uint8Array.from(token);
        altered[offset] = (altered[offset] ?? 0) ^ (1 << (offset % 8));
        const result = verify(altered, pinned);
        if (result.status === 'fault') continue;
        counted.push(offset);
        expect(result).toEqual(expected);
      }
      // What nobody reads may change: version numbers, the list of digests, a certificate that is pinned anyway.
      expect(counted.length).toBeLessThan(token.length / 20);
    },
  );

  it('is a fault if it is cut off anywhere', () => {
    const token = issue();
    for (let length = 0; length < token.length; length += 1)
      expect(verify(token.subarray(0, length))).toMatchObject({ kind: 'malformed' });
  });

  it('is too large, not malformed, if it holds more elements than are read', () => {
    const nulls = Buffer.alloc(40_000, Uint8Array.of(5, 0));
    const token = Buffer.concat([Uint8Array.of(0x30, 0x82, 0x9c, 0x40), nulls]);
    expect(verify(token)).toMatchObject({ kind: 'too-large' });
  });

  it('gives the same bytes for the same request', () => {
    expect(issue()).toEqual(issue());
    const again = timestampAuthority('unit', { key: 'P-256', intermediate: true });
    expect(again.signer).toEqual(authority.signer);
  });
});
