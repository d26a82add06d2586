// The worker of the fuzzer, a process of its own (arguments: seed, first, step): runs execution first, first + step, … and says before each which one it is, so that whoever watches knows
// which one hangs. Peaks of memory are sampled while an execution waits and after it.

import { loadCorpus } from './corpus.js';
import { mutantOf } from './mutate.js';
import { execute, type Outcome } from './run.js';

export type Report =
  | { readonly at: number; readonly begins: true }
  | {
      readonly at: number;
      readonly begins: false;
      readonly outcome: Outcome;
      readonly ms: number;
      readonly grown: number;
      readonly base: string;
    };

const [seed = '', first = 0, step = 1] = process.argv
  .slice(2)
  .map((text, index) => (index === 0 ? text : Number(text))) as [string, number, number];
const corpus = loadCorpus();
const used = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

for (let at = first; ; at += step) {
  const say = (report: Report): void => {
    process.send?.(report);
  };
  say({ at, begins: true });
  const mutant = mutantOf(corpus, seed, at);
  const before = used();
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, used());
  }, 20);
  // Processor time: other work on the machine must not look like ours.
  const start = process.cpuUsage();
  const outcome = await execute(mutant, at % 4 === 0);
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  clearInterval(sampler);
  const grown = Math.max(peak, used()) - before;
  say({ at, begins: false, outcome, ms, grown, base: mutant.base.name });
}
