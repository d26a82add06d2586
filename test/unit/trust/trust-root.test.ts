import { createHash, generateKeyPairSync } from 'node:crypto';
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { vkeyOf } from '../../../exporter/keys.js';
import { parseTime, utf8 } from '../../../src/base/encoding.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { keyHash } from '../../../src/trust/vkey.js';
import { certificateOf } from '../../support/certificates.js';
import {
  base64,
  bytesOf,
  CERTIFICATE,
  fullRoot,
  KEYS,
  MORE,
  type MutableRoot,
  OTHER,
  OTHER_CERTIFICATE,
  refusalOf,
  spki,
  TSA_SPKI,
} from './fixture.js';

/** The one item of a list. */
function only<T>(items: readonly T[] | undefined): T {
  const [item] = items ?? [];
  if (item === undefined) throw new Error('no item');
  return item;
}
const ledger = (root: MutableRoot) => only(root.ledgers);
const keySet = (root: MutableRoot) => only(ledger(root).key_sets);
const attester = (root: MutableRoot) => only(root.attesters);
const keyPair = (root: MutableRoot) => only(attester(root).key_pairs);
const recorder = (root: MutableRoot) => only(root.recorders);
const recorderKey = (root: MutableRoot) => only(recorder(root).keys);
const authority = (root: MutableRoot) => only(root.timestamp_authorities);

describe('loadTrustRoot', () => {
  it('loads every part to typed values', () => {
    const bytes = bytesOf(fullRoot());
    const root = loadTrustRoot(bytes);
    expect(root.sha3_256).toBe(createHash('sha3-256').update(bytes).digest('hex'));
    expect(root).toMatchObject({
      serial: 1,
      issuedAt: parseTime('2026-01-01T00:00:00Z'),
      expiresAtText: '2036-01-01T00:00:00Z',
    });
    const set = only(root.ledgers.get(KEYS.ledger.origin)?.keySets);
    expect(set.ed25519).toMatchObject({
      name: KEYS.ledger.origin,
      type: 1,
      key: { algorithm: 'Ed25519' },
    });
    expect(set.mldsa44).toMatchObject({ type: 6, key: { algorithm: 'ML-DSA-44' } });
    expect(set.window).toEqual({
      validFrom: parseTime('2026-01-01T00:00:00Z'),
      validUntil: parseTime('2027-01-01T00:00:00Z'),
    });
    const pair = only(only(root.attesters).keyPairs);
    expect([pair.ed25519.algorithm, pair.mldsa65.algorithm]).toEqual(['Ed25519', 'ML-DSA-65']);
    expect([...only(root.attesters).ledgers]).toEqual([KEYS.ledger.origin]);
    expect(only(only(root.recorders).keys).mldsa65.publicKey).toEqual(
      new Uint8Array(KEYS.recorder.key.publicKey),
    );
    expect(only(only(root.timestampAuthorities).certificates).der).toEqual(
      new Uint8Array(Buffer.from(CERTIFICATE, 'base64')),
    );
    expect(root.witnessPolicy?.witnesses.map(({ noteKey }) => noteKey.type)).toEqual([4, 6, 4]);
    expect([...root.requirements]).toEqual(['inclusion', 'checkpoint', 'attestation', 'timestamp']);
  });

  it('loads keys that verify what their owners signed', () => {
    const root = loadTrustRoot(bytesOf(fullRoot()));
    const pair = only(only(root.attesters).keyPairs);
    const message = utf8('m');
    expect(pair.ed25519.verify(message, KEYS.attester.ed25519.sign(message))).toBe(true);
    expect(pair.mldsa65.verify(message, KEYS.attester.mlDsa65.sign(message))).toBe(true);
    expect(pair.ed25519.verify(message, MORE.attester.ed25519.sign(message))).toBe(false);
  });

  it('accepts any layout of the file, and its digest is of the bytes', () => {
    const compact = loadTrustRoot(bytesOf(fullRoot()));
    const pretty = loadTrustRoot(bytesOf(fullRoot(), 2));
    expect(pretty.sha3_256).not.toBe(compact.sha3_256);
    expect(pretty.name).toBe(compact.name);
  });

  it('needs ledgers alone: every other part is optional', () => {
    const { format, name, serial, issued_at, expires_at, ledgers } = fullRoot();
    const root = loadTrustRoot(bytesOf({ format, name, serial, issued_at, expires_at, ledgers }));
    expect(root.witnessPolicy).toBeUndefined();
    expect([root.attesters, root.recorders, root.timestampAuthorities]).toEqual([[], [], []]);
    expect([...root.requirements]).toEqual(['inclusion', 'checkpoint', 'attestation']);
  });

  it('takes the two vkeys of a key set in any order', () => {
    const root = fullRoot();
    keySet(root).vkeys.reverse();
    const set = only(loadTrustRoot(bytesOf(root)).ledgers.get(KEYS.ledger.origin)?.keySets);
    expect([set.ed25519.type, set.mldsa44.type]).toEqual([1, 6]);
  });

  it('accepts windows and trust roots that begin and end at one instant', () => {
    const root = fullRoot();
    root.expires_at = root.issued_at;
    keySet(root).valid_until = keySet(root).valid_from;
    expect(loadTrustRoot(bytesOf(root)).expiresAt).toBe(parseTime('2026-01-01T00:00:00Z'));
  });

  it('keeps revocations', () => {
    const root = fullRoot();
    keyPair(root).revoked = {
      at: '2026-05-01T00:00:00Z',
      reason: 'compromised',
      compromised_since: '2026-04-01T00:00:00Z',
    };
    recorderKey(root).revoked = { at: '2026-05-01T00:00:00Z', reason: 'ceased' };
    const loaded = loadTrustRoot(bytesOf(root));
    expect(only(only(loaded.attesters).keyPairs).window.revoked).toEqual({
      at: parseTime('2026-05-01T00:00:00Z'),
      reason: 'compromised',
      compromisedSince: parseTime('2026-04-01T00:00:00Z'),
    });
    expect(only(only(loaded.recorders).keys).window.revoked).toEqual({
      at: parseTime('2026-05-01T00:00:00Z'),
      reason: 'ceased',
    });
  });

  it('accepts a renewed certificate of one key within one authority', () => {
    const root = fullRoot();
    authority(root).certificates.push(base64(certificateOf(TSA_SPKI, 2)));
    expect(only(loadTrustRoot(bytesOf(root)).timestampAuthorities).certificates).toHaveLength(2);
  });
});

const IDENTITY = Buffer.concat([Uint8Array.of(1), Buffer.alloc(31)]);
/** A point of order L plus a point of order 8. */
const MIXED = ed25519.Point.BASE.add(
  ed25519.Point.fromHex(ED25519_TORSION_SUBGROUP[1] ?? ''),
).toBytes();
const ED_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const edSpki = (raw: Uint8Array): string => base64(Buffer.concat([ED_PREFIX, raw]));
const edVkey = (name: string, raw: Uint8Array, type = 1): string =>
  `${name}+${keyHash(name, type, raw)}+${base64(Buffer.concat([Uint8Array.of(type), raw]))}`;
const origin = KEYS.ledger.origin;
const lines = (root: MutableRoot): string[] => root.witness_policy.split('\n');

type Fault = readonly [
  title: string,
  change: (root: MutableRoot) => void,
  place: string,
  what: string,
];

const FAULTS: readonly Fault[] = [
  // The closed form.
  [
    'another format',
    (r) => {
      r['format'] = 'softqcos.trust-root/v2';
    },
    '/format',
    'must be "softqcos.trust-root/v1"',
  ],
  [
    'an unknown member',
    (r) => {
      r['comment'] = 'x';
    },
    '/',
    'member "comment" has no place here',
  ],
  [
    'an unknown member deep inside',
    (r) => {
      keySet(r)['note'] = 'x';
    },
    '/ledgers/0/key_sets/0',
    'member "note" has no place here',
  ],
  [
    'no name',
    (r) => {
      Reflect.deleteProperty(r, 'name');
    },
    '/',
    'member "name" is missing',
  ],
  [
    'no ledger',
    (r) => {
      r.ledgers = [];
    },
    '/ledgers',
    'must be an array of at least 1 items',
  ],
  [
    'an unknown suite',
    (r) => {
      ledger(r).suite = 'softqcos-v2';
    },
    '/ledgers/0/suite',
    'must be one of',
  ],
  [
    'an unknown requirement',
    (r) => {
      r.requirements.push('quorum');
    },
    '/requirements/2',
    'must be one of',
  ],
  [
    'a requirement twice',
    (r) => {
      r.requirements.push('timestamp');
    },
    '/requirements',
    'are equal',
  ],
  [
    'a serial that is no whole number',
    (r) => {
      r.serial = 1.5;
    },
    '/serial',
    'must be a whole number',
  ],
  [
    'an origin with a space',
    (r) => {
      ledger(r).origin = 'a b';
    },
    '/ledgers/0/origin',
    'must be an origin',
  ],
  // Times.
  [
    'a time that does not exist',
    (r) => {
      r.issued_at = '2026-02-30T00:00:00Z';
    },
    '/issued_at',
    'must be a real time',
  ],
  [
    'a time with an offset',
    (r) => {
      keySet(r).valid_from = '2026-01-01T00:00:00+01:00';
    },
    '/ledgers/0/key_sets/0/valid_from',
    'must be a real time',
  ],
  [
    'expiry before issue',
    (r) => {
      r.expires_at = '2025-12-31T23:59:59.999999999Z';
    },
    '/expires_at',
    'the trust root expires before it was issued',
  ],
  [
    'a key set that ends before it begins',
    (r) => {
      keySet(r).valid_until = '2025-12-31T23:59:59Z';
    },
    '/ledgers/0/key_sets/0/valid_until',
    'the window ends before it begins',
  ],
  [
    'a key pair that ends before it begins',
    (r) => {
      keyPair(r).valid_until = '2025-01-01T00:00:00Z';
    },
    '/attesters/0/key_pairs/0/valid_until',
    'the window ends before it begins',
  ],
  [
    'a recorder key that ends before it begins',
    (r) => {
      recorderKey(r).valid_until = '2025-01-01T00:00:00Z';
    },
    '/recorders/0/keys/0/valid_until',
    'the window ends before it begins',
  ],
  [
    'an authority that ends before it begins',
    (r) => {
      authority(r).valid_until = '2024-01-01T00:00:00Z';
    },
    '/timestamp_authorities/0/valid_until',
    'the window ends before it begins',
  ],
  // Revocations.
  [
    'compromised without a time',
    (r) => {
      keyPair(r).revoked = { at: '2026-05-01T00:00:00Z', reason: 'compromised' };
    },
    '/attesters/0/key_pairs/0/revoked',
    'member "compromised_since" is missing',
  ],
  [
    'superseded with compromised_since',
    (r) => {
      keyPair(r).revoked = {
        at: '2026-05-01T00:00:00Z',
        reason: 'superseded',
        compromised_since: '2026-05-01T00:00:00Z',
      };
    },
    '/attesters/0/key_pairs/0/revoked/compromised_since',
    'the value has no place here',
  ],
  [
    'an unknown reason',
    (r) => {
      keyPair(r).revoked = { at: '2026-05-01T00:00:00Z', reason: 'lost' };
    },
    '/attesters/0/key_pairs/0/revoked/reason',
    'must be one of',
  ],
  [
    'a revocation without a time',
    (r) => {
      keyPair(r).revoked = { reason: 'ceased' };
    },
    '/attesters/0/key_pairs/0/revoked',
    'member "at" is missing',
  ],
  // Ledgers and their key sets.
  [
    'two entries of one origin',
    (r) => {
      r.ledgers.push({
        ...ledger(r),
        key_sets: [
          { ...keySet(r), vkeys: [vkeyOf(MORE.ledger.ed25519), vkeyOf(MORE.ledger.mlDsa44)] },
        ],
      });
    },
    '/ledgers/1/origin',
    'this ledger is already listed',
  ],
  [
    'one vkey',
    (r) => {
      keySet(r).vkeys.pop();
    },
    '/ledgers/0/key_sets/0/vkeys',
    'must be an array of at least 2 items',
  ],
  [
    'three vkeys',
    (r) => {
      keySet(r).vkeys.push(vkeyOf(MORE.ledger.ed25519));
    },
    '/ledgers/0/key_sets/0/vkeys',
    'must be an array of at most 2 items',
  ],
  [
    'two vkeys of type 0x01',
    (r) => {
      keySet(r).vkeys[1] = vkeyOf(MORE.ledger.ed25519);
    },
    '/ledgers/0/key_sets/0/vkeys',
    'a key set is one vkey of type 0x01 and one of type 0x06',
  ],
  [
    'two vkeys of type 0x06',
    (r) => {
      keySet(r).vkeys[0] = vkeyOf(MORE.ledger.mlDsa44);
    },
    '/ledgers/0/key_sets/0/vkeys',
    'a key set is one vkey of type 0x01 and one of type 0x06',
  ],
  [
    'a vkey of type 0x04',
    (r) => {
      keySet(r).vkeys[0] = edVkey(origin, MORE.ledger.ed25519.key.publicKey, 4);
    },
    '/ledgers/0/key_sets/0/vkeys/0',
    'the vkey is of type 0x04, and 0x01 or 0x06 is expected',
  ],
  [
    'a vkey of another name',
    (r) => {
      keySet(r).vkeys[0] = vkeyOf(OTHER.ledger.ed25519);
    },
    '/ledgers/0/key_sets/0/vkeys/0',
    'the vkey does not bear the name of its ledger',
  ],
  [
    'a vkey with another key id',
    (r) => {
      keySet(r).vkeys[0] = keySet(r).vkeys[0]?.replace(/\+[0-9a-f]{8}\+/, '+00000000+') ?? '';
    },
    '/ledgers/0/key_sets/0/vkeys/0',
    'the key id in the vkey does not agree',
  ],
  [
    'an SPKI in the place of a vkey',
    (r) => {
      keySet(r).vkeys[0] = spki(KEYS.attester.ed25519);
    },
    '/ledgers/0/key_sets/0/vkeys/0',
    'must be a C2SP vkey',
  ],
  [
    'a vkey of small order',
    (r) => {
      keySet(r).vkeys[0] = edVkey(origin, IDENTITY);
    },
    '/ledgers/0/key_sets/0/vkeys/0',
    'small order',
  ],
  [
    'a vkey of mixed order',
    (r) => {
      keySet(r).vkeys[0] = edVkey(origin, MIXED);
    },
    '/ledgers/0/key_sets/0/vkeys/0',
    'mixed order',
  ],
  // Keys of attesters and recorders.
  [
    'a key of small order',
    (r) => {
      keyPair(r).ed25519 = edSpki(IDENTITY);
    },
    '/attesters/0/key_pairs/0/ed25519',
    'small order',
  ],
  [
    'a key of mixed order',
    (r) => {
      keyPair(r).ed25519 = edSpki(MIXED);
    },
    '/attesters/0/key_pairs/0/ed25519',
    'mixed order',
  ],
  [
    'a key of another algorithm',
    (r) => {
      keyPair(r).ed25519 = spki(MORE.attester.mlDsa65);
    },
    '/attesters/0/key_pairs/0/ed25519',
    'the key is of ML-DSA-65, and Ed25519 is expected',
  ],
  [
    'ML-DSA-44 in the place of ML-DSA-65',
    (r) => {
      keyPair(r).ml_dsa_65 = spki(MORE.ledger.mlDsa44.key);
    },
    '/attesters/0/key_pairs/0/ml_dsa_65',
    'the key is of ML-DSA-44, and ML-DSA-65 is expected',
  ],
  [
    'Ed25519 in the place of a recorder key',
    (r) => {
      recorderKey(r).ml_dsa_65 = spki(MORE.attester.ed25519);
    },
    '/recorders/0/keys/0/ml_dsa_65',
    'the key is of Ed25519, and ML-DSA-65 is expected',
  ],
  [
    'a raw key in the place of an SPKI',
    (r) => {
      keyPair(r).ed25519 = base64(MORE.attester.ed25519.publicKey);
    },
    '/attesters/0/key_pairs/0/ed25519',
    'the bytes are not the DER of a public key (SPKI)',
  ],
  [
    'a PEM in the place of base64',
    (r) => {
      keyPair(r).ed25519 =
        `-----BEGIN PUBLIC KEY-----\n${keyPair(r).ed25519}\n-----END PUBLIC KEY-----\n`;
    },
    '/attesters/0/key_pairs/0/ed25519',
    'must be a public key: SPKI DER in canonical base64',
  ],
  [
    'a pair without its second key',
    (r) => {
      Reflect.deleteProperty(keyPair(r), 'ml_dsa_65');
    },
    '/attesters/0/key_pairs/0',
    'member "ml_dsa_65" is missing',
  ],
  // One key, one place.
  [
    'a key pair listed twice',
    (r) => {
      attester(r).key_pairs.push(structuredClone(keyPair(r)));
    },
    '/attesters/0/key_pairs/1/ed25519',
    'this key already stands at /attesters/0/key_pairs/0/ed25519',
  ],
  [
    'half of a key pair in another pair',
    (r) => {
      attester(r).key_pairs.push({ ...keyPair(r), ed25519: spki(MORE.attester.ed25519) });
    },
    '/attesters/0/key_pairs/1/ml_dsa_65',
    'this key already stands at /attesters/0/key_pairs/0/ml_dsa_65',
  ],
  [
    'a key of two attesters',
    (r) => {
      r.attesters.push({ ...structuredClone(attester(r)), name: 'Other' });
    },
    '/attesters/1/key_pairs/0/ed25519',
    'this key already stands at /attesters/0/key_pairs/0/ed25519',
  ],
  [
    "the attester's key as the recorder's",
    (r) => {
      recorderKey(r).ml_dsa_65 = keyPair(r).ml_dsa_65;
    },
    '/recorders/0/keys/0/ml_dsa_65',
    'this key already stands at /attesters/0/key_pairs/0/ml_dsa_65',
  ],
  [
    "the ledger's Ed25519 key as the attester's",
    (r) => {
      keyPair(r).ed25519 = spki(KEYS.ledger.ed25519.key);
    },
    '/attesters/0/key_pairs/0/ed25519',
    'this key already stands at /ledgers/0/key_sets/0/vkeys/0',
  ],
  [
    'a key of two ledgers',
    (r) => {
      r.ledgers.push({
        ...ledger(r),
        origin: 'b',
        key_sets: [
          {
            ...keySet(r),
            vkeys: [
              edVkey('b', KEYS.ledger.ed25519.key.publicKey),
              vkeyOf({ ...OTHER.ledger.mlDsa44, name: 'b' }),
            ],
          },
        ],
      });
    },
    '/ledgers/1/key_sets/0/vkeys/0',
    'this key already stands at /ledgers/0/key_sets/0/vkeys/0',
  ],
  [
    'a key in two key sets',
    (r) => {
      ledger(r).key_sets.push({
        ...keySet(r),
        vkeys: [vkeyOf(MORE.ledger.ed25519), vkeyOf(KEYS.ledger.mlDsa44)],
      });
    },
    '/ledgers/0/key_sets/1/vkeys/1',
    'this key already stands at /ledgers/0/key_sets/0/vkeys/1',
  ],
  [
    "a ledger's key as a witness's",
    (r) => {
      r.witness_policy = `witness w ${edVkey('w', KEYS.ledger.ed25519.key.publicKey, 4)}\nquorum w\n`;
    },
    '/witness_policy, line 1',
    'this key already stands at /ledgers/0/key_sets/0/vkeys/0',
  ],
  [
    "a witness's key as an attester's",
    (r) => {
      keyPair(r).ed25519 = spki(KEYS.witnesses[2]?.key ?? KEYS.attester.ed25519);
    },
    '/attesters/0/key_pairs/0/ed25519',
    'this key already stands at /witness_policy, line 3',
  ],
  [
    "an attester's key in a certificate",
    (r) => {
      authority(r).certificates.push(
        base64(certificateOf(Buffer.from(keyPair(r).ed25519, 'base64'))),
      );
    },
    '/timestamp_authorities/0/certificates/1',
    'this key already stands at /attesters/0/key_pairs/0/ed25519',
  ],
  [
    'a certificate twice',
    (r) => {
      authority(r).certificates.push(CERTIFICATE);
    },
    '/timestamp_authorities/0/certificates/1',
    'this certificate is listed twice',
  ],
  [
    'a key of two authorities',
    (r) => {
      r.timestamp_authorities.push({
        ...authority(r),
        name: 'b',
        certificates: [base64(certificateOf(TSA_SPKI, 2))],
      });
    },
    '/timestamp_authorities/1/certificates/0',
    'this key already stands at /timestamp_authorities/0/certificates/0',
  ],
  // Certificates.
  [
    'a certificate with bytes after it',
    (r) => {
      authority(r).certificates = [
        base64(Buffer.concat([Buffer.from(CERTIFICATE, 'base64'), Buffer.alloc(3)])),
      ];
    },
    '/timestamp_authorities/0/certificates/0',
    'the certificate cannot be used',
  ],
  [
    'two certificates in one',
    (r) => {
      authority(r).certificates = [
        base64(
          Buffer.concat([
            Buffer.from(CERTIFICATE, 'base64'),
            Buffer.from(OTHER_CERTIFICATE, 'base64'),
          ]),
        ),
      ];
    },
    '/timestamp_authorities/0/certificates/0',
    'the certificate cannot be used',
  ],
  [
    'a public key as a certificate',
    (r) => {
      authority(r).certificates = [base64(TSA_SPKI)];
    },
    '/timestamp_authorities/0/certificates/0',
    'the certificate cannot be used',
  ],
  // The witness policy.
  [
    'quorum none',
    (r) => {
      r.witness_policy = 'quorum none\n';
    },
    '/witness_policy, line 1',
    'a quorum of none proves nothing',
  ],
  [
    'a log line',
    (r) => {
      r.witness_policy = `log ${vkeyOf(KEYS.ledger.ed25519)}\n${r.witness_policy}`;
    },
    '/witness_policy, line 1',
    'a log line has no place here',
  ],
  [
    'a policy of no lines',
    (r) => {
      r.witness_policy = '';
    },
    '/witness_policy, line 1',
    'the quorum line is missing',
  ],
  [
    'a policy with an unknown word',
    (r) => {
      r.witness_policy = `${r.witness_policy}require all\n`;
    },
    '/witness_policy, line 6',
    'the line is not a witness, group or quorum line',
  ],
  [
    'a witness twice under two names',
    (r) => {
      r.witness_policy = [lines(r)[0], lines(r)[0]?.replace('w1', 'w9'), 'quorum w1', ''].join(
        '\n',
      );
    },
    '/witness_policy, line 2',
    'the key is already that of the witness of line 1',
  ],
  [
    'a witness with the name of a ledger',
    (r) => {
      r.witness_policy = `witness w ${edVkey(origin, MORE.attester.ed25519.publicKey, 4)}\nquorum w\n`;
    },
    '/witness_policy, line 1',
    'the witness bears the name of a ledger',
  ],
];

describe('one fault each', () => {
  it.each(FAULTS)('refuses %s', (_, change, place, what) => {
    const root = fullRoot();
    change(root);
    const error = refusalOf(bytesOf(root, 1));
    expect(error.code).toBe('ERR_TRUST_ROOT_INVALID');
    expect(error.message.startsWith(`${place}: `), error.message).toBe(true);
    expect(error.message).toContain(what);
    expect(error.hint).toMatch(/^[A-Z].*[.]$/s);
  });

  it('refuses two keys that a signature line could not tell apart', () => {
    // Any 1312 bytes are an ML-DSA-44 key, so a collision of the four bytes takes some 2^16 tries.
    const seen = new Map<string, Uint8Array>();
    let pair: readonly [Uint8Array, Uint8Array] | undefined;
    for (let n = 0; pair === undefined; n += 1) {
      const key = new Uint8Array(1312);
      new DataView(key.buffer).setUint32(0, n);
      const hash = keyHash(origin, 6, key);
      const other = seen.get(hash);
      if (other !== undefined) pair = [other, key];
      seen.set(hash, key);
    }
    const root = fullRoot();
    const set = keySet(root);
    const [a, b] = pair;
    ledger(root).key_sets = [
      { ...set, vkeys: [vkeyOf(KEYS.ledger.ed25519), edVkey(origin, a, 6)] },
      { ...set, vkeys: [vkeyOf(MORE.ledger.ed25519), edVkey(origin, b, 6)] },
    ];
    expect(refusalOf(bytesOf(root)).message).toBe(
      '/ledgers/0/key_sets/1/vkeys/1: this key has the name and key id of the one at /ledgers/0/key_sets/0/vkeys/1',
    );
  });
});

describe('the text of the file', () => {
  const text = JSON.stringify(fullRoot(), undefined, 1);
  it.each([
    [
      'a name twice',
      text.replace('"serial": 1', '"serial": 1, "serial": 2'),
      /^line \d+, column \d+: a name stands twice/,
    ],
    [
      'a name twice, once escaped',
      text.replace('"serial": 1', '"serial": 1, "\\u0073erial": 2'),
      /a name stands twice/,
    ],
    [
      'a byte-order mark',
      `\ufeff${text}`,
      /^line 1, column 1: the text begins with a byte-order mark/,
    ],
    ['a comment', `// mine\n${text}`, /^line 1, column 1: a value is expected/],
    ['something after it', `${text}x`, /something stands after the value/],
    [
      'nesting too deep',
      text.replace('"serial": 1', `"serial": ${'['.repeat(16)}${']'.repeat(16)}`),
      /the nesting is deeper than 16/,
    ],
    ['nothing', '', /^line 1, column 1: the text ends too early/],
    ['an array', '[]', /^\/: must be an object/],
    ['null', 'null', /^\/: must be an object/],
  ])('refuses %s', (_, bytes, message) => {
    expect(refusalOf(utf8(bytes)).message).toMatch(message);
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = utf8(text);
    bytes[bytes.length - 5] = 0xff;
    expect(refusalOf(bytes).message).toContain('not valid UTF-8');
  });
});

describe('private keys anywhere in the file', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const der = base64(privateKey.export({ type: 'pkcs8', format: 'der' }));
  const jwk = privateKey.export({ format: 'jwk' });
  const places: readonly (readonly [string, (root: MutableRoot) => void, string])[] = [
    [
      'in the place of a public key',
      (r) => {
        keyPair(r).ed25519 = der;
      },
      '/attesters/0/key_pairs/0/ed25519',
    ],
    [
      'as PEM in a name',
      (r) => {
        r.name = pem;
      },
      '/name',
    ],
    [
      'as a JWK in the place of a key',
      (r) => {
        keyPair(r)['ed25519'] = jwk as never;
      },
      '/attesters/0/key_pairs/0/ed25519',
    ],
    [
      'as the text of a JWK',
      (r) => {
        keyPair(r).ed25519 = JSON.stringify(jwk);
      },
      '/attesters/0/key_pairs/0/ed25519',
    ],
    [
      'as a certificate',
      (r) => {
        authority(r).certificates = [der];
      },
      '/timestamp_authorities/0/certificates/0',
    ],
    [
      'in a comment of the policy',
      (r) => {
        r.witness_policy = `# ${der}\n${r.witness_policy}`;
      },
      '/witness_policy',
    ],
    [
      'in an unknown member',
      (r) => {
        r['backup'] = [der];
      },
      '/backup/0',
    ],
    [
      'as the name of a member',
      (r) => {
        keySet(r)[der] = 1;
      },
      '/ledgers/0/key_sets/0',
    ],
  ];

  it.each(places)('are refused %s, and never echoed', (_, change, place) => {
    const root = fullRoot();
    change(root);
    const error = refusalOf(bytesOf(root));
    expect(error.message).toBe(`${place}: there is a private key here`);
    expect(`${error.message} ${error.hint}`).not.toContain(der.slice(20, 40));
  });

  it('are named when the file itself is one, or is not JSON', () => {
    expect(refusalOf(utf8(pem)).message).toBe('/: the file holds a private key');
    expect(refusalOf(utf8(`{"name": "${der}",}`)).message).toBe('/: the file holds a private key');
    expect(refusalOf(utf8(JSON.stringify(jwk))).message).toBe('/: there is a private key here');
  });
});
