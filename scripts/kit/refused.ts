// Trust roots that no verifier may load (docs/SPEC.md §12.1): one fault each, made from the one of the cases. With any of them a run ends
// without a verdict.

type Json = Record<string, unknown>;
interface TrustRoot extends Json {
  ledgers: { origin: string; key_sets: { vkeys: string[]; valid_until?: string }[] }[];
  attesters: { name: string; key_pairs: { ed25519: string; ml_dsa_65: string }[] }[];
  recorders: { keys: { ml_dsa_65: string }[] }[];
  timestamp_authorities: { name: string; certificates: string[] }[];
  witness_policy: string;
  expires_at: string;
  requirements?: string[];
}

const FAULTS: Readonly<Record<string, readonly [why: string, change: (root: TrustRoot) => void]>> =
  {
    'member-unknown': [
      'A member that the format does not name.',
      (root) => {
        root['keys'] = [];
      },
    ],
    'format-other': [
      'Another format.',
      (root) => {
        root['format'] = 'softqcos.trust-root/v2';
      },
    ],
    'expires-before-issued': [
      'It expires before it is issued.',
      (root) => {
        root.expires_at = '2000-01-01T00:00:00Z';
      },
    ],
    'window-turned': [
      'A window ends before it begins.',
      (root) => {
        first(first(root.ledgers).key_sets).valid_until = '1999-01-01T00:00:00Z';
      },
    ],
    'ledger-twice': [
      'Two entries of one origin.',
      (root) => {
        root.ledgers.push({ ...first(root.ledgers), key_sets: [] });
      },
    ],
    'ledger-twice-with-keys': [
      'Two entries of one origin, with the same keys.',
      (root) => {
        root.ledgers.push(structuredClone(first(root.ledgers)));
      },
    ],
    'one-vkey': [
      'A key set of one vkey.',
      (root) => {
        first(first(root.ledgers).key_sets).vkeys.pop();
      },
    ],
    'two-of-one-type': [
      'A key set of two vkeys of one type.',
      (root) => {
        const { vkeys } = first(first(root.ledgers).key_sets);
        vkeys[1] = first(vkeys);
      },
    ],
    'vkey-of-another-name': [
      'A vkey by another name than the origin.',
      (root) => {
        first(root.ledgers).origin = 'ledger.softqcos.example/other';
      },
    ],
    'vkey-id': [
      'A key id that does not agree with the vkey.',
      (root) => {
        const { vkeys } = first(first(root.ledgers).key_sets);
        vkeys[0] = first(vkeys).replace(/\+[0-9a-f]{8}\+/, '+00000000+');
      },
    ],
    'algorithm-other': [
      'A key of another algorithm than its place asks for.',
      (root) => {
        const pair = first(first(root.attesters).key_pairs);
        pair.ml_dsa_65 = pair.ed25519;
      },
    ],
    'key-of-small-order': [
      'An Ed25519 key of small order.',
      (root) => {
        first(first(root.attesters).key_pairs).ed25519 = spki(`01${'00'.repeat(31)}`);
      },
    ],
    'key-not-canonical': [
      'An Ed25519 key whose y is not below the prime.',
      (root) => {
        first(first(root.attesters).key_pairs).ed25519 = spki(`ee${'ff'.repeat(30)}7f`);
      },
    ],
    'key-twice': [
      'One key as that of an attester and of a recorder.',
      (root) => {
        first(first(root.recorders).keys).ml_dsa_65 = first(
          first(root.attesters).key_pairs,
        ).ml_dsa_65;
      },
    ],
    'certificate-cut': [
      'A certificate that is cut short.',
      (root) => {
        const one = first(root.timestamp_authorities);
        one.certificates = [first(one.certificates).slice(0, 200)];
      },
    ],
    'certificate-twice': [
      'One certificate twice.',
      (root) => {
        const one = first(root.timestamp_authorities);
        one.certificates.push(first(one.certificates));
      },
    ],
    'certificate-in-two-places': [
      'One certificate for two authorities.',
      (root) => {
        root.timestamp_authorities.push({ ...first(root.timestamp_authorities), name: 'Another' });
      },
    ],
    'policy-without-quorum': [
      'A witness policy without a quorum line.',
      (root) => {
        root.witness_policy = root.witness_policy.replace(/^quorum .*$/m, '');
      },
    ],
    'policy-quorum-none': [
      'A quorum of nobody.',
      (root) => {
        root.witness_policy = root.witness_policy.replace(/^quorum .*$/m, 'quorum none');
      },
    ],
    'policy-two-quorums': [
      'Two quorum lines.',
      (root) => {
        root.witness_policy += 'quorum w1\n';
      },
    ],
    'policy-threshold': [
      'A threshold above the number of members.',
      (root) => {
        root.witness_policy = root.witness_policy.replace(/^group (\S+) \d+/m, 'group $1 4');
      },
    ],
    'policy-threshold-zero': [
      'A threshold of 0.',
      (root) => {
        root.witness_policy = root.witness_policy.replace(/^group (\S+) \d+/m, 'group $1 0');
      },
    ],
    'policy-member-twice': [
      'A witness that is a member of two groups.',
      (root) => {
        root.witness_policy = root.witness_policy.replace(/^quorum/m, 'group more any w1\nquorum');
      },
    ],
    'policy-key-twice': [
      'One witness key under two names.',
      (root) => {
        root.witness_policy = root.witness_policy.replace(
          /^witness w1 (\S+)$/m,
          'witness w1 $1\nwitness again $1',
        );
      },
    ],
    'policy-log-line': [
      'A log line.',
      (root) => {
        root.witness_policy += 'log ledger.softqcos.example/acme+00000000+AQ==\n';
      },
    ],
    'requirement-unknown': [
      'A requirement that is not a word of the list.',
      (root) => {
        root.requirements = ['everything'];
      },
    ],
  };

const SPELLINGS: Readonly<
  Record<string, readonly [why: string, change: (text: string) => string]>
> = {
  'name-twice': ['A member twice.', (text) => text.replace('{', '{"serial":1,')],
  'byte-order-mark': ['A byte-order mark before the document.', (text) => `\ufeff${text}`],
  'lone-surrogate': [
    'A string with a lone surrogate.',
    (text) => text.replace(/"name": ?"/, '$&\\ud800'),
  ],
  'cut-short': ['The closing brace is missing.', (text) => text.trimEnd().slice(0, -1)],
  'not-a-document': ['A list instead of an object.', () => '[]'],
};

/** Documents by name, each with one sentence why it is refused. */
export function refusedTrustRoots(
  text: string,
): ReadonlyMap<string, { readonly why: string; readonly text: string }> {
  const made = new Map<string, { readonly why: string; readonly text: string }>();
  for (const [name, [why, change]] of Object.entries(FAULTS)) {
    const root = JSON.parse(text) as TrustRoot;
    change(root);
    made.set(name, { why, text: `${JSON.stringify(root, undefined, 2)}\n` });
  }
  for (const [name, [why, change]] of Object.entries(SPELLINGS))
    made.set(name, { why, text: change(text) });
  for (const [name, { text: changed }] of made)
    if (changed === text) throw new Error(`${name} changes nothing`);
  return made;
}

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined)
    throw new Error('the trust root of the cases has not what is to be changed');
  return one;
}

/** The SPKI of an Ed25519 key in hex, as B64. */
function spki(hex: string): string {
  return Buffer.from(`302a300506032b6570032100${hex}`, 'hex').toString('base64');
}
