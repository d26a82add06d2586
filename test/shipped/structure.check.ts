// What can be said of an executable without running it: the file is what its system loads, it holds our files and the flags of the
// sandbox, and the signature of the macOS ones is right, page by page.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ASSETS, sandbox } from '../../scripts/executables/build.js';
import { placesOf, UNKNOWN } from '../../scripts/executables/environment.js';
import { unpackNode } from '../../scripts/executables/node.js';
import { SYSTEMS } from '../../scripts/executables/systems.js';
import { executableOf, systemNamed } from './executable.js';

/** What the first bytes say: the kind of file, and the processor. */
const KINDS: Readonly<Record<string, (file: Buffer) => unknown>> = {
  'linux-x64': (file) => [file.toString('latin1', 1, 4), file[4], file.readUInt16LE(18)],
  'linux-arm64': (file) => [file.toString('latin1', 1, 4), file[4], file.readUInt16LE(18)],
  'win-x64': (file) => {
    const at = file.readUInt32LE(0x3c);
    return [
      file.toString('latin1', 0, 2),
      file.toString('latin1', at, at + 2),
      file.readUInt16LE(at + 4),
    ];
  },
  'macos-arm64': (file) => [file.readUInt32LE(0), file.readUInt32LE(4), file.readUInt32LE(12)],
  'macos-x64': (file) => [file.readUInt32LE(0), file.readUInt32LE(4), file.readUInt32LE(12)],
};
const EXPECTED: Readonly<Record<string, unknown>> = {
  'linux-x64': ['ELF', 2, 62],
  'linux-arm64': ['ELF', 2, 183],
  'win-x64': ['MZ', 'PE', 0x8664],
  'macos-arm64': [0xfeedfacf, 0x0100000c, 2],
  'macos-x64': [0xfeedfacf, 0x01000007, 2],
};

const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:';

describe.each(SYSTEMS.map((system) => [system.name, system] as const))('%s', (name, system) => {
  const file = executableOf(system);

  it('is a program of its system and processor', () => {
    expect(KINDS[name]?.(file)).toEqual(EXPECTED[name]);
  });

  it('starts what it holds, and not Node: the fuse is blown', () => {
    const at = file.indexOf(FUSE);
    expect(at).toBeGreaterThan(0);
    expect(file.toString('latin1', at + FUSE.length, at + FUSE.length + 1)).toBe('1');
    expect(file.indexOf(FUSE, at + 1)).toBe(-1);
  });

  it('holds the files of dist/ as they are, and the flags of the sandbox', () => {
    const blob = file.indexOf(readFileSync('scripts/executables/main.cjs'));
    expect(blob).toBeGreaterThan(0);
    for (const asset of ASSETS)
      expect([asset, file.includes(readFileSync(join('dist', asset)), blob)]).toEqual([
        asset,
        true,
      ]);
    // The flags follow each other, each with its length before it.
    let at = blob;
    for (const flag of sandbox(system)) {
      at = file.indexOf(flag, at);
      expect([flag, at > 0]).toEqual([flag, true]);
    }
    expect(sandbox(system).join()).not.toMatch(/allow-(net|child|addons|wasi|inspector)/);
  });
});

describe('Node', () => {
  it.each(SYSTEMS.map((system) => [system.name, system] as const))(
    'of %s knows none of the variables that would be read before us',
    (_, system) => {
      const file = executableOf(system);
      for (const name of UNKNOWN) expect([name, placesOf(file, name)]).toEqual([name, []]);
      // The reader of names does find those that are there.
      expect(placesOf(file, 'NODE_PENDING_DEPRECATION')).toHaveLength(1);
    },
  );
});

/** The hashes of the pages that the signature of a Mach-O file lists, and those that the file has. */
function signatureOf(file: Buffer) {
  let at = 32;
  for (let i = 0; i < file.readUInt32LE(16) && file.readUInt32LE(at) !== 0x1d; i++)
    at += file.readUInt32LE(at + 4);
  const [offset, size] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
  const blob = file.subarray(offset, offset + size);
  expect(blob.readUInt32BE(0)).toBe(0xfade0cc0);
  // Slot 0 is the code directory.
  const slots = Array.from({ length: blob.readUInt32BE(8) }, (_, i) => ({
    type: blob.readUInt32BE(12 + i * 8),
    at: blob.readUInt32BE(16 + i * 8),
  }));
  const directory = blob.subarray(slots.find(({ type }) => type === 0)?.at);
  expect(directory.readUInt32BE(0)).toBe(0xfade0c02);
  const [hashes, , , count, limit] = [16, 20, 24, 28, 32].map((word) =>
    directory.readUInt32BE(word),
  );
  expect([directory[36], directory[37]]).toEqual([32, 2]);
  const page = 1 << (directory[39] ?? 0);
  const pages = Array.from({ length: count ?? 0 }, (_, i) =>
    file.subarray(i * page, Math.min((i + 1) * page, limit ?? 0)),
  );
  const wrong = pages.flatMap((bytes, i) => {
    const listed = directory.subarray((hashes ?? 0) + i * 32, (hashes ?? 0) + i * 32 + 32);
    return createHash('sha256').update(bytes).digest().equals(listed) ? [] : [i];
  });
  return { count, limit, offset, end: offset + size, wrong, flags: directory.readUInt32BE(12) };
}

describe('the ad-hoc signature for macOS', () => {
  it.each(['macos-arm64', 'macos-x64'])('%s: every page has the hash that is listed', (name) => {
    const file = executableOf(systemNamed(name));
    const { count, limit, offset, end, wrong, flags } = signatureOf(file);
    expect(wrong).toEqual([]);
    expect([limit, end, flags]).toEqual([offset, file.length, 2]);
    expect(count).toBe(Math.ceil(offset / 4096));
    const changed = Buffer.from(file);
    changed[4096 * 777 + 5] = (changed[4096 * 777 + 5] ?? 0) ^ 1;
    expect(signatureOf(changed).wrong).toEqual([777]);
  });

  it('is read by rules that the signature of Node itself follows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'node-'));
    const { binary } = unpackNode(systemNamed('macos-arm64'), folder);
    const { wrong, count } = signatureOf(readFileSync(binary));
    rmSync(folder, { recursive: true, force: true });
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(10_000);
  });
});
