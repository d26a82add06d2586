// The ad-hoc signature of a macOS executable: hashes of its pages, without a key and without a name. It says nothing about who
// made the file; macOS on Apple processors starts none without it. The layout is that of <mach-o/loader.h> and <kern/cs_blobs.h>,
// and the choices are those of the Go linker, which signs what it builds in the same way.

import { createHash } from 'node:crypto';

const MH_MAGIC_64 = 0xfeedfacf;
const LC_SEGMENT_64 = 0x19;
const LC_CODE_SIGNATURE = 0x1d;
const CSMAGIC_EMBEDDED_SIGNATURE = 0xfade0cc0;
const CSMAGIC_CODEDIRECTORY = 0xfade0c02;
const CS_ADHOC = 2;
const CS_HASHTYPE_SHA256 = 2;
const CS_EXECSEG_MAIN_BINARY = 1n;

const HEADER = 32;
const COMMAND = 16;
const SUPER_BLOB = 20;
const DIRECTORY = 88;
const HASH = 32;
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;
/** Segments end at pages of the larger kind. */
const SEGMENT_PAGE = 0x4000;

/** The file with an ad-hoc signature under `identifier`. @throws if it has one, or no room for the load command */
export function signed(file: Buffer, identifier: string): Buffer {
  const { commands, end, firstSection } = commandsOf(file);
  if (commands.some(({ type }) => type === LC_CODE_SIGNATURE)) throw new Error('it is signed');
  if (end + COMMAND > firstSection) throw new Error('no room for LC_CODE_SIGNATURE');
  const segment = (name: string) => {
    const found = commands.find((one) => one.type === LC_SEGMENT_64 && one.name === name);
    if (found === undefined) throw new Error(`no segment ${name}`);
    return found.at;
  };
  const [text, linkEdit] = [segment('__TEXT'), segment('__LINKEDIT')];

  const limit = up(file.length, COMMAND);
  const name = Buffer.from(`${identifier}\0`, 'ascii');
  const pages = Math.ceil(limit / PAGE);
  const directory = DIRECTORY + name.length + pages * HASH;
  const bytes = SUPER_BLOB + directory;
  // The signature is the last part of the last segment.
  const last = limit + bytes - Number(file.readBigUInt64LE(linkEdit + 40));

  const body = Buffer.alloc(limit);
  const changes: readonly (readonly [at: number, bytes: Buffer])[] = [
    [0, file],
    // How many load commands there are, and how long they are together.
    [16, u32('LE', file.readUInt32LE(16) + 1, file.readUInt32LE(20) + COMMAND)],
    [end, u32('LE', LC_CODE_SIGNATURE, COMMAND, limit, bytes)],
    [linkEdit + 32, u64('LE', BigInt(up(last, SEGMENT_PAGE)))],
    [linkEdit + 48, u64('LE', BigInt(last))],
  ];
  for (const [at, change] of changes) change.copy(body, at);

  const hashes = Array.from({ length: pages }, (_, page) =>
    createHash('sha256')
      .update(body.subarray(page * PAGE, (page + 1) * PAGE))
      .digest(),
  );
  return Buffer.concat([
    body,
    // SuperBlob with one blob, the code directory.
    u32('BE', CSMAGIC_EMBEDDED_SIGNATURE, bytes, 1, 0, SUPER_BLOB),
    u32('BE', CSMAGIC_CODEDIRECTORY, directory, 0x20400, CS_ADHOC),
    // Where hashes and identifier are, how many special and ordinary hashes, how much is hashed and how.
    u32('BE', DIRECTORY + name.length, DIRECTORY, 0, pages, limit),
    u32('BE', ((HASH << 24) | (CS_HASHTYPE_SHA256 << 16) | PAGE_BITS) >>> 0, 0, 0, 0, 0),
    // No larger limit; where the executable segment is, how long it is, and that it is the main one.
    u64('BE', 0n, file.readBigUInt64LE(text + 40), file.readBigUInt64LE(text + 48)),
    u64('BE', CS_EXECSEG_MAIN_BINARY),
    name,
    ...hashes,
  ]);
}

function up(length: number, unit: number): number {
  return Math.ceil(length / unit) * unit;
}

function u32(order: 'LE' | 'BE', ...words: readonly number[]): Buffer {
  const made = Buffer.alloc(4 * words.length);
  words.forEach((word, i) => {
    made[`writeUInt32${order}`](word, 4 * i);
  });
  return made;
}

function u64(order: 'LE' | 'BE', ...words: readonly bigint[]): Buffer {
  const made = Buffer.alloc(8 * words.length);
  words.forEach((word, i) => {
    made[`writeBigUInt64${order}`](word, 8 * i);
  });
  return made;
}
/** The load commands, where they end, and where the first section begins. */
function commandsOf(file: Buffer) {
  if (file.readUInt32LE(0) !== MH_MAGIC_64) throw new Error('not a 64-bit Mach-O file');
  const commands: { readonly type: number; readonly at: number; readonly name: string }[] = [];
  let at = HEADER;
  let firstSection = file.length;
  for (let i = 0; i < file.readUInt32LE(16); i++) {
    const type = file.readUInt32LE(at);
    const isSegment = type === LC_SEGMENT_64;
    const name = file.subarray(at + 8, at + 24).toString('latin1');
    commands.push({ type, at, name: isSegment ? name.replace(/\0.*$/s, '') : '' });
    const sections = isSegment ? file.readUInt32LE(at + 64) : 0;
    for (let s = 0; s < sections; s++) {
      const offset = file.readUInt32LE(at + 72 + s * 80 + 48);
      if (offset > 0) firstSection = Math.min(firstSection, offset);
    }
    at += file.readUInt32LE(at + 4);
  }
  return { commands, end: at, firstSection };
}
