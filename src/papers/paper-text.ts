// A working paper as text (docs/MANUAL.md §15). Its first line says that it is a draft, and so does its last.

import { plainText } from '../report/escape.js';
import { hang } from '../report/layout.js';
import { Pen, type TextOptions } from '../report/pen.js';
import { countOf, endedAs, fingerprint } from '../report/words.js';
import type { NotStated, Paper, PaperSection, Statement } from './paper.js';

const LINE = '_'.repeat(40);

/** Renders the paper for people. */
export function renderPaperText(paper: Paper, style: TextOptions = {}): string {
  const pen = new Pen(style);
  const { rule_book, bundle, trust_mode, trust_root, at, verifier, sections } = paper;
  const first = `${pen.heading('DRAFT')}  ${rule_book.title}`;
  if (pen.quiet)
    return `${first}\n${sections.flatMap(({ statements }) => statements.map(({ id }) => `${id}\n`)).join('')}`;
  const lines = [
    first,
    ...hang('      ', rule_book.purpose, pen.width),
    '',
    ...pen.row('File', `${plainText(bundle.name)}, ${countOf(bundle.bytes, 'bytes')}`),
    ...pen.row('', `SHA-256  ${fingerprint(bundle.sha256)}`),
    ...pen.row('', `SHA3-256 ${fingerprint(bundle.sha3_256)}`),
    ...pen.row('Trust root', `${plainText(trust_root.name)}, serial ${trust_root.serial}`),
    ...pen.row('', `SHA3-256 ${fingerprint(trust_root.sha3_256)}`),
    ...pen.row('Trust', plainText(trust_mode, 1_000)),
    ...pen.row('Judged as of', plainText(at)),
    ...pen.row('Verifier', `${verifier.name} ${verifier.version}, ${verifier.specification}`),
    ...sections.flatMap((section, i) => ['', ...sectionLines(section, i + 1, pen)]),
    '',
    pen.heading('Also not checked in this run'),
    ...paper.not_checked.flatMap(({ message, code }) =>
      hang('  - ', `${message} (${code})`, pen.width),
    ),
    '',
    pen.heading('Sources of the rule, and how far they were read'),
    ...rule_book.sources.flatMap(({ title, date, read, where, looked_up }) =>
      hang('  - ', `${title} (${date}): ${read}; ${where}; looked up on ${looked_up}`, pen.width),
    ),
    '',
    ...paper.signers.flatMap((who) => [
      ...pen.row(who, `name ${LINE}`),
      ...pen.row('', `date ${LINE.slice(0, 12)}  signature ${LINE.slice(0, 24)}`),
    ]),
    '',
    `${pen.heading('DRAFT')}  for a person to complete, to judge and to sign`,
  ];
  return `${lines.join('\n')}\n`;
}

function sectionLines(section: PaperSection, number: number, pen: Pen): string[] {
  const { title, clause, asks, statements, not_stated, not_checked, to_fill_in } = section;
  return [
    pen.heading(`${number}  ${title}`),
    ...hang('   ', `${clause}: ${asks}`, pen.width),
    ...statements.flatMap((statement) => statementLines(statement, pen)),
    ...not_stated.flatMap((one) => hang('  – ', notStatedWords(one), pen.width)),
    ...not_checked.flatMap(({ message, consequence, code }) =>
      hang('  ? ', `Not checked: ${message}. ${consequence} (${code})`, pen.width),
    ),
    ...to_fill_in.flatMap((blank) => [...hang('  > ', blank, pen.width), `    ${LINE}`]),
  ];
}

function statementLines({ pieces, rests_on }: Statement, pen: Pen): string[] {
  const words = pieces.map((piece) => (typeof piece === 'string' ? piece : plainText(piece.value)));
  return [
    ...hang('  + ', words.join(''), pen.width),
    ...hang('      rests on ', rests_on.join(', '), pen.width),
  ];
}

/** `Nothing is said of witnesses: checkpoint/witnesses is not in the bundle.` */
export function notStatedWords({ about, because }: NotStated): string {
  if (because.length === 0) return `Nothing is said of ${about}: the transcript does not hold it.`;
  const checks = because.map(({ check, status, why }) => `${check} (${endedAs(status, why)})`);
  return `Nothing is said of ${about}: ${checks.join(', ')}.`;
}
