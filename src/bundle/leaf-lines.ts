// How the lines of records.jsonl and stubs.jsonl become leaves, and those of proof/paths.jsonl what is beside them.

import { type LineKind, outOfOrder, type Several } from './ascending.js';
import { RecordLeaf, RunLeaf, StubLeaf } from './leaf.js';
import type { LineBlock } from './lines.js';
import { PathLines } from './path-lines.js';
import { parseRecord } from './record.js';
import type { PathRun, Run, RunFinder } from './run.js';
import type { SideItem } from './side.js';
import { PATH_LINES } from './side-lines.js';
import { parseStub } from './stub.js';

const RECORD_LINES: LineKind<RecordLeaf | RunLeaf> = {
  read: (line) => {
    const { record, findings } = parseRecord(line);
    if (record === undefined) return { findings };
    return { item: new RecordLeaf(line, record.sequence, record.recordHash, record), findings };
  },
  outOfOrder: (item, last) =>
    outOfOrder(
      'RECORD_OUT_OF_ORDER',
      item instanceof RunLeaf ? {} : item.where,
      item.sequence,
      last,
    ),
};

/** Lines of records.jsonl, runs among them where something finds them. */
export function recordLines(runs: RunFinder | undefined): LineKind<RecordLeaf | RunLeaf> {
  if (runs === undefined) return RECORD_LINES;
  const several = severalOf(
    (block) => runs.find(block),
    (run: Run, block) => new RunLeaf(run, block),
  );
  return { ...RECORD_LINES, ahead: runs.ahead, several };
}

/** Lines of proof/paths.jsonl, the same. */
export function pathLines(runs: RunFinder | undefined): LineKind<SideItem<'path'>> {
  const { read, outOfOrder: isOut } = PATH_LINES;
  const outOfOrderOf = (item: SideItem<'path'>, last: number) =>
    isOut(item instanceof PathLines ? item.line(0) : item, last);
  if (runs === undefined) return { read, outOfOrder: outOfOrderOf };
  const several = severalOf(
    (block) => runs.findPaths(block),
    (run: PathRun, block) => new PathLines(run, block),
  );
  return { read, outOfOrder: outOfOrderOf, ahead: runs.ahead, several };
}

/** Turns what a finder finds in a block into items. Of a block with a fault it is not asked. */
function severalOf<R extends Run | PathRun, T extends RunLeaf | PathLines>(
  find: (block: LineBlock) => Promise<readonly R[]> | readonly R[],
  item: (run: R, block: LineBlock) => T,
) {
  const itemsOf = (found: readonly R[], block: LineBlock): readonly Several<T>[] =>
    found.map((run) => {
      const made = item(run, block);
      return { item: made, at: run.at, lines: run.lines, last: made.last };
    });
  return (block: LineBlock) => {
    if (block.fault !== undefined) return [];
    const found = find(block);
    return found instanceof Promise
      ? found.then((later) => itemsOf(later, block))
      : itemsOf(found, block);
  };
}

export const STUB_LINES: LineKind<StubLeaf> = {
  read: (line) => {
    const { stub, findings } = parseStub(line);
    return stub === undefined ? { findings } : { item: new StubLeaf(stub), findings };
  },
  outOfOrder: ({ where, sequence }, last) => outOfOrder('STUB_OUT_OF_ORDER', where, sequence, last),
};
