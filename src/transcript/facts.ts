// What a run knows when its steps are done (docs/SPEC.md §16.1): what a transcript is made of, beside the status of each check.

import type { Instant } from '../base/encoding.js';
import type { Manifest } from '../bundle/manifest.js';
import type { Requirement } from '../catalogue/requirements.js';
import type { AttestationFacts } from '../checks/attestation.js';
import type { CheckpointFacts } from '../checks/checkpoint.js';
import type { LeavesFacts } from '../checks/leaves.js';
import type { Trust } from '../checks/trust.js';
import type { TrustRoot } from '../trust/trust-root.js';

/** What the steps gave, as far as the run came. */
export interface Facts {
  readonly manifest?: Manifest;
  readonly trust?: Trust;
  readonly checkpoint?: CheckpointFacts;
  readonly attestation?: AttestationFacts;
  readonly leaves?: LeavesFacts;
}

/** What was asked, and of which file. */
export interface Question {
  readonly bundle: {
    /** The operator's word. */
    readonly name: string;
    readonly bytes: number;
    /** Lower-case hex. */
    readonly sha256: string;
  };
  readonly trustRoot: TrustRoot | undefined;
  readonly requirements: ReadonlySet<Requirement>;
  /** Verification time. */
  readonly at: Instant;
}
