// The leaves of a bundle as one stream (docs/SPEC.md §14 step 6): records and stubs merged in ascending sequence, each with its
// path, signature and disclosures, in batches. A batch is a range of sequences of which every line is in memory: what no leaf
// in it has, no leaf has. One block of lines of each entry is held, whatever the entries hold.

import { type Finding, finding } from '../base/errors.js';
import { Ascending, type LineKind, outOfOrder } from './ascending.js';
import { HashReader } from './hashes.js';
import { PATHS } from './layout.js';
import { type Beside, type Leaf, RecordLeaf, StubLeaf } from './leaf.js';
import type { LineBlock } from './lines.js';
import { parseRecord } from './record.js';
import { type AnySide, type Orphan, Side } from './side.js';
import { DISCLOSURE_LINES, PATH_LINES, SIGNATURE_LINES } from './side-lines.js';
import { parseStub } from './stub.js';

export interface LeafBatch {
  /** In ascending sequence. None after a line of records.jsonl or stubs.jsonl that cannot be used. */
  readonly leaves: readonly Leaf[];
  /** Where the records among them stand, one after the other: lines `from` up to but not `to` of a block. */
  readonly records:
    | { readonly block: LineBlock; readonly from: number; readonly to: number }
    | undefined;
  /** About lines of records.jsonl and stubs.jsonl. */
  readonly findings: readonly Finding[];
  /** About lines of the entries beside them. */
  readonly faults: readonly Finding[];
  /** Lines of those entries whose sequence no leaf has, as far as the leaves are known. */
  readonly orphans: readonly Orphan[];
}

export interface LeafOptions {
  /** Content of an entry; undefined for one that is not there or is not asked for. */
  readonly open: (path: string) => AsyncIterable<Uint8Array> | undefined;
  /** Hashes of proof/batch.bin that one leaf may take: so many for each, and one more, are in memory with a batch. */
  readonly hashesPerLeaf?: number;
  /** Most lines of an entry in memory. */
  readonly blockLines?: number;
}

/** Which entry has a line that cannot be used: no leaf after it is told of. */
export type Stop = 'records/form' | 'stubs/form';

const RECORD_LINES: LineKind<RecordLeaf> = {
  read: (line) => {
    const { record, findings } = parseRecord(line);
    if (record === undefined) return { findings };
    return { item: new RecordLeaf(line, record.sequence, record.recordHash, record), findings };
  },
  outOfOrder: ({ where, sequence }, last) =>
    outOfOrder('RECORD_OUT_OF_ORDER', where, sequence, last),
};

const STUB_LINES: LineKind<StubLeaf> = {
  read: (line) => {
    const { stub, findings } = parseStub(line);
    return stub === undefined ? { findings } : { item: new StubLeaf(stub), findings };
  },
  outOfOrder: ({ where, sequence }, last) => outOfOrder('STUB_OUT_OF_ORDER', where, sequence, last),
};

export class LeafStream {
  readonly #records: Ascending<RecordLeaf>;
  readonly #stubs: Ascending<StubLeaf>;
  readonly #sides: readonly AnySide[];
  readonly #hashesPerLeaf: number;
  #findings: Finding[] = [];
  /** Set at the first line that cannot be used. */
  stop: Stop | undefined;
  /** Of proof/batch.bin, if it was opened. */
  readonly hashes: HashReader | undefined;

  constructor({ open, hashesPerLeaf = 0, blockLines }: LeafOptions) {
    const passed =
      (stop: Stop) =>
      (findings: readonly Finding[], isUsable: boolean): void => {
        this.#findings.push(...findings);
        if (!isUsable) this.stop ??= stop;
      };
    this.#records = new Ascending(
      open(PATHS.records),
      RECORD_LINES,
      passed('records/form'),
      blockLines,
    );
    this.#stubs = new Ascending(open(PATHS.stubs), STUB_LINES, passed('stubs/form'), blockLines);
    const side = <Name extends keyof Beside>(
      name: Name,
      path: string,
      kind: LineKind<NonNullable<Beside[Name]>>,
    ): Side<Name>[] => {
      const chunks = open(path);
      return chunks === undefined ? [] : [new Side(name, chunks, kind, blockLines)];
    };
    this.#sides = [
      ...side('path', PATHS.paths, PATH_LINES),
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
        const batch = this.#batch(to);
        await this.hashes?.fill((batch.leaves.length + 1) * this.#hashesPerLeaf + 1);
        isTaken = false;
        yield batch;
        isTaken = true;
      }
    } finally {
      if (!isTaken)
        for (const lines of [...all, ...(this.hashes ? [this.hashes] : [])]) await lines.close();
    }
  }

  /** The leaves up to a sequence that everything in memory reaches. */
  #batch(to: number): LeafBatch {
    const leaves: Leaf[] = [];
    let records: LeafBatch['records'];
    for (;;) {
      const leaf = this.#next(to);
      if (leaf === undefined) break;
      // Later lines are examined for their form only: a check that concludes from what is absent would accuse the wrong line.
      if (this.stop !== undefined) continue;
      for (const side of this.#sides)
        if (leaf.stub === undefined || side.name === 'path') side.attach(leaf);
      leaves.push(leaf);
      const block = this.#records.block;
      if (leaf.stub !== undefined || block === undefined) continue;
      const at = leaf.line.number - block.first;
      records = { block, from: records?.from ?? at, to: at + 1 };
    }
    const notes = this.#sides.map((side) => side.end(to));
    const findings = this.#findings;
    this.#findings = [];
    return {
      leaves,
      records,
      findings,
      faults: notes.flatMap(({ faults }) => faults),
      orphans: notes.flatMap(({ orphans }) => orphans),
    };
  }

  #next(to: number): RecordLeaf | StubLeaf | undefined {
    // One after the other: of two lines that cannot be used, the one that a reader of whole entries comes to first stops.
    if (this.#records.isEmpty || this.#stubs.isEmpty) return undefined;
    const record = this.#records.head();
    const stub = this.#stubs.head();
    if (record !== undefined && record.sequence === stub?.sequence) {
      if (record.sequence > to) return undefined;
      this.#findings.push(finding('STUB_IS_RECORD', stub.where));
      this.#stubs.drop();
    }
    const isRecord =
      stub === undefined || (record !== undefined && record.sequence <= stub.sequence);
    const leaf = isRecord ? record : stub;
    if (leaf === undefined || leaf.sequence > to) return undefined;
    (isRecord ? this.#records : this.#stubs).drop();
    return leaf;
  }
}
