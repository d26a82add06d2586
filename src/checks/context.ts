// What every step on the content of a bundle has at hand.

import type { Instant } from '../base/encoding.js';
import type { Limits } from '../base/limits.js';
import type { Manifest } from '../bundle/manifest.js';
import type { Pool } from '../workers/pool.js';
import type { PathFinder } from '../x509/chain.js';
import type { Entries } from './entries.js';

export interface Context {
  readonly manifest: Manifest;
  /** As received. */
  readonly manifestBytes: Uint8Array;
  readonly entries: Entries;
  readonly limits: Limits;
  /** Verification time. */
  readonly at: Instant;
  /** Bytes of records.jsonl from which on the kernel looks for runs. */
  readonly bulkBytes: number;
  /** Threads beside that of the run, if it has any. */
  readonly pool: Pool | undefined;
  /** For all tokens of the bundle, which share what it may cost. */
  readonly certificatePaths: PathFinder;
}
