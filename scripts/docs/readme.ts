// The generated parts of README.md: what the command prints for the demonstration bundles, and the table of checks.

import { CATALOGUE } from '../../src/catalogue/checks.js';
import { run } from '../../src/cli/main.js';

const ROOT = 'fixtures/demo/trust-root.json';
const AT = '2026-04-01T00:00:00Z';

/** What the command prints for a demonstration bundle when its output is no terminal. Run in the folder of the clone. */
async function transcriptOf(file: string, more: readonly string[]): Promise<readonly string[]> {
  let printed = '';
  const take = async (content: string | Uint8Array) => {
    printed += content;
  };
  const stream = { write: take, terminal: false, columns: undefined };
  const runtime = { node: '', openssl: '', machine: '', files: async () => [] };
  await run([`fixtures/demo/${file}`, '--trust-root', ROOT, '--at', AT, ...more], {
    ...{ stdout: stream, stderr: { ...stream, write: async () => undefined } },
    ...{ env: {}, platform: 'linux', execArgv: [], runtime, now: () => 0 },
  });
  return printed.trimEnd().split('\n');
}

/** A passing run: its head, its checks without their notes, and its last line; each omission is marked. */
export async function renderPass(): Promise<string> {
  const lines = await transcriptOf('incident.zip', []);
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
  const lines = await transcriptOf('incident-tampered.zip', ['--quiet']);
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
