// Writes the generated parts of docs/SPEC.md: the checks, the finding codes, the worked example. Text outside the markers is
// never touched. With --check nothing is written, and the exit code is 1 if the file would change.

import { readFileSync, writeFileSync } from 'node:fs';
import { renderExample } from './docs/example.js';
import { renderChecks, renderCodes, renderErrors } from './docs/tables.js';

const SPEC = new URL('../docs/SPEC.md', import.meta.url);
const GOLDEN = new URL('../fixtures/golden/', import.meta.url);

/** Replaces each generated part of the specification, found by its markers. */
export async function renderSpecification(text: string): Promise<string> {
  const parts: Readonly<Record<string, string>> = {
    checks: renderChecks(),
    codes: renderCodes(),
    errors: renderErrors(),
    example: await renderExample(GOLDEN),
  };
  let rendered = text;
  for (const [name, body] of Object.entries(parts)) {
    const begin = `<!-- generated:${name} -->`;
    const end = `<!-- /generated:${name} -->`;
    const from = rendered.indexOf(begin);
    const to = rendered.indexOf(end);
    if (from < 0 || to < from) throw new Error(`docs/SPEC.md has no markers for ${name}`);
    rendered = `${rendered.slice(0, from + begin.length)}\n\n${body}\n\n${rendered.slice(to)}`;
  }
  return rendered;
}

async function main(check: boolean): Promise<void> {
  const before = readFileSync(SPEC, 'utf8');
  const after = await renderSpecification(before);
  if (before === after) return;
  if (check) {
    console.error('docs/SPEC.md is not up to date: run npm run docs');
    process.exitCode = 1;
  } else {
    writeFileSync(SPEC, after);
    console.error('docs/SPEC.md was brought up to date');
  }
}

const called = process.argv[1];
if (called?.endsWith('docs.ts') === true) await main(process.argv.includes('--check'));
