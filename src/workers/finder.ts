// The kernel as a finder of runs: in threads beside that of the run where they pay, else in it.

import type { LineBlock } from '../bundle/lines.js';
import type { RunFinder } from '../bundle/run.js';
import type { Batch } from '../kernel/instance.js';
import { Labour, type Ledger } from './jobs.js';
import type { Pool } from './pool.js';

/**
 * Finds runs with the kernel.
 * @param pool of threads; undefined if the run has none, or too little work for them
 */
export function kernelFinder(ledger: Ledger, pool: Pool | undefined): RunFinder {
  const { tree } = ledger;
  if (pool !== undefined)
    return {
      // So many that no thread waits while the run takes in an answer.
      ahead: 2 * pool.threads + 1,
      find: (block) => pool.ask('records', { ledger, bytes: bytesOf(block) }),
      findPaths: (block) => pool.ask('paths', { tree, bytes: bytesOf(block) }),
    };
  const labour = new Labour();
  return {
    ahead: 0,
    find: (block) => labour.do('records', { ledger, bytes: bytesOf(block) }),
    findPaths: (block) => labour.do('paths', { tree, bytes: bytesOf(block) }),
  };
}

function bytesOf({ seam, bytes }: LineBlock): Batch {
  return [seam, bytes];
}
