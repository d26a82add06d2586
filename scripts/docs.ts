// Writes the generated parts of the documents: in docs/SPEC.md the checks, the finding codes and the worked example, in
// docs/MANUAL.md the codes of a report and the errors, in SECURITY.md the bounds, in README.md real output and the table of checks, in
// docs/examples/ whole transcripts. Text outside the markers is never touched. With --check nothing is written, and the exit code is 1
// if a file would change.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { renderBounds } from './docs/bounds.js';
import { renderExample } from './docs/example.js';
import { renderExamples } from './docs/examples.js';
import { renderCheckList, renderFail, renderPass } from './docs/readme.js';
import { renderIndex, renderRests, renderRules } from './docs/rules.js';
import {
  renderChecks,
  renderErrors,
  renderHorizonSources,
  renderHorizons,
  renderNotChecked,
  renderRemedies,
  renderReportCodes,
  renderSetChecks,
  renderSetCodes,
} from './docs/tables.js';
import { renderVectors } from './docs/vectors.js';

const GOLDEN = new URL('../fixtures/golden/', import.meta.url);

/** Replaces each generated part of a document, found by its markers. */
function fill(file: string, text: string, parts: Readonly<Record<string, string>>): string {
  let rendered = text;
  for (const [name, body] of Object.entries(parts)) {
    const begin = `<!-- generated:${name} -->`;
    const end = `<!-- /generated:${name} -->`;
    const from = rendered.indexOf(begin);
    const to = rendered.indexOf(end);
    if (from < 0 || to < from) throw new Error(`${file} has no markers for ${name}`);
    rendered = `${rendered.slice(0, from + begin.length)}\n\n${body}\n\n${rendered.slice(to)}`;
  }
  return rendered;
}

/** The specification as it should be. */
export async function renderSpecification(text: string): Promise<string> {
  return fill('docs/SPEC.md', text, {
    checks: renderChecks(),
    codes: renderIndex(),
    rests: renderRests(),
    ...renderRules(),
    horizons: renderHorizons(),
    'horizon-sources': renderHorizonSources(),
    'not-checked': renderNotChecked(),
    'set-checks': renderSetChecks(),
    'set-codes': renderSetCodes(),
    example: await renderExample(GOLDEN),
    vectors: await renderVectors(),
  });
}

/** The manual as it should be. */
export function renderManual(text: string): string {
  return fill('docs/MANUAL.md', text, {
    'report-codes': renderReportCodes(),
    errors: renderErrors(),
    remedies: renderRemedies(),
  });
}

/** The threat model as it should be. */
function renderSecurity(text: string): string {
  return fill('SECURITY.md', text, { bounds: renderBounds() });
}

/** The README as it should be. */
export async function renderReadme(text: string): Promise<string> {
  return fill('README.md', text, {
    pass: await renderPass(),
    fail: await renderFail(),
    checks: renderCheckList(),
  });
}

/** The second opinion with the schemas as they should be embedded: without what is for people, each on a line. */
export function renderSecondOpinion(text: string): string {
  const [begin, end] = ['# generated:schemas\n', '# /generated:schemas\n'];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error('second-opinion/check.py has no markers');
  const used = [
    ...text.matchAll(/(?:Schema\(|jsonl\('[a-z./-]+', |line_beside\(line, ended, )'([a-z-]+)'/g),
  ].map(([, name]) => name);
  const rows = [...new Set([...used, 'path', 'disclosure', 'record-signature'])]
    .sort()
    .map((name) => {
      const file = new URL(`../schemas/${name}.schema.json`, import.meta.url);
      const schema = JSON.stringify(
        JSON.parse(readFileSync(file, 'utf8')),
        (key, value: unknown) =>
          ['title', 'description', '$schema', '$id'].includes(key) && typeof value === 'string'
            ? undefined
            : value,
      );
      return `    '${name}': r'''${schema}''',`;
    });
  const body = `SCHEMAS = {name: json.loads(text) for name, text in {\n${rows.join('\n')}\n}.items()}\n`;
  return text.slice(0, from + begin.length) + body + text.slice(to);
}

/** Writes a file that has changed, or says so. */
function settle(name: string, before: string, after: string, check: boolean): void {
  if (before === after) return;
  if (check) {
    console.error(`${name} is not up to date: run npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(new URL(`../${name}`, import.meta.url), after);
    console.error(`${name} was brought up to date`);
  }
}

async function main(check: boolean): Promise<void> {
  for (const [name, render] of [
    ['docs/SPEC.md', renderSpecification],
    ['docs/MANUAL.md', renderManual],
    ['SECURITY.md', renderSecurity],
    ['README.md', renderReadme],
    ['second-opinion/check.py', renderSecondOpinion],
  ] as const) {
    const before = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
    settle(name, before, await render(before), check);
  }
  for (const [name, after] of await renderExamples()) {
    const file = new URL(`../${name}`, import.meta.url);
    settle(name, existsSync(file) ? readFileSync(file, 'utf8') : '', after, check);
  }
}

const called = process.argv[1];
if (called?.endsWith('docs.ts') === true) await main(process.argv.includes('--check'));
