// Prints src/self-test/vectors.ts: signatures over "abc" by throw-away keys, made by OpenSSL 3.5 (Node 24.7 or later), so that the
// portable implementation is tested against another one. Keys are new in every run and kept nowhere.
//   node --import tsx scripts/self-test-vectors.ts > src/self-test/vectors.ts

import crypto, { type KeyObject } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';

const message = Buffer.from('abc');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}
// The types of Node 20 do not know ML-DSA.
const generate = crypto.generateKeyPairSync as unknown as (type: string, options?: object) => Pair;

function vector(name: string, pair: Pair, hash: string | null, options: object = {}): string {
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
  const signature = crypto.sign(hash, message, { key: pair.privateKey, ...options });
  return `  '${name}': {\n    spki: '${base64(spki)}',\n    signature: '${base64(signature)}',\n  },`;
}

/** A signature that satisfies the cofactored equation alone: R has a part of small order. */
function cofactoredOnly(): string {
  const { Point } = ed25519;
  const { scalar, point } = ed25519.utils.getExtendedPublicKey(crypto.randomBytes(32));
  const order = Point.CURVE().n;
  // The point of order two: (0, −1).
  const two = Point.fromAffine({ x: 0n, y: Point.CURVE().p - 1n });
  const r = BigInt(`0x${crypto.randomBytes(31).toString('hex')}`);
  const encodedR = Point.BASE.multiplyUnsafe(r).add(two).toBytes();
  const digest = crypto
    .createHash('sha512')
    .update(encodedR)
    .update(point.toBytes())
    .update(message)
    .digest();
  const k = BigInt(`0x${Buffer.from(digest).reverse().toString('hex')}`) % order;
  const s = (r + k * scalar) % order;
  const encodedS = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), point.toBytes()]);
  return `  'Ed25519, cofactored equation only': {\n    spki: '${base64(spki)}',\n    signature: '${base64(Buffer.concat([encodedR, encodedS]))}',\n  },`;
}

const rsa = generate('rsa', { modulusLength: 3072 });
const pss = {
  padding: crypto.constants.RSA_PKCS1_PSS_PADDING,
  saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST,
};
process.stdout.write(
  [
    '// Known signatures over "abc" by throw-away keys, made by OpenSSL: printed by scripts/self-test-vectors.ts. Data only.',
    '',
    '/** SPKI and signature, base64. */',
    'export const KNOWN_SIGNATURES = {',
    vector('Ed25519', generate('ed25519'), null),
    vector('ML-DSA-44', generate('ml-dsa-44'), null),
    vector('ML-DSA-65', generate('ml-dsa-65'), null),
    vector('RSA PKCS #1 v1.5', rsa, 'sha256'),
    vector('RSA PSS', rsa, 'sha256', pss),
    vector('ECDSA P-256', generate('ec', { namedCurve: 'P-256' }), 'sha256'),
    vector('ECDSA P-384', generate('ec', { namedCurve: 'P-384' }), 'sha384'),
    vector('ECDSA P-521', generate('ec', { namedCurve: 'P-521' }), 'sha512'),
    '} as const;',
    '',
    '/** Must be refused: only the cofactored equation holds (docs/SPEC.md §1.1). */',
    'export const REFUSED_SIGNATURES = {',
    cofactoredOnly(),
    '} as const;',
    '',
  ].join('\n'),
);
