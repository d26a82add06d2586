import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { utf8 } from '../../src/base/encoding.js';
import { loadPublicKey } from '../../src/crypto/signature.js';
import { loadKeyText } from '../../src/trust/key-text.js';
import { describeVectors, hex, readJson } from './vectors.js';

interface Jose {
  readonly jwk: Record<string, string>;
  readonly jws: string;
  readonly raw_public_key: string;
}
interface Cose {
  readonly raw_public_key: string;
  readonly raw_to_be_signed: string;
  readonly raw_signature: string;
}

describeVectors('mldsa-containers', 'ML-DSA keys in public containers', (dir) => {
  it.each(['ML-DSA-44', 'ML-DSA-65'] as const)('%s as SPKI in PEM and in base64', (algorithm) => {
    const pem = readFileSync(path.join(dir, 'x509', `${algorithm}.pub`), 'utf8');
    const loaded = loadKeyText(pem);
    expect(loaded).toMatchObject({ ok: true, form: 'pem', key: { algorithm } });
    const body = pem.replace(/-----[^-]+-----/g, '');
    const bare = loadKeyText(body);
    expect(bare.ok && loaded.ok && bare.key.keyId === loaded.key.keyId).toBe(true);
  });

  it.each(['ML-DSA-44', 'ML-DSA-65'] as const)(
    '%s as JWK: the public half loads and verifies, the whole is refused',
    (algorithm) => {
      const { jwk, jws, raw_public_key } = readJson<Jose>(
        dir,
        'jose',
        `${algorithm.replaceAll('-', '_')}.jose.json`,
      );
      expect(loadKeyText(JSON.stringify(jwk))).toMatchObject({
        ok: false,
        reason: 'this is a private key',
      });
      const { priv: _, ...publicHalf } = jwk;
      const loaded = loadKeyText(JSON.stringify(publicHalf));
      if (!loaded.ok) throw new Error(loaded.reason);
      expect(loaded).toMatchObject({
        form: 'jwk',
        key: { algorithm, publicKey: hex(raw_public_key) },
      });
      const [header, payload, signature] = jws.split('.');
      const message = utf8(`${header}.${payload}`);
      const bytes = new Uint8Array(Buffer.from(signature ?? '', 'base64url'));
      expect(loaded.key.verify(message, bytes)).toBe(true);
      expect(loaded.key.verify(utf8(`${header}.`), bytes)).toBe(false);
    },
  );

  it.each(['ML-DSA-44', 'ML-DSA-65'] as const)(
    '%s: the key of the COSE example verifies it; COSE_Key is no form here',
    (algorithm) => {
      const cose = readJson<Cose>(dir, 'cose', `${algorithm.replaceAll('-', '_')}.cose.json`);
      const loaded = loadPublicKey(algorithm, hex(cose.raw_public_key));
      expect(
        loaded.ok && loaded.key.verify(hex(cose.raw_to_be_signed), hex(cose.raw_signature)),
      ).toBe(true);
    },
  );

  it.each(['x509/ML-DSA-44.crt', 'x509/ML-DSA-65.crt', 'cms/mldsa44-signed-attrs.pem'])(
    '%s is named as no public key',
    (file) => {
      expect(loadKeyText(readFileSync(path.join(dir, file), 'utf8'))).toMatchObject({
        ok: false,
        reason: 'the PEM block is not a PUBLIC KEY',
      });
    },
  );
});
