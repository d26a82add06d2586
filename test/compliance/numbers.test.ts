// The numbers of a report: they follow from the ledger's own lines, they add up, and they are the same in every format.

import { beforeAll, describe, expect, it } from 'vitest';
import { chaptersOf } from '../../src/compliance/chapters.js';
import { fingerprintOf } from '../../src/compliance/fingerprint.js';
import { type ComplianceReport, DIMENSIONS } from '../../src/compliance/model.js';
import { renderReportCsv } from '../../src/compliance/render/csv.js';
import { renderHtml } from '../../src/compliance/render/html.js';
import { renderReportJson } from '../../src/compliance/render/json.js';
import { renderReportMarkdown } from '../../src/compliance/render/markdown.js';
import {
  csvTable,
  htmlTable,
  markdownTable,
  numberOf,
  parseCsv,
  reportOver,
  smallYear,
  WHOLE,
} from '../support/year.js';

interface Line {
  readonly data: Readonly<Record<string, unknown>>;
  readonly recorded_at: string;
  readonly sealed?: Readonly<Record<string, string>>;
  readonly sequence: number;
  readonly type: string;
}

let report: ComplianceReport;
let html: string;
let csv: Record<string, string>[];
let markdown: string;
/** The records of the period, straight from the ledger. */
let lines: Line[];

beforeAll(async () => {
  const year = smallYear();
  report = await reportOver({ 'year.zip': await year.bundle('2026', WHOLE) });
  html = renderHtml(report);
  csv = parseCsv(renderReportCsv(report));
  markdown = renderReportMarkdown(report);
  lines = [...year.ledger.scan(0, year.ledger.size)]
    .filter(({ sequence }) => year.ledger.wholeErasureOf(sequence) === undefined)
    .map(({ line }) => JSON.parse(line) as Line)
    .filter(({ recorded_at }) => recorded_at.startsWith('2026-'));
});

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

describe('against the lines of the ledger, counted naively', () => {
  it('counts the records of the period by type and month', () => {
    const { counts } = report;
    expect(report.verdict).toBe('pass');
    expect(report.integrity_verified).toBe(true);
    expect(counts.in_period).toBe(lines.length);
    expect(report.record_count).toBe(lines.length);
    const ofType = (type: string): number => lines.filter((line) => line.type === type).length;
    expect(counts).toMatchObject({
      events: ofType('event'),
      retention_policies: ofType('retention_policy'),
      erasures: ofType('erasure'),
      exports: ofType('export'),
    });
    expect(report.period.unit).toBe('month');
    report.period.buckets.forEach(({ label }, i) => {
      const ofMonth = lines.filter(({ recorded_at }) => recorded_at.startsWith(label));
      expect(counts.by_bucket[i]).toBe(ofMonth.length);
    });
  });

  it.each(['event_type', 'action', 'outcome', 'data_classification', 'legal_basis'] as const)(
    'counts %s by value and month',
    (name) => {
      const naive = new Map<string, number[]>();
      for (const { data, recorded_at, type } of lines) {
        if (type !== 'event') continue;
        const key = typeof data[name] === 'string' ? `value ${data[name]}` : 'absent';
        const months = naive.get(key) ?? new Array<number>(12).fill(0);
        const month = Number(recorded_at.slice(5, 7)) - 1;
        months[month] = (months[month] ?? 0) + 1;
        naive.set(key, months);
      }
      const rows = report.dimensions.find((dimension) => dimension.name === name)?.rows ?? [];
      const shown = rows.filter(({ kind }) => kind !== 'rest');
      for (const row of shown) {
        const key = row.kind === 'value' ? `value ${row.value}` : row.kind;
        expect([key, row.by_bucket]).toEqual([key, naive.get(key)]);
        naive.delete(key);
      }
      const rest = rows.find(({ kind }) => kind === 'rest');
      expect(rest?.distinct ?? 0).toBe(naive.size);
      expect(rest?.records ?? 0).toBe(sum([...naive.values()].map(sum)));
    },
  );

  it('finds a sealed field present, and its value disclosed, withheld or erased', () => {
    const erased = new Set(
      lines
        .filter(({ type }) => type === 'erasure')
        .flatMap(({ data }) =>
          (data['fields'] as string[]).map((field) => `${data['sequence']} ${field}`),
        ),
    );
    for (const field of ['actor', 'subject', 'ip_address']) {
      const sealing = lines.filter(({ type, sealed }) => type === 'event' && sealed?.[field]);
      const row = report.sealed.find((one) => one.field === field);
      expect(row?.sealed).toBe(sealing.length);
      expect(row?.erased).toBe(
        sealing.filter(({ sequence }) => erased.has(`${sequence} ${field}`)).length,
      );
      expect(row?.disclosed).toBeGreaterThan(0);
      expect(row?.withheld).toBeGreaterThan(0);
    }
  });

  it('names the first records behind a count', () => {
    const absent = lines.filter(
      ({ type, data }) => type === 'event' && data['outcome'] === undefined,
    );
    const row = report.dimensions
      .find(({ name }) => name === 'outcome')
      ?.rows.find(({ kind }) => kind === 'absent');
    expect(row?.examples.map(({ sequence }) => sequence)).toEqual(
      absent.slice(0, 3).map(({ sequence }) => sequence),
    );
  });
});

describe('all sums meet', () => {
  it('from showings to types', () => {
    const { counts, bundles } = report;
    expect(counts.showings).toBe(
      counts.records + counts.repeated + counts.differing + counts.erased + counts.not_merged,
    );
    expect(counts.records).toBe(counts.before + counts.in_period + counts.after);
    expect(counts.in_period).toBe(
      counts.events + counts.retention_policies + counts.erasures + counts.exports,
    );
    expect(sum(counts.by_bucket)).toBe(counts.in_period);
    expect(sum(bundles.map(({ showings }) => showings.records))).toBe(counts.showings);
    expect(sum(report.retention.by_ground.map(({ records }) => records))).toBe(counts.erasures);
  });

  it('in every dimension and field', () => {
    const { events } = report.counts;
    expect(report.dimensions.map(({ name }) => name)).toEqual([...DIMENSIONS]);
    for (const { records, rows } of report.dimensions) {
      expect(records).toBe(events);
      expect(sum(rows.map((row) => row.records))).toBe(events);
      for (const row of rows) expect(sum(row.by_bucket)).toBe(row.records);
    }
    for (const { clear, disclosed, withheld, erased, absent } of report.fields)
      expect(clear + disclosed + withheld + erased + absent).toBe(events);
    for (const framework of report.frameworks) {
      expect(framework.records).toBe(events);
      for (const { field, present, absent } of framework.fields) {
        expect(present + absent).toBe(events);
        expect(absent).toBe(report.fields.find((one) => one.field === field)?.absent);
      }
    }
  });

  it('in the appendix, whole and cut short', async () => {
    const inPeriod = report.records.listed.filter(({ in_period }) => in_period);
    expect(inPeriod).toHaveLength(report.counts.in_period);
    expect(report.records.left_out).toBe(0);
    const bundle = await smallYear().bundle('2026', WHOLE);
    const short = await reportOver({ 'year.zip': bundle }, { listed: 10 });
    const named = short.records.listed.filter(({ in_period }) => in_period).length;
    expect(named + short.records.left_out).toBe(short.counts.in_period);
    expect(short.records.left_out).toBeGreaterThan(0);
    // Every number is as before: only the appendix is shorter.
    expect({ ...short, records: 0, fingerprint: 0 }).toEqual({
      ...report,
      records: 0,
      fingerprint: 0,
    });
  });
});

describe('every format has the same numbers', () => {
  it('the fingerprint, which is over the document', () => {
    const parsed = JSON.parse(renderReportJson(report)) as ComplianceReport;
    expect(parsed).toEqual(report);
    expect(fingerprintOf(parsed)).toBe(report.fingerprint);
    expect(html).toContain(report.fingerprint);
    expect(markdown).toContain(report.fingerprint);
    expect(csv.find(({ cell_1 }) => cell_1 === 'Report fingerprint')).toMatchObject({
      line: 'fact',
      cell_2: `${report.fingerprint}, SHA3-256, the same in every format`,
    });
  });

  it('every table has the same cells in CSV, without grouping, with whole times and hashes', () => {
    const tables = chaptersOf(report)
      .flatMap(({ blocks }) => blocks)
      .filter((block) => block.kind === 'table');
    expect(tables.length).toBeGreaterThan(40);
    const ungrouped = (cell: string): string => cell.replace(/(?<=\d),(?=\d{3})/g, '');
    /** What the page shows of a whole time or hash; a number with no record behind it has an empty cell. */
    const shown = (cell: string, whole: string): string => {
      if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cell))
        return whole.slice(0, 19).replace('T', ' ');
      if (/^[0-9a-f]{16}$/.test(cell)) return whole.slice('sha3-256:'.length).slice(0, 16);
      return cell === '–' && whole === '' ? '–' : whole;
    };
    for (const { id } of tables) {
      const inHtml = htmlTable(html, id);
      const inCsv = csvTable(csv, id).map((row, i) =>
        row.map((cell, at) => ungrouped(shown(inHtml[i]?.[at] ?? '', cell))),
      );
      expect([id, inCsv]).toEqual([id, inHtml.map((row) => row.map(ungrouped))]);
    }
  });

  it.each(DIMENSIONS)('events by %s', (name) => {
    const dimension = report.dimensions.find((one) => one.name === name);
    const words = name.replace('_', ' ');
    const expected = (dimension?.rows ?? []).map(({ records }) => records);
    const table = htmlTable(html, `table-${name}`);
    expect(table.slice(1, -1).map(([, count]) => numberOf(count))).toEqual(expected);
    expect(numberOf(table.at(-1)?.[1])).toBe(report.counts.events);
    const caption = `Events by ${words}, with the first records of each`;
    const inMarkdown = markdownTable(markdown, caption);
    expect(inMarkdown.map(([first]) => first)).toEqual(table.map(([first]) => first));
    expect(inMarkdown.slice(1, -1).map(([, count]) => numberOf(count))).toEqual(expected);
    const inCsv = csvTable(csv, `table-${name}`);
    expect(inCsv.slice(1, -1).map(([, count]) => Number(count))).toEqual(expected);
    const months = csvTable(csv, `table-time-${name}`).slice(1, -1);
    expect(months.map(([, ...cells]) => Number(cells.at(-1)))).toEqual(
      report.period.buckets.map((_, i) =>
        sum((dimension?.rows ?? []).map(({ by_bucket }) => by_bucket[i] ?? 0)),
      ),
    );
    const overTime = htmlTable(html, `table-time-${name}`);
    expect(overTime.slice(1, -1).map(([, ...cells]) => numberOf(cells.at(-1)))).toEqual(
      report.period.buckets.map((_, i) =>
        sum((dimension?.rows ?? []).map(({ by_bucket }) => by_bucket[i] ?? 0)),
      ),
    );
  });

  it('totals, fields, controls', () => {
    const totals = new Map(htmlTable(html, 'records-totals').map(([step, count]) => [step, count]));
    expect(numberOf(totals.get('Records of the period'))).toBe(report.counts.in_period);
    expect(numberOf(totals.get('Events'))).toBe(report.counts.events);
    const { counts } = report;
    expect(
      csvTable(csv, 'records-totals')
        .slice(1)
        .map(([, count]) => Number(count)),
    ).toEqual([
      ...[counts.showings, counts.repeated, counts.differing, counts.erased],
      ...[counts.not_merged, counts.records],
      ...[counts.before, counts.after, counts.in_period],
      ...[counts.events, counts.retention_policies, counts.erasures, counts.exports],
    ]);
    const fields = htmlTable(html, 'table-fields').slice(1);
    expect(fields.map((cells) => cells.slice(1, 6).map(numberOf))).toEqual(
      report.fields.map((one) => [one.clear, one.disclosed, one.withheld, one.erased, one.absent]),
    );
    for (const { id, controls } of report.frameworks) {
      const counts = controls.map(({ records }) => records);
      const table = htmlTable(html, `controls-${id}`).slice(1);
      expect(table.map((cells) => numberOf(cells[2]))).toEqual(counts);
      expect(
        csvTable(csv, `controls-${id}`)
          .slice(1)
          .map((cells) => Number(cells[2])),
      ).toEqual(counts);
    }
  });

  it('the appendix', () => {
    const listed = report.records.listed;
    const inHtml = htmlTable(html, 'table-records').slice(1);
    expect(inHtml.map(([sequence]) => sequence)).toEqual(
      listed.map((row) => `${row.sequence}${row.in_period ? '' : '*'}`),
    );
    const [head = [], ...inCsv] = csvTable(csv, 'table-records');
    const column = (label: string): (string | undefined)[] =>
      inCsv.map((cells) => cells[head.indexOf(label)]);
    expect(column('Record hash')).toEqual(listed.map(({ record_hash }) => record_hash));
    expect(column('Recorded (UTC)')).toEqual(listed.map(({ recorded_at }) => recorded_at));
    expect(
      markdownTable(markdown, 'Records by ledger and sequence')
        .slice(1)
        .map(([first]) => first),
    ).toEqual(inHtml.map(([first]) => first));
  });
});
