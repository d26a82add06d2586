// The lines of one entry beside the leaves, each given to the leaf of its sequence (docs/SPEC.md §14 step 6). A line that no leaf
// takes, and a line that cannot be used, is data of the batch.

import type { Finding, Location } from '../base/errors.js';
import { Ascending, type HeldLines, type LineKind } from './ascending.js';
import type { Beside, Leaf } from './leaf.js';
import { PathLines } from './path-lines.js';

/** A line whose sequence no leaf has; `of` says in which entry. */
export interface Orphan {
  readonly of: keyof Beside;
  readonly where: Location;
}

/** A line, or several at once. */
export type SideItem<Name extends keyof Beside> = NonNullable<Beside[Name]> | PathLines;

/** The lines of one entry, given to their leaves. */
export class Side<Name extends keyof Beside> {
  readonly name: Name;
  readonly #lines: Ascending<SideItem<Name>>;
  /** What is wrong with lines, and lines that no leaf took, until a batch takes them. */
  #faults: Finding[] = [];
  #orphans: Orphan[] = [];
  /** True after a line that cannot be used: what is missing from then on proves nothing. */
  isBroken = false;

  constructor(
    name: Name,
    chunks: AsyncIterable<Uint8Array>,
    kind: LineKind<SideItem<Name>>,
    held: HeldLines,
  ) {
    this.name = name;
    const passed = (findings: readonly Finding[], isUsable: boolean): void => {
      this.#faults.push(...findings);
      this.isBroken ||= !isUsable;
    };
    this.#lines = new Ascending(chunks, kind, passed, held);
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
    const line = this.#take(leaf.sequence);
    const beside: Beside = leaf;
    if (line !== undefined) beside[this.name] = line;
  }

  /**
   * Up to which sequence leaves from `from` to at most `to` have one thing in common: none of them has a line here, or each has one of
   * the same run. Below `from` if there is no such thing. All leaves before `from` have been handed on.
   */
  span(from: number, to: number): number {
    this.#orphanBefore(from);
    const head = this.#lines.head();
    if (head === undefined || head.sequence > from)
      return Math.min(to, (head?.sequence ?? to + 1) - 1);
    return head instanceof PathLines ? Math.min(to, head.last) : from - 1;
  }

  /** The lines of the leaves that `span` told of. */
  takeSpan(from: number, lines: number): PathLines | undefined {
    const head = this.#lines.head();
    if (!(head instanceof PathLines) || head.sequence !== from) return undefined;
    this.#dropFrom(head, lines);
    return head.part(0, lines);
  }

  /** No further leaf has a sequence of at most `to`: what the lines up to there, and since the last call, came to. */
  end(to: number): { readonly faults: readonly Finding[]; readonly orphans: readonly Orphan[] } {
    this.#orphanBefore(to + 1);
    const notes = { faults: this.#faults, orphans: this.#orphans };
    this.#faults = [];
    this.#orphans = [];
    return notes;
  }

  #take(sequence: number): NonNullable<Beside[Name]> | undefined {
    const head = this.#lines.head();
    if (head?.sequence !== sequence) return undefined;
    if (!(head instanceof PathLines)) {
      this.#lines.drop();
      return head;
    }
    this.#dropFrom(head, 1);
    return head.line(0) as NonNullable<Beside[Name]>;
  }

  #orphanBefore(sequence: number): void {
    for (;;) {
      const head = this.#lines.head();
      if (head === undefined || head.sequence >= sequence) return;
      if (!(head instanceof PathLines)) {
        this.#lines.drop();
        this.#orphans.push({ of: this.name, where: head.where });
        continue;
      }
      const lines = Math.min(head.lines, sequence - head.sequence);
      for (let index = 0; index < lines; index += 1)
        this.#orphans.push({ of: this.name, where: head.where(index) });
      this.#dropFrom(head, lines);
    }
  }

  /** Takes the first lines of what is at hand. */
  #dropFrom(head: PathLines, lines: number): void {
    if (head.lines === lines) this.#lines.drop();
    else this.#lines.split([head.part(lines, head.lines - lines)] as SideItem<Name>[]);
  }
}

export type AnySide = { [Name in keyof Beside]: Side<Name> }[keyof Beside];
