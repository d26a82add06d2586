// What became of each bundle of a report: its verdict, what it shows, and how many of its records were new.

import type { LedgerRecord } from '../../bundle/record.js';
import type { Selection } from '../../bundle/selection.js';
import type { Transcript } from '../../transcript/transcript.js';
import { type Shown, ShownBook } from './shown.js';
import type { VerifiedBundle } from './verified.js';

export interface MergedBundle {
  readonly transcript: Transcript;
  readonly kind: Selection['kind'] | undefined;
  /** Absent unless the bundle is counted. */
  readonly shown: Shown | undefined;
  readonly records: number;
  readonly fresh: number;
  readonly repeated: number;
  readonly differing: number;
  readonly notMerged: number;
}

export type Outcome = 'fresh' | 'repeated' | 'differing' | 'notMerged';

interface State {
  readonly bundle: VerifiedBundle;
  readonly book: ShownBook | undefined;
  readonly counts: Record<Outcome, number>;
}

export class MergedBundles {
  readonly #states: readonly State[];

  /** @param origins ledgers, in the order of the report */
  constructor(bundles: readonly VerifiedBundle[], origins: readonly string[]) {
    this.#states = bundles.map((bundle) => {
      const { counted } = bundle;
      const book =
        counted && new ShownBook({ ...counted, ledger: origins.indexOf(counted.origin) });
      return { bundle, book, counts: { fresh: 0, repeated: 0, differing: 0, notMerged: 0 } };
    });
  }

  see(bundle: number, record: LedgerRecord, isInPeriod: boolean, outcome: Outcome): void {
    const state = this.#states[bundle];
    if (state === undefined) return;
    state.counts[outcome] += 1;
    state.book?.see(record, isInPeriod);
  }

  /** The rest of what the bundles of a ledger show is not merged. */
  breakOff(ledger: number): void {
    for (const { bundle, book, counts } of this.#states)
      if (book?.shown.ledger === ledger)
        counts.notMerged += bundle.transcript.evidence.records - sumOf(counts);
  }

  get list(): readonly MergedBundle[] {
    return this.#states.map(({ bundle: { transcript, kind }, book, counts }) => ({
      ...{ transcript, kind, shown: book?.shown, records: sumOf(counts) },
      ...counts,
    }));
  }
}

function sumOf(counts: Readonly<Record<Outcome, number>>): number {
  return counts.fresh + counts.repeated + counts.differing + counts.notMerged;
}
