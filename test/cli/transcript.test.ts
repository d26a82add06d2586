// The transcript that the command prints follows its schema, for every golden bundle.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/base/json.js';
import { CATALOGUE } from '../../src/catalogue/checks.js';
import { renderJson } from '../../src/report/json.js';
import { command } from '../support/command.js';
import { checkSchema } from '../support/schema.js';
import { failing, hostile, passing } from '../support/transcripts.js';

const golden = (name: string, file = 'bundle.zip'): string => `fixtures/golden/${name}/${file}`;

describe('the transcript', () => {
  it('of every golden bundle follows its schema, and its verdict is the exit code', async () => {
    const names = readdirSync('fixtures/golden').filter((name) => existsSync(golden(name)));
    expect(names.length).toBeGreaterThan(60);
    for (const name of names) {
      const { verdict, at, trust_root, options } = JSON.parse(
        readFileSync(golden(name, 'case.json'), 'utf8'),
      );
      const prior = options?.prior_checkpoint;
      const ran = await command([
        golden(name),
        ...['--at', at, '--format', 'json'],
        ...(trust_root === null ? [] : ['--trust-root', golden(name, trust_root)]),
        ...(options?.requirements ?? []).flatMap((word: string) => ['--require', word]),
        ...(prior === undefined ? [] : ['--checkpoint', golden(name, prior)]),
      ]);
      const expected = { pass: 0, fail: 1, error: 2, unproven: 3 }[verdict as 'pass'];
      expect([name, ran.exit]).toEqual([name, expected]);
      if (verdict === 'error') continue;
      const run = JSON.parse(ran.stdout);
      expect([name, checkSchema('run', run)]).toEqual([name, undefined]);
      expect(run.exit).toBe(ran.exit);
      const [transcript] = run.transcripts;
      expect([name, checkSchema('transcript', transcript)]).toEqual([name, undefined]);
      expect(transcript.verdict).toBe(verdict);
      expect(transcript.checks.map(({ id }: { id: string }) => id)).toEqual(
        CATALOGUE.map(({ id }) => id),
      );
    }
  });

  it('that the report tests use follows the schema too', () => {
    for (const transcript of [passing(), failing()])
      expect(checkSchema('transcript', JSON.parse(renderJson(transcript)) as Json)).toBeUndefined();
    expect(JSON.parse(renderJson(hostile())).verdict).toBe('fail');
  });
});
