// Erasures of one bundle against targets that another one holds (docs/SPEC.md §9.2, §13.5). An erasure comes after its target, so all
// of them are held before the leaves are compared; how many is bounded.

import type { Erasure } from '../bundle/erasure.js';
import { parseHash } from '../bundle/hash-text.js';
import type { TreeHasher } from '../merkle/hasher.js';
import type { HistoryBundle, ProvenLeaf } from './evidence.js';
import type { Fact, Voice } from './facts.js';
import type { FindingBook } from './findings.js';

/** What is held of all bundles together; an erasure counts once, and once more for each 256 characters of its fields. */
export const MOST_ERASURES = 200_000;
const HELD_CHARACTERS = 256;

interface Logged {
  /** Each that logs it: one that also holds another leaf there is contradicted by the others, in every order. */
  readonly bundles: number[];
  readonly erasure: Erasure;
}

export class ErasureBook {
  readonly #byTarget = new Map<number, Logged[]>();
  readonly #bundles: readonly HistoryBundle[];
  #held = 0;
  /** Erasures that are not compared. */
  leftOut = 0;

  constructor(bundles: readonly HistoryBundle[]) {
    this.#bundles = bundles;
    const known = new Map<string, Logged>();
    bundles.forEach(({ counted, erasures, erasuresLeftOut }, bundle) => {
      if (!counted) return;
      this.leftOut += erasuresLeftOut;
      for (const erasure of erasures) {
        // The same record of another bundle. Another one at its sequence is a contradiction, and counts too: no order decides.
        const { sequence, target, fields } = erasure;
        const { recordHash, recordId, recordedAtText, type } = target;
        const key = [
          sequence,
          target.sequence,
          recordHash,
          recordId,
          recordedAtText,
          type,
          fields,
        ].join();
        const same = known.get(key);
        if (same !== undefined) {
          same.bundles.push(bundle);
          continue;
        }
        this.#held += 1 + Math.floor((erasure.fields ?? []).join().length / HELD_CHARACTERS);
        if (this.#held > MOST_ERASURES) {
          this.leftOut += 1;
          continue;
        }
        const logged: Logged = { bundles: [bundle], erasure };
        known.set(key, logged);
        const own = this.#byTarget.get(erasure.target.sequence);
        if (own === undefined) this.#byTarget.set(erasure.target.sequence, [logged]);
        else own.push(logged);
      }
    });
  }

  get isEmpty(): boolean {
    return this.#byTarget.size === 0;
  }

  has(sequence: number): boolean {
    return this.#byTarget.has(sequence);
  }

  /** The leaf that each erasure names, in order, for each bundle. */
  *facts(
    hasher: TreeHasher,
    voices: readonly Voice[],
  ): Generator<readonly Fact[], void, undefined> {
    for (const sequence of [...this.#byTarget.keys()].sort((a, b) => a - b)) {
      yield (this.#byTarget.get(sequence) ?? []).flatMap(({ bundles, erasure }): Fact[] => {
        const recordHash = parseHash('sha3-256', erasure.target.recordHash);
        const [own] = bundles.map((bundle) => voices[bundle]);
        if (recordHash === undefined || own === undefined) return [];
        const voice = { ...own, bundles };
        const hash = hasher.leafHash(recordHash);
        const statedAt = erasure.sequence;
        return [
          { end: sequence + 1, level: 0, hash, recordHash, means: 'erasure', statedAt, voice },
        ];
      });
    }
  }

  /**
   * Judges a shown record by the erasures that other bundles log. The hash that they name is compared with the other leaves.
   * @param disclosed names of its fields that this bundle discloses
   */
  judge(book: FindingBook, bundle: number, leaf: ProvenLeaf, disclosed: ReadonlySet<string>): void {
    const { sequence, record } = leaf;
    if (record === undefined) return;
    for (const logged of this.#byTarget.get(sequence) ?? []) {
      if (logged.bundles.includes(bundle)) continue;
      const { erasure } = logged;
      const { target } = erasure;
      for (const [name, expected, actual] of [
        ['record_id', record.recordId, target.recordId],
        ['recorded_at', record.recordedAtText, target.recordedAtText],
        ['type', record.type, target.type],
      ] as const) {
        // §1.3: a time is a number, however it is written.
        if (name === 'recorded_at' ? record.recordedAt === target.recordedAt : expected === actual)
          continue;
        book.report(
          'SET_ERASURE_MISMATCH',
          [bundle, ...logged.bundles.slice(0, 1)],
          { sequence },
          `sequence ${sequence}: ${this.#name(bundle)} shows another ${name} than ${this.#by(logged)} names`,
          { expected, actual },
        );
      }
      this.#judgeFields(book, bundle, leaf, disclosed, logged);
    }
  }

  #judgeFields(
    book: FindingBook,
    bundle: number,
    { sequence, record }: ProvenLeaf,
    disclosed: ReadonlySet<string>,
    logged: Logged,
  ): void {
    const { erasure } = logged;
    const bundles = [bundle, ...logged.bundles.slice(0, 1)];
    // Honest if the tree that the bundle shows had no such erasure yet.
    const knows = (this.#bundles[bundle]?.treeSize ?? 0) > erasure.sequence;
    if (erasure.fields === undefined && knows)
      book.report(
        'SET_SHOWN_AFTER_ERASURE',
        bundles,
        { sequence },
        `sequence ${sequence}: ${this.#name(bundle)} shows the record, and its tree holds ${this.#by(logged)}`,
      );
    for (const field of erasure.fields ?? []) {
      if (record?.sealed.has(field) !== true)
        book.report(
          'SET_ERASURE_FIELD_UNKNOWN',
          bundles,
          { sequence },
          `sequence ${sequence}: the record that ${this.#name(bundle)} shows did not seal what ${this.#by(logged)} names`,
          { actual: field },
        );
      else if (knows && disclosed.has(field))
        book.report(
          'SET_DISCLOSED_AFTER_ERASURE',
          bundles,
          { sequence },
          `sequence ${sequence}: ${this.#name(bundle)} discloses a field, and its tree holds ${this.#by(logged)}`,
          { actual: field },
        );
    }
  }

  #name(bundle: number): string {
    return this.#bundles[bundle]?.name ?? '';
  }

  #by({ bundles: [bundle = -1], erasure }: Logged): string {
    return `the erasure in record ${erasure.sequence} of ${this.#name(bundle)}`;
  }
}
