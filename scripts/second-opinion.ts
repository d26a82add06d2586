// `npm run second-opinion`: the verifier and second-opinion/check.py over every committed bundle. Verdict, failures and gaps must be the
// same; where they are not, docs/SPEC.md decides. Prints each difference, and ends with 1 if there is one.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFromBytes } from '../src/archive/source.js';
import { parseTime } from '../src/base/encoding.js';
import { VerifierError } from '../src/base/errors.js';
import { CODES, type FindingCode } from '../src/catalogue/codes.js';
import type { Requirement } from '../src/catalogue/requirements.js';
import { loadTrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';

interface Opinion {
  readonly verdict: string;
  readonly failures: readonly string[];
  readonly gaps: readonly string[];
}

/** What both are asked: paths of files, and options by the names of case.json. */
interface Question {
  readonly bundle: string;
  readonly trust_root: string | null;
  readonly at: string;
  readonly requirements: readonly Requirement[];
  readonly checkpoint?: string;
  readonly expect_selection?: unknown;
}

function* folders(below: string): Generator<string> {
  for (const entry of readdirSync(below, { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (entry.isDirectory() && existsSync(join(path, 'case.json'))) yield path;
    else if (entry.isDirectory()) yield* folders(path);
  }
}

function* questions(): Generator<Question> {
  for (const folder of [...folders('fixtures/cases'), ...folders('fixtures/golden')]) {
    const { trust_root, at, options } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
    // §2.5: bounds of a verifier are its own.
    if (options.limits !== undefined) continue;
    // §12.5, §12.6: days and renewals are this verifier's alone so far.
    if (options.as_of !== undefined || options.renewals !== undefined) continue;
    const held = options.checkpoint ?? options.prior_checkpoint;
    const { expect_selection } = options;
    yield {
      bundle: join(folder, 'bundle.zip'),
      trust_root: trust_root === null ? null : join(folder, trust_root),
      at,
      requirements: options.requirements ?? [],
      ...(held === undefined ? {} : { checkpoint: join(folder, held) }),
      ...(expect_selection === undefined ? {} : { expect_selection }),
    };
  }
}

async function ours(question: Question): Promise<Opinion> {
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(path));
  const { bundle, trust_root, requirements, checkpoint, expect_selection: expected } = question;
  try {
    const root = trust_root === null ? undefined : loadTrustRoot(read(trust_root));
    const { verdict, checks } = await verifyBundle(sourceFromBytes(read(bundle)), root, {
      at: parseTime(question.at) ?? 0n,
      name: bundle,
      requirements,
      ...(checkpoint === undefined ? {} : { checkpoint: read(checkpoint) }),
      ...(expected === undefined
        ? {}
        : { expectSelection: new Uint8Array(Buffer.from(JSON.stringify(expected))) }),
    });
    const codes = new Set(checks.flatMap(({ findings }) => findings.map(({ code }) => code)));
    const of = (outcome: string): FindingCode[] =>
      [...codes].filter((code) => CODES[code].outcome === outcome).sort();
    return { verdict, failures: of('fail'), gaps: of('unproven') };
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    return { verdict: 'error', failures: [], gaps: [] };
  }
}

function theirs(asked: readonly Question[]): Opinion[] {
  const input = asked.map((question) => `${JSON.stringify(question)}\n`).join('');
  const output = execFileSync('python3', ['second-opinion/batch.py'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Opinion);
}

if (spawnSync('python3', ['--version']).status !== 0) {
  console.log('second opinion: not compared, there is no python3');
} else {
  const asked = [...questions()];
  const other = theirs(asked);
  let different = 0;
  for (const [at, question] of asked.entries()) {
    const own = await ours(question);
    const { verdict, failures, gaps } = other[at] ?? { verdict: 'none', failures: [], gaps: [] };
    const [left, right] = [own, { verdict, failures, gaps }].map((one) => JSON.stringify(one));
    if (left === right) continue;
    different += 1;
    console.log(`${question.bundle}\n  verifier        ${left}\n  second opinion  ${right}`);
  }
  console.log(`second opinion: ${asked.length} bundles compared, ${different} different`);
  if (different > 0 || asked.length === 0) process.exitCode = 1;
}
