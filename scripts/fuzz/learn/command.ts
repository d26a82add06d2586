// The command line: every verb with its own options, made from the tables of src/cli/verbs, over files of an operator in a folder of its
// own: several bundles at once, reports, drills, paths, redactions, and outputs that are inputs. No line may end in 70, hang, or change a
// file that it was to read.

import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argsOf, flagsOf, type Verb } from '../../../src/cli/command.js';
import { type Flag, flagName } from '../../../src/cli/flags.js';
import { run as runCommand } from '../../../src/cli/main.js';
import { VERBS } from '../../../src/cli/verbs/index.js';
import { havoc } from './havoc.js';
import { seeds } from './seeds.js';
import type { Target } from './target.js';

/** Bundles of every kind, small ones, and what is handed in beside them. */
const CASES = [
  ...[
    'golden/pass-02-sealed',
    'golden/pass-08-erasure',
    'golden/pass-13-witnesses',
    'golden/pass-17-everything',
  ],
  ...[
    'golden/fail-01-record-altered',
    'golden/fail-26-zip-trailing-bytes',
    'golden/unproven-01-no-trust-root',
  ],
  ...[
    'cases/valid/everything',
    'cases/valid/period',
    'cases/valid/report',
    'cases/valid/minimal',
    'cases/valid/earlier-tree',
  ],
];
const DAYS = ['2026-01-01', '2026-02-01', '2026-02-28', '2026-12-31', '2026-02-30'];
const WORDS = [
  '1',
  '0',
  '3',
  '100000',
  'rec_1',
  'x',
  '',
  'text',
  '2026-04-01T00:00:00Z',
  '2026-02-01T08:30:00Z',
  'actor',
  'softqcos',
  '--',
  'a'.repeat(64),
  '\u202e',
  ...DAYS,
];

interface Folder {
  readonly path: string;
  readonly inputs: readonly string[];
  readonly digests: ReadonlyMap<string, string>;
  readonly ids: readonly string[];
}

let made: Folder | undefined;

/** The operator's folder: made once, and looked at after each line. */
function folder(): Folder {
  if (made !== undefined) return made;
  const path = mkdtempSync(join(tmpdir(), 'softqcos-fuzz-'));
  process.on('exit', () => rmSync(path, { recursive: true, force: true }));
  const ids: string[] = [];
  const put = (name: string, content: Uint8Array | string): void =>
    writeFileSync(join(path, name), content);
  for (const [at, name] of CASES.entries()) {
    const found = seeds().find((each) => each.name === name);
    if (found === undefined) continue;
    put(`bundle-${at}.zip`, found.bundle);
    if (found.trustRoot !== undefined)
      put(`trust-${name.startsWith('golden') ? 'golden' : 'cases'}.json`, found.trustRoot);
    const checkpoint = found.files?.get('checkpoint');
    if (checkpoint !== undefined && at % 3 === 0) put(`held-${at}`, checkpoint);
    for (const report of found.files?.entries() ?? [])
      if (report[0].startsWith('attachments/')) put(`report-${at}.json`, report[1]);
    ids.push(
      ...(
        Buffer.from(found.files?.get('records.jsonl') ?? [])
          .toString('utf8')
          .match(/rec_[0-9A-Za-z]+/g) ?? []
      ).slice(0, 3),
    );
  }
  put('list.csv', `record_id\n${ids.slice(0, 5).join('\n')}\n`);
  put('selection.json', '{"sequence":{"from":4,"to":7}}');
  put('framework.json', '{}');
  put('not-json', '{"a":');
  mkdirSync(join(path, 'folder'));
  put('folder/one.zip', seeds()[0]?.bundle ?? '');
  symlinkSync(join(path, 'bundle-0.zip'), join(path, 'link.zip'));
  linkSync(join(path, 'bundle-1.zip'), join(path, 'hard.zip'));
  const inputs = filesBelow(path);
  made = { path, inputs, digests: new Map(inputs.map((file) => [file, digestOf(file)])), ids };
  return made;
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile());
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Choices, one byte each; the same bytes make the same line. */
class Choices {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  below(limit: number): number {
    const byte = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    return limit < 1 ? 0 : byte % limit;
  }
  of<T>(list: readonly T[], none: T): T {
    return list[this.below(list.length)] ?? none;
  }
}

function lineOf(input: Uint8Array): string[] {
  const choices = new Choices(input);
  const verbs = VERBS.filter(({ name }) => name !== 'self-test');
  // The verbs that read bundles are chosen more often.
  const reading = verbs.filter(({ bundles }) => bundles !== undefined);
  const verb =
    choices.below(4) > 0
      ? choices.of(reading, reading[0] as Verb)
      : choices.of(verbs, verbs[0] as Verb);
  const words: string[] = verb.name.split(' ');
  for (const word of argsOf(verb)) words.push(...wordsOf(word, verb, choices));
  const flags = Object.entries(flagsOf(verb)) as [string, Flag][];
  for (const [name, flag] of flags) {
    const isWanted =
      flag.needed === true
        ? choices.below(8) > 0
        : choices.below(flag.group === 'Limits, for experts:' ? 24 : 4) === 0;
    if (isWanted)
      words.push(
        flagName(name),
        ...(flag.value === undefined ? [] : [optionOf(name, flag, choices)]),
      );
  }
  if (verb.bundles !== undefined && choices.below(4) > 0)
    words.push('--at', '2026-04-01T00:00:00Z');
  return words;
}

function wordsOf(word: string, verb: Verb, choices: Choices): string[] {
  const { inputs, ids } = folder();
  const bundles = inputs.filter((file) => file.endsWith('.zip'));
  if (word.startsWith('[bundle')) {
    const count = verb.bundles === 'many' ? choices.of([1, 1, 2, 3], 1) : 1;
    return Array.from({ length: count }, () =>
      choices.of(choices.below(16) === 0 ? [folder().path, ...inputs] : bundles, ''),
    );
  }
  if (/record|id/.test(word)) return [choices.of(ids, 'rec_1')];
  return choices.below(4) === 0
    ? []
    : [
        choices.of(
          choices.below(2) === 0 ? inputs : [...WORDS, ...VERBS.map(({ name }) => name)],
          '',
        ),
      ];
}

function optionOf(name: string, flag: Flag, choices: Choices): string {
  const { path, inputs } = folder();
  const fresh = join(
    path,
    `out-${choices.below(3)}${choices.of(['', '.json', '.html', '.csv', '.md'], '')}`,
  );
  if (flag.file === 'output' || flag.file === 'grows')
    return choices.below(2) === 0
      ? fresh
      : choices.of([...inputs, path, join(path, 'none/x')], fresh);
  if (flag.file === 'input') {
    const likely = inputs.filter((file) =>
      file.includes(name.startsWith('trust') ? '/trust-' : name.replace(/[A-Z].*/, '')),
    );
    return choices.of(choices.below(4) > 0 && likely.length > 0 ? likely : inputs, '');
  }
  // A PDF takes seconds, and its text is that of the other formats.
  const listed = flag.choices?.filter((each) => each !== 'pdf');
  if (listed !== undefined && listed.length > 0 && choices.below(8) > 0)
    return choices.of(listed, '');
  // `--report json=FILE`
  if (name === 'report')
    return `${choices.of(['text', 'json', 'junit', 'sarif', 'markdown', 'csv'], 'json')}=${choices.below(2) === 0 ? fresh : choices.of(inputs, fresh)}`;
  // Mostly a period that there is.
  if (name === 'from' || name === 'to')
    return choices.below(8) === 0
      ? choices.of(DAYS, '')
      : `2026-0${name === 'from' ? 1 : 3}-0${1 + choices.below(3)}`;
  if (name === 'copies') return String(1 + choices.below(3));
  return choices.of(WORDS, '');
}

/** True if a file is nothing but the output of a report, which replaces what is there and says so (SPEC 17.1). */
function isOutputAlone(argv: readonly string[], file: string): boolean {
  const isOutput = (at: number): boolean => argv[at - 1] === '--output' || argv[at - 1] === '-o';
  const places = argv.flatMap((word, at) => (word.includes(file) ? [at] : []));
  const isReport = argv[0] === 'report' || argv.includes('--force');
  return isReport && places.length > 0 && places.every(isOutput);
}

const EXITS: readonly number[] = [0, 1, 2, 3];

async function run(input: Uint8Array): Promise<string | undefined> {
  const { path, inputs, digests } = folder();
  const argv = lineOf(input);
  // A whole drill is its own test; here a few copies are enough.
  if (argv[0] === 'drill' && !argv.includes('--copies')) argv.push('--copies', '2');
  let length = 0;
  const stream = {
    write: async (text: string) => {
      length += text.length;
    },
    terminal: false,
    columns: undefined,
  };
  const io = {
    stdout: stream,
    stderr: stream,
    env: {},
    platform: 'linux' as const,
    execArgv: [],
    runtime: {
      node: 'test',
      openssl: 'test',
      machine: 'test',
      files: async () => ['package.json'],
    },
    now: () => Date.parse('2026-04-01T00:00:00Z'),
  };
  const exit = await runCommand(argv, io);
  const said = argv
    .map((word) => word.replace(path, ''))
    .join(' ')
    .slice(0, 1_000);
  if (!EXITS.includes(exit)) return `exit code ${exit}: ${said}`;
  if (length > 20_000_000) return `${length} characters are printed: ${said}`;
  for (const file of inputs)
    if (!existsSync(file) || digests.get(file) !== digestOf(file)) {
      made = undefined;
      if (isOutputAlone(argv, file)) continue;
      return `${file.replace(path, '')} is not what it was: ${said}`;
    }
  for (const name of readdirSync(path)) {
    if (name.endsWith('.tmp')) return `${name} is left behind: ${said}`;
    if (name.startsWith('out-')) rmSync(join(path, name), { recursive: true, force: true });
  }
  return undefined;
}

export const COMMAND: Target = {
  ...{
    name: 'command',
    about: [
      'src/cli/',
      'src/papers/',
      'src/compliance/',
      'src/drill/',
      'src/history/',
      'src/trust/',
      'src/frameworks/',
    ],
    share: 10,
    run,
  },
  seeds: () =>
    Array.from({ length: 64 }, (_, at) =>
      Uint8Array.from(
        { length: 48 },
        (__, place) => (at * 37 + place * place * 11 + ((at * place) % 251)) & 0xff,
      ),
    ),
  mutate: (random, input, other) => havoc(random, input, other).slice(0, 96),
  size,
};

/** The work of a line is that of the bundles which it names, for each copy of them. */
function size(input: Uint8Array): number {
  const { path, inputs } = folder();
  const argv = lineOf(input);
  const bytes = argv.reduce((sum, word) => {
    if (word === path || word === join(path, 'folder')) return sum + 500_000;
    return sum + (inputs.includes(word) ? statSync(word).size : 0);
  }, 20_000);
  return argv[0] === 'drill' ? bytes * 6 : bytes;
}
