// Reports over the committed sets of bundles: the golden ones of an independent producer with every fact that they state, and ours; in
// the order given and in others.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/archive/source.js';
import { REQUIREMENTS } from '../../src/catalogue/requirements.js';
import { buildReport } from '../../src/compliance/build.js';
import type { ComplianceReport, LedgerSection } from '../../src/compliance/model.js';
import { renderHtml } from '../../src/compliance/render/html.js';
import { renderReportJson } from '../../src/compliance/render/json.js';
import { BUILT_IN } from '../../src/frameworks/framework.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { type GoldenLedger, type GoldenSet, namesIt } from '../support/golden-set.js';
import { instantOf } from '../support/year.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const namesIn = (folder: string): string[] =>
  readdirSync(join(FIXTURES, folder))
    .filter((name) => existsSync(join(FIXTURES, folder, name, 'set.json')))
    .map((name) => `${folder}/${name}`);

type SetFile = Pick<
  GoldenSet,
  'verdict' | 'bundles' | 'trust_root' | 'at' | 'frameworks' | 'options'
> & {
  readonly codes?: readonly string[];
};

const setOf = <T extends SetFile>(name: string): T =>
  JSON.parse(readFileSync(join(FIXTURES, name, 'set.json'), 'utf8')) as T;

function reportOf(
  name: string,
  set: SetFile,
  period: { readonly from: string; readonly to: string },
  order: (files: readonly string[]) => string[],
): Promise<ComplianceReport> {
  const read = (file: string): Uint8Array =>
    new Uint8Array(readFileSync(join(FIXTURES, name, file)));
  const { requirements = [], checkpoint } = set.options ?? {};
  const limits = (set.options as { limits?: Record<string, number> } | undefined)?.limits;
  return buildReport({
    bundles: order(set.bundles).map((file) => ({
      name: file,
      source: sourceFromBytes(read(file)),
    })),
    trustRoot: loadTrustRoot(read(set.trust_root)),
    frameworks: [...BUILT_IN.values()].filter(({ document }) =>
      (set.frameworks ?? []).includes(document.id),
    ),
    ...period,
    at: instantOf(set.at),
    requirements: REQUIREMENTS.filter((word) => requirements.includes(word)),
    ...(checkpoint === undefined ? {} : { checkpoint: read(checkpoint) }),
    ...(limits === undefined ? {} : { limits }),
  });
}

const ORDERS: readonly [string, (files: readonly string[]) => string[]][] = [
  ['as given', (files) => [...files]],
  ['turned round', (files) => [...files].reverse()],
];

/** The producer writes microseconds, and the time of a record where a report says the nanosecond after it. */
const CLOSE = 1_000n;

const holds = (
  stretches: LedgerSection['proven'],
  { from, to }: { from: string; to: string },
): boolean =>
  stretches.some(
    (one) =>
      instantOf(one.from) <= instantOf(from) + CLOSE && instantOf(one.to) >= instantOf(to) - CLOSE,
  );

describe.each(ORDERS)('golden sets, %s', (_, order) => {
  test.each(namesIn('golden-sets'))('%s', async (name) => {
    const set = setOf<GoldenSet>(name);
    const { facts, from, to } = set;
    const report = await reportOf(name, set, { from, to }, order);
    expect(report.verdict).toBe(set.verdict);
    expect(report.integrity_verified).toBe(set.verdict === 'pass');
    const verdicts = report.bundles.map((bundle) => [bundle.name, bundle.verdict]);
    expect(Object.fromEntries(verdicts)).toEqual(facts.bundle_verdicts);
    if (facts.records !== undefined) expect(report.record_count).toBe(facts.records);
    const codes = report.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining([...(facts.findings ?? [])]));
    for (const code of facts.no_findings ?? []) expect(codes).not.toContain(code);
    if (facts.frameworks === 'not-examined')
      expect(report.frameworks.map(({ standing }) => standing)).toEqual(
        report.frameworks.map(() => 'not examined'),
      );
    for (const expected of facts.ledgers) {
      const ledger = report.ledgers.find(({ origin }) => origin === expected.origin);
      expect(ledger).toBeDefined();
      if (ledger !== undefined) compareLedger(report, ledger, expected);
    }
  });
});

function compareLedger(report: ComplianceReport, ledger: LedgerSection, facts: GoldenLedger): void {
  expect(ledger.tree_heads.map(({ tree_size }) => tree_size)).toEqual(facts.tree_sizes);
  const state = ledger.history?.state;
  const text = `${report.summary} ${report.says.join(' ')}`;
  if (facts.consistency === 'derivable') expect(state).toBe('shown');
  else expect(state).toBe(facts.consistency);
  if (facts.consistency === 'not-shown') {
    expect(text).not.toMatch(/contradicts another|are shown to be of one history/);
    if (report.verdict === 'pass')
      expect(report.summary).toContain('not shown to be of one history');
    expect(renderHtml(report)).toContain('not shown for all tree heads');
  }
  if (facts.records !== undefined) expect(ledger.records_in_period).toBe(facts.records);
  if (facts.erased !== undefined) expect(ledger.erased_in_period).toBe(facts.erased.length);
  if (facts.missing !== undefined)
    expect(ledger.sequences.holes.map((hole) => [hole.from, hole.to])).toEqual(facts.missing);
  for (const stretch of facts.proven ?? []) expect(holds(ledger.proven, stretch)).toBe(true);
  for (const stretch of ledger.proven) expect(holds(facts.proven_most ?? [], stretch)).toBe(true);
  if (facts.coverage === 'whole') {
    const whole = report.verdict === 'fail' ? undefined : ledger.proven_permille;
    if (whole !== undefined) expect(whole).toBe(1000);
  }
  for (const [field, states] of Object.entries(facts.sealed ?? {})) {
    const {
      field: _,
      sealed: __,
      ...found
    } = report.sealed.find((one) => one.field === field) ?? {
      field,
      sealed: 0,
    };
    expect([field, found]).toEqual([field, states]);
  }
  if (facts.contradictions !== undefined) {
    expect(ledger).toMatchObject({ proven: [], gaps: [] });
    const named = report.findings.map((found) => ({
      where: found.where,
      bundles: found.bundles.map((id) => Number(id.slice(1)) - 1),
    }));
    const nameOf = (index: number): string => report.bundles[index]?.name ?? '';
    for (const first of facts.first ?? [])
      expect(named.some((found) => namesIt(first, found, nameOf))).toBe(true);
  }
}

describe.each(ORDERS)('our sets, %s', (_, order) => {
  test.each(namesIn('sets'))('%s', async (name) => {
    const set = setOf<SetFile>(name);
    const report = await reportOf(name, set, { from: '2026-02-01', to: '2026-02-01' }, order);
    expect(report.verdict).toBe(set.verdict);
    const codes = report.findings.map(({ code }) => code).filter((code) => code.startsWith('SET_'));
    // Completeness is about the period of the report here, and not about each bundle.
    const told = set.codes?.map((code) => code.replace('COMPLETENESS_DISPROVED', 'PERIOD_OUTRUN'));
    expect([...new Set(codes)].sort()).toEqual(told);
    if (set.verdict === 'fail')
      expect(report.ledgers.every(({ proven }) => proven.length === 0)).toBe(true);
    expect(JSON.parse(renderReportJson(report))).toEqual(report);
  });
});
