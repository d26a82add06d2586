// How the lines of records.jsonl and stubs.jsonl become leaves.

import { type LineKind, outOfOrder } from './ascending.js';
import { RecordLeaf, RunLeaf, StubLeaf } from './leaf.js';
import type { LineBlock } from './lines.js';
import { parseRecord } from './record.js';
import type { Run, RunFinder } from './run.js';
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
  const itemsOf = (found: readonly Run[], block: LineBlock) =>
    found.map((run) => {
      const item = new RunLeaf(run, block);
      return { item, at: run.at, lines: run.lines, last: item.last };
    });
  return {
    ...RECORD_LINES,
    ahead: runs.ahead,
    several: (block) => {
      if (block.fault !== undefined) return [];
      const found = runs.find(block);
      return found instanceof Promise
        ? found.then((later) => itemsOf(later, block))
        : itemsOf(found, block);
    },
  };
}

export const STUB_LINES: LineKind<StubLeaf> = {
  read: (line) => {
    const { stub, findings } = parseStub(line);
    return stub === undefined ? { findings } : { item: new StubLeaf(stub), findings };
  },
  outOfOrder: ({ where, sequence }, last) => outOfOrder('STUB_OUT_OF_ORDER', where, sequence, last),
};
