// How the words of a command line become a call: values with their types, bundles found in folders, files that a run may write.

import { dirname } from 'node:path';
import { VerifierError } from '../base/errors.js';
import { type Found, findBundles, type Shard } from './bundles.js';
import { suggestion } from './closest.js';
import { argsOf, type Call, flagsOf, type Verb, type Words } from './command.js';
import { isPresent } from './files.js';
import { CountError, type Flag, flagName, usage } from './flags.js';
import type { Io } from './io.js';
import { type Item, namedOf } from './listing.js';
import type { NamedFile } from './outputs.js';
import { type Session, sessionOf } from './session.js';
import { installedPath } from './trust-path.js';

/**
 * Reads the words of a command line.
 * @throws VerifierError ERR_USAGE naming every option whose value cannot be used or is missing; what `sessionOf` throws
 */
export async function callOf(
  verb: Verb,
  words: Words,
  { verbs, io }: { readonly verbs: readonly Verb[]; readonly io: Io },
): Promise<Call> {
  const { flags, args, bundles } = valuesOf(verb, words);
  if (verb.name === 'verify') await refuseMisspelt(words.args, verbs);
  const found = await foundBy(verb, bundles, flags);
  const as = verb.bundles === 'one' ? 'the bundle' : 'a bundle';
  // Of a shard, those of the others as well: no output is an input of any of them.
  const named =
    flags['shard'] === undefined
      ? [...found.bundles, ...found.unread.map(({ name }) => name)]
      : found.listing.items.map(pathOf);
  const inputs = [
    ...named.map((path) => ({ path, as })),
    ...inputsOf(verb, words),
    // Of every verb: what later runs trust is changed by `trust add` and `trust update` alone.
    ...trustInputs(verb, io),
  ];
  const outputs = [
    ...namedBy(verb, words, 'output'),
    ...namedBy(verb, words, 'grows').map((file) => ({ ...file, grows: true as const })),
  ];
  const installed = verb.installs === true ? installedPath(io) : undefined;
  const disk = io.confine?.({
    files: outputs.map(({ path }) => path),
    folders: [
      ...namedBy(verb, words, 'folder').map(({ path }) => path),
      ...(installed === undefined ? [] : [dirname(installed)]),
    ],
  });
  const io_: Session = await sessionOf(
    {
      inputs,
      outputs,
      output: outputs.find(({ as }) => as === '--output'),
      replace: verb.replaces === true || flags['force'] === true,
      quiet: flags['quiet'] === true,
      colour: flags['noColor'] !== true,
    },
    { ...io, disk },
  );
  return { flags, args, found, bundle: bundles[0] ?? '', verbs, io: io_ };
}

/** What the words for bundles mean. A verb of one bundle takes it as it is. */
async function foundBy(
  verb: Verb,
  bundles: readonly string[],
  { shard }: Readonly<Record<string, unknown>>,
): Promise<Found> {
  if (verb.bundles === 'many') return findBundles(bundles, shard as Shard | undefined);
  const listing = { inputs: [], items: [] };
  return { items: [], bundles, skipped: [], unread: [], listing };
}

function pathOf(item: Item): string {
  return namedOf(item)[0];
}

/** A bare word that is no file and nearly a verb: the line would verify instead of doing what was asked. */
async function refuseMisspelt(args: readonly string[], verbs: readonly Verb[]): Promise<void> {
  for (const word of args)
    if (/^[\u2010-\u2015\u2212]/.test(word) && !(await isPresent(word)))
      throw usage(
        `${word}: no such file; it begins with a dash that an editor made of hyphens`,
        `write --${word.replace(/^[\u2010-\u2015\u2212-]+/, '')} with two hyphens`,
      );
  const [first = ''] = args;
  if (/^\/(?:\?|h|help)$/i.test(first)) throw usage(`${first}: no such file`, 'for help: --help');
  if (/[./\\]/.test(first) || (await isPresent(first))) return;
  const close = suggestion(first, [...new Set(verbs.map(({ name }) => name.replace(/ .*/, '')))]);
  if (close !== undefined) throw usage(`${first}: no such file, and no verb`, close);
}

interface Given {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly args: readonly string[];
  readonly bundles: readonly string[];
}

/** The values of the options, and all faults of them at once. */
export function valuesOf(verb: Verb, { options, args }: Words): Given {
  const faults: { readonly message: string; readonly hint?: string | undefined }[] = [];
  const flags: Record<string, unknown> = {};
  const named = Object.entries(flagsOf(verb));
  const spelt = named.flatMap(([key, { short }]) => [
    flagName(key),
    ...(short === undefined ? [] : [`-${short}`]),
  ]);
  for (const [key, flag] of named) {
    const words = options.get(key) ?? [];
    try {
      if (words.includes('')) throw new CountError('is empty');
      refuseStray(words, flag, spelt);
      flags[key] = flag.collect(words);
    } catch (error) {
      if (!(error instanceof VerifierError)) throw error;
      // `--at is missing`, `--at: 2026 is not a time`.
      const colon = error instanceof CountError ? '' : ':';
      faults.push({ message: `${flagName(key)}${colon} ${error.message}`, hint: error.hint });
    }
  }
  const count = wordsOf(verb, args);
  const bundles = [...(options.get('bundle') ?? []), ...args.slice(count)];
  if (verb.bundles !== undefined) {
    if (bundles.length === 0) faults.push({ message: 'no bundle is given: --bundle FILE' });
    if (args.slice(count).includes('')) faults.push({ message: 'the name of a bundle is empty' });
    if (verb.bundles === 'one' && bundles.length > 1)
      faults.push({ message: 'more than one bundle is given' });
  }
  if (faults.length > 0)
    throw usage(
      faults.map(({ message }) => message).join('; '),
      faults.find(({ hint }) => hint !== undefined)?.hint,
    );
  return { flags, args: args.slice(0, count), bundles };
}

/** What is the next option, or is written `-o=FILE`, is no value: a file would be made of that name. */
function refuseStray(words: readonly string[], { file }: Flag, options: readonly string[]): void {
  const next = words.find((word) => options.includes(word));
  if (next !== undefined)
    throw new CountError(
      `is missing its value: ${next} is an option`,
      `a file of that name is ./${next}`,
    );
  const equal = file === undefined ? undefined : words.find((word) => word.startsWith('='));
  if (equal !== undefined)
    throw usage(
      `${equal} begins with an equals sign`,
      `write a space for it: ${equal.slice(1)}; a file of that name is ./${equal}`,
    );
}

/** How many words are no bundles: a last one that ends in dots takes all there are. */
function wordsOf({ args: named = [] }: Verb, args: readonly string[]): number {
  return named.at(-1)?.includes('...') === true ? args.length : named.length;
}

/** Every file that the line names for reading, bundles apart. */
function inputsOf(verb: Verb, words: Words): NamedFile[] {
  const named = argsOf(verb);
  const ofArgs = words.args.flatMap((path, i) => {
    const name = named[i] ?? named.at(-1) ?? '';
    return /file(?:\.\.\.)?[\]>]$/.test(name) ? [{ path, as: 'a file' }] : [];
  });
  return [...namedBy(verb, words, 'input'), ...ofArgs];
}

/** The trust root that is used without being named. */
function trustInputs({ flags }: Verb, io: Io): NamedFile[] {
  const kept = !('trustRoot' in flags);
  const named = io.env['SOFTQCOS_TRUST_ROOT'] ?? '';
  const installed = installedPath(io);
  return [
    ...(named === '' ? [] : [{ path: named, as: 'SOFTQCOS_TRUST_ROOT', kept }]),
    ...(installed === undefined ? [] : [{ path: installed, as: 'the installed trust root', kept }]),
  ];
}

function namedBy(verb: Verb, { options }: Words, file: NonNullable<Flag['file']>): NamedFile[] {
  return Object.entries(flagsOf(verb)).flatMap(([key, flag]) =>
    flag.file !== file
      ? []
      : (options.get(key) ?? []).flatMap((word) => {
          const path = flag.pathOf === undefined ? word : flag.pathOf(word);
          return path === undefined ? [] : [{ path, as: flagName(key) }];
        }),
  );
}
