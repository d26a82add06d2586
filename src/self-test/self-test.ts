// Known-answer tests of every algorithm in this build: digests of "abc" from the standards, signatures made by another
// implementation, and inputs that must be refused. For an auditor who wants to see that this copy of the verifier computes.

import { parseBase64, toHex, utf8 } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { type DigestName, digestOf } from '../crypto/digest.js';
import { parseSpki } from '../crypto/signature.js';
import { HASH_NAMES, type Scheme } from '../x509/algorithms.js';
import { readPublicKey, verifySignature } from '../x509/signature.js';
import { KNOWN_SIGNATURES, REFUSED_SIGNATURES } from './vectors.js';

export interface SelfTest {
  readonly name: string;
  /** The standard that defines it, or where its use is fixed. */
  readonly standard: string;
  readonly passed: boolean;
}

const MESSAGE = utf8('abc');

/** Of "abc": FIPS 180-4 and FIPS 202, example values of the NIST Cryptographic Standards and Guidelines. */
const KNOWN_DIGESTS: Readonly<Record<DigestName, string>> = {
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  sha384:
    'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
  sha512:
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  'sha3-256': '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
  'sha3-384':
    'ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25',
  'sha3-512':
    'b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0',
};

const SCHEMES: Readonly<Record<keyof typeof KNOWN_SIGNATURES, readonly [Scheme, string]>> = {
  Ed25519: [{ kind: 'Ed25519' }, 'RFC 8032'],
  'ML-DSA-44': [{ kind: 'ML-DSA-44' }, 'FIPS 204'],
  'ML-DSA-65': [{ kind: 'ML-DSA-65' }, 'FIPS 204'],
  'RSA PKCS #1 v1.5': [{ kind: 'PKCS #1 v1.5', hash: 'sha256' }, 'RFC 8017'],
  'RSA PSS': [{ kind: 'PSS', hash: 'sha256', saltLength: 32 }, 'RFC 8017'],
  'ECDSA P-256': [{ kind: 'ECDSA', hash: 'sha256' }, 'FIPS 186-5'],
  'ECDSA P-384': [{ kind: 'ECDSA', hash: 'sha384' }, 'FIPS 186-5'],
  'ECDSA P-521': [{ kind: 'ECDSA', hash: 'sha512' }, 'FIPS 186-5'],
};

/** Runs every test. A test that does not pass means that this build must not be relied on. */
export function selfTest(): readonly SelfTest[] {
  return [...digestTests(), ...signatureTests(), ...refusalTests()];
}

function digestTests(): SelfTest[] {
  return (Object.keys(KNOWN_DIGESTS) as DigestName[]).map((name) => ({
    name: HASH_NAMES[name],
    standard: name.startsWith('sha3-') ? 'FIPS 202' : 'FIPS 180-4',
    passed: toHex(digestOf(name, MESSAGE)) === KNOWN_DIGESTS[name],
  }));
}

/** Accepts the known signature, and refuses it with one bit changed and over another message. */
function signatureTests(): SelfTest[] {
  return (Object.keys(SCHEMES) as (keyof typeof SCHEMES)[]).map((name) => {
    const [scheme, standard] = SCHEMES[name];
    const { spki, signature } = bytesOf(KNOWN_SIGNATURES[name]);
    const verify = verifierOf(spki, scheme);
    const changed = signature.map((byte, i) => (i === signature.length >> 1 ? byte ^ 1 : byte));
    return {
      name,
      standard,
      passed:
        verify(MESSAGE, signature) && !verify(MESSAGE, changed) && !verify(utf8('abd'), signature),
    };
  });
}

function refusalTests(): SelfTest[] {
  return Object.entries(REFUSED_SIGNATURES).map(([name, known]) => {
    const { spki, signature } = bytesOf(known);
    const verify = verifierOf(spki, { kind: 'Ed25519' });
    return {
      name: `${name}: refused`,
      standard: 'docs/SPEC.md §1.1',
      passed: parseSpki(spki) !== undefined && !verify(MESSAGE, signature),
    };
  });
}

/** A key that cannot be read verifies nothing: the test then fails. */
function verifierOf(spki: Uint8Array, scheme: Scheme) {
  const read = readPublicKey(spki);
  return (message: Uint8Array, signature: Uint8Array): boolean => {
    if (!read.ok) return false;
    const { key } = read;
    // Both implementations are asked where there are two: `verify` throws if they disagree.
    if (key.kind === 'raw') return key.key.verify(message, signature);
    return verifySignature(key, scheme, message, signature);
  };
}

function bytesOf({ spki, signature }: { readonly spki: string; readonly signature: string }) {
  const key = parseBase64(spki);
  const bytes = parseBase64(signature);
  if (key === undefined || bytes === undefined)
    throw new InternalError('a vector of the self-test is not base64');
  return { spki: key, signature: bytes };
}
