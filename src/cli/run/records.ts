// The verb `records`: which records a bundle holds (docs/MANUAL.md §11). Of records that are proven to be in the tree alone; the exit
// code is that of the whole bundle.

import type { BundleSource } from '../../archive/source.js';
import type { ExitCode } from '../../catalogue/exit-codes.js';
import { holds, openProven } from '../../evidence/reader.js';
import {
  type ListedRecord,
  RECORDS_FORMATS,
  type RecordsFormat,
} from '../../papers/records-text.js';
import { exitOf } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import { withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { declined, verifier } from '../verified.js';

export interface RecordsFlags {
  readonly bundle: string;
  readonly selectedOnly: boolean;
  readonly format: RecordsFormat;
  readonly trust: TrustFlags;
}

/** Lists the records. Nothing is held but their names and times. */
export async function listRecords(
  { bundle, selectedOnly, format, trust }: RecordsFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io);
  const { transcript, records } = await withBundle(bundle, async (source) => {
    const verified = await verifyWith(source, bundle);
    return { transcript: verified, records: await recordsOf(source, verified, selectedOnly) };
  });
  if (records === undefined)
    return declined(transcript, 'No record is listed: none is proven to be there.', io, {
      brief: 'no list',
      format,
    });
  await io.print(RECORDS_FORMATS[format](transcript, records, io.style));
  return exitOf(transcript);
}

async function recordsOf(
  source: BundleSource,
  verified: Transcript,
  selectedOnly: boolean,
): Promise<readonly ListedRecord[] | undefined> {
  if (!holds(verified, 'included')) return undefined;
  const records: ListedRecord[] = [];
  const { batches } = await openProven(source, verified, 'included');
  for await (const batch of batches())
    for (const { record, selected } of batch) {
      const { recordId, sequence, recordedAtText, type } = record;
      if (selected || !selectedOnly)
        records.push({
          record_id: recordId,
          sequence,
          recorded_at: recordedAtText,
          type,
          selected,
        });
    }
  return records;
}
