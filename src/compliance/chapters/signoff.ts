// The page that the auditor fills in: who prepared and reviewed the report, and what the reviewer concludes. The verifier fills in
// nothing but what it was told: a conclusion is never its own.

import { type Cell, type Chapter, code, foreign, para } from '../../layout/block.js';
import { verdictWord } from '../../report/words.js';
import type { ReportBody } from '../model.js';
import { coverageWords } from '../wording.js';

/** Asked in the order in which a reviewer goes through the report. */
const QUESTIONS = [
  'The fingerprint above was compared with that of another copy of this report',
  'The trust root and its keys were confirmed over another channel (chapter 2)',
  'What is covered is enough for the purpose, and the gaps are explained (chapter 3)',
  'Gaps and questions of each framework were followed up (chapter 8)',
  'Findings were followed up (chapter 9)',
  'Records were sampled, and compared with what they are about',
  'Conclusion',
  'Open points, and who answers them by when',
];

export function signoffChapter(report: ReportBody): Chapter {
  const { title, period, fingerprint, verdict, coverage, prepared_by } = report;
  return {
    id: 'signoff',
    number: '11',
    title: 'Sign-off, and the conclusion of the reviewer',
    blocks: [
      para(
        'To be filled in by whoever prepares and reviews this report. The verifier concludes nothing.',
      ),
      {
        kind: 'facts',
        rows: [
          ['Report', [foreign(title), `, ${period.first_day} to ${period.last_day}`]],
          ['Report fingerprint', [code(fingerprint)]],
          ['Verdict on the evidence', [verdictWord(verdict)]],
          ['Completeness', [coverageWords(coverage)]],
        ],
      },
      {
        kind: 'table',
        id: 'table-signoff',
        caption: 'Sign-off',
        columns: [
          { label: 'Role' },
          { label: 'Name' },
          { label: 'Date' },
          { label: 'Reference' },
          { label: 'Signature' },
        ],
        rows: [
          ['Prepared by', prepared_by === undefined ? '' : foreign(prepared_by), '', '', ''],
          ['Reviewed by', '', '', '', ''],
          ['Approved by', '', '', '', ''],
        ],
        toFillIn: true,
      },
      {
        kind: 'table',
        id: 'table-conclusion',
        caption: 'Conclusion of the reviewer',
        columns: [{ label: 'Point' }, { label: 'In the words of the reviewer' }],
        rows: QUESTIONS.map((question): Cell[] => [question, '']),
        toFillIn: true,
      },
    ],
  };
}
