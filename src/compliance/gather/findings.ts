// Every finding of a report: what verifying each bundle found, and what putting them together found. The codes of the second kind
// are here alone; they belong to no check of a bundle.

import type { Outcome } from '../../catalogue/codes/code.js';
import { BOUNDS } from '../bounds.js';
import type { Counts, LedgerSection, ReportFinding } from '../model.js';
import type { Merged, MergedBundle } from './merge.js';
import type { Erased } from './retention.js';
import { bundleId, ledgerId, type Rows } from './rows.js';

/** Codes of putting bundles together: outcome, and what to do. */
export const REPORT_CODES = {
  REPORT_RECORD_DIFFERS: {
    outcome: 'fail',
    remedy:
      'Two bundles of one ledger, both verified, show different records at one sequence. Ask the ledger operator; count neither.',
  },
  REPORT_TREE_HEADS_DIFFER: {
    outcome: 'fail',
    remedy:
      'Two verified checkpoints of one ledger have one size and different roots: there are two ledgers. Rely on neither bundle.',
  },
  REPORT_BUNDLE_NOT_COUNTED: {
    outcome: 'unproven',
    remedy: 'See the findings of this bundle; ask for one that verifies, or leave it out.',
  },
  REPORT_BOUND: {
    outcome: 'unproven',
    remedy: 'Make several reports over shorter periods, with the bundles of each.',
  },
  REPORT_PERIOD_GAP: {
    outcome: 'note',
    remedy: 'Ask for bundles that select these stretches of the period, with their neighbours.',
  },
  REPORT_ERASED_STILL_SHOWN: {
    outcome: 'note',
    remedy:
      'Whoever holds the older bundle should delete what was erased. Nothing of it is printed here.',
  },
  REPORT_BUNDLE_TWICE: {
    outcome: 'note',
    remedy: 'Name each bundle once. Nothing was counted twice.',
  },
  REPORT_NO_RECORD: {
    outcome: 'note',
    remedy: 'Check the period and the bundles: no counted record was recorded in it.',
  },
} as const satisfies Record<string, { outcome: Outcome; remedy: string }>;
type ReportCode = keyof typeof REPORT_CODES;

export interface AllFindings {
  readonly findings: readonly ReportFinding[];
  readonly left_out: number;
}

/** Collects and sorts: fail, unproven, note; then those of the report itself; then by bundle and check. */
export function findingsOf(
  merged: Merged,
  rows: Rows,
  ledgers: readonly LedgerSection[],
  counts: Counts,
  erased: Erased,
  untold: number,
): AllFindings {
  const empty = make('REPORT_NO_RECORD', [], 'no record of the period is shown');
  const own = [
    ...differences(merged, counts),
    ...treeHeads(ledgers),
    ...notCounted(merged.bundles),
    ...bounds(merged, counts, untold),
    ...gaps(ledgers),
    ...stillShown(erased, rows),
    ...twice(merged.bundles),
    ...(counts.in_period === 0 ? [empty] : []),
  ];
  const all = [...own, ...merged.bundles.flatMap((bundle, i) => ofBundle(bundle, i, rows))];
  const order: readonly Outcome[] = ['fail', 'unproven', 'note'];
  return {
    findings: order.flatMap((outcome) => all.filter((found) => found.outcome === outcome)),
    left_out: merged.bundles
      .flatMap(({ transcript }) => transcript.checks)
      .reduce((sum, { omitted }) => sum + omitted, 0),
  };
}

function make(
  code: ReportCode,
  bundles: readonly string[],
  message: string,
  more: Partial<Pick<ReportFinding, 'where' | 'record' | 'expected' | 'actual' | 'outcome'>> = {},
): ReportFinding {
  const { outcome, remedy } = REPORT_CODES[code];
  return { code, outcome, bundles, message, where: {}, ...more, remedy };
}

function differences(
  { differences: found, table, bundles }: Merged,
  counts: Counts,
): ReportFinding[] {
  const listed = found.map(({ row, bundles: [a, b], hashes: [expected, actual] }) => {
    const ledger = ledgerId(table.ledgers[row] ?? 0);
    const sequence = table.sequences[row] ?? 0;
    return make(
      'REPORT_RECORD_DIFFERS',
      [bundleId(a), bundleId(b)],
      `the record at sequence ${sequence} of ${ledger} differs between ${bundleId(a)} and ${bundleId(b)}`,
      { where: { sequence }, expected, actual },
    );
  });
  const all = bundles.reduce((sum, { differing }) => sum + differing, 0);
  if (all <= listed.length) return listed;
  const rest = make(
    'REPORT_RECORD_DIFFERS',
    [],
    `${all - listed.length} further showings differ; ${counts.differing} showings are not counted`,
  );
  return [...listed, rest];
}

function treeHeads(ledgers: readonly LedgerSection[]): ReportFinding[] {
  return ledgers.flatMap(({ id, tree_heads }) =>
    tree_heads.flatMap((head, i) => {
      const before = tree_heads[i - 1];
      if (before?.tree_size !== head.tree_size) return [];
      const bundles = [...before.bundles, ...head.bundles];
      return [
        make(
          'REPORT_TREE_HEADS_DIFFER',
          bundles,
          `${id} has two verified tree heads of size ${head.tree_size} with different roots, in ${bundles.join(', ')}`,
          { expected: before.root_hash, actual: head.root_hash },
        ),
      ];
    }),
  );
}

function notCounted(bundles: readonly MergedBundle[]): ReportFinding[] {
  return bundles.flatMap(({ shown, transcript }, i) =>
    shown !== undefined
      ? []
      : [
          make(
            'REPORT_BUNDLE_NOT_COUNTED',
            [bundleId(i)],
            `${bundleId(i)} is not counted: its verdict is ${transcript.verdict}`,
            { outcome: transcript.verdict === 'fail' ? 'fail' : 'unproven' },
          ),
        ],
  );
}

function bounds(merged: Merged, counts: Counts, untold: number): ReportFinding[] {
  const found: ReportFinding[] = [];
  if (counts.not_merged > 0)
    found.push(
      make(
        'REPORT_BOUND',
        [],
        `${counts.not_merged} records are not counted: a report merges at most ${BOUNDS.records}`,
      ),
    );
  if (merged.erasuresNotFollowed > 0)
    found.push(
      make(
        'REPORT_BOUND',
        [],
        `${merged.erasuresNotFollowed} erasures are not followed: a bundle may bring ${BOUNDS.erasures}`,
      ),
    );
  if (merged.feed.disordered > 0)
    found.push(
      make(
        'REPORT_BOUND',
        [],
        `${merged.feed.disordered} records came to the frameworks out of order: give the bundles in the order of the ledger`,
        { outcome: 'note' },
      ),
    );
  if (untold > 0)
    found.push(
      make(
        'REPORT_BOUND',
        [],
        `sealed fields of ${untold} events are not told apart: too many sets of them`,
        { outcome: 'note' },
      ),
    );
  return found;
}

function gaps(ledgers: readonly LedgerSection[]): ReportFinding[] {
  return ledgers
    .filter((ledger) => ledger.gaps.length > 0)
    .map(({ id, gaps: found, proven_permille }) =>
      make(
        'REPORT_PERIOD_GAP',
        [],
        `${id}: completeness is proven for ${(proven_permille / 10).toFixed(1)} % of the period; ${found.length === 1 ? 'one stretch is' : `${found.length} stretches are`} not proven to be complete`,
      ),
    );
}

function stillShown({ stillShown: found, stillShownCount }: Erased, rows: Rows): ReportFinding[] {
  const listed = found.map(({ target, erasure }) =>
    make(
      'REPORT_ERASED_STILL_SHOWN',
      [bundleId(rows.table.bundles[target] ?? 0)],
      `a bundle still shows what the record at sequence ${rows.table.sequences[erasure] ?? 0} logs as erased`,
      { record: rows.ref(target), where: { sequence: rows.table.sequences[target] ?? 0 } },
    ),
  );
  const rest = stillShownCount - listed.length;
  return rest === 0
    ? listed
    : [...listed, make('REPORT_ERASED_STILL_SHOWN', [], `the same of ${rest} further erasures`)];
}

function twice(bundles: readonly MergedBundle[]): ReportFinding[] {
  const first = new Map<string, number>();
  return bundles.flatMap(({ transcript }, i) => {
    const { sha256 } = transcript.bundle;
    const before = first.get(sha256);
    if (before === undefined) {
      first.set(sha256, i);
      return [];
    }
    const ids = [bundleId(before), bundleId(i)];
    return [make('REPORT_BUNDLE_TWICE', ids, `${ids.join(' and ')} are the same file`)];
  });
}

function ofBundle({ transcript, shown }: MergedBundle, index: number, rows: Rows): ReportFinding[] {
  return transcript.checks.flatMap((check) =>
    check.findings.map((found): ReportFinding => {
      const { code, outcome, where, message, expected, actual, remedy } = found;
      const row =
        shown === undefined || where.sequence === undefined
          ? undefined
          : rows.find(shown.ledger, where.sequence);
      return {
        ...{ code, outcome, bundles: [bundleId(index)], check: check.id, message, where },
        ...(row === undefined ? {} : { record: rows.ref(row) }),
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
        remedy,
      };
    }),
  );
}
