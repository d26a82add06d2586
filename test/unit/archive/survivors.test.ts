// What mutants of src/archive showed to be said by nobody else: messages, copies in several pieces, errors of the medium, and bounds
// at which nothing goes on.

import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packedAnew, shifted } from '../../../src/archive/accidents.js';
import { copiedEntry } from '../../../src/archive/copy.js';
import { BROKEN, inflateRaw, release } from '../../../src/archive/deflate.js';
import { sourceFromBytes } from '../../../src/archive/source.js';
import type { ZipEntry } from '../../../src/archive/survey.js';
import { Window } from '../../../src/archive/window.js';
import { InternalError } from '../../../src/base/errors.js';
import { layoutZip, rawZip } from '../../support/raw-zip.js';
import { survey } from '../../support/zip-verdict.js';

const TWO = { entries: ['a', 'b'].map((name) => ({ name, content: name })) };

describe('what is said of a zip that went astray', () => {
  const place = { directoryOffset: 0, directorySize: 0, tailOffset: 0 };
  const said = async (line: string, count: number) =>
    (await shifted(new Window(sourceFromBytes(Buffer.from(line.repeat(count)))), place))?.message;

  it('is that of a text mode if sixteen line feeds have a carriage return before them, and none has not', async () => {
    expect(await said('ab\r\n', 16)).toContain('text mode');
    expect(await said('ab\r\n', 15)).toBeUndefined();
    expect(await said('ab\n', 16)).toBeUndefined();
  });

  it('names one zip that is inside, and counts several', () => {
    expect(packedAnew(['a.zip', 'notes'])?.message).toBe('the zip holds another zip: a.zip');
    expect(packedAnew(['a.zip', 'b.zip'])?.message).toContain('2 other zips: a.zip, b.zip');
  });

  it('counts the bytes of a comment', async () => {
    for (const [comment, words] of [
      ['c', '1 byte'],
      ['cc', '2 bytes'],
    ] as const) {
      const { findings } = await survey(rawZip({ ...TWO, end: { comment: Buffer.from(comment) } }));
      expect(findings.map(({ message }) => message).join()).toMatch(new RegExp(`${words}$`));
    }
  });
});

it('a directory with more entries than are accepted is not read: nothing of it is found', async () => {
  const { bytes, directory } = layoutZip(TWO);
  bytes[directory] = 0;
  const { findings } = await survey(bytes, { entries: 1 });
  expect(findings.map(({ code }) => code)).toEqual(['ZIP_LIMIT_EXCEEDED']);
});

it('an entry is copied in pieces of a MiB, to its end and no further', async () => {
  const bytes = new Uint8Array(2_097_152 + 40).map((_, at) => at % 251);
  const entry = { path: 'a', method: 0, crc32: 0, size: 2_097_160, compressedSize: 2_097_160 };
  const copied = copiedEntry(sourceFromBytes(bytes), { ...entry, dataOffset: 8 } as ZipEntry);
  const pieces: Uint8Array[] = [];
  for await (const piece of copied.data()) pieces.push(piece);
  expect(pieces.map(({ length }) => length)).toEqual([1_048_576, 1_048_576, 8]);
  expect(Buffer.concat(pieces).equals(bytes.subarray(8, 8 + entry.size))).toBe(true);
});

it('an error of the medium is no broken deflate stream, whatever code it has', async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Uint8Array.of(3);
    throw Object.assign(new Error('the medium'), { code: 'EIO' });
  }
  async function* ending(): AsyncGenerator<Uint8Array> {
    yield Uint8Array.of(0xff, 0xff);
  }
  await expect(inflateRaw(failing(), 65_536).next()).rejects.toThrow('the medium');
  expect((await inflateRaw(ending(), 65_536).next()).value).toBe(BROKEN);
});

it('a source has nothing outside itself, and nothing is something', async () => {
  const source = sourceFromBytes(Uint8Array.of(1, 2));
  expect(await source.read(2, 0)).toHaveLength(0);
  for (const [offset, length] of [
    [-1, 1],
    [0, -1],
    [1, 2],
  ] as const) {
    await expect(source.read(offset, length)).rejects.toThrow(RangeError);
    await expect(new Window(source).bytes(offset, length)).rejects.toThrow(InternalError);
  }
});

it('a buffer that zlib goes on filling is not let go of with the first chunk in it', async () => {
  const content = Uint8Array.from({ length: 600_000 }, (_, at) => (at * at) >>> 7);
  const data = deflateRawSync(content, { level: 0 });
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < data.length; at += 50_000) yield data.subarray(at, at + 50_000);
  }
  const copies: Buffer[] = [];
  for await (const chunk of inflateRaw(pieces(), 262_144)) {
    copies.push(Buffer.from(chunk));
    release(chunk);
  }
  expect(copies.length).toBeGreaterThan(3);
  expect(Buffer.concat(copies).equals(content)).toBe(true);
});
