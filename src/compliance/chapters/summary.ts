// Chapter 1: what an auditor wants to know first. Every number here stands again, with what is behind it, in a later chapter.

import type { ComplianceReport, FrameworkSection } from '../model.js';
import {
  type Block,
  type Chapter,
  countWords,
  foreign,
  grouped,
  type Inline,
  para,
} from './block.js';

export function summaryChapter(report: ComplianceReport): Chapter {
  return {
    id: 'summary',
    number: '1',
    title: 'Summary',
    blocks: [verdictBlock(report), figures(report), ...frameworkBlocks(report), caveat()],
  };
}

/** The verdict on the evidence, in words. */
export function verdictBlock({ verdict, summary, integrity_verified }: ComplianceReport): Block {
  const title = integrity_verified
    ? 'Integrity verified: yes'
    : verdict === 'fail'
      ? 'Integrity verified: no. The evidence is wrong'
      : 'Integrity verified: no. Proof or trust is missing';
  const after =
    verdict === 'pass'
      ? ''
      : verdict === 'fail'
        ? ' Do not rely on this report before chapter 9 is resolved.'
        : ' The numbers below cover only the bundles that verified.';
  return {
    kind: 'callout',
    tone: verdict === 'pass' ? 'sound' : verdict === 'fail' ? 'wrong' : 'open',
    title,
    text: [`${capital(summary)}.${after}`],
  };
}

function figures(report: ComplianceReport): Block {
  const { counts, bundles, ledgers, period, findings, trust_root } = report;
  const counted = bundles.filter((bundle) => bundle.counted).length;
  const rows: (readonly [string, readonly Inline[]])[] = [
    [
      'Period',
      [
        `${period.first_day} to ${period.last_day}, both included, UTC, by the time that the ledger recorded`,
      ],
    ],
    [
      'Records of the period',
      [
        { words: grouped(counts.in_period), to: 'records-totals' },
        `: ${countWords(counts.events, 'event')}, ${countWords(counts.retention_policies, 'retention policy', 'retention policies')}, ${countWords(counts.erasures, 'erasure')}, ${countWords(counts.exports, 'export decision')}`,
      ],
    ],
    [
      'Bundles',
      [{ words: `${counted} of ${bundles.length}`, to: 'bundles' }, ' verified and counted'],
    ],
    ...ledgers.map(
      ({ id, origin, proven_permille, gaps }): readonly [string, readonly Inline[]] => [
        ledgers.length === 1 ? 'Completeness' : `Completeness of ${id}`,
        [
          { words: `proven for ${percent(proven_permille)} of the period`, to: `coverage-${id}` },
          `, ledger `,
          foreign(origin),
          gaps.length === 0 ? '' : `; ${countWords(gaps.length, 'gap')}`,
        ],
      ],
    ),
    [
      'Trust root',
      trust_root === null
        ? ['none: nobody says whose keys these are']
        : [foreign(trust_root.name), `, serial ${trust_root.serial}`],
    ],
    [
      'Findings',
      [
        { words: countWords(findings.length, 'finding'), to: 'findings' },
        ': ',
        (['fail', 'unproven', 'note'] as const)
          .map((outcome) => {
            const count = findings.filter((found) => found.outcome === outcome).length;
            return `${count} ${outcome}`;
          })
          .join(', '),
      ],
    ],
  ];
  return { kind: 'facts', rows };
}

function frameworkBlocks({ frameworks }: ComplianceReport): Block[] {
  if (frameworks.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'summary-frameworks',
      caption: 'Frameworks at a glance',
      columns: [
        { label: 'Framework' },
        { label: 'Events', numeric: true },
        { label: 'Controls with evidence', numeric: true },
        { label: 'Gaps', numeric: true },
        { label: 'Questions', numeric: true },
        { label: 'Standing' },
      ],
      rows: frameworks.map((framework) => [
        { words: framework.name, to: `framework-${framework.id}` },
        framework.records,
        `${framework.controls.filter(({ records }) => records > 0).length} of ${framework.controls.length}`,
        framework.gaps.length,
        framework.remarks.filter(({ records }) => records > 0).length,
        standingWords(framework),
      ]),
      note: 'A gap is something that the framework names and that the records lack. A question is a combination of values that deserves one; it is no gap.',
    },
  ];
}

export function standingWords({ standing, gaps }: FrameworkSection): string {
  if (standing === 'none') return 'nothing to look at';
  return standing === 'evidence'
    ? 'evidence shown, no gap found'
    : `evidence shown, ${countWords(gaps.length, 'gap')}`;
}

function caveat(): Block {
  return para(
    'This report gathers evidence. It does not judge whether the demands of a framework are met: that is for the auditor. What it does not say is listed in ',
    { words: 'chapter 10', to: 'meaning' },
    '.',
  );
}

export function percent(permille: number): string {
  return permille === 1000 ? '100 %' : `${(permille / 10).toFixed(1)} %`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
