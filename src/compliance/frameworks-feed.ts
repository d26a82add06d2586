// Shows the merged records to the frameworks: each record once, those of one ledger in ascending sequence, since a retention
// policy counts for what came after it. Where the bundles were not given in that order, they are read again in it.

import type { EvidenceSink } from '../checks/sink.js';
import { FrameworkSink } from '../frameworks/examine.js';
import type { Framework } from '../frameworks/framework.js';
import type { FrameworkResult } from '../frameworks/result.js';
import { floorSeconds } from './collect.js';
import type { MergedBundle } from './merge.js';
import { bucketAt, type Period } from './period.js';
import type { RecordTable } from './table.js';

export class FrameworkFeed {
  readonly frameworks: readonly Framework[];
  readonly #period: Period;
  #sinks = new Map<string, FrameworkSink>();
  readonly #last = new Map<string, number>();
  #disordered = false;

  constructor(frameworks: readonly Framework[], period: Period) {
    this.frameworks = frameworks;
    this.#period = period;
  }

  /** True if what the frameworks saw was not each counted record once, in ascending sequence. */
  get isDisordered(): boolean {
    return this.#disordered;
  }

  /** Something was shown to the frameworks that does not count after all. */
  spoil(): void {
    this.#disordered = this.frameworks.length > 0;
  }

  /** A sink that passes on the records of a bundle that no earlier bundle showed. It must come after the table's own. */
  follow(table: RecordTable, origins: readonly string[]): EvidenceSink | undefined {
    if (this.frameworks.length === 0) return undefined;
    return {
      onRecord: (seen) => {
        const { ledger, sequence } = seen.record;
        // A record beyond the bound of the table is counted nowhere.
        if (table.sequences[table.length - 1] !== sequence) return;
        if (table.rowOf(origins.indexOf(ledger), sequence) !== undefined) return;
        if (sequence < (this.#last.get(ledger) ?? -1)) this.#disordered = true;
        this.#last.set(ledger, sequence);
        this.#pass(ledger, seen);
      },
    };
  }

  /** Reads the counted bundles again, by ledger and first sequence. `verify` verifies the bundle of an index with a sink. */
  async again(
    bundles: readonly MergedBundle[],
    table: RecordTable,
    verify: (index: number, sink: EvidenceSink) => Promise<void>,
  ): Promise<void> {
    this.#sinks = new Map();
    const first = new Map<number, number>();
    for (let row = 0; row < table.length; row += 1) {
      const [bundle, sequence] = [table.bundles[row] ?? 0, table.sequences[row] ?? 0];
      if (sequence < (first.get(bundle) ?? Number.POSITIVE_INFINITY)) first.set(bundle, sequence);
    }
    const order = [...first].sort(([, a], [, b]) => a - b);
    for (const [index] of order) {
      const ledger = bundles[index]?.shown?.ledger ?? -1;
      await verify(index, {
        onRecord: (seen) => {
          const row = table.rowOf(ledger, seen.record.sequence);
          if (row === undefined || table.bundles[row] !== index || table.differs[row] === 1) return;
          this.#pass(seen.record.ledger, seen);
        },
      });
    }
  }

  /** The results of one ledger, in the order of the frameworks. */
  resultsOf(origin: string): readonly FrameworkResult[] {
    return this.#sinks.get(origin)?.results(true) ?? [];
  }

  #pass(ledger: string, seen: Parameters<EvidenceSink['onRecord']>[0]): void {
    let sink = this.#sinks.get(ledger);
    if (sink === undefined) {
      sink = new FrameworkSink(this.frameworks);
      this.#sinks.set(ledger, sink);
    }
    const seconds = floorSeconds(seen.record.recordedAt);
    // For a report, the records of the period are the selection.
    sink.onRecord({ ...seen, selected: bucketAt(this.#period, seconds) >= 0 });
  }
}
