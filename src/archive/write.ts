// Writes a zip of the profile (docs/SPEC.md §2.2; APPNOTE 6.3.10): data whose sizes and CRC-32 are known before it is written, so
// there are no data descriptors. Data may be compressed already and goes out as it came in. The same entries give the same bytes:
// no clock, no system, no order of its own. What the entries mean is not known here.

import { concat } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { SENTINEL_16, SENTINEL_32 } from './window.js';

/** A file to be written. */
export interface WrittenEntry {
  /** A name of §2.3: the caller has taken it from a bundle that passed, or from layout.ts. */
  readonly path: string;
  /** 0 stored, 8 deflate. */
  readonly method: number;
  readonly crc32: number;
  /** Inflated bytes. */
  readonly size: number;
  /** Bytes that `data` gives. */
  readonly compressedSize: number;
  readonly data: () => AsyncIterable<Uint8Array>;
}

const LOCAL_MAGIC = 0x04034b50;
const CENTRAL_MAGIC = 0x02014b50;
const ZIP64_END_MAGIC = 0x06064b50;
const LOCATOR_MAGIC = 0x07064b50;
const END_MAGIC = 0x06054b50;
/** 2.0: deflate and folders; 4.5: zip64 (4.4.3.2). */
const VERSION = 20;
const VERSION_ZIP64 = 45;
/** "Made by" Unix (4.4.2), so that the attributes are read as a regular file of mode 644. */
const MADE_BY_UNIX = 0x0300;
const REGULAR_644 = (0o100644 << 16) >>> 0;
/** 1980-01-01 00:00, where DOS time begins. */
const DOS_DATE = 0x0021;
const ZIP64_ID = 0x0001;

/**
 * Writes entries in the order given, one after another; at most one chunk is held.
 * @throws InternalError if `data` gives another number of bytes than stated; what `data` throws
 */
export async function* writeZip(
  entries: readonly WrittenEntry[],
): AsyncGenerator<Uint8Array, void, undefined> {
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const header = localHeader(entry);
    directory.push(centralHeader(entry, at));
    yield header;
    at += header.length;
    let written = 0;
    for await (const chunk of entry.data()) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== entry.compressedSize)
      throw new InternalError(`${entry.path}: ${written} bytes instead of ${entry.compressedSize}`);
    at += written;
  }
  const bytes = concat(...directory);
  yield bytes;
  yield endRecords(entries.length, at, bytes.length);
}

/** 4.3.7. A local zip64 block holds both sizes (4.5.3), so either both fields are sentinels or none is. */
function localHeader({ path, method, crc32, size, compressedSize }: WrittenEntry): Uint8Array {
  const isLarge = size >= SENTINEL_32 || compressedSize >= SENTINEL_32;
  const extra = isLarge ? zip64Block([size, compressedSize]) : new Bytes();
  return new Bytes()
    .u32(LOCAL_MAGIC)
    .u16(isLarge ? VERSION_ZIP64 : VERSION)
    .u16(0)
    .u16(method)
    .u16(0)
    .u16(DOS_DATE)
    .u32(crc32)
    .u32(isLarge ? SENTINEL_32 : compressedSize)
    .u32(isLarge ? SENTINEL_32 : size)
    .u16(path.length)
    .u16(extra.length)
    .ascii(path)
    .join(extra)
    .end();
}

/** 4.3.12. The zip64 block holds exactly the values whose field is a sentinel, in the order of 4.5.3. */
function centralHeader(entry: WrittenEntry, offset: number): Uint8Array {
  const { path, method, crc32, size, compressedSize } = entry;
  const isLarge = size >= SENTINEL_32 || compressedSize >= SENTINEL_32;
  const isFar = offset >= SENTINEL_32;
  const wide = [...(isLarge ? [size, compressedSize] : []), ...(isFar ? [offset] : [])];
  const extra = wide.length > 0 ? zip64Block(wide) : new Bytes();
  const version = wide.length > 0 ? VERSION_ZIP64 : VERSION;
  return new Bytes()
    .u32(CENTRAL_MAGIC)
    .u16(MADE_BY_UNIX | version)
    .u16(version)
    .u16(0)
    .u16(method)
    .u16(0)
    .u16(DOS_DATE)
    .u32(crc32)
    .u32(isLarge ? SENTINEL_32 : compressedSize)
    .u32(isLarge ? SENTINEL_32 : size)
    .u16(path.length)
    .u16(extra.length)
    .u16(0)
    .u16(0)
    .u16(0)
    .u32(REGULAR_644)
    .u32(isFar ? SENTINEL_32 : offset)
    .ascii(path)
    .join(extra)
    .end();
}

/** 4.3.14 to 4.3.16: the zip64 records only where a value needs them. */
function endRecords(count: number, offset: number, size: number): Uint8Array {
  const isLarge = count >= SENTINEL_16 || offset >= SENTINEL_32 || size >= SENTINEL_32;
  const bytes = new Bytes();
  if (isLarge) {
    bytes
      .u32(ZIP64_END_MAGIC)
      .u64(44)
      .u16(MADE_BY_UNIX | VERSION_ZIP64)
      .u16(VERSION_ZIP64)
      .u32(0)
      .u32(0)
      .u64(count)
      .u64(count)
      .u64(size)
      .u64(offset)
      .u32(LOCATOR_MAGIC)
      .u32(0)
      .u64(offset + size)
      .u32(1);
  }
  return bytes
    .u32(END_MAGIC)
    .u16(0)
    .u16(0)
    .u16(isLarge ? SENTINEL_16 : count)
    .u16(isLarge ? SENTINEL_16 : count)
    .u32(isLarge ? SENTINEL_32 : size)
    .u32(isLarge ? SENTINEL_32 : offset)
    .u16(0)
    .end();
}

function zip64Block(values: readonly number[]): Bytes {
  const block = new Bytes().u16(ZIP64_ID).u16(8 * values.length);
  for (const value of values) block.u64(value);
  return block;
}

/** Little-endian bytes, appended. */
class Bytes {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  u16(value: number): this {
    return this.#little(value, 2);
  }

  u32(value: number): this {
    return this.#little(value, 4);
  }

  u64(value: number): this {
    return this.#little(value, 8);
  }

  ascii(text: string): this {
    for (const character of text) this.#bytes.push(character.charCodeAt(0));
    return this;
  }

  join(other: Bytes): this {
    this.#bytes.push(...other.#bytes);
    return this;
  }

  end(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  /** Right up to 2^53 − 1, where shifts are not. */
  #little(value: number, count: number): this {
    let rest = value;
    for (let i = 0; i < count; i += 1) {
      this.#bytes.push(rest % 256);
      rest = Math.floor(rest / 256);
    }
    return this;
  }
}
