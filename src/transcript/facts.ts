// What a run knows when its steps are done (docs/SPEC.md §16.1): what a transcript is made of, beside the status of each check.

import type { Instant } from '../base/encoding.js';
import type { Manifest } from '../bundle/manifest.js';
import type { Requirement } from '../catalogue/requirements.js';
import type { RenewedPart } from '../checks/algorithms.js';
import type { AttestationFacts } from '../checks/attestation.js';
import type { CheckpointFacts } from '../checks/checkpoint.js';
import type { VerifiedEntry } from '../checks/custody.js';
import type { LeavesFacts } from '../checks/leaves.js';
import type { VerifiedRenewal } from '../checks/renewals.js';
import type { Trust } from '../checks/trust.js';
import type { TrustRoot } from '../trust/trust-root.js';
import type { TrustSource } from './worth.js';

/** What the steps gave, as far as the run came. */
export interface Facts {
  readonly manifest?: Manifest;
  readonly trust?: Trust;
  readonly checkpoint?: CheckpointFacts;
  readonly attestation?: AttestationFacts;
  readonly leaves?: LeavesFacts;
  /** What the verdict stands on, with the day until which each is expected to hold. */
  readonly parts?: readonly RenewedPart[];
  readonly renewals?: readonly VerifiedRenewal[];
  /** Entries of a file of custody that fit; absent if none was handed in. */
  readonly custody?: readonly VerifiedEntry[];
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
  /** A day as of which the algorithms are judged. */
  readonly asOf?: Instant | undefined;
  /** Where the trust root is from, as far as the caller says. */
  readonly trustSource?: TrustSource | undefined;
  /** What could change the result of any program on this machine. */
  readonly environment?: readonly string[] | undefined;
}
