// Every tampering that a drill knows, in the order of a report. Data only: the families are in the files named of-….

import { ofAttestation } from './of-attestation.js';
import { ofBytes } from './of-bytes.js';
import { ofCheckpoint } from './of-checkpoint.js';
import { ofClaims } from './of-claims.js';
import { ofForgeries } from './of-forgeries.js';
import { ofHeads } from './of-heads.js';
import { ofManifest } from './of-manifest.js';
import { ofNames } from './of-names.js';
import { ofProof } from './of-proof.js';
import { ofRecords } from './of-records.js';
import { ofStubs } from './of-stubs.js';
import { ofTimestamps } from './of-timestamps.js';
import { ofValues } from './of-values.js';
import { ofZip } from './of-zip.js';
import type { Tampering } from './tampering.js';

export const TAMPERINGS: readonly Tampering[] = [
  ...ofZip,
  ...ofNames,
  ...ofBytes,
  ...ofManifest,
  ...ofRecords,
  ...ofForgeries,
  ...ofStubs,
  ...ofProof,
  ...ofCheckpoint,
  ...ofHeads,
  ...ofAttestation,
  ...ofTimestamps,
  ...ofValues,
  ...ofClaims,
];
