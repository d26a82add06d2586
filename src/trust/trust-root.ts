// The auditor's trust root (docs/SPEC.md §12): whose keys count, for which ledger, when, and what is required. Supplied by the
// auditor, never taken from a bundle; a file that cannot be loaded in full is not used at all. Not here: when a key counts
// (key-window.ts) and what a policy's quorum proves (policy.ts).

import { type Instant, toHex } from '../base/encoding.js';
import { type Requirement, requirementsOf } from '../catalogue/requirements.js';
import { digestOf } from '../crypto/digest.js';
import { invalid } from './invalid.js';
import { type Keepers, loadKeepers } from './keepers.js';
import {
  type Attester,
  instant,
  type Ledger,
  PartLoader,
  type Recorder,
  type TimestampAuthority,
} from './parts.js';
import type { WitnessPolicy } from './policy.js';
import { parseTrustRoot } from './raw.js';

export type {
  Attester,
  KeyPair,
  KeySet,
  Ledger,
  RecorderKey,
  TimestampAuthority,
} from './parts.js';

export interface TrustRoot {
  readonly name: string;
  readonly serial: number;
  /** The operator's note of whom the keys were compared with, how and when. */
  readonly compared?: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** The two times as the file writes them. */
  readonly issuedAtText: string;
  readonly expiresAtText: string;
  /** Lower-case hex SHA3-256 of the file's bytes. */
  readonly sha3_256: string;
  /** By origin, in the order of the file. */
  readonly ledgers: ReadonlyMap<string, Ledger>;
  readonly attesters: readonly Attester[];
  readonly recorders: readonly Recorder[];
  readonly timestampAuthorities: readonly TimestampAuthority[];
  readonly witnessPolicy?: WitnessPolicy;
  /** Who signs its successor; without them it is replaced by hand. */
  readonly keepers?: Keepers;
  /** Those of the file and those that are always required, in the order of the catalogue. */
  readonly requirements: ReadonlySet<Requirement>;
}

/**
 * Loads a trust root from the bytes of its file. It may be pretty-printed. Whether it is current is not checked.
 * @throws VerifierError ERR_TRUST_ROOT_INVALID with the place (a JSON pointer), the fault and a hint.
 */
export function loadTrustRoot(bytes: Uint8Array): TrustRoot {
  const raw = parseTrustRoot(bytes);
  const loader = new PartLoader();
  const issuedAt = instant(raw.issued_at);
  const expiresAt = instant(raw.expires_at);
  if (expiresAt < issuedAt)
    throw invalid(
      '/expires_at',
      'the trust root expires before it was issued',
      'Correct the two times.',
    );
  const ledgers = loader.ledgers(raw.ledgers);
  const witnessPolicy =
    raw.witness_policy === undefined ? undefined : loader.policy(raw.witness_policy, ledgers);
  return {
    name: raw.name,
    serial: raw.serial,
    ...(raw.compared === undefined ? {} : { compared: raw.compared }),
    issuedAt,
    expiresAt,
    issuedAtText: raw.issued_at,
    expiresAtText: raw.expires_at,
    sha3_256: toHex(digestOf('sha3-256', bytes)),
    ledgers,
    attesters: (raw.attesters ?? []).map((item, index) =>
      loader.attester(item, ['attesters', index]),
    ),
    recorders: (raw.recorders ?? []).map((item, index) =>
      loader.recorder(item, ['recorders', index]),
    ),
    timestampAuthorities: (raw.timestamp_authorities ?? []).map((item, index) =>
      loader.authority(item, ['timestamp_authorities', index]),
    ),
    ...(witnessPolicy === undefined ? {} : { witnessPolicy }),
    ...(raw.keepers === undefined ? {} : { keepers: loadKeepers(raw.keepers, loader) }),
    requirements: requirementsOf(raw.requirements),
  };
}
