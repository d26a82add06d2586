// Before each test file: turns the mutant on that MUTANT_ON names in a file, and keeps afterwards which ones were asked for.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Switches } from './rig.js';
import { seenFile } from './seen.js';

const folder = process.env['MUTANT_FOLDER'] ?? '';
const holder = globalThis as unknown as { __mutants?: Switches };
const on = Number(readFileSync(join(folder, 'on'), 'utf8'));
holder.__mutants ??= { on, seen: new Uint8Array(1 << 16) };
holder.__mutants.on = on;

afterAll(() => {
  if (on !== -1) return;
  const path = expect.getState().testPath ?? '';
  writeFileSync(join(folder, seenFile(path)), holder.__mutants?.seen ?? '');
});
