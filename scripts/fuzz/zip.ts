// The entries of a zip, read and written. `readCentral` shares nothing with src/: the oracle reads with it what a verifier let through.

import { crc32, inflateRawSync } from 'node:zlib';
import { rawZip } from '../../test/support/raw-zip.js';

export type Files = ReadonlyMap<string, Uint8Array>;

/** Files by name, read by the directory alone; undefined if anything at all is out of order. */
export function readCentral(zip: Uint8Array): Files | undefined {
  try {
    return central(Buffer.from(zip.buffer, zip.byteOffset, zip.length));
  } catch {
    return undefined;
  }
}

function central(bytes: Buffer): Files | undefined {
  const end = bytes.length - 22;
  if (bytes.readUInt32LE(end) !== 0x06054b50) return undefined;
  let count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (end >= 76 && bytes.readUInt32LE(end - 20) === 0x07064b50) {
    count = Number(bytes.readBigUInt64LE(end - 76 + 32));
    at = Number(bytes.readBigUInt64LE(end - 76 + 48));
  }
  const files = new Map<string, Uint8Array>();
  for (; count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) =>
      bytes.readUInt16LE(at + o),
    ) as [number, number, number];
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const wide = wideValues(extra);
    const take = (offset: number): number => {
      const value = bytes.readUInt32LE(at + offset);
      return value === 0xffffffff ? (wide.shift() ?? Number.NaN) : value;
    };
    const [size, compressed, local] = [take(24), take(20), take(42)];
    const name = bytes.toString('latin1', at + 46, at + 46 + nameLength);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + compressed);
    const content =
      bytes.readUInt16LE(at + 10) === 8
        ? inflateRawSync(data, { maxOutputLength: 64 << 20 })
        : data;
    if (content.length !== size || crc32(content) !== bytes.readUInt32LE(at + 16)) return undefined;
    if (files.has(name)) return undefined;
    if (!name.endsWith('/')) files.set(name, content);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

function wideValues(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const length = Math.floor(extra.readUInt16LE(at + 2) / 8);
    return Array.from({ length }, (_, i) => Number(extra.readBigUInt64LE(at + 4 + 8 * i)));
  }
  return [];
}

/** A plain zip of the entries: stored or deflated, in the order of the map. */
export function writeZip(files: Files, method: 0 | 8 = 0): Uint8Array {
  return rawZip({ entries: [...files].map(([name, content]) => ({ name, content, method })) });
}
