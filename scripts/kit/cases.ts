// What a kit asks: every committed case, golden bundle and set, two attacks that once passed, and trust roots that must be refused.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SET_CODES } from '../../src/catalogue/codes/sets.js';
import { CODES } from '../../src/catalogue/codes.js';
import { answer } from './answer.js';
import { type Answer, type KitCase, type Question, withPaths } from './protocol.js';
import { refusedTrustRoots } from './refused.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

interface Stated {
  readonly verdict: Answer['verdict'];
  readonly codes?: readonly string[];
  /** Of a golden set: what its producer says of each bundle and of all together. */
  readonly facts?: {
    readonly bundle_verdicts: Readonly<Record<string, Answer['verdict']>>;
    readonly ledgers: readonly { readonly contradictions?: number }[];
  };
  readonly comment?: string;
  readonly why?: string;
  readonly trust_root: string | null;
  readonly at: string;
  readonly bundles?: readonly string[];
  readonly options?: {
    readonly requirements?: readonly string[];
    readonly checkpoint?: string;
    readonly prior_checkpoint?: string;
    readonly expect_selection?: unknown;
    readonly limits?: Readonly<Record<string, number>>;
    readonly as_of?: string;
    readonly renewals?: string;
    readonly custody?: string;
  };
}

export interface KitContent {
  readonly cases: readonly KitCase[];
  /** By path in the kit. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Every case in the order of its id, and the files that the inputs name. */
export async function kitContent(): Promise<KitContent> {
  const cases: KitCase[] = [];
  const files = new Map<string, Uint8Array>();
  const add = (path: string): string => {
    files.set(path, new Uint8Array(readFileSync(join(FIXTURES, path))));
    return path;
  };
  for (const folder of foldersWith('case.json', ['cases', 'golden'])) {
    const stated = readJson(`${folder}/case.json`);
    const input = { bundle: add(`${folder}/bundle.zip`), ...inputOf(stated, folder, add) };
    cases.push({ id: folder, why: whyOf(stated), input, expect: await expected(stated, input) });
  }
  for (const folder of foldersWith('set.json', ['sets', 'golden-sets'])) {
    const stated = readJson(`${folder}/set.json`);
    const bundles = (stated.bundles ?? []).map((name) => add(`${folder}/${name}`));
    const input = { bundles, ...inputOf(stated, folder, add) };
    cases.push({ id: folder, why: whyOf(stated), input, expect: await expected(stated, input) });
  }
  for (const [name, why] of ATTACKS) {
    const input = {
      bundles: name.map((one) => add(`attack/${one}.zip`)),
      trust_root: add('attack/trust-root.json'),
      at: '2026-04-01T00:00:00Z',
      requirements: [],
    };
    const expect = await expected({ ...input, verdict: 'fail' }, input);
    cases.push({ id: `attack/${name.join('+')}`, why, input, expect });
  }
  const common = readFileSync(join(FIXTURES, 'cases/trust-root.json'), 'utf8');
  for (const [name, { why, text }] of refusedTrustRoots(common)) {
    const root = `errors/${name}.json`;
    files.set(root, Buffer.from(text, 'utf8'));
    const input = {
      bundle: 'cases/valid/minimal/bundle.zip',
      trust_root: root,
      at: '2026-04-01T00:00:00Z',
      requirements: [],
    };
    cases.push({
      id: `errors/${name}`,
      why,
      input,
      expect: { verdict: 'error', failures: [], gaps: [] },
    });
  }
  cases.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { cases, files };
}

/** Sets of fixtures/attack/, which states no results of its own. */
const ATTACKS: readonly (readonly [names: readonly string[], why: string])[] = [
  [['fork-a', 'fork-b-link'], 'Two bundles that prove a split view.'],
  [['er-a', 'er-b'], 'An erasure that names another record than the one that it hides.'],
];

const OUTCOMES: Readonly<Record<string, { readonly outcome: string }>> = { ...CODES, ...SET_CODES };

/** The result that is stated with a case; where a verdict alone is, the codes are those on which two verifiers agree (README of the kit). */
async function expected(stated: Stated, input: Question): Promise<Answer> {
  const { codes } = stated;
  if (codes === undefined) {
    const { failures = [], gaps = [] } = await answer(
      withPaths(input, (path) => join(FIXTURES, path)),
    );
    return { verdict: verdictOf(stated), failures, gaps };
  }
  const of = (outcome: string): string[] =>
    [...new Set(codes)].filter((code) => OUTCOMES[code]?.outcome === outcome).sort();
  return { verdict: stated.verdict, failures: of('fail'), gaps: of('unproven') };
}

/** A golden set states the verdict of a report, which also asks whether a period is covered; of the bundles and their history it is this. */
function verdictOf({ verdict, facts }: Stated): Answer['verdict'] {
  if (facts === undefined) return verdict;
  if (facts.ledgers.some(({ contradictions = 0 }) => contradictions > 0)) return 'fail';
  const each = Object.values(facts.bundle_verdicts);
  return (['fail', 'unproven'] as const).find((one) => each.includes(one)) ?? 'pass';
}

function inputOf(
  stated: Stated,
  folder: string,
  add: (path: string) => string,
): Omit<Question, 'bundle' | 'bundles'> {
  const { trust_root: root, at, options = {} } = stated;
  const file = (name: string): string => add(posix.normalize(posix.join(folder, name)));
  const held = options.checkpoint ?? options.prior_checkpoint;
  return {
    trust_root: root === null ? null : file(root),
    at,
    requirements: options.requirements ?? [],
    ...(held === undefined ? {} : { checkpoint: file(held) }),
    ...(options.expect_selection === undefined
      ? {}
      : { expect_selection: options.expect_selection }),
    ...(options.renewals === undefined ? {} : { renewals: file(options.renewals) }),
    ...(options.custody === undefined ? {} : { custody: file(options.custody) }),
    ...(options.as_of === undefined ? {} : { as_of: options.as_of }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  };
}

const whyOf = ({ comment, why }: Stated): string => comment ?? why ?? '';
const readJson = (path: string): Stated =>
  JSON.parse(readFileSync(join(FIXTURES, path), 'utf8')) as Stated;

function foldersWith(file: string, below: readonly string[]): string[] {
  return below.flatMap((top) =>
    readdirSync(join(FIXTURES, top), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(top, name.replaceAll('\\', '/')))
      .filter((folder) => existsSync(join(FIXTURES, folder, file))),
  );
}
