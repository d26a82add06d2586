import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signingKey, vkeyOf } from '../../../exporter/keys.js';
import type { Instant } from '../../../src/base/encoding.js';
import {
  isQuorum,
  leastWitnesses,
  parsePolicy,
  quorumTime,
  type WitnessPolicy,
  witnessesOfQuorum,
} from '../../../src/trust/policy.js';

/** The vkey of witness `n`: Ed25519 keys are quick to make. */
function vkey(n: number, type: 1 | 4 = 4, name = `w${n}.example`): string {
  return vkeyOf({ name, type, key: signingKey('Ed25519', new Uint8Array(32).fill(n)) });
}

const witnesses = (count: number): string =>
  Array.from({ length: count }, (_, n) => `witness w${n + 1} ${vkey(n + 1)}\n`).join('');

function policyOf(text: string): WitnessPolicy {
  const result = parsePolicy(text);
  if (!result.ok) throw new Error(`line ${result.line}: ${result.reason}`);
  return result.policy;
}

const fault = (text: string): string => {
  const result = parsePolicy(text);
  return result.ok ? 'accepted' : `${result.line}: ${result.reason}`;
};

/** The two-level example of c2sp.org/tlog-policy. */
const EXAMPLE = [
  `witness X1 ${vkey(1)}`,
  `witness X2 ${vkey(2)}`,
  `witness X3 ${vkey(3)}`,
  'group X-witnesses 2 X1 X2 X3',
  '',
  `witness Y1 ${vkey(4)}`,
  `witness Y2 ${vkey(5)}`,
  `witness Y3 ${vkey(6)}`,
  'group Y-witnesses any Y1 Y2 Y3',
  '',
  'group X-and-Y all X-witnesses Y-witnesses',
  'quorum X-and-Y',
  '',
].join('\n');

describe('parsePolicy', () => {
  it('reads the example of the specification', () => {
    const policy = policyOf(EXAMPLE);
    expect(policy.quorum).toBe('X-and-Y');
    expect(policy.witnesses.map(({ name }) => name)).toEqual(['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3']);
    expect(policy.groups).toEqual([
      { name: 'X-witnesses', threshold: 2, members: ['X1', 'X2', 'X3'] },
      { name: 'Y-witnesses', threshold: 1, members: ['Y1', 'Y2', 'Y3'] },
      { name: 'X-and-Y', threshold: 2, members: ['X-witnesses', 'Y-witnesses'] },
    ]);
    expect(policy.witnesses[0]?.noteKey).toMatchObject({ name: 'w1.example', type: 4 });
    expect(isQuorum(policy, new Set(['X1', 'X3', 'Y2']))).toBe(true);
    expect(isQuorum(policy, new Set(['X1', 'X2', 'X3']))).toBe(false);
    expect(isQuorum(policy, new Set(['X1', 'Y1', 'Y2', 'Y3']))).toBe(false);
  });

  it('takes spaces and tabs, comments, URLs, a missing last LF and lines after the quorum', () => {
    const text = ` \t# a comment\n\twitness\t w1  ${vkey(1)} https://w.example/ \n\n quorum w1\n#\nwitness w2 ${vkey(2)}`;
    expect(policyOf(text).witnesses).toHaveLength(2);
  });

  it('keeps names opaque: a Kelvin sign is no K', () => {
    expect(
      fault(`witness K ${vkey(1)}\nwitness \u212a ${vkey(2)}\ngroup g all K \u212a\nquorum g\n`),
    ).toBe('accepted');
    expect(fault(`witness K ${vkey(1)}\nquorum \u212a\n`)).toMatch(/^2: the quorum names/);
  });

  it('supports 32 witnesses and 32 groups, and says when there are more', () => {
    const groups = (count: number): string =>
      Array.from({ length: count }, (_, n) => `group g${n + 1} 1 w${n + 1}\n`).join('');
    expect(fault(`${witnesses(32)}${groups(32)}quorum g32\n`)).toBe('accepted');
    expect(fault(`${witnesses(33)}quorum w1\n`)).toBe('33: there are more than 32 witnesses');
    expect(fault(`${witnesses(32)}${groups(32)}group g33 1 g1\nquorum g1\n`)).toBe(
      '65: there are more than 32 groups',
    );
  });

  it.each([
    ['an empty text', '', '1: the quorum line is missing'],
    ['no quorum', `witness a ${vkey(1)}\n`, '2: the quorum line is missing'],
    ['quorum none', `witness a ${vkey(1)}\nquorum none\n`, '2: a quorum of none proves nothing'],
    [
      'two quorum lines',
      `witness a ${vkey(1)}\nquorum a\nquorum a\n`,
      '3: there is more than one quorum line',
    ],
    [
      'a quorum of two names',
      `witness a ${vkey(1)}\nquorum a a\n`,
      '2: a quorum line is: quorum <name>',
    ],
    [
      'a quorum before its definition',
      `quorum a\nwitness a ${vkey(1)}\n`,
      '1: the quorum names what no earlier line defines',
    ],
    [
      'a log line',
      `log ${vkey(1, 1)}\n`,
      '1: a log line has no place here: ledgers are listed under ledgers',
    ],
    ['an unknown keyword', 'Witness a b\n', '1: the line is not a witness, group or quorum line'],
    ['a CR', `witness a ${vkey(1)}\r\nquorum a\n`, '1: the line holds a control character'],
    ['a DEL', '# \u007f\n', '1: the line holds a control character'],
    [
      'a witness without a key',
      'witness a\n',
      '1: a witness line is: witness <name> <vkey> [<url>]',
    ],
    [
      'a witness with four items',
      `witness a ${vkey(1)} u v\n`,
      '1: a witness line is: witness <name> <vkey> [<url>]',
    ],
    [
      'a key of type 0x01',
      `witness a ${vkey(1, 1)}\n`,
      `1: the vkey is of type 0x01, and 0x04 or 0x06 is expected; if this key cosigns, its vkey is ${vkey(1, 4)}`,
    ],
    [
      'a raw key as sigsum writes it',
      `witness a ${'0'.repeat(64)}\n`,
      '1: this is a key alone, as Sigsum writes it: its vkey of type 0x04 is expected, name+hex+base64',
    ],
    [
      'a name twice',
      `witness a ${vkey(1)}\nwitness a ${vkey(2)}\n`,
      '2: the name is already defined',
    ],
    ['a witness named none', `witness none ${vkey(1)}\n`, '1: the name none is predefined'],
    [
      'a group named none',
      `witness a ${vkey(1)}\ngroup none any a\n`,
      '2: the name none is predefined',
    ],
    [
      'a group of its own name',
      `witness a ${vkey(1)}\ngroup g any a g\n`,
      '2: the group has a member that no earlier line defines',
    ],
    [
      'a group with the member none',
      `witness a ${vkey(1)}\ngroup g any a none\n`,
      '2: the group has a member that no earlier line defines',
    ],
    [
      'one key under two names',
      `witness a ${vkey(1)}\nwitness b ${vkey(1, 4, 'other')}\n`,
      '2: the key is already that of the witness of line 1',
    ],
    [
      'a member twice in a group',
      `witness a ${vkey(1)}\ngroup g 2 a a\n`,
      '2: a member of the group is already a member of a group',
    ],
    [
      'a member of two groups',
      `${witnesses(2)}group g any w1 w2\ngroup h any w1\n`,
      '4: a member of the group is already a member of a group',
    ],
    [
      'a group without members',
      `witness a ${vkey(1)}\ngroup g any\n`,
      '2: a group line is: group <name> all|any|<k> <name>...',
    ],
    [
      'a threshold of 0',
      `witness a ${vkey(1)}\ngroup g 0 a\n`,
      '2: the group asks for a number of members that is not between 1 and 1',
    ],
    [
      'a threshold above the members',
      `witness a ${vkey(1)}\ngroup g 2 a\n`,
      '2: the group asks for a number of members that is not between 1 and 1',
    ],
    [
      'a threshold that is no decimal',
      `witness a ${vkey(1)}\ngroup g 01 a\n`,
      '2: the group asks for a number of members that is not between 1 and 1',
    ],
  ])('refuses %s', (_, text, expected) => {
    expect(fault(text)).toBe(expected);
  });

  it('names no key in a message', () => {
    const key = vkey(1);
    expect(fault(`witness a ${key.replace('+', '+x')}\n`)).not.toContain(key.slice(-20));
  });
});

describe('quorumTime', () => {
  const two = policyOf(`${witnesses(3)}group g 2 w1 w2 w3\nquorum g\n`);
  const of = (...times: readonly (Instant | undefined)[]) =>
    new Map(times.map((time, n) => [`w${n + 1}`, time] as const));

  it('is the earliest time at which the timed cosignatures are a quorum', () => {
    expect(quorumTime(two, of(30n, 10n, 20n))).toBe(20n);
    expect(quorumTime(two, of(30n, 10n))).toBe(30n);
    expect(quorumTime(two, of(10n, 10n, 10n))).toBe(10n);
  });

  it('is undefined for less than a quorum', () => {
    expect(quorumTime(two, of(30n))).toBeUndefined();
    expect(quorumTime(two, new Map())).toBeUndefined();
    expect(
      quorumTime(
        two,
        new Map([
          ['w1', 1n],
          ['stranger', 1n],
        ]),
      ),
    ).toBeUndefined();
    // Members of a group are not the group: its own name proves nothing.
    expect(quorumTime(two, new Map([['g', 1n]]))).toBeUndefined();
  });

  it('counts a cosignature without a time for the quorum, never for its time', () => {
    expect(quorumTime(two, of(undefined, 10n))).toBe('untimed');
    expect(quorumTime(two, of(0n, 10n))).toBe('untimed');
    expect(quorumTime(two, of(0n, undefined, undefined))).toBe('untimed');
    expect(quorumTime(two, of(0n, 10n, 20n))).toBe(20n);
  });

  it('agrees with trying every time and every reading of the groups', () => {
    const shape = fc.record({
      inner: fc.integer({ min: 1, max: 3 }),
      outer: fc.integer({ min: 1, max: 3 }),
      times: fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: -1 }), {
        minLength: 5,
        maxLength: 5,
      }),
    });
    const base = witnesses(5);
    fc.assert(
      fc.property(shape, ({ inner, outer, times }) => {
        const policy = policyOf(
          `${base}group i ${inner} w1 w2 w3\ngroup o ${outer} i w4 w5\nquorum o\n`,
        );
        const verified = new Map(
          times.flatMap((time, n) => (time < 0 ? [] : [[`w${n + 1}`, BigInt(time)] as const])),
        );
        const met = (has: (n: number) => boolean): boolean => {
          const below = [1, 2, 3].filter(has).length >= inner;
          return (below ? 1 : 0) + [4, 5].filter(has).length >= outer;
        };
        const time = (n: number): number => times[n - 1] ?? -1;
        const candidates = [1, 2, 3, 4, 5].filter((t) => met((n) => time(n) > 0 && time(n) <= t));
        const [first] = candidates;
        const all = met((n) => time(n) >= 0);
        const expected = !all ? undefined : first === undefined ? 'untimed' : BigInt(first);
        expect(quorumTime(policy, verified)).toBe(expected);
      }),
    );
  });
});

describe('leastWitnesses and witnessesOfQuorum', () => {
  it('say how little is enough, and who is not asked', () => {
    expect(leastWitnesses(policyOf(EXAMPLE))).toBe(3);
    const policy = policyOf(`${witnesses(4)}group g 2 w1 w2\ngroup h any g w3\nquorum h\n`);
    expect(leastWitnesses(policy)).toBe(1);
    expect(witnessesOfQuorum(policy).map(({ name }) => name)).toEqual(['w1', 'w2', 'w3']);
    expect(leastWitnesses(policyOf(`${witnesses(1)}quorum w1\n`))).toBe(1);
  });
});
