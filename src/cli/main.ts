// The command: an invocation is run, and every way in which it can end becomes an exit code. Verbs are loaded when they are
// needed, so that help and version cost nothing. What a run may touch comes in as `io`; tests hand in their own.

import { VerifierError } from '../base/errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Invocation } from './invocation.js';
import { type Io, notice } from './io.js';

/** Runs the command with arguments (without the program's own name). Never rejects. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const { parseCommandLine } = await import('./program.js');
    return await dispatch(parseCommandLine(argv), io);
  } catch (error) {
    return explainError(error, io);
  }
}

async function dispatch(invocation: Invocation, io: Io): Promise<ExitCode> {
  switch (invocation.verb) {
    case 'print':
      await io.stdout.write(invocation.text);
      return EXIT.pass;
    case 'verify':
      return (await import('./verify.js')).verify(invocation.bundles, invocation.flags, io);
    case 'trust-show':
      return (await import('./trust.js')).showTrust(invocation.file, invocation.flags, io);
    case 'trust-lint':
      return (await import('./trust.js')).lintTrust(invocation.file, invocation.flags, io);
    case 'trust-diff':
      return (await import('./trust.js')).diffTrust(invocation.before, invocation.after, io);
    case 'trust-new': {
      const { newTrust, newTrustRootOf } = await import('./trust-new.js');
      return newTrust(newTrustRootOf(invocation.options), io);
    }
    case 'trust-add':
      return (await import('./trust.js')).addTrust(invocation.file, invocation, io);
    case 'report':
      return (await import('./report.js')).report(invocation, io);
    case 'sample':
      return (await import('./sample.js')).drawSample(invocation, io);
    case 'path':
      return (await import('./path.js')).printPath(invocation, io);
    case 'report-check':
      return (await import('./report-check.js')).checkReport(invocation, io);
    case 'redact':
      return (await import('./redact.js')).redact(invocation, io);
    case 'drill':
      return (await import('./drill.js')).drill(invocation, io);
    default:
      return dispatchVerb(invocation, io);
  }
}

type OtherVerb = Extract<
  Invocation,
  { verb: 'inspect' | 'checkpoint' | 'checks' | 'self-test' | 'explain' | 'schema' }
>;

async function dispatchVerb(invocation: OtherVerb, io: Io): Promise<ExitCode> {
  const verbs = await import('./verbs.js');
  switch (invocation.verb) {
    case 'inspect':
      return verbs.inspect(invocation.bundle, invocation.limits, io);
    case 'checkpoint':
      return verbs.keepCheckpoint(invocation.bundle, invocation.output, invocation.flags, io);
    case 'checks':
      return verbs.listChecks(io);
    case 'explain':
      return verbs.explain(invocation.name, io);
    case 'schema':
      return verbs.printSchema(invocation.name, io);
    case 'self-test':
      return verbs.runSelfTest(io);
  }
}

/** Says what went wrong, and whose fault it is. */
async function explainError(error: unknown, io: Io): Promise<ExitCode> {
  if (error instanceof VerifierError) {
    await notice(io, `${error.code}: ${error.message}`);
    if (error.hint !== undefined) await notice(io, `hint: ${error.hint.replace(/\.$/, '')}`);
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
