// A verb as data, and how the words of a command line become a call of it. Every verb is a row of verbs/index.ts; adding one is
// adding a file there. What a verb does is loaded when it is asked for.

import { VerifierError } from '../base/errors.js';
import type { ExitCode } from './exit-codes.js';
import { type Flag, type Flags, flagName, many, text, usage, type Values } from './flags.js';
import type { Io } from './io.js';

export interface Verb<F extends Flags = Flags> {
  /** One word, or two for the verbs of `trust`. */
  readonly name: string;
  /** One line, for help. */
  readonly says: string;
  /** `<needed>` and `[optional]` words beside the bundles. */
  readonly args?: readonly string[];
  /** Bundles may be given as words and with `--bundle`. */
  readonly bundles?: 'one' | 'many';
  readonly flags: F;
  /** Command lines that work, and what each is for. */
  readonly examples: readonly (readonly [line: string, says: string])[];
  run(call: Call<F>): Promise<ExitCode>;
}

export interface Call<F extends Flags = Flags> {
  readonly flags: Values<F>;
  readonly args: readonly string[];
  readonly bundles: readonly string[];
  /** The first of them: of a verb with one bundle, the only one. */
  readonly bundle: string;
  /** All of them, for help and whatever else describes the command. */
  readonly verbs: readonly Verb[];
  readonly io: Io;
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

/**
 * Reads the words of a command line.
 * @throws VerifierError ERR_USAGE naming every option whose value cannot be used or is missing
 */
export function callOf(
  of: Verb,
  { options, args }: Words,
  { verbs, io }: Pick<Call, 'verbs' | 'io'>,
): Call {
  const faults: { readonly message: string; readonly hint: string | undefined }[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, flag] of Object.entries(flagsOf(of))) {
    const words = options.get(key) ?? [];
    try {
      if (words.includes('')) throw usage('is empty');
      values[key] = flag.collect(words);
    } catch (error) {
      if (!(error instanceof VerifierError)) throw error;
      // `--at is missing`, `--at: 2026 is not a time`.
      const colon = /^is (?:given twice|missing|empty)$/.test(error.message) ? ' ' : ': ';
      faults.push({ message: `${flagName(key)}${colon}${error.message}`, hint: error.hint });
    }
  }
  const count = of.args?.length ?? 0;
  const bundles = [...(options.get('bundle') ?? []), ...args.slice(count)];
  if (of.bundles !== undefined) {
    if (bundles.length === 0)
      faults.push({ message: 'no bundle is given: --bundle FILE', hint: undefined });
    if (bundles.includes(''))
      faults.push({ message: 'the name of a bundle is empty', hint: undefined });
    if (of.bundles === 'one' && bundles.length > 1)
      faults.push({ message: 'the bundle is given twice', hint: undefined });
  }
  if (faults.length > 0)
    throw usage(
      faults.map(({ message }) => message).join('; '),
      faults.find(({ hint }) => hint !== undefined)?.hint,
    );
  return {
    flags: values,
    args: args.slice(0, count),
    bundles,
    bundle: bundles[0] ?? '',
    verbs,
    io,
  };
}
