// What a run may touch: streams, environment and clock, and the files that it writes. Settled before it begins.

import type { TextOptions } from '../report/pen.js';
import { type Io, wantsColour } from './io.js';
import { type NamedFile, type OutputRule, Outputs } from './outputs.js';
import { Progress } from './progress.js';

export interface Session extends Io {
  readonly outputs: Outputs;
  /** Width, colour and number of words of a text. */
  readonly style: TextOptions;
  /** Prints the result: to the file of --output, else to standard output, where bytes go only to a pipe or a file. @throws VerifierError ERR_OUTPUT_UNWRITABLE */
  print(content: string | Uint8Array): Promise<void>;
  /** Prints what is long in pieces, to a file whole or not at all. @throws as `print`; what the pieces throw */
  printAll(pieces: AsyncIterable<Uint8Array>): Promise<void>;
  readonly progress: Progress;
}

export interface Settled extends OutputRule {
  readonly inputs: readonly NamedFile[];
  readonly outputs: readonly NamedFile[];
  /** Where the result goes, if not to standard output. */
  readonly output: NamedFile | undefined;
  readonly quiet: boolean;
  readonly colour: boolean;
}

/** @throws VerifierError ERR_USAGE, ERR_OUTPUT_EXISTS: an output must not be written */
export async function sessionOf(settled: Settled, io: Io): Promise<Session> {
  const { inputs, output, quiet, colour } = settled;
  const outputs = await Outputs.of(inputs, settled.outputs, settled, io);
  const { terminal, columns } = io.stdout;
  const progress = new Progress(io, quiet);
  // What is printed is the result: the line is gone before it.
  const write = (content: string | Uint8Array): Promise<void> => {
    progress.end();
    return io.stdout.write(content);
  };
  return {
    ...io,
    stdout: { ...io.stdout, write },
    outputs,
    progress,
    style: {
      quiet,
      colour: output === undefined && wantsColour(io, colour),
      ...(output === undefined && terminal && columns !== undefined ? { width: columns } : {}),
    },
    print: (content) => (output === undefined ? write(content) : outputs.write(output, content)),
    printAll: async (pieces) => {
      if (output !== undefined) return (await outputs.stage(output, pieces)).commit();
      for await (const piece of pieces) await io.stdout.write(piece);
      progress.end();
    },
  };
}
