// Time stamps that are signed anew after they were changed: the mutant lives past its signature, and the checks behind it have to find it.
// The keys are those of test authorities, one of each kind; nobody else's token could be made like this.

import { createHash } from 'node:crypto';
import { testKeys } from '../../../exporter/keys.js';
import { timestampAuthority } from '../../../exporter/timestamp-authority.js';
import { type AuthorityKeyKind, authorityKey } from '../../../exporter/timestamp-keys.js';
import type { TokenRequest } from '../../../exporter/timestamp-request.js';
import { trustRootFor } from '../../../exporter/trust-root.js';
import { canonicalize } from '../../../src/base/json.js';
import { verifyToken } from '../../../src/timestamp/timestamp.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { PathFinder } from '../../../src/x509/chain.js';
import { mutateDer, type Node, readDer, writeDer } from '../der.js';
import { isOneOf } from '../evidence.js';
import type { Random } from '../random.js';
import { havoc } from './havoc.js';
import type { Target } from './target.js';

const KINDS: readonly AuthorityKeyKind[] = [
  'P-256',
  'P-384',
  'P-521',
  'RSA-2048',
  'RSA-3072',
  'Ed25519',
  'ML-DSA-44',
  'ML-DSA-65',
  'ML-DSA-87',
];
const OVER = Buffer.from('what the tokens are over');
const TIME = '2026-03-20T12:00:00Z';

const SEED = 'fuzzed tokens';
/** Made when they are asked for: RSA keys take a moment. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const authorities = once(
  () =>
    new Map(
      KINDS.map((key) => {
        const options = { name: `Authority ${key}`, key, intermediate: key === 'P-384' };
        return [key, timestampAuthority(`${SEED}/${key}`, options)] as const;
      }),
    ),
);
const pinned = once(() => {
  const timestampAuthorities = [...authorities().values()].map((each) => each.entry());
  const root = canonicalize(trustRootFor(testKeys(SEED), { timestampAuthorities }));
  return loadTrustRoot(Buffer.from(root)).timestampAuthorities;
});

const REQUESTS: readonly Partial<TokenRequest>[] = [
  {},
  { signerId: 'key-id' },
  { signingCertificate: 'v1' },
  { signingCertificate: 'both' },
  { certificates: 'none' },
  { injected: true },
  { digest: 'sha384', hash: 'sha512' },
  { digest: 'sha3-256', hash: 'sha3-512' },
  { accuracy: { seconds: 1, millis: 500, micros: 20 } },
  { pssSalt: 0 },
  { pssSalt: 32 },
  { fault: 'extension-critical' },
  { fault: 'eku-extra' },
];

const genuine = once(() =>
  KINDS.flatMap((kind) =>
    REQUESTS.map(
      (request) =>
        authorities()
          .get(kind)
          ?.issue({ over: OVER, genTime: TIME, ...request }) ?? new Uint8Array(0),
    ),
  ),
);

/** Whose key signed a token: its name is in the token. */
function kindOf(token: Uint8Array): AuthorityKeyKind | undefined {
  const text = Buffer.from(token).toString('latin1');
  return KINDS.find((kind) => text.includes(`Authority ${kind} `));
}

const MESSAGE_DIGEST = Buffer.from('06092a864886f70d010904', 'hex');
const HASHES = ['sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512'] as const;

/** The token with a message digest and a signature that are right for what it holds now; as it is if it has no such parts. */
function signedAnew(token: Uint8Array): Uint8Array {
  const nodes = readDer(token);
  const kind = kindOf(token);
  const signedData = nodes?.[0]?.children?.[1]?.children?.[1]?.children?.[0]?.children;
  const content = signedData?.[2]?.children?.[1]?.children?.[0];
  const signer = signedData?.at(-1)?.children?.[0]?.children;
  const attributes = signer?.find(({ tag }) => tag === 0xa0);
  const signature = signer?.find(({ tag }) => tag === 0x04);
  if (nodes === undefined || kind === undefined || content === undefined) return token;
  if (attributes?.children === undefined || signature === undefined) return token;
  const hash =
    HASHES.find((name) => Buffer.from(writeDer(signer ?? [])).includes(oidOf(name))) ?? 'sha256';
  const octets = content.children === undefined ? content.content : writeDer(content.children);
  for (const attribute of attributes.children) {
    const [name, values] = attribute.children ?? [];
    const value = values?.children?.[0];
    if (name !== undefined && value !== undefined && MESSAGE_DIGEST.equals(writeDer([name])))
      become(value, createHash(hash).update(octets).digest());
  }
  const signed = writeDer([{ ...attributes, tag: 0x31 } as Node]);
  const isPss = Buffer.from(writeDer(signer ?? [])).includes(PSS);
  const key = authorityKey(kind, `${SEED}/${kind}/signer`);
  try {
    become(signature, key.sign(signed, { hash, ...(isPss ? { pssSalt: 0 } : {}) }));
  } catch {
    return token;
  }
  return writeDer(nodes);
}

const PSS = Buffer.from('06092a864886f70d01010a', 'hex');
/** id-sha256 and its like: 2.16.840.1.101.3.4.2.n. */
const LAST = {
  sha256: 1,
  sha384: 2,
  sha512: 3,
  'sha3-256': 8,
  'sha3-384': 9,
  'sha3-512': 10,
} as const;
const oidOf = (name: keyof typeof LAST): Buffer =>
  Buffer.from([0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, LAST[name]]);

function become(node: Node, content: Uint8Array): void {
  node.content = content;
  node.children = undefined;
}

function run(input: Uint8Array): string | undefined {
  const result = verifyToken(
    input,
    (hash) => createHash(hash).update(OVER).digest(),
    pinned(),
    new PathFinder(),
  );
  if (result.status === 'fault') return undefined;
  const kind = kindOf(input);
  if (kind === undefined) return 'a token of nobody counts';
  const isUnchanged = isOneOf(input, genuine());
  // What differs from every genuine one counts only if the test key has signed what it holds.
  return isUnchanged || Buffer.compare(signedAnew(input), input) === 0 || isRandomised(kind, input)
    ? undefined
    : 'a token that nobody signed counts';
}

/** PSS with a salt signs otherwise each time. */
function isRandomised(kind: AuthorityKeyKind, input: Uint8Array): boolean {
  return kind.startsWith('RSA') && Buffer.from(input).includes(PSS);
}

function mutate(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array {
  if (random.chance(1, 8)) return havoc(random, input, other);
  const changed = mutateDer(random, input).bytes;
  if (changed.length > 20_000 && !random.chance(1, 16)) return input;
  return random.chance(7, 8) ? signedAnew(changed) : changed;
}

export const TOKEN: Target = {
  ...{ name: 'token', about: ['src/timestamp/', 'src/x509/'], share: 3, run, mutate },
  seeds: genuine,
};
