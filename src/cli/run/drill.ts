// The verb `drill` (docs/MANUAL.md §7): tampers with copies of the auditor's own bundle in memory and shows what catches each. The file
// is opened for reading once and never written.

import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import type { Requirement } from '../../catalogue/requirements.js';
import { allCaught } from '../../drill/result.js';
import { drillBundle, type Plan } from '../../drill/run.js';
import type { Family } from '../../drill/tampering.js';
import { renderDrill, renderDrillJson } from '../../drill/text.js';
import { environmentFacts, environmentWords } from '../environment.js';
import { withBundle } from '../files.js';
import { notice } from '../io.js';
import type { TrustFlags } from '../manner.js';
import { durationWords } from '../progress.js';
import type { Session } from '../session.js';
import { withThreads } from '../threads.js';
import { chosenTrustRoot, timeOf } from '../trust-root.js';

export interface DrillFlags {
  readonly bundle: string;
  readonly seed: number;
  readonly format: 'text' | 'json';
  readonly only: readonly Family[];
  readonly copies: number | undefined;
  readonly requirements: readonly Requirement[];
  readonly trust: TrustFlags;
}

/** Inflated bytes of all copies together, or milliseconds: from here on the waiting is worth a word before it begins. */
const SLOW_BYTES = 268_435_456;
const SLOW_MS = 10_000;

/**
 * Drills a bundle. Exit code 0 if everything that was tried was caught, 1 if something was not; where nothing could be tried,
 * that of the bundle's own verdict.
 * @throws VerifierError ERR_BUNDLE_UNREADABLE, ERR_BUNDLE_CHANGED, ERR_DRILL_TOO_LARGE
 */
export async function drill(
  { bundle, seed, format, only, copies, requirements, trust }: DrillFlags,
  io: Session,
): Promise<ExitCode> {
  const trustRoot = await chosenTrustRoot(trust, io);
  const begun = io.now();
  let planned = 0;
  const result = await withThreads(trust.jobs, io, (threads) =>
    withBundle(bundle, async (source) =>
      drillBundle(source, trustRoot, {
        ...{ at: timeOf(trust, io), name: bundle, seed, requirements, limits: trust.limits },
        ...{ only, ...(copies === undefined ? {} : { copies }) },
        environment: environmentFacts(io).map(environmentWords),
        pool: await threads.for(source.size),
        begin: async (plan) => {
          planned = plan.copies;
          // The bundle itself has just been verified: each copy takes as long.
          await announce(plan, plan.copies * (io.now() - begun), io);
        },
        tried: (done) => io.progress.step('trying copies:', done, planned),
      }),
    ),
  );
  await io.print(format === 'json' ? renderDrillJson(result) : renderDrill(result, io.style));
  if (result.tamperings.length === 0) return EXIT[result.verdict];
  return allCaught(result) ? EXIT.pass : EXIT.fail;
}

async function announce({ copies, bytes }: Plan, ms: number, io: Session): Promise<void> {
  if (copies * bytes < SLOW_BYTES && ms < SLOW_MS) return;
  const mebibytes = (bytes / 2 ** 20).toFixed(1);
  await notice(
    io,
    `up to ${copies} copies will be verified, each of ${mebibytes} MiB inflated: about ${durationWords(ms)}; --copies N and --only FAMILY try fewer`,
  );
}
