// A `.jsonl` entry whose lines carry ascending sequences, read side by side with others (docs/SPEC.md §14): the items of one
// block of lines are in memory, and it is known up to which sequence none is missing.

import { EvidenceError, type Finding, finding, type Location } from '../base/errors.js';
import { FORMAT, UNUSABLE_LINES } from '../base/limits.js';
import type { DocumentOf } from '../base/schema.js';
import type { TellingCode } from '../catalogue/codes.js';
import { findingOf, parseLine } from './document.js';
import { type Line, type LineBlock, LineBlocks, lineCount, lineOf } from './lines.js';

/** What a line says, and what is wrong with it; without an item the line cannot be used. */
export interface Reading<T> {
  readonly item?: T;
  readonly findings: readonly Finding[];
}

/** An item that stands for several lines of a block. */
export interface Several<T> {
  readonly item: T;
  /** Index of its first line in the block, number of lines, and the last sequence. */
  readonly at: number;
  readonly lines: number;
  readonly last: number;
}

/** How the lines of one entry are read. */
export interface LineKind<T> {
  readonly read: (line: Line) => Reading<T>;
  outOfOrder(item: T, last: number): Finding;
  /** Lines of a block that need no reading one by one, ascending; everything else is read. */
  readonly several?: (block: LineBlock) => Promise<readonly Several<T>[]> | readonly Several<T>[];
  /** Blocks to ask `several` of before the first of them is needed. */
  readonly ahead?: number;
}

/** Told of every line that is passed with findings, in the order of the entry. */
export type Passed = (findings: readonly Finding[], isUsable: boolean) => void;

/** How much of an entry is in memory. */
export interface HeldLines {
  /** Most lines at once. */
  readonly blockLines?: number | undefined;
  /** Told of each chunk that nobody needs any more. */
  readonly release?: Release | undefined;
}

type Release = (chunk: Uint8Array) => void;

export class Ascending<T extends { readonly sequence: number }> {
  readonly #blocks: LineBlocks | undefined;
  readonly #kind: LineKind<T>;
  readonly #passed: Passed;
  readonly #release: Release | undefined;
  /** The block whose lines are at hand. */
  #block: LineBlock | undefined;
  #readings: readonly Reading<T>[] = [];
  #at = 0;
  #head: T | undefined;
  #last = -1;
  #unusable = 0;
  #ended = false;
  /** Blocks whose lines are not items yet, with what is known of several lines at once. */
  readonly #waiting: {
    readonly block: LineBlock;
    readonly several: ReturnType<NonNullable<LineKind<T>['several']>> | undefined;
  }[] = [];
  /** Lines that were examined. */
  examined = 0;

  /** @param chunks the content of the entry; undefined if there is none */
  constructor(
    chunks: AsyncIterable<Uint8Array> | undefined,
    kind: LineKind<T>,
    passed: Passed,
    { blockLines, release }: HeldLines = {},
  ) {
    if (chunks !== undefined) this.#blocks = new LineBlocks(chunks, FORMAT.lineBytes, blockLines);
    this.#kind = kind;
    this.#passed = passed;
    this.#release = release;
  }

  /** Every item up to this sequence has been read into memory. */
  get reach(): number {
    return this.#ended ? Number.POSITIVE_INFINITY : this.#last;
  }

  /** True if no item is left in memory and more may come. */
  get isEmpty(): boolean {
    return this.head() === undefined && !this.#ended;
  }

  /** Lines so far, those of no use included. */
  get lines(): number {
    return this.#blocks?.count ?? 0;
  }

  /** The next item in memory, without taking it. */
  head(): T | undefined {
    while (this.#head === undefined && this.#at < this.#readings.length) {
      const reading = this.#readings[this.#at];
      this.#at += 1;
      this.#head = reading?.item;
      if (reading !== undefined && reading.findings.length > 0)
        this.#passed(reading.findings, this.#head !== undefined);
    }
    return this.#head;
  }

  drop(): void {
    this.#head = undefined;
  }

  /** Puts items in the place of the next one. */
  split(items: readonly T[]): void {
    this.#head = undefined;
    const rest = this.#readings.slice(this.#at);
    this.#readings = [...items.map((item) => ({ item, findings: [] })), ...rest];
    this.#at = 0;
  }

  /** Reads on, if no item is left in memory. */
  async fill(): Promise<void> {
    while (this.isEmpty) {
      while (this.#waiting.length <= (this.#kind.ahead ?? 0)) {
        const block = await this.#blocks?.next();
        if (block === undefined) break;
        this.#waiting.push({ block, several: this.#kind.several?.(block) });
      }
      for (const chunk of this.#block?.spent ?? []) this.#release?.(chunk);
      const next = this.#waiting.shift();
      this.#block = next?.block;
      this.#ended = next === undefined;
      this.#readings = next === undefined ? [] : this.#readBlock(next.block, await next.several);
      this.#at = 0;
    }
  }

  /** Lets go of the entry before its end. */
  async close(): Promise<void> {
    await this.#blocks?.close();
  }

  #readBlock(block: LineBlock, several: readonly Several<T>[] = []): Reading<T>[] {
    const readings: Reading<T>[] = [];
    let next = 0;
    for (let at = 0; at < lineCount(block) && this.#blocks?.skims === false; ) {
      while ((several[next]?.at ?? at) < at) next += 1;
      const found = several[next];
      if (found?.at === at && found.item.sequence > this.#last) {
        this.examined += found.lines;
        this.#last = found.last;
        readings.push({ item: found.item, findings: [] });
        at += found.lines;
      } else {
        readings.push(this.#read(lineOf(block, at)));
        at += 1;
      }
    }
    return readings;
  }

  #read(line: Line): Reading<T> {
    this.examined += 1;
    const reading = this.#kind.read(line);
    const { item, findings } = reading;
    if (item !== undefined && item.sequence > this.#last) {
      this.#last = item.sequence;
      return reading;
    }
    this.#unusable += 1;
    if (this.#unusable >= UNUSABLE_LINES) this.#blocks?.skim();
    if (item === undefined) return reading;
    return { findings: [...findings, this.#kind.outOfOrder(item, this.#last)] };
  }
}

/** A line beside the leaves, with the place it came from. */
export interface SideLine<T> {
  readonly sequence: number;
  readonly value: T;
  readonly where: Location;
}

/** Schemas of lines that are about a leaf, which their `sequence` names. */
type SideSchema = 'path' | 'record-signature' | 'disclosure';

/**
 * How the lines of an entry beside the leaves are read: all findings have one code.
 * @param parse turns the checked object into a typed value; may throw EvidenceError
 */
export function sideLines<T, Name extends SideSchema>(
  entry: string,
  schema: Name,
  code: TellingCode,
  parse: (value: DocumentOf<Name>, where: Location) => T,
): LineKind<SideLine<T>> {
  return {
    read: (line) => {
      const place: Location = { entry, line: line.number };
      const { value, fault } = parseLine(line, schema);
      const findings = fault === undefined ? [] : [findingOf(code, place, fault)];
      if (value === undefined) return { findings };
      const { sequence } = value as DocumentOf<SideSchema>;
      const where = { ...place, sequence };
      try {
        return { item: { sequence, value: parse(value, where), where }, findings };
      } catch (error) {
        if (!(error instanceof EvidenceError)) throw error;
        return { findings: [...findings, ...error.findings] };
      }
    },
    outOfOrder: ({ where, sequence }, last) => outOfOrder(code, where, sequence, last),
  };
}

export function outOfOrder(
  code: TellingCode,
  where: Location,
  sequence: number,
  last: number,
): Finding {
  return finding(code, where, 'the sequences do not ascend', {
    expected: `more than ${last}`,
    actual: String(sequence),
  });
}
