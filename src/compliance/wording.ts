// What a report says and does not say, in the words that every format prints. Nothing here judges: a report is evidence for
// something, with gaps or without, and an auditor decides. What is said of a period is said with the size of the covered part.

import { DOES_NOT_SAY } from '../catalogue/wording.js';
import { groupWords, type HistoryDocument } from '../history/document.js';
import { countOf, grouped, percent } from '../report/words.js';
import type { Verdict } from '../transcript/transcript.js';
import type {
  CoverageSection,
  FrameworkSection,
  LedgerSection,
  ReportBody,
  ReportFinding,
  SampleSection,
} from './model.js';

/** `Evidence report: SOC 2, GDPR`. */
export function titleOf(frameworks: readonly string[]): string {
  return frameworks.length === 0 ? 'Evidence report' : `Evidence report: ${frameworks.join(', ')}`;
}

/** One sentence: why the report has its verdict. @param own findings of the report itself */
export function summaryOf(
  bundles: number,
  counted: number,
  own: readonly ReportFinding[],
  verdict: Verdict,
  ledgers: readonly LedgerSection[],
): string {
  const all = countOf(bundles, 'bundles');
  if (verdict === 'pass' && bundles === 1) return 'the bundle verified: all needed checks passed';
  if (verdict === 'pass')
    return `all ${all} verified, and nothing that they prove of each other differs; ${oneHistoryWords(ledgers)}`;
  const codes = own.filter(({ outcome }) => outcome === verdict);
  const why = codes[0]?.message ?? 'a bundle did not verify';
  return `${counted} of ${all} verified and counted; ${why}${codes.length > 1 ? `; and ${codes.length - 1} more` : ''}`;
}

/** Which tree heads are shown to be of one history; never said of others. */
function oneHistoryWords(ledgers: readonly LedgerSection[]): string {
  const open = ledgers.filter(({ history }) => history?.state === 'not-shown');
  if (open.length === 0)
    return ledgers.length > 1
      ? 'the tree heads of each ledger are shown to be of one history'
      : 'their tree heads are shown to be of one history';
  const named = open.map(({ id, history }) => {
    const groups = history === undefined ? [] : groupWords(history);
    return `${ledgers.length > 1 ? `${id}, ` : ''}heads of ${groups.join('; of ')}`;
  });
  return `not shown to be of one history: ${named.join('. ')}`;
}

/** The same of one ledger, in a table of facts. */
export function historyWords(history: HistoryDocument): string {
  const { state, joins } = history;
  if (state === 'one-head') return 'all counted bundles have one tree head';
  if (state === 'contradicted') return 'contradicted: see chapter 9';
  if (state === 'not-shown')
    return `not shown for all tree heads; shown for those of ${groupWords(history).join('; and for those of ')}`;
  const by = joins.map(
    (join) => `${join.earlier} in ${join.later} by the ${join.by} of ${join.bundle}`,
  );
  return `shown for all tree heads: each tree begins with the one before it (${by.join(', ')})`;
}

/** What the command ends with (docs/MANUAL.md §8). */
export function exitOf(
  verdict: Verdict,
  frameworks: readonly FrameworkSection[],
  own: readonly ReportFinding[],
): ReportBody['exit'] {
  if (verdict === 'fail') return { code: 1, means: 'the evidence is wrong' };
  if (verdict === 'unproven') {
    return {
      code: 3,
      means: isPeriodAlone(own)
        ? 'nothing is wrong, but the completeness that was required is not proven for the period'
        : 'nothing is wrong, but proof or trust is missing',
    };
  }
  if (own.some(({ code }) => code === 'REPORT_SAMPLE_NOT_COVERED'))
    return { code: 3, means: 'the evidence holds, and your list of records is not covered' };
  const open = frameworks.filter(({ standing }) => standing !== 'evidence').length;
  if (open > 0)
    return {
      code: 4,
      means: `the evidence holds, and ${open} of ${countOf(frameworks.length, 'frameworks')} ${open === 1 ? 'has' : 'have'} gaps`,
    };
  return {
    code: 0,
    means: `the evidence holds${frameworks.length === 0 ? '' : ', and no framework has a gap'}`,
  };
}

/** True if what is unproven is the completeness of the period, and nothing else. */
function isPeriodAlone(findings: readonly ReportFinding[]): boolean {
  return findings
    .filter(({ outcome }) => outcome === 'unproven')
    .every(({ code }) => code === 'REPORT_COMPLETENESS_UNPROVEN');
}

/** What was verified: records, never a period. */
export function integrityWords({ verdict, counts, findings }: ReportBody): string {
  if (verdict === 'fail') return 'no: the evidence is wrong';
  const shown = `of the ${countOf(counts.records, 'records')} shown`;
  if (verdict === 'pass') return `yes, ${shown}`;
  return isPeriodAlone(findings)
    ? `${shown}, yes; the completeness that was required is not proven`
    : 'no: proof or trust is missing';
}

/** What could forge the report itself: what was handed to the runtime before it began. */
export function cautionWords({ not_checked }: ReportBody): readonly string[] {
  return not_checked
    .filter(({ code }) => code === 'UNCHECKED_ENVIRONMENT')
    .flatMap(({ about = [] }) => about);
}

/** For how much of the period no record can be missing. */
export function coverageWords({
  examined,
  required,
  proven_permille,
  gaps,
}: CoverageSection): string {
  if (!examined) return 'not examined, since the evidence is wrong';
  if (gaps.length === 0) return 'proven for the whole period';
  const first = gaps
    .slice(0, 3)
    .map(({ from, to }) => `${minuteOf(from)} to ${minuteOf(to)}`)
    .join(', ');
  const more = gaps.length > 3 ? `, and in ${countOf(gaps.length - 3, 'further stretches')}` : '';
  const demand = required ? '. It was required' : '';
  return `proven for ${percent(proven_permille)} of the period; records may be missing ${first}${more}${demand}`;
}

/** What became of the auditor's list. */
export function sampleWords(sample: SampleSection): string {
  const { ids, verified, erased } = sample;
  const held = `${countOf(verified, 'records')} verified, ${grouped(erased)} erased`;
  if (verified + erased === ids) return `covered: ${held} of ${grouped(ids)} listed`;
  const open = (['absent', 'failed', 'unproven'] as const)
    .filter((state) => sample[state] > 0)
    .map((state) => `${grouped(sample[state])} ${state}`);
  return `not covered: ${open.join(', ')} of ${grouped(ids)} listed (${held})`;
}

/** What a framework came to, with the part of the period that it is about. */
export function standingWords(
  { standing, gaps }: FrameworkSection,
  { proven_permille }: CoverageSection,
): string {
  if (standing === 'not examined') return 'not examined: the evidence is not proven';
  if (standing === 'none') return 'nothing to look at';
  if (standing === 'evidence') return 'evidence shown for the whole period, no gap found';
  if (proven_permille === 1000) return `evidence shown, ${countOf(gaps.length, 'gaps')}`;
  return `evidence shown, ${percent(proven_permille)} of the period covered, at least ${countOf(gaps.length, 'gaps')}`;
}

/** Questions that a framework raises: combinations of values, records erased early, and times that may be due. None is a gap. */
export function questionsOf({ remarks, intervals }: FrameworkSection): number {
  const due = intervals.flatMap(({ cases }) =>
    cases.filter(
      ({ question, outcome }) => question && (outcome === 'longer' || outcome === 'not shown'),
    ),
  );
  return remarks.filter(({ records }) => records > 0).length + due.length;
}

/** Printed when every bundle passed and none contradicts another. */
export function says(
  ledgers: readonly LedgerSection[],
  { proven_permille }: CoverageSection,
): readonly string[] {
  const isOne = ledgers.every(({ history }) => history?.state !== 'not-shown');
  return [
    isOne
      ? 'Every record counted here was in the tree of its ledger, unchanged and in this order.'
      : 'Every record counted here was in a tree that its ledger signed, unchanged and in the order of that tree.',
    ...(isOne && ledgers.some(({ tree_heads }) => tree_heads.length > 1)
      ? [
          'Tree heads of one ledger are shown to be of one history: each tree begins with the one before it.',
        ]
      : []),
    'Each bundle was signed for by the attester named with it, whose keys the trust root lists.',
    'What is called erased was logged as erased.',
    ...(proven_permille > 0
      ? [
          `In the stretches called proven, ${percent(proven_permille)} of the period, no record is missing, provided that the ledger's clock never ran back outside the records shown.`,
        ]
      : []),
  ];
}

/** Printed with every report. */
export function doesNotSay(
  ledgers: readonly LedgerSection[],
  { examined, gaps, proven_permille }: CoverageSection,
): readonly string[] {
  const open = ledgers.flatMap(({ id, history }) =>
    history?.state === 'not-shown' ? [{ id, groups: groupWords(history) }] : [],
  );
  return [
    ...DOES_NOT_SAY,
    ...(examined && gaps.length > 0
      ? [
          `that no record is missing in the stretches called gaps, ${percent(1000 - proven_permille)} of the period`,
        ]
      : []),
    ...open.map(
      ({ id, groups }) =>
        `that these tree heads of ${id} are of one history: those of ${groups.join('; and those of ')}`,
    ),
    'what stands in fields that are withheld or erased',
    'whether a control works: a record shows that something was logged, not that it was enough',
    "whether what a vendor's own report in a bundle states is so, beyond what its check compares",
  ];
}

/** `2026-09-01 00:00`. */
function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** `727 records and 3 more outside the period`. */
export function recordsWords({ counts, coverage }: ReportBody): string {
  const outside = counts.before + counts.after;
  const own = `${grouped(counts.in_period)}${coverage.gaps.length === 0 ? '' : ' shown'}`;
  return `${own}${outside === 0 ? '' : `, and ${grouped(outside)} shown outside it`}`;
}
