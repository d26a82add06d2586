// What each byte of a zip or of an entry is: the rows of the table of docs/ROBUSTNESS.md. Offsets are taken from the bytes themselves,
// which are sound.

import type { RawZipLayout } from '../../test/support/raw-zip.js';
import { STRANGER } from './bundle.js';

/** Names the structure at an offset. */
export type RegionOf = (offset: number) => string;

const LOCAL: readonly (readonly [number, string])[] = [
  [4, 'magic'],
  [6, 'version'],
  [8, 'flags'],
  [10, 'method'],
  [14, 'time and date'],
  [18, 'CRC-32'],
  [22, 'compressed size'],
  [26, 'size'],
  [28, 'length of name'],
  [30, 'length of extra field'],
];
const CENTRAL: readonly (readonly [number, string])[] = [
  [4, 'magic'],
  [6, 'made by'],
  [8, 'version'],
  [10, 'flags'],
  [12, 'method'],
  [16, 'time and date'],
  [20, 'CRC-32'],
  [24, 'compressed size'],
  [28, 'size'],
  [30, 'length of name'],
  [32, 'length of extra field'],
  [34, 'length of comment'],
  [36, 'disk'],
  [38, 'internal attributes'],
  [42, 'external attributes'],
  [46, 'offset'],
];
const ZIP64_END: readonly (readonly [number, string])[] = [
  [4, 'magic'],
  [12, 'size of record'],
  [14, 'made by'],
  [16, 'version'],
  [24, 'disks'],
  [40, 'number of entries'],
  [48, 'size of directory'],
  [56, 'offset of directory'],
];
const LOCATOR: readonly (readonly [number, string])[] = [
  [4, 'magic'],
  [8, 'disk'],
  [16, 'offset'],
  [20, 'disks'],
];
const END: readonly (readonly [number, string])[] = [
  [4, 'magic'],
  [8, 'disks'],
  [12, 'number of entries'],
  [16, 'size of directory'],
  [20, 'offset of directory'],
  [22, 'length of comment'],
];

/** Regions of a zip that `featuredZip` made. */
export function zipRegions({
  bytes,
  locals,
  data,
  centrals,
  directory,
  end,
}: RawZipLayout): RegionOf {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const names = new Array<string>(bytes.length).fill('');
  const mark = (from: number, to: number, name: string): void => {
    names.fill(name, from, to);
  };
  const fields = (at: number, list: readonly (readonly [number, string])[], of: string): void => {
    let from = 0;
    for (const [to, name] of list) {
      mark(at + from, at + to, `${of}: ${name}`);
      from = to;
    }
  };
  for (const [index, at] of locals.entries()) {
    const nameEnd = at + 30 + view.readUInt16LE(at + 26);
    const from = data[index] ?? at;
    const compressed = compressedSizeOf(view, centrals[index] ?? 0);
    fields(at, LOCAL, 'local header');
    mark(at + 30, nameEnd, 'local header: name');
    mark(nameEnd, from, 'local header: zip64 block');
    const isDeflated = view.readUInt16LE(at + 8) === 8;
    mark(from, from + compressed, isDeflated ? 'deflated data' : 'stored data');
    if (isDeflated) mark(from + compressed - 1, from + compressed, 'deflated data: last byte');
    mark(from + compressed, locals[index + 1] ?? directory, 'data descriptor');
  }
  for (const at of centrals) {
    const nameEnd = at + 46 + view.readUInt16LE(at + 28);
    const extraEnd = nameEnd + view.readUInt16LE(at + 30);
    fields(at, CENTRAL, 'central header');
    mark(at + 46, nameEnd, 'central header: name');
    const isZip64 = nameEnd < extraEnd && view.readUInt16LE(nameEnd) === 1;
    mark(nameEnd, extraEnd, `central header: ${isZip64 ? 'zip64 block' : 'unknown block'}`);
    mark(extraEnd, extraEnd + view.readUInt16LE(at + 32), 'central header: comment');
  }
  fields(end - 76, ZIP64_END, 'zip64 end record');
  fields(end - 20, LOCATOR, 'zip64 locator');
  fields(end, END, 'end record');
  return (offset) => names[offset] ?? '';
}

function compressedSizeOf(view: Buffer, central: number): number {
  const value = view.readUInt32LE(central + 20);
  const extra = central + 46 + view.readUInt16LE(central + 28);
  return value === 0xffffffff ? Number(view.readBigUInt64LE(extra + 12)) : value;
}

/** Regions of one entry's content. */
export function entryRegions(path: string, content: Uint8Array): RegionOf {
  if (path.endsWith('.tsr')) return tokenRegions(path, content);
  const text = Buffer.from(content).toString('latin1');
  if (path === 'checkpoint') {
    const lines: string[] = [];
    let signatures = 0;
    for (const line of text.split('\n').slice(0, -1)) {
      const name = Buffer.from(line, 'latin1').toString('utf8').split(' ')[1];
      if (name !== undefined) signatures += 1;
      const what =
        name === undefined
          ? 'text'
          : name === STRANGER
            ? 'line of an unknown key'
            : signatures > 2
              ? "witness's line"
              : "ledger's line";
      lines.push(...Array.from({ length: line.length + 1 }, () => `checkpoint: ${what}`));
    }
    return (offset) => lines[offset] ?? '';
  }
  return () => (path.startsWith('attachments/') ? 'attachments/…' : path);
}

/** Names of the parts of a TimeStampResp, by their place in it (RFC 3161 §2.4.2, RFC 5652 §5.1 and §5.3). */
const TOKEN_PARTS: readonly (readonly [string, string])[] = [
  ['0.0.0', 'status'],
  ['0.1.0', 'content type'],
  ['0.1.1.0.0', 'version'],
  ['0.1.1.0.1', 'digest algorithms'],
  ['0.1.1.0.2', 'TSTInfo'],
  ['0.1.1.0.3', 'certificate'],
  ['0.1.1.0.4.0.0', 'version of signer info'],
  ['0.1.1.0.4.0.1', 'issuer and serial'],
  ['0.1.1.0.4.0.2', 'digest algorithm'],
  ['0.1.1.0.4.0.3', 'signed attributes'],
  ['0.1.1.0.4.0.4', 'signature algorithm'],
  ['0.1.1.0.4.0.5', 'signature'],
];

function tokenRegions(_path: string, content: Uint8Array): RegionOf {
  const names = new Array<string>(content.length).fill('');
  const walk = (from: number, to: number, path: string): void => {
    for (let at = from, index = 0; at < to; index += 1) {
      const { start, end } = headerAt(content, at);
      const here = path === '' ? String(index) : `${path}.${index}`;
      const part = TOKEN_PARTS.find(([place]) => place === here);
      names.fill(`token: ${part === undefined ? 'tags and lengths' : part[1]}`, at, end);
      const isSplit = TOKEN_PARTS.some(([place]) => place.startsWith(`${here}.`));
      if (part === undefined && isSplit) walk(start, end, here);
      at = end;
    }
  };
  walk(0, content.length, '');
  return (offset) => names[offset] ?? '';
}

function headerAt(bytes: Uint8Array, at: number): { start: number; end: number } {
  const first = bytes[at + 1] ?? 0;
  const count = first < 0x80 ? 0 : first & 0x7f;
  const length = count === 0 ? first : Buffer.from(bytes).readUIntBE(at + 2, count);
  return { start: at + 2 + count, end: at + 2 + count + length };
}
