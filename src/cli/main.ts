// The command: words in, an exit code out. Every way in which a run can end becomes one. What a run may touch comes in as `io`;
// tests hand in their own.

import { VerifierError } from '../base/errors.js';
import { VERSION } from '../base/version.js';
import { EXIT, type ExitCode } from '../catalogue/exit-codes.js';
import { type Io, notice } from './io.js';

/** Runs the command with arguments (without the program's own name). Never rejects. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let help = 'softqcos-verify --help';
  try {
    // The shortest question is answered before anything is loaded.
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      await io.stdout.write(`${VERSION}\n`);
      return EXIT.pass;
    }
    const { chosenVerb, VERBS } = await import('./verbs/index.js');
    const { verb, words } = chosenVerb(argv);
    help = `softqcos-verify ${verb.name} --help`;
    const { parse } = await import('./parse.js');
    const parsed = parse(verb, words);
    if ('help' in parsed) {
      await io.stdout.write(parsed.help);
      return EXIT.pass;
    }
    const { callOf } = await import('./call.js');
    return await verb.run(await callOf(verb, parsed, { verbs: VERBS, io }));
  } catch (error) {
    return explainError(error, help, io);
  }
}

/** Says what went wrong, and whose fault it is. */
async function explainError(error: unknown, help: string, io: Io): Promise<ExitCode> {
  if (error instanceof VerifierError) {
    await notice(io, `${error.code}: ${error.message}`);
    const hint = error.hint ?? (error.code === 'ERR_USAGE' ? `see ${help}` : undefined);
    if (hint !== undefined) await notice(io, `hint: ${hint.replace(/\.$/, '')}`);
    return EXIT.couldNotRun;
  }
  await notice(io, `internal error: ${error instanceof Error ? error.message : String(error)}`);
  await notice(io, 'this is a bug of softqcos-verify, not a verdict; please report it');
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  if ((io.env['SOFTQCOS_DEBUG'] ?? '') === '')
    await notice(io, 'hint: SOFTQCOS_DEBUG=1 prints where it happened');
  else for (const line of stack.split('\n')) await notice(io, line);
  return EXIT.bug;
}
