// Every line of a report, in every format, held against the same line of a report over more evidence: none may look better for what was
// left out. What counts evidence may not grow; whatever counts less, or is a share, says that it is of what is shown.

import { expect } from 'vitest';
import { chaptersOf } from '../../src/compliance/chapters.js';
import { renderReport } from '../../src/compliance/formats.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { csvLines } from '../../src/compliance/render/csv.js';
import { type Block, isList, type Plot, type Table } from '../../src/layout/block.js';
import { parseCsv } from './year.js';

/** Chapters whose numbers are about the period; the others are about bundles, coverage, findings and single records. */
const ABOUT = ['summary', 'records', 'counts', 'fields', 'retention', 'frameworks'];
/** Columns of numbers that count no records. */
const EXACT = new Set(['Years']);
/** A sentence with a number that is of what is shown, or of the covered part, or that is about rules. */
const SAYS_SO =
  /shown|at least|covered|proven for|sums? to|verified and counted|frameworks have gaps/i;

export async function noLineLooksBetter(
  less: ComplianceReport,
  full: ComplianceReport,
): Promise<void> {
  const before = new Map(chaptersOf(full).map((chapter) => [chapter.id, chapter.blocks]));
  for (const { id, blocks } of chaptersOf(less)) {
    if (!ABOUT.includes(id)) continue;
    const others = before.get(id) ?? [];
    const known = new Set(others.flatMap(sentences));
    const bare = blocks
      .flatMap(sentences)
      .filter((one) => /\d/.test(one) && !known.has(one) && !SAYS_SO.test(one));
    expect([id, bare]).toEqual([id, []]);
    for (const table of blocks.filter(isTable)) {
      const other = others.filter(isTable).find((one) => one.id === table.id);
      compareTable(table, other);
    }
    for (const plot of blocks.filter(isPlot))
      comparePlot(
        plot,
        others.filter(isPlot).find((one) => one.id === plot.id),
      );
  }
  await compareExports(less, full);
  compareDocuments(
    JSON.parse(String(await renderReport(less, 'json'))),
    JSON.parse(String(await renderReport(full, 'json'))),
  );
}

const isTable = (block: Block): block is Table => block.kind === 'table';

const isPlot = (block: Block): block is Plot => block.kind === 'plot';

/** Bars are no longer for what was left out, and whatever they are drawn over says where records may be missing. */
function comparePlot({ id, spec }: Plot, other: Plot | undefined): void {
  const longer = [...barsOf(spec)].filter(
    ([label, value]) => value > (barsOf(other?.spec).get(label) ?? value),
  );
  // What is summed as other values depends on which are named.
  expect([id, longer.filter(([label]) => !/others|other values/.test(label))]).toEqual([id, []]);
  if (spec.kind === 'stacked' || spec.kind === 'multiples')
    expect([id, spec.buckets.some(({ gap }) => gap)]).toEqual([id, true]);
}

/** What is drawn, by what it is named. */
function barsOf(spec: Plot['spec'] | undefined): Map<string, number> {
  if (spec?.kind === 'stacked' || spec?.kind === 'multiples')
    return new Map(
      spec.series.flatMap(({ label, values }) =>
        values.map((value, i) => [`${label} ${spec.buckets[i]?.label}`, value] as const),
      ),
    );
  if (spec?.kind === 'bars')
    return new Map(spec.bars.map(({ label, value }) => [label, value] as const));
  if (spec?.kind === 'parts')
    return new Map(
      spec.rows.flatMap(({ label, values }) =>
        values.map((value, i) => [`${label} ${spec.parts[i]?.label}`, value] as const),
      ),
    );
  return new Map();
}

/** Members that are about bundles, places and findings, that name examples, or that sum what is not named: no amounts of evidence. */
const NO_AMOUNT =
  /^\.(?:bundles|findings|records|verifier|trust_root)\b|\.(?:history|lanes|holes|tree_heads|cases|absent_examples|examples|gaps|stretches|rows\[rest\])/;
/** Amounts of which more is no better: of what is missing, and of how often the rest is shown. */
const WORSE_IF_MORE =
  /^\.(?:ledgers\[\w+\]\.sequences\.(?:runs|missing)|counts\.repeated|exit\.code|findings_\w+)$/;

/** Every amount and every yes of the JSON document: none is more, and nothing is proven that was not. */
function compareDocuments(less: unknown, full: unknown): void {
  const before = new Map(leavesOf(full, ''));
  const better = [...leavesOf(less, '')].filter(([path, value]) => {
    if (NO_AMOUNT.test(path) || WORSE_IF_MORE.test(path)) return false;
    // Which values of a field are named depends on how many there are.
    const was = before.get(path) ?? (/^\.(?:dimensions|activities)/.test(path) ? value : 0);
    if (typeof value === 'number') return value > Number(was);
    return value === true && was !== true;
  });
  expect(better).toEqual([]);
}

function* leavesOf(value: unknown, path: string): Generator<[string, unknown]> {
  if (Array.isArray(value))
    for (const [i, item] of value.entries()) yield* leavesOf(item, `${path}[${nameOf(item) ?? i}]`);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* leavesOf(item, `${path}.${key}`);
  else yield [path, value];
}

/** By what a member of a list is known. */
function nameOf(item: unknown): unknown {
  const { id, name, field, value, label, kind } = (item ?? {}) as Record<string, unknown>;
  return id ?? name ?? field ?? value ?? label ?? kind;
}

/** Text outside tables, as CSV has it: one line each. */
function sentences(block: Block): string[] {
  if (block.kind === 'table' || block.kind === 'plot') return [];
  return csvLines(block, true).map((cells) => cells.join(' '));
}

function compareTable(table: Table, other: Table | undefined): void {
  const isOverTime = table.note?.includes('touches a stretch') === true;
  table.columns.forEach(({ label, numeric }, at) => {
    if (numeric !== true || EXACT.has(label)) return;
    const where = `${table.id}: ${label}`;
    if (!isOverTime) expect([where, label.endsWith('†')]).toEqual([where, true]);
    const bare = label.replace('†', '');
    const wasAt = other?.columns.findIndex((column) => column.label === bare) ?? -1;
    for (const row of table.rows) {
      const cell = row[at];
      const same = other?.rows.find(([head]) => textOf(head) === textOf(row[0]).replace('†', ''));
      const was = same?.[wasAt];
      // Gaps may be more: the part that is not covered is one. How often bundles show a record is about the bundles, and what is summed
      // as other values depends on which are listed.
      if (
        label === 'Gaps†' ||
        label === 'all others' ||
        /^(?:Shown by|less:)|other values/.test(textOf(row[0]))
      )
        continue;
      if (typeof cell !== 'number' || typeof was !== 'number') continue;
      expect([where, textOf(row[0]), cell <= was]).toEqual([where, textOf(row[0]), true]);
    }
  });
  if (isOverTime) expect(textOf(table.foot?.[0])).toMatch(/†$/);
  else if (table.columns.some(({ label }) => label.endsWith('†')))
    expect(table.note).toMatch(/† of what is shown: \d+\.\d % of the period is covered/);
}

function textOf(cell: Table['rows'][number][number] | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'string') return String(cell);
  return isList(cell) ? cell.map(textOf).join('') : JSON.stringify(cell);
}

async function compareExports(less: ComplianceReport, full: ComplianceReport): Promise<void> {
  const textIn = async (report: ComplianceReport, format: Parameters<typeof renderReport>[1]) =>
    String(await renderReport(report, format));
  const [controls, all] = await Promise.all(
    [less, full].map(async (report) => parseCsv(await textIn(report, 'controls'))),
  );
  controls?.forEach((row, i) => {
    expect(Number(row['count'])).toBeLessThanOrEqual(Number(all?.[i]?.['count']));
    expect(row['period_covered']).toMatch(/^\d+\.\d %$/);
    expect(row['framework_standing']).toMatch(/of the period covered, at least/);
  });
  const oscal = JSON.parse(await textIn(less, 'oscal'))['assessment-results'];
  const values = (props: { name: string; value: string }[], name: string) =>
    props.find((prop) => prop.name === name)?.value;
  for (const { props, observations } of oscal.results) {
    expect(values(props, 'standing')).toMatch(/of the period covered, at least/);
    for (const one of observations)
      expect(values(one.props, 'period-covered')).toMatch(/^\d+\.\d %$/);
  }
  const lines = async (report: ComplianceReport, format: 'ocsf' | 'jsonl') =>
    (await textIn(report, format))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const ids = (events: readonly { metadata: { original_event_uid: string } }[]) =>
    events.map(({ metadata }) => metadata.original_event_uid);
  const more = new Set(ids(await lines(full, 'ocsf')));
  expect(ids(await lines(less, 'ocsf')).filter((id) => !more.has(id))).toEqual([]);
  const [head] = await lines(less, 'jsonl');
  expect(head.covered_permille).toBe(less.coverage.proven_permille);
}
