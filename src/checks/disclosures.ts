// Disclosures against commitments (docs/SPEC.md §9.1). A disclosure is the salted preimage of a commitment; what it says is
// taken from the bytes that were hashed. The entry is detached: a recipient may delete any of it.

import type { Location } from '../base/errors.js';
import { UNUSABLE_LINES } from '../base/limits.js';
import type { SideLine } from '../bundle/ascending.js';
import { type Disclosure, parseDisclosure } from '../bundle/disclosure.js';
import { parseHash } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf, RunLeaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Entries } from './entries.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';
import { Repetitions } from './repetitions.js';

/** Most distinct names that are remembered for the authorisation: more than any decision can list (schema, §10.3). */
const MAX_NAMES = 65_537;

export class DisclosuresCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #entries: Entries;
  /** Commitments to remember (§2.5). */
  readonly #limit: number;
  readonly #commitments: Repetitions;
  readonly #orphans = new Findings();
  /** Names of all fields that are disclosed anywhere, for §10.3. */
  readonly names = new Set<string>();
  #unusable = 0;
  sealed = 0;
  /** Commitments that were seen a second time. */
  #again = 0;
  disclosed = 0;

  /** @param limit commitments to remember (§2.5) */
  constructor(entries: Entries, limit: number, key: Uint8Array) {
    this.#limit = limit;
    this.#commitments = new Repetitions(0, key);
    this.#entries = entries;
  }

  see(batch: LeafBatch): void {
    if (batch.run === undefined || !this.#run(batch.run))
      for (const leaf of batch.leaves) if (leaf.record !== undefined) this.#see(leaf, leaf.record);
    for (const { of, where } of batch.orphans)
      if (of === 'disclosures') this.#orphans.report('DISCLOSURE_RECORD_NOT_SHOWN', where);
  }

  done(): Findings {
    const end = new Findings().add(this.#orphans);
    if (this.#entries.isBroken(PATHS.disclosures))
      end.stop('disclosures/commitments', 'archive/content');
    return end;
  }

  /** No disclosure belongs to a run. False if the bound falls into it. */
  #run(run: RunLeaf): boolean {
    const { commitmentPrints } = run;
    const count = commitmentPrints.length / 4;
    if (this.sealed + count > this.#limit) return false;
    this.sealed += count;
    this.#commitments.note(commitmentPrints);
    return true;
  }

  get looksBack(): boolean {
    return this.#commitments.areSuspected;
  }

  get sawTheSame(): boolean {
    return this.#commitments.areSame;
  }

  lookBack(batch: LeafBatch): void {
    const { run } = batch;
    const most = Math.min(this.sealed, this.#limit);
    if (run !== undefined && this.#again + run.commitmentPrints.length / 4 <= most) {
      this.#again += run.commitmentPrints.length / 4;
      const repeated = this.#commitments.repeated(run.commitmentPrints);
      if (repeated.length > 0) this.#findRepeated(run, new Set(repeated));
      return;
    }
    for (const { record } of batch.leaves) {
      for (const [name, commitment] of record?.sealed ?? []) {
        this.#again += 1;
        if (record === undefined || this.#again > most) return;
        const bytes = parseHash('sha3-256', commitment);
        if (bytes !== undefined && this.#commitments.isRepeated(bytes))
          this.#duplicate(record, name, commitment);
      }
    }
  }

  /** Finds the records behind commitments of a run, which are counted in the order of its bytes. */
  #findRepeated(run: RunLeaf, repeated: ReadonlySet<number>): void {
    let index = 0;
    for (const { record } of run.leaves()) {
      for (const [name, commitment] of record.sealed) {
        if (repeated.has(index)) this.#duplicate(record, name, commitment);
        index += 1;
      }
    }
  }

  #duplicate({ where }: LedgerRecord, name: string, actual: string): void {
    const place = { ...where, pointer: `/sealed/${name}` };
    this.findings.report('COMMITMENT_DUPLICATE', place, { actual });
  }

  #see(leaf: Leaf, record: LedgerRecord): void {
    for (const commitment of record.sealed.values()) {
      this.sealed += 1;
      if (this.sealed > this.#limit) {
        const expected = `at most ${this.#limit}`;
        if (this.sealed === this.#limit + 1)
          this.findings.report('COMMITMENTS_TOO_MANY', record.where, { expected });
        continue;
      }
      const bytes = parseHash('sha3-256', commitment);
      if (bytes !== undefined) this.#commitments.noteValue(bytes);
    }
    if (leaf.disclosures !== undefined) this.#judge(record, leaf.disclosures);
  }

  #judge(record: LedgerRecord, item: SideLine<readonly string[]>): void {
    const seen = new Set<string>();
    // Made once a record: a hostile line holds thousands of disclosures that open nothing of thousands of sealed fields.
    let names: ReadonlyMap<string, string> | undefined;
    const nameOf = (commitment: string): string | undefined => {
      names ??= new Map([...record.sealed].reverse().map(([name, sealed]) => [sealed, name]));
      return names.get(commitment);
    };
    for (const [index, text] of item.value.entries()) {
      // As with lines (§4.1): a megabyte of zip holds millions of disclosures that open nothing.
      if (this.#unusable >= UNUSABLE_LINES) break;
      this.findings.examined('disclosures/commitments');
      const where: Location = {
        ...item.where,
        record_id: record.recordId,
        pointer: `/disclosures/${index}`,
      };
      if (seen.has(text)) {
        this.#unusable += 1;
        this.findings.report('DISCLOSURE_DUPLICATE', where);
        continue;
      }
      seen.add(text);
      const disclosure = this.#open(record, nameOf, text, where);
      if (disclosure === undefined) {
        this.#unusable += 1;
        continue;
      }
      this.disclosed += 1;
      if (this.names.size < MAX_NAMES) this.names.add(disclosure.name);
    }
  }

  /** The disclosure, if it opens a commitment of this record under its own name. */
  #open(
    record: LedgerRecord,
    nameOf: (commitment: string) => string | undefined,
    text: string,
    where: Location,
  ): Disclosure | undefined {
    const parsed = parseDisclosure(text);
    if (!parsed.ok) {
      this.findings.report('DISCLOSURE_MALFORMED', where, parsed.reason);
      return undefined;
    }
    const { disclosure } = parsed;
    if (record.sealed.get(disclosure.name) === disclosure.commitment) return disclosure;
    const other = nameOf(disclosure.commitment);
    if (other !== undefined) {
      const details = { expected: other, actual: disclosure.name };
      this.findings.report('DISCLOSURE_NAME_MISMATCH', where, details);
      return undefined;
    }
    const message = `the disclosed value of ${disclosure.name} matches no commitment of the record`;
    this.findings.report('DISCLOSURE_NO_COMMITMENT', where, message, {
      expected: record.sealed.get(disclosure.name) ?? 'a sealed field of this name',
      actual: disclosure.commitment,
    });
    return undefined;
  }
}
