// Documents by the command: written whole beside the transcript, the verdict's exit code kept, and no PDF into a terminal.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { command, temporaryFolder } from '../../support/command.js';

const TRUST = ['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'];

it('writes HTML and PDF beside the transcript, of the same run', async () => {
  const folder = temporaryFolder();
  const [html, pdf] = [join(folder, 'a.html'), join(folder, 'a.pdf')];
  const ran = await command([
    ...['fixtures/demo/incident.zip', ...TRUST, '--format', 'json'],
    ...['--report', `html=${html}`, '--report', `pdf=${pdf}`],
  ]);
  expect([ran.exit, ran.stderr]).toEqual([0, '']);
  const page = readFileSync(html, 'utf8');
  const { transcripts } = JSON.parse(ran.stdout);
  expect(page).toContain(transcripts[0].trust_root.name);
  expect(page.match(/<th scope="row" class="n" data-label="Sequence"/g)).toHaveLength(
    transcripts[0].evidence.records,
  );
  expect(readFileSync(pdf).subarray(0, 8).toString()).toBe('%PDF-1.7');
});

it('keeps the exit code of the evidence, and prints HTML like any other format', async () => {
  const ran = await command(['fixtures/demo/incident-tampered.zip', ...TRUST, '--format', 'html']);
  expect(ran.exit).toBe(1);
  expect(ran.stdout).toMatch(/^<!DOCTYPE html>\n[\s\S]*<\/html>\n$/);
});

it('prints no PDF, and says where one goes', async () => {
  const ran = await command(['fixtures/demo/incident.zip', ...TRUST, '--format', 'pdf']);
  expect([ran.exit, ran.stdout]).toEqual([2, '']);
  expect(ran.stderr).toContain('--report pdf=FILE');
});
