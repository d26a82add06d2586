// The verb `drill` (docs/SPEC.md §17.7): tampers with copies of the auditor's own bundle in memory and shows what catches each. The file
// is opened for reading once and never written.

import type { Requirement } from '../../catalogue/requirements.js';
import { allCaught } from '../../drill/result.js';
import { drillBundle } from '../../drill/run.js';
import { renderDrill, renderDrillJson } from '../../drill/text.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { withBundle } from '../files.js';
import { notice } from '../io.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { chosenTrustRoot, timeOf } from '../trust-root.js';

export interface DrillFlags {
  readonly bundle: string;
  readonly seed: number;
  readonly format: 'text' | 'json';
  readonly requirements: readonly Requirement[];
  readonly trust: TrustFlags;
}

/** A zip of more than 2 MiB is worth a word before the waiting begins. */
const SLOW_BYTES = 2_097_152;

/**
 * Drills a bundle. Exit code 0 if everything that was tried was caught, 1 if something was not; where nothing could be tried,
 * that of the bundle's own verdict.
 * @throws VerifierError ERR_BUNDLE_UNREADABLE, ERR_BUNDLE_CHANGED, ERR_DRILL_TOO_LARGE
 */
export async function drill(
  { bundle, seed, format, requirements, trust }: DrillFlags,
  io: Session,
): Promise<ExitCode> {
  const trustRoot = await chosenTrustRoot(trust, io);
  const options = { at: timeOf(trust, io), name: bundle, seed, requirements, limits: trust.limits };
  const result = await withBundle(bundle, async (source) => {
    if (source.size > SLOW_BYTES)
      await notice(io, 'each tampering is a verification of its own: this may take minutes');
    return drillBundle(source, trustRoot, options);
  });
  await io.print(format === 'json' ? renderDrillJson(result) : renderDrill(result, io.style));
  if (result.tamperings.length === 0) return EXIT[result.verdict];
  return allCaught(result) ? EXIT.pass : EXIT.fail;
}
