// docs/SPEC.md §2.2: local header, data descriptor and directory say the same, in allowed terms.

import { describe, expect, it } from 'vitest';
import { descriptorLength } from '../../../src/archive/data-descriptor.js';
import {
  block,
  type DescriptorForm,
  join,
  type RawEntry,
  type RawZip,
  rawZip,
  u32le,
  u64le,
} from '../../support/raw-zip.js';
import { codes, survey } from '../../support/zip-verdict.js';

const A = { name: 'a.txt', content: 'aaaa' };
const Z = { name: 'z.txt', content: 'z' };
const SENTINEL = 0xffffffff;
const FORMS: readonly DescriptorForm[] = ['signed', 'plain', 'signed64', 'plain64'];
/** The entry under test stands between two others: nothing depends on the end of the file. */
const among = (...entries: RawEntry[]): RawZip => ({
  entries: [{ name: '0', content: '0' }, ...entries, Z],
});
const wide = (...values: (number | bigint)[]): Uint8Array => block(1, join(...values.map(u64le)));

describe('the two headers', () => {
  const cases: [string, RawEntry][] = [
    ['name', { ...A, local: { name: 'b.txt' } }],
    ['name', { ...A, local: { name: 'A.txt' } }],
    ['name', { ...A, local: { name: 'a.txt/' } }],
    ['name', { ...A, local: { name: '' } }],
    ['method', { ...A, local: { method: 8 } }],
    ['flags', { ...A, local: { flags: 2 } }],
    ['flags', { ...A, local: { flags: 0x800 } }],
    ['flags', { ...A, central: { flags: 0x800 } }],
    ['CRC-32', { ...A, local: { crc32: 1 } }],
    ['CRC-32', { ...A, local: { crc32: 0 } }],
    ['CRC-32', { ...A, central: { crc32: 1 } }],
    ['compressed size', { ...A, local: { compressedSize: 3 } }],
    ['compressed size', { ...A, local: { compressedSize: 0 } }],
    ['size', { ...A, local: { size: 5 } }],
    ['CRC-32, compressed size, size', { ...A, local: { crc32: 0, compressedSize: 0, size: 0 } }],
  ];
  it.each(cases)('are refused if they disagree in %s', async (what, entry) => {
    const { findings } = await survey(rawZip(among(entry)));
    expect(findings.map(({ code, message, where }) => [code, message, where])).toEqual([
      [
        'ZIP_HEADER_MISMATCH',
        `local header and directory disagree in ${what}`,
        { entry: 'a.txt', offset: 32 },
      ],
    ]);
  });
  it('are not compared in versions, times, comments, internal attributes and other extra blocks', async () => {
    const local = { version: 10, time: 1, date: 1, extra: block(0x5455, new Uint8Array(9)) };
    const central = {
      version: 63,
      madeBy: 0xffff,
      comment: new Uint8Array([0xff]),
      internalAttributes: 1,
      extra: block(0xcafe, new Uint8Array(0)),
    };
    expect(await codes(rawZip(among({ ...A, local, central })))).toEqual([]);
  });
});

describe('flags', () => {
  it.each([1, 2, 11])('bit %i is allowed', async (bit) => {
    expect(await codes(rawZip(among({ ...A, header: { flags: 1 << bit } })))).toEqual([]);
  });
  it.each([0, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15])('bit %i is refused', async (bit) => {
    const { findings } = await survey(rawZip(among({ ...A, header: { flags: 1 << bit } })));
    expect(findings.map(({ code, actual }) => [code, actual])).toEqual([
      ['ZIP_FLAG_NOT_ALLOWED', `bit ${bit}`],
    ]);
  });
  it('are refused in the local header alone too', async () => {
    expect(await codes(rawZip(among({ ...A, local: { flags: 1 } })))).toEqual([
      'ZIP_FLAG_NOT_ALLOWED',
      'ZIP_HEADER_MISMATCH',
    ]);
  });
});

describe('methods', () => {
  it.each([1, 2, 6, 9, 12, 14, 93, 95, 98, 99, 0xffff])('%i is refused', async (method) => {
    expect(await codes(rawZip(among({ ...A, header: { method } })))).toEqual([
      'ZIP_METHOD_NOT_ALLOWED',
    ]);
  });
  it('are refused in the local header alone too', async () => {
    expect(await codes(rawZip(among({ ...A, local: { method: 14 } })))).toEqual([
      'ZIP_METHOD_NOT_ALLOWED',
      'ZIP_HEADER_MISMATCH',
    ]);
  });
  it('a stored entry has one size', async () => {
    expect(await codes(rawZip(among({ ...A, header: { size: 5 } })))).toEqual([
      'ZIP_HEADER_MISMATCH',
    ]);
  });
});

describe('file types', () => {
  const unix = (type: number, dos = 0) => ((type << 28) | 0x01a40000 | dos) >>> 0;
  it.each([3, 0, 11, 19, 7])('are judged whatever "made by" %i says', async (system) => {
    const central = { madeBy: system << 8, externalAttributes: unix(10) };
    expect(await codes(rawZip(among({ ...A, central })))).toEqual(['ZIP_FILE_TYPE_NOT_ALLOWED']);
  });
  it.each(Array.from({ length: 16 }, (_, type) => type))('type %i', async (type) => {
    const file = { ...A, central: { externalAttributes: unix(type) } };
    const folder = { name: 'd/', central: { externalAttributes: unix(type) } };
    expect(await codes(rawZip(among(file)))).toEqual(
      type === 0 || type === 8 ? [] : ['ZIP_FILE_TYPE_NOT_ALLOWED'],
    );
    expect(await codes(rawZip(among(folder)))).toEqual(
      type === 0 || type === 4 ? [] : ['ZIP_FILE_TYPE_NOT_ALLOWED'],
    );
  });
  it('the DOS directory bit belongs to directories', async () => {
    expect(
      await codes(rawZip(among({ name: 'd/', central: { externalAttributes: 0x10 } }))),
    ).toEqual([]);
    expect(
      await codes(rawZip(among({ name: 'd/', central: { externalAttributes: unix(4, 0x10) } }))),
    ).toEqual([]);
    expect(await codes(rawZip(among({ ...A, central: { externalAttributes: 0x10 } })))).toEqual([
      'ZIP_FILE_TYPE_NOT_ALLOWED',
    ]);
    expect(
      await codes(rawZip(among({ ...A, central: { externalAttributes: unix(8, 0x10) } }))),
    ).toEqual(['ZIP_FILE_TYPE_NOT_ALLOWED']);
    expect(
      await codes(rawZip(among({ ...A, central: { externalAttributes: unix(8, 0x2f) } }))),
    ).toEqual([]);
  });
});

describe('extra fields', () => {
  it.each([1, 2, 3])('that end with %i stray bytes are refused on either side', async (length) => {
    const extra = join(block(0x5455, new Uint8Array(5)), new Uint8Array(length));
    expect(await codes(rawZip(among({ ...A, local: { extra } })))).toEqual(['ZIP_EXTRA_INVALID']);
    expect(await codes(rawZip(among({ ...A, central: { extra } })))).toEqual(['ZIP_EXTRA_INVALID']);
  });
  it('whose block is longer than the field are refused', async () => {
    const extra = new Uint8Array([0x55, 0x54, 6, 0, 0, 0, 0, 0, 0]);
    expect(await codes(rawZip(among({ ...A, header: { extra } })))).toEqual([
      'ZIP_EXTRA_INVALID',
      'ZIP_EXTRA_INVALID',
    ]);
  });
  it('with a broken block before a needed zip64 block are one fault', async () => {
    const extra = join(new Uint8Array([0x55, 0x54, 0xff, 0]), wide(4));
    expect(await codes(rawZip(among({ ...A, central: { extra, size: SENTINEL } })))).toEqual([
      'ZIP_EXTRA_INVALID',
    ]);
  });
  it('with a Unicode path are refused on either side, whether it is current or not', async () => {
    const extra = join(
      block(0xcafe, new Uint8Array(0)),
      block(0x7075, new Uint8Array([1, 0, 0, 0, 0, 0x62])),
    );
    expect(await codes(rawZip(among({ ...A, local: { extra } })))).toEqual(['ZIP_UNICODE_PATH']);
    expect(await codes(rawZip(among({ ...A, central: { extra } })))).toEqual(['ZIP_UNICODE_PATH']);
    expect(
      await codes(rawZip(among({ ...A, central: { extra: block(0x7075, new Uint8Array(0)) } }))),
    ).toEqual(['ZIP_UNICODE_PATH']);
  });
});

describe('zip64 blocks', () => {
  const accepted: [string, RawEntry][] = [
    ['in the local header', { ...A, zip64: 'local' }],
    ['in the directory', { ...A, zip64: 'central' }],
    ['in both', { ...A, zip64: 'both' }],
    ['with a descriptor', { ...A, zip64: 'both', descriptor: 'signed64' }],
    ['with a size alone', { ...A, central: { size: SENTINEL, extra: wide(4) } }],
    ['with a compressed size alone', { ...A, local: { compressedSize: SENTINEL, extra: wide(4) } }],
    ['with an offset alone', { ...A, central: { headerOffset: SENTINEL, extra: wide(32) } }],
    ['with a disk number', { ...A, central: { disk: 0xffff, extra: block(1, new Uint8Array(4)) } }],
    [
      'among other blocks',
      {
        ...A,
        local: {
          size: SENTINEL,
          extra: join(block(9, new Uint8Array(3)), wide(4), block(9, new Uint8Array(0))),
        },
      },
    ],
    [
      'that hold nothing because nothing is asked of them',
      { ...A, header: { extra: block(1, new Uint8Array(0)) } },
    ],
    [
      'under flag bit 3 with the values or zero',
      {
        ...A,
        descriptor: 'signed64',
        local: { size: SENTINEL, compressedSize: SENTINEL, extra: wide(4, 0) },
      },
    ],
  ];
  it.each(accepted)('are accepted %s', async (_, entry) => {
    expect(await codes(rawZip(among(entry)))).toEqual([]);
  });
  const refused: [string, RawEntry][] = [
    ['are missing in the directory', { ...A, central: { size: SENTINEL } }],
    ['are missing in the local header', { ...A, local: { size: SENTINEL } }],
    ['hold a size that the header has itself', { ...A, local: { extra: wide(4) } }],
    ['hold both sizes for one sentinel', { ...A, central: { size: SENTINEL, extra: wide(4, 4) } }],
    [
      'hold one size for two sentinels',
      { ...A, local: { size: SENTINEL, compressedSize: SENTINEL, extra: wide(4) } },
    ],
    [
      'hold an offset in the local header',
      { ...A, local: { size: SENTINEL, compressedSize: SENTINEL, extra: wide(4, 4, 32) } },
    ],
    [
      'hold a value and a half',
      { ...A, local: { size: SENTINEL, extra: block(1, new Uint8Array(12)) } },
    ],
    [
      'hold a disk number that nobody asks for',
      { ...A, central: { size: SENTINEL, extra: block(1, join(u64le(4), new Uint8Array(4))) } },
    ],
    ['stand twice', { ...A, local: { size: SENTINEL, extra: join(wide(4), wide(4)) } }],
    [
      'stand twice, one of them empty',
      {
        ...A,
        header: { extra: join(block(1, new Uint8Array(0)), block(1, new Uint8Array(0))) },
        central: { extra: new Uint8Array(0) },
      },
    ],
    [
      'hold values under flag bit 3 that the header has itself',
      { ...A, descriptor: 'signed', local: { extra: wide(0, 0) } },
    ],
  ];
  it.each(refused)('are refused if they %s', async (_, entry) => {
    expect(await codes(rawZip(among(entry)))).toEqual(['ZIP_ZIP64_INVALID']);
  });
  it('are compared by their values', async () => {
    const local = { size: SENTINEL, compressedSize: SENTINEL, extra: wide(5, 4) };
    expect(await codes(rawZip(among({ ...A, local })))).toEqual(['ZIP_HEADER_MISMATCH']);
    expect(await codes(rawZip(among({ ...A, descriptor: 'plain64', local })))).toEqual([
      'ZIP_HEADER_MISMATCH',
    ]);
    const disk = { disk: 0xffff, extra: block(1, new Uint8Array([1, 0, 0, 0])) };
    expect(await codes(rawZip(among({ ...A, central: disk })))).toEqual(['ZIP_MULTI_DISK']);
  });
  it('may hold a size beyond all numbers, which overlaps the next entry and the directory', async () => {
    const header = {
      size: SENTINEL,
      compressedSize: SENTINEL,
      extra: wide(2n ** 64n - 1n, 2n ** 64n - 1n),
    };
    expect(await codes(rawZip(among({ ...A, header })))).toEqual([
      'ZIP_LIMIT_EXCEEDED',
      'ZIP_OVERLAP',
      'ZIP_OVERLAP',
    ]);
  });
});

describe('data descriptors', () => {
  it.each(FORMS)(
    'are accepted in the form %s, between entries and before the directory',
    async (descriptor) => {
      expect(
        await codes(
          rawZip({
            entries: [
              { ...A, descriptor },
              { name: 'b', method: 8, content: 'bb', descriptor },
            ],
          }),
        ),
      ).toEqual([]);
    },
  );
  it.each(FORMS)('are accepted behind an empty directory in the form %s', async (descriptor) => {
    expect(await codes(rawZip(among({ name: 'd/', descriptor })))).toEqual([]);
  });
  it.each(FORMS)(
    'leave local values that are zero, sentinels or equal in the form %s',
    async (descriptor) => {
      const crc32 = 0xad98e545;
      for (const local of [
        { crc32 },
        { size: 4 },
        { compressedSize: 4 },
        { crc32, size: 4, compressedSize: 4 },
        { size: SENTINEL, compressedSize: SENTINEL },
      ]) {
        expect(await codes(rawZip(among({ ...A, descriptor, local })))).toEqual([]);
      }
      for (const local of [{ crc32: 1 }, { size: 3 }, { compressedSize: 5 }, { crc32: SENTINEL }]) {
        expect(await codes(rawZip(among({ ...A, descriptor, local })))).toEqual([
          'ZIP_HEADER_MISMATCH',
        ]);
      }
    },
  );
  it.each(FORMS)('must repeat the directory in the form %s', async (descriptor) => {
    for (const descriptorFields of [
      { crc32: 1 },
      { size: 5 },
      { compressedSize: 3 },
      { size: 0, compressedSize: 0, crc32: 0 },
    ]) {
      expect(await codes(rawZip(among({ ...A, descriptor, descriptorFields })))).toEqual([
        'ZIP_DESCRIPTOR_INVALID',
      ]);
    }
  });
  it('must be there if flag bit 3 is set', async () => {
    expect(await codes(rawZip(among({ ...A, header: { flags: 8 } })))).toEqual([
      'ZIP_DESCRIPTOR_INVALID',
    ]);
  });
  it('must not be there if flag bit 3 is not set', async () => {
    expect(
      await codes(
        rawZip(
          among({
            ...A,
            descriptor: 'signed',
            header: { flags: 0, crc32: 0xad98e545, size: 4, compressedSize: 4 },
          }),
        ),
      ),
    ).toEqual(['ZIP_GAP']);
  });
  it('are expected if either header sets flag bit 3, and the flags disagree', async () => {
    expect(
      await codes(rawZip(among({ ...A, descriptor: 'signed', central: { flags: 0 } }))),
    ).toEqual(['ZIP_HEADER_MISMATCH']);
    expect(await codes(rawZip(among({ ...A, descriptor: 'signed', local: { flags: 0 } })))).toEqual(
      ['ZIP_HEADER_MISMATCH'],
    );
  });
  it.each(FORMS)('of the form %s fill the space exactly', async (descriptor) => {
    for (const length of [1, 3, 4, 8, 12, 13, 300]) {
      expect(
        await codes(rawZip(among({ ...A, descriptor, after: new Uint8Array(length) }))),
      ).toEqual(['ZIP_GAP']);
    }
  });
  it('are judged even where the next structure is unknown', async () => {
    const next = { name: 'b', content: 'b', central: { headerOffset: 5 } };
    for (const descriptor of FORMS) {
      const good = rawZip(among({ ...A, descriptor }, next));
      expect(await codes(good)).toEqual(['ZIP_LOCAL_HEADER_MISSING']);
      const bad = rawZip(among({ ...A, descriptor, descriptorFields: { crc32: 1 } }, next));
      expect(await codes(bad)).toEqual(['ZIP_LOCAL_HEADER_MISSING', 'ZIP_DESCRIPTOR_INVALID']);
    }
  });
  it('are told apart by their length, whatever their bytes could also mean', async () => {
    // An empty entry: twelve zeros are a descriptor, and so are the first twelve of twenty.
    expect(await codes(rawZip(among({ name: 'e', descriptor: 'plain64' })))).toEqual([]);
    expect(await codes(rawZip(among({ name: 'e', descriptor: 'plain' })))).toEqual([]);
    // A CRC-32 that looks like the signature: the shortest form stays the shortest form.
    const header = { crc32: 0x08074b50 };
    const descriptorFields = header;
    for (const descriptor of FORMS) {
      const entry = { ...A, descriptor, descriptorFields, central: header };
      expect(await codes(rawZip(among(entry)))).toEqual([]);
    }
  });
  it('cannot hold a size of more than 32 bits in 32 bits', () => {
    const entry = { crc32: 1, size: 2 ** 32 + 4, compressedSize: 4 };
    const plain = join(u32le(1), u32le(4), u32le(4));
    expect(descriptorLength(plain, entry)).toBe(0);
    expect(descriptorLength(plain, { ...entry, size: 4 })).toBe(12);
    const plain64 = join(u32le(1), u64le(4), u64le(2 ** 32 + 4));
    expect(descriptorLength(plain64, entry)).toBe(20);
  });
});
