// What the verbs for working papers share: one bundle is verified, and only then read.

import type { BundleSource } from '../archive/source.js';
import type { ExitCode } from '../catalogue/exit-codes.js';
import { renderText } from '../report/text.js';
import { exitOf } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { verifyBundle } from '../verify.js';
import type { Io } from './io.js';
import type { TrustFlags } from './manner.js';
import { chosenTrustRoot, timeOf } from './trust-root.js';

/** Prepares the verification of one source. @throws VerifierError for a trust root that cannot be used */
export async function verifier(
  flags: TrustFlags,
  io: Io,
): Promise<(source: BundleSource, name: string) => Promise<Transcript>> {
  const trustRoot = await chosenTrustRoot(flags, io);
  const at = timeOf(flags, io);
  return (source, name) => verifyBundle(source, trustRoot, { at, name, limits: flags.limits });
}

/** Says why nothing was made of a bundle: its verdict and findings, and a last line with the reason. */
export async function declined(transcript: Transcript, why: string, io: Io): Promise<ExitCode> {
  await io.stdout.write(`${renderText(transcript, { quiet: true })}${why}\n`);
  return exitOf(transcript);
}
