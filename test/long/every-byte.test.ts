// Every byte of a bundle is flipped, in the zip itself and in each entry (zipped again), and the result is verified for real. Every flip
// is caught, or hits a byte of this list, which carries no meaning. The table of codes is in docs/ROBUSTNESS.md (`npm run every-byte`).

import { beforeAll, describe, expect, it } from 'vitest';
import { flipAll } from '../../scripts/every-byte/all.js';
import { everyByteBundle, featuredZip, plainZip } from '../../scripts/every-byte/bundle.js';
import type { Row } from '../../scripts/every-byte/flips.js';
import { sourceFromBytes } from '../../src/archive/source.js';
import { CODES } from '../../src/catalogue/codes.js';
import { verifyBundle } from '../../src/verify.js';

/** Structures of which no bit means anything (docs/SPEC.md §2.2): ignored and never printed. */
const WITHOUT_MEANING = [
  'zip, local header: version',
  'zip, local header: time and date',
  'zip, central header: made by',
  'zip, central header: version',
  'zip, central header: time and date',
  'zip, central header: internal attributes',
  'zip, central header: comment',
  'zip, zip64 end record: made by',
  'zip, zip64 end record: version',
];

/** Structures of which some bits mean nothing: at most so many flips pass. */
const PARTLY: Readonly<Record<string, { readonly why: string; readonly atMost: number }>> = {
  'zip, central header: external attributes': {
    why: 'permissions and attributes beside the file type',
    atMost: 70,
  },
  'zip, central header: unknown block': {
    why: 'content and number of a block that nobody reads, not its length',
    atMost: 14,
  },
  'zip, zip64 locator: disks': { why: 'producers write 0 or 1 for one disk', atMost: 1 },
  'zip, deflated data: last byte': {
    why: 'bits after the end of the deflate stream (RFC 1951 §3.1)',
    atMost: 12,
  },
  'checkpoint: line of an unknown key': {
    why: 'lines of unknown keys are ignored (§7.3), not their form',
    atMost: 226,
  },
  'token: status': {
    why: 'granted and granted with modifications mean the same (§8.5)',
    atMost: 1,
  },
  'token: version': { why: 'of SignedData: nothing signs it and nothing depends on it', atMost: 2 },
  'token: digest algorithms': {
    why: 'a hint for readers in one pass (RFC 5652 §5.1); nothing signs it',
    atMost: 20,
  },
  'token: version of signer info': { why: 'nothing signs it and nothing depends on it', atMost: 2 },
};

/** Entries under a digest of the manifest. */
const LISTED = ['records.jsonl', 'stubs.jsonl', 'proof/paths.jsonl', 'attachments/…'];

let rows: Row[];
beforeAll(async () => {
  rows = await flipAll();
}, 1_200_000);

describe('every byte', () => {
  it('is flipped in a bundle that passes', async () => {
    for (const stamped of [false, true]) {
      const { entries, trustRoot, options } = await everyByteBundle(stamped);
      const { bytes } = featuredZip(entries);
      for (const zip of [bytes, plainZip(entries)])
        expect(await verifyBundle(sourceFromBytes(zip), trustRoot, options)).toMatchObject({
          verdict: 'pass',
        });
      if (stamped) continue;
      const content = [...entries.values()].reduce((sum, { length }) => sum + length, 0);
      const flipped = rows
        .filter(({ region }) => !region.startsWith('token: '))
        .reduce((sum, row) => sum + row.bytes, 0);
      expect(flipped).toBe(bytes.length + content);
    }
    expect(rows.map(({ region }) => region)).not.toContain('zip, ');
  });

  it('is caught, or carries no meaning', () => {
    const allowed = new Set([...WITHOUT_MEANING, ...Object.keys(PARTLY)]);
    const passed = rows.filter((row) => row.passed > 0 && !allowed.has(row.region));
    expect(passed.map(({ region, passes }) => `${region}: ${passes.join(' ')}`)).toEqual([]);
    for (const { region, passed: count, flips } of rows) {
      if (WITHOUT_MEANING.includes(region)) expect(count, region).toBe(flips);
      const partly = PARTLY[region];
      if (partly === undefined) continue;
      // What a compressor leaves in the last byte depends on its version.
      if (!region.includes('deflated'))
        expect(count, `${region}: ${partly.why}`).toBeGreaterThan(0);
      expect(count, `${region}: ${partly.why}`).toBeLessThanOrEqual(partly.atMost);
    }
    // No line of the list is about something that is not there.
    for (const region of allowed) expect(rows.map((row) => row.region)).toContain(region);
  });

  it('of a structure of the zip is caught by archive/structure or archive/names alone', () => {
    for (const { region, codes } of rows.filter((row) =>
      /^zip, (?!deflated|stored)/.test(row.region),
    )) {
      for (const code of Object.keys(codes))
        expect(['archive/structure', 'archive/names'], `${region}: ${code}`).toContain(
          checkOf(code),
        );
    }
  });

  it('of the data of the zip is caught by archive/content', () => {
    for (const { region, codes, flips, passed } of rows.filter((row) =>
      /^zip, (?:deflated|stored)/.test(row.region),
    )) {
      const content = Object.entries(codes).filter(([code]) => checkOf(code) === 'archive/content');
      expect(
        content.reduce((sum, [, count]) => sum + count, 0),
        region,
      ).toBe(flips - passed);
    }
  });

  it('of a listed entry is caught by its digest, whatever else sees it', () => {
    const listed = rows.filter(({ region }) => LISTED.includes(region));
    expect(listed).toHaveLength(LISTED.length);
    for (const { codes, flips } of listed) expect(codes['ENTRY_DIGEST_MISMATCH']).toBe(flips);
  });

  it.each([
    ['manifest.json', /^(?:manifest|attestation)\//],
    ['checkpoint: text', /^checkpoint\//],
    ["checkpoint: ledger's line", /^checkpoint\//],
    ["checkpoint: witness's line", /^checkpoint\//],
    ['proof/consistency.jsonl', /^checkpoint\/consistency$/],
    ['disclosures.jsonl', /^disclosures\/commitments$/],
    ['attestation.dsse.json', /^attestation\//],
    ['token: TSTInfo', /^checkpoint\/timestamps$/],
    ['token: signed attributes', /^checkpoint\/timestamps$/],
    ['token: signature', /^checkpoint\/timestamps$/],
  ])('of %s is caught by its own checks', (region, check) => {
    const row = rows.find((each) => each.region === region);
    expect(row?.passed).toBe(0);
    const own = Object.entries(row?.codes ?? {}).filter(([code]) => check.test(checkOf(code)));
    expect(own.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThanOrEqual(row?.flips ?? 1);
  });
});

function checkOf(code: string): string {
  return CODES[code as keyof typeof CODES].check;
}
