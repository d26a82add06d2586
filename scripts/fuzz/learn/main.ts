// The fuzzer inside its rig (rig.ts): all targets by turns, for some minutes or a number of executions, and what they reached.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { COMMAND } from './command.js';
import { type Found, Fuzzer } from './engine.js';
import { knowWords } from './havoc.js';
import type { Branch } from './instrument.js';
import { PARSERS } from './parsers.js';
import { TOKEN } from './signed.js';
import type { Target } from './target.js';
import { BUNDLE } from './whole.js';
import { countNatively, knowBranches } from './work.js';

const TARGETS: readonly Target[] = [...PARSERS, TOKEN, BUNDLE, COMMAND];

export interface FuzzOptions {
  readonly seed: string;
  /** Names; all if it is empty. */
  readonly targets: readonly string[];
  /** Whichever comes first. */
  readonly minutes?: number;
  readonly executions?: number;
  /** Where corpus and findings are kept; nothing is kept, and nothing read, if it is left out. */
  readonly folder?: string;
  readonly branches: readonly Branch[];
  readonly words: readonly string[];
  readonly say?: (line: string) => void;
}

export interface TargetResult {
  readonly name: string;
  readonly executions: number;
  readonly seconds: number;
  readonly kept: number;
  /** Branches of the files that the target is about. */
  readonly reached: number;
  readonly branches: number;
  /** Work of the dearest input, as times an honest one of its size. */
  readonly worst: number;
}

export interface FuzzResult {
  readonly targets: readonly TargetResult[];
  readonly found: readonly Found[];
  /** By branch: whether any target reached it; and how many the seeds alone reached. */
  readonly reached: Uint8Array;
  readonly bySeeds: number;
}

let isCounting = false;

/** Runs the targets by turns; a turn is as many executions as the target's share. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { seed, targets, folder, branches, words } = options;
  if (!isCounting) countNatively();
  isCounting = true;
  knowBranches(branches);
  knowWords(words);
  const chosen = TARGETS.filter(({ name }) => targets.length === 0 || targets.includes(name));
  const corpus = folder === undefined ? undefined : join(folder, 'corpus');
  const found: Found[] = [];
  const report = (each: Found): void => {
    if (
      found.some(({ what, target }) => target === each.target && headOf(what) === headOf(each.what))
    )
      return;
    found.push(each);
    options.say?.(
      `${each.target}: ${each.what.split('\n')[0]}${folder === undefined ? '' : `\n  npm run fuzz -- --replay ${kept(folder, each)}`}`,
    );
  };
  const fuzzers = chosen.map((target) => new Fuzzer(target, seed, branches.length));
  const seconds = new Map<Fuzzer, number>();
  for (const fuzzer of fuzzers) for (const each of await fuzzer.begin(corpus)) report(each);
  const bySeeds = reachedBy(fuzzers, branches.length).reduce((sum, each) => sum + each, 0);
  const end = Date.now() + (options.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
  const most = options.executions ?? Number.POSITIVE_INFINITY;
  let done = 0;
  for (let isOn = true; isOn; ) {
    for (const fuzzer of fuzzers) {
      const start = process.cpuUsage();
      // Parsers take microseconds where a bundle takes milliseconds.
      const turn = fuzzer.target.share * (PARSERS.includes(fuzzer.target) ? 100 : 1);
      for (let count = 0; count < turn && done < most && Date.now() < end; count += 1) {
        const each = await fuzzer.step(corpus);
        done += 1;
        if (each !== undefined) report(each);
      }
      const { user, system } = process.cpuUsage(start);
      seconds.set(fuzzer, (seconds.get(fuzzer) ?? 0) + (user + system) / 1e6);
    }
    isOn = done < most && Date.now() < end;
  }
  const reached = reachedBy(fuzzers, branches.length);
  return {
    targets: fuzzers.map((fuzzer) => resultOf(fuzzer, branches, seconds.get(fuzzer) ?? 0)),
    ...{ found, reached, bySeeds },
  };
}

function reachedBy(fuzzers: readonly Fuzzer[], length: number): Uint8Array {
  const reached = new Uint8Array(length);
  for (const fuzzer of fuzzers)
    for (const [at, bits] of fuzzer.reached.entries()) if (bits !== 0) reached[at] = 1;
  return reached;
}

function resultOf(
  { target, executions, kept: corpus, reached, worst }: Fuzzer,
  branches: readonly Branch[],
  time: number,
): TargetResult {
  const about = branches.flatMap(({ file }, at) =>
    target.about.some((each) => file.startsWith(each)) ? [at] : [],
  );
  return {
    ...{ name: target.name, executions, seconds: time, kept: corpus.length },
    ...{ reached: about.filter((at) => reached[at] !== 0).length, branches: about.length, worst },
  };
}

/** Where it was thrown, or what is said without its numbers: one fault is reported once. */
function headOf(what: string): string {
  return what.split('\n').slice(0, 3).join('\n').replace(/\d+/g, 'N');
}

function kept(folder: string, { target, what, input }: Found): string {
  const findings = join(folder, 'findings');
  mkdirSync(findings, { recursive: true });
  const path = join(
    findings,
    `${target}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}`,
  );
  writeFileSync(path, input);
  writeFileSync(`${path}.txt`, `${what}\n`);
  return path;
}

/** Runs one kept input again, without a bound, and says what it says. */
export async function replay(path: string, options: FuzzOptions): Promise<string | undefined> {
  const target = TARGETS.find(({ name }) => basename(path).startsWith(`${name}-`));
  if (target === undefined)
    throw new Error(`no target has a name that ${basename(path)} begins with`);
  countNatively();
  knowBranches(options.branches);
  const input = readFileSync(path);
  const alone = { ...target, seeds: () => [input] };
  const [found] = await new Fuzzer(alone, options.seed, options.branches.length).begin(undefined);
  return found?.what;
}
