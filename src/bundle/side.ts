// The lines of one entry beside the leaves, each given to the leaf of its sequence (docs/SPEC.md §14 step 6). A line that no leaf
// takes, and a line that cannot be used, is data of the batch.

import type { Finding, Location } from '../base/errors.js';
import { Ascending, type LineKind } from './ascending.js';
import type { Beside, Leaf } from './leaf.js';

/** A line whose sequence no leaf has; `of` says in which entry. */
export interface Orphan {
  readonly of: keyof Beside;
  readonly where: Location;
}

/** The lines of one entry, given to their leaves. */
export class Side<Name extends keyof Beside> {
  readonly name: Name;
  readonly #lines: Ascending<NonNullable<Beside[Name]>>;
  /** What is wrong with lines, and lines that no leaf took, until a batch takes them. */
  #faults: Finding[] = [];
  #orphans: Orphan[] = [];
  /** True after a line that cannot be used: what is missing from then on proves nothing. */
  isBroken = false;

  constructor(
    name: Name,
    chunks: AsyncIterable<Uint8Array>,
    kind: LineKind<NonNullable<Beside[Name]>>,
    blockLines?: number,
  ) {
    this.name = name;
    const passed = (findings: readonly Finding[], isUsable: boolean): void => {
      this.#faults.push(...findings);
      this.isBroken ||= !isUsable;
    };
    this.#lines = new Ascending(chunks, kind, passed, blockLines);
  }

  get reach(): number {
    return this.#lines.reach;
  }

  fill(): Promise<void> {
    return this.#lines.fill();
  }

  close(): Promise<void> {
    return this.#lines.close();
  }

  /** Gives a leaf its line. Lines before it are of no leaf: they are asked for in ascending sequence. */
  attach(leaf: Beside & Pick<Leaf, 'sequence'>): void {
    this.#orphanBefore(leaf.sequence);
    const line = this.#lines.head();
    if (line?.sequence !== leaf.sequence) return;
    this.#lines.drop();
    const beside: Beside = leaf;
    beside[this.name] = line;
  }

  /** The sequence of the next line, if it is in memory. No leaf that is not handed on yet has a sequence below `from`. */
  next(from: number): number | undefined {
    this.#orphanBefore(from);
    return this.#lines.head()?.sequence;
  }

  /** No further leaf has a sequence of at most `to`: what the lines up to there, and since the last call, came to. */
  end(to: number): { readonly faults: readonly Finding[]; readonly orphans: readonly Orphan[] } {
    this.#orphanBefore(to + 1);
    const notes = { faults: this.#faults, orphans: this.#orphans };
    this.#faults = [];
    this.#orphans = [];
    return notes;
  }

  #orphanBefore(sequence: number): void {
    for (;;) {
      const line = this.#lines.head();
      if (line === undefined || line.sequence >= sequence) return;
      this.#lines.drop();
      this.#orphans.push({ of: this.name, where: line.where });
    }
  }
}

export type AnySide = { [Name in keyof Beside]: Side<Name> }[keyof Beside];
