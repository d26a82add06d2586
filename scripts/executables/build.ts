// Makes one executable: Node without its symbols, the files of dist/ as they are, a main script, and the flags of the sandbox. No
// clock, no path and no name of this machine goes in, so that two builds are the same bytes.

import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stripped } from './elf.js';
import { forgetVariables } from './environment.js';
import { signed } from './mach-o.js';
import { unpackNode } from './node.js';
import { hostSystem, type System } from './systems.js';

/** What the executable holds of dist/, each under its name. */
export const ASSETS = [
  ...['cli.cjs', 'cli-line.cjs', 'cli-verify.cjs', 'cli-threads.cjs', 'cli-formats.cjs'],
  ...['cli-rest.cjs', 'pdf.cjs'],
];

/** What it holds beside: how a run gives up rights. */
const OWN = ['confine.cjs', 'writer.cjs'];

/**
 * The sandbox. Reading is free, for the auditor names the files. Writing is given up by the run itself before it
 * reads a bundle (confine.cjs). Without `--allow-net`, `--allow-child-process`, `--allow-addons`, `--allow-wasi` and
 * `--allow-inspector` the runtime refuses those. OpenSSL reads no configuration of the machine: it could name a library to load.
 */
export function sandbox({ runsOn: [platform] }: System): readonly string[] {
  return [
    '--permission',
    '--allow-fs-read=*',
    '--allow-fs-write=*',
    '--allow-worker',
    // It warns of --allow-worker; workers are ours, and give up writing first.
    '--disable-warning=PERM0006',
    '--disallow-code-generation-from-strings',
    `--openssl-config=${platform === 'win32' ? 'NUL' : '/dev/null'}`,
  ];
}

export interface Made {
  readonly dist: string;
  /** The executable. */
  readonly file: string;
  /** Another main script than ours, for tests that look at the sandbox from inside. */
  readonly main?: string;
}

/** Unpacks the Node of this machine, which builds all others. */
export function builder(folder: string): string {
  return unpackNode(hostSystem(), folder).binary;
}

/** Builds the executable of a system from dist/ by `node`. @throws whatever goes wrong; then there is no file */
export async function buildExecutable(
  system: System,
  node: string,
  { dist, file, main }: Made,
): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'executable-'));
  try {
    const binary = system === hostSystem() ? node : unpackNode(system, work).binary;
    const bytes = forgetVariables(readFileSync(binary));
    writeFileSync(join(work, 'base'), system.runsOn[0] === 'linux' ? stripped(bytes) : bytes);
    for (const name of ASSETS) copyFileSync(join(dist, name), join(work, name));
    for (const name of OWN) copyFileSync(join(import.meta.dirname, name), join(work, name));
    copyFileSync(main ?? join(import.meta.dirname, 'main.cjs'), join(work, 'main.cjs'));
    const config = {
      main: 'main.cjs',
      output: 'made',
      executable: 'base',
      disableExperimentalSEAWarning: true,
      execArgv: sandbox(system),
      // Neither NODE_OPTIONS nor the command line adds a flag.
      execArgvExtension: 'none',
      assets: Object.fromEntries([...ASSETS, ...OWN].map((name) => [name, name])),
    };
    writeFileSync(join(work, 'config.json'), JSON.stringify(config));
    // Relative names: Node writes the name of the main script into the file.
    await promisify(execFile)(node, ['--build-sea', 'config.json'], { cwd: work, env: {} });
    const made = readFileSync(join(work, 'made'));
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, system.runsOn[0] === 'darwin' ? signed(made, 'softqcos-verify') : made, {
      mode: 0o755,
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
