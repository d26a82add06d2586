// In which order bundles are read again, so that the frameworks see the records of a ledger in ascending sequence. Bundles whose
// events do not interleave are read one after the other; what stands between them (a policy shown in addition, a bundle by ids)
// is held in memory first, up to a bound.

import { BOUNDS } from '../bounds.js';
import type { RecordTable } from './table.js';

export interface ReadingOrder {
  /** Bundles to read as a stream, in this order. */
  readonly streamed: readonly number[];
  /** Bundles with rows to hold. */
  readonly held: readonly number[];
  /** 1 for a row that is held, 0 for one that is passed on when it is read. */
  readonly isHeld: Uint8Array;
  /** Rows that should have been held and were too many: they are passed on out of order. */
  readonly disordered: number;
}

interface Core {
  readonly bundle: number;
  readonly ledger: number;
  first: number;
  last: number;
  events: number;
}

/** Plans the second reading. Rows belong to the bundle that showed them first; rows that do not count are left out. */
export function readingOrder(table: RecordTable): ReadingOrder {
  const cores = new Map<number, Core>();
  const all = new Set<number>();
  for (let row = 0; row < table.length; row += 1) {
    if (!table.counts(row)) continue;
    const bundle = table.bundles[row] ?? 0;
    all.add(bundle);
    if (table.types[row] !== 0) continue;
    const sequence = table.sequences[row] ?? 0;
    const ledger = table.ledgers[row] ?? 0;
    const core = cores.get(bundle) ?? {
      bundle,
      ledger,
      first: sequence,
      last: sequence,
      events: 0,
    };
    core.first = Math.min(core.first, sequence);
    core.last = Math.max(core.last, sequence);
    core.events += 1;
    cores.set(bundle, core);
  }
  // The largest first: what interleaves with it is held.
  const chosen: Core[] = [];
  for (const core of [...cores.values()].sort((a, b) => b.events - a.events || a.bundle - b.bundle))
    if (chosen.every((other) => areApart(core, other))) chosen.push(core);
  const byBundle = new Map(chosen.map((core) => [core.bundle, core]));

  const isHeld = new Uint8Array(table.length);
  const held = new Set<number>();
  let [count, disordered] = [0, 0];
  for (let row = 0; row < table.length; row += 1) {
    if (!table.counts(row)) continue;
    const bundle = table.bundles[row] ?? 0;
    const sequence = table.sequences[row] ?? 0;
    const core = byBundle.get(bundle);
    if (core !== undefined && sequence >= core.first && sequence <= core.last) continue;
    if (count >= BOUNDS.held) {
      disordered += 1;
      continue;
    }
    isHeld[row] = 1;
    held.add(bundle);
    count += 1;
  }
  const order = (bundle: number): number => byBundle.get(bundle)?.first ?? Number.MAX_SAFE_INTEGER;
  return {
    streamed: [...all].sort((a, b) => order(a) - order(b) || a - b),
    held: [...held].sort((a, b) => a - b),
    isHeld,
    disordered,
  };
}

function areApart(a: Core, b: Core): boolean {
  return a.ledger !== b.ledger || a.last < b.first || b.last < a.first;
}
