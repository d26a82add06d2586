// `npm run second-opinion`: the verifier and second-opinion/check.py over every committed bundle, and with --drill over the copies of a
// drill of each that passes. Verdict, failures and gaps must be the same (docs/SPEC.md §19.2); where they are not, docs/SPEC.md decides.
// Of a copy the verdict: what else a reader still looks at behind a fault is its own affair, and is printed, not judged.
// Prints each difference, and ends with 1 if there is one.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { answer } from './kit/answer.js';
import { kitContent } from './kit/cases.js';
import { drillCopies } from './kit/drill-copies.js';
import { comparable, type KitCase } from './kit/protocol.js';
import { ask } from './kit/run.js';

const { values } = parseArgs({
  options: { drill: { type: 'string' } },
});

/** Paths of fixtures/, where the files of the kit are. */
function here(one: KitCase): KitCase {
  const at = (path: string): string => resolve('fixtures', path);
  const { bundle, trust_root: root, checkpoint } = one.input;
  return {
    ...one,
    input: {
      ...one.input,
      ...(bundle === undefined ? {} : { bundle: at(bundle) }),
      trust_root: root === null ? null : at(root),
      ...(checkpoint === undefined ? {} : { checkpoint: at(checkpoint) }),
    },
  };
}

if (spawnSync('python3', ['--version']).status !== 0) {
  console.log('second opinion: not compared, there is no python3');
} else {
  const { cases } = await kitContent();
  const own = cases
    .filter(({ input, id }) => input.bundles === undefined && !id.startsWith('errors/'))
    .map(here);
  const folder = mkdtempSync(join(tmpdir(), 'second-opinion-'));
  try {
    const copies =
      values.drill === undefined ? [] : await drillCopies(own, folder, Number(values.drill));
    const asked = [...own, ...copies];
    const replies = new Map<string, Awaited<ReturnType<typeof answer>>>();
    await ask(['python3', 'second-opinion/batch.py'], asked, (one, reply) => {
      replies.set(one.id, reply);
      return true;
    });
    const isCopy = new Set(copies);
    let [different, otherCodes] = [0, 0];
    for (const one of asked) {
      const ours = await answer(one.input);
      const theirs = replies.get(one.id);
      if (theirs !== undefined && comparable(ours) === comparable(theirs)) continue;
      if (isCopy.has(one) && theirs?.verdict === ours.verdict) otherCodes += 1;
      else different += 1;
      console.log(`${one.id}\n  verifier        ${JSON.stringify({ ...ours, notes: undefined })}`);
      console.log(`  second opinion  ${JSON.stringify({ ...theirs, notes: undefined })}`);
    }
    console.log(
      `second opinion: ${asked.length} bundles compared, ${different} different; other codes beside one verdict in ${otherCodes} of ${copies.length} copies`,
    );
    if (different > 0 || asked.length === 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
