// What of the environment could change the result of any program of Node, this one included: code that is loaded before the first
// line of ours, libraries of somebody else under it. A program cannot defend itself against that; it can say that it is so. Facts
// alone are gathered here: what a run makes of them is told elsewhere.

import type { Io } from './io.js';

export interface EnvironmentFact {
  /** Where it was said: `the command line of Node`, or the name of a variable. */
  readonly from: string;
  /** What was said, as it was written. */
  readonly value: string;
  /** True if it puts code of somebody else into this process, or may; false for what only steers Node. */
  readonly loads: boolean;
}

/** Options of Node that bound or describe a run and cannot change what it says. */
const HARMLESS =
  /^--(?:max-old-space-size|max-semi-space-size|max-heap-size|stack-trace-limit|disable-warning|no-warnings|trace-[a-z-]+|no-deprecation|pending-deprecation|throw-deprecation|enable-source-maps|unhandled-rejections|report-[a-z-]+|permission|experimental-permission|allow-[a-z-]+|disallow-code-generation-from-strings|disable-proto|frozen-intrinsics|no-addons|jitless|title|no-network-family-autoselection|dns-result-order|max-http-header-size|use-openssl-ca|use-bundled-ca|use-system-ca)(?:=|$)/;
/** Options that load code, or let somebody else in while the program runs. */
const LOADING =
  /^(?:-r|-e|-p|-pe|-i|--require|--import|--loader|--experimental-loader|--eval|--print|--interactive|--snapshot-blob|--inspect[a-z-]*|--env-file[a-z-]*|--experimental-config-file|--experimental-default-config-file|--openssl-config|--openssl-shared-config|--preserve-symlinks[a-z-]*|-C|--conditions|--build-snapshot[a-z-]*|--run|--test[a-z-]*|--watch[a-z-]*)(?:=|$)/;

/** Variables by which code or libraries get into a process, whatever their value. */
const VARIABLES: readonly string[] = [
  ...['NODE_COMPILE_CACHE', 'NODE_EXTENSIONS', 'NODE_REPL_EXTERNAL_MODULE'],
  ...['OPENSSL_CONF', 'OPENSSL_MODULES', 'OPENSSL_ENGINES'],
  ...['LD_PRELOAD', 'LD_AUDIT', 'LD_LIBRARY_PATH'],
  ...['DYLD_INSERT_LIBRARIES', 'DYLD_LIBRARY_PATH', 'DYLD_FRAMEWORK_PATH'],
];

/** An OpenSSL configuration of nothing, which an executable pins for itself: it takes others away and brings none. */
const PINNED = /^--openssl-config=(?:\/dev\/null|NUL)$/;

/** Everything of the environment that could change a result, in a fixed order; empty for a plain run. */
export function environmentFacts({
  env,
  execArgv,
}: Pick<Io, 'env' | 'execArgv'>): EnvironmentFact[] {
  const spoken = env['NODE_OPTIONS'] ?? '';
  return [
    ...optionFacts(execArgv, 'the command line of Node'),
    ...optionFacts(wordsOf(spoken), 'NODE_OPTIONS'),
    ...VARIABLES.flatMap((from) => {
      const value = env[from] ?? '';
      return value === '' ? [] : [{ from, value, loads: true }];
    }),
  ];
}

/** One fact as a clause for people. */
export function environmentWords({ from, value, loads }: EnvironmentFact): string {
  const what = loads
    ? 'can put other code into this run, and so change any verdict'
    : 'steers Node';
  return `${from} ${what}: ${value}`;
}

/** An option with the words that belong to it: `--require ./x.js` is two words and one fact. */
function optionFacts(words: readonly string[], from: string): EnvironmentFact[] {
  const options: string[][] = [];
  for (const word of words) {
    const last = options.at(-1);
    if (word.startsWith('-') || last === undefined) options.push([word]);
    else last.push(word);
  }
  return options
    .filter(([name = '']) => !HARMLESS.test(name.replaceAll('_', '-')) && !PINNED.test(name))
    .map((option) => ({
      from,
      value: option.join(' '),
      loads: LOADING.test((option[0] ?? '').replaceAll('_', '-')),
    }));
}

/** NODE_OPTIONS as Node cuts it: at spaces, but for those in double quotes. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g)].map(([word]) => word);
}
