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

/** Lists the records, as they are read: nothing is held. */
export async function listRecords(
  { bundle, selectedOnly, format, trust }: RecordsFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io);
  return withBundle(bundle, async (source) => {
    const transcript = await verifyWith(source, bundle);
    if (!holds(transcript, 'included'))
      return declined(transcript, 'No record is listed: none is proven to be there.', io, {
        brief: 'no list',
        format,
      });
    const { records: shown, selected } = transcript.evidence;
    const listed = recordsOf(source, transcript, selectedOnly);
    const text = RECORDS_FORMATS[format](
      transcript,
      selectedOnly ? selected : shown,
      listed,
      io.style,
    );
    await io.printAll(bytesOf(text));
    return exitOf(transcript);
  });
}

async function* bytesOf(
  pieces: AsyncIterable<string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) yield Buffer.from(piece, 'utf8');
}

async function* recordsOf(
  source: BundleSource,
  verified: Transcript,
  selectedOnly: boolean,
): AsyncGenerator<readonly ListedRecord[], void, undefined> {
  const { batches } = await openProven(source, verified, 'included');
  for await (const batch of batches())
    yield batch.flatMap(({ record, selected }) =>
      selected || !selectedOnly
        ? [
            {
              record_id: record.recordId,
              sequence: record.sequence,
              recorded_at: record.recordedAtText,
              type: record.type,
              selected,
            },
          ]
        : [],
    );
}
