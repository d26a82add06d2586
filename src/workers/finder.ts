// The kernel as a finder of runs: in threads beside that of the run where they pay, else in it.

import type { RunFinder } from '../bundle/run.js';
import { Labour, type Ledger } from './jobs.js';
import type { Pool } from './pool.js';

/**
 * Finds runs with the kernel.
 * @param pool of threads; undefined if the run has none, or too little work for them
 */
export function kernelFinder(ledger: Ledger, pool: Pool | undefined): RunFinder {
  if (pool !== undefined)
    return {
      // So many that no thread waits while the run takes in an answer.
      ahead: 2 * pool.threads + 1,
      find: ({ bytes }) => pool.ask('records', { ledger, bytes }),
      findPaths: ({ bytes }) => (ledger.leaves ? pool.ask('paths', { bytes }) : []),
    };
  const labour = new Labour();
  return {
    ahead: 0,
    find: ({ bytes }) => labour.do('records', { ledger, bytes }),
    findPaths: ({ bytes }) => (ledger.leaves ? labour.do('paths', { bytes }) : []),
  };
}
