// The table of bundles of a run, as text: which of them is what, and the first cause of each that is no pass.

import type { Run } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { hang } from './layout.js';
import type { Pen } from './pen.js';
import { bundleRemark, causeWords, isPlainPass, worstFirst } from './run-words.js';
import { countOf, grouped, verdictWord } from './words.js';

/** Skipped files that the text names; the JSON document lists all. */
const NAMED = 20;
const WORD = 10;

/** One row a bundle, the worst first. `open` leaves out what passed and counts it, `not read` is what has no page of its own. */
export function bundleRows(run: Run, pen: Pen, which: 'all' | 'open' | 'not read'): string[] {
  const rows = run.unread.flatMap(({ name, code, message }) =>
    hang('not read'.padEnd(WORD), plainText(`${name}: ${code}: ${message}`), pen.width),
  );
  if (which === 'not read') return rows;
  const listed = worstFirst(run.transcripts);
  const bad = listed.filter((one) => one.verdict !== 'pass').flatMap((one) => rowOf(one, pen));
  const good = listed.filter((one) => one.verdict === 'pass');
  const told = which === 'all' ? good : good.filter((one) => !isPlainPass(one));
  const rest = good.length - told.length;
  const open = [...bad, ...rows, ...told.flatMap((one) => rowOf(one, pen))];
  if (which === 'all' || open.length === 0 || rest === 0) return open;
  return [...open, `${pen.mark('passed').trim().padEnd(WORD)}${grouped(rest)} more`];
}

function rowOf(transcript: Transcript, pen: Pen): string[] {
  const { bundle, verdict, next } = transcript;
  const why = verdict === 'pass' ? '' : `: ${plainText(causeWords(transcript))}`;
  const text = `${plainText(bundle.name)}${bundleRemark(transcript)}${why}`;
  const word = verdict === 'pass' ? 'pass' : verdictWord(verdict);
  const lines = hang(word.padEnd(WORD), text, pen.width).map((line, i) =>
    i === 0 ? `${pen.paint(verdict, line.slice(0, WORD))}${line.slice(WORD)}` : line,
  );
  return next === undefined
    ? lines
    : [...lines, ...hang('  next'.padEnd(WORD), plainText(next), pen.width)];
}

/** What of a folder is no bundle. */
export function skippedLines({ skipped }: Run, pen: Pen): string[] {
  if (skipped.length === 0) return [];
  if (pen.quiet) return [`skipped   ${countOf(skipped.length, 'files')}: not bundles`];
  const lines = skipped
    .slice(0, NAMED)
    .flatMap(({ name, because }) =>
      hang('skipped'.padEnd(WORD), plainText(`${name}: ${because}`), pen.width),
    );
  const more = skipped.length - NAMED;
  return more <= 0
    ? lines
    : [...lines, `${''.padEnd(WORD)}and ${grouped(more)} more: see --format json`];
}
