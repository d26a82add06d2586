// What a framework names and the records of the period lack. What is not covered is not counted, and is a gap of its own.

import { grouped, percent } from '../../report/words.js';
import { BOUNDS } from '../bounds.js';
import type { CoverageSection, FrameworkSection } from '../model.js';

/** The same gaps that a run over one bundle has (docs/FRAMEWORKS.md), counted over the period. */
export function gapsOf(
  events: number,
  fields: FrameworkSection['fields'],
  retention: FrameworkSection['retention'],
  intervals: FrameworkSection['intervals'],
  coverage: CoverageSection,
): FrameworkSection['gaps'] {
  // What is not covered is not counted.
  const some = (part: number, whole: number, what: string): string =>
    coverage.gaps.length === 0
      ? `${grouped(part)} of ${grouped(whole)} ${what}`
      : `at least ${grouped(part)} ${what}, of ${grouped(whole)} shown`;
  // Absent evidence is never a pass.
  if (events === 0)
    return [
      ...notCovered(coverage),
      { message: 'no event of the period is shown', records: 0, examples: [] },
    ];
  const missing = fields
    .filter(({ absent }) => absent > 0)
    .map(({ field, absent, absent_examples }) => ({
      message: `field ${field} is missing in ${some(absent, events, 'events')}`,
      records: absent,
      examples: absent_examples,
    }));
  const uncovered = retention.records - retention.covered;
  const kept =
    retention.force === 'required' && uncovered > 0
      ? [
          {
            message: `no policy is shown that keeps for ${retention.years ?? 0} years ${some(uncovered, retention.records, 'events')}`,
            records: uncovered,
            examples: retention.uncovered_examples,
          },
        ]
      : [];
  const late = intervals.flatMap(({ title, cases }) => {
    const open = cases.filter(
      ({ outcome, question }) => !question && (outcome === 'longer' || outcome === 'not shown'),
    );
    if (open.length === 0) return [];
    return [
      {
        message: `${title}: not shown for ${some(open.length, cases.length, cases.length === 1 ? 'incident' : 'incidents')}`,
        records: open.length,
        examples: open.flatMap(({ from, to }) => to ?? from ?? []).slice(0, BOUNDS.controlExamples),
      },
    ];
  });
  return [...notCovered(coverage), ...missing, ...kept, ...late];
}

/** Where records may be missing, what the framework asks about may be missing: absent evidence is never a pass. */
function notCovered({ proven_permille, gaps }: CoverageSection): FrameworkSection['gaps'] {
  if (gaps.length === 0) return [];
  const message = `completeness is proven for ${percent(proven_permille)} of the period: what this framework asks about may be missing in the rest`;
  return [{ message, records: 0, examples: [] }];
}
