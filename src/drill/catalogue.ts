// Every tampering that a drill knows, in the order of a report.

import { attestationRows } from './rows/attestation.js';
import { byteRows } from './rows/bytes.js';
import { checkpointRows } from './rows/checkpoint.js';
import { claimRows } from './rows/claims.js';
import { forgeryRows } from './rows/forgeries.js';
import { manifestRows } from './rows/manifest.js';
import { nameRows } from './rows/names.js';
import { proofRows } from './rows/proof.js';
import { recordRows } from './rows/records.js';
import { stubRows } from './rows/stubs.js';
import { timestampRows } from './rows/timestamps.js';
import { valueRows } from './rows/values.js';
import { zipRows } from './rows/zip.js';
import type { Tampering } from './tampering.js';

export const TAMPERINGS: readonly Tampering[] = [
  ...zipRows,
  ...nameRows,
  ...byteRows,
  ...manifestRows,
  ...recordRows,
  ...forgeryRows,
  ...stubRows,
  ...proofRows,
  ...checkpointRows,
  ...attestationRows,
  ...timestampRows,
  ...valueRows,
  ...claimRows,
];
