// What any counted bundle logs as erased (docs/SPEC.md §9.2), by the record that it is about: it counts for all bundles, so that a value
// is not printed again even where an older one still discloses it. An erasure that names its target otherwise than the target is
// hides nothing: it is a contradiction (§13.5).

import type { Instant } from '../../base/encoding.js';
import type { Erasure } from '../../bundle/erasure.js';
import { hashText } from '../../bundle/hash-text.js';
import type { LedgerRecord } from '../../bundle/record.js';

/** What is erased of one record. */
export interface ErasedParts {
  readonly whole: boolean;
  readonly fields: ReadonlySet<string>;
  readonly by: readonly Erasure[];
}

/** The erasures of one ledger. */
export class LedgerErasures {
  readonly #byTarget = new Map<number, Erasure[]>();
  /** Erasures whose target a counted bundle shows as they name it, by their sequence. */
  readonly resolved = new Set<number>();

  /** @param logs of each counted bundle of the ledger; the same record is in several */
  constructor(logs: readonly (readonly Erasure[])[]) {
    const known = new Map<number, Erasure | undefined>();
    for (const erasure of logs.flat()) {
      const other = known.get(erasure.sequence);
      if (!known.has(erasure.sequence)) known.set(erasure.sequence, erasure);
      // Two records in one place, and nobody knows which is the ledger's.
      else if (other !== undefined && wordsOf(other) !== wordsOf(erasure))
        known.set(erasure.sequence, undefined);
    }
    for (const erasure of known.values()) {
      if (erasure === undefined) continue;
      const own = this.#byTarget.get(erasure.target.sequence);
      if (own === undefined) this.#byTarget.set(erasure.target.sequence, [erasure]);
      else own.push(erasure);
    }
  }

  /** What is erased of a record that is shown. */
  of(record: LedgerRecord): ErasedParts | undefined {
    const own = (this.#byTarget.get(record.sequence) ?? []).filter((one) => isOf(one, record));
    if (own.length === 0) return undefined;
    for (const { sequence } of own) this.resolved.add(sequence);
    return {
      whole: own.some(({ fields }) => fields === undefined),
      fields: new Set(own.flatMap(({ fields }) => fields ?? [])),
      by: own,
    };
  }

  /**
   * Records that were erased as a whole, with the time of each.
   * @param isShown whether a counted bundle shows a record of that sequence: then it has to be the one that the erasure names
   */
  whole(isShown: (sequence: number) => boolean): ReadonlyMap<number, Instant> {
    const gone = new Map<number, Instant>();
    for (const { sequence, target, fields } of [...this.#byTarget.values()].flat())
      if (fields === undefined && (this.resolved.has(sequence) || !isShown(target.sequence)))
        gone.set(target.sequence, target.recordedAt);
    return gone;
  }
}

function isOf({ target }: Erasure, record: LedgerRecord): boolean {
  return (
    hashText('sha3-256', record.recordHash) === target.recordHash &&
    record.recordId === target.recordId &&
    record.recordedAt === target.recordedAt &&
    record.type === target.type
  );
}

function wordsOf({ target, fields, policy, legalGround }: Erasure): string {
  const { recordedAt, ...named } = target;
  return JSON.stringify([named, String(recordedAt), fields, policy, legalGround]);
}
