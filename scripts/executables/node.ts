// Node for a system, from its package: fetched by npm, held against the digest in systems.ts, unpacked. Nothing is installed and
// no script of a package runs.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_VERSION, SYSTEMS, type System } from './systems.js';

/** The folder that keeps the packages, so that only the first build fetches them. */
const CACHE = join(import.meta.dirname, '../../.tmp/node-packages');

/** Unpacks the package of a system into a folder. @throws if it cannot be had, or is another than it must be */
export function unpackNode(system: System, folder: string): { binary: string } {
  unpack(packageOf(system), folder, [system.binary]);
  return { binary: join(folder, 'package', system.binary) };
}

/** What Node says of its own licence and of all that is built into it: one text for all systems. */
export function nodeLicence(folder: string): string {
  const [first] = SYSTEMS;
  if (first === undefined) throw new Error('no system');
  unpack(packageOf(first), folder, ['LICENSE']);
  return readFileSync(join(folder, 'package/LICENSE'), 'utf8');
}

function packageOf(system: System): string {
  const file = join(CACHE, `${system.package}-${NODE_VERSION}.tgz`);
  if (existsSync(file) && digestOf(file) === system.integrity) return file;
  mkdirSync(CACHE, { recursive: true });
  const fresh = join(CACHE, `fetch-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  try {
    run(npm(), ['pack', `${system.package}@${NODE_VERSION}`, '--pack-destination', fresh]);
    const got = join(fresh, `${system.package}-${NODE_VERSION}.tgz`);
    const digest = digestOf(got);
    if (digest !== system.integrity)
      throw new Error(`${system.package}@${NODE_VERSION} is ${digest}, not ${system.integrity}`);
    renameSync(got, file);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return file;
}

function digestOf(file: string): string {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
}

function unpack(file: string, folder: string, members: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  run('tar', ['-xzf', file, '-C', folder, ...members.map((name) => `package/${name}`)]);
}

const npm = (): string => (process.platform === 'win32' ? 'npm.cmd' : 'npm');

/** Runs a program to its end. @throws with what it printed, if it failed */
export function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string {
  const ran = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (ran.status === 0) return ran.stdout;
  throw new Error(`${program} ${args.join(' ')}: ${ran.error ?? ''}${ran.stdout}${ran.stderr}`);
}
