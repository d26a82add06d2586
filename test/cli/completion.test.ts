// Completions and the man page are made from the verbs; bash is asked what it would complete, other shells where they are installed.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERBS } from '../../src/cli/verbs/index.js';
import { command, temporaryFolder } from '../support/command.js';

const folder = temporaryFolder();
const script = async (shell: string): Promise<string> => {
  const { stdout } = await command(['completion', shell]);
  const path = join(folder, shell);
  writeFileSync(path, stdout);
  return path;
};
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell', 'man'])(
    '%s names every verb and option',
    async (shell) => {
      const { stdout: raw, exit } = await command(['completion', shell]);
      const stdout = raw.replaceAll('\\-', '-');
      expect(exit).toBe(0);
      for (const { name, flags } of VERBS) {
        for (const word of name.split(' ')) expect(stdout).toContain(word);
        for (const key of Object.keys(flags)) {
          const long = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
          expect(stdout).toContain(long);
        }
      }
    },
  );

  it.runIf(has('bash'))('bash completes verbs, options, and words of closed lists', async () => {
    const path = await script('bash');
    const lines: readonly (readonly [words: string, wanted: string])[] = [
      ['insp', 'inspect'],
      ['trust l', 'lint list'],
      ['sample --form', '--format'],
      ["sample --format ''", 'text csv json'],
      ["sample --format = ''", 'text csv json'],
      ['X.zip --require c', 'checkpoint completeness'],
      ['schema trust-r', 'trust-root trust-removed'],
      ["completion ''", 'bash zsh fish powershell man'],
      ['explain CHAIN_B', 'CHAIN_BROKEN'],
      ["X.zip --trust-root ''", ''],
    ];
    const asked = lines.map(
      ([words]) =>
        `COMP_WORDS=(softqcos-verify ${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _softqcos_verify; echo "\${COMPREPLY[*]}"`,
    );
    const ran = spawnSync('bash', ['-c', `set -u; source ${path}\n${asked.join('\n')}`], {
      encoding: 'utf8',
    });
    expect(ran.stderr).toBe('');
    expect(ran.stdout.trimEnd().split('\n')).toEqual(
      lines.map(([, wanted]) => wanted).slice(0, -1),
    );
  });

  it.runIf(has('zsh'))('zsh reads its script', async () => {
    const path = await script('zsh');
    const ran = spawnSync(
      'zsh',
      [
        '-f',
        '-c',
        `autoload -U compinit; compinit -u -D; source ${path}; whence -w _softqcos_verify`,
      ],
      { encoding: 'utf8' },
    );
    expect([ran.status, ran.stdout.trim()]).toEqual([0, '_softqcos_verify: function']);
  });

  it.runIf(has('fish'))('fish completes with its script', async () => {
    const path = await script('fish');
    const ran = spawnSync(
      'fish',
      ['-N', '-c', `source ${path}; complete -C 'softqcos-verify trust li'`],
      { encoding: 'utf8' },
    );
    expect(ran.stdout).toMatch(/^lint\t/m);
    expect(ran.stdout).toMatch(/^list\t/m);
  });

  it.runIf(has('groff'))('the man page is set without a complaint', async () => {
    const path = await script('man');
    const ran = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-c', path], { encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    // A terminal of old writes a bold letter twice, with a backspace between.
    const plain = ran.stdout
      .split('\b')
      .map((part, i, all) => (i < all.length - 1 ? part.slice(0, -1) : part))
      .join('');
    for (const part of ['NAME', 'EXIT STATUS', '--trust-root <file>', 'ENVIRONMENT'])
      expect(plain.replace(/[‐−]/g, '-')).toContain(part);
  });
});
