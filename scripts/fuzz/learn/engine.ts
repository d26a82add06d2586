// The loop that learns: an input that reaches a branch no input reached, or reaches one in another order of magnitude, is kept and changed
// further. An execution follows from the seed, its number and what was kept before it, so a run from the seeds alone is the same everywhere.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../random.js';
import { havoc } from './havoc.js';
import type { Target } from './target.js';
import { beginWork, COUNTED, endWork, type Work } from './work.js';

export interface Found {
  readonly target: string;
  readonly what: string;
  readonly input: Uint8Array;
}

/** An honest input of the same size times this, and a start that anything may cost. */
const TIMES = 4;
const START: Work = { turns: 20_000, bytes: 100_000, hashes: 500, checks: 16 };
const KINDS = ['turns', 'bytes', 'hashes', 'checks'] as const;

export class Fuzzer {
  readonly target: Target;
  readonly #seed: string;
  readonly #words: number;
  /** Orders of magnitude that each branch was reached in, as bits. */
  readonly reached: Uint8Array;
  readonly kept: Uint8Array[] = [];
  executions = 0;
  /** Of honest inputs: work for each byte, at the most. */
  readonly #honest: Record<keyof Work, number> = { turns: 0, bytes: 0, hashes: 0, checks: 0 };
  /** The dearest input so far, as times an honest one. */
  worst = 0;

  constructor(target: Target, seed: string, branches: number) {
    this.target = target;
    this.#seed = seed;
    this.#words = branches;
    this.reached = new Uint8Array(branches);
  }

  /** Runs the seeds, which say what an honest input costs, and then what an earlier run kept, the smallest first. */
  async begin(corpus: string | undefined): Promise<Found[]> {
    const found: Found[] = [];
    for (const input of this.target.seeds()) {
      const result = await this.#run(input, Number.POSITIVE_INFINITY);
      const size = this.#size(input);
      for (const kind of KINDS)
        this.#honest[kind] = Math.max(this.#honest[kind], result.work[kind] / size);
      if (result.what !== undefined) found.push(this.#found(input, result.what));
      if (this.#learn()) this.kept.push(input);
    }
    if (this.kept.length === 0) this.kept.push(new Uint8Array(0));
    if (corpus === undefined) return found;
    const folder = join(corpus, this.target.name);
    mkdirSync(folder, { recursive: true });
    const files = readdirSync(folder).map((name) => ({
      name,
      input: readFileSync(join(folder, name)),
    }));
    files.sort((a, b) => a.input.length - b.input.length || (a.name < b.name ? -1 : 1));
    for (const { name, input } of files) {
      const what = await this.#try(input);
      if (what !== undefined) found.push(this.#found(input, what));
      // What adds nothing to smaller ones is forgotten: so the corpus stays small.
      if (this.#learn()) this.kept.push(input);
      else rmSync(join(folder, name));
    }
    return found;
  }

  /** One execution; says what it found. */
  async step(corpus: string | undefined): Promise<Found | undefined> {
    const random = new Random(`${this.#seed}/${this.target.name}/${this.executions}`);
    this.executions += 1;
    // The latest half as often as all: what is new has not been changed much.
    const half = this.kept.length >> 1;
    const from = random.chance(1, 2) ? half : 0;
    const parent = this.kept[from + random.below(this.kept.length - from)] ?? new Uint8Array(0);
    const other = random.pick(this.kept) ?? parent;
    const mutate = this.target.mutate ?? havoc;
    const input = mutate(random, parent, other);
    const what = await this.#try(input);
    if (what !== undefined) return this.#found(input, what);
    if (this.#learn()) {
      this.kept.push(input);
      if (corpus !== undefined) {
        const name = createHash('sha256').update(input).digest('hex').slice(0, 24);
        writeFileSync(join(corpus, this.target.name, name), input);
      }
    }
    return undefined;
  }

  /** Runs an input under the bound of an honest one of its size. */
  async #try(input: Uint8Array): Promise<string | undefined> {
    const size = this.#size(input);
    const most = (kind: keyof Work): number => START[kind] + TIMES * this.#honest[kind] * size;
    const { what, work } = await this.#run(input, most('turns'));
    if (what !== undefined) return what;
    for (const kind of KINDS) {
      const honest = START[kind] + this.#honest[kind] * size;
      this.worst = Math.max(this.worst, work[kind] / honest);
      if (work[kind] > most(kind))
        return `costs ${work[kind]} ${kind} for ${size} bytes: an honest input has ${Math.round(honest)}`;
    }
    return undefined;
  }

  async #run(
    input: Uint8Array,
    turns: number,
  ): Promise<{ readonly what: string | undefined; readonly work: Work }> {
    const random = new Random(`${this.#seed}/${this.target.name}/run/${this.executions}`);
    beginWork(turns);
    let what: string | undefined;
    try {
      what = await this.target.run(input, random);
    } catch (error) {
      what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    return { what, work: endWork() };
  }

  #size(input: Uint8Array): number {
    return (this.target.size?.(input) ?? input.length) + 64;
  }

  #found(input: Uint8Array, what: string): Found {
    return { target: this.target.name, what, input };
  }

  /** True if the last execution reached something new. */
  #learn(): boolean {
    const { counters } = COUNTED;
    let isNew = false;
    for (let at = 0; at < this.#words; at += 1) {
      const count = counters[at] ?? 0;
      if (count === 0) continue;
      // 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more.
      const magnitude =
        count < 4 ? count - 1 : Math.min(7, 29 - Math.clz32(count) + 2 - (count >= 64 ? 1 : 0));
      const bit = 1 << magnitude;
      if (((this.reached[at] ?? 0) & bit) !== 0) continue;
      this.reached[at] = (this.reached[at] ?? 0) | bit;
      isNew = true;
    }
    return isNew;
  }
}
