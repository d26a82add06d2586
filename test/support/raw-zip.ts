// Writes zips that lie. Every structure is written from plain fields, and each field of each header can be overridden on its
// own, so that a test can break exactly one rule of docs/SPEC.md §2.2. What is not overridden is right.

import { crc32, deflateRawSync } from 'node:zlib';

type Bytes = Uint8Array;

/** Fields that local and central header share. `nameLength` and `extraLength` may differ from what is written. */
export interface HeaderFields {
  version: number;
  flags: number;
  method: number;
  time: number;
  date: number;
  crc32: number;
  compressedSize: number;
  size: number;
  name: string | Bytes;
  extra: Bytes;
  nameLength: number;
  extraLength: number;
  magic: number;
}

export interface CentralFields extends HeaderFields {
  madeBy: number;
  comment: Bytes;
  disk: number;
  internalAttributes: number;
  /** Unix mode in the upper 16 bits, DOS attributes in the lower. */
  externalAttributes: number;
  headerOffset: number;
}

export type DescriptorForm = 'signed' | 'plain' | 'signed64' | 'plain64';

export interface RawEntry {
  name: string | Bytes;
  /** Content before compression; empty if left out. */
  content?: string | Bytes;
  /** 8 deflates the content; default 0. */
  method?: number;
  /** The bytes between the headers, instead of the (compressed) content. */
  data?: Bytes;
  /** Sets bit 3, makes the local values zero and writes a descriptor of this form behind the data. */
  descriptor?: DescriptorForm;
  descriptorFields?: Partial<Pick<HeaderFields, 'crc32' | 'compressedSize' | 'size'>>;
  /** Sentinels and a zip64 block in these headers; the central one also has the offset there. */
  zip64?: 'local' | 'central' | 'both';
  /** Overrides for both headers, then for each. */
  header?: Partial<HeaderFields>;
  local?: Partial<HeaderFields>;
  central?: Partial<CentralFields>;
  /** Bytes that belong to nothing, before the local header and after the data (or descriptor). */
  before?: Bytes;
  after?: Bytes;
  /** Leaves the local side or the directory's header out. */
  omit?: 'local' | 'central';
}

export interface EndFields {
  magic: number;
  disk: number;
  directoryDisk: number;
  entriesHere: number;
  entries: number;
  directorySize: number;
  directoryOffset: number;
  comment: Bytes;
  commentLength: number;
}

interface Zip64EndFields {
  magic: number;
  recordSize: number;
  disk: number;
  directoryDisk: number;
  entriesHere: number | bigint;
  entries: number | bigint;
  directorySize: number | bigint;
  directoryOffset: number | bigint;
  /** The extensible data sector. */
  sector: Bytes;
}

interface LocatorFields {
  magic: number;
  disk: number;
  recordOffset: number | bigint;
  disks: number;
}

export interface RawZip {
  entries: readonly RawEntry[];
  /** Indices of `entries` in the order of the directory; an index may come twice. */
  order?: readonly number[];
  prefix?: Bytes;
  /** True: the offsets do not count the prefix, as if the zip had been appended to something. */
  prefixUncounted?: boolean;
  beforeDirectory?: Bytes;
  afterDirectory?: Bytes;
  /** Adds zip64 end record and locator; the end record then holds sentinels. */
  zip64End?: Partial<Zip64EndFields> | true;
  locator?: Partial<LocatorFields>;
  /** Between the zip64 end record and the locator, and between the locator and the end record. */
  beforeLocator?: Bytes;
  beforeEnd?: Bytes;
  end?: Partial<EndFields>;
  suffix?: Bytes;
}

/** The file and the offsets of its structures. */
export interface RawZipLayout {
  bytes: Bytes;
  locals: readonly number[];
  data: readonly number[];
  centrals: readonly number[];
  directory: number;
  end: number;
}

const NONE = new Uint8Array(0);
const SENTINEL = 0xffffffff;

function u16le(value: number): Bytes {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return bytes;
}

export function u32le(value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export function u64le(value: number | bigint): Bytes {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

export function join(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(Buffer.concat(parts));
}

/** One block of an extra field. */
export function block(id: number, data: Bytes): Bytes {
  return join(u16le(id), u16le(data.length), data);
}

function toBytes(text: string | Bytes): Bytes {
  return typeof text === 'string' ? new Uint8Array(Buffer.from(text, 'utf8')) : text;
}

/** Builds the bytes of a zip. */
export function rawZip(zip: RawZip): Bytes {
  return layoutZip(zip).bytes;
}

/** Builds a zip and tells where its structures stand. */
export function layoutZip(zip: RawZip): RawZipLayout {
  const parts: Bytes[] = [];
  let at = 0;
  const put = (...pieces: readonly Bytes[]): number => {
    const start = at;
    for (const piece of pieces) {
      parts.push(piece);
      at += piece.length;
    }
    return start;
  };
  put(zip.prefix ?? NONE);
  const base = zip.prefixUncounted === true ? at : 0;

  const locals: number[] = [];
  const data: number[] = [];
  const built = zip.entries.map((entry) => {
    const facts = factsOf(entry);
    put(entry.before ?? NONE);
    const offset = at;
    locals.push(offset);
    if (entry.omit !== 'local') put(localHeader(entry, facts));
    data.push(at);
    if (entry.omit !== 'local') put(facts.data, descriptor(entry, facts), entry.after ?? NONE);
    return { entry, facts, offset: offset - base };
  });

  put(zip.beforeDirectory ?? NONE);
  const directory = at;
  const centrals: number[] = [];
  for (const index of zip.order ?? zip.entries.keys()) {
    const item = built[index];
    if (item === undefined) throw new RangeError(`no entry ${index}`);
    if (item.entry.omit === 'central') continue;
    centrals.push(put(centralHeader(item.entry, item.facts, item.offset)));
  }
  const directorySize = at - directory;
  const directoryOffset = directory - base;
  put(zip.afterDirectory ?? NONE);
  const entries = centrals.length;
  const wide = zip.zip64End !== undefined;
  if (wide) {
    const record = at - base;
    put(zip64End(zip.zip64End, { entries, directorySize, directoryOffset }));
    put(zip.beforeLocator ?? NONE, locator(zip.locator, record));
  }
  put(zip.beforeEnd ?? NONE);
  const values = wide
    ? { entries: 0xffff, directorySize: SENTINEL, directoryOffset: SENTINEL }
    : { entries, directorySize, directoryOffset };
  const end = put(endRecord(zip.end, values));
  put(zip.suffix ?? NONE);
  return { bytes: join(...parts), locals, data, centrals, directory, end };
}

interface Facts {
  readonly data: Bytes;
  readonly crc32: number;
  readonly size: number;
  readonly compressedSize: number;
}

function factsOf(entry: RawEntry): Facts {
  const content = toBytes(entry.content ?? '');
  const data = entry.data ?? (entry.method === 8 ? deflateRawSync(content) : content);
  return { data, crc32: crc32(content), size: content.length, compressedSize: data.length };
}

function commonFields(entry: RawEntry, facts: Facts): HeaderFields {
  const fields = {
    version: 20,
    flags: entry.descriptor === undefined ? 0 : 8,
    method: entry.method ?? 0,
    time: 0,
    date: 0x21,
    crc32: facts.crc32,
    compressedSize: facts.compressedSize,
    size: facts.size,
    name: entry.name,
    extra: NONE,
    magic: 0,
  };
  return { nameLength: -1, extraLength: -1, ...fields };
}

/** The part of a header from flags to the two lengths, and what follows it. */
function tail(fields: HeaderFields): { head: Bytes; name: Bytes } {
  const name = toBytes(fields.name);
  const nameLength = fields.nameLength < 0 ? name.length : fields.nameLength;
  const extraLength = fields.extraLength < 0 ? fields.extra.length : fields.extraLength;
  const head = join(
    u16le(fields.version),
    u16le(fields.flags),
    u16le(fields.method),
    u16le(fields.time),
    u16le(fields.date),
    u32le(fields.crc32),
    u32le(fields.compressedSize),
    u32le(fields.size),
    u16le(nameLength),
    u16le(extraLength),
  );
  return { head, name };
}

function localHeader(entry: RawEntry, facts: Facts): Bytes {
  const fields = { ...commonFields(entry, facts), magic: 0x04034b50 };
  if (entry.descriptor !== undefined)
    Object.assign(fields, { crc32: 0, compressedSize: 0, size: 0 });
  if (entry.zip64 === 'local' || entry.zip64 === 'both') {
    fields.extra = block(1, join(u64le(fields.size), u64le(fields.compressedSize)));
    Object.assign(fields, { compressedSize: SENTINEL, size: SENTINEL });
  }
  Object.assign(fields, entry.header, entry.local);
  const { head, name } = tail(fields);
  return join(u32le(fields.magic), head, name, fields.extra);
}

function centralHeader(entry: RawEntry, facts: Facts, offset: number): Bytes {
  const fields: CentralFields = {
    ...commonFields(entry, facts),
    magic: 0x02014b50,
    madeBy: 0x0314,
    comment: NONE,
    disk: 0,
    internalAttributes: 0,
    externalAttributes: 0,
    headerOffset: offset,
  };
  if (entry.zip64 === 'central' || entry.zip64 === 'both') {
    const values = [fields.size, fields.compressedSize, fields.headerOffset].map(u64le);
    fields.extra = block(1, join(...values));
    Object.assign(fields, { compressedSize: SENTINEL, size: SENTINEL, headerOffset: SENTINEL });
  }
  Object.assign(fields, entry.header, { magic: fields.magic }, entry.central);
  const { head, name } = tail(fields);
  return join(
    u32le(fields.magic),
    u16le(fields.madeBy),
    head,
    u16le(fields.comment.length),
    u16le(fields.disk),
    u16le(fields.internalAttributes),
    u32le(fields.externalAttributes),
    u32le(fields.headerOffset),
    name,
    fields.extra,
    fields.comment,
  );
}

function descriptor(entry: RawEntry, facts: Facts): Bytes {
  if (entry.descriptor === undefined) return NONE;
  const { crc32: crc, compressedSize, size } = { ...facts, ...entry.descriptorFields };
  const number = entry.descriptor.endsWith('64') ? u64le : u32le;
  const magic = entry.descriptor.startsWith('signed') ? u32le(0x08074b50) : NONE;
  return join(magic, u32le(crc), number(compressedSize), number(size));
}

type DirectoryFacts = Pick<EndFields, 'entries' | 'directorySize' | 'directoryOffset'>;

function zip64End(
  overrides: Partial<Zip64EndFields> | true | undefined,
  facts: DirectoryFacts,
): Bytes {
  const fields = {
    magic: 0x06064b50,
    recordSize: 44,
    disk: 0,
    directoryDisk: 0,
    entriesHere: facts.entries,
    ...facts,
    sector: NONE,
    ...(overrides === true ? {} : overrides),
  };
  return join(
    u32le(fields.magic),
    u64le(fields.recordSize),
    u16le(45),
    u16le(45),
    u32le(fields.disk),
    u32le(fields.directoryDisk),
    u64le(fields.entriesHere),
    u64le(fields.entries),
    u64le(fields.directorySize),
    u64le(fields.directoryOffset),
    fields.sector,
  );
}

function locator(overrides: Partial<LocatorFields> | undefined, recordOffset: number): Bytes {
  const fields = { magic: 0x07064b50, disk: 0, recordOffset, disks: 1, ...overrides };
  return join(
    u32le(fields.magic),
    u32le(fields.disk),
    u64le(fields.recordOffset),
    u32le(fields.disks),
  );
}

function endRecord(overrides: Partial<EndFields> | undefined, facts: DirectoryFacts): Bytes {
  const fields = {
    magic: 0x06054b50,
    disk: 0,
    directoryDisk: 0,
    entriesHere: facts.entries,
    ...facts,
    comment: NONE,
    ...overrides,
  };
  return join(
    u32le(fields.magic),
    u16le(fields.disk),
    u16le(fields.directoryDisk),
    u16le(fields.entriesHere),
    u16le(fields.entries),
    u32le(fields.directorySize),
    u32le(fields.directoryOffset),
    u16le(overrides?.commentLength ?? fields.comment.length),
    fields.comment,
  );
}
