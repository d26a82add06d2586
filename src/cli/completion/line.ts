// The command line as plain data, for whatever describes it: completions of shells and the man page. Made from the verbs.

import { argsOf, flagsOf, type Verb } from '../command.js';
import { flagName } from '../flags.js';

export interface LineOption {
  /** `--trust-root`. */
  readonly long: string;
  /** `-o`. */
  readonly short?: string;
  readonly says: string;
  readonly group: string;
  /** `<file>`; absent for a switch. */
  readonly value?: string;
  /** A closed list; empty where any value goes. */
  readonly choices: readonly string[];
  readonly isFile: boolean;
  readonly repeats: boolean;
}

export interface LineVerb {
  /** One word, or two for the verbs of `trust`. */
  readonly name: string;
  readonly says: string;
  readonly args: readonly string[];
  /** Words that stand where the first argument does, if that is a closed list. */
  readonly words: readonly string[];
  readonly options: readonly LineOption[];
  readonly examples: Verb['examples'];
}

const HELP: LineOption = {
  ...{ long: '--help', short: '-h', says: 'print this help', group: 'Options:' },
  ...{ choices: [], isFile: false, repeats: false },
};

/** All verbs, in the order of help. */
export async function lineOf(verbs: readonly Verb[]): Promise<readonly LineVerb[]> {
  const lines = verbs.map(async (verb) => ({
    name: verb.name,
    says: verb.says,
    args: argsOf(verb),
    words: (await verb.words?.(verbs)) ?? [],
    options: [...Object.entries(flagsOf(verb)).map(optionOf), HELP],
    examples: verb.examples,
  }));
  return Promise.all(lines);
}

function optionOf([key, flag]: readonly [string, ReturnType<typeof flagsOf>[string]]): LineOption {
  const { short, value, says, group, choices = [], file, repeats = false } = flag;
  return {
    long: flagName(key),
    ...(short === undefined ? {} : { short: `-${short}` }),
    says,
    group,
    ...(value === undefined ? {} : { value }),
    choices,
    isFile: file !== undefined,
    repeats,
  };
}

/** The first words of verbs, each once. */
export function firstWords(line: readonly LineVerb[]): readonly string[] {
  return [...new Set(line.map(({ name }) => name.replace(/ .*/, '')))];
}

/** Second words by their first: `trust` has its own verbs. */
export function secondWords(line: readonly LineVerb[]): ReadonlyMap<string, readonly LineVerb[]> {
  const groups = new Map<string, LineVerb[]>();
  for (const verb of line) {
    const [first = '', second] = verb.name.split(' ');
    if (second !== undefined) groups.set(first, [...(groups.get(first) ?? []), verb]);
  }
  return groups;
}
