// Every flip of a part of all bytes, verified for real: which codes each structure gives, and which flips still pass.

import { sourceFromBytes } from '../../src/archive/source.js';
import { verifyBundle } from '../../src/verify.js';
import { type EveryByte, everyByteBundle, featuredZip, plainZip } from './bundle.js';
import { entryRegions, zipRegions } from './regions.js';

/** The two changes that are made of each byte: its lowest bit, and the bit that tells upper from lower case. */
const PATTERNS = [0x01, 0x20] as const;

/** Of one structure: bytes looked at, flips that passed, and the codes of the others with the number of flips. */
export interface Row {
  readonly region: string;
  bytes: number;
  flips: number;
  passed: number;
  /** Offsets of flips that passed, `offset^pattern`. */
  readonly passes: string[];
  readonly codes: Record<string, number>;
}

/** Base64 of signatures and data under a CRC-32: every change of a byte is the same to a reader, so each gets one of the two. */
const UNIFORM = /attestation|ledger's line|data$/;

/** Flips every byte whose number leaves the rest `part` by `parts`. */
export async function flipPart(part: number, parts: number): Promise<Row[]> {
  const rows = new Map<string, Row>();
  let number = 0;
  const flip = async (
    bundle: EveryByte,
    region: string,
    offset: number,
    make: (pattern: number) => Uint8Array,
  ): Promise<void> => {
    number += 1;
    if (number % parts !== part) return;
    const row = rows.get(region) ?? {
      region,
      bytes: 0,
      flips: 0,
      passed: 0,
      passes: [],
      codes: {},
    };
    rows.set(region, row);
    row.bytes += 1;
    for (const pattern of UNIFORM.test(region) ? [PATTERNS[offset & 1] ?? PATTERNS[0]] : PATTERNS) {
      row.flips += 1;
      const codes = await codesAgainst(make(pattern), bundle);
      if (codes === undefined) row.passes.push(`${offset}^${pattern}`);
      if (codes === undefined) row.passed += 1;
      for (const code of codes ?? []) row.codes[code] = (row.codes[code] ?? 0) + 1;
    }
  };

  const bundle = await everyByteBundle(false);
  const zip = featuredZip(bundle.entries);
  const regionOf = zipRegions(zip);
  for (let offset = 0; offset < zip.bytes.length; offset += 1)
    await flip(bundle, `zip, ${regionOf(offset)}`, offset, (pattern) =>
      flipped(zip.bytes, offset, pattern),
    );
  for (const path of bundle.entries.keys()) await flipEntry(bundle, path, flip);
  await flipEntry(await everyByteBundle(true), 'timestamps/checkpoint.1.tsr', flip);
  return [...rows.values()];
}

type Flip = (
  bundle: EveryByte,
  region: string,
  offset: number,
  make: (pattern: number) => Uint8Array,
) => Promise<void>;

async function flipEntry(bundle: EveryByte, path: string, flip: Flip): Promise<void> {
  const content = bundle.entries.get(path) ?? new Uint8Array(0);
  const region = entryRegions(path, content);
  for (let offset = 0; offset < content.length; offset += 1) {
    await flip(bundle, region(offset), offset, (pattern) =>
      plainZip(new Map(bundle.entries).set(path, flipped(content, offset, pattern))),
    );
  }
}

/** Codes that keep the bytes from a pass; undefined if they pass. */
async function codesAgainst(
  bytes: Uint8Array,
  { trustRoot, options }: EveryByte,
): Promise<Set<string> | undefined> {
  const { verdict, checks } = await verifyBundle(sourceFromBytes(bytes), trustRoot, options);
  if (verdict === 'pass') return undefined;
  const against = checks.flatMap(({ needed, findings }) =>
    findings.filter(({ outcome }) => outcome === 'fail' || (needed && outcome === 'unproven')),
  );
  return new Set(against.map(({ code }) => code));
}

function flipped(bytes: Uint8Array, offset: number, pattern: number): Uint8Array {
  const next = Uint8Array.from(bytes);
  next[offset] = (next[offset] ?? 0) ^ pattern;
  return next;
}

/** The rows of all parts as one table, in the order of the file. */
export function joinRows(parts: readonly (readonly Row[])[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { region, bytes, flips, passed, passes, codes } of parts.flat()) {
    const row = rows.get(region) ?? {
      region,
      bytes: 0,
      flips: 0,
      passed: 0,
      passes: [],
      codes: {},
    };
    rows.set(region, row);
    row.bytes += bytes;
    row.flips += flips;
    row.passed += passed;
    row.passes.push(...passes);
    for (const [code, count] of Object.entries(codes))
      row.codes[code] = (row.codes[code] ?? 0) + count;
  }
  return [...rows.values()];
}
