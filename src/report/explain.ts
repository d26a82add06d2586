// What the codes and checks mean, as data, as text for a terminal and as JSON: the catalogue and the code tables, nothing of any bundle.

import { CATALOGUE, type Check } from '../catalogue/checks.js';
import type { CodeRow, Outcome } from '../catalogue/codes/code.js';
import { REPORT_CODES } from '../catalogue/codes/report.js';
import { SET_CODES } from '../catalogue/codes/sets.js';
import { CODES, ERRORS, type FindingCode } from '../catalogue/codes.js';
import { SET_CATALOGUE } from '../catalogue/set-checks.js';
import { renderDocument } from './json.js';
import { hang, narrowed } from './layout.js';
import { Pen, type TextOptions } from './pen.js';

type AnyCode = Omit<CodeRow, 'check'> & { readonly check?: string };

/** Of a bundle, of several bundles of one ledger, and of a report. */
const EVERY_CODE: Readonly<Record<string, AnyCode>> = { ...CODES, ...SET_CODES, ...REPORT_CODES };

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  fail: 'the verdict is fail',
  unproven: 'unproven, if a pass needs the check',
  note: 'none: a note never changes the verdict',
};

/** What a name means. */
export type Explanation =
  | {
      readonly name: string;
      readonly kind: 'finding';
      readonly means: string;
      readonly remedy: string;
      readonly outcome: Outcome;
      /** Absent for what a compliance report alone finds. */
      readonly check?: string;
      readonly section: string;
    }
  | { readonly name: string; readonly kind: 'error'; readonly means: string }
  | {
      readonly name: string;
      readonly kind: 'check';
      readonly means: string;
      readonly section: string;
      readonly needed: string;
      readonly counts: string;
      readonly codes: readonly string[];
    };

/** Every code, in the order of the catalogue, those of the operator's errors last. */
export function allExplanations(): readonly Explanation[] {
  return [
    ...Object.entries(EVERY_CODE).map(([code, row]) => ofCode(code, row)),
    ...Object.entries(ERRORS).map(([name, means]) => ({ name, kind: 'error', means }) as const),
  ];
}

/** Explains a finding code, an error code or a check, without regard to case; undefined if the name is none of them. */
export function explanationOf(name: string): Explanation | undefined {
  const upper = name.toUpperCase();
  const check = CATALOGUE.find(({ id }) => id === name.toLowerCase());
  return allExplanations().find((one) => one.name === upper) ?? (check && ofCheck(check));
}

/** Every name that can be explained. */
export function explainedNames(): readonly string[] {
  return [...Object.keys(EVERY_CODE), ...Object.keys(ERRORS), ...CATALOGUE.map(({ id }) => id)];
}

function ofCode(name: string, { meaning, remedy, outcome, check }: AnyCode): Explanation {
  const common = { name, kind: 'finding', means: meaning, remedy, outcome } as const;
  if (check === undefined) return { ...common, section: 'manual, 8' };
  return { ...common, check, section: CATALOGUE.find(({ id }) => id === check)?.section ?? '13.5' };
}

function ofCheck({ id, title, section, needed, unit }: Check): Explanation {
  return {
    name: id,
    kind: 'check',
    means: title,
    section,
    needed,
    counts: unit,
    codes: codesOf(id),
  };
}

function codesOf(id: string): readonly string[] {
  return (Object.keys(CODES) as FindingCode[]).filter((code) => CODES[code].check === id);
}

/** Names that share words with one that is none: for a hint. */
export function closeNames(name: string): readonly string[] {
  const words = name
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word.length > 2);
  const score = (other: string): number =>
    words.filter((word) => other.toUpperCase().includes(word)).length;
  return explainedNames()
    .filter((other) => score(other) > 0)
    .sort((a, b) => score(b) - score(a))
    .slice(0, 5);
}

/** Renders every check: section, id, when a pass needs it, title. */
export function renderCatalogue(style: TextOptions): string {
  const pen = new Pen(style);
  if (pen.quiet) return CATALOGUE.map(({ id }) => `${id}\n`).join('');
  const words = { always: 'always', present: 'if present' };
  const lines = CATALOGUE.flatMap(({ section, id, title, needed }) => {
    const when = needed === 'always' || needed === 'present' ? words[needed] : `if ${needed}`;
    return hang(`${section.padEnd(5)} ${id.padEnd(24)}${when.padEnd(21)}`, title, pen.width);
  });
  const says =
    'Section, check, when a pass needs it (if present: whenever the bundle holds something for it; if NAME: when the trust root or --require asks for NAME), and what holds when it passed.';
  return narrowed([...hang('', says, pen.width), '', ...lines, ''].join('\n'), pen.width);
}

/** Renders the catalogue as JSON (schemas/checks.schema.json). */
export function renderCatalogueJson(): string {
  const checks = CATALOGUE.map(({ section, id, title, needed, unit }) => ({
    ...{ section, id, title, needed, counts: unit, codes: codesOf(id) },
  }));
  return renderDocument({ format: 'softqcos.checks/v1', checks });
}

/** Renders what one name means, or every code in one line each. */
export function renderExplanations(entries: readonly Explanation[], style: TextOptions): string {
  const pen = new Pen(style);
  const [only] = entries;
  if (only !== undefined && entries.length === 1 && !pen.quiet) return sheetOf(only, pen);
  const lines = entries.flatMap(({ name, means }) =>
    pen.quiet && entries.length > 1 ? [name] : hang(name.padEnd(33), means, pen.width),
  );
  return `${lines.join('\n')}\n`;
}

/** The same as JSON (schemas/explanation.schema.json). */
export function renderExplanationsJson(entries: readonly Explanation[]): string {
  return renderDocument({ format: 'softqcos.explanation/v1', entries });
}

function sheetOf(entry: Explanation, pen: Pen): string {
  const lines = rowsOf(entry).flatMap(([label, value]) =>
    hang(`  ${label.padEnd(9)}`, value, pen.width),
  );
  return `${[entry.name, ...lines].join('\n')}\n`;
}

function rowsOf(entry: Explanation): readonly (readonly [label: string, value: string])[] {
  if (entry.kind === 'error')
    return [
      ['means', entry.means],
      ['do', 'Correct what the message names, and run the same again.'],
      ['effect', 'no verdict, exit code 2'],
    ];
  if (entry.kind === 'check')
    return [
      ['holds', entry.means],
      ['section', entry.section],
      ['needed', neededWords(entry.needed)],
      ['counts', entry.counts],
      ...entry.codes.map((code, i) => [i === 0 ? 'codes' : '', code] as const),
    ];
  const { means, remedy, outcome, check, section } = entry;
  const title = [...CATALOGUE, ...SET_CATALOGUE].find(({ id }) => id === check)?.title;
  return [
    ['means', means],
    ['do', remedy],
    ['effect', OUTCOMES[outcome]],
    check === undefined
      ? ['of', `a compliance report (${section})`]
      : ['check', `${check}: ${title} (section ${section})`],
  ];
}

function neededWords(needed: string): string {
  if (needed === 'always') return 'always needed';
  if (needed === 'present') return 'needed if the bundle holds something for it';
  return `needed if ${needed} is required`;
}
