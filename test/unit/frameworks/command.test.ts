// --framework on the command line: exit code 4 for gaps, 2 for a file that cannot be used, and the verdict before both.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/frameworks/framework.js';
import { command, temporaryFolder } from '../../support/command.js';

const CASES = 'fixtures/cases';
const zip = (name: string): string => `${CASES}/${name}/bundle.zip`;
const trusted = ['--trust-root', `${CASES}/trust-root.json`];
const GAPS = zip('valid/frameworks-fields-missing');
const NONE = zip('valid/frameworks-no-gap');
const BROKEN = zip('records/chain--record-altered');

describe('exit codes', () => {
  it.each<[string, string[], number]>([
    ['no gap', [NONE, ...trusted, '--framework', 'hipaa'], 0],
    ['gaps', [GAPS, ...trusted, '--framework', 'hipaa'], 4],
    ['gaps that nobody asked for', [GAPS, ...trusted], 0],
    ['gaps of another framework', [GAPS, ...trusted, '--framework', 'eidas2'], 0],
    ['one of two has gaps', [GAPS, ...trusted, '--framework', 'nis2', '--framework', 'soc2'], 4],
    // The two are of one ledger and of two histories: that comes first.
    [
      'one of two bundles has gaps, and they contradict',
      [NONE, GAPS, ...trusted, '--framework', 'soc2'],
      1,
    ],
    ['one of two bundles has gaps', [GAPS, GAPS, ...trusted, '--framework', 'soc2'], 4],
    ['not trusted, so not examined', [GAPS, '--framework', 'soc2'], 3],
    ['wrong, so not examined', [BROKEN, ...trusted, '--framework', 'soc2'], 1],
    ['gaps and a wrong bundle', [GAPS, BROKEN, ...trusted, '--framework', 'soc2'], 1],
    ['gaps and an unproven bundle', [GAPS, NONE, '--framework', 'soc2'], 3],
    ['a framework that there is not', [NONE, ...trusted, '--framework', 'sox'], 2],
    ['one framework twice', [NONE, ...trusted, '--framework', 'soc2', '--framework', 'soc2'], 2],
    ['no name', [NONE, ...trusted, '--framework', ''], 2],
    ['a folder', [NONE, ...trusted, '--framework', CASES], 2],
  ])('%s', async (_, argv, exit) => {
    expect((await command(argv)).exit).toBe(exit);
  });
});

describe('--framework', () => {
  it('names in help every framework that there is', async () => {
    const { stdout } = await command(['verify', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `examine: ${[...BUILT_IN.keys()].join(', ')}, or a file`,
    );
  });

  it('takes a file of the auditor, and says so in the report', async () => {
    const file = join(temporaryFolder(), 'own.json');
    const soc2 = BUILT_IN.get('soc2')?.document;
    writeFileSync(file, JSON.stringify({ ...soc2, id: 'own' }));
    const ran = await command([GAPS, ...trusted, '--framework', file, '--framework', 'soc2']);
    expect(ran.exit).toBe(4);
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(
      "Definition the auditor's own file, sha3-256:",
    );
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(
      'Definition supplied with the verifier, sha3-256:',
    );
    const json = JSON.parse(
      (await command([GAPS, ...trusted, '--framework', file, '--format', 'json'])).stdout,
    );
    expect(
      json.transcripts[0].frameworks.map((one: { supplied_by: string }) => one.supplied_by),
    ).toEqual(['auditor']);
  });

  it('names the file and the place of a fault, and lists the built-in names for a file that is not there', async () => {
    const file = join(temporaryFolder(), 'own.json');
    writeFileSync(file, '{"format":"softqcos.framework/v1"}');
    const bad = await command([NONE, ...trusted, '--framework', file]);
    expect(bad.stderr).toContain('ERR_FRAMEWORK_INVALID');
    expect(bad.stderr).toContain('own.json: /: member "controls" is missing');
    const absent = await command([NONE, ...trusted, '--framework', 'sox']);
    expect(absent.stderr).toContain('ERR_FRAMEWORK_INVALID: sox: no such file');
    expect(absent.stderr).toContain('one of soc2, iso27001, gdpr, hipaa, nis2, eidas2');
    expect(absent.stdout).toBe('');
  });
});
