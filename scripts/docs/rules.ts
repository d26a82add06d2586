// One table for each section of docs/SPEC.md that belongs to a check: its codes, when each is given, what else the cases with that
// one fault have, and which checks stop by it. Everything comes from the catalogue, the codes and fixtures/cases.

import { readdirSync, readFileSync } from 'node:fs';
import { CATALOGUE, type Check } from '../../src/catalogue/checks.js';
import { CODES, type FindingCode } from '../../src/catalogue/codes.js';
import { code, table } from './table.js';

const CASES = new URL('../../fixtures/cases/', import.meta.url);
const ROWS: readonly Check[] = CATALOGUE;

/** Markers of the document and what stands between them: `rules-2-2` for section 2.2. */
export function renderRules(): Readonly<Record<string, string>> {
  const beside = besideInCases();
  return Object.fromEntries(
    ROWS.map((check) => [`rules-${check.section.replace('.', '-')}`, renderCheck(check, beside)]),
  );
}

/** §15: every code in the order of the alphabet, with the section that has its rule. */
export function renderIndex(): string {
  const sections = new Map(ROWS.map(({ id, section }) => [id, section]));
  return table(
    ['code', 'outcome', 'check', 'section'],
    Object.entries(CODES)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { outcome, check }]) => [
        code(name),
        outcome,
        code(check),
        sections.get(check) ?? '',
      ]),
  );
}

/** §14.2: what each check rests on, in the order of the catalogue. */
export function renderRests(): string {
  const list = (ids: readonly string[] | undefined): string =>
    ids === undefined || ids.length === 0 ? '–' : ids.map(code).join(', ');
  return table(
    ['check', 'cannot end without', 'cannot pass without a pass of'],
    ROWS.map(({ id, restsOn, holdsWith }) => [code(id), list(restsOn), list(holdsWith)]),
  );
}

function renderCheck(check: Check, beside: ReadonlyMap<string, ReadonlySet<string>>): string {
  const own = Object.entries(CODES).filter(([, row]) => row.check === check.id);
  const absent: readonly string[] = check.absent ?? [];
  const rows = own.map(([name, { outcome, meaning }]) => [
    code(name),
    absent.includes(name) ? `${outcome}, if required` : outcome,
    meaning,
    [...(beside.get(name) ?? [])].sort().map(code).join(', ') || '–',
  ]);
  const stopped = ROWS.filter(({ restsOn }) => restsOn.includes(check.id)).map(({ id }) => id);
  const stops =
    stopped.length === 0
      ? 'No other check rests on it.'
      : `Where it comes to no end, it stops ${stopped.map(code).join(', ')}.`;
  return [
    `Check ${code(check.id)}: ${check.title}. ${stops}`,
    table(['code', 'outcome', 'when', 'beside it in cases'], rows),
  ].join('\n\n');
}

/** Of cases with one fault: the further codes, by the code of the check that the case is named after. */
function besideInCases(): Map<string, Set<string>> {
  const beside = new Map<string, Set<string>>();
  for (const file of readdirSync(CASES, { recursive: true, encoding: 'utf8' }).sort()) {
    const [, check] =
      /^([a-z]+\/[a-z-]+?)--[^/]+\/case\.json$/.exec(file.replaceAll('\\', '/')) ?? [];
    if (check === undefined) continue;
    const { codes } = JSON.parse(readFileSync(new URL(file, CASES), 'utf8')) as {
      codes: FindingCode[];
    };
    for (const name of codes.filter((one) => CODES[one].check === check)) {
      const others = beside.get(name) ?? new Set();
      beside.set(name, others);
      for (const other of codes) if (other !== name) others.add(other);
    }
  }
  return beside;
}
