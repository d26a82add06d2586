// The question about records that were erased before the period that a framework names was over.

import type { RetentionRule } from '../../frameworks/framework.js';
import { grouped } from '../../report/words.js';
import { BOUNDS } from '../bounds.js';
import type { FrameworkSection } from '../model.js';
import { found, type Part } from './framework-parts.js';
import { ruleOf } from './framework-rules.js';
import type { Rows } from './rows.js';

/** One question, or none if the framework names no period. Its records are those that log the erasures. */
export function erasedEarly(
  { years, records, source, checked }: RetentionRule,
  parts: readonly Part[],
  rows: Rows,
): FrameworkSection['remarks'] {
  if (years === undefined) return [];
  const early = parts.flatMap(({ ledger, result }) => {
    const { erased_early } = result.retention;
    return erased_early === undefined ? [] : [{ ledger, ...erased_early }];
  });
  const grounds = new Map<string, number>();
  for (const { legal_ground, erasures } of early.flatMap((one) => one.grounds))
    grounds.set(legal_ground, (grounds.get(legal_ground) ?? 0) + erasures);
  const words = [...grounds]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([ground, count]) => `${ground} (${grouped(count)})`)
    .join(', ');
  return [
    {
      id: 'erased-early',
      message: `erased, as a whole or in part, before ${years} ${years === 1 ? 'year was' : 'years were'} over${words === '' ? '' : `, on these grounds: ${words}`}`,
      citation: source,
      ...(checked === undefined ? {} : { checked }),
      rule: `erasures of ${ruleOf(records, ['event'])}`,
      records: early.reduce((sum, { erasures }) => sum + erasures, 0),
      undecided: early.reduce((sum, { undecided }) => sum + undecided, 0),
      examples: early
        .flatMap(({ ledger, examples }) => found(examples, ledger, rows))
        .slice(0, BOUNDS.controlExamples)
        .map((row) => rows.ref(row)),
    },
  ];
}
