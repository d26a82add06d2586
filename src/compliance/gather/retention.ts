// Retention and erasure over all counted bundles (docs/SPEC.md §9): the policies and erasures that they log.

import { canonicalize } from '../../base/json.js';
import { BOUNDS } from '../bounds.js';
import type { RetentionSection } from '../model.js';
import { valueText } from './dictionary.js';
import type { Merged, SeenPolicy } from './merge.js';
import type { Rows } from './rows.js';
import { timeTextAt } from './shown.js';

/** The chapter on retention and erasure. */
export function retentionOf(merged: Merged, rows: Rows): RetentionSection {
  const { table } = rows;
  const counted = ({ row }: { row: number }): boolean => table.differs[row] !== 1;
  const isIn = (row: number): boolean => rows.bucket(row) >= 0;

  const policies = merged.policies.filter(counted);
  const erasures = merged.erasures.filter(counted);
  const relevant = erasures.filter(
    ({ row, erasure: { target } }) =>
      isIn(row) || (target.recordedAt >= rows.period.from && target.recordedAt <= rows.period.to),
  );
  return {
    policies: policies.map(({ row, name, years, appliesTo }) => ({
      record: rows.ref(row),
      recorded_at: timeTextAt(table, row),
      name,
      years,
      applies_to: termsOf(appliesTo),
      in_period: isIn(row),
    })),
    policies_left_out: merged.policiesNotListed,
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

function termsOf(appliesTo: SeenPolicy['appliesTo']): string {
  const text = canonicalize(appliesTo);
  return text.length <= BOUNDS.valueLength ? text : valueText(text);
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
