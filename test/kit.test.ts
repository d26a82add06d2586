// The conformance kit, but for the long run through it (`npm run kit -- --self`): its cases are stated, its seal covers it, its comparison
// tells answers apart, and each planted fault still has its place in the source.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lostFaults } from '../scripts/kit/faults.js';
import { agreement, comparable, readCases } from '../scripts/kit/protocol.js';
import { checkKit, type KitManifest } from '../scripts/kit/sealed.js';
import { type Kit, makeKit } from '../scripts/kit/write.js';

interface GoldenSet {
  readonly facts: { readonly ledgers: readonly { readonly first?: readonly { kind: string }[] }[] };
}

describe('answers', () => {
  const failed = { verdict: 'fail', failures: ['A'], gaps: ['B'] } as const;

  it('agree by codes, whatever their notes', () => {
    const asked = {
      input: { trust_root: null, at: '2026-04-01T00:00:00Z', requirements: [] },
      expect: failed,
    };
    expect(agreement(asked, { ...failed, notes: ['C'] })).toBe('agrees');
    expect(agreement(asked, { ...failed, gaps: [] })).toBe('codes');
    expect(agreement(asked, { ...failed, verdict: 'unproven' })).toBe('verdict');
    // Whoever supports nothing does not conform.
    expect(agreement(asked, { verdict: 'unsupported' })).toBe('verdict');
    const lowered = { ...asked, input: { ...asked.input, limits: { entries: 4 } } };
    expect(agreement(lowered, { verdict: 'unsupported' })).toBe('unsupported');
  });

  it('may stop at different codes of a zip that is refused, and of an entry that cannot be read', () => {
    const zip = (code: string) => comparable({ verdict: 'fail', failures: [code], gaps: [] });
    expect(zip('ZIP_GAP')).toBe(zip('NAME_DUPLICATE'));
    expect(zip('ZIP_GAP')).not.toBe(zip('MANIFEST_INVALID'));
    expect(zip('ENTRY_CRC_MISMATCH')).toBe(zip('ENTRY_SIZE_MISMATCH'));
    expect(zip('ENTRY_CRC_MISMATCH')).not.toBe(zip('ENTRY_BYTES_MISMATCH'));
  });
});

describe('a kit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kit-'));
  let kit: Kit;
  const write = (path: string, content: Uint8Array | string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };

  beforeAll(async () => {
    kit = await makeKit({ cleanRoom: true });
    for (const [path, content] of kit.files) write(path, content);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names a file for every input, and states every result', () => {
    const cases = readCases(folder);
    expect(cases.length).toBe(kit.cases);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(kit.cases);
    for (const { id, why, expect: stated } of cases) {
      expect(why, id).not.toBe('');
      expect(['pass', 'fail', 'unproven', 'error'], id).toContain(stated.verdict);
      if (stated.verdict === 'fail') expect(stated.failures, id).not.toEqual([]);
    }
    expect(new Set(cases.map(({ id }) => id.split('/')[0]))).toEqual(
      new Set(['attack', 'cases', 'errors', 'golden', 'golden-sets', 'sets']),
    );
  });

  it('has every schema that the specification names', () => {
    const text = Buffer.from(kit.files.get('SPEC.md') ?? '').toString();
    const named = new Set(
      [...text.matchAll(/schemas\/[a-z-]+\.schema\.json/g)].map(([path]) => path),
    );
    expect(named.size).toBeGreaterThan(10);
    // What this product adds to a bundle's verdict is named in the text as being apart from it.
    for (const path of named) expect([...kit.files.keys()], path).toContain(path);
  });

  it('takes the verdict of golden sets from their producer, and names a kind of difference that it names', () => {
    const kinds: Readonly<Record<string, string>> = {
      'record/stub': 'SET_LEAF_CONFLICT',
      'previous_hash/leaf': 'SET_LEAF_CONFLICT',
      'head/head': 'SET_HEAD_CONFLICT',
      'head/derived': 'SET_ROOT_CONFLICT',
      'node/leaf': 'SET_SUBTREE_CONFLICT',
      'node/node': 'SET_SUBTREE_CONFLICT',
      'shown after its erasure': 'SET_SHOWN_AFTER_ERASURE',
    };
    const sets = readCases(folder).filter(({ id }) => id.startsWith('golden-sets/'));
    expect(sets).toHaveLength(12);
    for (const { id, expect: stated } of sets) {
      const file = new URL(`../fixtures/${id}/set.json`, import.meta.url);
      const { facts } = JSON.parse(readFileSync(file, 'utf8')) as GoldenSet;
      const named = facts.ledgers.flatMap(({ first = [] }) =>
        first.map(({ kind }) => kinds[kind] ?? kind),
      );
      expect(stated.verdict, id).toBe(named.length > 0 ? 'fail' : 'pass');
      if (named.length > 0)
        expect(
          stated.failures?.some((code) => named.includes(code)),
          id,
        ).toBe(true);
    }
  });

  it('has no source of a verifier in its clean-room form', () => {
    const sources = [...kit.files.keys()].filter((path) => /\.(?:py|ts|js|mjs)$/.test(path));
    expect(sources).toEqual(['run.mjs']);
  });

  it('is sealed: a file that is changed, added or taken away is told, and so is another key', () => {
    expect(checkKit(folder, kit.vkey)).toEqual([]);
    const other = kit.vkey.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'));
    expect(checkKit(folder, other)).toEqual([
      'manifest.sig: is not signed by the key that was given',
    ]);
    const path = 'cases/valid/minimal/case.txt';
    write(path, 'x');
    expect(checkKit(folder, kit.vkey)).toEqual([`${path}: is not listed in the manifest`]);
    rmSync(join(folder, path));
    write('LICENSE', 'x');
    expect(checkKit(folder, kit.vkey)).toEqual([
      'LICENSE: is not the file that the manifest lists',
    ]);
    rmSync(join(folder, 'LICENSE'));
    expect(checkKit(folder, kit.vkey)).toEqual(['LICENSE: is missing']);
    write('LICENSE', kit.files.get('LICENSE') ?? '');
    const manifest = JSON.parse(
      Buffer.from(kit.files.get('manifest.json') ?? '').toString(),
    ) as KitManifest;
    write('manifest.json', JSON.stringify({ ...manifest, cases: 1 }));
    expect(checkKit(folder, kit.vkey)).toEqual(['manifest.sig: is over another manifest']);
    write('manifest.json', kit.files.get('manifest.json') ?? '');
  });
});

describe('the broken verifiers', () => {
  it('are broken in places that are there', () => {
    expect(lostFaults()).toEqual([]);
  });
});
