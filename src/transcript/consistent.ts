// Whether a transcript that was read from a file says of itself what its own checks come to (docs/SPEC.md §13.2). That does not show
// who made it: whoever edits a check can edit the verdict as well.

import { CATALOGUE } from '../catalogue/checks.js';
import type { CheckResult } from '../checks/settle.js';
import { decide, isNeeded, type Transcript, type TranscriptCheck } from './transcript.js';

/** True if there is every check once, each is what its findings make it, and the verdict follows. */
export function isConsistent({ verdict, requirements, checks }: Transcript): boolean {
  const required = new Set(requirements);
  // The members that decide are those of a check result.
  const results = checks as unknown as readonly CheckResult[];
  return (
    checks.length === CATALOGUE.length &&
    CATALOGUE.every(({ id }, i) => checks[i]?.id === id) &&
    results.every((result, i) => checks[i]?.needed === isNeeded(result, required)) &&
    checks.every(followsFromFindings) &&
    verdict === decide(results, required)
  );
}

function followsFromFindings({ status, because, findings }: TranscriptCheck): boolean {
  const has = (outcome: string): boolean => findings.some((found) => found.outcome === outcome);
  if ((status === 'skipped') !== (because !== undefined)) return false;
  if (has('fail')) return status === 'failed';
  return status !== 'failed' && !(has('unproven') && status === 'passed');
}
