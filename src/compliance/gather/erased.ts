// Records that one counted bundle shows and another logs as erased as a whole (docs/SPEC.md §9.2): they are in no count. An erasure
// that names its target otherwise than the target is hides nothing: it is a contradiction (§13.5).

import { parseTime } from '../../base/encoding.js';
import { hashText } from '../../bundle/hash-text.js';
import type { SeenErasure } from './collect.js';
import { instantAt } from './shown.js';
import { type RecordTable, TYPES } from './table.js';

/** Marks every row that was erased as a whole. True if there is one. */
export function markErased(table: RecordTable, erasures: readonly SeenErasure[]): boolean {
  let found = false;
  for (const seen of erasures) {
    const row = targetOf(table, seen);
    if (row === undefined || seen.erasure.fields !== undefined) continue;
    table.erased[row] = 1;
    found = true;
  }
  return found;
}

/** The row of what an erasure names, if a bundle shows exactly that record and no other bundle shows another. */
export function targetOf(table: RecordTable, { row, erasure }: SeenErasure): number | undefined {
  if (table.differs[row] === 1) return undefined;
  const { sequence, recordHash, recordId, recordedAtText, type } = erasure.target;
  const target = table.rowOf(table.ledgers[row] ?? 0, sequence);
  if (target === undefined || table.differs[target] === 1) return undefined;
  const isSame =
    hashText('sha3-256', table.hash(target)) === recordHash &&
    table.ids[target] === recordId &&
    instantAt(table, target) === parseTime(recordedAtText) &&
    TYPES[table.types[target] ?? 0] === type;
  return isSame ? target : undefined;
}
