import { describe, expect, it } from 'vitest';
import { concat } from '../../../src/base/encoding.js';
import { work } from '../../../src/base/work.js';
import { checkCustody } from '../../../src/checks/custody.js';
import { lineOf, nextEntry } from '../../../src/papers/custody.js';

const BUNDLE = '0'.repeat(64);

/** A file of entries, each chained by hashing everything before it anew. */
function fileOf(entries: number): Uint8Array {
  let file: Uint8Array = new Uint8Array(0);
  for (let at = 0; at < entries; at += 1) {
    const words = { by: '𝒳'.repeat(200), from: 'the one before', at: 0n };
    file = concat(file, lineOf(nextEntry(file, at, { ...words, before: BUNDLE, after: BUNDLE })));
  }
  return file;
}

describe('a long file of custody', () => {
  const file = fileOf(300);

  it('is chained as a digest over all lines before each entry has it', () => {
    const { value, findings } = checkCustody(file, BUNDLE);
    expect(findings.tally('custody/chain').kept).toEqual([]);
    expect(value).toHaveLength(300);
    const second = file.indexOf(0x0a) + 1;
    const altered = file.slice();
    altered[second - 3] = (altered[second - 3] ?? 0) ^ 1;
    expect(checkCustody(altered, BUNDLE).value?.length).toBeLessThan(2);
  });

  it('is hashed once, not once for each entry', () => {
    const before = work.digestedBytes;
    checkCustody(file, BUNDLE);
    expect(work.digestedBytes - before).toBeLessThan(1.1 * file.length);
  });
});
