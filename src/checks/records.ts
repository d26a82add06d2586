// What every shown record owes by itself and to its neighbours: identity (docs/SPEC.md §4.2), clock (§4.3), hash chain
// (§4.4), and the reason of a link stub (§5).

import { type Instant, utf8 } from '../base/encoding.js';
import { hashText } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf, RunLeaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import type { LedgerRecord } from '../bundle/record.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';
import { Repetitions } from './repetitions.js';

/** Every record is of this ledger and has an id of its own. */
export class IdentityCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #ledger: string;
  readonly #limit: number;
  readonly #ids: Repetitions;
  #records = 0;
  /** Records that were seen a second time. */
  #again = 0;

  /**
   * @param limit ids to remember (§2.5)
   * @param key of their fingerprints, that of the runs of the stream
   * @param expected ids to come, as far as is known
   */
  constructor(ledger: string, limit: number, key: Uint8Array, expected: number) {
    this.#ids = new Repetitions(Math.min(expected, limit), key);
    this.#ledger = ledger;
    this.#limit = limit;
  }

  see(batch: LeafBatch): void {
    if (batch.run !== undefined && this.#run(batch.run)) return;
    for (const { record } of batch.leaves) if (record !== undefined) this.#record(record);
  }

  get looksBack(): boolean {
    return this.#ids.areSuspected;
  }

  get sawTheSame(): boolean {
    return this.#ids.areSame;
  }

  lookBack(batch: LeafBatch): void {
    const { run } = batch;
    const most = Math.min(this.#records, this.#limit);
    if (run !== undefined && this.#again + run.lines <= most) {
      this.#again += run.lines;
      for (const index of this.#ids.repeated(run.idPrints)) this.#duplicate(run.leaf(index).record);
      return;
    }
    for (const { record } of batch.leaves) {
      this.#again += 1;
      if (record === undefined || this.#again > most) return;
      if (this.#ids.isRepeated(utf8(record.recordId))) this.#duplicate(record);
    }
  }

  done(): Findings {
    const end = new Findings();
    if (this.#records === 0) end.report('RECORDS_EMPTY', { entry: PATHS.records });
    return end;
  }

  /** Of a run the ledger has been compared. False if the bound falls into it: then each record is looked at. */
  #run(leaf: RunLeaf): boolean {
    const { lines, idPrints } = leaf;
    if (this.#records + lines > this.#limit) return false;
    this.#records += lines;
    this.findings.examined('records/identity', lines);
    this.#ids.note(idPrints);
    return true;
  }

  #record(record: LedgerRecord): void {
    const { ledger, recordId, where } = record;
    this.#records += 1;
    this.findings.examined('records/identity');
    if (ledger !== this.#ledger) {
      const details = { expected: this.#ledger, actual: ledger };
      this.findings.report('RECORD_LEDGER_MISMATCH', { ...where, pointer: '/ledger' }, details);
    }
    if (this.#records > this.#limit) {
      const expected = `at most ${this.#limit}`;
      if (this.#records === this.#limit + 1)
        this.findings.report('RECORDS_TOO_MANY', where, { expected });
      return;
    }
    this.#ids.noteValue(utf8(recordId));
  }

  #duplicate({ recordId, where }: LedgerRecord): void {
    const place = { ...where, pointer: '/record_id' };
    this.findings.report('RECORD_ID_DUPLICATE', place, { actual: recordId });
  }
}

/** `recorded_at` never decreases among the records shown. */
export class ClockCheck implements LeafCheck {
  readonly findings = new Findings();
  /** The latest time, and a leaf that has it. */
  #time: Instant | undefined;
  #last: Leaf | undefined;

  see(batch: LeafBatch): void {
    const { run } = batch;
    // Inside a run the clock does not run back: if it did not before its first record, the last one is all that matters.
    if (run !== undefined && this.#isNotBefore(run.from)) {
      this.findings.examined('records/clock', run.lines);
      this.#time = run.to;
      this.#last = run.lastLeaf;
    } else
      for (const leaf of batch.leaves)
        if (leaf.record !== undefined) this.#record(leaf, leaf.record);
  }

  #isNotBefore(time: Instant): boolean {
    return this.#time === undefined || time >= this.#time;
  }

  #record(leaf: Leaf, record: LedgerRecord): void {
    this.findings.examined('records/clock');
    const last = this.#last?.record;
    if (last === undefined || this.#isNotBefore(record.recordedAt)) {
      this.#time = record.recordedAt;
      this.#last = leaf;
      return;
    }
    const where = { ...record.where, pointer: '/recorded_at' };
    const message = `the record was logged before record ${last.sequence}, which precedes it`;
    const details = {
      expected: `not before ${last.recordedAtText}`,
      actual: record.recordedAtText,
    };
    this.findings.report('RECORD_CLOCK_BACKWARDS', where, message, details);
  }
}

/** `previous_hash` of a record is the hash of the leaf before it, wherever that leaf is in the bundle. */
export class ChainCheck implements LeafCheck {
  readonly findings = new Findings();
  #previous: Leaf | undefined;
  /** Link stubs without the record after them: it may be out of its place. */
  readonly #unused = new Findings();
  #notShown = 0;
  #firstNotShown: Leaf | undefined;

  see(batch: LeafBatch): void {
    const { run } = batch;
    if (run === undefined) for (const leaf of batch.leaves) this.#leaf(leaf);
    else {
      // Inside a run every record points at the one before it.
      const isLinked = this.#isLinked(run);
      if (!isLinked) this.#leaf(run.firstLeaf);
      this.findings.examined('records/chain', isLinked ? run.lines : run.lines - 1);
      this.#previous = run.lastLeaf;
    }
  }

  /** True if the first record of a run points at the leaf before it. */
  #isLinked({ sequence, previousHash }: RunLeaf): boolean {
    const previous = this.#previous;
    if (previous === undefined || previous.sequence !== sequence - 1) return false;
    return previousHash === hashText('sha3-256', previous.recordHash);
  }

  done(): Findings {
    if (this.#previous?.stub?.reason === 'link') this.#isUnused(this.#previous);
    const end = new Findings().add(this.#unused);
    if (this.#firstNotShown === undefined) return end;
    const others =
      this.#notShown === 1 ? '' : `, nor that of ${this.#notShown - 1} other record(s)`;
    const message = `the record before this one is not in the bundle${others}`;
    end.report('CHAIN_LINK_NOT_SHOWN', this.#firstNotShown.where, message);
    return end;
  }

  #leaf(leaf: Leaf): void {
    const previous = this.#previous;
    const adjacent = previous !== undefined && previous.sequence === leaf.sequence - 1;
    // §5: a link stub is there for the record after it, and for nothing else.
    if (previous?.stub?.reason === 'link' && !(adjacent && leaf.record !== undefined))
      this.#isUnused(previous);
    this.#previous = leaf;
    if (leaf.record === undefined) return;
    // §4.4: the first record of a ledger points at 32 zero bytes.
    const hashBefore =
      leaf.sequence === 0 ? new Uint8Array(32) : adjacent ? previous.recordHash : undefined;
    if (hashBefore === undefined) {
      this.#notShown += 1;
      this.#firstNotShown ??= leaf;
      return;
    }
    this.findings.examined('records/chain');
    const expected = hashText('sha3-256', hashBefore);
    const actual = leaf.record.previousHash;
    if (actual === expected) return;
    const where = { ...leaf.where, pointer: '/previous_hash' };
    const message =
      leaf.sequence === 0
        ? 'the first record points at a record before it'
        : `the record does not point at record ${leaf.sequence - 1}`;
    this.findings.report('CHAIN_BROKEN', where, message, { expected, actual });
  }

  #isUnused({ where, sequence }: Leaf): void {
    const message = `a link stub needs a shown record at sequence ${sequence + 1}`;
    this.#unused.report('STUB_LINK_UNUSED', where, message);
  }
}
