// What would fail one bundle that held all records of the set (docs/SPEC.md §4.2, §4.3, §9.1, §13.5): an id or a commitment in two
// records, and a clock that runs back. Records come in ascending sequence, each once.

import { utf8 } from '../base/encoding.js';
import { parseHash } from '../bundle/hash-text.js';
import { FingerprintSet } from '../checks/fingerprints.js';
import { hash } from '../crypto/digest.js';
import type { ProvenLeaf } from './evidence.js';
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
  readonly #nameOf: (bundle: number) => string;
  readonly #limit: number;
  readonly #ids = new FingerprintSet();
  readonly #commitments = new FingerprintSet();
  readonly repeated: Repeated[] = [];
  #records = 0;
  #sealed = 0;
  #last: SetRecord | undefined;
  /** Ids and commitments beyond the bound. */
  leftOut = 0;
  /** Repetitions beyond those that are kept. */
  repeatedLeftOut = 0;

  /** @param limit ids to remember, and commitments (§2.5) */
  constructor(book: FindingBook, limit: number, nameOf: (bundle: number) => string) {
    this.#book = book;
    this.#limit = limit;
    this.#nameOf = nameOf;
  }

  add(one: SetRecord): void {
    this.#book.examined('history/identity');
    this.#book.examined('history/clock');
    this.#identity(one);
    this.#clock(one);
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
