// Counts with the first records behind them: what is kept does not grow with the bundle.

import { FRAMEWORK } from '../base/limits.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { ProvenRecord } from '../evidence/reader.js';
import type { MatchResult, RecordList, RecordPlace } from './result.js';
import { matcherOf, type Selector } from './selector.js';

export function placeOf({ sequence, recordId }: LedgerRecord): RecordPlace {
  return { sequence, record_id: recordId };
}

/** A count of records and the first of them. */
export class Tally {
  readonly #limit: number;
  readonly #kept: RecordPlace[] = [];
  count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(record: LedgerRecord): void {
    this.count += 1;
    if (this.#kept.length < this.#limit) this.#kept.push(placeOf(record));
  }

  list(): RecordList {
    return { examples: [...this.#kept], omitted: this.count - this.#kept.length };
  }
}

/** Counts the records that a selector is about. */
export class Matches {
  readonly #answer: (seen: ProvenRecord) => 'yes' | 'no' | 'withheld';
  readonly #records = new Tally(FRAMEWORK.examples);
  #selected = 0;
  #undecided = 0;

  constructor(selector: Selector) {
    this.#answer = matcherOf(selector);
  }

  see(seen: ProvenRecord): void {
    const answer = this.#answer(seen);
    if (answer === 'withheld') this.#undecided += 1;
    if (answer !== 'yes') return;
    this.#records.add(seen.record);
    if (seen.selected) this.#selected += 1;
  }

  result(): MatchResult {
    return {
      records: this.#records.count,
      selected: this.#selected,
      undecided: this.#undecided,
      ...this.#records.list(),
    };
  }
}
