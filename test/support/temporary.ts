// Before all tests: whatever a test or a program that it starts puts into a temporary folder lies in one folder, which goes with the run.
// A run that is killed leaves that one.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The names by which systems know the folder for temporary files. */
const NAMES = ['TMPDIR', 'TEMP', 'TMP'];

export function setup(): () => void {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'softqcos-tests-'));
  for (const name of NAMES) process.env[name] = folder;
  // A program that was killed may still let go of its files.
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
