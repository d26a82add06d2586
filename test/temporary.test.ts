// The tests leave nothing behind: every temporary folder lies in the one of the run.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './support/command.js';
import { setup } from './support/temporary.js';

it('lies in the folder of the run, for a program that a test starts as well', () => {
  const own = basename(dirname(temporaryFolder()));
  expect(own).toMatch(/^softqcos-tests-/);
  const asked = ['-p', 'require("node:os").tmpdir()'];
  const { stdout } = spawnSync(process.execPath, asked, { encoding: 'utf8' });
  expect(basename(stdout.trim())).toBe(own);
});

it('goes with the run', () => {
  const names = ['TMPDIR', 'TEMP', 'TMP'] as const;
  const before = names.map((name) => process.env[name]);
  const remove = setup();
  const folder = tmpdir();
  names.forEach((name, at) => {
    const value = before[at];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  });
  expect(existsSync(folder)).toBe(true);
  remove();
  expect(existsSync(folder)).toBe(false);
});
