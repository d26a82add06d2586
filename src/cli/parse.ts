// The words of a command line told apart by commander, which is imported here alone. Nothing is run or printed: help comes back as
// text, and every fault is a VerifierError with ERR_USAGE (exit code 2, where commander alone would exit with 1).

import { Command, CommanderError, Option } from 'commander';
import { sameName } from './closest.js';
import { argsOf, flagsOf, type Verb, type Words } from './command.js';
import { type Flag, flagName, usage } from './flags.js';

export const PROGRAM = 'softqcos-verify';
/** Help is for a terminal or a pager; a narrower one breaks the lines by itself. */
const HELP_WIDTH = 100;

/** @throws VerifierError ERR_USAGE */
export function parse(verb: Verb, argv: readonly string[]): Words | { readonly help: string } {
  let printed = '';
  const command = commandOf(verb, (text) => {
    printed += text;
  });
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help was asked for: it is output and no fault.
    if (error.exitCode === 0) return { help: printed };
    const [message = '', suggested] = error.message.replace(/^error: /, '').split('\n');
    throw usage(
      inWords(verb, message),
      suggested?.replace(/^\((.*)\)$/, '$1').replace(/^Did/, 'did') ?? otherSpelling(verb, message),
    );
  }
  const given = command.opts<Record<string, unknown>>();
  const words = Object.entries(flagsOf(verb)).map(([key, flag]) => {
    const { negate, attributeName } = optionOf(key, flag);
    const value = given[attributeName];
    if (flag.value !== undefined) return [key, (value ?? []) as readonly string[]] as const;
    return [key, value === !negate ? ['on'] : []] as const;
  });
  return { options: new Map(words), args: command.args };
}

/** Which word is missing, or one too many, in our words. */
function inWords({ bundles }: Verb, message: string): string {
  const [, missing] = /^missing required argument '(.+)'$/.exec(message) ?? [];
  if (missing !== undefined) return `<${missing}> is missing`;
  const [, most = '', count] =
    /^too many arguments\. Expected (\d+) .* got (\d+)/.exec(message) ?? [];
  if (count === undefined) return message;
  return bundles === 'one'
    ? 'more than one bundle is given'
    : `${count} words are given, ${most} at most`;
}

/** What other programs call an option. */
const HABITS: Readonly<Record<string, string>> = {
  '-?': '--help',
  '-b': '--bundle',
  '-f': '--format',
  '-t': '--trust-root',
};

/** `-trust-root` for `--trust-root`, `--json` for `--format json`, `-f` for `--format`. */
function otherSpelling(verb: Verb, message: string): string | undefined {
  const [, option = '', word = ''] = /'(--?([^'=]*))/.exec(message) ?? [];
  const flags = Object.entries(flagsOf(verb));
  const names = [...flags.map(([key]) => flagName(key)), '--help'];
  if (names.includes(`--${word}`)) return `write it with two hyphens: --${word}`;
  const [key] = flags.find(([, { choices = [] }]) => sameName(word, choices) !== undefined) ?? [];
  if (key !== undefined) return `write ${flagName(key)} ${word}`;
  const meant = HABITS[option] ?? '';
  return names.includes(meant) ? `write ${meant}` : undefined;
}

/** The help of one verb. */
export function helpOf(verb: Verb): string {
  return commandOf(verb, () => undefined).helpInformation() + examplesOf(verb);
}

function commandOf(verb: Verb, print: (text: string) => void): Command {
  const command = new Command(`${PROGRAM} ${verb.name}`)
    .description(`${verb.says.charAt(0).toUpperCase()}${verb.says.slice(1)}.`)
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: () => undefined,
      getOutHelpWidth: () => HELP_WIDTH,
    })
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examplesOf(verb))
    .action(() => undefined);
  for (const name of argsOf(verb)) command.argument(name);
  for (const [key, flag] of Object.entries(flagsOf(verb)))
    command.addOption(optionOf(key, flag).option);
  return command;
}

function optionOf(key: string, { short, value, says, group }: Flag) {
  const name = `${short === undefined ? '' : `-${short}, `}${flagName(key)}`;
  const option = new Option(value === undefined ? name : `${name} ${value}`, says);
  option.helpGroup(group);
  // Every value is kept: what a second one means is the flag's to say.
  if (value !== undefined)
    option.argParser((word: string, before: readonly string[] = []) => [...before, word]);
  return { option, negate: option.negate, attributeName: option.attributeName() };
}

function examplesOf({ examples }: Verb): string {
  const lines = examples.flatMap(([line, says]) => [`  # ${says}`, `  ${PROGRAM} ${line}`]);
  return ['', 'Examples:', ...lines, ''].join('\n');
}
