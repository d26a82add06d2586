// Tables of the documents that the code is the source of: checks, codes over a set, remedies, errors.

import { CATALOGUE } from '../../src/catalogue/checks.js';
import type { CodeRow } from '../../src/catalogue/codes/code.js';
import { REPORT_CODES } from '../../src/catalogue/codes/report.js';
import { SET_CODES } from '../../src/catalogue/codes/sets.js';
import { CODES, ERRORS } from '../../src/catalogue/codes.js';
import { HORIZON_SOURCES, HORIZONS } from '../../src/catalogue/horizons.js';
import { NOT_CHECKED, UNCHECKED_WHEN } from '../../src/catalogue/not-checked.js';
import { SET_CATALOGUE } from '../../src/catalogue/set-checks.js';
import { code, table } from './table.js';

/** §14.3: every check in the order of the catalogue. */
export function renderChecks(): string {
  return table(
    ['check', 'what holds when it has passed', 'section', 'needed', 'counts'],
    CATALOGUE.map(({ id, title, section, needed, unit }) => [
      code(id),
      title,
      section,
      needed,
      unit,
    ]),
  );
}

/** §13.5: every check over a set, in the order of its catalogue. */
export function renderSetChecks(): string {
  return table(
    ['check', 'what holds when it has passed', 'counts'],
    SET_CATALOGUE.map(({ id, title, counts }) => [code(id), title, counts]),
  );
}

/** MANUAL §10: what to do about each finding. */
export function renderRemedies(): string {
  return table(
    ['code', 'remedy'],
    Object.entries(CODES).map(([name, { remedy }]) => [code(name), remedy]),
  );
}

/** §13.5: every code over a set under its check. */
export function renderSetCodes(): string {
  return codesOf(SET_CATALOGUE, SET_CODES);
}

function codesOf(
  catalogue: readonly { readonly id: string; readonly title: string }[],
  codes: Readonly<Record<string, Omit<CodeRow, 'check'> & { readonly check: string }>>,
): string {
  const rows = Object.entries(codes);
  return catalogue
    .flatMap(({ id, title }) => {
      const own = rows.filter(([, row]) => row.check === id);
      const lines = own.map(([name, { outcome, meaning, remedy }]) => [
        code(name),
        outcome,
        meaning,
        remedy,
      ]);
      return [
        `**${code(id)}** – ${title}.`,
        own.length === 0
          ? 'No code of its own.'
          : table(['code', 'outcome', 'meaning', 'remedy'], lines),
      ];
    })
    .join('\n\n');
}

/** MANUAL §8: codes of a compliance report itself. */
export function renderReportCodes(): string {
  return table(
    ['code', 'outcome', 'meaning', 'remedy'],
    Object.entries(REPORT_CODES).map(([name, { outcome, meaning, remedy }]) => [
      code(name),
      outcome,
      meaning,
      remedy,
    ]),
  );
}

/** MANUAL §9: errors of the operator's input. */
export function renderErrors(): string {
  return table(
    ['code', 'meaning'],
    Object.entries(ERRORS).map(([name, meaning]) => [code(name), meaning]),
  );
}

/** §16.5: everything that a run may say it did not check. */
export function renderNotChecked(): string {
  return table(
    ['code', 'category', 'in a transcript if', 'not checked', 'what may follow'],
    Object.entries(NOT_CHECKED).map(([name, { category, when, message, consequence }]) => [
      code(name),
      category,
      UNCHECKED_WHEN[when],
      message,
      consequence,
    ]),
  );
}

/** §12.5: the algorithms and their days. */
export function renderHorizons(): string {
  return table(
    ['algorithm', 'kind', 'expected to hold until', 'by'],
    Object.entries(HORIZONS).map(([name, { kind, until, sources }]) => [
      name,
      kind,
      until ?? 'no end is set',
      sources.join('; '),
    ]),
  );
}

/** §12.5: the texts that the days are from. */
export function renderHorizonSources(): string {
  return table(
    ['text', 'date', 'what it says', 'checked'],
    Object.values(HORIZON_SOURCES).map(({ title, date, says, checked }) => [
      title,
      date,
      says,
      checked,
    ]),
  );
}
