// The section of a report on what an export of a vendor lists beside single records.

import { ACTIVITIES } from '../../catalogue/activities.js';
import { BOUNDS } from '../bounds.js';
import type { ActivitiesSection, Evidence } from '../model.js';
import { type ActivityBook, Count, LATE, type Named } from './activities.js';
import { ruleOf } from './framework-rules.js';
import type { Rows } from './rows.js';
import { timeTextAt } from './shown.js';

export function activitiesOf(book: ActivityBook, rows: Rows): ActivitiesSection {
  const { table } = rows;
  const evidence = ({ records, rows: own }: Count): Evidence => ({
    records,
    examples: own.map((row) => rows.ref(row)),
  });
  const named = ({ values, rest }: Named): ActivitiesSection['recipients'] => ({
    values: [...values]
      .sort(([a, m], [b, n]) => n.records - m.records || (a < b ? -1 : 1))
      .map(([value, count]) => ({ value, ...evidence(count) })),
    left_out: rest.records,
  });
  const downloads = ACTIVITIES.findIndex(({ id }) => id === 'downloads');
  return {
    kinds: ACTIVITIES.map(({ id, title, records }, i) => ({
      ...{ id, title, rule: ruleOf(records, ['event']) },
      undecided: book.kinds[i]?.undecided ?? 0,
      ...evidence(book.kinds[i]?.count ?? new Count()),
    })),
    recipients: named(book.recipients),
    covered_entities: named(book.coveredEntities),
    downloads: book.downloads.map(({ row, user, address }) => ({
      record: rows.ref(row),
      recorded_at: timeTextAt(table, row),
      ...(user === undefined ? {} : { user }),
      ...(address === undefined ? {} : { ip_address: address }),
    })),
    downloads_left_out: Math.max(
      0,
      (book.kinds[downloads]?.count.records ?? 0) - BOUNDS.activities,
    ),
    exports: book.exports.map(({ row, decision, policy, requestedBy, right }) => ({
      record: rows.ref(row),
      recorded_at: timeTextAt(table, row),
      ...{ decision, policy, requested_by: requestedBy },
      ...(right === undefined
        ? {}
        : {
            right: {
              record: rows.ref(right.row),
              words: right.words,
              is_export_permission: right.isExport,
            },
          }),
    })),
    exports_left_out: book.exportsLeftOut,
    times: {
      compared: book.compared,
      untold: book.untold,
      late: evidence(book.late),
      ahead: evidence(book.ahead),
      late_after_seconds: Number(LATE / 1_000_000_000n),
      longest_seconds: Number(book.longest / 1_000_000_000n),
    },
  };
}
