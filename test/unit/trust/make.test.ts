import { describe, expect, it } from 'vitest';
import { signingKey, spkiOf, testKeys, vkeyOf } from '../../../exporter/keys.js';
import { timestampAuthority } from '../../../exporter/timestamp-authority.js';
import { toBase64 } from '../../../src/base/encoding.js';
import { VerifierError } from '../../../src/base/errors.js';
import { makeTrustRoot, type TrustRootParts } from '../../../src/trust/make.js';

const keys = testKeys('make');
const base64 = (bytes: Uint8Array) => toBase64(new Uint8Array(bytes));
const pem = (bytes: Uint8Array, label = 'PUBLIC KEY') =>
  `-----BEGIN ${label}-----\n${base64(bytes).replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
const file = (text: string, from = 'file') => ({ text, from });

const PARTS: TrustRootParts = {
  name: 'Audit 2026',
  serial: 1,
  issuedAt: '2026-01-01T00:00:00Z',
  expiresAt: '2027-01-01T00:00:00Z',
  origin: keys.ledger.origin,
  suite: 'softqcos-v1',
  ledgerKeys: [
    file(pem(spkiOf(keys.ledger.mlDsa44.key)), 'b.pem'),
    file(pem(spkiOf(keys.ledger.ed25519.key)), 'a.pem'),
  ],
  attester: 'Export service',
  attesterKeys: [
    file(pem(spkiOf(keys.attester.ed25519))),
    file(base64(spkiOf(keys.attester.mlDsa65))),
  ],
  recorderKeys: [],
  certificates: [],
  requirements: ['completeness'],
  validFrom: '2026-01-01T00:00:00Z',
};
const refusal = (parts: Partial<TrustRootParts>): string => {
  try {
    makeTrustRoot({ ...PARTS, ...parts });
  } catch (error) {
    if (error instanceof VerifierError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
};

describe('making a trust root', () => {
  it('puts each key where its algorithm belongs, whatever the order of the files', () => {
    const { trustRoot, text } = makeTrustRoot(PARTS);
    const [keySet] = trustRoot.ledgers.get(keys.ledger.origin)?.keySets ?? [];
    expect(keySet?.ed25519.key.publicKey).toEqual(
      new Uint8Array(keys.ledger.ed25519.key.publicKey),
    );
    expect(keySet?.mldsa44.keyHash).toBe(vkeyOf(keys.ledger.mlDsa44).split('+')[1]);
    expect(trustRoot.attesters[0]?.keyPairs[0]?.mldsa65.publicKey).toEqual(
      new Uint8Array(keys.attester.mlDsa65.publicKey),
    );
    expect(trustRoot.requirements.has('completeness')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ name: 'Audit 2026', serial: 1 });
  });

  it('takes vkeys, recorder keys, certificates and a witness policy', () => {
    const [witness] = keys.witnesses;
    const authority = timestampAuthority('make');
    const { trustRoot } = makeTrustRoot({
      ...PARTS,
      ledgerKeys: [file(vkeyOf(keys.ledger.ed25519)), file(vkeyOf(keys.ledger.mlDsa44))],
      recorderKeys: [file(pem(spkiOf(keys.recorder.key)))],
      certificates: [file(pem(authority.root, 'CERTIFICATE'), 'tsa.pem')],
      witnessPolicy: `witness w ${witness === undefined ? '' : vkeyOf(witness)}\nquorum w\n`,
    });
    expect(trustRoot.recorders[0]?.keys.length).toBe(1);
    expect(trustRoot.timestampAuthorities[0]?.name).toBe('tsa.pem');
    expect(trustRoot.witnessPolicy?.quorum).toBe('w');
  });

  it('refuses half a pair, a pair of one kind, and a key of another algorithm', () => {
    expect(refusal({ ledgerKeys: PARTS.ledgerKeys.slice(0, 1) })).toMatch(
      /needs one Ed25519 and one ML-DSA-44 key, and was given ML-DSA-44/,
    );
    expect(refusal({ ledgerKeys: [] })).toMatch(/was given none/);
    expect(refusal({ attesterKeys: PARTS.ledgerKeys })).toMatch(
      /needs one Ed25519 and one ML-DSA-65 key/,
    );
    const other = file(pem(spkiOf(signingKey('Ed25519', new Uint8Array(32).fill(7)))), 'r.pem');
    expect(refusal({ recorderKeys: [other] })).toMatch(
      /^ERR_TRUST_ROOT_INVALID: r\.pem: the key is of Ed25519/,
    );
  });

  it('refuses one key in two places, a private key and what is no key, naming the file and never the key', () => {
    expect(
      refusal({ attesterKeys: [...PARTS.attesterKeys.slice(1), ...PARTS.ledgerKeys.slice(1)] }),
    ).toMatch(/ERR_TRUST_ROOT_INVALID/);
    const secret = pem(new Uint8Array(48).fill(1), 'PRIVATE KEY');
    expect(refusal({ recorderKeys: [file(secret, 'secret.pem')] })).toBe(
      'ERR_TRUST_ROOT_INVALID: secret.pem: this is a private key',
    );
    expect(refusal({ recorderKeys: [file('hello', 'note.txt')] })).toMatch(/note\.txt/);
    expect(refusal({ certificates: [file('hello', 'tsa.pem')] })).toMatch(/tsa\.pem/);
  });
});
