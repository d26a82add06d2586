// docs/SPEC.md §2.4: what is read is what the zip declares, in size, CRC-32 and to the last compressed byte.

import { randomBytes } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Archive, openArchive } from '../../../src/archive/archive.js';
import { type BundleSource, sourceFromBytes } from '../../../src/archive/source.js';
import { surveyZip } from '../../../src/archive/survey.js';
import { EvidenceError, InternalError } from '../../../src/base/errors.js';
import { SUPPORT } from '../../../src/base/limits.js';
import { join, type RawEntry, rawZip } from '../../support/raw-zip.js';

const TEXT = 'one line of a record\n'.repeat(50_000);
const NOISE = new Uint8Array(randomBytes(700_000));

async function open(
  bytes: Uint8Array,
  source: BundleSource = sourceFromBytes(bytes),
): Promise<Archive> {
  return openArchive(source, await surveyZip(source, SUPPORT));
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return join(...chunks);
}

/** Code of the fault, and how many bytes came out before it. */
async function fault(entry: RawEntry): Promise<[string, number]> {
  const archive = await open(
    rawZip({ entries: [{ name: 'before', content: 'x' }, entry, { name: 'after' }] }),
  );
  let bytes = 0;
  try {
    for await (const chunk of archive.stream('a')) bytes += chunk.length;
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    expect(error.findings).toHaveLength(1);
    expect(error.findings[0]?.where.entry).toBe('a');
    return [error.findings[0]?.code ?? '', bytes];
  }
  return ['', bytes];
}

describe('openArchive', () => {
  it('lists files by path, without directories', async () => {
    const entries = ['d/', 'b', 'a', 'C', 'd/a', '_'].map((name) => ({ name }));
    const archive = await open(rawZip({ entries }));
    expect([...archive.entries.keys()]).toEqual(['C', '_', 'a', 'b', 'd/a']);
    expect(archive.has('d/')).toBe(false);
    expect(archive.has('d/a')).toBe(true);
    expect(archive.has('__proto__')).toBe(false);
  });
  it('does not open a zip that has findings', async () => {
    await expect(open(rawZip({ entries: [], suffix: new Uint8Array(1) }))).rejects.toThrow(
      InternalError,
    );
  });
  it('refuses a directory entry whose data or CRC-32 is not that of nothing', async () => {
    const cases: Omit<RawEntry, 'name'>[] = [
      { data: deflateRawSync('hidden') },
      { data: join(deflateRawSync(''), new Uint8Array(5)) },
      { data: new Uint8Array([0xff]) },
      { data: deflateRawSync(''), header: { crc32: 1 } },
      { method: 0, header: { crc32: 1 } },
    ];
    for (const entry of cases) {
      const opened = open(rawZip({ entries: [{ name: 'd/', method: 8, ...entry }] }));
      await expect(opened).rejects.toMatchObject({
        name: 'EvidenceError',
        findings: [{ code: 'NAME_DIRECTORY_NOT_EMPTY', where: { entry: 'd/' } }],
      });
    }
    const empty = await open(
      rawZip({
        entries: [
          { name: 'd/', method: 8 },
          { name: 'e/', method: 8, data: new Uint8Array(0) },
        ],
      }),
    );
    expect(empty.entries.size).toBe(0);
  });
  it("reports a source that does not repeat its bytes as our error, not as the bundle's", async () => {
    const bytes = rawZip({ entries: [{ name: 'a', content: 'a' }] });
    const survey = await surveyZip(sourceFromBytes(bytes), SUPPORT);
    const moved = bytes.slice();
    // The local extra field is now said to have a byte: the data begins later, and nothing else differs.
    moved[28] = 1;
    await expect(openArchive(sourceFromBytes(moved), survey)).rejects.toThrow(InternalError);
    for (const other of [
      { name: 'b', content: 'a' },
      { name: 'a', content: 'b' },
      { name: 'a', local: { extra: new Uint8Array(4) } },
    ]) {
      await expect(
        openArchive(sourceFromBytes(rawZip({ entries: [other] })), survey),
      ).rejects.toThrow(InternalError);
    }
  });
});

describe('a stream', () => {
  it.each([0, 8])('gives the content of method %i in pieces of at most 512 KiB', async (method) => {
    for (const content of [TEXT, NOISE, '', 'x']) {
      const archive = await open(rawZip({ entries: [{ name: 'a', content, method }] }));
      let largest = 0;
      const pieces: Uint8Array[] = [];
      for await (const piece of archive.stream('a')) {
        largest = Math.max(largest, piece.length);
        pieces.push(piece.slice());
      }
      expect(largest).toBeLessThanOrEqual(524_288);
      expect(Buffer.compare(join(...pieces), Buffer.from(content))).toBe(0);
    }
  });
  it('gives what an empty stored block, a fixed block and a dynamic block hold', async () => {
    for (const options of [
      { level: 0 },
      { strategy: constants.Z_FIXED },
      { level: 9 },
      { strategy: constants.Z_HUFFMAN_ONLY },
    ]) {
      const data = deflateRawSync(TEXT, options);
      const archive = await open(
        rawZip({ entries: [{ name: 'a', content: TEXT, method: 8, data }] }),
      );
      expect(Buffer.from(await archive.read('a', TEXT.length)).toString()).toBe(TEXT);
    }
  });
  it('may be opened twice, and beside others, in any interleaving', async () => {
    const contents = [TEXT, NOISE, `${TEXT}!`];
    const entries = contents.map((content, i) => ({
      name: `${i}`,
      content,
      method: i === 1 ? 0 : 8,
    }));
    const archive = await open(rawZip({ entries }));
    const streams = ['0', '1', '2', '0'].map((path) => archive.stream(path));
    const results = streams.map((): Uint8Array[] => []);
    const live = new Set(streams.keys());
    while (live.size > 0) {
      for (const i of [...live]) {
        const next = await streams[i]?.next();
        if (next === undefined || next.done === true) live.delete(i);
        else results[i]?.push(next.value.slice());
      }
    }
    for (const [i, content] of [...contents, TEXT].entries()) {
      expect(Buffer.compare(join(...(results[i] ?? [])), Buffer.from(content))).toBe(0);
    }
    const together = await Promise.all(
      ['0', '1', '2'].map((path) => collect(archive.stream(path))),
    );
    expect(together.map(({ length }) => length)).toEqual(contents.map(({ length }) => length));
  });
});

describe('content that is not what the zip declares', () => {
  const deflated = deflateRawSync(TEXT);
  const size = TEXT.length;
  it('has another CRC-32', async () => {
    expect(await fault({ name: 'a', content: TEXT, header: { crc32: 1 } })).toEqual([
      'ENTRY_CRC_MISMATCH',
      size,
    ]);
    expect(await fault({ name: 'a', content: TEXT, method: 8, header: { crc32: 1 } })).toEqual([
      'ENTRY_CRC_MISMATCH',
      size,
    ]);
    expect(await fault({ name: 'a', content: '', header: { crc32: 1 } })).toEqual([
      'ENTRY_CRC_MISMATCH',
      0,
    ]);
  });
  it('is longer: what comes out never exceeds the declared size', async () => {
    for (const declared of [0, 1, 1_000, size - 1]) {
      const [code, bytes] = await fault({
        name: 'a',
        content: TEXT,
        method: 8,
        header: { size: declared },
      });
      expect(code).toBe('ENTRY_SIZE_MISMATCH');
      expect(bytes).toBeLessThanOrEqual(declared);
    }
  });
  it('is shorter', async () => {
    expect(
      await fault({ name: 'a', content: TEXT, method: 8, header: { size: size + 1 } }),
    ).toEqual(['ENTRY_SIZE_MISMATCH', size]);
    expect(await fault({ name: 'a', content: '', method: 8, header: { size: 1 } })).toEqual([
      'ENTRY_SIZE_MISMATCH',
      0,
    ]);
  });
  it.each([1, 2, 100, 200_000, 1_000_000])(
    'has %i bytes after the end of the deflate stream',
    async (length) => {
      const data = join(deflated, new Uint8Array(length));
      expect((await fault({ name: 'a', content: TEXT, method: 8, data }))[0]).toBe(
        'ENTRY_INFLATE_FAILED',
      );
    },
  );
  it('has a second deflate stream after the first', async () => {
    expect(
      (await fault({ name: 'a', content: TEXT, method: 8, data: join(deflated, deflated) }))[0],
    ).toBe('ENTRY_INFLATE_FAILED');
  });
  it('ends before the end of the deflate stream', async () => {
    for (const missing of [1, 2, 10, deflated.length]) {
      const data = deflated.subarray(0, deflated.length - missing);
      // No bytes of deflate are no deflate stream, so the declared size has to be none: else the directory gives it away.
      const entry = {
        name: 'a',
        content: missing === deflated.length ? '' : TEXT,
        method: 8,
        data,
      };
      expect((await fault(entry))[0]).toBe('ENTRY_INFLATE_FAILED');
    }
  });
  it('is no deflate stream', async () => {
    const data = new Uint8Array(2_000).fill(0xff);
    expect(await fault({ name: 'a', content: TEXT, method: 8, data })).toEqual([
      'ENTRY_INFLATE_FAILED',
      0,
    ]);
  });
  it('refers to bytes before its own beginning', async () => {
    // Fixed Huffman block: a match of length 3 at distance 1, with nothing before it (RFC 1951 §3.2.5).
    const data = new Uint8Array([0x03, 0x02, 0x00]);
    expect(await fault({ name: 'a', content: '\0\0\0', method: 8, data })).toEqual([
      'ENTRY_INFLATE_FAILED',
      0,
    ]);
  });
  it('is a zlib or gzip stream instead of a raw one', async () => {
    for (const head of [
      [0x78, 0x9c],
      [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3],
    ]) {
      const data = join(new Uint8Array(head), deflated);
      expect((await fault({ name: 'a', content: TEXT, method: 8, data }))[0]).toBe(
        'ENTRY_INFLATE_FAILED',
      );
    }
  });
});

describe('read', () => {
  it('reads up to its bound, and refuses more before reading', async () => {
    const archive = await open(rawZip({ entries: [{ name: 'a', content: 'abcd' }] }));
    expect(Buffer.from(await archive.read('a', 4)).toString()).toBe('abcd');
    await expect(archive.read('a', 3)).rejects.toMatchObject({
      findings: [{ code: 'ZIP_LIMIT_EXCEEDED', where: { entry: 'a' } }],
    });
    await expect(async () => archive.read('b', 4)).rejects.toThrow(InternalError);
  });
});

describe('a source that fails', () => {
  const bytes = rawZip({
    entries: [
      { name: 'a', content: NOISE },
      { name: 'b', content: NOISE, method: 8 },
    ],
  });
  const broken = new Error('the disk is gone');
  /** Fails every read of at least `length` bytes once `failing` is set. */
  function failingSource(): { source: BundleSource; fail: () => void; reads: () => number } {
    const inner = sourceFromBytes(bytes);
    let failing = false;
    let reads = 0;
    const read = (offset: number, length: number): Promise<Uint8Array> => {
      reads += 1;
      return failing ? Promise.reject(broken) : inner.read(offset, length);
    };
    return { source: { size: inner.size, read }, fail: () => (failing = true), reads: () => reads };
  }
  it('passes its own error on: from the survey, the second reader and the streams', async () => {
    const first = failingSource();
    const survey = await surveyZip(first.source, SUPPORT);
    first.fail();
    await expect(surveyZip(first.source, SUPPORT)).rejects.toBe(broken);
    await expect(openArchive(first.source, survey)).rejects.toBe(broken);
    for (const path of ['a', 'b']) {
      const { source, fail } = failingSource();
      const archive = await open(bytes, source);
      await expect(
        (async () => {
          for await (const _ of archive.stream(path)) fail();
        })(),
      ).rejects.toBe(broken);
      await expect(collect(archive.stream(path))).rejects.toBe(broken);
    }
  });
  it('is not read further by a consumer that stopped early, and a stream never read reads nothing', async () => {
    const { source, reads } = failingSource();
    const archive = await open(bytes, source);
    const before = reads();
    archive.stream('a');
    expect(reads()).toBe(before);
    for (const path of ['a', 'b']) {
      const stream = archive.stream(path);
      await stream.next();
      await stream.return();
      const after = reads();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(reads()).toBe(after);
      expect(await stream.next()).toEqual({ done: true, value: undefined });
    }
  });
  it('is read with back-pressure: a consumer that waits holds the reader back', async () => {
    const large = rawZip({
      entries: [{ name: 'a', content: new Uint8Array(randomBytes(4_000_000)), method: 8 }],
    });
    const inner = sourceFromBytes(large);
    let read = 0;
    const source = {
      size: inner.size,
      read: (offset: number, length: number) => {
        read += length;
        return inner.read(offset, length);
      },
    };
    const archive = await open(large, source);
    read = 0;
    const stream = archive.stream('a');
    await stream.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(read).toBeLessThan(1_500_000);
    await stream.return();
  });
});
