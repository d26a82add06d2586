// The generated parts of README.md: what the command prints for the demonstration bundles, and the table of checks.

import { readFileSync } from 'node:fs';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import { CATALOGUE } from '../../src/catalogue/checks.js';
import { renderText } from '../../src/report/text.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';

const DEMO = new URL('../../fixtures/demo/', import.meta.url);
const AT = '2026-04-01T00:00:00Z';

/** The text report of a demonstration bundle, as the command prints it when its output is no terminal. */
async function transcriptOf(file: string, quiet: boolean): Promise<readonly string[]> {
  const trustRoot = loadTrustRoot(readFileSync(new URL('trust-root.json', DEMO)));
  const transcript = await verifyBundle(
    sourceFromBytes(readFileSync(new URL(file, DEMO))),
    trustRoot,
    {
      at: parseTime(AT) ?? 0n,
      name: `fixtures/demo/${file}`,
    },
  );
  return renderText(transcript, { quiet }).trimEnd().split('\n');
}

/** A passing run: its head, its checks without their notes, and its last line; each omission is marked. */
export async function renderPass(): Promise<string> {
  const lines = await transcriptOf('incident.zip', false);
  const from = lines.findIndex((line) => line.startsWith('Checks'));
  const to = lines.indexOf('', from);
  const checks = lines
    .slice(from, to)
    .map((line) => (!/^ {12,}\S/.test(line) || /^ {36}/.test(line) ? line : '            …'))
    .filter((line, i, all) => line.trim() !== '…' || all[i - 1] !== line);
  return fenced([...lines.slice(0, from), ...checks, '…', lines.at(-1) ?? '']);
}

/** A failing run with --quiet, up to the last failure. */
export async function renderFail(): Promise<string> {
  const lines = await transcriptOf('incident-tampered.zip', true);
  const end = lines.findIndex((line) => line.includes('TIME_UNPROVEN'));
  return fenced([...lines.slice(0, end), '      …']);
}

/** What is checked, in the order of the catalogue. */
export function renderCheckList(): string {
  const rows = CATALOGUE.map(
    ({ id, section, title, needed }) =>
      `| \`${id}\` | ${section} | ${title} | ${NEEDED[needed] ?? `with \`${needed}\``} |`,
  );
  return [
    '| check | section | what holds when it has passed | needed for a pass |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const NEEDED: Readonly<Record<string, string>> = {
  always: 'always',
  present: 'if the bundle holds it, or you ask',
  inclusion: 'always',
  checkpoint: 'always',
  attestation: 'always',
};

function fenced(lines: readonly string[]): string {
  return ['```text', ...lines, '```'].join('\n');
}
