// A drill on a terminal and as JSON (docs/MANUAL.md §7, schemas/drill.schema.json): the bundle's own verdict first, then what was done
// to its copies and what caught it, the counts last. What was not caught is said as loudly as a terminal allows.

import { plainText } from '../report/escape.js';
import { renderDocument } from '../report/json.js';
import { hang } from '../report/layout.js';
import { Pen, type TextOptions } from '../report/pen.js';
import { countOf, verdictWord } from '../report/words.js';
import { allCaught, type Drill, type DrilledTampering } from './result.js';
import { FAMILIES } from './tampering.js';

const MARKS: Readonly<Record<DrilledTampering['outcome'], string>> = {
  caught: 'caught',
  missed: 'MISSED',
  hidden: 'hidden',
};
const INDENT = ' '.repeat(10);

/** Renders a drill as text that ends in a line feed. */
export function renderDrill(drill: Drill, options: TextOptions = {}): string {
  const pen = new Pen(options);
  const { bundle, verdict, summary, environment } = drill;
  const parts = [
    [
      ...pen.cautions(environment),
      pen.verdict(verdict, `${plainText(bundle.name)}: ${plainText(summary)}`),
      ...introduction(drill, pen),
    ],
    ...familyLines(drill, pen),
    removalLines(drill, pen),
    notApplicableLines(drill, pen),
    missedLines(drill, pen),
    [countsOf(drill)],
  ];
  const lines = parts
    .filter((part) => part.length > 0)
    .flatMap((part, at) => (at === 0 ? part : ['', ...part]));
  return `${lines.join('\n')}\n`;
}

/** Renders a drill as JSON text that ends in a line feed. */
export function renderDrillJson(drill: Drill): string {
  return renderDocument(drill);
}

function introduction({ verdict, seed, tamperings }: Drill, pen: Pen): string[] {
  const said =
    tamperings.length === 0
      ? 'Nothing was tampered with: the bundle cannot be opened, or its manifest cannot be used.'
      : `Copies of the bundle in memory were tampered with, without any private key, and verified with the same trust root. The file was not touched. Seed ${seed}.`;
  const open =
    verdict === 'pass' || tamperings.length === 0
      ? []
      : hang(
          '      ',
          'The bundle itself does not pass. A tampering counts as caught only if it adds a finding that the bundle does not have.',
          pen.width,
        );
  return [...hang('      ', said, pen.width), ...open];
}

function familyLines({ tamperings }: Drill, pen: Pen): string[][] {
  return Object.entries(FAMILIES).map(([family, title]) => {
    const rows = tamperings.filter(({ id }) => id.startsWith(`${family}/`));
    return rows.length === 0
      ? []
      : [pen.heading(title), ...rows.flatMap((row) => tamperingLines(row, pen))];
  });
}

function tamperingLines(row: DrilledTampering, pen: Pen): string[] {
  const { what, where, outcome, verdict, decided, as_expected, expected } = row;
  const place = where === undefined ? '' : ` (${plainText(where)})`;
  const [first = '', ...more] = hang(`  ${MARKS[outcome]}  `, `${what}${place}`, pen.width);
  const mark = outcome === 'caught' ? first : pen.outcome('fail', first);
  const by =
    decided === undefined
      ? `${verdictWord(verdict)}  nothing that the bundle itself does not have; expected of ${expected.join(' or ')}`
      : `${verdictWord(verdict)}  ${decided.check}  ${decided.code}${as_expected ? '' : `  (expected of ${expected.join(' or ')})`}`;
  return [mark, ...more, ...hang(INDENT, by, pen.width).map((line) => pen.faint(line))];
}

function removalLines({ removals }: Drill, pen: Pen): string[] {
  if (removals.length === 0) return [];
  const lines = removals.flatMap(({ what, outcome, verdict, reported }) => {
    const told = reported.length === 0 ? 'not at all' : `as ${reported.join('; ')}`;
    const text = {
      legal: `removing ${plainText(what)} leaves a ${verdict} and is reported ${told}`,
      needed: `removing ${plainText(what)} makes it ${verdict}, reported ${told}`,
      missed: `removing ${plainText(what)} leaves a ${verdict} and is not reported`,
      hidden: `removing ${plainText(what)} shows nothing in a bundle that is ${verdict} anyway`,
    }[outcome];
    const mark = outcome === 'missed' ? 'MISSED' : outcome;
    const shown = hang(`  ${mark.padEnd(6)}  `, text, pen.width);
    return outcome === 'missed' ? shown.map((line) => pen.outcome('fail', line)) : shown;
  });
  return [pen.heading('What may be taken out of a bundle, and what needs it'), ...lines];
}

function notApplicableLines({ not_applicable }: Drill, pen: Pen): string[] {
  if (not_applicable.length === 0) return [];
  // Where nothing applies, the reason is one and has been given.
  const reasons = new Set(not_applicable.map(({ why }) => why));
  const [only = ''] = reasons;
  const rows =
    reasons.size === 1 && not_applicable.length > 1
      ? hang('  ', only, pen.width)
      : not_applicable.flatMap(({ what, why }) => hang('  ', `${what}: ${why}`, pen.width));
  return [pen.heading('Not applicable'), ...rows];
}

function missedLines(drill: Drill, pen: Pen): string[] {
  if (allCaught(drill)) return [];
  const missed = [
    ...drill.tamperings
      .filter(({ outcome }) => outcome === 'missed')
      .map(({ id, what }) => `${id}: ${what}`),
    ...drill.removals
      .filter(({ outcome }) => outcome === 'missed')
      .map(({ what }) => `removed without a word: ${plainText(what)}`),
  ];
  return [
    pen.outcome('fail', 'NOT CAUGHT'),
    ...missed.flatMap((text) => hang('  ', text, pen.width)),
    ...hang(
      '  ',
      'This is a bug or a weakness of softqcos-verify, not a fault of the bundle. Please report it, and do not rely on this build until it is understood.',
      pen.width,
    ),
  ];
}

/** The last line. */
function countsOf({ counts }: Drill): string {
  const { tamperings, caught, missed, hidden, by_another_check, not_applicable, not_tried } =
    counts;
  const parts = [countOf(tamperings, 'tamperings'), `${caught} caught`];
  if (missed > 0) parts.push(`${missed} NOT CAUGHT`);
  if (hidden > 0) parts.push(`${hidden} hidden by faults of the bundle itself`);
  if (by_another_check > 0)
    parts.push(`${by_another_check} of them by another check than expected`);
  parts.push(`${not_applicable} not applicable`);
  if (not_tried > 0) parts.push(`${not_tried} not tried, as asked`);
  return parts.join(', ');
}
