// The zip writer against three readers: our survey with yauzl behind it, a forward reader, and a reader of the directory alone.

import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../../src/archive/archive.js';
import { copiedEntry, storedEntry } from '../../../src/archive/copy.js';
import { type BundleSource, sourceFromBytes } from '../../../src/archive/source.js';
import { surveyZip } from '../../../src/archive/survey.js';
import { type WrittenEntry, writeZip } from '../../../src/archive/write.js';
import { SUPPORT } from '../../../src/base/limits.js';
import { readForward } from '../../support/forward-reader.js';
import { unzip } from '../../support/unzip.js';
import { readZip } from '../../support/zip-verdict.js';

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

function entryOf(path: string, content: Uint8Array, deflate: boolean): WrittenEntry {
  const data = deflate ? deflateRawSync(content) : content;
  return {
    path,
    method: deflate ? 8 : 0,
    crc32: crc32(content),
    size: content.length,
    compressedSize: data.length,
    data: () => pieces(data),
  };
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks) held.push(chunk);
  return new Uint8Array(Buffer.concat(held));
}

describe('the zip writer', () => {
  it('writes what every reader reads alike, and the same bytes each time', async () => {
    const file = fc.record({
      content: fc.uint8Array({ maxLength: 300 }),
      deflate: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 6 }), async (files) => {
        const entries = files.map(({ content, deflate }, i) =>
          entryOf(`folder/file-${i}.bin`, content, deflate),
        );
        const expected = new Map(files.map(({ content }, i) => [`folder/file-${i}.bin`, content]));
        const zip = await collect(writeZip(entries));
        expect(await collect(writeZip(entries))).toEqual(zip);
        const read = await readZip(sourceFromBytes(zip));
        expect(read.findings).toEqual([]);
        for (const files of [read.files, readForward(zip), unzip(zip)])
          expect(new Map([...(files ?? [])].map(([path, c]) => [path, new Uint8Array(c)]))).toEqual(
            expected,
          );
      }),
      { numRuns: 40 },
    );
  });

  it('adds nothing of zip64 to a small zip', async () => {
    const zip = Buffer.from(await collect(writeZip([entryOf('a', Uint8Array.of(1), false)])));
    expect(zip).toHaveLength(30 + 1 + 1 + 46 + 1 + 22);
    expect([zip.readUInt16LE(4), zip.readUInt16LE(32 + 6)]).toEqual([20, 20]);
  });

  it('refuses data of another length than stated', async () => {
    const entry = { ...entryOf('a', Buffer.from('abc'), false), compressedSize: 4 };
    await expect(collect(writeZip([entry]))).rejects.toThrow('a: 3 bytes instead of 4');
  });

  it('copies entries with their compressed bytes, and leaves out what would be empty', async () => {
    const content = Buffer.from('text '.repeat(1000));
    const first = await collect(writeZip([entryOf('a', content, true)]));
    const source = sourceFromBytes(first);
    const archive = await openArchive(source, await surveyZip(source, SUPPORT));
    const [only] = [...archive.entries.values()];
    if (only === undefined) throw new Error('no entry');
    expect(await collect(writeZip([copiedEntry(source, only)]))).toEqual(first);
    expect(await storedEntry('b', () => pieces(new Uint8Array(0)))).toBeUndefined();
    const stored = await storedEntry('b', () => pieces(content));
    expect(stored).toMatchObject({ method: 0, size: 5000, compressedSize: 5000 });
    expect(stored?.crc32).toBe(crc32(content));
  });

  it('uses zip64 for what is larger or farther than four bytes can say', async () => {
    const large = 0x1_0000_0003;
    const chunk = new Uint8Array(1 << 24);
    async function* zeros(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < large; at += chunk.length)
        yield chunk.subarray(0, Math.min(chunk.length, large - at));
    }
    const zip = new Pieces();
    const entries: WrittenEntry[] = [
      entryOf('first', Buffer.from('1'), false),
      { path: 'large', method: 0, crc32: 0, size: large, compressedSize: large, data: zeros },
      {
        path: 'ratio',
        method: 8,
        crc32: 0,
        size: large,
        compressedSize: 4_200_000,
        data: () => pieces(new Uint8Array(4_200_000)),
      },
      entryOf('far', Buffer.from('2'), false),
    ];
    for await (const piece of writeZip(entries)) zip.add(piece);
    const { findings, entries: seen } = await surveyZip(zip, SUPPORT);
    expect(findings).toEqual([]);
    expect(seen.map(({ path, size, compressedSize }) => [path, size, compressedSize])).toEqual([
      ['first', 1, 1],
      ['large', large, large],
      ['ratio', large, 4_200_000],
      ['far', 1, 1],
    ]);
    const far = seen.find(({ path }) => path === 'far');
    expect(far?.headerOffset).toBeGreaterThan(large);
    expect(await zip.read(far?.dataOffset ?? 0, 1)).toEqual(Uint8Array.of(0x32));
  });
});

/** A zip that is larger than any buffer: pieces by reference, of which most are the same zeros. */
class Pieces implements BundleSource {
  readonly #pieces: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  size = 0;

  add(bytes: Uint8Array): void {
    this.#pieces.push({ at: this.size, bytes });
    this.size += bytes.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const out = new Uint8Array(length);
    for (const { at, bytes } of this.#pieces) {
      const from = Math.max(at, offset);
      const to = Math.min(at + bytes.length, offset + length);
      if (from < to) out.set(bytes.subarray(from - at, to - at), from - offset);
    }
    return out;
  }
}
