// Mutations of JSON values: members, numbers, strings, lists. How the result is spelt is said in json-spelling.ts.

import { isObject, type Json, type JsonObject } from '../../src/base/json.js';
import type { Random } from './random.js';

const DEEP: Json = Array.from({ length: 20 }).reduce<Json>((inner) => [inner], 0);

/** Values that documents do not expect in that place. */
const VALUES: readonly [Json, ...Json[]] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  1e21,
  1e-7,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  1e308,
  '',
  '0',
  '*',
  'none',
  '__proto__',
  'constructor',
  '.',
  '..',
  '/',
  '\u0000',
  '\u202e',
  '\u2028',
  '\uffff',
  '\ud83e\ude7a',
  '=1+1',
  '::error::x',
  'sha3-256:',
  `sha3-256:${'0'.repeat(64)}`,
  `sha256:${'f'.repeat(64)}`,
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2026-02-30T00:00:00Z',
  'x'.repeat(513),
  'A'.repeat(70_000),
  [],
  {},
  [[]],
  [{}],
  DEEP,
  ['*', '*'],
  { '': '' },
];
const NAMES: readonly [string, ...string[]] = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'length',
  'sequence',
  'record_id',
  'type',
  'data',
  'sealed',
  'path',
  'critical',
  'extensions',
  'x',
  'x'.repeat(65),
  '\u0000',
  '\ud83e\ude7a',
  'claims',
  'erasure',
  'attachments',
  'authorization',
  'metadata',
];

/** A copy with one change somewhere, and what it was. */
export function mutateValue(random: Random, value: Json): { value: Json; what: string } {
  const paths = pathsOf(value);
  const path = random.pick(paths) ?? [];
  const target = at(value, path);
  const { next, what } = change(random, target, value, paths);
  return { value: put(value, path, next), what: `${what} at /${path.join('/').slice(0, 80)}` };
}

function change(
  random: Random,
  target: Json,
  whole: Json,
  paths: readonly (readonly string[])[],
): { next: Json; what: string } {
  if (random.chance(1, 5)) {
    const from = random.pick(paths) ?? [];
    return { next: at(whole, from), what: `the value of /${from.join('/').slice(0, 80)}` };
  }
  if (random.chance(1, 4)) return { next: random.pick(VALUES), what: 'another value' };
  if (typeof target === 'number') return { next: number(random, target), what: 'another number' };
  if (typeof target === 'string') return { next: text(random, target), what: 'another text' };
  if (Array.isArray(target)) return { next: list(random, target), what: 'another list' };
  if (isObject(target)) return { next: object(random, target), what: 'other members' };
  return { next: random.pick(VALUES), what: 'another value' };
}

function number(random: Random, value: number): number {
  return random.pick([
    value + 1,
    value - 1,
    -value,
    value * 2,
    value / 2,
    2 ** 53 - 1,
    value + 2 ** 32,
    0,
    random.below(64),
  ]);
}

function text(random: Random, value: string): string {
  const place = random.below(value.length + 1);
  const swap = (piece: string, remove: number): string =>
    `${value.slice(0, place)}${piece}${value.slice(place + remove)}`.toWellFormed();
  switch (random.below(8)) {
    case 0:
      return swap(random.pick(['0', '1', 'f', 'a', 'Z', '-', '_', '.', '=', '+', '/', ':']), 1);
    case 1:
      return swap('', 1);
    case 2:
      return swap(
        random.pick([' ', '\n', '\u0000', '\u202e', '"', '\\', '\u00e9', '\u{1f600}']),
        0,
      );
    case 3:
      return value.toUpperCase();
    case 4:
      return value + value;
    case 5:
      return value.slice(0, place).toWellFormed();
    case 6: {
      // A digit up or down: times, sizes and ids stay what they are and say something else.
      const digit = value.slice(place).search(/[0-9]/);
      if (digit < 0) return `${value}0`;
      const spot = place + digit;
      return `${value.slice(0, spot)}${random.below(10)}${value.slice(spot + 1)}`;
    }
    default:
      return '';
  }
}

function list(random: Random, value: readonly Json[]): Json {
  const items = [...value];
  const place = random.below(items.length);
  const item = items[place] ?? null;
  switch (random.below(5)) {
    case 0:
      items.splice(place, 1);
      break;
    case 1:
      items.splice(place, 0, item);
      break;
    case 2:
      items.reverse();
      break;
    case 3:
      items.push(random.pick(VALUES));
      break;
    default: {
      const other = random.below(items.length);
      [items[place], items[other]] = [items[other] ?? null, item];
    }
  }
  return items;
}

function object(random: Random, value: JsonObject): Json {
  const entries = Object.entries(value);
  const place = random.below(entries.length);
  const [name = '', member = null] = entries[place] ?? [];
  switch (random.below(4)) {
    case 0:
      entries.splice(place, 1);
      break;
    case 1:
      entries.push([random.pick(NAMES), random.chance(1, 2) ? member : random.pick(VALUES)]);
      break;
    case 2:
      entries[place] = [random.pick(NAMES), member];
      break;
    default: {
      const other = entries[random.below(entries.length)];
      if (other !== undefined) [entries[place], other[1]] = [[name, other[1]], member];
    }
  }
  return Object.fromEntries(entries);
}

/** The value, if the bytes are JSON that can be walked. */
export function readJson(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}

/** The ways to every value inside, the value itself included; at most 4,000. */
function pathsOf(value: Json, path: readonly string[] = [], out: (readonly string[])[] = []) {
  if (out.length >= 4_000 || path.length > 20) return out;
  out.push(path);
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) pathsOf(inner as Json, [...path, name], out);
  }
  return out;
}

function at(value: Json, path: readonly string[]): Json {
  return path.reduce<Json>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null
        ? ((inner as Record<string, Json>)[name] ?? null)
        : null,
    value,
  );
}

function put(value: Json, [name, ...rest]: readonly string[], next: Json): Json {
  if (name === undefined) return next;
  if (Array.isArray(value))
    return value.map((item: Json, index) =>
      String(index) === name ? put(item, rest, next) : item,
    );
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === name ? put(inner, rest, next) : inner,
    ]),
  );
}
