// The comparison with an old result, for people (docs/MANUAL.md §14). Text of both documents is escaped.

import { plainText } from '../report/escape.js';
import { hang } from '../report/layout.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Difference } from './difference.js';

/** One line that tells, then each difference. */
export function renderDifference(
  { same_result, rows }: Difference,
  { verdict, bundle }: Transcript,
  width = 100,
): string {
  const first = same_result
    ? `SAME RESULT  ${plainText(bundle.name)}: ${verdict} as before`
    : `DIFFERENT RESULT  ${plainText(bundle.name)}: ${verdict} now`;
  const lines = rows.flatMap(({ facet, what, before, now }) => [
    ...hang('  ', `${facet}: ${plainText(what)}`, width),
    ...hang('    before  ', plainText(before, 500), width),
    ...hang('    now     ', plainText(now, 500), width),
  ]);
  const none = rows.length === 0 ? ['Nothing differs, the verifier included.'] : ['What differs'];
  return `${[first, '', ...none, ...lines, '', first].join('\n')}\n`;
}
