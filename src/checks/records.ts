// What every shown record owes by itself and to its neighbours: identity (docs/SPEC.md §4.2), clock (§4.3), hash chain
// (§4.4), and the reason of a link stub (§5).

import { utf8 } from '../base/encoding.js';
import { finding } from '../base/errors.js';
import { hashText } from '../bundle/hash-text.js';
import type { Leaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaves.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Findings } from './findings.js';
import { FingerprintSet } from './fingerprints.js';
import { Held } from './held.js';
import type { LeafCheck } from './leaf-check.js';

/** Every record is of this ledger and bears an id of its own. */
export class IdentityCheck implements LeafCheck {
  readonly #recorder: Findings;
  readonly #ledger: string;
  readonly #limit: number;
  readonly #ids = new FingerprintSet();
  #records = 0;

  /** @param limit ids to remember (§2.5). */
  constructor(recorder: Findings, ledger: string, limit: number) {
    this.#recorder = recorder;
    this.#ledger = ledger;
    this.#limit = limit;
  }

  see({ leaves }: LeafBatch): void {
    for (const { record } of leaves) if (record !== undefined) this.#record(record);
  }

  done(): void {
    if (this.#records === 0) {
      this.#recorder.report(finding('RECORDS_EMPTY', { entry: 'records.jsonl' }));
    }
  }

  #record(record: LedgerRecord): void {
    this.#records += 1;
    this.#recorder.examined('records/identity');
    if (record.ledger !== this.#ledger) {
      this.#recorder.report(
        finding(
          'RECORD_LEDGER_MISMATCH',
          { ...record.where, pointer: '/ledger' },
          { expected: this.#ledger, actual: record.ledger },
        ),
      );
    }
    if (this.#records > this.#limit) {
      if (this.#records === this.#limit + 1) {
        this.#recorder.report(
          finding('RECORDS_TOO_MANY', record.where, { expected: `at most ${this.#limit}` }),
        );
      }
      return;
    }
    if (!this.#ids.add(utf8(record.recordId))) {
      this.#recorder.report(
        finding(
          'RECORD_ID_DUPLICATE',
          { ...record.where, pointer: '/record_id' },
          { actual: record.recordId },
        ),
      );
    }
  }
}

/** `recorded_at` never decreases among the records shown. */
export class ClockCheck implements LeafCheck {
  readonly #recorder: Findings;
  #last: LedgerRecord | undefined;

  constructor(recorder: Findings) {
    this.#recorder = recorder;
  }

  see({ leaves }: LeafBatch): void {
    for (const { record } of leaves) if (record !== undefined) this.#record(record);
  }

  done(): void {}

  #record(record: LedgerRecord): void {
    this.#recorder.examined('records/clock');
    const last = this.#last;
    if (last !== undefined && record.recordedAt < last.recordedAt) {
      this.#recorder.report(
        finding(
          'RECORD_CLOCK_BACKWARDS',
          { ...record.where, pointer: '/recorded_at' },
          `the record was logged before record ${last.sequence}, which precedes it`,
          { expected: `not before ${last.recordedAtText}`, actual: record.recordedAtText },
        ),
      );
      return;
    }
    this.#last = record;
  }
}

/** `previous_hash` of a record is the hash of the leaf before it, wherever that leaf is in the bundle. */
export class ChainCheck implements LeafCheck {
  readonly #recorder: Findings;
  #previous: Leaf | undefined;
  /** Link stubs without the record after them: it may be out of its place. */
  readonly #unused = new Held();
  #notShown = 0;
  #firstNotShown: Leaf | undefined;

  constructor(recorder: Findings) {
    this.#recorder = recorder;
  }

  see({ leaves }: LeafBatch): void {
    for (const leaf of leaves) this.#leaf(leaf);
  }

  done(): void {
    if (this.#previous?.stub?.reason === 'link') this.#holdUnused(this.#previous);
    this.#unused.tell((found) => this.#recorder.report(found));
    if (this.#firstNotShown === undefined) return;
    this.#recorder.report(
      finding(
        'CHAIN_LINK_NOT_SHOWN',
        this.#firstNotShown.where,
        this.#notShown === 1
          ? 'the record before this one is not in the bundle'
          : `the record before this one is not in the bundle, nor that of ${this.#notShown - 1} other record(s)`,
      ),
    );
  }

  #leaf(leaf: Leaf): void {
    const previous = this.#previous;
    const adjacent = previous !== undefined && previous.sequence === leaf.sequence - 1;
    // §5: a link stub is there for the record after it, and for nothing else.
    if (previous?.stub?.reason === 'link' && !(adjacent && leaf.record !== undefined))
      this.#holdUnused(previous);
    this.#previous = leaf;
    if (leaf.record === undefined) return;
    // §4.4: the first record of a ledger points at 32 zero bytes.
    const expected =
      leaf.sequence === 0 ? new Uint8Array(32) : adjacent ? previous.recordHash : undefined;
    if (expected === undefined) {
      this.#notShown += 1;
      this.#firstNotShown ??= leaf;
      return;
    }
    this.#recorder.examined('records/chain');
    const text = hashText('sha3-256', expected);
    if (text !== leaf.record.previousHash) {
      this.#recorder.report(
        finding(
          'CHAIN_BROKEN',
          { ...leaf.where, pointer: '/previous_hash' },
          leaf.sequence === 0
            ? 'the first record points at a record before it'
            : `the record does not point at record ${leaf.sequence - 1}`,
          { expected: text, actual: leaf.record.previousHash },
        ),
      );
    }
  }

  #holdUnused(leaf: Leaf): void {
    this.#unused.add(
      finding(
        'STUB_LINK_UNUSED',
        leaf.where,
        `a link stub needs a shown record at sequence ${leaf.sequence + 1}`,
      ),
    );
  }
}
