// Erasures (docs/SPEC.md §9.2): everything called erased was erased by a logged, proven record, and is not shown or
// disclosed all the same. Targets come before their erasures and are compared in a second reading (erasure-targets.ts);
// what is held until then is bounded by `limits.erasures`.

import type { Instant } from '../base/encoding.js';
import { canonicalize } from '../base/json.js';
import {
  type Erasure,
  erasureOf,
  type RetentionPolicy,
  retentionPolicyOf,
} from '../bundle/erasure.js';
import { PATHS } from '../bundle/layout.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Stub } from '../bundle/stub.js';
import type { Entries } from './entries.js';
import { judgeTargets, mismatch } from './erasure-targets.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';
import { PolicyBook } from './retention.js';

/** An erasure logged so shortly before the export is worth a question (§9.2). */
const RECENT: Instant = 30n * 86_400_000_000_000n;

/** Characters of `fields` or `applies_to` that count as one held thing (§2.5). */
const HELD_CHARACTERS = 256;

export class ErasuresCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #entries: Entries;
  readonly #exportedAt: Instant;
  readonly #limit: number;
  readonly #stubs: Stub[] = [];
  readonly #bySequence = new Map<number, Erasure>();
  readonly #byTarget = new Map<number, Erasure[]>();
  readonly #policies: RetentionPolicy[] = [];
  #held = 0;
  /** Sealed fields of shown records that are logged as erased. */
  erasedFields = 0;

  constructor(entries: Entries, exportedAt: Instant, limit: number) {
    this.#entries = entries;
    this.#exportedAt = exportedAt;
    this.#limit = limit;
  }

  see(batch: LeafBatch): void {
    // A run holds events alone.
    if (batch.run !== undefined) return;
    for (const { record, stub } of batch.leaves) {
      if (record !== undefined) this.#record(record);
      else if (stub?.reason === 'erased' && this.#room()) this.#stubs.push(stub);
    }
  }

  #record(record: LedgerRecord): void {
    if (record.type === 'erasure') {
      const erasure = erasureOf(record);
      if (!this.#room((erasure.fields ?? []).join().length)) return;
      this.#bySequence.set(erasure.sequence, erasure);
      const others = this.#byTarget.get(erasure.target.sequence);
      if (others === undefined) this.#byTarget.set(erasure.target.sequence, [erasure]);
      else others.push(erasure);
    } else if (record.type === 'retention_policy') {
      const policy = retentionPolicyOf(record);
      if (this.#room(canonicalize(policy.appliesTo).length)) this.#policies.push(policy);
    }
  }

  done(): Findings {
    const end = new Findings();
    const details = { expected: `at most ${this.#limit}`, actual: String(this.#held) };
    if (!this.complete) end.report('ERASURES_TOO_MANY', { entry: PATHS.records }, details);
    for (const stub of this.#stubs) this.#judgeStub(stub, end);
    for (const erasure of this.#bySequence.values()) this.#judgeErasure(erasure, end);
    return end;
  }

  /** After `done`: compares erasures with what they name, in a second reading if there are any. */
  async judgeTargets(): Promise<Findings> {
    if (this.#byTarget.size === 0) return new Findings();
    const { value, findings } = await judgeTargets(
      this.#entries,
      this.#byTarget,
      new PolicyBook(this.#policies),
    );
    this.erasedFields = value;
    return findings;
  }

  /** False if there were more erasures than are held: then one that is not known may be there all the same. */
  get complete(): boolean {
    return this.#held <= this.#limit;
  }

  /** Whole records that a shown erasure record names, in the order of the erasures. */
  wholeRecords(): readonly Erasure[] {
    return [...this.#bySequence.values()].filter(({ fields }) => fields === undefined);
  }

  /** A megabyte of terms or four thousand names count for what they take, not as one. */
  #room(characters = 0): boolean {
    this.#held += Math.max(1, Math.ceil(characters / HELD_CHARACTERS));
    return this.#held <= this.#limit;
  }

  #judgeStub(stub: Stub, end: Findings): void {
    end.examined('erasures/logged');
    const erasure = stub.erasure === undefined ? undefined : this.#bySequence.get(stub.erasure);
    if (erasure === undefined) {
      const message = `no erasure record is shown at sequence ${stub.erasure}`;
      const expected = `an erasure record at sequence ${stub.erasure}`;
      if (this.complete) end.report('ERASURE_NOT_SHOWN', stub.where, message, { expected });
      return;
    }
    const { target, fields } = erasure;
    if (target.sequence !== stub.sequence)
      end.reportAll([
        mismatch(erasure, 'sequence', String(stub.sequence), String(target.sequence)),
      ]);
    else if (fields !== undefined)
      end.reportAll([mismatch(erasure, 'fields', '["*"]', fields.join(', '))]);
  }

  #judgeErasure({ target, where, sequence, loggedAt, loggedAtText }: Erasure, end: Findings): void {
    end.examined('erasures/logged');
    // §9.2: the erasure record has a higher sequence than its target.
    if (target.sequence >= sequence) {
      const details = { expected: `below ${sequence}`, actual: String(target.sequence) };
      end.report('ERASURE_BEFORE_TARGET', { ...where, pointer: '/data/sequence' }, details);
    }
    if (target.type !== 'event') {
      const details = { expected: 'event', actual: target.type };
      end.report('ERASURE_NOT_ALLOWED', { ...where, pointer: '/data/type' }, details);
    }
    if (this.#exportedAt - loggedAt < RECENT) {
      const message = `record ${target.sequence} was erased less than 30 days before the export`;
      end.report('ERASURE_RECENT', where, message, { actual: loggedAtText });
    }
  }
}
