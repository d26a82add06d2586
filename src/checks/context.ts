// What every step of a run has at hand.

import type { Instant } from '../base/encoding.js';
import type { Limits } from '../base/limits.js';
import type { Manifest } from '../bundle/manifest.js';
import type { HashName } from '../crypto/digest.js';
import type { PathFinder } from '../x509/chain.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';
import type { EvidenceSink } from './sink.js';

export interface Context {
  readonly recorder: Findings;
  readonly entries: Entries;
  readonly manifest: Manifest;
  readonly limits: Limits;
  /** Verification time. */
  readonly now: Instant;
  /** The tree hash of the suite. */
  readonly hashName: HashName;
  readonly sink: EvidenceSink | undefined;
  /** For all tokens of the bundle, which share what it may cost. */
  readonly paths: PathFinder;
}
