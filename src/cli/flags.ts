// What an option is, as data: how often it may be given, what its value may be, and whether the value is a file that the run
// reads or writes. A verb is a table of them; command.ts reads the words of a command line by it. Nothing is run here.

import { VerifierError } from '../base/errors.js';

/** Turns one word into a value. @throws VerifierError ERR_USAGE whose message does not name the option */
export type Read<V> = (word: string) => V;

export interface Flag<T = unknown> {
  readonly says: string;
  /** What stands for the value in help, such as `<file>`; absent for a switch. */
  readonly value?: string;
  readonly short?: string;
  /** Heading in help. */
  readonly group: Group;
  /** A closed list: for completions, suggestions and help. */
  readonly choices?: readonly string[];
  /** The value is a file: no output of a run may be one of its inputs. One that grows gets lines; a folder is one in which files are made. */
  readonly file?: 'input' | 'output' | 'grows' | 'folder';
  /** The path in a word that is more than a path; undefined for a word that is none. */
  readonly pathOf?: (word: string) => string | undefined;
  readonly needed?: boolean;
  /** How often it has to be given at least. */
  readonly least?: number;
  readonly repeats?: boolean;
  /** The words that were given, in order, to the value of the option. */
  readonly collect: (words: readonly string[]) => T;
}

type Group = 'Options:' | 'Trust:' | 'Output:' | 'Limits, for experts:';
export type Flags = Readonly<Record<string, Flag>>;
export type Values<F extends Flags> = {
  readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never;
};

type More = Partial<Pick<Flag, 'short' | 'group' | 'choices' | 'file' | 'pathOf' | 'least'>>;
const OPTIONS = { group: 'Options:' } as const;
export const text: Read<string> = (word) => word;

/** An option with one value. The last of two would win without a word, so a second one is refused. */
export function one<V>(
  value: string,
  says: string,
  read: Read<V>,
  more: More = {},
): Flag<V | undefined> {
  const collect = (words: readonly string[]): V | undefined => {
    if (words.length > 1) throw new CountError('is given twice');
    return words[0] === undefined ? undefined : read(words[0]);
  };
  return { ...OPTIONS, ...more, value, says, collect };
}

/** An option with one value, without which the verb cannot run. */
export function needed<V>(value: string, says: string, read: Read<V>, more: More = {}): Flag<V> {
  const optional = one(value, says, read, more);
  const collect = (words: readonly string[]): V => {
    const [word] = words;
    if (word === undefined) throw new CountError('is missing');
    return optional.collect(words) ?? read(word);
  };
  return { ...optional, needed: true, collect };
}

/** An option that may be given again and again. */
export function many<V>(
  value: string,
  says: string,
  read: Read<V>,
  more: More = {},
): Flag<readonly V[]> {
  const { least = 0 } = more;
  const collect = (words: readonly string[]): readonly V[] => {
    if (words.length < least)
      throw new CountError(words.length === 0 ? 'is missing' : `has to be given ${least} times`);
    return words.map(read);
  };
  return {
    ...OPTIONS,
    ...more,
    value,
    says: `${says} (repeatable)`,
    repeats: true,
    needed: least > 0,
    collect,
  };
}

/** A switch. */
export function on(says: string, more: More = {}): Flag<boolean> {
  return { ...OPTIONS, ...more, says, collect: (words) => words.length > 0 };
}

/** `trustRootDigest` is written `--trust-root-digest`. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The error of a command line that cannot be understood. */
export function usage(message: string, hint?: string): VerifierError {
  return new VerifierError('ERR_USAGE', message, hint === undefined ? {} : { hint });
}

/** How often an option is given is wrong, which is said of the option itself: `--at is missing`. */
export class CountError extends VerifierError {
  constructor(message: string, hint?: string) {
    super('ERR_USAGE', message, hint === undefined ? {} : { hint });
  }
}
