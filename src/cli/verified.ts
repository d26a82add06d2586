// What the verbs for working papers share: one bundle is verified, and only then read.

import type { BundleSource } from '../archive/source.js';
import type { ExitCode } from '../catalogue/exit-codes.js';
import type { Requirement } from '../catalogue/requirements.js';
import { renderDocument } from '../report/json.js';
import { renderText } from '../report/text.js';
import type { VerifyOptions } from '../transcript/options.js';
import { exitOf } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { verifyBundle } from '../verify.js';
import { environmentFacts, environmentWords } from './environment.js';
import type { TrustFlags } from './manner.js';
import type { Session } from './session.js';
import { withThreads } from './threads.js';
import { chosenTrustRoot, timeOf, trustSourceOf } from './trust-root.js';

/** Prepares the verification of one source. @throws VerifierError for a trust root that cannot be used */
export async function verifier(
  flags: TrustFlags,
  io: Session,
  requirements: readonly Requirement[] = [],
  asked: Partial<VerifyOptions> = {},
): Promise<(source: BundleSource, name: string) => Promise<Transcript>> {
  const trustRoot = await chosenTrustRoot(flags, io);
  const at = timeOf(flags, io);
  const options = {
    ...asked,
    at,
    requirements,
    limits: flags.limits,
    trustSource: trustSourceOf(flags, io),
    environment: environmentFacts(io).map(environmentWords),
  };
  return (source, name) =>
    withThreads(flags.jobs, io, async (threads) => {
      await io.progress.over([name], 1);
      const read = await io.progress.reading(name, source);
      const pool = await threads.for(source.size);
      return verifyBundle(read, trustRoot, { ...options, name, pool });
    });
}

/** How a verb says that it made nothing. */
export interface Decline {
  /** A clause for the first line: `nothing drawn`. */
  readonly brief: string;
  readonly format: string;
  /** Where it is another one than that of the bundle. */
  readonly exit?: ExitCode;
}

/** Says why nothing was made of a bundle: its verdict with the exit code, its findings, and a last line with the reason. */
export async function declined(
  transcript: Transcript,
  why: string,
  io: Session,
  { brief, format, exit = exitOf(transcript) }: Decline,
): Promise<ExitCode> {
  const remark = `, ${brief} (exit ${exit})`;
  await io.stdout.write(
    format === 'json'
      ? renderDocument({ format: 'softqcos.declined/v1', exit, because: why, transcript })
      : `${renderText(transcript, { ...io.style, quiet: true, remark })}${why}\n`,
  );
  return exit;
}
