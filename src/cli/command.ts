// A verb as data. Every verb is a file of verbs/ and a row of verbs/index.ts; what it does is loaded when it is asked for.

import type { ExitCode } from '../catalogue/exit-codes.js';
import type { Found } from './bundles.js';
import { type Flag, type Flags, many, text, type Values } from './flags.js';
import type { Session } from './session.js';

export interface Verb<F extends Flags = Flags> {
  /** One word, or two for the verbs of `trust`. */
  readonly name: string;
  /** One line, for help. */
  readonly says: string;
  /** `<needed>` and `[optional]` words beside the bundles; one that ends in `file` is read, and the last may be `<file...>`. */
  readonly args?: readonly string[];
  /** The closed list that the first of them is one of: for completions. */
  readonly words?: (verbs: readonly Verb[]) => Promise<readonly string[]>;
  /** Bundles may be given as words and with `--bundle`. */
  readonly bundles?: 'one' | 'many';
  /** What it writes are reports, made anew by every run: they replace files and say so. */
  readonly replaces?: true;
  /** It writes the trust root of this user. */
  readonly installs?: true;
  readonly flags: F;
  /** Command lines that work, and what each is for. */
  readonly examples: readonly (readonly [line: string, says: string])[];
  run(call: Call<F>): Promise<ExitCode>;
}

export interface Call<F extends Flags = Flags> {
  readonly flags: Values<F>;
  readonly args: readonly string[];
  /** The bundles that were named or found in folders, and what of the folders is none. */
  readonly found: Found;
  /** The first bundle: of a verb with one, the only one. */
  readonly bundle: string;
  /** All verbs, for help and whatever else describes the command. */
  readonly verbs: readonly Verb[];
  readonly io: Session;
}

/** What a command line gave: the words of each option by its key, and the other words in order. */
export interface Words {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly args: readonly string[];
}

/** Fixes the types of a verb's options. */
export function verb<const F extends Flags>(definition: Verb<F>): Verb<F> {
  return definition;
}

const BUNDLE: Readonly<Record<'one' | 'many', Flag>> = {
  one: { ...many('<file>', '', text, { file: 'input' }), says: 'the bundle', repeats: false },
  many: many('<file>', 'a bundle, or a folder of bundles', text, { file: 'input' }),
};

/** All options of a verb, `--bundle` included. */
export function flagsOf({ bundles, flags }: Verb): Flags {
  return bundles === undefined ? flags : { bundle: BUNDLE[bundles], ...flags };
}

/** All words of a verb that are no options. */
export function argsOf({ args = [], bundles }: Verb): readonly string[] {
  if (bundles === undefined) return args;
  return [...args, bundles === 'one' ? '[bundle]' : '[bundles...]'];
}
