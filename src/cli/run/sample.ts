// The verb `sample`: draws records of a bundle by a seed (docs/MANUAL.md §3). Nothing is drawn from a bundle that does not pass.

import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { openProven } from '../../evidence/reader.js';
import { SeededSample } from '../../papers/seeded-sample.js';
import { SAMPLE_FORMATS, type SampleFormat } from '../../papers/seeded-sample-text.js';
import { withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { declined, verifier } from '../verified.js';

export interface SampleFlags {
  readonly bundle: string;
  readonly size: number;
  readonly seed: string;
  readonly selectedOnly: boolean;
  readonly format: SampleFormat;
  readonly trust: TrustFlags;
}

/** Draws and prints a sample. The exit code is that of the verdict. */
export async function drawSample(
  { bundle, size, seed, selectedOnly, format, trust }: SampleFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io);
  const sample = new SeededSample(size, seed, selectedOnly);
  const transcript = await withBundle(bundle, async (source) => {
    const verified = await verifyWith(source, bundle);
    if (verified.verdict !== 'pass') return verified;
    const { batches } = await openProven(source, verified);
    for await (const records of batches()) for (const record of records) sample.add(record);
    return verified;
  });
  if (transcript.verdict !== 'pass')
    return declined(transcript, 'Nothing was drawn: a sample is of verified records only.', io, {
      brief: 'nothing drawn',
      format,
    });
  const { population } = sample;
  const drawn = { transcript, seed, size, selectedOnly, population, records: sample.drawn() };
  await io.print(SAMPLE_FORMATS[format](drawn, io.style));
  return EXIT.pass;
}
