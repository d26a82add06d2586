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
import { comparable, type KitCase, withPaths } from './kit/protocol.js';
import { ask } from './kit/run.js';

const { values } = parseArgs({
  options: { drill: { type: 'string' } },
});

/** A case with the paths of fixtures/, where the files of the kit are. */
const here = (one: KitCase): KitCase => ({
  ...one,
  input: withPaths(one.input, (path) => resolve('fixtures', path)),
});

/** A set in the other order: it must not matter. */
const turned = (one: KitCase): KitCase => ({
  ...one,
  id: `${one.id}, turned`,
  input: { ...one.input, bundles: one.input.bundles?.toReversed() ?? [] },
});

if (spawnSync('python3', ['--version']).status !== 0) {
  console.log('second opinion: not compared, there is no python3');
} else {
  const { cases } = await kitContent();
  const own = cases.filter(({ id }) => !id.startsWith('errors/')).map(here);
  const sets = own.filter(({ input }) => input.bundles !== undefined);
  const folder = mkdtempSync(join(tmpdir(), 'second-opinion-'));
  try {
    const copies =
      values.drill === undefined ? [] : await drillCopies(own, folder, Number(values.drill));
    const asked = [...own, ...sets.map(turned), ...copies];
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
      `second opinion: ${asked.length - 2 * sets.length} bundles and ${sets.length} sets in both orders compared, ${different} different; other codes beside one verdict in ${otherCodes} of ${copies.length} copies`,
    );
    if (different > 0 || asked.length === 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
