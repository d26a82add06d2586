// Takes out of a Linux executable what no run reads: symbols and debugging information, a fifth of Node. `strip` does the same,
// but differs by version and knows one processor, so that two machines would build two files. Names as in the ELF specification.

const SHF_ALLOC = 2n;
const SHT_NOBITS = 8;
const HEADER = 64;

/** The file without sections that are not loaded. @throws if it is not laid out as linkers do: loaded sections first */
export function stripped(file: Buffer): Buffer {
  if (file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1)
    throw new Error('not a 64-bit little-endian ELF file');
  const table = Number(file.readBigUInt64LE(0x28));
  const count = file.readUInt16LE(0x3c);
  const sections = Array.from({ length: count }, (_, i) => sectionAt(file, table + i * HEADER));
  const names = sections[file.readUInt16LE(0x3e)];
  const last = sections.findLastIndex(({ flags }) => (flags & SHF_ALLOC) !== 0n);
  if (names === undefined || last < 0) throw new Error('no sections');
  const loaded = sections.slice(0, last + 1);
  const end = Math.max(...loaded.map(({ offset, bytes }) => offset + bytes), endOfSegments(file));
  if (loaded.some(({ flags }, i) => i > 0 && (flags & SHF_ALLOC) === 0n))
    throw new Error('a section that is not loaded lies between those that are');
  if (loaded.some(({ link }) => link > last)) throw new Error('a loaded section needs another one');

  const own = file.subarray(names.offset, names.offset + names.bytes);
  const at = align(end + own.length);
  const result = Buffer.alloc(at + (loaded.length + 1) * HEADER);
  file.copy(result, 0, 0, end);
  own.copy(result, end);
  file.copy(result, at, table, table + loaded.length * HEADER);
  const header = at + loaded.length * HEADER;
  file.copy(result, header, names.header, names.header + HEADER);
  result.writeBigUInt64LE(BigInt(end), header + 0x18);
  result.writeBigUInt64LE(BigInt(at), 0x28);
  result.writeUInt16LE(loaded.length + 1, 0x3c);
  result.writeUInt16LE(loaded.length, 0x3e);
  return result;
}

function sectionAt(file: Buffer, header: number) {
  return {
    header,
    flags: file.readBigUInt64LE(header + 8),
    offset: Number(file.readBigUInt64LE(header + 0x18)),
    bytes:
      file.readUInt32LE(header + 4) === SHT_NOBITS
        ? 0
        : Number(file.readBigUInt64LE(header + 0x20)),
    link: file.readUInt32LE(header + 0x28),
  };
}

/** Where the last loaded segment ends in the file. */
function endOfSegments(file: Buffer): number {
  const table = Number(file.readBigUInt64LE(0x20));
  const size = file.readUInt16LE(0x36);
  return Math.max(
    ...Array.from({ length: file.readUInt16LE(0x38) }, (_, i) => {
      const at = table + i * size;
      return Number(file.readBigUInt64LE(at + 8)) + Number(file.readBigUInt64LE(at + 0x20));
    }),
  );
}

const align = (offset: number): number => Math.ceil(offset / 8) * 8;
