// Inside a rig (scripts/mutate/rig.ts): questions under one mutant after another, each from where the question reaches it. A line of JSON
// for each mutant. Exit code 3 where a mutant left something behind: the next one needs a new process. What is answered without a mutant
// is kept in a file for that one.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Switches } from './rig.js';

export interface Asked {
  readonly id: string;
  /** What is looked at of the answer, as text; the name of the error if it throws. */
  readonly outcome: () => Promise<string>;
  /** The one answer without a mutant with which it is asked at all. */
  readonly wanted?: string;
}

/** Milliseconds of processor time: what takes longer is not asked under each mutant. */
const SLOW = 4_000;

/** What was answered without a mutant. */
interface Kept {
  readonly right: string;
  readonly milliseconds: number;
  /** The mutants that it reaches, in base64. */
  readonly seen: string;
}

const switches = (globalThis as unknown as { __mutants: Switches }).__mutants;

async function untouched(questions: Iterable<Asked>, file: string): Promise<Record<string, Kept>> {
  const kept: Record<string, Kept> = {};
  for (const { id, outcome } of questions) {
    switches.on = -1;
    switches.seen.fill(0);
    const start = process.cpuUsage();
    const right = await outcome();
    const { user, system } = process.cpuUsage(start);
    const milliseconds = (user + system) / 1_000;
    kept[id] = { right, milliseconds, seen: Buffer.from(switches.seen).toString('base64') };
  }
  writeFileSync(file, JSON.stringify(kept));
  return kept;
}

/**
 * @param wanted mutants by their numbers
 * @param file where the answers without a mutant are kept: it is made where it is not there
 */
export async function askUnder(
  questions: readonly Asked[],
  wanted: readonly number[],
  file: string,
): Promise<void> {
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Kept>)
    : await untouched(questions, file);
  const cases = questions.flatMap(({ id, outcome, wanted: answer }) => {
    const { right = '', milliseconds = 0, seen = '' } = kept[id] ?? {};
    const isAsked = (answer ?? right) === right && milliseconds < SLOW;
    if (!isAsked) console.error(`not asked: ${id}: ${right}, ${Math.round(milliseconds)} ms`);
    return isAsked ? [{ id, outcome, right, milliseconds, seen: Buffer.from(seen, 'base64') }] : [];
  });
  // What costs least is tried first.
  cases.sort((a, b) => a.milliseconds - b.milliseconds);

  const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
  say({ cases: cases.length });
  let spoken = performance.now();
  for (const mutant of wanted) {
    let noticed: string | undefined;
    let tried = 0;
    for (const { id, outcome, right, seen } of cases) {
      if (seen[mutant] !== 1) continue;
      tried += 1;
      switches.on = mutant;
      const got = await outcome();
      switches.on = -1;
      // Who waits hears that it does not hang.
      if (performance.now() - spoken > 1_000) {
        process.stdout.write('\n');
        spoken = performance.now();
      }
      if (got === right) continue;
      noticed = id;
      say({ mutant, noticed, tried });
      if ((await outcome()) !== right) process.exit(3);
      break;
    }
    if (noticed === undefined) say({ mutant, tried });
  }
}
