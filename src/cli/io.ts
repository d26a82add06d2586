// What a run of the command may touch besides files: two streams, the environment, the clock. Tests hand in their own.

import { plainText } from '../report/escape.js';

export interface Stream {
  /** Resolves when the bytes are handed over to the operating system; rejects if they could not be, such as on a closed pipe. */
  write(text: string): Promise<void>;
  readonly terminal: boolean;
  readonly columns: number | undefined;
}

export interface Io {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** Milliseconds since 1970. The only clock of the program. */
  readonly now: () => number;
}

/** Writes a notice to standard error: prefixed, one line, no full stop. A standard error that is closed is no reason to stop. */
export async function notice(io: Io, text: string): Promise<void> {
  await io.stderr.write(`softqcos-verify: ${plainText(text, 2_000)}\n`).catch(() => undefined);
}

/** True if text on standard output may be coloured. */
export function wantsColour(io: Io, flag: boolean): boolean {
  // https://no-color.org: present and not empty, whatever its value.
  const refused = (io.env['NO_COLOR'] ?? '') !== '' || io.env['TERM'] === 'dumb';
  return flag && io.stdout.terminal && !refused;
}
