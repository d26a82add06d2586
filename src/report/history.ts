// What several bundles of one ledger prove of each other (docs/SPEC.md §13.5), as every report of a run tells it.

import { groupWords, type HistoryDocument, type HistoryFinding } from '../history/document.js';
import type { Run } from '../transcript/run.js';
import { plainText } from './escape.js';
import { hang } from './layout.js';
import type { Pen } from './pen.js';
import { countOf } from './words.js';

export interface ToldOfSet extends HistoryFinding {
  readonly ledger: string;
  /** `history/leaves`. */
  readonly check: string;
}

/** Findings over sets: what fails comes first, then what is unproven, then notes. */
export function setFindings({ history }: Run): readonly ToldOfSet[] {
  const all = history.flatMap(({ ledger, checks }) =>
    checks.flatMap(({ id, findings }) =>
      findings.map((found): ToldOfSet => ({ ...found, ledger, check: id })),
    ),
  );
  const order = ['fail', 'unproven', 'note'] as const;
  return order.flatMap((outcome) => all.filter((found) => found.outcome === outcome));
}

/** `, 2 contradictions between bundles (exit 1)`: what a run has beside the verdicts of its bundles. */
export function setRemarks(run: Run): readonly string[] {
  const count = (outcome: ToldOfSet['outcome']): number =>
    setFindings(run).filter((found) => found.outcome === outcome).length;
  const [fails, open] = [count('fail'), count('unproven')];
  return [
    ...(fails === 0 ? [] : [`${countOf(fails, 'contradictions')} between bundles`]),
    ...(open === 0 ? [] : [`${countOf(open, 'points')} unproven between bundles`]),
  ];
}

/** One sentence about each ledger. */
export function historySentence(history: HistoryDocument): string {
  const { ledger, state } = history;
  const heads = groupWords(history);
  if (state === 'contradicted') return `${ledger}: bundles contradict each other`;
  if (state === 'nothing-counted') return `${ledger}: no bundle counts, so nothing is compared`;
  if (state === 'one-head') return `${ledger}: all bundles have one tree head`;
  if (state === 'shown')
    return `${ledger}: all tree heads are shown to be of one history: ${heads.join('; ')}`;
  return `${ledger}: not shown to be of one history: heads of ${heads.join('; of ')}`;
}

/** Lines of the text: a sentence about each ledger, and what stands against it. */
export function historyLines(run: Run, pen: Pen): string[] {
  const told = setFindings(run).filter(({ outcome }) => outcome !== 'note' || !pen.quiet);
  return [
    ...(pen.quiet
      ? []
      : run.history.flatMap((one) =>
          hang('history   ', plainText(historySentence(one)), pen.width),
        )),
    ...told
      .filter(({ code }) => code !== 'SET_HISTORY_NOT_SHOWN')
      .flatMap(({ code, outcome, message, expected, actual, remedy }) => [
        ...hang(`${outcome.padEnd(10)}`, `${code}: ${plainText(message)}`, pen.width),
        ...(expected === undefined ? [] : [`          expected  ${plainText(expected)}`]),
        ...(actual === undefined ? [] : [`          actual    ${plainText(actual)}`]),
        ...hang('          do        ', remedy, pen.width),
      ]),
  ];
}
