// DSSE: our pre-authentication encoding against the protocol's own vector and against real envelopes of in-toto. Their signatures
// are ECDSA and RSA, which this format does not use, so node:crypto verifies them over the bytes that our encoding makes.

import { constants, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { preAuthenticationEncoding } from '../../src/base/dsse.js';
import { utf8 } from '../../src/base/encoding.js';
import { parseAttestation } from '../../src/bundle/attestation.js';
import { base64, describeVectors, readJson } from './vectors.js';

interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

describeVectors('dsse-intoto', 'DSSE', (dir) => {
  const protocol = readFileSync(path.join(dir, 'dsse-protocol-with-vector.md'), 'utf8');
  const layout = readJson<Envelope>(dir, 'in-toto-golang', 'dsse-only.root.layout');
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

  const verifies = (envelope: Envelope, type: string, pem: string) =>
    envelope.signatures.map(({ sig }) =>
      verify(
        'sha256',
        preAuthenticationEncoding(type, base64(envelope.payload)),
        { key: createPublicKey(pem), ...pss },
        base64(sig),
      ),
    );

  it('encodes the example of the protocol as the protocol prints it', () => {
    const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', utf8('hello world'));
    const text = Buffer.from(encoded).toString();
    expect(text).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
    expect(protocol).toContain(text);
  });

  it('makes the bytes that the signature of the protocol is over', () => {
    const number = (name: string) =>
      BigInt(new RegExp(`${name}[:=]\\s*([0-9]{60,})`).exec(protocol)?.[1] ?? 0);
    const coordinate = (name: string) =>
      Buffer.from(number(name).toString(16).padStart(64, '0'), 'hex').toString('base64url');
    const envelope = /\{"payload":[\s\S]*?\]\}/.exec(protocol)?.[0] ?? '{}';
    const sig = /"sig":\s*"([^"]+)"/.exec(envelope)?.[1] ?? '';
    const key = createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: coordinate('X'), y: coordinate('Y') },
      format: 'jwk',
    });
    const signed = preAuthenticationEncoding('http://example.com/HelloWorld', utf8('hello world'));
    const check = (bytes: Uint8Array) =>
      verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, base64(sig));
    expect(check(signed)).toBe(true);
    expect(
      check(preAuthenticationEncoding('http://example.com/HelloWorld', utf8('hello worle'))),
    ).toBe(false);
  });

  it('makes the bytes that real envelopes are signed over, of the right type alone', () => {
    const alice = readFileSync(path.join(dir, 'in-toto-golang', 'alice.pub'), 'utf8');
    expect(verifies(layout, layout.payloadType, alice)).toEqual([true]);
    expect(verifies(layout, 'application/vnd.in-toto+jsom', alice)).toEqual([false]);
    const keys = (
      JSON.parse(Buffer.from(base64(layout.payload)).toString()) as {
        keys: Record<string, { keyval: { public: string } }>;
      }
    ).keys;
    for (const name of ['clone-dsse.776a00e2.link', 'update-version-dsse.776a00e2.link']) {
      const link = readJson<Envelope>(dir, 'in-toto-golang', name);
      const pem = keys[link.signatures[0]?.keyid ?? '']?.keyval.public ?? '';
      expect(verifies(link, link.payloadType, pem), name).toEqual([true]);
    }
  });

  it('takes none of them for the attestation of a bundle', () => {
    for (const name of [
      'dsse-only.root.layout',
      'clone-dsse.776a00e2.link',
      'canonical-test.link',
    ]) {
      const { attestation, findings } = parseAttestation(
        readFileSync(path.join(dir, 'in-toto-golang', name)),
      );
      expect(attestation?.statement, name).toBeUndefined();
      expect(findings.length, name).toBeGreaterThan(0);
    }
  });
});
