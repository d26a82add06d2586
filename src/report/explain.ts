// What the codes and checks mean, as text for a terminal: the catalogue and the code tables, nothing of any bundle.

import { CATALOGUE, type Check } from '../catalogue/checks.js';
import type { CodeRow, Outcome } from '../catalogue/codes/code.js';
import { REPORT_CODES } from '../catalogue/codes/report.js';
import { SET_CODES } from '../catalogue/codes/sets.js';
import { CODES, ERRORS, type FindingCode } from '../catalogue/codes.js';
import { SET_CATALOGUE } from '../catalogue/set-checks.js';
import { hang, WIDTH } from './layout.js';

type AnyCode = Omit<CodeRow, 'check'> & { readonly check?: string };

/** Of a bundle, of several bundles of one ledger, and of a report. */
const EVERY_CODE: Readonly<Record<string, AnyCode>> = { ...CODES, ...SET_CODES, ...REPORT_CODES };

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  fail: 'the verdict is fail',
  unproven: 'unproven, if a pass needs the check',
  note: 'none: a note never changes the verdict',
};

/** Renders every check: section, id, when a pass needs it, title. */
export function renderCatalogue(): string {
  const words = { always: 'always', present: 'if present' };
  const lines = CATALOGUE.flatMap(({ section, id, title, needed }) => {
    const when = needed === 'always' || needed === 'present' ? words[needed] : `if ${needed}`;
    return hang(`${section.padEnd(5)} ${id.padEnd(24)}${when.padEnd(21)}`, title, WIDTH);
  });
  return [
    `Section, check, when a pass needs it (if present: whenever the bundle holds something for it;`,
    `if NAME: when the trust root or --require asks for NAME), and what holds when it passed.`,
    '',
    ...lines,
    '',
  ].join('\n');
}

/** Renders every code in the order of the catalogue, one a line. */
export function renderCodes(): string {
  const lines = [...Object.entries(EVERY_CODE), ...Object.entries(ERRORS)].flatMap(([code, row]) =>
    hang(`${code.padEnd(33)}`, typeof row === 'string' ? row : row.meaning, WIDTH),
  );
  return `${lines.join('\n')}\n`;
}

/** Explains a finding code, an error code or a check id; undefined if the name is none of them. */
export function renderExplanation(name: string): string | undefined {
  const upper = name.toUpperCase();
  const errors: Readonly<Record<string, string>> = ERRORS;
  if (Object.hasOwn(EVERY_CODE, upper)) return explainCode(upper, EVERY_CODE[upper]);
  if (Object.hasOwn(errors, upper))
    return sheet(upper, [
      ['means', errors[upper] ?? ''],
      ['effect', 'no verdict, exit code 2'],
    ]);
  const check = CATALOGUE.find(({ id }) => id === name.toLowerCase());
  return check === undefined ? undefined : explainCheck(check);
}

/** Names that are close to a name which is none: for a hint. */
export function closeNames(name: string): readonly string[] {
  const words = name
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word.length > 2);
  const score = (other: string): number =>
    words.filter((word) => other.toUpperCase().includes(word)).length;
  return [...Object.keys(EVERY_CODE), ...Object.keys(ERRORS), ...CATALOGUE.map(({ id }) => id)]
    .filter((other) => score(other) > 0)
    .sort((a, b) => score(b) - score(a))
    .slice(0, 5);
}

function explainCode(code: string, row: AnyCode | undefined): string | undefined {
  if (row === undefined) return undefined;
  const check = CATALOGUE.find(({ id }) => id === row.check);
  const ofSet = SET_CATALOGUE.find(({ id }) => id === row.check);
  const [title, section] =
    check === undefined ? [ofSet?.title ?? '', '13.5'] : [check.title, check.section];
  return sheet(code, [
    ['means', row.meaning],
    ['do', row.remedy],
    ['effect', OUTCOMES[row.outcome]],
    row.check === undefined
      ? ['of', 'a compliance report (section 17.8)']
      : ['check', `${row.check}: ${title} (section ${section})`],
  ]);
}

function explainCheck(check: Check): string {
  const codes = (Object.keys(CODES) as FindingCode[]).filter(
    (code) => CODES[code].check === check.id,
  );
  return sheet(check.id, [
    ['holds', check.title],
    ['section', check.section],
    ['needed', neededWords(check.needed)],
    ['counts', check.unit],
    ...codes.map((code, i): [string, string] => [i === 0 ? 'codes' : '', code]),
  ]);
}

function neededWords(needed: Check['needed']): string {
  if (needed === 'always') return 'always needed';
  if (needed === 'present') return 'needed if the bundle holds something for it';
  return `needed if ${needed} is required`;
}

function sheet(name: string, rows: readonly (readonly [label: string, value: string])[]): string {
  const lines = rows.flatMap(([label, value]) => hang(`  ${label.padEnd(9)}`, value, WIDTH));
  return `${[name, ...lines].join('\n')}\n`;
}
