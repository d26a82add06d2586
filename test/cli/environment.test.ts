// What could forge a verdict before the first line of the program is told; what cannot is not.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentFacts } from '../../src/cli/environment.js';
import { command, temporaryFolder } from '../support/command.js';

const facts = (env: Record<string, string>, execArgv: readonly string[] = []) =>
  environmentFacts({ env, execArgv });

describe('the environment', () => {
  it.each([
    [
      { NODE_OPTIONS: '--require ./evil.cjs' },
      [],
      [['NODE_OPTIONS', '--require ./evil.cjs', true]],
    ],
    [
      { NODE_OPTIONS: '--import="data:text/javascript,1 2"' },
      [],
      [['NODE_OPTIONS', '--import="data:text/javascript,1 2"', true]],
    ],
    [{ NODE_OPTIONS: '-r a --max-old-space-size=4096' }, [], [['NODE_OPTIONS', '-r a', true]]],
    [{ NODE_OPTIONS: '--icu-data-dir=x' }, [], [['NODE_OPTIONS', '--icu-data-dir=x', false]]],
    [{}, ['--inspect-brk=0'], [['the command line of Node', '--inspect-brk=0', true]]],
    [
      {},
      ['--experimental_loader', './x.mjs'],
      [['the command line of Node', '--experimental_loader ./x.mjs', true]],
    ],
    [{ LD_PRELOAD: '/tmp/x.so' }, [], [['LD_PRELOAD', '/tmp/x.so', true]]],
    [{ OPENSSL_CONF: '/tmp/o.cnf' }, [], [['OPENSSL_CONF', '/tmp/o.cnf', true]]],
    [{ NODE_OPTIONS: '', LD_PRELOAD: '' }, [], []],
    [
      { NODE_OPTIONS: '--max-old-space-size=4096 --no-warnings' },
      ['--permission', '--allow-fs-read=*'],
      [],
    ],
  ] as const)('%j %j', (env, execArgv, wanted) => {
    const told = facts(env as Record<string, string>, execArgv);
    expect(told.map(({ from, value, loads }) => [from, value, loads])).toEqual(wanted);
  });

  it('stands in the run, above the verdict of the text, and nowhere if it is plain', async () => {
    const demo = ['fixtures/demo/incident.zip', '--quiet', '--at', '2026-04-01T00:00:00Z'];
    const env = { NODE_OPTIONS: '--require ./\u001b[31mx' };
    const text = await command(demo, { env });
    expect(text.stdout).toMatch(/^caution {2}NODE_OPTIONS can put other code into this run/m);
    expect(text.stdout).not.toContain('\u001b');
    const { environment } = JSON.parse(
      (await command([...demo, '--format', 'json'], { env })).stdout,
    );
    expect(environment).toHaveLength(1);
    expect((await command(demo)).stdout).not.toContain('caution');
    const drill = ['drill', 'fixtures/demo/incident.zip', '--copies', '1', '--at', demo[3] ?? ''];
    expect((await command(drill, { env })).stdout).toMatch(
      /^caution {2}NODE_OPTIONS can put other/,
    );
    const other = await command(['records', ...demo], { env });
    expect(other.stderr).toContain('caution: NODE_OPTIONS can put other code into this run');
  });

  it('stands in a report for people and for programs, above what it could forge', async () => {
    const env = { NODE_OPTIONS: '--require ./\u001b[31mx' };
    const period = ['--from', '2026-03-01', '--to', '2026-03-31'];
    const made = async (format: string, environment: Record<string, string>): Promise<string> => {
      const output = join(temporaryFolder(), `report.${format}`);
      const to = ['--format', format, '-o', output, '--at', '2026-04-01T00:00:00Z'];
      await command(['report', 'fixtures/demo/incident.zip', ...period, ...to], {
        env: environment,
      });
      return readFileSync(output, 'utf8');
    };
    const text = await made('markdown', env);
    const told = text.indexOf('can put other code into this run');
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(text.indexOf('Verdict: '));
    expect(text).not.toContain('\u001b');
    const { not_checked } = JSON.parse(await made('json', env));
    expect(not_checked.map(({ code }: { code: string }) => code)).toContain(
      'UNCHECKED_ENVIRONMENT',
    );
    expect(await made('markdown', {})).not.toContain('can put other code into this run');
  });
});
