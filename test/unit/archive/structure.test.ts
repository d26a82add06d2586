// docs/SPEC.md §2.2: the structures tile the file, and the end of the file says truly where they are.

import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { surveyZip } from '../../../src/archive/survey.js';
import { SUPPORT } from '../../../src/base/limits.js';
import { block, join, layoutZip, type RawZip, rawZip, u64le } from '../../support/raw-zip.js';
import { codes, survey } from '../../support/zip-verdict.js';

const A = { name: 'a.txt', content: 'aaaa' };
const B = { name: 'b.txt', content: 'bbbbbbbbbbbb'.repeat(20), method: 8 };
const BYTE = new Uint8Array([0]);
const TWO: RawZip = { entries: [A, B] };
/** Where things stand in it: how far deflate shrinks b.txt is up to zlib. */
const { directory: DIRECTORY, end: END } = layoutZip(TWO);
const DIRECTORY_SIZE = END - DIRECTORY;

describe('a zip that tiles the file', () => {
  it('is accepted, with one structure for each header and record', async () => {
    const layout = layoutZip(TWO);
    expect(await survey(layout.bytes)).toEqual({
      findings: [],
      structures: 5,
      names: 2,
      entries: [
        expect.objectContaining({ path: 'a.txt', method: 0, size: 4, compressedSize: 4 }),
        expect.objectContaining({
          path: 'b.txt',
          isDirectory: false,
          method: 8,
          size: 240,
          headerOffset: layout.locals[1],
          dataOffset: layout.data[1],
        }),
      ],
    });
  });
  it('may have its entries in any order', async () => {
    expect(
      await codes(rawZip({ entries: [A, B, { name: 'c', content: 'c' }], order: [2, 0, 1] })),
    ).toEqual([]);
  });
  it('may be empty', async () => {
    expect(await survey(rawZip({ entries: [] }))).toEqual({
      findings: [],
      structures: 1,
      names: 0,
      entries: [],
    });
  });
  it('may have entry comments, even one that looks like an end record', async () => {
    const comment = rawZip({ entries: [] });
    expect(await codes(rawZip({ entries: [{ ...A, central: { comment } }, B] }))).toEqual([]);
  });
  it('may hold a zip as the content of an entry', async () => {
    expect(await codes(rawZip({ entries: [{ name: 'x.zip', content: rawZip(TWO) }] }))).toEqual([]);
  });
});

describe('bytes that belong to no structure', () => {
  const cases: [string, RawZip, string, number][] = [
    ['before the first entry', { ...TWO, prefix: BYTE }, 'ZIP_GAP', 0],
    ['between two entries', { entries: [A, { ...B, before: BYTE }] }, 'ZIP_GAP', 39],
    ['before the directory', { ...TWO, beforeDirectory: BYTE }, 'ZIP_GAP', DIRECTORY],
    ['after the directory', { ...TWO, afterDirectory: BYTE }, 'ZIP_GAP', END],
    ['after the end record', { ...TWO, suffix: BYTE }, 'ZIP_TRAILING_BYTES', END + 22],
    [
      'before entries that do not count them',
      { ...TWO, prefix: BYTE, prefixUncounted: true },
      'ZIP_DIRECTORY_INVALID',
      DIRECTORY,
    ],
    [
      'as an entry that the directory does not list',
      { entries: [A, { ...B, omit: 'central' }] },
      'ZIP_GAP',
      39,
    ],
    [
      'behind a data descriptor',
      { entries: [{ ...A, descriptor: 'signed', after: BYTE }, B] },
      'ZIP_GAP',
      55,
    ],
    [
      'that look like a descriptor nobody announced',
      { entries: [{ ...A, after: new Uint8Array(16) }, B] },
      'ZIP_GAP',
      39,
    ],
    [
      'between zip64 end record and locator',
      { ...TWO, zip64End: true, beforeLocator: BYTE },
      'ZIP_ZIP64_INVALID',
      END + 57,
    ],
    [
      'between the directory and the zip64 end record',
      { ...TWO, zip64End: true, afterDirectory: BYTE },
      'ZIP_GAP',
      END,
    ],
    [
      'between locator and end record',
      { ...TWO, zip64End: true, beforeEnd: BYTE },
      'ZIP_ZIP64_INVALID',
      END + 77,
    ],
    [
      'in the zip64 end record',
      { ...TWO, zip64End: { sector: BYTE, recordSize: 45 } },
      'ZIP_ZIP64_INVALID',
      END + 57,
    ],
  ];
  it.each(cases)('%s are refused', async (_, zip, code, offset) => {
    const { findings } = await survey(rawZip(zip));
    expect(findings.map((found) => [found.code, found.where.offset])).toEqual([[code, offset]]);
  });
  it('are counted in the message', async () => {
    const { findings } = await survey(rawZip({ ...TWO, prefix: new Uint8Array(7) }));
    expect(findings[0]?.message).toBe('7 bytes belong to no structure of the zip');
  });
});

describe('the end record', () => {
  const cases: [string, RawZip, string[]][] = [
    ['is missing', { ...TWO, end: { magic: 0 } }, ['ZIP_NO_END_RECORD']],
    ['has a comment', { ...TWO, end: { comment: BYTE } }, ['ZIP_COMMENT']],
    [
      'has a comment with another zip in it',
      { ...TWO, end: { comment: rawZip({ entries: [A] }) } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'has a comment with a zip of the same shape in it',
      { ...TWO, end: { comment: rawZip(TWO) } },
      ['ZIP_GAP'],
    ],
    ['announces a comment that is cut off', { ...TWO, end: { commentLength: 9 } }, ['ZIP_COMMENT']],
    [
      'has a comment and bytes after it',
      { ...TWO, end: { comment: BYTE }, suffix: BYTE },
      ['ZIP_COMMENT', 'ZIP_TRAILING_BYTES'],
    ],
    ['is on another disk', { ...TWO, end: { disk: 1 } }, ['ZIP_MULTI_DISK']],
    [
      'looks for the directory on another disk',
      { ...TWO, end: { directoryDisk: 1 } },
      ['ZIP_MULTI_DISK'],
    ],
    ['counts entries on other disks', { ...TWO, end: { entriesHere: 1 } }, ['ZIP_MULTI_DISK']],
    [
      'counts too many entries',
      { ...TWO, end: { entriesHere: 3, entries: 3 } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'counts too few entries',
      { ...TWO, end: { entriesHere: 1, entries: 1 } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    ['counts none', { ...TWO, end: { entriesHere: 0, entries: 0 } }, ['ZIP_DIRECTORY_INVALID']],
    [
      'says that the directory is shorter',
      { ...TWO, end: { directorySize: DIRECTORY_SIZE - 1 } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'says that the directory is longer',
      { ...TWO, end: { directorySize: DIRECTORY_SIZE + 1 } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'says that the directory is empty',
      { ...TWO, end: { directorySize: 0 } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'says that the directory begins earlier',
      { ...TWO, end: { directoryOffset: DIRECTORY - 1 } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'says that the directory begins later',
      { ...TWO, end: { directoryOffset: DIRECTORY + 1 } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'says that the directory begins after the file',
      { ...TWO, end: { directoryOffset: 0xfffffffe } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'asks for a zip64 count that is nowhere',
      { ...TWO, end: { entriesHere: 0xffff, entries: 0xffff } },
      ['ZIP_ZIP64_INVALID'],
    ],
    [
      'asks for a zip64 size that is nowhere',
      { ...TWO, end: { directorySize: 0xffffffff } },
      ['ZIP_ZIP64_INVALID'],
    ],
    [
      'asks for a zip64 offset that is nowhere',
      { ...TWO, end: { directoryOffset: 0xffffffff } },
      ['ZIP_ZIP64_INVALID'],
    ],
  ];
  it.each(cases)('is refused if it %s', async (_, zip, expected) => {
    expect(await codes(rawZip(zip))).toEqual(expected);
  });
  it('is not looked for further away than the longest comment', async () => {
    expect(await codes(rawZip({ ...TWO, suffix: new Uint8Array(65_536) }))).toEqual([
      'ZIP_NO_END_RECORD',
    ]);
    expect(await codes(rawZip({ ...TWO, suffix: new Uint8Array(65_535) }))).toEqual([
      'ZIP_TRAILING_BYTES',
    ]);
  });
  it('is missing in a file cut anywhere', async () => {
    const { bytes, end } = layoutZip(TWO);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(await codes(bytes.subarray(0, length)), `${length}`).toEqual(['ZIP_NO_END_RECORD']);
    }
    expect(end).toBe(bytes.length - 22);
  });
});

describe('the zip64 records', () => {
  const accepted: [string, RawZip][] = [
    ['replace every field of the end record', { ...TWO, zip64End: true }],
    [
      'may stand beside an end record with the same values',
      {
        ...TWO,
        zip64End: true,
        end: {
          entriesHere: 2,
          entries: 2,
          directoryOffset: DIRECTORY,
          directorySize: DIRECTORY_SIZE,
        },
      },
    ],
    [
      'may replace disk numbers too',
      { ...TWO, zip64End: true, end: { disk: 0xffff, directoryDisk: 0xffff } },
    ],
    ['may count no disk', { ...TWO, zip64End: true, locator: { disks: 0 } }],
    ['may close an empty zip', { entries: [], zip64End: true }],
  ];
  it.each(accepted)('%s', async (_, zip) => {
    expect(await codes(rawZip(zip))).toEqual([]);
  });
  const refused: [string, RawZip, string[]][] = [
    ['the record has no signature', { ...TWO, zip64End: { magic: 0 } }, ['ZIP_ZIP64_INVALID']],
    [
      'the record has another size',
      { ...TWO, zip64End: { recordSize: 43 } },
      ['ZIP_ZIP64_INVALID'],
    ],
    [
      'the locator points before the record',
      { ...TWO, zip64End: true, locator: { recordOffset: END - 1 } },
      ['ZIP_ZIP64_INVALID'],
    ],
    [
      'the locator points beyond all files',
      { ...TWO, zip64End: true, locator: { recordOffset: 2n ** 64n - 1n } },
      ['ZIP_ZIP64_INVALID'],
    ],
    [
      'the record stands elsewhere',
      { ...TWO, zip64End: true, prefix: BYTE, prefixUncounted: true },
      ['ZIP_ZIP64_INVALID'],
    ],
    [
      'the locator names another disk',
      { ...TWO, zip64End: true, locator: { disk: 1 } },
      ['ZIP_MULTI_DISK'],
    ],
    [
      'the locator counts two disks',
      { ...TWO, zip64End: true, locator: { disks: 2 } },
      ['ZIP_MULTI_DISK'],
    ],
    ['the record is on another disk', { ...TWO, zip64End: { disk: 1 } }, ['ZIP_MULTI_DISK']],
    [
      'the directory is on another disk',
      { ...TWO, zip64End: { directoryDisk: 1 } },
      ['ZIP_MULTI_DISK'],
    ],
    [
      'the record counts entries elsewhere',
      { ...TWO, zip64End: { entriesHere: 1 } },
      ['ZIP_MULTI_DISK'],
    ],
    [
      'the counts differ',
      { ...TWO, zip64End: true, end: { entriesHere: 1, entries: 1 } },
      ['ZIP_ZIP64_INVALID'],
    ],
    [
      'the sizes differ',
      { ...TWO, zip64End: true, end: { directorySize: DIRECTORY_SIZE - 1 } },
      ['ZIP_ZIP64_INVALID'],
    ],
    [
      'the offsets differ',
      { ...TWO, zip64End: true, end: { directoryOffset: 0 } },
      ['ZIP_ZIP64_INVALID'],
    ],
    ['the disks differ', { ...TWO, zip64End: true, end: { disk: 2 } }, ['ZIP_ZIP64_INVALID']],
    [
      'the count is beyond all numbers',
      { ...TWO, zip64End: { entries: 2n ** 64n - 1n, entriesHere: 2n ** 64n - 1n } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'the size is beyond all numbers',
      { ...TWO, zip64End: { directorySize: 2n ** 64n - 1n } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'the offset is beyond all numbers',
      { ...TWO, zip64End: { directoryOffset: 2n ** 63n } },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    // The last entry comment ends like a locator: readers that look for one would follow it.
    [
      'a comment looks like the locator',
      {
        entries: [
          A,
          {
            ...B,
            central: { comment: join(new Uint8Array([0x50, 0x4b, 6, 7]), new Uint8Array(16)) },
          },
        ],
      },
      ['ZIP_ZIP64_INVALID'],
    ],
  ];
  it.each(refused)('are refused if %s', async (_, zip, expected) => {
    expect(await codes(rawZip(zip))).toEqual(expected);
  });
});

describe('the directory and the local headers', () => {
  const cases: [string, RawZip, string[]][] = [
    [
      'a directory header has no signature',
      { entries: [A, { ...B, central: { magic: 0 } }] },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'a name runs out of the directory',
      { entries: [A, { ...B, central: { nameLength: 6 } }] },
      ['ZIP_DIRECTORY_INVALID'],
    ],
    [
      'an entry begins on another disk',
      { entries: [A, { ...B, central: { disk: 1 } }] },
      ['ZIP_MULTI_DISK'],
    ],
    [
      'no local header stands at the offset',
      { entries: [A, { ...B, central: { headerOffset: 1 } }] },
      ['ZIP_LOCAL_HEADER_MISSING'],
    ],
    [
      'the offset is beyond the file',
      { entries: [A, { ...B, central: { headerOffset: 0xfffffff0 } }] },
      ['ZIP_LOCAL_HEADER_MISSING'],
    ],
    [
      'the offset is in the directory',
      { entries: [A, { ...B, central: { headerOffset: DIRECTORY } }] },
      ['ZIP_LOCAL_HEADER_MISSING'],
    ],
    [
      'the local header has no signature',
      { entries: [A, { ...B, local: { magic: 0 } }] },
      ['ZIP_LOCAL_HEADER_MISSING'],
    ],
    [
      'two entries share one local header',
      { entries: [A, { ...A, name: 'c.txt', omit: 'local', central: { headerOffset: 0 } }] },
      ['ZIP_HEADER_MISMATCH', 'ZIP_OVERLAP'],
    ],
    [
      'the directory lists one entry twice',
      { entries: [A, B], order: [0, 1, 1] },
      ['NAME_DUPLICATE', 'ZIP_OVERLAP'],
    ],
    // Stored data of one byte more on both sides: it takes the first byte of the next header.
    [
      'an entry overlaps the next',
      { entries: [{ ...A, header: { compressedSize: 5, size: 5 } }, B] },
      ['ZIP_OVERLAP'],
    ],
    [
      'an entry overlaps the directory',
      { entries: [B, { ...A, header: { compressedSize: 5, size: 5 } }] },
      ['ZIP_OVERLAP'],
    ],
    [
      'the last header runs into the directory',
      { entries: [B, { ...A, local: { extraLength: 90 } }] },
      ['ZIP_OVERLAP'],
    ],
    [
      'an entry is longer than the file',
      { entries: [B, { ...A, header: { compressedSize: 0xfffffff0, size: 0xfffffff0 } }] },
      ['ZIP_OVERLAP'],
    ],
    [
      'an entry is shorter than its data',
      { entries: [{ ...A, header: { compressedSize: 3, size: 3 } }, B] },
      ['ZIP_GAP'],
    ],
  ];
  it.each(cases)('are refused if %s', async (_, zip, expected) => {
    expect(await codes(rawZip(zip))).toEqual(expected);
  });

  it('are refused if an entry is nested in the data of another (overlap bomb)', async () => {
    const kernel = layoutZip({ entries: [{ name: 'b', content: 'x'.repeat(1000), method: 8 }] });
    const local = kernel.bytes.subarray(0, kernel.directory);
    const quoted = { name: 'a', data: local, content: local };
    const inner = {
      name: 'b',
      content: 'x'.repeat(1000),
      method: 8,
      omit: 'local' as const,
      central: { headerOffset: 31 },
    };
    expect(await codes(rawZip({ entries: [quoted, inner] }))).toEqual(['ZIP_OVERLAP']);
  });
  it('report every fault of a zip, each with its own code', async () => {
    const zip: RawZip = {
      prefix: BYTE,
      entries: [
        { ...A, header: { flags: 1 } },
        { ...B, header: { method: 14 } },
        { name: 'c', central: { externalAttributes: 0xa1ff0000 } },
        { name: 'd', local: { name: 'e' } },
      ],
      end: { comment: BYTE },
    };
    expect((await codes(rawZip(zip))).toSorted()).toEqual([
      'ZIP_COMMENT',
      'ZIP_FILE_TYPE_NOT_ALLOWED',
      'ZIP_FLAG_NOT_ALLOWED',
      'ZIP_GAP',
      'ZIP_HEADER_MISMATCH',
      'ZIP_METHOD_NOT_ALLOWED',
    ]);
  });
});

describe('limits and bombs', () => {
  it('an entry count above the limit is unsupported, and the directory is not read', async () => {
    const zip = layoutZip(TWO);
    const reads: [number, number][] = [];
    const source = sourceFromBytes(zip.bytes);
    const counted = {
      size: source.size,
      read: (offset: number, length: number) => {
        reads.push([offset, length]);
        return source.read(offset, length);
      },
    };
    const { findings } = await surveyZip(counted, { ...SUPPORT, entries: 1 });
    expect(findings).toEqual([
      {
        code: 'ZIP_LIMIT_EXCEEDED',
        where: {},
        message: 'the zip has 2 entries, and at most 1 are accepted',
        expected: 'at most 1 entries',
        actual: '2 entries',
      },
    ]);
    expect(reads).toHaveLength(1);
  });
  it('a total above the limit is unsupported', async () => {
    expect(await codes(rawZip(TWO), { totalBytes: 244 })).toEqual([]);
    expect(await codes(rawZip(TWO), { totalBytes: 243 })).toEqual(['ZIP_LIMIT_EXCEEDED']);
  });
  it('an attachment above its limit is unsupported, other entries have none of it', async () => {
    const zip = rawZip({
      entries: [
        { name: 'attachments/a', content: 'aaaa' },
        { name: 'records.jsonl', content: 'aaaaaa' },
      ],
    });
    expect(await codes(zip, { attachmentBytes: 4 })).toEqual([]);
    const { findings } = await survey(zip, { attachmentBytes: 3 });
    expect(findings.map(({ code, where }) => [code, where.entry])).toEqual([
      ['ZIP_LIMIT_EXCEEDED', 'attachments/a'],
    ]);
  });
  it('more than deflate can make is a bomb, and the largest that it can make is not', async () => {
    const data = new Uint8Array(100);
    const entry = (size: number) =>
      rawZip({ entries: [{ name: 'a', method: 8, data, header: { size } }] });
    expect(await codes(entry(103_200))).toEqual([]);
    expect(await codes(entry(103_201))).toEqual(['ZIP_BOMB']);
  });
  it('a zip64 bomb is found in the directory alone', async () => {
    const extra = block(1, join(u64le(2n ** 40n), u64le(4)));
    const header = { extra, size: 0xffffffff, compressedSize: 0xffffffff };
    const zip = rawZip({ entries: [{ name: 'a', method: 8, data: new Uint8Array(4), header }] });
    expect(await codes(zip)).toEqual(['ZIP_BOMB', 'ZIP_LIMIT_EXCEEDED']);
  });
  it('no claimed number makes a large read', async () => {
    const hostile = [
      rawZip({
        ...TWO,
        zip64End: {
          entries: 2n ** 40n,
          entriesHere: 2n ** 40n,
          directorySize: 2n ** 46n,
          directoryOffset: 0,
        },
      }),
      rawZip({ ...TWO, end: { entries: 0xfffe, entriesHere: 0xfffe, directorySize: 0xfffffffe } }),
      rawZip({ entries: [{ ...A, header: { compressedSize: 0xfffffffe, size: 0xfffffffe } }] }),
      rawZip({
        entries: [
          { ...A, local: { nameLength: 0xffff, extraLength: 0xffff } },
          { ...B, data: new Uint8Array(400_000) },
        ],
      }),
    ];
    for (const bytes of hostile) {
      let largest = 0;
      const source = sourceFromBytes(bytes);
      const watched = {
        size: source.size,
        read: (offset: number, length: number) => {
          largest = Math.max(largest, length);
          return source.read(offset, length);
        },
      };
      expect((await surveyZip(watched, SUPPORT)).findings).not.toEqual([]);
      expect(largest).toBeLessThanOrEqual(30 + 2 * 0xffff);
    }
  });
});
