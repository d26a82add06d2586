// Runs of plain events in a block of records.jsonl: lines that the kernel knows, of adjacent sequences, each pointing at the one
// before it, with a clock that never runs back. Of such a run a check needs its two ends and what the kernel computed of it.

import type { Instant } from '../base/encoding.js';
import type { Asked, Run } from '../bundle/run.js';
import type { Batch } from './instance.js';
import type { Columns, Kernel } from './kernel.js';

/** A shorter run costs more to hand on than it saves. */
const SHORTEST = 8;

/**
 * The runs of a block, ascending; none if the kernel does not take it.
 * @param batch whole lines, each with its LF
 */
export function runsOf(kernel: Kernel, batch: Batch, asked: Asked): Run[] {
  const columns = kernel.read(batch, asked !== 'prints');
  if (columns === undefined) return [];
  const runs: Run[] = [];
  for (let at = 0; at < columns.lines; ) {
    let end = at + 1;
    if (columns.known[at] === 1)
      while (end < columns.lines && continues(columns, end, asked)) end += 1;
    if (columns.known[at] === 1 && end - at >= SHORTEST)
      runs.push(runOf(kernel, columns, at, end, asked));
    at = end;
  }
  return runs;
}

/** True if line `at` is the plain successor of the line before it. */
function continues(
  { known, linked, sequence, seconds, nanoseconds }: Columns,
  at: number,
  asked: Asked,
): boolean {
  if (known[at] !== 1 || known[at - 1] !== 1 || (linked[at] !== 1 && asked !== 'prints'))
    return false;
  if (sequence[at] !== (sequence[at - 1] ?? Number.NaN) + 1) return false;
  const before = seconds[at - 1] ?? 0;
  const now = seconds[at] ?? 0;
  return now > before || (now === before && (nanoseconds[at] ?? 0) >= (nanoseconds[at - 1] ?? 0));
}

function timeOf({ seconds, nanoseconds }: Columns, at: number): Instant {
  return BigInt(seconds[at] ?? 0) * 1_000_000_000n + BigInt(nanoseconds[at] ?? 0);
}

function runOf(kernel: Kernel, columns: Columns, at: number, end: number, asked: Asked): Run {
  const first = columns.sequence[at] ?? 0;
  const sealed = (line: number): number => (line < 0 ? 0 : (columns.sealed[line] ?? 0));
  const words = (bytes: Uint8Array, from: number, to: number): Uint32Array =>
    new Uint32Array(bytes.slice(16 * from, 16 * to).buffer);
  const before = sealed(at - 1);
  const lines = end - at;
  const commitments = new Uint32Array(sealed(end - 1) > before ? lines + 1 : 0);
  if (commitments.length > 0)
    for (let i = 1; i <= lines; i += 1) commitments[i] = sealed(at + i - 1) - before;
  return {
    at,
    lines,
    first,
    from: timeOf(columns, at),
    to: timeOf(columns, end - 1),
    previousHash: `sha3-256:${columns.previousOf(at)}`,
    leafHashes: columns.leafHash.slice(32 * at, asked === 'leaves' ? 32 * end : 32 * at),
    idPrints: words(columns.idPrint, at, end),
    commitments,
    commitmentPrints: words(columns.commitmentPrint, before, sealed(end - 1)),
    subtrees: asked === 'subtrees' ? kernel.fold(first, at, end) : [],
  };
}
