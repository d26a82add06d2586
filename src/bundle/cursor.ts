// A `.jsonl` entry whose lines carry ascending sequences, read side by side with the leaves (docs/SPEC.md §14): it is asked
// for one sequence after the other and never holds more than the line at hand.

import { EvidenceError, type Finding, finding, type Location } from '../base/errors.js';
import type { JsonObject } from '../base/json.js';
import { UNUSABLE_LINES } from '../base/limits.js';
import type { SchemaName } from '../base/schema.js';
import type { FindingCode } from '../catalogue/codes.js';
import { type DocumentFault, parseLine } from './document.js';
import type { LineReader } from './lines.js';

/** A parsed line with the place it came from. */
export interface Item<T> {
  readonly sequence: number;
  readonly value: T;
  readonly where: Location;
}

export interface CursorOptions<T> {
  readonly entry: string;
  readonly schema: SchemaName;
  /** The code of a line that is malformed or out of order. */
  readonly invalid: FindingCode;
  /** Turns the checked object into a typed value; may throw EvidenceError. */
  readonly parse: (value: JsonObject, where: Location) => T;
  readonly report: (finding: Finding) => void;
  /** Called for each item whose sequence no leaf has. */
  readonly orphan: (item: Item<T>) => void;
}

export class Cursor<T> {
  readonly #lines: LineReader;
  readonly #options: CursorOptions<T>;
  #head: Item<T> | undefined;
  #last = -1;
  #unusable = 0;

  constructor(lines: LineReader, options: CursorOptions<T>) {
    this.#lines = lines;
    this.#options = options;
  }

  /** True after a line that could not be used: what is missing from then on proves nothing. */
  get broken(): boolean {
    return this.#unusable > 0;
  }

  /**
   * The item of this sequence, or undefined if there is none. Sequences must be asked for in ascending order.
   * Waits only when the next line is not in memory yet.
   */
  seek(sequence: number): Item<T> | undefined | Promise<Item<T> | undefined> {
    for (;;) {
      const head = this.#poll();
      if (head === undefined) return this.#lines.ended ? undefined : this.#seekLater(sequence);
      if (head.sequence > sequence) return undefined;
      this.#head = undefined;
      if (head.sequence === sequence) return head;
      this.#options.orphan(head);
    }
  }

  /** Reads what is left; every item there is an orphan. */
  async finish(): Promise<void> {
    for (;;) {
      const head = this.#poll();
      if (head !== undefined) {
        this.#head = undefined;
        this.#options.orphan(head);
      } else if (!(await this.#lines.fill()) && this.#lines.ended) return;
    }
  }

  async #seekLater(sequence: number): Promise<Item<T> | undefined> {
    await this.#lines.fill();
    return await this.seek(sequence);
  }

  #poll(): Item<T> | undefined {
    while (this.#head === undefined) {
      const line = this.#lines.poll();
      if (line === undefined) return undefined;
      const where: Location = { entry: this.#options.entry, line: line.number };
      const { value, fault } = parseLine(line, this.#options.schema);
      if (fault !== undefined) this.#options.report(this.#fault(fault, where));
      if (value === undefined) {
        this.#skip();
        continue;
      }
      const sequence = Number(value['sequence']);
      if (sequence <= this.#last) {
        this.#skip();
        this.#options.report(
          finding(this.#options.invalid, { ...where, sequence }, 'the sequences do not ascend', {
            expected: `more than ${this.#last}`,
            actual: String(sequence),
          }),
        );
        continue;
      }
      this.#last = sequence;
      this.#head = this.#parse(value, { ...where, sequence }, sequence);
    }
    return this.#head;
  }

  #parse(value: JsonObject, where: Location, sequence: number): Item<T> | undefined {
    try {
      return { sequence, value: this.#options.parse(value, where), where };
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      for (const found of error.findings) this.#options.report(found);
      this.#skip();
      return undefined;
    }
  }

  #skip(): void {
    this.#unusable += 1;
    if (this.#unusable >= UNUSABLE_LINES) this.#lines.skim();
  }

  #fault({ message, pointer, expected, actual }: DocumentFault, where: Location): Finding {
    return finding(
      this.#options.invalid,
      pointer === undefined ? where : { ...where, pointer },
      message,
      {
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
      },
    );
  }
}
