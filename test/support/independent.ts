// A year in four bundles, with an overlap and a gap, counted by other code from the lines of the zips: the same numbers are in every
// format. Nothing of src/ is used for the count but the words of the frameworks.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeYear, YEAR_AT } from '../../scripts/make-year.js';
import { renderReport } from '../../src/compliance/formats.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { temporaryFolder } from './command.js';
import { unzip } from './unzip.js';
import {
  csvTable,
  htmlTable,
  instantOf,
  markdownTable,
  numberOf,
  parseCsv,
  reportOver,
} from './year.js';

const PERIODS = [
  ['q1', '01-01', '03-31'],
  ['q2', '03-15', '06-30'],
  ['q3', '07-01', '08-31'],
  ['q4', '10-01', '12-31'],
] as const;
const FRAMEWORKS = ['soc2', 'iso27001', 'gdpr', 'hipaa', 'nis2', 'eidas2'];

interface Line {
  readonly sequence: number;
  readonly record_id: string;
  readonly recorded_at: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sealed?: Readonly<Record<string, string>>;
}

/** The tests over a year of so many records. */
export function countIndependently(records: number): void {
  let report: ComplianceReport;
  let year: Line[];
  let events: Line[];
  /** Of each record, the sealed fields that any bundle discloses. */
  const disclosed = new Map<number, Record<string, unknown>>();

  beforeAll(async () => {
    const files = makeYear(records);
    const bundles: Record<string, Uint8Array> = {};
    for (const [name, from, to] of PERIODS)
      bundles[`${name}.zip`] = await files.bundle(name, {
        period: { from: `2026-${from}T00:00:00Z`, to: `2026-${to}T23:59:59Z` },
      });
    report = await reportOver(bundles, {
      trustRoot: loadTrustRoot(Buffer.from(files.trustRoot)),
      at: instantOf(YEAR_AT),
      listed: 1_000_000,
    });
    const shown = new Map<number, Line>();
    const gone = new Set<number>();
    const erased = new Map<number, Set<string>>();
    for (const bytes of Object.values(bundles)) {
      const entries = unzip(bytes);
      const lines = (path: string) =>
        Buffer.from(entries.get(path) ?? [])
          .toString('utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line));
      for (const line of lines('records.jsonl') as Line[]) {
        shown.set(line.sequence, line);
        if (line.type !== 'erasure') continue;
        const { sequence, fields } = line.data as { sequence: number; fields: string[] };
        if (fields[0] === '*') gone.add(sequence);
        else erased.set(sequence, new Set([...(erased.get(sequence) ?? []), ...fields]));
      }
      for (const { sequence, disclosures } of lines('disclosures.jsonl'))
        for (const text of disclosures as string[]) {
          const [, name, value] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
          disclosed.set(sequence, { ...disclosed.get(sequence), [name]: value });
        }
    }
    for (const [sequence, names] of erased)
      for (const name of names) delete disclosed.get(sequence)?.[name];
    year = [...shown.values()].filter(
      ({ sequence, recorded_at }) => !gone.has(sequence) && recorded_at.startsWith('2026-'),
    );
    events = year.filter(({ type }) => type === 'event');
  });

  const lower = (words: readonly string[]) => words.map((word) => word.toLowerCase());

  /** How many records a rule of a framework is about, by its words. */
  function countOf(records: unknown, types: readonly string[]): number {
    const isThere = (value: unknown) =>
      typeof value !== 'string' ? value != null : value.trim() !== '';
    const matches = (line: Line): boolean =>
      records === 'all' ||
      (records as Record<string, string | string[]>[]).some((fields) =>
        Object.entries(fields).every(([field, words]) => {
          const value = line.data[field] ?? disclosed.get(line.sequence)?.[field];
          const has = isThere(value) || line.sealed?.[field] !== undefined;
          if (typeof words === 'string') return (words === 'present') === has;
          const texts = Array.isArray(value) ? value : [value];
          return texts.some(
            (one) => typeof one === 'string' && lower(words).includes(one.toLowerCase()),
          );
        }),
      );
    return year.filter((line) => types.includes(line.type) && matches(line)).length;
  }

  const countsByControl = (): [string, string, number][] =>
    FRAMEWORKS.flatMap((id) => {
      const text = readFileSync(
        new URL(`../../src/frameworks/${id}.json`, import.meta.url),
        'utf8',
      );
      const { name, controls } = JSON.parse(text);
      return controls
        .filter((control: { evidence?: string }) => (control.evidence ?? 'records') === 'records')
        .map((control: { id: string; records: unknown; record_types?: string[] }) => [
          name,
          control.id,
          countOf(control.records, control.record_types ?? ['event']),
        ]);
    });

  describe('an independent count of a year with an overlap and a gap', () => {
    it('agrees with the JSON report', async () => {
      const json = JSON.parse(String(await renderReport(report, 'json'))) as ComplianceReport;
      expect(json.verdict).toBe('pass');
      expect([json.record_count, json.counts.events]).toEqual([year.length, events.length]);
      json.period.buckets.forEach(({ label }, i) => {
        const ofMonth = year.filter(({ recorded_at }) => recorded_at.startsWith(label));
        expect([label, json.counts.by_bucket[i]]).toEqual([label, ofMonth.length]);
      });
      const ids = json.records.listed.filter(({ in_period }) => in_period);
      expect(ids.map(({ record_id }) => record_id)).toEqual(
        year.toSorted((a, b) => a.sequence - b.sequence).map(({ record_id }) => record_id),
      );
      expect(json.coverage.gaps.map(({ from }) => from.slice(0, 7))).toEqual(['2026-09']);
    });

    it('agrees with HTML, CSV, Markdown and PDF by month and by event type', async () => {
      const html = String(await renderReport(report, 'html'));
      const csv = parseCsv(String(await renderReport(report, 'csv')));
      const markdown = String(await renderReport(report, 'markdown'));
      const tables = {
        html: (id: string) => htmlTable(html, id),
        csv: (id: string) => csvTable(csv, id),
        markdown: (_: string, caption: string) => markdownTable(markdown, caption),
      };
      const byType = new Map<string, number>();
      for (const { data } of events) {
        const type = String(data['event_type']);
        byType.set(type, (byType.get(type) ?? 0) + 1);
      }
      for (const table of Object.values(tables)) {
        const types = table(
          'table-event_type',
          'Events by event type, with the first records of each',
        );
        for (const [type, count] of byType)
          expect(numberOf(types.find(([name]) => name === type)?.[1])).toBe(count);
        const months = table('records-over-time', 'Records and events per month');
        for (const [label = '', all, own] of months.slice(1, 13)) {
          const month = label.slice(0, 7);
          const inMonth = (list: readonly Line[]) =>
            list.filter(({ recorded_at }) => recorded_at.startsWith(month)).length;
          expect([month, numberOf(all), numberOf(own)]).toEqual([
            month,
            inMonth(year),
            inMonth(events),
          ]);
          expect(label.endsWith('†')).toBe(month === '2026-09');
        }
      }
    });

    it('agrees with every line of controls, in CSV and OSCAL', async () => {
      const expected = countsByControl();
      const rows = parseCsv(String(await renderReport(report, 'controls')))
        .filter(({ kind }) => kind === 'records')
        .map(({ framework, control, count }) => [framework, control, Number(count)]);
      expect(rows).toEqual(expected);
      const oscal = JSON.parse(String(await renderReport(report, 'oscal')));
      const observed = oscal['assessment-results'].results.flatMap(
        ({ observations }: { observations: { props: { name: string; value: string }[] }[] }) =>
          observations.map(({ props }) => [
            props.find(({ name }) => name === 'control')?.value,
            Number(props.find(({ name }) => name === 'count')?.value),
          ]),
      );
      for (const [, control, count] of expected) expect(observed).toContainEqual([control, count]);
    });

    it('agrees with the events of OCSF and the lines of records', async () => {
      const lines = async (format: 'ocsf' | 'jsonl') =>
        String(await renderReport(report, format))
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));
      const ocsf = (await lines('ocsf')).map(({ metadata }) => metadata.original_event_uid);
      expect(ocsf.toSorted()).toEqual(year.map(({ record_id }) => record_id).toSorted());
      const rows = (await lines('jsonl')).filter(
        ({ line, in_period }) => line === 'record' && in_period,
      );
      expect(rows.map(({ record_id }) => record_id).toSorted()).toEqual(ocsf.toSorted());
    });

    const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
    it.runIf(hasPoppler)(
      'agrees with the words of the PDF (not run without pdftotext)',
      async () => {
        const file = join(temporaryFolder(), 'r.pdf');
        writeFileSync(file, await renderReport(report, 'pdf'));
        const text = spawnSync('pdftotext', ['-layout', file, '-'], {
          encoding: 'utf8',
          maxBuffer: 1e9,
        });
        const words = text.stdout.replace(/\s+/g, ' ');
        const grouped = (count: number) => count.toLocaleString('en-US');
        expect(words).toContain(`Records of the period ${grouped(year.length)}`);
        expect(words).toContain(`${grouped(events.length)} events`);
        const joined = words.replace(/ /g, '');
        for (const { record_id } of year) expect(joined).toContain(record_id);
      },
    );
  });
}
