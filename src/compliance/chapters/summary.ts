// Chapter 1: what an auditor wants to know first. Every number here stands again, with what is behind it, in a later chapter.

import {
  type Block,
  type Cell,
  type Chapter,
  countWords,
  foreign,
  grouped,
  type Inline,
  para,
} from '../../layout/block.js';
import { ENVIRONMENT_TITLE, percent } from '../../report/words.js';
import type { ReportBody } from '../model.js';
import {
  cautionWords,
  coverageWords,
  integrityWords,
  questionsOf,
  standingWords,
} from '../wording.js';

export function summaryChapter(report: ReportBody): Chapter {
  return {
    id: 'summary',
    number: '1',
    title: 'Summary',
    blocks: [
      ...cautions(report),
      verdictBlock(report),
      figures(report),
      ...frameworkBlocks(report),
      caveat(),
    ],
  };
}

/** What could forge any line below it stands above all of them. */
function cautions(report: ReportBody): Block[] {
  return cautionWords(report).map((text) => ({
    kind: 'callout',
    tone: 'open',
    title: ENVIRONMENT_TITLE,
    text: [foreign(text)],
  }));
}

/** The verdict on the evidence, in words. */
function verdictBlock(report: ReportBody): Block {
  const { verdict, summary, coverage } = report;
  const after =
    verdict === 'fail'
      ? ' Do not rely on this report before chapter 9 is resolved: no stretch of the period is called proven, and no framework was examined.'
      : verdict === 'pass'
        ? ''
        : ' The numbers below cover only the bundles that verified; no framework was examined.';
  return {
    kind: 'callout',
    tone: verdict === 'pass' ? 'sound' : verdict === 'fail' ? 'wrong' : 'open',
    title: `Integrity verified: ${integrityWords(report)}`,
    text: [`${capital(summary)}.${after} Completeness: ${coverageWords(coverage)}.`],
  };
}

function figures(report: ReportBody): Block {
  const { counts, bundles, ledgers, period, findings, trust_root, coverage, exit } = report;
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
        `${coverage.gaps.length === 0 ? '' : ' shown'}: ${countWords(counts.events, 'event')}, ${countWords(counts.retention_policies, 'retention policy', 'retention policies')}, ${countWords(counts.erasures, 'erasure')}, ${countWords(counts.exports, 'export decision')}`,
      ],
    ],
    [
      'Bundles',
      [{ words: `${counted} of ${bundles.length}`, to: 'bundles' }, ' verified and counted'],
    ],
    ['Completeness', [{ words: capital(coverageWords(coverage)), to: 'coverage' }]],
    ...ledgers.map(
      ({ id, origin, proven_permille, gaps }): readonly [string, readonly Inline[]] => [
        ledgers.length === 1 ? 'Ledger' : `Ledger ${id}`,
        [
          foreign(origin),
          ...(ledgers.length === 1 || !coverage.examined
            ? []
            : [
                ': ',
                { words: `${percent(proven_permille)} of the period`, to: `coverage-${id}` },
                gaps.length === 0 ? '' : `, ${countWords(gaps.length, 'gap')}`,
              ]),
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
        coverage.gaps.length === 0 ? ': ' : ' in what is shown: ',
        (['fail', 'unproven', 'note'] as const)
          .map((outcome) => {
            const count = findings.filter((found) => found.outcome === outcome).length;
            return `${count} ${outcome}`;
          })
          .join(', '),
      ],
    ],
    ['Exit status', [`${exit.code}: ${exit.means}`]],
  ];
  return { kind: 'facts', rows };
}

function frameworkBlocks({ frameworks, coverage }: ReportBody): Block[] {
  if (frameworks.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'summary-frameworks',
      caption: 'Frameworks at a glance',
      // What decides comes first: on a narrow screen the rest is scrolled to.
      columns: [
        { label: 'Framework' },
        { label: 'Standing' },
        { label: 'Gaps', numeric: true },
        { label: 'Questions', numeric: true },
        { label: 'Controls with evidence', numeric: true },
        { label: 'Events', numeric: true },
      ],
      rows: frameworks.map((framework): Cell[] => {
        const name = { words: framework.name, to: `framework-${framework.id}` };
        const standing = standingWords(framework, coverage);
        if (framework.standing === 'not examined') return [name, standing, '–', '–', '–', '–'];
        return [
          name,
          standing,
          framework.gaps.length,
          questionsOf(framework),
          `${framework.controls.filter(({ records }) => records > 0).length} of ${framework.controls.length}`,
          framework.records,
        ];
      }),
      note: 'A gap is something that the framework names and that the records lack; a part of the period without proven completeness is one. A question is a combination of values that deserves one; it is not a gap.',
    },
  ];
}

function caveat(): Block {
  return para(
    'This report gathers evidence. It does not judge whether the demands of a framework are met: that is for the auditor. What it does not say is listed in ',
    { words: 'chapter 10', to: 'meaning' },
    '.',
  );
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
