// A naive reader that never looks at the directory, as streaming extractors do: it walks the local headers from the first byte
// and finds the end of deflated data by inflating it. Written from APPNOTE 6.3.10, 4.3.7 to 4.3.9, sharing nothing with src/.

import { crc32, inflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;

/**
 * Reads names and contents in the order of the file.
 * @returns undefined where such a reader is lost: a stored entry whose length only its descriptor tells
 */
export function readForward(zip: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.length);
  const files = new Map<string, Uint8Array>();
  let at = 0;
  while (at + 30 <= bytes.length && bytes.readUInt32LE(at) === LOCAL) {
    const flags = bytes.readUInt16LE(at + 6);
    const method = bytes.readUInt16LE(at + 8);
    const nameEnd = at + 30 + bytes.readUInt16LE(at + 26);
    const name = bytes.toString('latin1', at + 30, nameEnd);
    const start = nameEnd + bytes.readUInt16LE(at + 28);
    const sizes = localSizes(bytes, at, nameEnd, start);
    let content: Buffer;
    let end: number;
    if (method === 8) {
      // `info: true` also returns the engine, which knows how many bytes the stream had.
      const result = inflateRawSync(bytes.subarray(start), { info: true }) as unknown as {
        buffer: Buffer;
        engine: { bytesWritten: number };
      };
      content = result.buffer;
      end = start + result.engine.bytesWritten;
    } else {
      if ((flags & 8) !== 0) return undefined;
      end = start + sizes.compressed;
      content = bytes.subarray(start, end);
    }
    at = (flags & 8) === 0 ? end : skipDescriptor(bytes, end, content, end - start);
    if (!name.endsWith('/')) files.set(name, content);
  }
  return files;
}

function localSizes(bytes: Buffer, at: number, extraAt: number, extraEnd: number) {
  const compressed = bytes.readUInt32LE(at + 18);
  const size = bytes.readUInt32LE(at + 22);
  for (let i = extraAt; i + 4 <= extraEnd; i += 4 + bytes.readUInt16LE(i + 2)) {
    if (bytes.readUInt16LE(i) !== 1) continue;
    const wide = i + 4 + (size === 0xffffffff ? 8 : 0);
    if (compressed === 0xffffffff) return { compressed: Number(bytes.readBigUInt64LE(wide)) };
  }
  return { compressed };
}

/** Takes the first form that fits, longest first, as such readers guess. */
function skipDescriptor(bytes: Buffer, at: number, content: Buffer, compressed: number): number {
  const signature = bytes.readUInt32LE(at) === DESCRIPTOR ? 4 : 0;
  const crcAt = at + signature;
  if (bytes.readUInt32LE(crcAt) !== crc32(content)) return -1;
  const wide =
    crcAt + 20 <= bytes.length &&
    bytes.readBigUInt64LE(crcAt + 4) === BigInt(compressed) &&
    bytes.readBigUInt64LE(crcAt + 12) === BigInt(content.length);
  return crcAt + (wide ? 20 : 12);
}
