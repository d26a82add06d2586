import { describe, expect, it } from 'vitest';
import { type Line, LineBlocks, lineCount, lineOf, linesOf } from '../../../src/bundle/lines.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const all = bytes(text);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

async function read(
  text: string,
  size: number,
  max = 100,
  maxLines = 1_000,
): Promise<[string, Line['fault'], number][]> {
  const blocks = new LineBlocks(pieces(text, size), max, maxLines);
  const lines: [string, Line['fault'], number][] = [];
  for await (const line of linesOf(blocks))
    lines.push([Buffer.from(line.bytes).toString(), line.fault, line.number]);
  expect(await blocks.next()).toBeUndefined();
  expect(blocks.count).toBe(lines.length);
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
        for (const maxLines of [1, 2, 1_000])
          expect(await read(text, size, 100, maxLines)).toEqual(whole);
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
    const blocks = new LineBlocks(pieces('first\nsecond\nthird\n', 4), 100);
    const kept: Line[] = [];
    for await (const line of linesOf(blocks)) kept.push(line);
    expect(kept.map(({ bytes: kept }) => Buffer.from(kept).toString())).toEqual([
      'first',
      'second',
      'third',
    ]);
  });

  it('come in blocks of whole lines with the places where they begin, of which the first may lie apart', async () => {
    const text = 'a\nbcd\n\nef\nlast';
    for (let size = 1; size <= text.length; size += 1) {
      for (const maxLines of [1, 2, 3, 100]) {
        const blocks = new LineBlocks(pieces(text, size), 100, maxLines);
        let whole = '';
        let number = 1;
        for (let block = await blocks.next(); block !== undefined; block = await blocks.next()) {
          expect(block.first).toBe(number);
          expect(lineCount(block)).toBeLessThanOrEqual(maxLines);
          expect(block.fault).toBe(block.first === 5 ? 'unterminated' : undefined);
          for (let at = 0; at < lineCount(block); at += 1) {
            const { bytes: line } = lineOf(block, at);
            const start = block.starts[at] ?? 0;
            const all = Buffer.concat([block.seam, block.bytes]);
            expect(Buffer.from(line)).toEqual(all.subarray(start, start + line.length));
            if (block.fault === undefined) expect(all[start + line.length]).toBe(0x0a);
            if (block.seam.length > 0 && block.fault === undefined)
              expect(block.seam.length).toBe(block.starts[1]);
          }
          whole += Buffer.concat([block.seam, block.bytes]).toString();
          number += lineCount(block);
        }
        expect(whole).toBe(text);
      }
    }
  });

  it('are only counted once they are skimmed, those included that are too long or have no end', async () => {
    for (const text of ['a\nb\nc\n', 'a\nb\nc', 'a\nbbbbbbbbbbbb\ncccccccccccccc', 'a\n\n\n']) {
      for (let size = 1; size <= text.length; size += 1) {
        const blocks = new LineBlocks(pieces(text, size), 5, 1);
        const seen: number[] = [];
        for await (const { number } of linesOf(blocks)) {
          seen.push(number);
          blocks.skim();
        }
        expect(seen).toEqual([1]);
        expect(blocks.count).toBe(3);
      }
    }
  });
});
