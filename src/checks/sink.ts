// What a caller may collect while a bundle is verified: records with their disclosed values, and erasures. Nothing collected is
// verified until the run has ended: a caller uses it only if the transcript's verdict is pass, and discards it otherwise.

import type { Erasure } from '../bundle/erasure.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Json } from '../json.js';

/** A shown record as it passes by, in ascending sequence. */
export interface SeenRecord {
  readonly record: LedgerRecord;
  /** Part of the exporter's selection, not only shown in addition. */
  readonly selected: boolean;
  /** Sealed fields whose disclosure opens the record's own commitment. */
  readonly disclosed: ReadonlyMap<string, Json>;
}

export interface EvidenceSink {
  onRecord(seen: SeenRecord): void;
  /** An erasure record, as it passes by; its target came earlier. */
  onErasure?(erasure: Erasure): void;
}
