// The fuzzer: `npm run fuzz -- --minutes N [--seed S] [--jobs J]` mutates every bundle of fixtures/ and verifies the mutants in child
// processes (docs/ROBUSTNESS.md). A finding is written to .tmp/fuzz/ with the command that makes it again: an execution follows from the
// seed and its number alone. `--only N` runs one execution here, in one thread, and prints what it was.
// A worker that is silent for twenty seconds hangs; its heap is capped, and growth of more than 200 MB in one execution is a finding.

import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadCorpus } from './fuzz/corpus.js';
import { mutantOf } from './fuzz/mutate.js';
import { execute } from './fuzz/run.js';
import type { Report } from './fuzz/worker.js';

/** Without an answer, by the clock; and of processor time. */
const HANG_MS = 20_000;
const SLOW_MS = 2_000;
const GROWTH = 200 * 2 ** 20;
const HEAP_MB = 512;
const WORKER = fileURLToPath(new URL('./fuzz/worker.ts', import.meta.url));
const OUT = fileURLToPath(new URL('../.tmp/fuzz/', import.meta.url));

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
});
const { seed } = values;
const corpus = loadCorpus();
const counts = new Map<string, number>();
const codes = new Set<string>();
const bases = new Set<string>();
let findings = 0;
let executions = 0;
let slowest = { ms: 0, at: -1 };

if (values.only !== undefined) await runOne(Number(values.only));
else await runMany(Number(values.minutes), Number(values.jobs), Number(values.from));

async function runOne(at: number): Promise<void> {
  const mutant = mutantOf(corpus, seed, at);
  const path = write(at, 'one');
  const start = performance.now();
  const outcome = await execute(mutant, true);
  console.log(`${mutant.base.name}\n${mutant.steps.map((step) => `  ${step}`).join('\n')}`);
  console.log(
    `${JSON.stringify(outcome, undefined, 1)}\n${Math.round(performance.now() - start)} ms, ${path}`,
  );
}

async function runMany(minutes: number, jobs: number, from: number): Promise<void> {
  const end = performance.now() + minutes * 60_000;
  const timer = setInterval(() => console.log(summary()), 60_000);
  await Promise.all(Array.from({ length: jobs }, (_, job) => runJob(from + job, jobs, end)));
  clearInterval(timer);
  console.log(summary());
  if (findings > 0) process.exitCode = 1;
}

/** One job: a worker, and another one in its place when it has to be stopped. */
async function runJob(first: number, step: number, end: number): Promise<void> {
  let next = first;
  while (performance.now() < end) {
    const stopped = await runWorker(next, step, end);
    if (stopped === undefined) return;
    record(stopped.at, stopped.what, stopped.detail);
    next = stopped.at + step;
  }
}

interface Stopped {
  readonly at: number;
  readonly what: string;
  readonly detail: string;
}

/** Runs a worker until the time is over (undefined) or until it hangs or dies. */
function runWorker(first: number, step: number, end: number): Promise<Stopped | undefined> {
  const worker = fork(WORKER, [seed, String(first), String(step)], {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  worker.stderr?.on('data', (piece: Buffer) => {
    said = `${said}${piece}`.slice(0, 4_000);
  });
  return new Promise((resolve, reject) => {
    let at: number | undefined;
    let since = performance.now();
    let result: Stopped | undefined;
    const watch = setInterval(() => {
      const now = performance.now();
      // Loading the corpus takes its time: before the first execution nothing hangs.
      if (at !== undefined && now - since > HANG_MS)
        result = { at, what: 'hang', detail: `no answer for ${HANG_MS / 1000} s` };
      if (now > end || result !== undefined) worker.kill('SIGKILL');
    }, 200);
    worker.on('message', (report: Report) => {
      at = report.at;
      since = performance.now();
      if (!report.begins) judge(report);
    });
    worker.on('exit', (code, signal) => {
      clearInterval(watch);
      if (signal === 'SIGKILL') resolve(result);
      else if (at === undefined) reject(new Error(`the worker did not start: ${said}`));
      else resolve({ at, what: 'death', detail: `exit code ${code}, ${signal}\n${said}` });
    });
  });
}

function judge({ at, outcome, ms, grown, base }: Report & { begins: false }): void {
  executions += 1;
  bases.add(base);
  const kind = outcome.kind === 'verdict' ? outcome.verdict : outcome.kind;
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (outcome.kind === 'verdict') for (const code of outcome.codes) codes.add(code);
  if ('detail' in outcome) record(at, outcome.kind, outcome.detail);
  if (ms > SLOW_MS) record(at, 'slow', `${Math.round(ms)} ms`);
  if (grown > GROWTH) record(at, 'memory', `${Math.round(grown / 2 ** 20)} MB`);
  if (ms > slowest.ms) slowest = { ms, at };
}

/** Writes the mutant and says how to make it again. */
function record(at: number, what: string, detail: string): void {
  findings += 1;
  const name = what.replaceAll(' ', '-');
  const path = write(at, name);
  const mutant = mutantOf(corpus, seed, at);
  const command = `npm run fuzz -- --seed ${seed} --only ${at}`;
  const { options, base, steps } = mutant;
  const about = {
    what,
    detail,
    command,
    base: base.name,
    steps,
    requirements: options.requirements,
    expected: base.verdict,
  };
  writeFileSync(path.replace(/\.zip$/, '.json'), `${JSON.stringify(about, undefined, 2)}\n`);
  console.log(
    `${what} in execution ${at}: ${detail.split('\n')[0]}\n  ${base.name}: ${steps.join('; ')}\n  ${command}`,
  );
}

function write(at: number, name: string): string {
  mkdirSync(OUT, { recursive: true });
  const { bytes, trustRoot } = mutantOf(corpus, seed, at);
  const path = `${OUT}${name}-${seed}-${at}.zip`;
  writeFileSync(path, bytes);
  if (trustRoot !== undefined) writeFileSync(path.replace(/\.zip$/, '.trust-root.json'), trustRoot);
  return path;
}

function summary(): string {
  const kinds = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
  const slow = `slowest ${Math.round(slowest.ms)} ms (${slowest.at})`;
  return `${executions} executions of ${bases.size} bundles: ${kinds}; ${codes.size} finding codes seen; ${slow}; ${findings} findings`;
}
