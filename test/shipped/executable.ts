// The executables that `npm run executables` made, for the checks of this folder: they must be there.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEMS, type System } from '../../scripts/executables/systems.js';

const FOLDER = 'dist/executables';

export function systemNamed(name: string): System {
  const found = SYSTEMS.find((system) => system.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

export function pathOf({ file }: System): string {
  const path = join(FOLDER, file);
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run executables`);
  return path;
}

export const executableOf = (system: System): Buffer => readFileSync(pathOf(system));

export const LINUX = systemNamed('linux-x64');

/** Runs a program with nothing in its environment but what is given: no PATH, no home. */
export function ran(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', env });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

export const DEMO = [
  'fixtures/demo/incident.zip',
  ...['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'],
];
export const TAMPERED = ['fixtures/demo/incident-tampered.zip', ...DEMO.slice(1)];
