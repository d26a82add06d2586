// What a document over several bundles has beside them: the table of bundles, what they prove of each other, the auditor's list, and what
// was not read.

import { groupWords } from '../../history/document.js';
import { historySentence, setFindings } from '../../report/history.js';
import { bundleRemark, causeOf } from '../../report/run-words.js';
import { runCoverage } from '../../report/sample.js';
import { ENVIRONMENT_TITLE, verdictWord } from '../../report/words.js';
import type { Run } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import { type DocumentBlock, first, type Part, SHOWN, type Text } from '../model.js';
import { andMore, said } from './words.js';

export function environmentPart({ environment }: Run): Part[] {
  if (environment.length === 0) return [];
  return [
    {
      id: 'environment',
      title: 'Caution',
      blocks: environment.map(
        (text): DocumentBlock => ({
          kind: 'callout',
          tone: 'open',
          title: ENVIRONMENT_TITLE,
          text: [said(text)],
        }),
      ),
    },
  ];
}

export function runParts(run: Run, ordered: readonly Transcript[], notTold: number): Part[] {
  return [
    { id: 'bundles', title: 'Bundles', blocks: bundlesTable(run, ordered, notTold) },
    ...historyPart(run),
    ...samplePart(run),
    ...skippedPart(run),
  ];
}

function bundlesTable(
  { unread }: Run,
  ordered: readonly Transcript[],
  notTold: number,
): DocumentBlock[] {
  const open = ordered.filter(({ verdict }) => verdict !== 'pass').length;
  const rows = ordered.map((one, i) => {
    const cause = causeOf(one);
    return [
      i < SHOWN.bundles ? [{ words: one.bundle.name, to: `b${i + 1}` }] : [said(one.bundle.name)],
      `${verdictWord(one.verdict)}${bundleRemark(one)}`,
      cause === undefined
        ? [said(one.verdict === 'pass' ? '' : one.summary)]
        : [{ code: cause.code }, ' ', said(cause.message)],
      one.verdict === 'pass' ? (one.proves_until.verdict_until ?? 'no end is set') : '–',
    ] as const;
  });
  const all = [
    ...rows.slice(0, open),
    ...unread.map(
      ({ name, code, message }) =>
        [[said(name)], 'not read', [{ code }, ' ', said(message)], '–'] as const,
    ),
    ...rows.slice(open),
  ];
  const { shown, more } = first(all, SHOWN.bundleRows);
  const notes = [
    andMore(more, 'bundles'),
    notTold === 0
      ? undefined
      : `${notTold} of them have no part of their own here; the JSON document has all.`,
  ].filter((note) => note !== undefined);
  return [
    {
      kind: 'table',
      id: 'bundle-table',
      caption: 'Every bundle of this run, the worst first',
      search: 'Search the bundles listed here',
      columns: [
        { label: 'Bundle', breaks: true },
        { label: 'Verdict' },
        { label: 'First cause' },
        { label: 'Expected until', whole: true },
      ],
      rows: shown,
      ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
    },
  ];
}

function historyPart(run: Run): Part[] {
  if (run.history.length === 0) return [];
  const { shown, more } = first(setFindings(run), SHOWN.findings);
  const left = andMore(more, 'findings');
  return [
    {
      id: 'history',
      title: 'Bundles of one ledger',
      blocks: [
        ...run.history.map(
          (one): DocumentBlock => ({
            kind: 'callout',
            tone:
              one.state === 'contradicted' ? 'wrong' : one.state === 'not-shown' ? 'open' : 'sound',
            title:
              one.state === 'contradicted'
                ? 'Contradicted'
                : one.state === 'not-shown'
                  ? 'Not shown'
                  : 'One history',
            text: [said(`${historySentence(one)}${groupWords(one).length > 1 ? '.' : ''}`)],
          }),
        ),
        ...(shown.length === 0
          ? []
          : [
              {
                kind: 'findings',
                findings: shown.map(
                  ({ code, outcome, message, check, expected, actual, remedy }) => ({
                    ...{ code, outcome, tag: outcome, message, check },
                    facts: [
                      ...(expected === undefined
                        ? []
                        : [['Expected', [{ code: expected }]] as const]),
                      ...(actual === undefined ? [] : [['Found', [{ code: actual }]] as const]),
                      ['What to do', [said(remedy)]] as const,
                    ],
                  }),
                ),
              } as const,
            ]),
        ...(left === undefined ? [] : [{ kind: 'para', text: [left] } as const]),
      ],
    },
  ];
}

function samplePart(run: Run): Part[] {
  const coverage = runCoverage(run);
  if (coverage === undefined) return [];
  return [
    {
      id: 'sample',
      title: 'Your sample',
      blocks: [{ kind: 'para', text: [said(`${coverage}.`)] }],
    },
  ];
}

export function skippedPart({ skipped }: Run): Part[] {
  if (skipped.length === 0) return [];
  const { shown, more } = first(skipped, SHOWN.items);
  const left = andMore(more, 'files');
  return [
    {
      id: 'skipped',
      title: 'Not bundles, and not read',
      blocks: [
        {
          kind: 'list',
          items: shown.map(({ name, because }): Text => [said(name), ': ', said(because)]),
        },
        ...(left === undefined ? [] : [{ kind: 'para', text: [left] } as const]),
      ],
    },
  ];
}
