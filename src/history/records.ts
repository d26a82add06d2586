// What would fail one bundle that held all records of the set (docs/SPEC.md §4.2, §4.3, §9.1, §13.5): an id or a commitment in two
// records, and a clock that runs back. Records come in ascending sequence, each once.

import { formatTime, utf8 } from '../base/encoding.js';
import { parseHash } from '../bundle/hash-text.js';
import { FingerprintSet } from '../checks/fingerprints.js';
import { hash } from '../crypto/digest.js';
import type { HistoryBundle, ProvenLeaf } from './evidence.js';
import type { FindingBook } from './findings.js';

/** A record of the set, and the first bundle that shows it. */
export interface SetRecord {
  readonly bundle: number;
  readonly sequence: number;
  readonly record: NonNullable<ProvenLeaf['record']>;
}

/** What was seen before, and where it stands the second time: the first place is looked for in another reading. */
export interface Repeated {
  readonly code: 'SET_ID_DUPLICATE' | 'SET_COMMITMENT_DUPLICATE';
  readonly text: string;
  readonly bundle: number;
  readonly sequence: number;
}

/** Repetitions whose first place is looked for; more are counted. */
const MOST_REPEATED = 20;

export class RecordRules {
  readonly #book: FindingBook;
  readonly #bundles: readonly HistoryBundle[];
  readonly #limit: number;
  readonly #ids = new FingerprintSet();
  readonly #commitments = new FingerprintSet();
  readonly repeated: Repeated[] = [];
  /** Ascending in size of the tree; those below `#outrun` have been compared. */
  readonly #periods: readonly HistoryBundle[];
  #outrun = 0;
  #records = 0;
  #sealed = 0;
  #last: SetRecord | undefined;
  /** Ids and commitments beyond the bound. */
  leftOut = 0;
  /** Repetitions beyond those that are kept. */
  repeatedLeftOut = 0;

  /** @param limit ids to remember, and commitments (§2.5) */
  constructor(book: FindingBook, limit: number, bundles: readonly HistoryBundle[]) {
    this.#book = book;
    this.#limit = limit;
    this.#bundles = bundles;
    this.#periods = bundles
      .filter(({ counted, period }) => counted && period !== undefined)
      .sort((a, b) => a.treeSize - b.treeSize);
    book.examined('history/periods', this.#periods.length);
  }

  add(one: SetRecord): void {
    this.#book.examined('history/identity');
    this.#book.examined('history/clock');
    this.#identity(one);
    this.#clock(one);
    this.#period(one);
  }

  /** §11.1, 4: what is logged after a tree was signed as the whole is later than that period; the first leaf beyond it says so. */
  #period({ bundle, sequence, record }: SetRecord): void {
    for (let next = this.#periods[this.#outrun]; next?.period !== undefined; ) {
      const { name, treeSize, period } = next;
      if (treeSize > sequence) return;
      if (record.recordedAt <= period.to)
        this.#book.report(
          period.isRequired ? 'SET_COMPLETENESS_DISPROVED' : 'SET_PERIOD_OUTRUN',
          [this.#bundles.indexOf(next), bundle],
          { sequence },
          `sequence ${sequence}: ${this.#nameOf(bundle)} shows a record that was logged before the period of ${name} ends, whose tree of ${treeSize} leaves was said to hold all of it`,
          { expected: `after ${formatTime(period.to)}`, actual: record.recordedAtText },
        );
      this.#outrun += 1;
      next = this.#periods[this.#outrun];
    }
  }

  #nameOf(bundle: number): string {
    return this.#bundles[bundle]?.name ?? '';
  }

  #identity({ bundle, sequence, record }: SetRecord): void {
    this.#records += 1;
    if (this.#records > this.#limit) this.leftOut += 1;
    else if (!this.#ids.add(hash('sha256', utf8(record.recordId))))
      this.#repeat({ code: 'SET_ID_DUPLICATE', text: record.recordId, bundle, sequence });
    for (const commitment of record.sealed.values()) {
      const bytes = parseHash('sha3-256', commitment);
      this.#sealed += 1;
      if (this.#sealed > this.#limit) this.leftOut += 1;
      else if (bytes !== undefined && !this.#commitments.add(bytes))
        this.#repeat({ code: 'SET_COMMITMENT_DUPLICATE', text: commitment, bundle, sequence });
    }
  }

  #repeat(repeated: Repeated): void {
    if (this.repeated.length < MOST_REPEATED) this.repeated.push(repeated);
    else this.repeatedLeftOut += 1;
  }

  #clock(one: SetRecord): void {
    const last = this.#last;
    if (last === undefined || one.record.recordedAt >= last.record.recordedAt) {
      this.#last = one;
      return;
    }
    this.#book.report(
      'SET_CLOCK_BACKWARDS',
      [last.bundle, one.bundle],
      { sequence: one.sequence },
      `sequence ${one.sequence}: ${this.#nameOf(one.bundle)} shows a record that was logged before record ${last.sequence} of ${this.#nameOf(last.bundle)}`,
      { expected: `not before ${last.record.recordedAtText}`, actual: one.record.recordedAtText },
    );
  }
}
