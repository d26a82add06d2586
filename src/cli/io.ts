// What a run of the command may touch besides files: two streams, the environment, the clock. Tests hand in their own.

import type { VerifierError } from '../base/errors.js';
import { plainText } from '../report/escape.js';

export interface Stream {
  /** Resolves when the bytes are handed over to the operating system; rejects if they could not be, such as on a closed pipe. */
  write(content: string | Uint8Array): Promise<void>;
  readonly terminal: boolean;
  readonly columns: number | undefined;
}

/** What of `node:fs/promises` is needed to write a file. */
export interface Disk {
  mkdir(path: string, options: { readonly recursive: true }): Promise<unknown>;
  /** 'wx': a file that is not there yet; `mode`: who may read it, where the system knows such a thing. */
  open(path: string, flags: 'wx', mode?: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

interface OpenFile {
  appendFile(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** All that a run writes: files, and folders in which it makes files. */
interface Named {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** What this program is made of and runs on. */
interface Runtime {
  readonly node: string;
  readonly openssl: string;
  /** `linux x64`. */
  readonly machine: string;
  /** The files of the program itself. */
  files(): Promise<readonly string[]>;
}

/** The line that says how far a run is. */
export interface StatusLine {
  /** Text without line feeds, no wider than the terminal. */
  show(text: string): void;
  end(): void;
}

export interface Io {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** Cores that a run may use; one unless it is said. */
  readonly cores?: number;
  /** Options of Node itself, such as `--require`. */
  readonly execArgv: readonly string[];
  /** For `version --verbose`. */
  readonly runtime: Runtime;
  /** Milliseconds since 1970. The only clock of the program. */
  readonly now: () => number;
  /** Makes the line that says how far a run is; asked for only where standard error is a terminal. */
  readonly statusLine?: () => Promise<StatusLine>;
  /**
   * Where a run can give up rights (an executable), it keeps that of writing these and no others, and only by the disk that this
   * returns: undefined if there is nothing to write. Called once, before a byte of a bundle is read.
   */
  readonly confine?: (named: Named) => Disk | undefined;
  /** What files are written by, if not by Node itself. */
  readonly disk?: Disk | undefined;
}

/** Writes a notice to standard error: prefixed, one line, no full stop. A standard error that is closed is no reason to stop. */
export async function notice(io: Io, text: string): Promise<void> {
  await io.stderr.write(`softqcos-verify: ${plainText(text, 2_000)}\n`).catch(() => undefined);
}

/** Says what went wrong, and what to do about it. */
export async function noticeError(
  io: Io,
  { code, message, hint }: Pick<VerifierError, 'code' | 'message' | 'hint'>,
): Promise<void> {
  await notice(io, `${code}: ${message}`);
  if (hint !== undefined) await notice(io, `hint: ${hint.replace(/\.$/, '')}`);
}

/** True if text on standard output is coloured: --no-color, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export function wantsColour({ env, stdout }: Io, flag: boolean): boolean {
  // https://no-color.org, https://force-color.org: present and not empty; 0 forces nothing, as Node itself reads it.
  if (!flag || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? env['CLICOLOR_FORCE'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return stdout.terminal && env['TERM'] !== 'dumb';
}
