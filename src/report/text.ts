// The report for people (docs/SPEC.md §16.2): the verdict first and last, between them what was read, what was checked, what to
// compare by hand and what all this does not say. The same transcript, width and colour give the same bytes.

import type { Transcript } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { hang } from './layout.js';
import { Pen, type TextOptions } from './pen.js';
import { coverageLines, runCoverage, sampleLines } from './sample.js';
import { checkLines, findingLines, reasonLines } from './text-checks.js';
import { frameworkLines, gapLines } from './text-frameworks.js';
import {
  compareLines,
  evidenceLines,
  inputLines,
  manifestLines,
  meaningLines,
  signatureLines,
} from './text-sections.js';
import { countOf, type Unread, verdictCounts, worstVerdict } from './words.js';

/**
 * Renders a transcript as text that ends in a line feed. Text of the bundle is escaped and cut.
 * @example process.stdout.write(renderText(transcript, { width: 80, colour: true }))
 */
export function renderText(transcript: Transcript, options: TextOptions = {}): string {
  return `${page(transcript, new Pen(options)).join('\n')}\n`;
}

/** Renders the transcripts of a run. With several bundles the first and the last line state the verdict over all of them. */
export function renderTexts(
  transcripts: readonly Transcript[],
  unread: readonly Unread[] = [],
  options: TextOptions = {},
): string {
  const [only] = transcripts;
  if (only !== undefined && transcripts.length === 1 && unread.length === 0)
    return renderText(only, options);
  const pen = new Pen(options);
  const count = transcripts.length + unread.length;
  const verdict = pen.verdict(
    worstVerdict(transcripts, unread),
    `${countOf(count, 'bundles')}: ${verdictCounts(transcripts, unread)}`,
  );
  const notRead = unread.flatMap(({ name, code, message }) =>
    hang('not read  ', plainText(`${name}: ${code}: ${message}`), pen.width),
  );
  const coverage = runCoverage(transcripts);
  const sample = coverage === undefined ? [] : hang('sample  ', coverage, pen.width);
  const pages = transcripts.map((transcript) => page(transcript, pen));
  const parts = [[verdict, ...notRead, ...sample], ...pages].map((lines) => lines.join('\n'));
  if (pen.quiet) return `${parts.join('\n')}\n`;
  const rule = `\n\n${pen.faint('─'.repeat(pen.width))}\n\n`;
  return `${[...parts, verdict].join(rule)}\n`;
}

function page(transcript: Transcript, pen: Pen): string[] {
  const { bundle, summary, next, checks } = transcript;
  // One line whatever its length: scripts read it, and a terminal breaks it by itself.
  const verdict = pen.verdict(
    transcript.verdict,
    `${plainText(bundle.name)}: ${plainText(summary)}`,
  );
  const todo = next === undefined ? [] : hang('next  ', plainText(next), pen.width);
  const gaps = [...gapLines(transcript, pen), ...coverageLines(transcript, pen)];
  if (pen.quiet)
    return [
      verdict,
      ...todo,
      ...gaps,
      ...checks.flatMap((check) => findingLines(check, pen, '      ')),
    ];
  const parts = [
    [verdict, ...reasonLines(transcript, pen), ...todo, ...gaps],
    evidenceLines(transcript, pen),
    inputLines(transcript, pen),
    manifestLines(transcript, pen),
    checkLines(transcript, pen),
    signatureLines(transcript, pen),
    sampleLines(transcript, pen),
    frameworkLines(transcript, pen),
    compareLines(transcript, pen),
    meaningLines('This verdict says', transcript.says, pen),
    meaningLines('It does not say', transcript.does_not_say, pen),
    [...todo, verdict],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}
