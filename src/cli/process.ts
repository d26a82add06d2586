// The one place that knows the process: its streams, environment, clock and exit code. The exit code is 70 until a run has
// ended and everything that it printed is out.

import { availableParallelism } from 'node:os';
import process from 'node:process';
import { VerifierError } from '../base/errors.js';
import { EXIT } from '../catalogue/exit-codes.js';
import { plainText } from '../report/escape.js';
import { reasonOf } from './file-error.js';
import type { Io, Stream } from './io.js';
import { run } from './main.js';

/** Runs the command of this process. An executable says how a run gives up rights that it does not need. */
export async function main(confine?: Io['confine']): Promise<void> {
  process.exitCode = EXIT.bug;
  process.on('uncaughtException', (error) => {
    process.stderr.write(`softqcos-verify: internal error: ${plainText(String(error))}\n`);
    process.exit(EXIT.bug);
  });
  const io: Io = {
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
    env: process.env,
    platform: process.platform,
    cores: availableParallelism(),
    execArgv: process.execArgv,
    runtime: {
      node: process.versions.node,
      openssl: process.versions.openssl ?? 'none',
      machine: `${process.platform} ${process.arch}`,
      files: programFiles,
    },
    now: Date.now,
    statusLine: async () => (await import('./status-line.js')).statusLine(),
    ...(confine === undefined ? {} : { confine }),
  };
  process.exitCode = await run(process.argv.slice(2), io);
}

/** The files that this program was loaded from: an executable that holds all of it, or what is beside this file. */
async function programFiles(): Promise<readonly string[]> {
  if (process.getBuiltinModule?.('node:sea')?.isSea() === true) return [process.execPath];
  if (typeof __dirname !== 'string') return [];
  return (await import('./files.js')).programFilesIn(__dirname);
}

function streamOf(stream: NodeJS.WriteStream): Stream {
  // A closed pipe is told to the callback of the write; without a listener it would end the process besides.
  stream.on('error', () => undefined);
  return {
    write: (content) =>
      new Promise((resolve, reject) => {
        stream.write(content, (error) => (error ? reject(unwritable(error)) : resolve()));
      }),
    terminal: stream.isTTY === true,
    columns: stream.columns,
  };
}

/** Whoever closed the pipe or filled the disk: the output is not there, and that is no bug of ours. */
function unwritable(error: Error): VerifierError {
  const why = reasonOf(error);
  return new VerifierError('ERR_OUTPUT_UNWRITABLE', `standard output cannot be written: ${why}`, {
    cause: error,
  });
}
