// Zips in which fields lie: test/support/raw-zip.ts writes every structure from plain fields, and here some of them are overridden.

import {
  block,
  type CentralFields,
  type EndFields,
  type HeaderFields,
  type RawEntry,
  type RawZip,
  rawZip,
  u32le,
  u64le,
} from '../../test/support/raw-zip.js';
import { EDGES } from './bytes.js';
import type { Random } from './random.js';
import type { Files } from './zip.js';

/** A zip of the entries in which some fields lie. */
export function writeLyingZip(random: Random, files: Files): { bytes: Uint8Array; what: string } {
  const said: string[] = [];
  const entries: RawEntry[] = [...files].map(([name, content]) => ({
    name,
    content,
    method: random.chance(1, 2) ? 8 : 0,
  }));
  const zip: Mutable<RawZip> = { entries };
  for (let count = random.between(1, 3); count > 0; count -= 1) {
    said.push(random.chance(2, 3) ? lieInEntry(random, entries) : lieInZip(random, zip, entries));
  }
  return { bytes: rawZip(zip), what: `zip: ${said.join(', ')}` };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const SHARED = [
  'version',
  'flags',
  'method',
  'time',
  'date',
  'crc32',
  'compressedSize',
  'size',
  'nameLength',
  'extraLength',
  'magic',
] as const;
const CENTRAL = [
  ...SHARED,
  'madeBy',
  'disk',
  'internalAttributes',
  'externalAttributes',
  'headerOffset',
] as const;
const END = [
  'magic',
  'disk',
  'directoryDisk',
  'entriesHere',
  'entries',
  'directorySize',
  'directoryOffset',
  'commentLength',
] as const;
const ODD_NAMES: readonly [string, ...string[]] = [
  '',
  '/',
  '..',
  '../x',
  'a/../b',
  'C:x',
  'a\\b',
  'a//b',
  './a',
  'RECORDS.JSONL',
  'records.jsonl/',
  'records.jsonl/x',
  'proof',
  '__MACOSX/._x',
  'a\u202eb',
  'x'.repeat(201),
  'x'.repeat(60_000),
  'attachments/',
  'timestamps/checkpoint.01.tsr',
  'timestamps/attestation.9999.tsr',
  'manifest.json',
  'con',
  '\u0000',
  'key.pem',
];

function number(random: Random): number {
  return random.chance(1, 2) ? random.pick(EDGES) : random.next() >>> random.below(32);
}

function lieInEntry(random: Random, entries: RawEntry[]): string {
  const place = random.below(entries.length);
  const entry: Mutable<RawEntry> = { ...(entries[place] ?? { name: 'x' }) };
  const extra = (): Uint8Array =>
    random.pick([
      block(0x7075, random.bytes(9)),
      block(1, u64le(random.next())),
      block(1, random.bytes(random.pick([0, 4, 8, 16, 24, 28, 32]))),
      block(0x5455, random.bytes(5)),
      random.bytes(random.between(1, 8)),
      block(0xcafe, new Uint8Array(random.pick([0, 4_000, 65_000]))),
    ]);
  let what: string;
  switch (random.below(9)) {
    case 0: {
      const field = random.pick(SHARED);
      const value = field === 'flags' ? 1 << random.below(16) : number(random);
      const lie: Partial<HeaderFields> = { [field]: value };
      const side = random.pick(['header', 'local', 'central'] as const);
      entry[side] = { ...entry[side], ...lie };
      what = `${side}.${field}=${value}`;
      break;
    }
    case 1: {
      const field = random.pick(CENTRAL);
      const value = number(random);
      const lie: Partial<CentralFields> = { [field]: value };
      entry.central = { ...entry.central, ...lie };
      what = `central.${field}=${value}`;
      break;
    }
    case 2: {
      const side = random.pick(['header', 'local', 'central'] as const);
      const name = random.pick([...ODD_NAMES, ...entries.map((each) => String(each.name))]) ?? '';
      entry[side] = { ...entry[side], name };
      what = `${side}.name=${JSON.stringify(name.slice(0, 40))}`;
      break;
    }
    case 3: {
      const side = random.pick(['header', 'local', 'central'] as const);
      entry[side] = { ...entry[side], extra: extra() };
      what = `${side}.extra`;
      break;
    }
    case 4:
      entry.descriptor = random.pick(['signed', 'plain', 'signed64', 'plain64']);
      if (random.chance(1, 2))
        entry.descriptorFields = {
          [random.pick(['crc32', 'compressedSize', 'size'] as const)]: number(random),
        };
      what = `descriptor ${entry.descriptor}`;
      break;
    case 5:
      entry.zip64 = random.pick(['local', 'central', 'both']);
      what = `zip64 ${entry.zip64}`;
      break;
    case 6: {
      const side = random.pick(['before', 'after'] as const);
      entry[side] = random.bytes(random.between(1, 40));
      what = `bytes ${side} an entry`;
      break;
    }
    case 7:
      if (random.chance(1, 2)) {
        entry.omit = random.pick(['local', 'central']);
        what = `no ${entry.omit} header`;
      } else {
        entry.central = { ...entry.central, comment: random.bytes(random.pick([1, 20, 65_000])) };
        what = 'an entry comment';
      }
      break;
    default:
      entry.data = random.pick([
        new Uint8Array(0),
        random.bytes(30),
        new Uint8Array(5_000),
        Uint8Array.of(3, 0),
        Uint8Array.of(1, 0, 0, 0xff, 0xff),
      ]);
      what = 'other compressed data';
  }
  if (random.chance(1, 12)) entries.splice(random.below(entries.length + 1), 0, entry);
  else entries[place] = entry;
  return `${String(entry.name).slice(0, 40)} ${what}`;
}

function lieInZip(random: Random, zip: Mutable<RawZip>, entries: RawEntry[]): string {
  switch (random.below(8)) {
    case 0: {
      const field = random.pick(END);
      const lie: Partial<EndFields> = { [field]: number(random) };
      zip.end = { ...zip.end, ...lie };
      return `end.${field}`;
    }
    case 1: {
      const piece = random.pick([
        'prefix',
        'beforeDirectory',
        'afterDirectory',
        'beforeEnd',
        'suffix',
      ] as const);
      zip[piece] = random.pick([
        random.bytes(random.between(1, 60)),
        u32le(0x06054b50),
        new Uint8Array(70_000),
      ]);
      return piece;
    }
    case 2:
      zip.end = { ...zip.end, comment: random.bytes(random.pick([1, 22, 65_535])) };
      return 'a comment';
    case 3:
      zip.zip64End = random.chance(1, 2)
        ? true
        : {
            [random.pick([
              'magic',
              'recordSize',
              'disk',
              'entriesHere',
              'entries',
              'directorySize',
              'directoryOffset',
            ] as const)]: number(random),
          };
      return 'a zip64 end record';
    case 4:
      zip.zip64End ??= true;
      zip.locator = {
        [random.pick(['magic', 'disk', 'recordOffset', 'disks'] as const)]: number(random),
      };
      return 'another locator';
    case 5:
      zip.order = [...entries.keys()].reverse();
      return 'the directory in reverse';
    case 6:
      zip.order = [...entries.keys(), random.below(entries.length)];
      return 'an entry twice in the directory';
    default:
      for (let count = random.pick([1, 50, 4_096]); count > 0; count -= 1)
        entries.push({ name: `attachments/x${count}`, content: '' });
      return 'many entries';
  }
}
