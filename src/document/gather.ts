// The records that a document lists: read from the verified bundle once more, and only those that are proven to be in its tree. Names,
// times and hashes; what a record says stays where it is.

import type { BundleSource } from '../archive/source.js';
import { parseTime } from '../base/encoding.js';
import { member } from '../base/json.js';
import { hashText } from '../bundle/hash-text.js';
import type { LedgerRecord } from '../bundle/record.js';
import { holds, openProven } from '../evidence/reader.js';
import type { Transcript } from '../transcript/transcript.js';
import { type ListedRecord, type ListedRecords, SHOWN } from './model.js';

/** Rows of all bundles of one document together; each has at least a few. */
const ROWS = 5_000;
const LEAST = 20;

/** How many records a document lists of each of so many bundles. */
export function rowsEach(bundles: number): number {
  return Math.min(SHOWN.records, Math.max(LEAST, Math.floor(ROWS / Math.max(1, bundles))));
}

/**
 * Lists the first records of a verified bundle.
 * @param transcript of the same source
 * @returns undefined if no record is proven to be in a tree
 * @throws VerifierError ERR_BUNDLE_CHANGED; what the source throws
 */
export async function listRecords(
  source: BundleSource,
  transcript: Transcript,
  most: number,
): Promise<ListedRecords | undefined> {
  if (!holds(transcript, 'included')) return undefined;
  const { batches } = await openProven(source, transcript, 'included');
  const records: ListedRecord[] = [];
  for await (const batch of batches()) {
    for (const { record, selected } of batch.slice(0, most - records.length))
      records.push(listed(record, selected));
    if (records.length >= most) break;
  }
  return { records, omitted: Math.max(0, transcript.evidence.records - records.length) };
}

function listed(record: LedgerRecord, selected: boolean): ListedRecord {
  const eventType = member(record.data, 'event_type');
  const happened = member(record.data, 'timestamp');
  return {
    sequence: record.sequence,
    record_id: record.recordId,
    recorded_at: record.recordedAtText,
    ...(typeof happened === 'string' && parseTime(happened) !== undefined
      ? { happened_at: happened }
      : {}),
    type: record.type,
    ...(typeof eventType === 'string' ? { event_type: eventType } : {}),
    selected,
    record_hash: hashText('sha3-256', record.recordHash),
  };
}
