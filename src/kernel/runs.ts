// Runs of plain events in a block of records.jsonl: lines that the kernel knows, of adjacent sequences, each pointing at the one
// before it, with a clock that never runs back. Of such a run a check needs its two ends and what the kernel computed of it.

import type { Run } from '../bundle/run.js';
import type { Columns, Kernel } from './kernel.js';

/** A shorter run costs more to hand on than it saves. */
const SHORTEST = 8;

/**
 * The runs of a block, ascending; none if the kernel does not take it.
 * @param bytes whole lines, each with its LF
 * @param leaves whether the tree is one of SHA3-256
 */
export function runsOf(kernel: Kernel, bytes: Uint8Array, leaves: boolean): Run[] {
  const columns = kernel.read(bytes, leaves);
  if (columns === undefined) return [];
  const runs: Run[] = [];
  for (let at = 0; at < columns.lines; ) {
    let end = at + 1;
    if (columns.known[at] === 1) while (end < columns.lines && continues(columns, end)) end += 1;
    if (columns.known[at] === 1 && end - at >= SHORTEST)
      runs.push(runOf(kernel, columns, at, end, leaves));
    at = end;
  }
  return runs;
}

/** True if line `at` is the plain successor of the line before it. */
function continues(
  { known, linked, sequence, seconds, nanoseconds }: Columns,
  at: number,
): boolean {
  if (known[at] !== 1 || linked[at] !== 1 || known[at - 1] !== 1) return false;
  if (sequence[at] !== (sequence[at - 1] ?? Number.NaN) + 1) return false;
  const [before = 0, now = 0] = [seconds[at - 1], seconds[at]];
  return now > before || (now === before && (nanoseconds[at] ?? 0) >= (nanoseconds[at - 1] ?? 0));
}

function runOf(kernel: Kernel, columns: Columns, at: number, end: number, leaves: boolean): Run {
  const first = columns.sequence[at] ?? 0;
  const sealed = (line: number): number => (line < 0 ? 0 : (columns.sealed[line] ?? 0));
  const words = (bytes: Uint8Array, from: number, to: number): Uint32Array =>
    new Uint32Array(bytes.slice(16 * from, 16 * to).buffer);
  const before = sealed(at - 1);
  const lines = end - at;
  return {
    at,
    lines,
    first,
    recordHashes: columns.recordHash.slice(32 * at, 32 * end),
    leafHashes: leaves ? columns.leafHash.slice(32 * at, 32 * end) : new Uint8Array(0),
    idPrints: words(columns.idPrint, at, end),
    commitments: Uint32Array.from({ length: lines + 1 }, (_, i) => sealed(at + i - 1) - before),
    commitmentPrints: words(columns.commitmentPrint, before, sealed(end - 1)),
    subtrees: leaves ? kernel.fold(first, at, end) : [],
  };
}
