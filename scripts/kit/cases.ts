// What a kit asks: every committed case, golden bundle and set whose result is stated, and trust roots that must be refused.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODES, type FindingCode } from '../../src/catalogue/codes.js';
import { answer } from './answer.js';
import type { Answer, KitCase, Question } from './protocol.js';
import { refusedTrustRoots } from './refused.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

interface Stated {
  readonly verdict: Answer['verdict'];
  readonly codes?: readonly FindingCode[];
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
    readonly as_of?: unknown;
    readonly renewals?: unknown;
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
    // §12.5, §12.6: a later day and renewals are questions that the protocol does not ask so far.
    if (stated.options?.as_of !== undefined || stated.options?.renewals !== undefined) continue;
    const input = { bundle: add(`${folder}/bundle.zip`), ...inputOf(stated, folder, add) };
    cases.push({ id: folder, why: whyOf(stated), input, expect: await expected(stated, input) });
  }
  for (const folder of foldersWith('set.json', ['sets'])) {
    const stated = readJson(`${folder}/set.json`);
    const bundles = (stated.bundles ?? []).map((name) => add(`${folder}/${name}`));
    const input = { bundles, ...inputOf(stated, folder, add) };
    const { failures = [], gaps = [] } = await answerHere(input);
    cases.push({
      id: folder,
      why: whyOf(stated),
      input,
      expect: { verdict: stated.verdict, failures, gaps },
    });
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

/** The result that case.json states; where it states a verdict alone, the codes are those on which two verifiers agree. */
async function expected({ verdict, codes }: Stated, input: Question): Promise<Answer> {
  if (codes === undefined) {
    const { failures = [], gaps = [] } = await answerHere(input);
    return { verdict, failures, gaps };
  }
  const of = (outcome: string): string[] =>
    [...new Set(codes)].filter((code) => CODES[code].outcome === outcome).sort();
  return { verdict, failures: of('fail'), gaps: of('unproven') };
}

function answerHere(input: Question): Promise<Answer> {
  const here = (path: string): string => join(FIXTURES, path);
  return answer({
    ...input,
    ...(input.bundle === undefined ? {} : { bundle: here(input.bundle) }),
    ...(input.bundles === undefined ? {} : { bundles: input.bundles.map(here) }),
    trust_root: input.trust_root === null ? null : here(input.trust_root),
    ...(input.checkpoint === undefined ? {} : { checkpoint: here(input.checkpoint) }),
  });
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
