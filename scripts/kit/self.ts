// The kit, tested: this verifier and the second opinion conform to it, and of a verifier that is broken on purpose each fault is caught.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildVerifier, FAULTS } from './faults.js';
import { type Agreement, agreement, type KitCase, readCases } from './protocol.js';
import { ask } from './run.js';
import { checkKit } from './sealed.js';

/** @param wanted faults by name; every one if undefined. False if anything is not as it should be, which is printed. */
export async function selfTest(
  kit: string,
  vkey: string,
  wanted: readonly string[] | undefined,
): Promise<boolean> {
  const faults = checkKit(kit, vkey);
  for (const fault of faults) console.log(fault);
  const cases = readCases(kit);
  const own = join(kit, '../verifier.mjs');
  await buildVerifier(own);
  let sound = faults.length === 0;
  sound = (await conforms('this verifier', [process.execPath, own], cases)) && sound;
  if (spawnSync('python3', ['--version']).status === 0) {
    sound =
      (await conforms('the second opinion', ['python3', 'second-opinion/batch.py'], cases)) &&
      sound;
  } else console.log('the second opinion: not asked, there is no python3');
  const named = FAULTS.filter(({ name }) => wanted === undefined || wanted.includes(name));
  for (const { name, near } of named) {
    const broken = join(kit, '../broken.mjs');
    await buildVerifier(broken, name);
    const order = [...cases].sort(
      (a, b) => Number(b.id.startsWith(near)) - Number(a.id.startsWith(near)),
    );
    const caught = await firstDifference([process.execPath, broken], order);
    if (caught === undefined) {
      console.log(`NOT CAUGHT: ${name}`);
      sound = false;
    }
  }
  console.log(`${named.length} faults planted, one at a time`);
  return sound;
}

async function conforms(
  what: string,
  command: readonly string[],
  cases: readonly KitCase[],
): Promise<boolean> {
  const counts: Record<Agreement, number> = { agrees: 0, verdict: 0, codes: 0, unsupported: 0 };
  await ask(command, cases, (one, answer) => {
    const result = agreement(one, answer);
    counts[result] += 1;
    if (result === 'verdict' || result === 'codes')
      console.log(
        `${what} differs: ${one.id}\n  expected ${JSON.stringify(one.expect)}\n  answered ${JSON.stringify(answer)}`,
      );
    return true;
  });
  console.log(
    `${what}: ${counts.agrees} of ${cases.length} cases agree by transcript, ${counts.unsupported} unsupported`,
  );
  return counts.verdict + counts.codes === 0 && counts.unsupported === 0;
}

/** The id of the first case that a program answers otherwise, or is no more able to answer. */
async function firstDifference(
  command: readonly string[],
  cases: readonly KitCase[],
): Promise<string | undefined> {
  let found: string | undefined;
  try {
    await ask(command, cases, (one, answer) => {
      if (agreement(one, answer) !== 'agrees') found = one.id;
      return found === undefined;
    });
  } catch (error) {
    return error instanceof Error ? error.message : 'it broke';
  }
  return found;
}
