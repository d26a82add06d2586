// A library caller gives a source of its own. One that changes between two readings of its records is refused, also where the CRC-32
// stays: else an id that is there twice, as the first reading suspected, would be gone in the second.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type BundleSource, sourceFromBytes } from '../../../src/archive/source.js';
import { parseTime } from '../../../src/base/encoding.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { verifyBundle } from '../../../src/verify.js';
import { layoutZip } from '../../support/raw-zip.js';
import { unzip } from '../../support/unzip.js';

const CASE = 'fixtures/cases/records/identity--id-twice';
const { trust_root, at } = JSON.parse(readFileSync(`${CASE}/case.json`, 'utf8'));
const root = loadTrustRoot(readFileSync(`${CASE}/${trust_root}`));
const entries = [...unzip(readFileSync(`${CASE}/bundle.zip`))];
const { bytes, data } = layoutZip({
  entries: entries.map(([name, content]) => ({ name, content: new Uint8Array(content) })),
});
const place = data[entries.findIndex(([name]) => name === 'records.jsonl')] ?? 0;
const lines = Buffer.from(entries.find(([name]) => name === 'records.jsonl')?.[1] ?? []);
/** The second record that has this id. */
const id = /"record_id":"([^"]*)"/.exec(
  lines
    .toString()
    .split('\n')
    .find((line, i, all) => {
      const [own] = /"record_id":"[^"]*"/.exec(line) ?? ['none'];
      return all.findIndex((other) => other.includes(own)) < i;
    }) ?? '',
)?.[1];

/** The bundle, whose bytes are others from the second reading of its records on. */
function changing(change: (later: Uint8Array) => void): BundleSource {
  const later = new Uint8Array(bytes);
  change(later);
  const [before, after] = [sourceFromBytes(bytes), sourceFromBytes(later)];
  let readings = 0;
  return {
    size: bytes.length,
    read: (offset, length) => {
      if (offset === place) readings += 1;
      return (readings > 1 ? after : before).read(offset, length);
    },
  };
}
const run = (change: (later: Uint8Array) => void) =>
  verifyBundle(changing(change), root, { at: parseTime(at) ?? 0n, name: 'bundle.zip' });
const second = place + lines.lastIndexOf(`"${id}"`);

test('the same bytes: the id is there twice', async () => {
  const { checks } = await run(() => undefined);
  const codes = checks.flatMap(({ findings }) => findings.map(({ code }) => code));
  expect(codes).toContain('RECORD_ID_DUPLICATE');
});

test('another byte, and so another CRC-32', async () => {
  const changed = run((later) => {
    later[second + 3] = (later[second + 3] ?? 0) ^ 1;
  });
  await expect(changed).rejects.toMatchObject({ code: 'ERR_BUNDLE_CHANGED' });
});

test('other bytes of the same CRC-32', async () => {
  // The polynomial of CRC-32 itself, bit by bit as zip reads it: added to anything, it changes no CRC.
  const polynomial = [0x41, 0x06, 0x71, 0xdb, 0x01];
  const changed = run((later) => {
    for (const [at, bits] of polynomial.entries())
      later[second + 3 + at] = (later[second + 3 + at] ?? 0) ^ bits;
  });
  await expect(changed).rejects.toMatchObject({ code: 'ERR_BUNDLE_CHANGED' });
});
