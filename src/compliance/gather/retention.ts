// Retention and erasure over all counted bundles (docs/SPEC.md §9). An erasure that any of them logs counts for all: a value that
// was erased is not printed again, even where an older bundle still discloses it.

import type { Instant } from '../../base/encoding.js';
import { BOUNDS } from '../bounds.js';
import { DIMENSIONS, FIELDS, type RetentionSection } from '../model.js';
import { targetOf } from './erased.js';
import type { Merged } from './merge.js';
import type { Rows } from './rows.js';
import { timeTextAt } from './shown.js';
import { CELL, parseSealed, type RecordTable, STATE, sealedText } from './table.js';

export interface Erased {
  /** By ledger: sequences erased as a whole, shown by an older bundle or by none, with their `recorded_at`. */
  readonly whole: ReadonlyMap<number, ReadonlyMap<number, Instant>>;
  /** Rows of which a bundle still shows or discloses what another logs as erased; the first of them, and how many. */
  readonly stillShown: readonly StillShown[];
  readonly stillShownCount: number;
}

/** Rows: of the target, and of the erasure. */
export interface StillShown {
  readonly target: number;
  readonly erasure: number;
}

/** Marks in the table what was erased. Call it once, before anything is counted. */
export function applyErasures({ table, erasures }: Merged): Erased {
  const whole = new Map<number, Map<number, Instant>>();
  const stillShown: StillShown[] = [];
  let count = 0;
  for (const seen of erasures) {
    const { row, erasure } = seen;
    if (table.differs[row] === 1) continue;
    const ledger = table.ledgers[row] ?? 0;
    const target = targetOf(table, seen);
    const isShown = table.rowOf(ledger, erasure.target.sequence) !== undefined;
    // What is shown and is not what the erasure names is not hidden by it.
    if (isShown && target === undefined) continue;
    if (erasure.fields === undefined) {
      const gone = whole.get(ledger) ?? new Map<number, Instant>();
      gone.set(erasure.target.sequence, erasure.target.recordedAt);
      whole.set(ledger, gone);
    }
    if (target !== undefined && eraseFields(table, target, erasure.fields)) {
      count += 1;
      if (stillShown.length < BOUNDS.findings) stillShown.push({ target, erasure: row });
    }
  }
  return { whole, stillShown, stillShownCount: count };
}

/** True if a value was there to be erased. @param fields undefined for the whole record */
function eraseFields(
  table: RecordTable,
  row: number,
  fields: readonly string[] | undefined,
): boolean {
  const names = fields === undefined ? undefined : new Set(fields);
  const isErased = (name: string): boolean => names === undefined || names.has(name);
  let had = fields === undefined;
  DIMENSIONS.forEach((name, at) => {
    if (isErased(name) && table.cell(row, at) !== CELL.absent) table.setCell(row, at, CELL.erased);
  });
  FIELDS.forEach((name, at) => {
    const state = table.state(row, at);
    if (!isErased(name) || state === STATE.absent) return;
    table.setState(row, at, STATE.erased);
  });
  const set = table.sealed[row] ?? CELL.absent;
  if (set < 0) return had;
  const sealed = parseSealed(table.sealedSets.textOf(set));
  had ||= sealed.some(([name, state]) => isErased(name) && state === 'd');
  table.sealed[row] = table.sealedSets.numberOf(
    sealedText(sealed.map(([name, state]) => [name, isErased(name) ? 'e' : state])),
  );
  return had;
}

/** The chapter on retention and erasure. */
export function retentionOf(merged: Merged, rows: Rows): RetentionSection {
  const { table } = rows;
  const order = new Map<number, number>();
  for (const { row } of [...merged.policies, ...merged.erasures]) order.set(row, 0);
  rows.order.forEach((row, at) => {
    if (order.has(row)) order.set(row, at);
  });
  const byOrder = (a: { row: number }, b: { row: number }): number =>
    (order.get(a.row) ?? 0) - (order.get(b.row) ?? 0);
  const counted = ({ row }: { row: number }): boolean => table.differs[row] !== 1;
  const isIn = (row: number): boolean => rows.bucket(row) >= 0;

  const policies = merged.policies.filter(counted).sort(byOrder);
  const erasures = merged.erasures.filter(counted).sort(byOrder);
  const relevant = erasures.filter(
    ({ row, erasure: { target } }) =>
      isIn(row) || (target.recordedAt >= rows.period.from && target.recordedAt <= rows.period.to),
  );
  return {
    policies: policies.slice(0, BOUNDS.policiesListed).map(({ row, name, years, appliesTo }) => ({
      record: rows.ref(row),
      recorded_at: timeTextAt(table, row),
      name,
      years,
      applies_to: appliesTo,
      in_period: isIn(row),
    })),
    policies_left_out:
      merged.policiesNotListed + Math.max(0, policies.length - BOUNDS.policiesListed),
    erasures: relevant.slice(0, BOUNDS.erasuresListed).map(({ row, erasure }) => {
      const { target, fields, policy, legalGround } = erasure;
      const shown = rows.find(table.ledgers[row] ?? 0, target.sequence);
      return {
        record: rows.ref(row),
        logged_at: timeTextAt(table, row),
        target_sequence: target.sequence,
        target_id: target.recordId,
        target_recorded_at: target.recordedAtText,
        ...(shown === undefined ? {} : { target: rows.ref(shown) }),
        ...(fields === undefined ? {} : { fields: fields.slice(0, BOUNDS.sealedNames) }),
        policy,
        legal_ground: legalGround,
        in_period: isIn(row),
      };
    }),
    erasures_left_out: Math.max(0, relevant.length - BOUNDS.erasuresListed),
    by_ground: byGround(
      erasures.filter(({ row }) => isIn(row)),
      rows,
    ),
  };
}

function byGround(erasures: Merged['erasures'], rows: Rows): RetentionSection['by_ground'] {
  const grounds = new Map<string, { whole: number; fields: number; rows: number[] }>();
  for (const { row, erasure } of erasures) {
    const ground = grounds.get(erasure.legalGround) ?? { whole: 0, fields: 0, rows: [] };
    if (erasure.fields === undefined) ground.whole += 1;
    else ground.fields += 1;
    if (ground.rows.length < BOUNDS.examples) ground.rows.push(row);
    grounds.set(erasure.legalGround, ground);
  }
  return [...grounds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([legal_ground, { whole, fields, rows: examples }]) => ({
      legal_ground,
      records: whole + fields,
      whole,
      fields,
      examples: examples.map((row) => rows.ref(row)),
    }));
}
