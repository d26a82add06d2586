// The part of the text report that follows the catalogue: one line for each check, its findings beneath (docs/SPEC.md §16.2).

import type { Transcript, TranscriptCheck } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { actualOf, type FindingGroup, groupsOf, placesOf } from './groups.js';
import { hang } from './layout.js';
import type { Pen } from './pen.js';
import { causeOf } from './run-words.js';
import { countOf, examinedOf, MARKS, reasonsOf, standsAgainst } from './words.js';

const ID_WIDTH = 23;
const LEGEND = `${MARKS.passed} holds   ${MARKS.failed} is wrong   ${MARKS.unproven} not proven   – not run`;

/** `cause  the line ends in CR LF … (records.jsonl, lines 1 to 20)`: the finding that explains the others, as far as one does. */
export function causeLines(transcript: Transcript, pen: Pen): string[] {
  const cause = causeOf(transcript);
  if (cause === undefined) return [];
  const check = transcript.checks.find(({ findings }) => findings.includes(cause));
  const group = groupsOf(check?.findings ?? []).find(
    ({ finding }) => finding.code === cause.code && finding.message === cause.message,
  );
  const place = group === undefined ? '' : placesOf(group, plainText);
  return hang(
    'cause ',
    `${plainText(cause.message)}${place === '' ? '' : ` (${place})`}`,
    pen.width,
  );
}

/** `why  records/chain: CHAIN_BROKEN`: what to look at first, for a verdict that is not a pass. */
export function reasonLines(transcript: Transcript, pen: Pen): string[] {
  if (transcript.verdict === 'pass') return [];
  return reasonsOf(transcript).map((check, i) => {
    const decisive = check.findings.filter(({ outcome }) => outcome !== 'note');
    const codes = [...new Set(decisive.map(({ code }) => code))].join(', ');
    return `${i === 0 ? 'why ' : '    '}  ${pen.mark(check.status)}  ${check.id}${codes === '' ? '' : `: ${codes}`}`;
  });
}

/** The catalogue in its order; no check is left out, whatever its status. */
export function checkLines({ checks }: Transcript, pen: Pen): string[] {
  const lines = checks.flatMap((check) => [
    ...checkLine(check, pen),
    ...findingLines(check, pen, ' '.repeat(12)),
  ]);
  return [`${pen.heading('Checks')}   ${pen.faint(LEGEND)}`, ...lines];
}

function checkLine(check: TranscriptCheck, pen: Pen): string[] {
  const required = standsAgainst(check) && check.status === 'skipped' ? ', but required' : '';
  const optional = check.status === 'unproven' && !check.needed ? ', not required' : '';
  // No-break spaces keep a count and its unit on one line.
  const count = `(${examinedOf(check)}${required}${optional})`.replaceAll(' ', '\u00a0');
  const head = `      ${check.section.padEnd(5)} ${check.id.padEnd(ID_WIDTH)} `;
  return hang(head, `${check.title} ${count}`, pen.width).map((line, i) => {
    const text = i === 0 ? `${pen.mark(check.status)}${line.slice(4)}` : line;
    return text.replace(/\([^()]*\u00a0[^()]*\)$/, pen.faint('$&')).replaceAll('\u00a0', ' ');
  });
}

/** The findings of one check, each with its place, values and remedy. */
export function findingLines(check: TranscriptCheck, pen: Pen, indent: string): string[] {
  const lines = groupsOf(check.findings).flatMap((group) => oneFinding(group, pen, indent));
  if (check.omitted > 0)
    lines.push(`${indent}and ${countOf(check.omitted, 'further findings')} like these`);
  return lines;
}

function oneFinding(group: FindingGroup, pen: Pen, indent: string): string[] {
  const { finding } = group;
  const head = `${indent}${finding.code}  `;
  const [first = '', ...more] = hang(head, plainText(finding.message), pen.width);
  const detail = (label: string, value: string): string[] =>
    value === '' ? [] : hang(`${indent}  ${label.padEnd(9)} `, value, pen.width);
  return [
    `${indent}${pen.outcome(finding.outcome, finding.code)}${first.slice(indent.length + finding.code.length)}`,
    ...more,
    ...detail('where', placesOf(group, plainText)),
    ...detail('expected', plainText(finding.expected ?? '')),
    ...detail('actual', plainText(actualOf(group) ?? '')),
    ...detail(finding.outcome === 'note' ? 'note' : 'do', finding.remedy),
  ];
}
