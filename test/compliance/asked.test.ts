// What an auditor asks of a report beside its verdict: the selections that were asked for, a list of records; and findings that are told
// once, answered by the set, and about the period.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Selection } from '../../exporter/plan.js';
import { utf8 } from '../../src/base/encoding.js';
import type { ReportOptions } from '../../src/compliance/build.js';
import { renderReport } from '../../src/compliance/formats.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { parseSampleList } from '../../src/papers/sample-list.js';
import { checkSchema } from '../support/schema.js';
import { broken, reportOver, smallYear, WHOLE } from '../support/year.js';

const period = (from: string, to: string): Selection => ({
  period: { from: `2026-${from}T00:00:00Z`, to: `2026-${to}T23:59:59Z` },
});
const [Q1, Q2, LATE] = [
  period('01-01', '03-31'),
  period('04-01', '06-30'),
  period('06-01', '12-31'),
];
const bundles: Record<string, Uint8Array> = {};
const asked = (...selections: readonly Selection[]): Pick<ReportOptions, 'expectSelections'> => ({
  expectSelections: selections.map((selection) => utf8(JSON.stringify(selection))),
});
const over = (names: readonly string[], more: Partial<ReportOptions> = {}) =>
  reportOver(Object.fromEntries(names.map((name) => [name, bundles[name] ?? new Uint8Array()])), {
    frameworks: [],
    ...more,
  });
const codesOf = ({ findings }: ComplianceReport): string[] => findings.map(({ code }) => code);

beforeAll(async () => {
  const year = smallYear();
  bundles['q1'] = await year.bundle('q1', Q1);
  bundles['q2'] = await year.bundle('q2', Q2);
  bundles['late'] = await year.bundle('late', LATE);
  bundles['year'] = await year.bundle('year', WHOLE);
  bundles['bad'] = broken(bundles['q2']);
});

describe('selections that were asked for', () => {
  it('are each that of a counted bundle, in any order', async () => {
    const report = await over(['q2', 'q1'], asked(Q1, Q2));
    expect(report.verdict).toBe('pass');
    expect(codesOf(report)).not.toContain('SELECTION_BY_EXPORTER');
    expect(codesOf(await over(['q2', 'q1']))).toContain('SELECTION_BY_EXPORTER');
  });

  it('leave a bundle unproven that is of another one, and one that nobody answers', async () => {
    const report = await over(['q1', 'late'], asked(Q1, Q2));
    expect([report.verdict, report.exit.code]).toEqual(['unproven', 3]);
    const own = report.findings.filter(({ outcome }) => outcome === 'unproven');
    expect(own.map(({ code, bundles: named }) => [code, named])).toEqual([
      ['REPORT_SELECTION_NOT_ASKED', ['B2']],
      ['REPORT_SELECTION_MISSING', []],
    ]);
  });

  it('are not answered by a bundle that does not count', async () => {
    const report = await over(['q1', 'bad'], asked(Q1, Q2));
    expect(report.verdict).toBe('fail');
    expect(codesOf(report)).toContain('REPORT_SELECTION_MISSING');
  });

  it('end the run if one of them is none', async () => {
    const run = over(['q1'], { expectSelections: [utf8('{"period":1}')] });
    await expect(run).rejects.toMatchObject({ code: 'ERR_SELECTION_INVALID' });
  });
});

describe('a list of records', () => {
  const idAt = (sequence: number): string =>
    String(smallYear().ledger.recordAt(sequence)['record_id']);
  const list = (...ids: readonly string[]) => ({ sample: parseSampleList(utf8(ids.join('\n'))) });
  const statesOf = ({ sample }: ComplianceReport) =>
    sample?.rows.map(({ record_id, state }) => [record_id, state]);

  it('is covered by the bundles together', async () => {
    const shown = (await over(['q1', 'q2'])).records.listed.filter(({ type }) => type === 'event');
    const [first, last] = [shown[0]?.record_id ?? '', shown.at(-1)?.record_id ?? ''];
    const report = await over(['q1', 'q2'], list(last, first, last));
    expect(statesOf(report)).toEqual([
      // Listed twice, counted once.
      [last, 'verified'],
      [first, 'verified'],
    ]);
    expect(report.exit.code).toBe(0);
    expect(report.sample?.rows[0]?.record?.record_id).toBe(last);
    expect(String(await renderReport(report, 'html'))).toContain('covered: 2 records verified');
    expect(checkSchema('compliance-report', JSON.parse(JSON.stringify(report)))).toBeUndefined();
  });

  it('changes the exit code and no verdict where a bundle lacks a record', async () => {
    const known = (await over(['q1'])).records.listed[3]?.record_id ?? '';
    const report = await over(['q1'], list(known, 'rec_nowhere'));
    expect(statesOf(report)).toEqual([
      [known, 'verified'],
      ['rec_nowhere', 'absent'],
    ]);
    expect([report.verdict, report.exit.code]).toEqual(['pass', 3]);
    expect(codesOf(report)).toContain('REPORT_SAMPLE_NOT_COVERED');
    for (const format of ['html', 'markdown', 'csv'] as const)
      expect(String(await renderReport(report, format))).toContain('not covered');
  });

  it('is erased where any bundle logs it so, whichever comes first', async () => {
    const { ledger } = smallYear();
    const erased = [...Array(ledger.size).keys()].find(
      (sequence) => ledger.wholeErasureOf(sequence) !== undefined,
    );
    const id = idAt(erased ?? -1);
    for (const order of [
      ['year', 'q1'],
      ['q1', 'year'],
    ]) {
      const [row] = (await over(order, list(id))).sample?.rows ?? [];
      expect([row?.state, row?.sequence]).toEqual(['erased', erased]);
    }
  });

  it('is verified by nothing that a failed bundle shows', async () => {
    const { records } = await over(['q2']);
    const id = records.listed.findLast(({ type }) => type === 'event')?.record_id ?? '';
    const report = await over(['q1', 'bad'], list(id));
    expect(report.sample?.verified).toBe(0);
    expect(report.exit.code).toBe(1);
  });
});

describe('findings', () => {
  it('are told once, with every bundle that has them', async () => {
    const report = await over(['q1', 'q2', 'late']);
    const keys = report.findings.map(({ code, where, message, actual }) =>
      JSON.stringify([code, where.sequence, message, actual]),
    );
    expect(new Set(keys).size).toBe(keys.length);
    const exporter = report.findings.find(({ code }) => code === 'SELECTION_BY_EXPORTER');
    expect(exporter?.bundles).toEqual(['B1', 'B2', 'B3']);
  });

  it('leave open no target and no policy that another bundle shows', async () => {
    const alone = codesOf(await over(['late']));
    expect(alone).toContain('ERASURE_TARGET_NOT_SHOWN');
    const together = await over(['late', 'year']);
    expect(codesOf(together)).not.toContain('RETENTION_POLICY_NOT_SHOWN');
    const { erasures } = together.retention;
    for (const { code, where } of together.findings) {
      if (code !== 'ERASURE_TARGET_NOT_SHOWN') continue;
      const erasure = erasures.find(({ record }) => record.sequence === where.sequence);
      expect(erasure).toBeDefined();
      expect(erasure?.target).toBeUndefined();
    }
  });

  it('are about the period, or about an erasure of one of its records', async () => {
    const day = { from: '2026-03-03', to: '2026-03-03' };
    const [whole, one] = [await over(['year']), await over(['year'], day)];
    const notes = (report: ComplianceReport) =>
      report.findings.filter(
        ({ check, where }) => check !== undefined && where.sequence !== undefined,
      );
    expect(notes(whole).length).toBeGreaterThan(0);
    expect(one.findings_outside).toBeGreaterThan(0);
    expect(notes(one).length + one.findings_outside).toBe(
      notes(whole).length + whole.findings_outside,
    );
    for (const { record } of notes(one)) {
      const row = one.records.listed.find(({ sequence }) => sequence === record?.sequence);
      if (row?.type === 'event') expect(row.in_period).toBe(true);
    }
  });
});
