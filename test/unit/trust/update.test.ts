// Updates of a trust root (docs/SPEC.md §12.7): every attack of its table, each with one fault and its exact code, and the rules of a
// rotation against a naive count.

import { createPrivateKey, sign as nodeSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { preAuthenticationEncoding } from '../../../src/base/dsse.js';
import { parseTime, toBase64, utf8 } from '../../../src/base/encoding.js';
import { VerifierError } from '../../../src/base/errors.js';
import { canonicalize } from '../../../src/base/json.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import {
  refuseNotCurrent,
  refuseNotNext,
  refuseTooFew,
  signedBy,
} from '../../../src/trust/update/judge.js';
import { keeperDocument } from '../../../src/trust/update/keeper.js';
import {
  type KeeperSecret,
  newSecret,
  readSecret,
  signUpdate,
  writeSecret,
} from '../../../src/trust/update/secret.js';
import {
  type Edition,
  proposeUpdate,
  readUpdate,
  type Update,
  writeUpdate,
} from '../../../src/trust/update/update.js';
import { fullRoot, type MutableRoot } from './fixture.js';

const NAMES = ['Ann', 'Ben', 'Cid', 'Dot'] as const;
type Name = (typeof NAMES)[number];
const SECRETS = Object.fromEntries(NAMES.map((name) => [name, newSecret()])) as Record<
  Name,
  KeeperSecret
>;
const AT = parseTime('2026-06-01T00:00:00Z') ?? 0n;

interface Shape {
  readonly serial: number;
  readonly keepers?: readonly Name[] | undefined;
  readonly threshold?: number;
  readonly change?: (root: MutableRoot) => void;
}

/** The bytes of a trust root with these keepers. */
function file({ serial, keepers = ['Ann', 'Ben', 'Cid'], threshold = 2, change }: Shape) {
  const root: MutableRoot = { ...fullRoot(), serial };
  const keys = keepers.map((name) => {
    const { format: _, ...item } = keeperDocument(name, SECRETS[name]);
    return item;
  });
  root['keepers'] = { threshold, keys };
  change?.(root);
  return utf8(JSON.stringify(root));
}

function edition(bytes: Uint8Array): Edition {
  return { bytes, trustRoot: loadTrustRoot(bytes) };
}

const PRESENT = edition(file({ serial: 1 }));

function signed(update: Update, ...by: readonly Name[]): Update {
  return by.reduce((all, name) => signUpdate(all, SECRETS[name]), update);
}

/** An update from the present trust root, signed by Ann and Ben unless others are named. */
function update(shape: Partial<Shape> = {}, by: readonly Name[] = ['Ann', 'Ben'], from = PRESENT) {
  return signed(proposeUpdate(from, file({ serial: 2, ...shape })), ...by);
}

/** What `trust update` does with one file: the code of its refusal, or the serial that is there then. */
function outcome(text: string, from = PRESENT, at = AT): string | number {
  try {
    const read = readUpdate(utf8(text));
    refuseTooFew(signedBy(from, read));
    refuseNotNext(from, read);
    refuseNotCurrent(read.next.trustRoot, at);
    return read.next.trustRoot.serial;
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    return error.code;
  }
}

const written = (...words: Parameters<typeof update>): string => writeUpdate(update(...words));

/** The update with its payload changed after it was signed. */
function edited(): string {
  const good = update();
  const { payload } = proposeUpdate(PRESENT, file({ serial: 2, change: addRequirement }));
  return writeUpdate({ ...good, payload });
}

function addRequirement(root: MutableRoot): void {
  root.requirements = [...root.requirements, 'completeness'];
}

/** The present trust root, a sibling of it that the same keepers signed, and the update that follows the sibling. */
function mixed(): string {
  const sibling = edition(file({ serial: 1, change: addRequirement }));
  return written({}, ['Ann', 'Ben'], sibling);
}

function payloadOf(bytes: Uint8Array): string {
  const payload = utf8(
    canonicalize({
      format: 'softqcos.trust-successor/v1',
      replaces: PRESENT.trustRoot.sha3_256,
      trust_root: toBase64(bytes),
    }),
  );
  const type = 'application/vnd.softqcos.trust-update+json';
  const message = preAuthenticationEncoding(type, payload);
  const signatures = (['Ann', 'Ben'] as const).flatMap((name) =>
    SECRETS[name].map(({ key, sign }) => ({ keyid: key.keyId, sig: toBase64(sign(message)) })),
  );
  return canonicalize({ payload: toBase64(payload), payloadType: type, signatures });
}

/** By the names of the table in the specification. */
const ATTACKS: Readonly<Record<string, () => string>> = {
  'arbitrary installation': () => written({}, []),
  'an edited file': edited,
  'one key counted twice': () => written({}, ['Ann', 'Ann', 'Ann']),
  'one key under two names': () =>
    payloadOf(
      file({
        serial: 2,
        change: ({ keepers }) => {
          const { keys } = keepers as { keys: { name: string }[] };
          keys[1] = { ...(keys[0] as { name: string }), name: 'Somebody else' };
        },
      }),
    ),
  'half of a hybrid pair': () => {
    const good = update();
    return writeUpdate({ ...good, signatures: good.signatures.slice(0, 3) });
  },
  'a threshold that nobody can reach, or of none': () =>
    payloadOf(file({ serial: 2, threshold: 4 })),
  'an unknown key': () => written({}, ['Ann', 'Dot']),
  'a rotation without the new keepers': () =>
    written({ keepers: ['Cid', 'Dot'] }, ['Ann', 'Ben', 'Cid']),
  'a rotation by the new keepers alone': () => written({ keepers: ['Cid', 'Dot'] }, ['Cid', 'Dot']),
  'keepers taken away': () => written({ change: (root) => delete root['keepers'] }),
  rollback: () => written({ serial: 1, change: addRequirement }),
  'fast-forward': () => written({ serial: Number.MAX_SAFE_INTEGER }),
  freeze: () =>
    written({
      change: (root) => {
        root.expires_at = '2026-05-31T23:59:59Z';
      },
    }),
  'mix-and-match': mixed,
  'a trust root of another audit': () =>
    written({
      change: (root) => {
        root.name = 'Another audit';
      },
    }),
};

describe('the attacks of the specification', () => {
  const spec = readFileSync('docs/SPEC.md', 'utf8');
  const section = spec.slice(spec.indexOf('| attack |'), spec.indexOf('A thief of `threshold`'));
  const rows = [...section.matchAll(/^\| ([^|]+) \| [^|]+ \| `(ERR_\w+)` \|$/gm)].map(
    ([, attack = '', code = '']) => [attack, code] as const,
  );

  it('has a case for each, but for the size, which the reader of the file bounds', () => {
    expect(rows.map(([attack]) => attack).filter((attack) => !(attack in ATTACKS))).toEqual([
      'endless data',
    ]);
    expect(rows).toHaveLength(Object.keys(ATTACKS).length + 1);
  });

  it.each(rows.filter(([attack]) => attack in ATTACKS))('%s: %s', (attack, code) => {
    expect(outcome(ATTACKS[attack]?.() ?? '')).toBe(code);
  });

  it('accepts the update that all of them were made from', () => {
    expect(outcome(written())).toBe(2);
    expect(outcome(written({}, ['Ann', 'Ben', 'Cid', 'Dot']))).toBe(2);
    expect(outcome(written({ keepers: ['Cid', 'Dot'] }, ['Ann', 'Cid', 'Dot']))).toBe(2);
  });

  it('refuses a threshold of none, an earlier day of issue, one from the future, and a root without keepers', () => {
    expect(outcome(payloadOf(file({ serial: 2, threshold: 0 })))).toBe('ERR_UPDATE_INVALID');
    const back = (root: MutableRoot): void => {
      root.issued_at = '2020-01-01T00:00:00Z';
    };
    expect(outcome(written({ change: back }))).toBe('ERR_UPDATE_ROLLBACK');
    expect(outcome(written(), PRESENT, PRESENT.trustRoot.issuedAt - 1n)).toBe(
      'ERR_UPDATE_NOT_CURRENT',
    );
    const bare = edition(file({ serial: 1, change: (root) => delete root['keepers'] }));
    expect(outcome(written({}, ['Ann', 'Ben'], bare), bare)).toBe('ERR_UPDATE_NO_KEEPERS');
  });

  it('accepts an update of a trust root that has expired: otherwise nobody could ever leave it', () => {
    const change = (root: MutableRoot): void => {
      root.expires_at = '2026-01-02T00:00:00Z';
    };
    const old = edition(file({ serial: 1, change }));
    expect(outcome(written({}, ['Ann', 'Ben'], old), old)).toBe(2);
  });
});

describe('whoever signs', () => {
  it('is counted as a naive count says, for every set of signers of a rotation', () => {
    const [from, to] = [['Ann', 'Ben', 'Cid'] as Name[], ['Cid', 'Dot'] as Name[]];
    const bare = proposeUpdate(PRESENT, file({ serial: 2, keepers: to }));
    for (let set = 0; set < 1 << NAMES.length; set += 1) {
      const by = NAMES.filter((_, i) => (set >> i) % 2 === 1);
      const of = (all: readonly Name[]): number => all.filter((name) => by.includes(name)).length;
      const expected =
        of(from) < 2 ? 'ERR_UPDATE_SIGNATURES' : of(to) < 2 ? 'ERR_UPDATE_NEW_SIGNATURES' : 2;
      expect([by, outcome(writeUpdate(signed(bare, ...by)))]).toEqual([by, expected]);
    }
  });

  it('is not helped by any change of a byte of the envelope', () => {
    const good = written();
    for (let at = 0; at < good.length; at += 997) {
      const other = good[at] === 'A' ? 'B' : 'A';
      const found = outcome(`${good.slice(0, at)}${other}${good.slice(at + 1)}`);
      expect([at, found === 2 ? 'accepted' : 'refused']).toEqual([at, 'refused']);
    }
  });
});

describe('the private keys of a keeper', () => {
  it('are two PEM blocks that come back as they were, and that OpenSSL reads', () => {
    const text = writeSecret(SECRETS.Ann);
    expect(writeSecret(readSecret(text))).toBe(text);
    expect(readSecret(text).map(({ key }) => key.keyId)).toEqual(
      SECRETS.Ann.map(({ key }) => key.keyId),
    );
    const blocks = text.match(/-----BEGIN[\s\S]*?-----END PRIVATE KEY-----/g) ?? [];
    expect(blocks).toHaveLength(2);
    const algorithms = process.versions.openssl.startsWith('3.0') ? [0] : [0, 1];
    const message = utf8('what a keeper signs');
    for (const i of algorithms) {
      const native = nodeSign(null, message, createPrivateKey(blocks[i] ?? ''));
      expect(SECRETS.Ann[i]?.key.verify(message, native)).toBe(true);
    }
  });

  it.each([
    ['nothing', ''],
    ['one of the two', writeSecret(SECRETS.Ann).split(/(?<=END PRIVATE KEY-----\n)/)[0] ?? ''],
    [
      'the same one twice',
      (writeSecret(SECRETS.Ann).match(/^[\s\S]*?END.*\n/) ?? [''])[0].repeat(2),
    ],
    ['three blocks', writeSecret(SECRETS.Ann) + writeSecret(SECRETS.Ben).slice(0, 119)],
    [
      'an encrypted key',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n',
    ],
  ])('are refused if the file holds %s', (_, text) => {
    expect(() => readSecret(text)).toThrow(VerifierError);
  });
});
