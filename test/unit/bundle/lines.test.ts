import { describe, expect, it } from 'vitest';
import { type Line, LineReader } from '../../../src/bundle/lines.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const all = bytes(text);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

async function read(
  text: string,
  size: number,
  max = 100,
): Promise<[string, Line['fault'], number][]> {
  const reader = new LineReader(pieces(text, size), max);
  const lines: [string, Line['fault'], number][] = [];
  for (let line = await reader.next(); line !== undefined; line = await reader.next()) {
    lines.push([Buffer.from(line.bytes).toString(), line.fault, line.number]);
  }
  expect(reader.ended).toBe(true);
  return lines;
}

describe('lines of a stream', () => {
  const texts = [
    '',
    '\n',
    'a\n',
    'a\nb\n',
    'a\n\nb\n',
    'a\nb',
    'abc\ndefg\nh\n',
    '\n\n',
    'äöü\n€\n',
  ];

  it('are the same however the bytes are cut', async () => {
    for (const text of texts) {
      const whole = await read(text, 1000);
      for (let size = 1; size <= text.length + 1; size += 1)
        expect(await read(text, size)).toEqual(whole);
    }
  });

  it('are what splitting at LF gives', async () => {
    for (const text of texts) {
      const parts = text.split('\n');
      const last = parts.pop();
      const expected = [...parts, ...(last === '' ? [] : [last])];
      expect((await read(text, 3)).map(([line]) => line)).toEqual(expected);
    }
  });

  it('that are blank or unterminated are faulty', async () => {
    expect(await read('a\n\nb', 2)).toEqual([
      ['a', undefined, 1],
      ['', 'blank', 2],
      ['b', 'unterminated', 3],
    ]);
  });

  it('beyond the bound are dropped without being held, and later lines are read', async () => {
    for (const size of [1, 3, 7, 100]) {
      expect(
        await read(`${'x'.repeat(11)}\nok\n${'y'.repeat(10)}\n${'z'.repeat(40)}`, size, 10),
      ).toEqual([
        ['', 'too long', 1],
        ['ok', undefined, 2],
        ['y'.repeat(10), undefined, 3],
        ['', 'too long', 4],
      ]);
    }
  });

  it('keep their bytes while later chunks are read', async () => {
    const reader = new LineReader(pieces('first\nsecond\nthird\n', 4), 100);
    const kept = [await reader.next(), await reader.next(), await reader.next()];
    expect(kept.map((line) => Buffer.from(line?.bytes ?? []).toString())).toEqual([
      'first',
      'second',
      'third',
    ]);
  });
});
