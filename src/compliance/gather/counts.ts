// Counts of the records of the period: totals, events by each dimension and over time, fields by their state. Every row of a
// table is counted from the same rows, so that all sums meet.

import { BOUNDS } from '../bounds.js';
import {
  type CountKind,
  type CountRow,
  type Counts,
  DIMENSIONS,
  type Dimension,
  FIELDS,
  type FieldCoverage,
  type SealedField,
} from '../model.js';
import type { Merged } from './merge.js';
import type { Rows } from './rows.js';
import { CELL, parseSealed, STATE } from './table.js';

/** Totals of the report. */
export function countsOf({ bundles, table }: Merged, rows: Rows): Counts {
  const sum = (of: (bundle: Merged['bundles'][number]) => number): number =>
    bundles.reduce((total, bundle) => total + of(bundle), 0);
  // A record that differs, or was erased as a whole, takes all its showings with it.
  const [taken, erased] = [
    { rows: 0, showings: 0 },
    { rows: 0, showings: 0 },
  ];
  for (let row = 0; row < table.length; row += 1) {
    if (table.counts(row)) continue;
    const out = table.differs[row] === 1 ? taken : erased;
    out.rows += 1;
    out.showings += table.showings[row] ?? 1;
  }
  const types = [0, 0, 0, 0];
  const byBucket = rows.period.buckets.map(() => 0);
  for (const row of rows.inPeriod) {
    const [type, bucket] = [table.types[row] ?? 0, rows.bucket(row)];
    types[type] = (types[type] ?? 0) + 1;
    byBucket[bucket] = (byBucket[bucket] ?? 0) + 1;
  }
  const firstSecond = rows.period.starts[0] ?? 0;
  const before = rows.order.reduce(
    (count, row) => count + ((table.seconds[row] ?? 0) < firstSecond ? 1 : 0),
    0,
  );
  const [events = 0, policies = 0, erasures = 0, exports = 0] = types;
  return {
    showings: sum(({ records }) => records),
    repeated:
      sum(({ repeated }) => repeated) -
      (taken.showings - taken.rows) -
      (erased.showings - erased.rows),
    differing: sum(({ differing }) => differing) + taken.showings,
    erased: erased.showings,
    not_merged: sum(({ notMerged }) => notMerged),
    records: rows.order.length,
    before,
    in_period: rows.inPeriod.length,
    after: rows.order.length - rows.inPeriod.length - before,
    events,
    retention_policies: policies,
    erasures,
    exports,
    by_bucket: byBucket,
  };
}

/** Events of the period by every dimension. */
export function dimensionsOf(rows: Rows): Dimension[] {
  return DIMENSIONS.map((name, at) => {
    const { table } = rows;
    const totals = new Map<number, number>();
    for (const row of rows.inPeriod) {
      if (!rows.isEvent(row)) continue;
      const cell = table.cell(row, at);
      totals.set(cell, (totals.get(cell) ?? 0) + 1);
    }
    const text = (cell: number): string => table.values[at]?.textOf(cell) ?? '';
    const values = [...totals]
      .filter(([cell]) => cell >= 0)
      .sort(([a, m], [b, n]) => n - m || (text(a) < text(b) ? -1 : 1));
    const bounded = totals.has(CELL.beyond);
    const group = new Map<number, Group>();
    const groups: Group[] = [];
    const add = (cells: readonly number[], kind: CountKind, value?: string): void => {
      if (!cells.some((cell) => totals.has(cell))) return;
      const made: Group = {
        kind,
        ...(value === undefined ? {} : { value }),
        ...(kind === 'rest' ? { distinct: cells.filter((cell) => cell >= 0).length } : {}),
        records: 0,
        by_bucket: rows.period.buckets.map(() => 0),
        rows: [],
      };
      groups.push(made);
      for (const cell of cells) group.set(cell, made);
    };
    for (const [cell] of values.slice(0, BOUNDS.top)) add([cell], 'value', text(cell));
    add([...values.slice(BOUNDS.top).map(([cell]) => cell), CELL.beyond], 'rest');
    add([CELL.withheld], 'withheld');
    add([CELL.erased], 'erased');
    add([CELL.absent], 'absent');
    for (const row of rows.inPeriod) {
      const found = rows.isEvent(row) ? group.get(table.cell(row, at)) : undefined;
      if (found === undefined) continue;
      const bucket = rows.bucket(row);
      found.records += 1;
      found.by_bucket[bucket] = (found.by_bucket[bucket] ?? 0) + 1;
      if (found.rows.length < BOUNDS.examples) found.rows.push(row);
    }
    return {
      name,
      records: groups.reduce((sum, { records }) => sum + records, 0),
      values: values.length,
      values_bounded: bounded,
      rows: groups.map(
        ({ rows: examples, ...rest }): CountRow => ({
          ...rest,
          examples: examples.map((row) => rows.ref(row)),
        }),
      ),
    };
  });
}

type Group = Omit<CountRow, 'records' | 'by_bucket' | 'examples'> & {
  records: number;
  readonly by_bucket: number[];
  readonly rows: number[];
};

/** The fields that frameworks name, by state. */
export function fieldsOf(
  rows: Rows,
  required: ReadonlyMap<string, readonly string[]>,
): FieldCoverage[] {
  return FIELDS.map((field, at) => {
    const states = [0, 0, 0, 0, 0];
    const absent: number[] = [];
    for (const row of rows.inPeriod) {
      if (!rows.isEvent(row)) continue;
      const state = rows.table.state(row, at);
      states[state] = (states[state] ?? 0) + 1;
      if (state === STATE.absent && absent.length < BOUNDS.examples) absent.push(row);
    }
    return {
      field,
      clear: states[STATE.clear] ?? 0,
      disclosed: states[STATE.disclosed] ?? 0,
      withheld: states[STATE.withheld] ?? 0,
      erased: states[STATE.erased] ?? 0,
      absent: states[STATE.absent] ?? 0,
      absent_examples: absent.map((row) => rows.ref(row)),
      required_by: required.get(field) ?? [],
    };
  });
}

/** Sealed fields of the events of the period, by name. `untold`: events that seal too many fields, or too many sets of them. */
export function sealedOf(rows: Rows): { readonly fields: SealedField[]; readonly untold: number } {
  const perSet = new Map<number, number>();
  for (const row of rows.inPeriod) {
    const set = rows.table.sealed[row] ?? CELL.absent;
    if (set !== CELL.absent) perSet.set(set, (perSet.get(set) ?? 0) + 1);
  }
  const fields = new Map<string, { d: number; w: number; e: number }>();
  for (const [set, count] of perSet) {
    if (set < 0) continue;
    for (const [name, state] of parseSealed(rows.table.sealedSets.textOf(set))) {
      const counts = fields.get(name) ?? { d: 0, w: 0, e: 0 };
      counts[state] += count;
      fields.set(name, counts);
    }
  }
  return {
    fields: [...fields]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, { d, w, e }]) => ({
        field,
        sealed: d + w + e,
        disclosed: d,
        withheld: w,
        erased: e,
      })),
    untold: perSet.get(CELL.beyond) ?? 0,
  };
}
