// The kernel as a finder of runs, in the thread of the run.

import type { RunFinder } from '../bundle/run.js';
import { Kernel } from './kernel.js';
import { PathKernel } from './path-runs.js';
import { runsOf } from './runs.js';

/**
 * Finds runs with the kernel.
 * @param ledger the origin of the manifest
 * @param key 16 random bytes, those of the sets that the fingerprints go into
 * @param leaves whether the tree is one of SHA3-256
 */
export function kernelFinder(ledger: string, key: Uint8Array, leaves: boolean): RunFinder {
  const kernel = new Kernel(ledger, key);
  let paths: PathKernel | undefined;
  return {
    ahead: 0,
    find: ({ bytes }) => runsOf(kernel, bytes, leaves),
    findPaths: ({ bytes }) => {
      if (!leaves) return [];
      paths ??= new PathKernel();
      return paths.runsOf(bytes);
    },
  };
}
