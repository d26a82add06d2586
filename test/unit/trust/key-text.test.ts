import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signingKey, spkiOf, vkeyOf } from '../../../exporter/keys.js';
import { utf8 } from '../../../src/base/encoding.js';
import { loadKeyText, loadSpki } from '../../../src/trust/key-text.js';
import { keyHash, loadVkey, parseVkey } from '../../../src/trust/vkey.js';
import { certificateOf } from '../../support/certificates.js';

const seed = new Uint8Array(32).fill(7);
const KEYS = (['Ed25519', 'ML-DSA-44', 'ML-DSA-65'] as const).map((algorithm) => {
  const key = signingKey(algorithm, seed);
  return { algorithm, key, der: Buffer.from(spkiOf(key)) };
});
const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')}\n-----END ${label}-----\n`;
const [ed] = KEYS;
if (ed === undefined) throw new Error('no key');

/** An Ed25519 vkey with any parts. */
const vkey = (
  name: string,
  type: number,
  publicKey: Uint8Array,
  hash = keyHash(name, type, publicKey),
): string => `${name}+${hash}+${Buffer.from([type, ...publicKey]).toString('base64')}`;

function reasonOf(text: string): string {
  const result = loadKeyText(text);
  if (result.ok) throw new Error('accepted');
  expect(result.hint).toMatch(/\.$/);
  return result.reason;
}

describe('loadKeyText', () => {
  it.each(KEYS)(
    'loads $algorithm as PEM, base64 and JWK, and they are one key',
    ({ algorithm, key, der }) => {
      const raw = Buffer.from(key.publicKey).toString('base64url');
      const jwk =
        algorithm === 'Ed25519'
          ? { kty: 'OKP', crv: 'Ed25519', x: raw, kid: 'any', use: 'sig' }
          : { kty: 'AKP', alg: algorithm, pub: raw };
      const texts = [
        ['pem', pem('PUBLIC KEY', der)],
        ['pem', `subject=somebody\n${pem('PUBLIC KEY', der)}`],
        ['spki', der.toString('base64')],
        ['spki', ` ${der.toString('base64').replace(/(.{64})/g, '$1\n')}\n`],
        ['jwk', JSON.stringify(jwk, undefined, 2)],
      ] as const;
      for (const [form, text] of texts) {
        const loaded = loadKeyText(text);
        expect(loaded).toMatchObject({ ok: true, form, key: { algorithm } });
        if (loaded.ok) {
          expect(loaded.key.publicKey).toEqual(new Uint8Array(key.publicKey));
          expect(loaded.key.verify(utf8('m'), key.sign(utf8('m')))).toBe(true);
        }
      }
    },
  );

  it('loads vkeys of the three types, with their names', () => {
    for (const [type, entry] of [
      [1, KEYS[0]],
      [4, KEYS[0]],
      [6, KEYS[1]],
    ] as const) {
      if (entry === undefined) throw new Error('no key');
      const text = vkeyOf({ name: 'a.example/b', type, key: entry.key });
      expect(loadKeyText(text)).toMatchObject({
        ok: true,
        form: 'vkey',
        key: { algorithm: entry.algorithm },
        noteKey: { name: 'a.example/b', type, keyHash: text.split('+')[1] },
      });
    }
  });

  it('loads the vkey of the C2SP signed-note specification and verifies its example', () => {
    const loaded = loadKeyText(
      'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    );
    if (!loaded.ok) throw new Error(loaded.reason);
    const blob = Buffer.from(
      'Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=',
      'base64',
    );
    expect(blob.subarray(0, 4).toString('hex')).toBe(loaded.noteKey?.keyHash);
    expect(loaded.key.verify(utf8('This is an example message.\n'), blob.subarray(4))).toBe(true);
    expect(loaded.key.verify(utf8('This is an example message?\n'), blob.subarray(4))).toBe(false);
  });

  it('names certificates, other algorithms and broken containers', () => {
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
      type: 'spki',
      format: 'der',
    });
    expect(reasonOf(p256.toString('base64'))).toBe(
      'the public key is not of Ed25519, ML-DSA-44 or ML-DSA-65',
    );
    expect(reasonOf(Buffer.from(certificateOf(p256)).toString('base64'))).toBe(
      'this is a certificate, and a public key is expected',
    );
    expect(reasonOf(pem('CERTIFICATE', certificateOf(p256)))).toBe(
      'the PEM block is not a PUBLIC KEY',
    );
    expect(reasonOf(pem('PUBLIC KEY', ed.der).repeat(2))).toBe(
      'the text holds more than one PEM block',
    );
    expect(reasonOf(pem('PUBLIC KEY', ed.der).replace('END PUBLIC', 'END OTHER'))).toBe(
      'the two ends of the PEM block differ',
    );
    expect(reasonOf(pem('PUBLIC KEY', ed.der).slice(0, 60))).toBe('the PEM block is not complete');
    expect(reasonOf(Buffer.concat([ed.der, Buffer.alloc(1)]).toString('base64'))).toBe(
      'the bytes are not the DER of a public key (SPKI)',
    );
    expect(reasonOf(ed.der.toString('base64').slice(0, -1))).toBe(
      'the key is not canonical base64',
    );
    expect(reasonOf('')).toBe('the key is not canonical base64');
    // RFC 8410 §3: the parameters are absent, also not NULL.
    const withNull = Buffer.from(
      `302c300706032b65700500032100${Buffer.from(ed.key.publicKey).toString('hex')}`,
      'hex',
    );
    expect(reasonOf(withNull.toString('base64'))).toBe(
      'the public key is not of Ed25519, ML-DSA-44 or ML-DSA-65',
    );
  });

  it('refuses JWKs that are not one public signature key', () => {
    const x = Buffer.from(ed.key.publicKey).toString('base64url');
    expect(reasonOf(`{"kty":"OKP","crv":"Ed25519","x":"${x}","x":"${x}"}`)).toContain(
      'a name stands twice',
    );
    expect(reasonOf(`{"kty":"OKP","crv":"Ed25519","x":"${x}=" }`)).toBe(
      'member x of the JWK is not canonical base64url',
    );
    expect(reasonOf('{"kty":"OKP","crv":"Ed25519"}')).toBe(
      'member x of the JWK is not canonical base64url',
    );
    expect(reasonOf(`{"kty":"OKP","crv":"X25519","x":"${x}"}`)).toBe(
      'the JWK is not of a known key type and algorithm',
    );
    expect(reasonOf(`{"kty":"AKP","pub":"${x}"}`)).toBe(
      'the JWK is not of a known key type and algorithm',
    );
    expect(reasonOf(`{"kty":"OKP","crv":"Ed25519","x":"${x}","use":"enc"}`)).toBe(
      'the JWK is not for signatures',
    );
    expect(reasonOf(`{"kty":"AKP","alg":"ML-DSA-44","pub":"${x}"}`)).toBe(
      'an ML-DSA-44 public key has 1312 bytes, not 32',
    );
  });

  it('refuses Ed25519 points of small order in every container', () => {
    const identity = Buffer.concat([Uint8Array.of(1), Buffer.alloc(31)]);
    const der = Buffer.concat([ed.der.subarray(0, 12), identity]);
    const texts = [
      der.toString('base64'),
      pem('PUBLIC KEY', der),
      `{"kty":"OKP","crv":"Ed25519","x":"${identity.toString('base64url')}"}`,
      vkey('a', 1, identity),
      vkey('a', 4, identity),
    ];
    expect(new Set(texts.map(reasonOf)).size).toBe(1);
  });
});

describe('private keys', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const encrypted = { cipher: 'aes-256-cbc', passphrase: 'x' } as const;
  const openssh = Buffer.concat([Buffer.from('openssh-key-v1\0'), Buffer.alloc(200)]);
  const secrets: readonly (readonly [string, string])[] = [
    ['PKCS #8 in PEM', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['PKCS #8 in base64', pkcs8.toString('base64')],
    ['PKCS #8 in base64url', pkcs8.toString('base64url')],
    ['PKCS #8 in hex', pkcs8.toString('hex')],
    ['PKCS #8 of RSA', rsa.export({ type: 'pkcs8', format: 'der' }).toString('base64')],
    [
      'encrypted PKCS #8 in PEM',
      privateKey.export({ type: 'pkcs8', format: 'pem', ...encrypted }).toString(),
    ],
    [
      'encrypted PKCS #8 in base64',
      privateKey.export({ type: 'pkcs8', format: 'der', ...encrypted }).toString('base64'),
    ],
    ['PKCS #1', rsa.export({ type: 'pkcs1', format: 'der' }).toString('base64')],
    ['SEC 1', ec.export({ type: 'sec1', format: 'der' }).toString('base64')],
    ['OKP JWK', JSON.stringify(privateKey.export({ format: 'jwk' }))],
    ['AKP JWK', '{"kty":"AKP","alg":"ML-DSA-65","pub":"AAAA","priv":"AAAA"}'],
    ['OpenSSH in base64', openssh.toString('base64')],
    [
      'base64 of PEM',
      Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })).toString('base64'),
    ],
    ['a note signer', 'PRIVATE+KEY+a+12345678+AAAA'],
    ['age', 'AGE-SECRET-KEY-1QQQQ'],
  ];

  it.each(secrets)('are refused as %s and never echoed', (_, text) => {
    const result = loadKeyText(text);
    expect(result).toMatchObject({ ok: false, reason: 'this is a private key' });
    expect(JSON.stringify(result)).not.toContain(text.slice(30, 60) || text);
  });

  it('are refused in the place of an SPKI', () => {
    expect(loadSpki(pkcs8.toString('base64'))).toMatchObject({
      ok: false,
      reason: 'this is a private key',
    });
  });

  it('are not seen in any public key', () => {
    for (const { der, key } of KEYS) {
      expect(loadKeyText(der.toString('base64')).ok).toBe(true);
      expect(key.publicKey.length).toBeGreaterThan(0);
    }
    const rsaPublic = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    for (const type of ['spki', 'pkcs1'] as const)
      expect(reasonOf(rsaPublic.export({ type, format: 'der' }).toString('base64'))).not.toBe(
        'this is a private key',
      );
  });
});

describe('vkeys', () => {
  const key = ed.key.publicKey;
  const refusal = (text: string): string => {
    const result = loadVkey(text);
    return result.ok ? 'accepted' : result.reason;
  };

  it('are taken apart at the first two plus signs', () => {
    // A key whose base64 holds a plus sign itself.
    const bytes = new Uint8Array(32).fill(0xfb);
    expect(parseVkey(vkey('a', 0xfb, bytes))).toEqual({
      ok: true,
      vkey: { name: 'a', keyHash: keyHash('a', 0xfb, bytes), type: 0xfb, publicKey: bytes },
    });
    expect(vkey('a', 0xfb, bytes).split('+').length).toBeGreaterThan(3);
  });

  it.each([
    ['no plus sign', 'abc', 'the vkey is not name+hex+base64'],
    ['an upper-case key id', vkey('a', 1, key, 'ABCDEF01'), 'the vkey is not name+hex+base64'],
    ['an empty name', vkey('', 1, key), 'the name in the vkey is empty or holds a space'],
    ['a space in the name', vkey('a b', 1, key), 'the name in the vkey is empty or holds a space'],
    [
      'a name of 256 bytes',
      vkey('a'.repeat(256), 1, key),
      'the name in the vkey is longer than 255 bytes',
    ],
    [
      'another key id',
      vkey('a', 1, key, '00000000'),
      'the key id in the vkey does not agree with its name and key',
    ],
    [
      'the key id of another name',
      vkey('a', 1, key, keyHash('b', 1, key)),
      'the key id in the vkey does not agree with its name and key',
    ],
    [
      'the key id of another type',
      vkey('a', 1, key, keyHash('a', 4, key)),
      'the key id in the vkey does not agree with its name and key',
    ],
    [
      'base64 without padding',
      vkey('a', 1, Uint8Array.of(1)).replace(/=+$/, ''),
      'the key in the vkey is not canonical base64',
    ],
    ['no bytes', 'a+00000000+', 'the vkey holds no key'],
    ['ECDSA', vkey('a', 2, key), 'the vkey is of type 0x02, and 0x01 or 0x04 or 0x06 is expected'],
    [
      'type 0xff',
      vkey('a', 0xff, key),
      'the vkey is of type 0xff, and 0x01 or 0x04 or 0x06 is expected',
    ],
    [
      'a private key after the type',
      vkey('a', 1, new Uint8Array(64)),
      'an Ed25519 public key has 32 bytes, not 64',
    ],
  ])('are refused with %s', (_, text, reason) => {
    expect(refusal(text)).toBe(reason);
  });
});
