// The command: words in, an exit code out. Every way in which a run can end becomes one. What a run may touch comes in as `io`;
// tests hand in their own.

import { VerifierError } from '../base/errors.js';
import { VERSION } from '../base/version.js';
import type { ErrorCode } from '../catalogue/codes.js';
import { EXIT, type ExitCode } from '../catalogue/exit-codes.js';
import { type Io, notice, noticeError } from './io.js';

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
    const call = await callOf(verb, parsed, { verbs: VERBS, io });
    // Some say it in their result; a verb that reads no bundle gives none.
    if (verb.bundles !== undefined && !TELLING.has(verb.name)) await tellEnvironment(io);
    try {
      return await verb.run(call);
    } finally {
      call.io.progress.end();
    }
  } catch (error) {
    const said = await explainError(error, help, io);
    if (asksForJson(argv)) {
      const { renderDocument } = await import('../report/json.js');
      // Whoever reads standard output by program must not find it empty. One that is closed is no reason to stop.
      await io.stdout.write(renderDocument(said)).catch(() => undefined);
    }
    return said.exit;
  }
}

/** Verbs whose result on standard output has the cautions above its verdict. */
const TELLING: ReadonlySet<string> = new Set(['verify', 'drill']);

async function tellEnvironment(io: Io): Promise<void> {
  const { environmentFacts, environmentWords } = await import('./environment.js');
  for (const fact of environmentFacts(io)) await notice(io, `caution: ${environmentWords(fact)}`);
}

/** A run that ended without a result, as a document (schemas/error.schema.json). */
interface ErrorDocument {
  readonly format: 'softqcos.error/v1';
  readonly exit: ExitCode;
  /** Absent for a bug of ours. */
  readonly code?: ErrorCode;
  readonly message: string;
  readonly hint?: string;
}

/** As far as it can be told of a command line that may not be understood. */
function asksForJson(argv: readonly string[]): boolean {
  return argv.some(
    (word, i) =>
      /^--format=json$/i.test(word) || (word === '--format' && /^json$/i.test(argv[i + 1] ?? '')),
  );
}

/** Says what went wrong, and whose fault it is. */
async function explainError(error: unknown, help: string, io: Io): Promise<ErrorDocument> {
  const format = 'softqcos.error/v1';
  if (error instanceof VerifierError) {
    const { code, message } = error;
    const hint = (error.hint ?? (code === 'ERR_USAGE' ? `see ${help}` : undefined))?.replace(
      /\.$/,
      '',
    );
    await noticeError(io, { code, message, hint });
    const more = hint === undefined ? {} : { hint };
    return { format, exit: EXIT.couldNotRun, code, message, ...more };
  }
  const message = error instanceof Error ? error.message : String(error);
  await notice(io, `internal error: ${message}`);
  await notice(io, 'this is a bug of softqcos-verify, not a verdict; please report it');
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  if ((io.env['SOFTQCOS_DEBUG'] ?? '') === '')
    await notice(io, 'hint: SOFTQCOS_DEBUG=1 prints where it happened');
  else for (const line of stack.split('\n')) await notice(io, line);
  return { format, exit: EXIT.bug, message };
}
