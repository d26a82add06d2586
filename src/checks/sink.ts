// What a caller may collect while a bundle is verified: records with their disclosed values, and erasures. Nothing collected is
// verified until the run has ended: a caller uses it only if the transcript's verdict is pass, and discards it otherwise.

import type { Json } from '../base/json.js';
import type { Erasure } from '../bundle/erasure.js';
import type { Manifest } from '../bundle/manifest.js';
import type { LedgerRecord } from '../bundle/record.js';

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
  /** The manifest, before any record. */
  onManifest?(manifest: Manifest): void;
  /** An erasure record, as it passes by; its target came earlier. */
  onErasure?(erasure: Erasure): void;
}

/** One sink that tells several, in their order. */
export function joinSinks(...sinks: readonly (EvidenceSink | undefined)[]): EvidenceSink {
  const present = sinks.filter((sink) => sink !== undefined);
  return {
    onRecord: (seen) => {
      for (const sink of present) sink.onRecord(seen);
    },
    onManifest: (manifest) => {
      for (const sink of present) sink.onManifest?.(manifest);
    },
    onErasure: (erasure) => {
      for (const sink of present) sink.onErasure?.(erasure);
    },
  };
}
