// The ways to write a JSON value: mostly in canonical form, so that a mutation is past the first gate, else in a spelling that some
// reader may take for the same value: white space, other numbers and escapes, members twice, bytes that are no UTF-8.

import { canonicalize, type Json } from '../../src/base/json.js';
import type { Random } from './random.js';

/** Writes a value: mostly canonical, else the same or nearly the same value in another spelling. */
export function writeJson(random: Random, value: Json): Uint8Array {
  const canonical = canonicalize(value);
  return random.chance(3, 4) ? Buffer.from(canonical, 'utf8') : misspell(random, canonical, value);
}

/** Text that some reader may take for the same value. */
export function misspell(random: Random, canonical: string, value: Json): Uint8Array {
  const first = /^\{("(?:[^"\\]|\\.)*":)/.exec(canonical)?.[1];
  const spellings: (string | Uint8Array)[] = [
    ` ${canonical}`,
    `${canonical} `,
    `${canonical}\r`,
    `\ufeff${canonical}`,
    JSON.stringify(value, undefined, 1),
    canonical.replace(/:(\d+)([,}])/, ':$1.0$2'),
    canonical.replace(/:(\d+)([,}])/, ':$1e0$2'),
    canonical.replace(/:(\d+)([,}])/, ':-0$2'),
    canonical.replace(/:(\d+)([,}])/, `:${'9'.repeat(400)}$2`),
    canonical.replace(/:"([A-Za-z])/, (_, c: string) => `:"\\u00${c.charCodeAt(0).toString(16)}`),
    canonical.replace(/:"/, ':"\\ud800'),
    canonical.replaceAll('/', '\\/'),
    canonical.replace(/\}$/, ',}'),
    canonical.slice(0, -1),
    `${canonical}${canonical}`,
    '['.repeat(random.pick([17, 1_000, 100_000])),
    Buffer.concat([
      Buffer.from(canonical, 'utf8').subarray(0, -1),
      Uint8Array.of(0xc3, 0x28, 0x7d),
    ]),
    Buffer.from(canonical, 'utf16le'),
  ];
  if (first !== undefined) {
    spellings.push(canonical.replace('{', `{${first}0,`));
    spellings.push(canonical.replace(/\}$/, `,${first}null}`));
  }
  const spelling = random.pick(spellings) ?? canonical;
  return typeof spelling === 'string' ? Buffer.from(spelling, 'utf8') : spelling;
}
