// Mutations of the lines of a `.jsonl` entry: dropped, doubled, exchanged, moved to another file, without their LF; one line's
// value; and what a disclosure decodes to.

import { isObject, type Json } from '../../src/base/json.js';
import { mutateValue, readJson } from './json.js';
import { misspell, writeJson } from './json-spelling.js';
import type { Random } from './random.js';

export interface LinesChange {
  readonly bytes: Uint8Array;
  /** A line that was moved into another entry. */
  readonly moved?: Uint8Array;
  readonly what: string;
}

const LF = Uint8Array.of(0x0a);

export function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let at = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, at)) {
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  if (at < bytes.length) lines.push(bytes.subarray(at));
  return lines;
}

export function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(lines.flatMap((line) => [line, LF]));
}

/** One change of an entry's lines. */
export function mutateLines(random: Random, bytes: Uint8Array): LinesChange {
  const lines = splitLines(bytes);
  const place = random.below(lines.length);
  const line = lines[place] ?? new Uint8Array(0);
  const done = (what: string) => ({ bytes: joinLines(lines), what: `line ${place + 1} ${what}` });
  switch (random.below(12)) {
    case 0:
      lines.splice(place, 1);
      return done('dropped');
    case 1:
      lines.splice(place, 0, line);
      return done('doubled');
    case 2: {
      const other = random.below(lines.length);
      lines[place] = lines[other] ?? line;
      lines[other] = line;
      return done(`exchanged with line ${other + 1}`);
    }
    case 3:
      lines.splice(place, 1);
      return { ...done('moved to another entry'), moved: line };
    case 4:
      lines.splice(
        place,
        0,
        random.pick([new Uint8Array(0), Uint8Array.of(0x0d), Uint8Array.of(0x20)]),
      );
      return done('preceded by a blank one');
    case 5:
      return { bytes: bytes.subarray(0, -1), what: 'the last LF removed' };
    case 6:
      return {
        bytes: Buffer.from(
          Buffer.from(bytes).toString('latin1').replaceAll('\n', '\r\n'),
          'latin1',
        ),
        what: 'lines end in CR LF',
      };
    case 7: {
      const value = readJson(line);
      if (value !== undefined)
        lines[place] = misspell(random, Buffer.from(line).toString('utf8'), value);
      return done('in another spelling');
    }
    case 8:
      lines[place] = padded(random, line);
      return done('made long');
    default: {
      const value = readJson(line);
      if (value === undefined) return done('kept');
      const opened = random.chance(1, 2) ? openDisclosure(random, value) : undefined;
      const { value: next, what } = opened ?? mutateValue(random, value);
      lines[place] = writeJson(random, next);
      return done(`: ${what}`);
    }
  }
}

/** Changes what one disclosure says, and writes it as base64url again. */
function openDisclosure(random: Random, value: Json): { value: Json; what: string } | undefined {
  const list = isObject(value) ? value['disclosures'] : undefined;
  if (!isObject(value) || !Array.isArray(list) || list.length === 0) return undefined;
  const place = random.below(list.length);
  const inner = readJson(Buffer.from(String(list[place]), 'base64url'));
  if (inner === undefined) return undefined;
  const { value: next, what } = mutateValue(random, inner);
  const text = Buffer.from(writeJson(random, next)).toString('base64url');
  const disclosures = list.map((each: Json, index) => (index === place ? text : each));
  return { value: { ...value, disclosures }, what: `disclosure ${place}: ${what}` };
}

/** A line near or beyond the bound of 1.5 MiB. */
function padded(random: Random, line: Uint8Array): Uint8Array {
  const length = random.pick([
    200_000,
    1_572_864 - line.length,
    1_572_865 - line.length,
    2_000_000,
  ]);
  const text = Buffer.from(line).toString('utf8');
  const filler = `"${'x'.repeat(Math.max(0, length - 3))}",`;
  return Buffer.from(
    text.replace(/^(\{"disclosures":\[|\{"path":\[)?/, (head) =>
      head === '' ? filler : `${head}${filler}`,
    ),
    'utf8',
  );
}
