// One reader must never see other content than another (docs/SPEC.md §2.2): whatever is changed in a zip, it is refused, or
// the survey, yauzl and a reader that only walks forward still see the same names and bytes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { readForward } from '../../support/forward-reader.js';
import {
  type DescriptorForm,
  join,
  layoutZip,
  type RawEntry,
  type RawZip,
  rawZip,
} from '../../support/raw-zip.js';
import { readZip } from '../../support/zip-verdict.js';

const RUNS = process.env['SLOW'] === '1' ? 20_000 : 1_000;

/** One of each: stored, deflated, four descriptors, zip64 on both sides, a directory, an unknown extra block, a comment. */
const RICH: RawZip = {
  entries: [
    { name: 'manifest.json', content: '{"a":"b"}' },
    { name: 'records.jsonl', content: '{"sequence":1}\n'.repeat(9), method: 8 },
    { name: 'd/', central: { externalAttributes: 0x41ed0010 } },
    { name: 'a', content: 'aa', method: 8, descriptor: 'signed' },
    { name: 'b', content: 'bb', method: 8, descriptor: 'plain' },
    { name: 'c', content: 'cc', method: 8, descriptor: 'signed64', zip64: 'both' },
    { name: 'e', content: 'ee', method: 8, descriptor: 'plain64' },
    {
      name: 'f',
      content: 'ff',
      zip64: 'local',
      central: { comment: new Uint8Array([0x68, 0x69]) },
    },
    { name: 'g', content: 'gg', local: { extra: new Uint8Array([0x55, 0x54, 1, 0, 7]) } },
  ],
  order: [8, 0, 1, 2, 3, 4, 5, 6, 7],
  zip64End: true,
};

type Content = readonly (readonly [string, string])[];

function plain(files: ReadonlyMap<string, Uint8Array>): Content {
  return [...files]
    .map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** What an accepted zip holds, asserted to be the same for a forward reader; undefined for a refused one. */
async function contentOf(bytes: Uint8Array): Promise<Content | undefined> {
  const { findings, files } = await readZip(sourceFromBytes(bytes));
  if (findings.length > 0) return undefined;
  const forward = readForward(bytes);
  if (forward !== undefined) expect(plain(forward)).toEqual(plain(files));
  return plain(files);
}

describe('a zip in which one byte', () => {
  const { bytes } = layoutZip(RICH);
  it('changes is refused or has the same content', async () => {
    const original = await contentOf(bytes);
    expect(original).toHaveLength(8);
    let accepted = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      for (const change of [0x01, 0x08, 0x80, 0xff, bytes[at] ?? 0]) {
        if (change === 0) continue;
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ change;
        const content = await contentOf(changed);
        if (content === undefined) continue;
        accepted += 1;
        expect(content, `byte ${at} xor ${change}`).toEqual(original);
      }
    }
    // Versions, times, attributes, comments and other extra blocks are free; more than that is not.
    const free = 9 * (6 + 14) + 2 + 4 + 4;
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(free * 5);
  });
  it('is added or taken away is refused', async () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      for (const byte of [0, 0x50, 0xff]) {
        const longer = join(bytes.subarray(0, at), new Uint8Array([byte]), bytes.subarray(at));
        expect(await contentOf(longer), `byte ${byte} at ${at}`).toBeUndefined();
      }
      if (at === bytes.length) break;
      const shorter = join(bytes.subarray(0, at), bytes.subarray(at + 1));
      expect(await contentOf(shorter), `without ${at}`).toBeUndefined();
    }
  });
});

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9_-]{1,12}$/), {
  minLength: 0,
  maxLength: 8,
});
const form = fc.option(fc.constantFrom<DescriptorForm>('signed', 'plain', 'signed64', 'plain64'), {
  nil: undefined,
});
const side = fc.option(fc.constantFrom('local', 'central', 'both'), { nil: undefined });
const entries = names.chain((chosen) =>
  fc.tuple(
    ...chosen.map((name) =>
      fc.tuple(fc.string({ maxLength: 200 }), fc.constantFrom(0, 8), form, side).map(
        ([content, method, descriptor, zip64]): RawEntry => ({
          name: `attachments/${name}`,
          content,
          method,
          ...(descriptor === undefined ? {} : { descriptor }),
          ...(zip64 === undefined ? {} : { zip64 }),
        }),
      ),
    ),
  ),
);

describe('any zip', () => {
  it('of allowed parts is accepted, with the content that was put in, in any order of its directory', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.boolean(), fc.integer(), async (chosen, wide, seed) => {
        const order = [...chosen.keys()].toSorted(
          (a, b) => ((a * 31 + seed) % 7) - ((b * 31 + seed) % 7),
        );
        const zip = rawZip({ entries: chosen, order, ...(wide ? { zip64End: true } : {}) });
        const expected = chosen
          .map(
            ({ name, content }) =>
              [`${name}`, Buffer.from(`${content}`).toString('latin1')] as const,
          )
          .toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(await contentOf(zip)).toEqual(expected);
      }),
      { numRuns: RUNS / 5 },
    );
  });
  it('with a few changed, doubled or removed pieces is refused or read alike, and nothing else is thrown', async () => {
    const { bytes } = layoutZip(RICH);
    const position = fc.nat(bytes.length - 1);
    const edit = fc.oneof(
      fc.record({
        kind: fc.constant('set' as const),
        at: position,
        value: fc.uint8Array({ minLength: 1, maxLength: 8 }),
      }),
      fc.record({ kind: fc.constant('cut' as const), at: position, length: fc.nat(120) }),
      fc.record({
        kind: fc.constant('copy' as const),
        at: position,
        from: position,
        length: fc.nat(200),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        let changed: Uint8Array = bytes;
        for (const change of edits) {
          const head = changed.subarray(0, change.at);
          const rest = changed.subarray(change.at);
          if (change.kind === 'set')
            changed = join(head, change.value, rest.subarray(change.value.length));
          if (change.kind === 'cut') changed = join(head, rest.subarray(change.length));
          if (change.kind === 'copy') {
            changed = join(head, changed.subarray(change.from, change.from + change.length), rest);
          }
        }
        await contentOf(changed);
      }),
      { numRuns: RUNS },
    );
  });
  it('of any bytes at all is refused, and nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (any) => {
        expect(await contentOf(any)).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });
});
