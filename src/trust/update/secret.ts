// The private keys of a keeper (docs/SPEC.md §12.7): a file of two PEM blocks of PKCS #8, the seed of an Ed25519 key (RFC 8410) and that of
// an ML-DSA-65 key (RFC 9881). Nothing here writes a file or prints a seed.

import { bytesOfHex } from '../../base/bytes.js';
import { concat, equalBytes, parseBase64, toBase64 } from '../../base/encoding.js';
import { InternalError, VerifierError } from '../../base/errors.js';
import { SEED_PREFIX } from '../../crypto/algorithms.js';
import { portableSigner, SEED_BYTES } from '../../crypto/portable.js';
import { randomBytesOf } from '../../crypto/random.js';
import { loadPublicKey, type VerificationKey } from '../../crypto/signature.js';
import type { Update } from './update.js';

type Algorithm = keyof typeof SEED_PREFIX;
const ALGORITHMS = ['Ed25519', 'ML-DSA-65'] as const satisfies readonly Algorithm[];

/** One half of a keeper's pair. */
interface SecretKey {
  readonly key: VerificationKey;
  readonly pkcs8: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** Ed25519, then ML-DSA-65. */
export type KeeperSecret = readonly [SecretKey, SecretKey];

/** Makes a pair from the random numbers of this machine. */
export function newSecret(): KeeperSecret {
  return secretOf(() => randomBytesOf(SEED_BYTES));
}

/** The file that holds both keys in the clear. */
export function writeSecret(secret: KeeperSecret): string {
  return secret
    .map(({ pkcs8 }) => {
      const lines = toBase64(pkcs8).match(/.{1,64}/g) ?? [];
      return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
    })
    .join('');
}

/** Reads what `writeSecret` wrote. The message never quotes the text. @throws VerifierError ERR_KEEPER_KEY */
export function readSecret(text: string): KeeperSecret {
  const blocks = [
    ...text.matchAll(/-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----/g),
  ].map(([, body = '']) => parseBase64(body.replace(/\s+/g, '')));
  return secretOf((algorithm) => {
    const prefix = bytesOfHex(SEED_PREFIX[algorithm]);
    const own = blocks.filter(
      (der) =>
        der?.length === prefix.length + SEED_BYTES &&
        equalBytes(der.subarray(0, prefix.length), prefix),
    );
    const [der] = own;
    if (der === undefined || own.length > 1 || blocks.length !== ALGORITHMS.length)
      throw new VerifierError(
        'ERR_KEEPER_KEY',
        'this is not the private key file of a keeper: two PEM blocks, one of Ed25519 and one of ML-DSA-65, each with its seed alone',
        { hint: 'name the file that "softqcos-verify trust keygen" made' },
      );
    return der.slice(prefix.length);
  });
}

/** Adds the two signatures of a keeper to those that are there. */
export function signUpdate(update: Update, secret: KeeperSecret): Update {
  const own = secret.map(({ key, sign }) => {
    const signature = sign(update.signedBytes);
    if (!key.verify(update.signedBytes, signature))
      throw new InternalError(
        `a signature that was made just now does not verify: ${key.algorithm}`,
      );
    return { keyId: key.keyId, signature };
  });
  return { ...update, signatures: [...update.signatures, ...own] };
}

function secretOf(seedOf: (algorithm: Algorithm) => Uint8Array): KeeperSecret {
  const [ed25519, mldsa65] = ALGORITHMS.map((algorithm) => halfOf(algorithm, seedOf(algorithm)));
  if (ed25519 === undefined || mldsa65 === undefined) throw new InternalError('a half is missing');
  return [ed25519, mldsa65];
}

function halfOf(algorithm: Algorithm, seed: Uint8Array): SecretKey {
  const { publicKey, sign } = portableSigner(algorithm, seed, randomBytesOf);
  const loaded = loadPublicKey(algorithm, publicKey);
  if (!loaded.ok)
    throw new InternalError(`a new ${algorithm} key cannot be loaded: ${loaded.reason}`);
  return { key: loaded.key, pkcs8: concat(bytesOfHex(SEED_PREFIX[algorithm]), seed), sign };
}
