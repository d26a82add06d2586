// Runs the command in this process with streams, environment and clock of the test's own.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExitCode } from '../../src/catalogue/exit-codes.js';
import type { Io } from '../../src/cli/io.js';
import { run } from '../../src/cli/main.js';

export interface Ran {
  readonly exit: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  readonly env?: Record<string, string>;
  readonly execArgv?: readonly string[];
  readonly terminal?: boolean;
  readonly columns?: number;
  /** Milliseconds that pass with each look at the clock. */
  readonly tick?: number;
  /** Takes every text of the line that says how far a run is; `''` when it ends. */
  readonly line?: (text: string) => void;
  /** What standard output does instead of taking the text. */
  readonly write?: (text: string) => Promise<void>;
}

/** The clock of every run that does not pass --at. */
export const NOW = '2026-04-01T00:00:00Z';

/** Runs the command. The environment is empty unless given: nothing of this machine is used. */
export async function command(argv: readonly string[], setting: Setting = {}): Promise<Ran> {
  let now = Date.parse(NOW);
  let stdout = '';
  let stderr = '';
  const stream = (take: (text: string) => Promise<void>): Io['stdout'] => ({
    write: (content) => take(typeof content === 'string' ? content : textOf(content)),
    terminal: setting.terminal ?? false,
    columns: setting.columns,
  });
  const io: Io = {
    stdout: stream(async (text) => {
      if (setting.write !== undefined) await setting.write(text);
      stdout += text;
    }),
    stderr: stream(async (text) => {
      stderr += text;
    }),
    env: setting.env ?? {},
    platform: 'linux',
    execArgv: setting.execArgv ?? [],
    runtime: {
      node: 'test',
      openssl: 'test',
      machine: 'test',
      files: async () => ['package.json'],
    },
    now: () => {
      now += setting.tick ?? 0;
      return now;
    },
    statusLine: async () => ({
      show: (text) => setting.line?.(text),
      end: () => setting.line?.(''),
    }),
  };
  return { exit: await run(argv, io), stdout, stderr };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** A new folder that goes with the run (test/support/temporary.ts). */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'softqcos-verify-'));
}
