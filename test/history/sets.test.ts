// Every committed set of bundles: fixtures/sets (ours, one fault each) and fixtures/golden-sets (an independent producer's), with the
// bundles in the order given and in others.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import type { Limits } from '../../src/base/limits.js';
import { parseHeldCheckpoint } from '../../src/bundle/held.js';
import type { Requirement } from '../../src/catalogue/requirements.js';
import {
  compareSet,
  loggedErasures,
  type SetBundle,
  type SetLedger,
} from '../../src/history/set.js';
import type { Verdict } from '../../src/transcript/transcript.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';
import { type GoldenSet, namesIt } from '../support/golden-set.js';

interface OwnSet {
  readonly verdict: Verdict;
  readonly codes: readonly string[];
  readonly groups: readonly (readonly number[])[];
  readonly bundles: readonly string[];
  readonly trust_root: string;
  readonly at: string;
  readonly options?: {
    readonly checkpoint?: string;
    readonly limits?: Partial<Limits>;
    readonly requirements?: readonly Requirement[];
  };
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const namesIn = (folder: string): string[] =>
  readdirSync(join(FIXTURES, folder))
    .filter((name) => existsSync(join(FIXTURES, folder, name, 'set.json')))
    .map((name) => `${folder}/${name}`);

interface Compared {
  readonly bundles: readonly SetBundle[];
  readonly ledgers: readonly SetLedger[];
  readonly verdict: Verdict;
}

async function compared(
  name: string,
  order: (files: readonly string[]) => string[],
): Promise<Compared> {
  const folder = join(FIXTURES, name);
  const read = (file: string): Uint8Array => new Uint8Array(readFileSync(join(folder, file)));
  const set = JSON.parse(readFileSync(join(folder, 'set.json'), 'utf8')) as OwnSet;
  const trustRoot = loadTrustRoot(read(set.trust_root));
  const limits = set.options?.limits ?? {};
  // Of a golden set it is asked of the report's period, and not of each bundle.
  const requirements = name.startsWith('sets/') ? (set.options?.requirements ?? []) : [];
  const at = parseTime(set.at) ?? 0n;
  const bundles: SetBundle[] = [];
  for (const file of order(set.bundles)) {
    const source = sourceFromBytes(read(file));
    const transcript = await verifyBundle(source, trustRoot, {
      ...{ at, name: file, limits, requirements },
    });
    const erasures = await loggedErasures(source, transcript);
    bundles.push({ name: file, transcript, erasures, open: (use) => use(source) });
  }
  const { checkpoint } = set.options ?? {};
  const held = checkpoint === undefined ? undefined : parseHeldCheckpoint(read(checkpoint));
  const ledgers = await compareSet(bundles, { trustRoot, held, limits });
  const checks = ledgers.flatMap((ledger) => ledger.checks);
  const verdicts = [
    ...bundles.map(({ transcript }) => transcript.verdict),
    ...checks.map(({ status }) => (status === 'failed' ? 'fail' : status)),
  ];
  const verdict = verdicts.includes('fail')
    ? 'fail'
    : verdicts.includes('unproven')
      ? 'unproven'
      : 'pass';
  return { bundles, ledgers, verdict };
}

const ORDERS: readonly [string, (files: readonly string[]) => string[]][] = [
  ['as given', (files) => [...files]],
  ['turned round', (files) => [...files].reverse()],
  ['from the second', (files) => [...files.slice(1), ...files.slice(0, 1)]],
];

describe.each(ORDERS)('fixtures/sets, %s', (_, order) => {
  test.each(namesIn('sets'))('%s', async (name) => {
    const set = JSON.parse(readFileSync(join(FIXTURES, name, 'set.json'), 'utf8')) as OwnSet;
    const { ledgers, verdict, bundles } = await compared(name, order);
    const [ledger, ...more] = ledgers;
    expect(more).toEqual([]);
    const findings = ledger?.checks.flatMap((check) => check.findings) ?? [];
    expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual(set.codes);
    expect(verdict).toBe(set.verdict);
    expect(
      ledger?.groups.map((group) => group.map((head) => ledger.heads[head]?.treeSize)),
    ).toEqual(set.groups);
    // A contradiction names both sides, in its text too.
    for (const { outcome, bundles: named, message, code } of findings) {
      if (outcome !== 'fail' || code === 'SET_CHECKPOINT_CONFLICT') continue;
      expect(new Set(named).size, message).toBe(2);
      for (const index of named) expect(message).toContain(bundles[index]?.name.slice(0, -4));
    }
  });
});

describe.each(ORDERS)('fixtures/golden-sets, %s', (_, order) => {
  test.each(namesIn('golden-sets'))('%s', async (name) => {
    const set = JSON.parse(readFileSync(join(FIXTURES, name, 'set.json'), 'utf8')) as GoldenSet;
    const { ledgers, bundles } = await compared(name, order);
    for (const { name: file, transcript } of bundles)
      expect(transcript.verdict, file).toBe(set.facts.bundle_verdicts[file]);
    for (const facts of set.facts.ledgers) {
      const ledger = ledgers.find(({ origin }) => origin === facts.origin);
      const sizes = [...new Set(ledger?.heads.map(({ treeSize }) => treeSize))];
      expect(sizes).toEqual(facts.tree_sizes);
      const failed = ledger?.checks.some(({ status }) => status === 'failed');
      expect(failed).toBe(facts.consistency === 'contradicted');
      const isOne = facts.consistency === 'one-head' || facts.consistency === 'shown';
      if (isOne || facts.consistency === 'derivable') expect(ledger?.groups).toHaveLength(1);
      if (facts.consistency === 'one-head') expect(ledger?.heads).toHaveLength(1);
      if (facts.consistency === 'not-shown') expect(ledger?.groups.length).toBeGreaterThan(1);
      const fails = ledger?.checks.flatMap((check) =>
        check.findings.filter(({ outcome }) => outcome === 'fail'),
      );
      expect(fails?.length).toBe(facts.contradictions ?? 0);
      const nameOf = (index: number): string => bundles[index]?.name ?? '';
      for (const first of facts.first ?? [])
        expect(
          fails?.some((found) => namesIt(first, found, nameOf)),
          JSON.stringify(first),
        ).toBe(true);
    }
  });
});
