// What is asked of one bundle (docs/SPEC.md §14.1): the operator's words and files, never the exporter's.

import type { Instant } from '../base/encoding.js';
import type { Limits } from '../base/limits.js';
import type { Requirement } from '../catalogue/requirements.js';
import type { Pool } from '../workers/pool.js';
import type { TrustSource } from './worth.js';

export interface VerifyOptions {
  /** Verification time: a question, never evidence (§12.3). */
  readonly at: Instant;
  /** How the transcript names the bundle; the operator's word, never the exporter's. */
  readonly name: string;
  /** Added to those of the trust root; none can be removed. */
  readonly requirements?: readonly Requirement[];
  /** Bytes of a checkpoint that the auditor holds (§7.6). */
  readonly checkpoint?: Uint8Array;
  /** Bytes of what the auditor asked for: a selection object (§3.6) as JSON. */
  readonly expectSelection?: Uint8Array;
  /** Bytes of records.jsonl from which on the kernel reads it: 256 KiB unless given. It changes no transcript. */
  readonly bulkBytes?: number;
  /** Threads that share the work of a large bundle. It changes no transcript; whoever made it closes it. */
  readonly pool?: Pool | undefined;
  /** Bytes of a file of renewals of this very file (§12.6). */
  readonly renewals?: Uint8Array;
  /** Bytes of a file of custody of this very file (§12.8). */
  readonly custody?: Uint8Array;
  /** A day as of which the algorithms are judged (§12.5): its first instant. */
  readonly asOf?: Instant;
  /** Where the trust root is from, for the head of the transcript (§16.6): the operator's word. */
  readonly trustSource?: TrustSource;
  /** What could change the result of any program on this machine, for `not_checked` (§16.5): a clause each. */
  readonly environment?: readonly string[];
  /** Bounds that the operator raises or lowers (§2.5). */
  readonly limits?: Partial<Limits>;
}
