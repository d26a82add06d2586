// The command line: arguments in, an invocation as data out. The only commander import. Nothing is run or printed here: help and
// version come back as text, and every fault is a VerifierError with ERR_USAGE (exit code 2, where commander alone would exit 1).

import { Command, CommanderError } from 'commander';
import { type Limits, SUPPORT } from '../base/limits.js';
import { VERSION } from '../base/version.js';
import { REQUIREMENTS } from '../catalogue/checks.js';
import { FORMATS } from '../report/formats.js';
import { EVIDENCE_VERBS } from './evidence-verbs.js';
import {
  type Invocation,
  LIMIT_FLAGS,
  limitsOf,
  list,
  type Options,
  one,
  trustFlags,
  usage,
  verifyFlags,
} from './invocation.js';

const AFTER = `
Exit codes: 0 pass, 1 fail, 2 could not run, 3 unproven, 4 framework gaps, 70 a bug of ours.
With several bundles the worst counts, in the order 70, 1, 2, 3, 4, 0.

The trust root comes from --trust-root, else SOFTQCOS_TRUST_ROOT, else from "trust add".
Without one nothing can be more than unproven. Nothing here uses the network.`;

/**
 * Parses arguments (without the program's own name).
 * @throws VerifierError ERR_USAGE
 */
export function parseCommandLine(argv: readonly string[]): Invocation {
  let printed = '';
  let invocation: Invocation | undefined;
  const root = new Command('softqcos-verify')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      writeErr: () => undefined,
      getOutHelpWidth: () => 100,
    })
    .enablePositionalOptions()
    .version(VERSION, '-V, --version', 'print the version');
  const found = (value: Invocation): void => {
    invocation = value;
  };
  defineVerify(root, found);
  defineEvidence(root, found);
  defineOthers(root, found);
  defineTrust(
    root.command('trust').description('show, check, compare and install trust roots'),
    found,
  );
  try {
    root.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version were asked for: they are output and no fault.
    if (error.exitCode === 0) return { verb: 'print', text: printed };
    // A parent verb without its own verb: commander prints help and calls it an error.
    if (error.code === 'commander.help') throw usage('a verb is missing');
    throw usage(
      error.message
        .replace(/^error: /, '')
        .replaceAll('\n', ' ')
        .trim(),
    );
  }
  if (invocation === undefined) throw usage('a verb is missing');
  return invocation;
}

/** Written out, so that help does not load them; a test compares them with those that there are. */
const FRAMEWORKS = 'soc2, iso27001, gdpr, hipaa, nis2, eidas2';

type Found = (invocation: Invocation) => void;

function defineVerify(root: Command, found: Found): void {
  root
    .summary('verify evidence bundles')
    .description('Verifies evidence bundles offline: every record, the tree, the signatures.')
    .argument('[bundles...]', 'bundles, or folders of bundles');
  many(root, '--bundle <file>', 'a bundle, or a folder of bundles (repeatable)');
  trustOptions(root);
  many(root, '--require <name>', `also require: ${REQUIREMENTS.join(', ')} (repeatable)`);
  many(root, '--framework <name|file>', `examine: ${FRAMEWORKS}, or a file (repeatable)`);
  once(root, '--checkpoint <file>', 'an earlier or later checkpoint that you hold');
  once(root, '--evidence <folder>', 'write both notes of a split view there');
  once(root, '--expect-selection <file>', 'the selection that you asked for (JSON)');
  once(root, '--sample <file>', 'your list of record ids, one a line or CSV: what became of each');
  once(
    root,
    '--format <name>',
    `standard output: ${Object.keys(FORMATS).join(', ')} (default: text)`,
  );
  many(root, '--report <format=file>', 'also write this report (repeatable)');
  limitOptions(root)
    .option('-q, --quiet', 'the verdict and the findings only')
    .option('--no-color', 'no colour')
    .addHelpText('after', AFTER)
    .action((positional: readonly string[], options: Options) => {
      const bundles = [...list(options, 'bundle'), ...positional];
      if (bundles.length === 0) throw usage('no bundle is given: --bundle FILE');
      found({ verb: 'verify', bundles, flags: verifyFlags(options) });
    });
}

function defineEvidence(root: Command, found: Found): void {
  for (const verb of EVIDENCE_VERBS) {
    const command = root.command(verb.name).description(verb.description);
    for (const name of verb.positional) command.argument(name);
    for (const [flags, what] of verb.once) once(command, flags, what);
    for (const [flags, what] of verb.many) many(command, flags, what);
    for (const [flags, what] of verb.switches) command.option(flags, what);
    limitOptions(trustOptions(command)).action((...values: (string | undefined | Options)[]) => {
      const options = values[verb.positional.length] as Options;
      found(verb.invocation(values as (string | undefined)[], options));
    });
  }
}

function defineOthers(root: Command, found: Found): void {
  limitOptions(root.command('inspect'))
    .description('show what a bundle holds; nothing is verified')
    .argument('<bundle>')
    .action((bundle: string, options: Options) =>
      found({ verb: 'inspect', bundle, limits: limitsOf(options) }),
    );
  const checkpoint = root
    .command('checkpoint')
    .description('keep the checkpoint of a bundle, if it verifies')
    .argument('<bundle>');
  once(checkpoint, '-o, --output <file>', 'where to keep it');
  limitOptions(trustOptions(checkpoint)).action((bundle: string, options: Options) => {
    const output = one(options, 'output');
    if (output === undefined) throw usage('no output is given: -o FILE');
    found({ verb: 'checkpoint', bundle, output, flags: trustFlags(options) });
  });
  root
    .command('checks')
    .description('list every check')
    .action(() => found({ verb: 'checks' }));
  root
    .command('explain')
    .description('explain a finding code, an error code or a check')
    .argument('[name]')
    .action((name: string | undefined) => found({ verb: 'explain', name }));
  root
    .command('schema')
    .description('print a JSON Schema of the format')
    .argument('[name]')
    .action((name: string | undefined) => found({ verb: 'schema', name }));
  root
    .command('self-test')
    .description('known-answer tests of every algorithm in this build')
    .action(() => found({ verb: 'self-test' }));
}

function defineTrust(trust: Command, found: Found): void {
  for (const [name, description] of [
    ['show', 'print a trust root as a sheet to compare by hand'],
    ['lint', 'load a trust root and name its weak points'],
  ] as const) {
    trustOptions(trust.command(name))
      .description(description)
      .argument('[file]', 'default: the one that a run would use')
      .action((file: string | undefined, options: Options) =>
        found({ verb: `trust-${name}`, file, flags: trustFlags(options) }),
      );
  }
  trust
    .command('diff')
    .description('what changed from one trust root to another')
    .argument('<before>')
    .argument('<after>')
    .action((before: string, after: string) => found({ verb: 'trust-diff', before, after }));
  defineTrustNew(trust.command('new'), found);
  const add = trust
    .command('add')
    .description('install a trust root for this user')
    .argument('<file>')
    .option('--replace', 'replace another one that is installed');
  once(add, '--trust-root-digest <digest>', 'install only this one (sha3-256:…)');
  add.action((file: string, options: Options) =>
    found({
      verb: 'trust-add',
      file,
      replace: options['replace'] === true,
      flags: trustFlags(options),
    }),
  );
}

function defineTrustNew(command: Command, found: Found): void {
  command.description('make a trust root from key files (PEM, base64 SPKI, JWK or vkey)');
  once(command, '--name <text>', 'what this trust root is called');
  once(command, '--ledger <origin>', 'the ledger that its checkpoints name');
  many(command, '--ledger-key <file>', 'its Ed25519 and its ML-DSA-44 public key (two times)');
  once(command, '--attester <name>', 'who signs its exports, in your words');
  many(command, '--attester-key <file>', 'the Ed25519 and the ML-DSA-65 public key (two times)');
  many(command, '--recorder-key <file>', 'an ML-DSA-65 key of record signatures (repeatable)');
  many(command, '--timestamp-certificate <file>', 'a time stamp authority to pin (repeatable)');
  once(command, '--witness-policy <file>', 'a C2SP tlog-policy without log lines');
  many(command, '--require <name>', 'a requirement (repeatable)');
  once(command, '--suite <name>', 'softqcos-v1 (default) or softqcos-v1-sha256');
  once(command, '--serial <n>', 'higher than that of the one it replaces (default: 1)');
  once(command, '--valid-from <time>', 'since when the keys count (default: now)');
  once(command, '--valid-until <time>', 'until when the keys count (default: no end)');
  once(command, '--expires <time>', 'until when this file is to be used (default: ten years)');
  once(command, '--output <file>', 'where to write it');
  command.action((options: Options) => found({ verb: 'trust-new', options }));
}

function trustOptions(command: Command): Command {
  once(command, '--trust-root <file>', "the auditor's keys and requirements");
  once(command, '--trust-root-digest <digest>', 'use only this trust root (sha3-256:…)');
  once(command, '--at <time>', 'verification time, as 2026-04-01T00:00:00Z (default: now)');
  return command;
}

function limitOptions(command: Command): Command {
  for (const name of Object.keys(LIMIT_FLAGS) as (keyof Limits)[]) {
    const [flag, what] = LIMIT_FLAGS[name];
    once(command, `${flag} <n>`, `${what} to accept (default: ${SUPPORT[name]})`);
  }
  return command;
}

/** An option with one value: the last one of two would win without a word, and an empty one is an unset variable of a script. */
function once(command: Command, flags: string, description: string): void {
  command.option(flags, description, (value: string, previous: string | undefined) => {
    if (previous !== undefined) throw usage(`${flags.replace(/ .*/, '')} is given twice`);
    return filled(flags, value);
  });
}

function many(command: Command, flags: string, description: string): void {
  command.option(flags, description, (value: string, previous: readonly string[] | undefined) => [
    ...(previous ?? []),
    filled(flags, value),
  ]);
}

function filled(flags: string, value: string): string {
  if (value === '') throw usage(`${flags.replace(/ .*/, '')} is empty`);
  return value;
}
