// Lines of records.jsonl and what chance makes of them, from a seed: single bytes, cuts, and values that sit on the edge of a rule.

/** Numbers from 0 to 1 (mulberry32), the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const LEDGER = 'ledger.softqcos.example/kernel';
const HASH = 'a'.repeat(63);

/** Values on both sides of RFC 8785 and of the grammar. */
const VALUES = [
  ...[
    '0',
    '-0',
    '1',
    '-1',
    '10',
    '01',
    '1.0',
    '1.5',
    '-1.5',
    '0.5',
    '-0.5',
    '.5',
    '5.',
    '1e5',
    '1E5',
    '1e+21',
    '1e21',
  ],
  ...[
    '0.000001',
    '0.0000001',
    '0.0000012',
    '0.00001',
    '0.0000010',
    '123456789012345',
    '1234567890123456',
  ],
  ...[
    '9007199254740991',
    '9007199254740992',
    '-9007199254740993',
    '12345678.1234567',
    '1234567.123456789',
    '0.1234567890123456',
  ],
  ...[
    '100000000000000.1',
    '99999999999999.9',
    '0.3',
    '0.30',
    '1.7976931348623157e308',
    '-0.0',
    '-0.1',
    '--1',
    '+1',
    '1_0',
  ],
  ...[
    'true',
    'false',
    'null',
    'tru',
    'True',
    'nulll',
    '""',
    '"a"',
    '"\\""',
    '"\\\\"',
    '"\\/"',
    '"\\b\\f\\n\\r\\t"',
  ],
  ...[
    '"\\u0008"',
    '"\\u001f"',
    '"\\u001F"',
    '"\\u0000"',
    '"\\u0020"',
    '"\\u00e9"',
    '"é"',
    '"\u2028"',
    '"\ufeff"',
    '"😀"',
  ],
  ...[
    '"\\ud83d"',
    '"\\ud83d\\ude00"',
    '"\u007f"',
    '"\u0080"',
    '"\ud7ff"',
    '"\ue000"',
    '"\uffff"',
    '"\u{10ffff}"',
  ],
  ...[
    '[]',
    '{}',
    '[1,2]',
    '[1, 2]',
    '[1,]',
    '[,1]',
    '{"a":1}',
    '{"a":1,"b":2}',
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"é":1}',
  ],
  ...[
    '{"":1}',
    '{"a":1,}',
    '{"A":1,"a":2}',
    '{"a":1,"a.b":2}',
    '{"10":1,"9":2}',
    '{"9":1,"10":2}',
    '{"__proto__":1}',
    '[[[]]]',
  ],
  ...[1, 12, 13, 14, 15, 16, 17].map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  ...[12, 13, 14, 15].map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
];
const GOOD = [
  '"read"',
  '"user-7@hospital.example"',
  '"a long text that goes on for a while"',
  '""',
  '7',
  '0.25',
  'true',
  '[1,"a"]',
];
const FIELDS = ['a', 'action', 'actor', 'A', 'outcome', 'x-1', 'x.y', '_', '9', 'x'.repeat(64)];
const TIMES = [
  ...[
    '2026-02-28T23:59:59Z',
    '2026-02-29T00:00:00Z',
    '2024-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '0000-02-29T00:00:00Z',
    '0000-03-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999Z',
    '1969-12-31T23:59:59.5Z',
  ],
  ...[
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
  ],
  ...[
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00.1234567890Z',
    '2026-01-01T00:00:00.000Z',
    '2026-01-01t00:00:00Z',
  ],
  ...[
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00+00:00',
    '2026-01-00T00:00:00Z',
    '2026-01-01T00:00:00.1z',
    '1970-01-01T00:00:00.000000001Z',
  ],
];
const NAMES = [
  'a',
  'actor',
  'A',
  '-',
  '.',
  '_',
  '9',
  'é',
  'a b',
  '',
  'x'.repeat(64),
  'x'.repeat(65),
  '__proto__',
  'constructor',
  'zz',
];

/** One line: each member is well formed most of the time, and from the edges otherwise. */
export function line(random: () => number, sequence: number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (share: number): boolean => random() < share;
  const usually = (good: string, edges: readonly string[]): string =>
    chance(0.93) ? good : pick(edges);
  const names = (most: number): string[] => {
    const list = Array.from({ length: Math.floor(random() * most) }, () =>
      usually(pick(FIELDS), NAMES),
    );
    return chance(0.97) ? [...new Set(list)].sort() : list;
  };
  const value = (): string => (chance(0.6) ? pick(GOOD) : pick(VALUES));
  const object = (list: readonly string[], of: () => string): string =>
    `{${list.map((name) => `${JSON.stringify(name)}:${of()}`).join(',')}}`;
  const clear = names(5);
  const sealed = names(4).filter((name) => !clear.includes(name) || chance(0.05));
  return [
    `{"data":${object(clear, value)},"ledger":"${usually(LEDGER, [`${LEDGER}x`, LEDGER.slice(1), 'other'])}"`,
    chance(0.3) ? `,"metadata":${chance(0.9) ? object(names(3), value) : pick(VALUES)}` : '',
    `,"nonce":"${'A'.repeat(21)}${usually(pick(['A', 'Q', 'g', 'w']), ['B', '-', '_', '='])}"`,
    `,"previous_hash":"sha3-256:${HASH}${usually('0', ['f', 'F', '', 'g'])}"`,
    `,"record_id":"${usually(`rec_${Math.floor(random() * 9)}`, ['a:b', 'x'.repeat(128), 'x'.repeat(129), '', 'é'])}"`,
    `,"recorded_at":"${chance(0.7) ? '2026-01-01T00:00:00.123Z' : pick(TIMES)}"`,
    chance(0.5)
      ? `,"sealed":${object(sealed, () => `"sha3-256:${HASH}${Math.floor(random() * 10)}"`)}`
      : '',
    `,"sequence":${usually(String(sequence), VALUES)},"type":"${usually('event', ['export', 'erasure', 'events', ''])}"}`,
  ].join('');
}

/** A line with one to three small changes of its bytes; no LF. */
export function mutate(random: () => number, bytes: Uint8Array): Uint8Array {
  let out = Buffer.from(bytes);
  const at = (): number => Math.floor(random() * (out.length + 1));
  for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes -= 1) {
    const place = at();
    switch (Math.floor(random() * 5)) {
      case 0:
        if (out.length > place) out[place] = (out[place] ?? 0) ^ (1 << Math.floor(random() * 8));
        break;
      case 1:
        out = Buffer.concat([
          out.subarray(0, place),
          out.subarray(place + 1 + Math.floor(random() * 3)),
        ]);
        break;
      case 2: {
        const from = at();
        const piece = out.subarray(from, from + 1 + Math.floor(random() * 12));
        out = Buffer.concat([out.subarray(0, place), piece, out.subarray(place)]);
        break;
      }
      case 3:
        if (out.length > place) out[place] = Math.floor(random() * 256);
        break;
      default: {
        const text = Buffer.from(VALUES[Math.floor(random() * VALUES.length)] ?? '');
        out = Buffer.concat([out.subarray(0, place), text, out.subarray(place + text.length)]);
      }
    }
  }
  return new Uint8Array(out.map((byte) => (byte === 0x0a ? 0x20 : byte)));
}
