// Trust roots that no verifier may load (docs/SPEC.md §12.1): one fault each, made from the one of the cases. With any of them a run ends
// without a verdict.

import { X509Certificate } from 'node:crypto';
import { testKeys, vkeyOf } from '../../exporter/keys.js';
import { timestampAuthority } from '../../exporter/timestamp-authority.js';
import { trustRootFor } from '../../exporter/trust-root.js';

type Json = Record<string, unknown>;
interface TrustRoot extends Json {
  ledgers: { origin: string; key_sets: { vkeys: string[]; valid_until?: string }[] }[];
  attesters: {
    name: string;
    key_pairs: { ed25519: string; ml_dsa_65: string; revoked?: Json }[];
  }[];
  recorders: { keys: { ml_dsa_65: string }[] }[];
  keepers?: { threshold: number; keys: { name: string; ed25519: string; ml_dsa_65: string }[] };
  timestamp_authorities: { name: string; certificates: string[] }[];
  witness_policy: string;
  expires_at: string;
  requirements?: string[];
}

/** Keys of nobody in the trust root, as one of its own. */
const OTHER = testKeys('softqcos-verify refused trust roots');
const OTHERS = trustRootFor(OTHER) as unknown as TrustRoot;
const KEEPER = { name: 'A. Auditor', ...first(first(OTHERS.attesters).key_pairs) };
const keeper = (name: string, seed: string): typeof KEEPER => {
  const { attesters } = trustRootFor(testKeys(seed)) as unknown as TrustRoot;
  return { ...first(first(attesters).key_pairs), name };
};
const keepersOf = (root: TrustRoot, threshold: number, ...keys: (typeof KEEPER)[]): void => {
  root.keepers = {
    threshold,
    keys: keys.map(({ name, ed25519, ml_dsa_65 }) => ({ name, ed25519, ml_dsa_65 })),
  };
};
const revoked = (root: TrustRoot, how: Json): void => {
  first(first(root.attesters).key_pairs).revoked = { at: '2026-03-01T00:00:00Z', ...how };
};
const inPolicy = (root: TrustRoot, from: RegExp, to: string): void => {
  root.witness_policy = root.witness_policy.replace(from, to);
};

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
    'certificate-with-the-key-of-an-attester': [
      'An attester with the key that a certificate of an authority is of.',
      (root) => {
        const { entry, signer } = timestampAuthority('ed', { key: 'Ed25519' });
        const { publicKey } = new X509Certificate(signer);
        const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
        const authority = entry({ certificates: [signer] }) as {
          name: string;
          certificates: string[];
        };
        root.timestamp_authorities.push({ ...authority, name: 'Another' });
        first(first(root.attesters).key_pairs).ed25519 = key;
      },
    ],
    'note-keys-of-one-id': [
      'Two witnesses of one key name whose keys have one key id: a line could be of either.',
      (root) => {
        const lines = TWINS.map(
          (key, index) => `witness twin${index} twins.example/w+c43f400b+${key}`,
        );
        inPolicy(root, /^group/m, `${lines.join('\n')}\ngroup`);
      },
    ],
    'policy-witness-without-a-key': [
      'A witness line without a key.',
      (root) => inPolicy(root, /^group/m, 'witness more\ngroup'),
    ],
    'policy-of-33-witnesses': [
      'One witness more than a policy may have.',
      (root) => {
        const more = Array.from({ length: 10 }, (_, at) => testKeys(`witnesses ${at}`).witnesses);
        const lines = more.flat().map((key, at) => `witness more${at} ${vkeyOf(key)}`);
        inPolicy(root, /^group/m, `${lines.join('\n')}\ngroup`);
      },
    ],
    'policy-of-33-groups': [
      'One group more than a policy may have.',
      (root) => {
        const groups = Array.from(
          { length: 32 },
          (_, index) => `group g${index} any ${index === 0 ? 'all-witnesses' : `g${index - 1}`}`,
        );
        inPolicy(root, /^quorum .*$/m, `${groups.join('\n')}\nquorum g31`);
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
    'ledger-twice-with-other-keys': [
      'Two entries of one origin, each with keys of its own.',
      (root) => {
        const { key_sets } = first(OTHERS.ledgers);
        root.ledgers.push({ ...first(root.ledgers), key_sets });
      },
    ],
    'ledger-without-keys': [
      'A ledger without a key set.',
      (root) => {
        first(root.ledgers).key_sets = [];
      },
    ],
    'vkey-loose-base64': [
      'A vkey in base64 with line breaks.',
      (root) => {
        const { vkeys } = first(first(root.ledgers).key_sets);
        vkeys[0] = first(vkeys).replace(/.{20}$/, '\n$&');
      },
    ],
    'vkey-cut': [
      'A vkey whose base64 lacks its last character.',
      (root) => {
        const { vkeys } = first(first(root.ledgers).key_sets);
        vkeys[0] = first(vkeys).slice(0, -1);
      },
    ],
    'key-of-mixed-order': [
      'An Ed25519 key with a component of small order.',
      (root) => {
        first(first(root.attesters).key_pairs).ed25519 = spki(MIXED_ORDER);
      },
    ],
    'private-key': [
      'A private key in the place of a public one.',
      (root) => {
        first(first(root.attesters).key_pairs).ed25519 = Buffer.from(
          `302e020100300506032b657004220420${'01'.repeat(32)}`,
          'hex',
        ).toString('base64');
      },
    ],
    'compromised-since-when': [
      'A compromised key without the time since when.',
      (root) => revoked(root, { reason: 'compromised' }),
    ],
    'superseded-since-when': [
      'A superseded key with a time since when it was compromised.',
      (root) => revoked(root, { reason: 'superseded', compromised_since: '2026-02-01T00:00:00Z' }),
    ],
    'reason-unknown': [
      'A key that was revoked for a reason that is not in the list.',
      (root) => revoked(root, { reason: 'forgotten' }),
    ],
    'keepers-too-few': [
      'Two keepers have to sign, and there is one.',
      (root) => keepersOf(root, 2, KEEPER),
    ],
    'keepers-none-to-sign': ['No keeper has to sign.', (root) => keepersOf(root, 0, KEEPER)],
    'keepers-of-one-name': [
      'Two keepers of one name.',
      (root) => keepersOf(root, 1, KEEPER, keeper(KEEPER.name, 'another keeper')),
    ],
    'keeper-is-attester': [
      'A keeper with the keys of an attester.',
      (root) =>
        keepersOf(root, 1, { ...first(first(root.attesters).key_pairs), name: 'A. Auditor' }),
    ],
    'policy-ledger-as-witness': [
      'A witness by the name of a ledger.',
      (root) => {
        const key = testKeys('another', first(root.ledgers).origin).ledger.mlDsa44;
        inPolicy(root, /^group/m, `witness own ${vkeyOf(key)}\ngroup`);
      },
    ],
    'policy-witness-of-type-1': [
      'A witness with a vkey of type 0x01.',
      (root) => inPolicy(root, /^group/m, `witness own ${vkeyOf(OTHER.ledger.ed25519)}\ngroup`),
    ],
    'policy-name-defined-later': [
      'A group of a witness that a later line defines.',
      (root) => {
        const lines = root.witness_policy.trimEnd().split('\n');
        const group = lines.findIndex((line) => line.startsWith('group'));
        root.witness_policy = [lines[group], ...lines.filter((_, at) => at !== group), ''].join(
          '\n',
        );
      },
    ],
    'policy-name-none': [
      'A witness by the name none.',
      (root) => inPolicy(root, /\bw1\b/g, 'none'),
    ],
    'policy-name-twice': [
      'A group by the name of a witness.',
      (root) => inPolicy(root, /all-witnesses/g, 'w1'),
    ],
    'policy-member-twice-in-one-group': [
      'A witness twice in one group.',
      (root) => inPolicy(root, /^(group .*)$/m, '$1 w1'),
    ],
    'policy-quorum-of-nothing-known': [
      'A quorum of a name that no line defines.',
      (root) => inPolicy(root, /^quorum .*$/m, 'quorum others'),
    ],
    'policy-threshold-with-a-zero': [
      'A threshold with a leading zero.',
      (root) => inPolicy(root, /^group (\S+) (\d+)/m, 'group $1 0$2'),
    ],
    'policy-group-of-nobody': [
      'A group without a member.',
      (root) => inPolicy(root, /^quorum/m, 'group more any\nquorum'),
    ],
    'policy-quorum-of-two': [
      'A quorum line with two names.',
      (root) => inPolicy(root, /^quorum .*$/m, '$& w1'),
    ],
    'policy-word-unknown': [
      'A line that begins with a word that no policy has.',
      (root) => inPolicy(root, /^quorum/m, 'trust w1\nquorum'),
    ],
    'policy-carriage-return': [
      'A policy with carriage returns.',
      (root) => inPolicy(root, /\n/g, '\r\n'),
    ],
    'policy-witness-with-a-word-more': [
      'A witness line with a word too many.',
      (root) => inPolicy(root, /^(witness w1 .*)$/m, '$1 https://witness.example/ more'),
    ],
    'policy-name-too-long': [
      'A witness whose key name has 256 bytes.',
      (root) => {
        const { key } = first(OTHER.witnesses);
        const named = { ...first(OTHER.witnesses), name: `${'w'.repeat(248)}.example`, key };
        inPolicy(root, /^group/m, `witness own ${vkeyOf(named)}\ngroup`);
      },
    ],
    'requirement-twice': [
      'A requirement twice.',
      (root) => {
        root.requirements = ['timestamp', 'timestamp'];
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

/** Type 0x04 and an Ed25519 key, twice; the first four bytes of the hashes that name them are the same. */
const TWINS: readonly string[] = [
  'BB/ddwO/Wh4oktaHXqZBXM4QySrC37BPiHvaDbOGQFlu',
  'BMnz0ug0KF3+24rgYT+tvQpQ1dRCeKjz6Kh7fVB4WcAR',
];

/** The sum of a point of order L and of one of order 8. */
const MIXED_ORDER = '98519eadf35b995233b51b5cd23e9cc5a28b639b5a4af0ec903cb960d81b7819';

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
