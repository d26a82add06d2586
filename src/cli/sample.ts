// The verb `sample`: draws records of a bundle by a seed (docs/SPEC.md §17.3). Nothing is drawn from a bundle that does not pass.

import { SeededSample } from '../papers/seeded-sample.js';
import { SAMPLE_FORMATS } from '../papers/seeded-sample-text.js';
import { declined, verifier } from './evidence.js';
import type { EvidenceInvocation } from './evidence-verbs.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { withBundle } from './files.js';
import type { Io } from './io.js';

/** Draws and prints a sample. The exit code is that of the verdict. */
export async function drawSample(
  { bundle, size, seed, selectedOnly, format, flags }: EvidenceInvocation & { verb: 'sample' },
  io: Io,
): Promise<ExitCode> {
  const verifyWith = await verifier(flags, io);
  const sample = new SeededSample(size, seed, selectedOnly);
  const transcript = await withBundle(bundle, (source) => verifyWith(source, bundle, sample));
  if (transcript.verdict !== 'pass')
    return declined(transcript, 'Nothing was drawn: a sample is of verified records only.', io);
  const { population } = sample;
  const drawn = { transcript, seed, size, selectedOnly, population, records: sample.drawn() };
  await io.stdout.write(SAMPLE_FORMATS[format](drawn));
  return EXIT.pass;
}
