// What an export shows: the selected records, and what their proof needs in addition (neighbours of a period, erasures,
// retention policies, link stubs). One byte a leaf, so that a plan over millions of leaves stays small.

import { type Instant, parseTime } from '../src/base/encoding.js';
import type { JsonObject } from '../src/base/json.js';
import type { Ledger } from './ledger.js';

/** Exactly one of the three selections of docs/SPEC.md §3. */
export interface Selection {
  readonly recordIds?: readonly string[];
  readonly sequence?: { readonly from: number; readonly to: number };
  readonly period?: { readonly from: string; readonly to: string };
}

export const MARK = { none: 0, shown: 1, link: 2, erased: 3 } as const;

export interface Plan {
  /** Leaves of the tree. */
  readonly size: number;
  /** A `MARK` for each leaf. */
  readonly marks: Uint8Array;
}

/** The selection as the manifest states it. */
export function selectionJson(selection: Selection): JsonObject {
  if (selection.recordIds !== undefined) return { record_ids: [...selection.recordIds].sort() };
  if (selection.sequence !== undefined) return { sequence: { ...selection.sequence } };
  if (selection.period !== undefined) return { period: { ...selection.period } };
  throw new Error('a selection is by recordIds, sequence or period');
}

/**
 * Marks every leaf of the tree of `size` leaves.
 * @param also sequences that are shown in addition
 * @param links whether the leaf before each shown record is added as a link stub
 */
export function planOf(
  ledger: Ledger,
  selection: Selection,
  size: number,
  also: readonly number[],
  links: boolean,
): Plan {
  const marks = new Uint8Array(size);
  const show = (sequence: number): void => {
    marks[sequence] = ledger.wholeErasureOf(sequence, size) ? MARK.erased : MARK.shown;
  };
  for (const sequence of selected(ledger, selection, size)) show(sequence);
  for (const sequence of also) show(sequence);
  for (const { sequence, target, policy } of ledger.erasures) {
    if (sequence >= size) continue;
    if (marks[target] !== MARK.none) marks[sequence] = MARK.shown;
    if (marks[sequence] !== MARK.shown) continue;
    // §9: in force is the last policy of that name before the target.
    const inForce = ledger.policies.findLast(
      ({ name, sequence: at }) => name === policy && at < target,
    );
    if (inForce !== undefined) marks[inForce.sequence] = MARK.shown;
  }
  if (links) {
    for (let sequence = 1; sequence < size; sequence += 1) {
      if (marks[sequence] === MARK.shown && marks[sequence - 1] === MARK.none) {
        marks[sequence - 1] = MARK.link;
      }
    }
  }
  return { size, marks };
}

/** Ascending sequences whose mark is one of `wanted`. */
export function* marked({ marks }: Plan, ...wanted: readonly number[]): Generator<number> {
  for (let sequence = 0; sequence < marks.length; sequence += 1) {
    if (wanted.includes(marks[sequence] ?? 0)) yield sequence;
  }
}

function* selected(ledger: Ledger, selection: Selection, size: number): Generator<number> {
  if (selection.recordIds !== undefined) yield* byId(ledger, new Set(selection.recordIds), size);
  if (selection.sequence !== undefined)
    yield* range(selection.sequence.from, selection.sequence.to);
  if (selection.period !== undefined) yield* byPeriod(ledger, selection.period, size);
}

function* byId(ledger: Ledger, wanted: ReadonlySet<string>, size: number): Generator<number> {
  for (const { target, targetId } of ledger.erasures) if (wanted.has(targetId)) yield target;
  for (const { sequence, line } of ledger.scan(0, size)) {
    // Nearly every line is passed over, so the search for the name comes before the parser.
    const at = line.lastIndexOf('"record_id":"');
    const id = line.slice(at + 13, line.indexOf('"', at + 13));
    if (wanted.has(id)) yield sequence;
  }
}

/** The period, and outwards to the first shown record on both sides (§11). */
function* byPeriod(
  ledger: Ledger,
  period: { readonly from: string; readonly to: string },
  size: number,
): Generator<number> {
  const [from, to] = [instant(period.from), instant(period.to)];
  const first = firstWhere(size, (at) => instant(ledger.recordedAt(at)) >= from);
  const end = firstWhere(size, (at) => instant(ledger.recordedAt(at)) > to);
  yield* range(first, end);
  for (let at = first - 1; at >= 0; at -= 1) {
    yield at;
    if (ledger.wholeErasureOf(at, size) === undefined) break;
  }
  for (let at = end; at < size; at += 1) {
    yield at;
    if (ledger.wholeErasureOf(at, size) === undefined) break;
  }
}

function* range(from: number, to: number): Generator<number> {
  for (let sequence = from; sequence < to; sequence += 1) yield sequence;
}

/** The first index below `size` for which a rising condition holds, or `size`. */
function firstWhere(size: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function instant(time: string): Instant {
  const at = parseTime(time);
  if (at === undefined) throw new Error(`not a time: ${time}`);
  return at;
}
