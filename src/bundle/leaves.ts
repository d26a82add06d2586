// The leaves of a bundle as one stream (docs/SPEC.md §14 step 6): records and stubs merged in ascending sequence, each with its
// path, signature and disclosures, in batches. A batch is a range of sequences of which every line is in memory: what no leaf
// in it has, no leaf has. One block of lines of each entry is held, whatever the entries hold.

import { type Finding, finding } from '../base/errors.js';
import { Ascending, type HeldLines, type LineKind } from './ascending.js';
import { HashReader } from './hashes.js';
import { PATHS } from './layout.js';
import { type Beside, type Leaf, type RecordLeaf, RunLeaf, type StubLeaf } from './leaf.js';
import { type LeafBatch, type Notes, RunBatch } from './leaf-batch.js';
import { pathLines, recordLines, STUB_LINES } from './leaf-lines.js';
import type { PathLines } from './path-lines.js';
import type { RunFinder } from './run.js';
import { type AnySide, Side, type SideItem } from './side.js';
import { DISCLOSURE_LINES, SIGNATURE_LINES } from './side-lines.js';

export interface LeafOptions extends HeldLines {
  /** Content of an entry; undefined for one that is not there or is not asked for. */
  readonly open: (path: string) => AsyncIterable<Uint8Array> | undefined;
  /** Without one every line is read by itself. */
  readonly runs?: RunFinder | undefined;
  /** Hashes of proof/batch.bin that one leaf may take: so many for each, and one more, are in memory with a batch. */
  readonly hashesPerLeaf?: number;
}

/** Which entry has a line that cannot be used: no leaf after it is told of. */
export type Stop = 'records/form' | 'stubs/form';

/** A shorter part of a run is handed on leaf by leaf. */
const SHORTEST = 8;

export class LeafStream {
  readonly #records: Ascending<RecordLeaf | RunLeaf>;
  readonly #stubs: Ascending<StubLeaf>;
  readonly #sides: readonly AnySide[];
  readonly #hashesPerLeaf: number;
  #findings: Finding[] = [];
  /** Set at the first line that cannot be used. */
  stop: Stop | undefined;
  /** Of proof/batch.bin, if it was opened. */
  readonly hashes: HashReader | undefined;

  constructor({ open, runs, hashesPerLeaf = 0, ...held }: LeafOptions) {
    const passed =
      (stop: Stop) =>
      (findings: readonly Finding[], isUsable: boolean): void => {
        this.#findings.push(...findings);
        if (!isUsable) this.stop ??= stop;
      };
    this.#records = new Ascending(
      open(PATHS.records),
      recordLines(runs),
      passed('records/form'),
      held,
    );
    this.#stubs = new Ascending(open(PATHS.stubs), STUB_LINES, passed('stubs/form'), held);
    const side = <Name extends keyof Beside>(
      name: Name,
      path: string,
      kind: LineKind<SideItem<Name>>,
    ): Side<Name>[] => {
      const chunks = open(path);
      return chunks === undefined ? [] : [new Side(name, chunks, kind, held)];
    };
    this.#sides = [
      ...side('path', PATHS.paths, pathLines(runs)),
      ...side('signature', PATHS.signatures, SIGNATURE_LINES),
      ...side('disclosures', PATHS.disclosures, DISCLOSURE_LINES),
    ];
    const batch = open(PATHS.batch);
    if (batch !== undefined) this.hashes = new HashReader(batch);
    this.#hashesPerLeaf = hashesPerLeaf;
  }

  /** Lines of records.jsonl and stubs.jsonl so far: examined, and in all. */
  get lines(): Readonly<Record<'records' | 'stubs', { examined: number; count: number }>> {
    return {
      records: { examined: this.#records.examined, count: this.#records.lines },
      stubs: { examined: this.#stubs.examined, count: this.#stubs.lines },
    };
  }

  /** True if a line of that entry cannot be used: what is missing in it proves nothing. */
  isBroken(name: keyof Beside): boolean {
    return this.#sides.some((side) => side.name === name && side.isBroken);
  }

  /** All batches; at least one. May be read once; whoever stops early lets go of the entries. */
  async *batches(): AsyncGenerator<LeafBatch, void, undefined> {
    const all = [this.#records, this.#stubs, ...this.#sides];
    let to = -1;
    let isTaken = true;
    try {
      while (isTaken && to < Number.POSITIVE_INFINITY) {
        for (const lines of all) await lines.fill();
        to = Math.min(...all.map(({ reach }) => reach));
        do {
          const batch = this.#batch(to);
          const proofs = batch.run?.proofs ?? batch.leaves.length;
          await this.hashes?.fill((proofs + 1) * this.#hashesPerLeaf + 1);
          isTaken = false;
          yield batch;
          isTaken = true;
        } while (this.#hasNext(to));
      }
    } finally {
      if (!isTaken)
        for (const lines of [...all, ...(this.hashes ? [this.hashes] : [])]) await lines.close();
    }
  }

  /** A run, or else the leaves up to the next run, up to a sequence that everything in memory reaches. */
  #batch(to: number): LeafBatch {
    const run = this.stop === undefined ? this.#runAhead(to) : undefined;
    if (run !== undefined) return this.#takeRun(run);
    const leaves: Leaf[] = [];
    for (;;) {
      const ahead = this.#runAhead(to);
      if (ahead !== undefined && this.stop === undefined && leaves.length > 0)
        return { leaves, ...this.#notes(ahead.sequence - 1) };
      const leaf = this.#next(to);
      if (leaf === undefined) return { leaves, ...this.#notes(to) };
      // Later lines are examined for their form only: a check that concludes from what is absent would accuse the wrong line.
      if (this.stop !== undefined) continue;
      for (const side of this.#sides)
        if (leaf.stub === undefined || side.name === 'path') side.attach(leaf);
      leaves.push(leaf);
    }
  }

  /** What is to be said of the lines up to a sequence. */
  #notes(to: number): Notes {
    const notes = this.#sides.map((side) => side.end(to));
    const findings = this.#findings;
    this.#findings = [];
    const faults = notes.flatMap((note) => note.faults);
    const orphans = notes.flatMap((note) => note.orphans);
    return { findings, faults, orphans };
  }

  #hasNext(to: number): boolean {
    if (this.#records.isEmpty || this.#stubs.isEmpty) return false;
    const heads = [this.#records.head(), this.#stubs.head()];
    return heads.some((head) => head !== undefined && head.sequence <= to);
  }

  /** The run that comes next, or as much of it as has the same beside it: no stub is among its records, and no single line. */
  #runAhead(to: number): RunLeaf | undefined {
    if (this.#records.isEmpty || this.#stubs.isEmpty) return undefined;
    const run = this.#records.head();
    if (!(run instanceof RunLeaf)) return undefined;
    const from = run.sequence;
    let last = Math.min(
      run.last,
      to,
      (this.#stubs.head()?.sequence ?? Number.POSITIVE_INFINITY) - 1,
    );
    for (const side of this.#sides) if (last >= from) last = side.span(from, last);
    return last - from + 1 < SHORTEST ? undefined : run.part(0, last - from + 1);
  }

  #takeRun(run: RunLeaf): LeafBatch {
    this.#dropFrom(run.lines);
    let paths: PathLines | undefined;
    for (const side of this.#sides) paths = side.takeSpan(run.sequence, run.lines) ?? paths;
    return new RunBatch(run, paths, this.#notes(run.last));
  }

  /** Takes the first records of the run at hand. */
  #dropFrom(lines: number): void {
    const run = this.#records.head();
    if (!(run instanceof RunLeaf) || run.lines === lines) this.#records.drop();
    else this.#records.split([run.part(lines, run.lines - lines)]);
  }

  #next(to: number): RecordLeaf | StubLeaf | undefined {
    // One after the other: of two lines that cannot be used, the one that a reader of whole entries comes to first stops.
    if (this.#records.isEmpty || this.#stubs.isEmpty) return undefined;
    const record = this.#records.head();
    const stub = this.#stubs.head();
    if (Math.min(record?.sequence ?? to + 1, stub?.sequence ?? to + 1) > to) return undefined;
    if (stub !== undefined && (record === undefined || stub.sequence < record.sequence)) {
      this.#stubs.drop();
      return stub;
    }
    if (record !== undefined && record.sequence === stub?.sequence) {
      this.#findings.push(finding('STUB_IS_RECORD', stub.where));
      this.#stubs.drop();
    }
    this.#dropFrom(1);
    return record instanceof RunLeaf ? record.leaf(0) : record;
  }
}
