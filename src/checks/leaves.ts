// The pass over the leaves (docs/SPEC.md §14 steps on records): records.jsonl and stubs.jsonl are read side by side, merged
// in ascending sequence, and shown to every check that follows them. Memory does not grow with the bundle.

import { finding } from '../base/errors.js';
import { FORMAT, UNUSABLE_LINES } from '../base/limits.js';
import { PATHS } from '../bundle/layout.js';
import { LineReader } from '../bundle/lines.js';
import type { Manifest } from '../bundle/manifest.js';
import { type LedgerRecord, parseRecord } from '../bundle/record.js';
import { parseStub, type Stub } from '../bundle/stub.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';
import type { LeafObserver } from './leaf.js';

/** A stream of items in ascending sequence, one of which may be looked at before it is taken. */
class Ascending<T extends { readonly sequence: number }> {
  readonly #lines: LineReader;
  readonly #parse: (line: NonNullable<ReturnType<LineReader['poll']>>) => T | undefined;
  #head: T | undefined;
  #unusable = 0;

  constructor(
    lines: LineReader,
    parse: (line: NonNullable<ReturnType<LineReader['poll']>>) => T | undefined,
  ) {
    this.#lines = lines;
    this.#parse = parse;
  }

  /** The next item if it is in memory. */
  poll(): T | undefined {
    while (this.#head === undefined) {
      const line = this.#lines.poll();
      if (line === undefined) return undefined;
      this.#head = this.#parse(line);
      if (this.#head === undefined) this.#unusable += 1;
      if (this.#unusable >= UNUSABLE_LINES) this.#lines.skim();
    }
    return this.#head;
  }

  get ended(): boolean {
    return this.#head === undefined && this.#lines.ended;
  }

  /** Lines so far, those of no use included. */
  get lines(): number {
    return this.#lines.number;
  }

  fill(): Promise<boolean> {
    return this.#lines.fill();
  }

  drop(): void {
    this.#head = undefined;
  }
}

/** What the pass found. `complete` is false if a line could not be used: then no check may conclude from absence. */
export interface LeafPass {
  readonly complete: boolean;
}

/**
 * Reads all leaves. After a line that cannot be used, later lines are examined for their form only and the observers see no
 * more leaves: a check that concludes from what is absent would accuse the wrong line.
 */
export async function passOverLeaves(
  recorder: Findings,
  entries: Entries,
  manifest: Manifest,
  observers: readonly LeafObserver[],
): Promise<LeafPass> {
  // Which check stopped the pass, and with it every check that needs all leaves.
  let stop: 'records/form' | 'stubs/form' | 'archive/content' | undefined;
  let lastRecord = -1;
  let lastStub = -1;

  const recordStream = new Ascending<LedgerRecord>(reader(entries, PATHS.records), (line) => {
    recorder.examined('records/form');
    const { record, findings } = parseRecord(line);
    for (const found of findings) recorder.report(found);
    if (record === undefined) {
      stop ??= 'records/form';
      return undefined;
    }
    if (record.sequence <= lastRecord) {
      recorder.report(outOfOrder('RECORD_OUT_OF_ORDER', record, lastRecord));
      stop ??= 'records/form';
      return undefined;
    }
    lastRecord = record.sequence;
    return record;
  });
  const stubStream = new Ascending<Stub>(reader(entries, PATHS.stubs), (line) => {
    recorder.examined('stubs/form');
    const { stub, findings } = parseStub(line);
    for (const found of findings) recorder.report(found);
    if (stub === undefined) {
      stop ??= 'stubs/form';
      return undefined;
    }
    if (stub.sequence <= lastStub) {
      recorder.report(outOfOrder('STUB_OUT_OF_ORDER', stub, lastStub));
      stop ??= 'stubs/form';
      return undefined;
    }
    lastStub = stub.sequence;
    return stub;
  });

  for (;;) {
    const record = recordStream.poll();
    if (record === undefined && !recordStream.ended) {
      await recordStream.fill();
      continue;
    }
    const stub = stubStream.poll();
    if (stub === undefined && !stubStream.ended) {
      await stubStream.fill();
      continue;
    }
    if (record === undefined && stub === undefined) break;
    const isRecord =
      stub === undefined || (record !== undefined && record.sequence <= stub.sequence);
    if (record !== undefined && stub !== undefined && record.sequence === stub.sequence) {
      recorder.report(
        finding('STUB_IS_RECORD', stub.where, 'this sequence is also shown as a record'),
      );
      stubStream.drop();
    }
    (isRecord ? recordStream : stubStream).drop();
    if (stop !== undefined) continue;
    for (const observer of observers) {
      const waiting = isRecord
        ? record !== undefined &&
          observer.onLeaf({
            sequence: record.sequence,
            recordHash: record.recordHash,
            where: record.where,
            record,
          })
        : stub !== undefined &&
          observer.onLeaf({
            sequence: stub.sequence,
            recordHash: stub.recordHash,
            where: stub.where,
            stub,
          });
      if (waiting instanceof Promise) await waiting;
    }
  }
  const [records, stubs] = [recordStream.lines, stubStream.lines];
  if (entries.isBroken(PATHS.records) || entries.isBroken(PATHS.stubs)) stop ??= 'archive/content';
  if (stop === undefined) for (const observer of observers) await observer.finish();
  else recorder.stop(stop, stop);
  if (stop !== 'archive/content') checkCounts(recorder, manifest, records, stubs);
  return { complete: stop === undefined };
}

function reader(entries: Entries, path: string): LineReader {
  return new LineReader(entries.has(path) ? entries.open(path) : empty(), FORMAT.lineBytes);
}

async function* empty(): AsyncGenerator<Uint8Array, void, undefined> {}

function outOfOrder(
  code: 'RECORD_OUT_OF_ORDER' | 'STUB_OUT_OF_ORDER',
  item: LedgerRecord | Stub,
  last: number,
) {
  return finding(code, item.where, 'the sequences do not ascend', {
    expected: `more than ${last}`,
    actual: String(item.sequence),
  });
}

/** §3.5: the manifest counts lines, so that one that is lost or added shows even where no proof would miss it. */
function checkCounts(recorder: Findings, manifest: Manifest, records: number, stubs: number): void {
  recorder.examined('manifest/counts', 2);
  for (const [name, expected, actual] of [
    ['records', manifest.counts.records, records],
    ['stubs', manifest.counts.stubs, stubs],
  ] as const) {
    if (expected === actual) continue;
    recorder.report(
      finding(
        'COUNT_MISMATCH',
        { entry: PATHS.manifest, pointer: `/counts/${name}` },
        `the bundle holds another number of ${name} than the manifest counts`,
        {
          expected: String(expected),
          actual: String(actual),
        },
      ),
    );
  }
}
