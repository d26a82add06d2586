// Shows the merged records to the frameworks: each record once, those of one ledger in ascending sequence, since a retention
// policy counts for what came after it. Where the bundles were not given in that order, they are read again in it.

import type { ProvenRecord } from '../../evidence/reader.js';
import { FrameworkExaminer } from '../../frameworks/examine.js';
import type { Framework } from '../../frameworks/framework.js';
import type { FrameworkResult } from '../../frameworks/result.js';
import { floorSeconds } from './collect.js';
import type { MergedBundle } from './merged.js';
import { bucketAt, type Period } from './period.js';
import { type ReadingOrder, readingOrder } from './reading-order.js';
import type { RecordTable } from './table.js';

/** What the bundles hold beside their records is added up for all of them (beside.ts). */
const NOTHING_BESIDE = { 'time stamps': 0, 'record signatures': 0 } as const;

export class FrameworkFeed {
  readonly frameworks: readonly Framework[];
  readonly #period: Period;
  #sinks = new Map<string, FrameworkExaminer>();
  readonly #last = new Map<string, number>();
  #disordered = false;
  /** Records that the frameworks saw out of order all the same, because too many would have had to be held. */
  disordered = 0;

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
  follow(
    table: RecordTable,
    origins: readonly string[],
  ): ((seen: ProvenRecord) => void) | undefined {
    if (this.frameworks.length === 0) return undefined;
    return (seen) => {
      const { ledger, sequence } = seen.record;
      // A record beyond the bound of the table is counted nowhere.
      if (table.sequences[table.length - 1] !== sequence) return;
      if (table.rowOf(origins.indexOf(ledger), sequence) !== undefined) return;
      if (sequence < (this.#last.get(ledger) ?? -1)) this.#disordered = true;
      this.#last.set(ledger, sequence);
      this.#pass(ledger, seen);
    };
  }

  /** Reads the counted bundles again, in a better order. `read` reads the bundle of an index. */
  async again(
    bundles: readonly MergedBundle[],
    table: RecordTable,
    read: (index: number, onRecord: (seen: ProvenRecord) => void) => Promise<void>,
  ): Promise<void> {
    this.#sinks = new Map();
    const plan = readingOrder(table);
    this.disordered = plan.disordered;
    const rowOf = (index: number, { record }: ProvenRecord): number | undefined => {
      const row = table.rowOf(bundles[index]?.shown?.ledger ?? -1, record.sequence);
      return row !== undefined && table.bundles[row] === index && table.counts(row)
        ? row
        : undefined;
    };
    const held = new Map<string, ProvenRecord[]>();
    for (const index of plan.held) {
      await read(index, (seen) => {
        const row = rowOf(index, seen);
        if (row === undefined || plan.isHeld[row] !== 1) return;
        const own = held.get(seen.record.ledger) ?? [];
        own.push(seen);
        held.set(seen.record.ledger, own);
      });
    }
    // The last comes first, so that taking one from the end is cheap.
    for (const own of held.values()) own.sort((a, b) => b.record.sequence - a.record.sequence);
    const flush = (ledger: string, before: number): void => {
      const own = held.get(ledger) ?? [];
      for (
        let next = own.at(-1);
        next !== undefined && next.record.sequence < before;
        next = own.at(-1)
      ) {
        this.#pass(ledger, next);
        own.pop();
      }
    };
    for (const index of plan.streamed) {
      if (!streams(index, plan, table)) continue;
      await read(index, (seen) => {
        const row = rowOf(index, seen);
        if (row === undefined || plan.isHeld[row] === 1) return;
        flush(seen.record.ledger, seen.record.sequence);
        this.#pass(seen.record.ledger, seen);
      });
    }
    for (const ledger of held.keys()) flush(ledger, Number.POSITIVE_INFINITY);
  }

  /** The results of one ledger, in the order of the frameworks. */
  resultsOf(origin: string): readonly FrameworkResult[] {
    return this.#sinks.get(origin)?.results(NOTHING_BESIDE) ?? [];
  }

  #pass(ledger: string, seen: ProvenRecord): void {
    let sink = this.#sinks.get(ledger);
    if (sink === undefined) {
      sink = new FrameworkExaminer(this.frameworks);
      this.#sinks.set(ledger, sink);
    }
    const seconds = floorSeconds(seen.record.recordedAt);
    // For a report, the records of the period are the selection.
    sink.add({ ...seen, selected: bucketAt(this.#period, seconds) >= 0 });
  }
}

/** True if a bundle has a row that is not held. */
function streams(index: number, { isHeld }: ReadingOrder, table: RecordTable): boolean {
  for (let row = 0; row < table.length; row += 1)
    if (table.bundles[row] === index && isHeld[row] !== 1 && table.counts(row)) return true;
  return false;
}
