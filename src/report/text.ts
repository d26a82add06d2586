// The report for people (docs/SPEC.md §16.2): the verdict first and last, between them what was read, what was checked, what to
// compare by hand, until when it is expected to hold and what was not checked. The same run, width and colour give the same bytes.

import { type Run, runOf } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { historyLines } from './history.js';
import { hang, narrowed } from './layout.js';
import { Pen, type TextOptions } from './pen.js';
import {
  bundleRemark,
  causeFirst,
  isPlainPass,
  remarkOf,
  runSummary,
  worstFirst,
} from './run-words.js';
import { coverageLines, sampleLines, uncoveredLines } from './sample.js';
import { bundleRows, skippedLines } from './text-bundles.js';
import { causeLines, checkLines, findingLines, reasonLines } from './text-checks.js';
import { frameworkLines, gapLines } from './text-frameworks.js';
import {
  compareLines,
  evidenceLines,
  inputLines,
  manifestLines,
  meaningLines,
  signatureLines,
} from './text-sections.js';
import {
  custodyLines,
  holdsLines,
  notCheckedLines,
  provesUntilLines,
  trustModeLines,
} from './text-worth.js';

/**
 * Renders a transcript as text that ends in a line feed. Text of the bundle is escaped and cut.
 * @example process.stdout.write(renderText(transcript, { width: 80, colour: true }))
 */
export function renderText(transcript: Transcript, options: TextOptions = {}): string {
  return renderTexts(runOf([transcript]), options);
}

/**
 * Renders a run. Over several bundles the first and the last line state the verdict over all of them, a table at both ends names each,
 * the worst first, and a bundle that passed has no page unless `verbose` asks for it.
 */
export function renderTexts(run: Run, options: TextOptions = {}): string {
  const pen = new Pen(options);
  const { transcripts, unread } = run;
  const [only] = transcripts;
  const parts =
    only !== undefined && transcripts.length === 1 && unread.length === 0
      ? [
          pageOf(only, options.remark ?? remarkOf(run), pen, [
            ...pen.cautions(run.environment),
            ...skippedLines(run, pen),
          ]),
        ]
      : pagesOf(run, pen);
  const rule = pen.quiet ? '\n' : `\n\n${pen.faint('─'.repeat(pen.width))}\n\n`;
  return narrowed(`${parts.map((lines) => lines.join('\n')).join(rule)}\n`, pen.width);
}

function pagesOf(run: Run, pen: Pen): string[][] {
  const verdict = pen.verdict(run.verdict, runSummary(run), remarkOf(run));
  const told = worstFirst(run.transcripts).filter((one) => pen.verbose || !isPlainPass(one));
  const pages = told.map((one) => pageOf(one, bundleRemark(one), pen, []));
  const uncovered = uncoveredLines(run, pen);
  const head = [
    verdict,
    ...historyLines(run, pen),
    ...uncovered,
    ...pen.cautions(run.environment),
    ...(pen.quiet ? [] : ['']),
    ...bundleRows(run, pen, pen.quiet ? 'not read' : 'all'),
    ...skippedLines(run, pen),
  ];
  if (pen.quiet) return [head, ...pages];
  const open = bundleRows(run, pen, 'open');
  return [head, ...pages, [...(open.length === 0 ? [] : [...open, '']), verdict]];
}

function pageOf(
  transcript: Transcript,
  remark: string,
  pen: Pen,
  aside: readonly string[],
): string[] {
  const { bundle, summary, next } = transcript;
  // One line whatever its length: scripts read it, and a terminal breaks it by itself.
  const verdict = pen.verdict(
    transcript.verdict,
    `${plainText(bundle.name)}: ${plainText(summary)}`,
    remark,
  );
  const mode = trustModeLines(transcript, pen);
  const todo = next === undefined ? [] : hang('next  ', plainText(next), pen.width);
  const gaps = [...gapLines(transcript, pen), ...coverageLines(transcript, pen)];
  if (pen.quiet)
    return [
      verdict,
      ...todo,
      ...gaps,
      ...aside,
      ...causeFirst(transcript).flatMap((check) => findingLines(check, pen, '      ')),
    ];
  const parts = [
    [
      verdict,
      ...causeLines(transcript, pen),
      ...reasonLines(transcript, pen),
      ...todo,
      ...mode,
      ...gaps,
      ...aside,
    ],
    [...evidenceLines(transcript, pen), ...holdsLines(transcript, pen)],
    inputLines(transcript, pen),
    manifestLines(transcript, pen),
    checkLines(transcript, pen),
    signatureLines(transcript, pen),
    provesUntilLines(transcript, pen),
    custodyLines(transcript, pen),
    sampleLines(transcript, pen),
    frameworkLines(transcript, pen),
    compareLines(transcript, pen),
    meaningLines('This verdict says', transcript.says, pen),
    notCheckedLines(transcript, pen),
    [...todo, ...mode, verdict],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}
