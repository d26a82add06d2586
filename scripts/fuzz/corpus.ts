// What the fuzzer starts from: every bundle of fixtures/golden, fixtures/demo and fixtures/cases with the trust root, time and
// options that its case.json states. Where the attester's test keys are known, a mutant may be signed anew with them.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AttesterKeys, testKeys } from '../../exporter/keys.js';
import { parseTime } from '../../src/base/encoding.js';
import type { Limits } from '../../src/base/limits.js';
import { REQUIREMENTS, type Requirement } from '../../src/catalogue/requirements.js';
import type { VerifyOptions } from '../../src/transcript/options.js';
import type { Verdict } from '../../src/transcript/transcript.js';
import { type Files, readCentral } from './zip.js';

export interface Seed {
  /** Folder below fixtures/, or the path of a bundle. */
  readonly name: string;
  readonly bundle: Uint8Array;
  /** Undefined if an ordinary reader cannot read the zip. */
  readonly files: Files | undefined;
  readonly verdict: Verdict;
  readonly trustRoot: Uint8Array | undefined;
  readonly options: VerifyOptions;
  readonly attester: AttesterKeys | undefined;
}

interface CaseFile {
  readonly verdict: Verdict | 'error';
  readonly trust_root: string | null;
  readonly at: string;
  readonly options: {
    readonly requirements?: readonly string[];
    readonly checkpoint?: string;
    readonly prior_checkpoint?: string;
    readonly expect_selection?: unknown;
    readonly limits?: Partial<Limits>;
    readonly renewals?: string;
    readonly custody?: string;
    readonly as_of?: string;
  };
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const LARGEST = 400_000;

/** All seeds, in the order of their names. Bundles of more than 400 kB would only be slow. */
export function loadCorpus(): Seed[] {
  const folders = ['golden', 'cases'].flatMap((root) => [...caseFolders(join(FIXTURES, root))]);
  const seeds = folders.flatMap((folder) => seedOf(folder.slice(FIXTURES.length)));
  return [...seeds, ...demoSeeds()].filter(({ bundle }) => bundle.length <= LARGEST);
}

function* caseFolders(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    if (existsSync(join(path, 'case.json'))) yield path;
    else yield* caseFolders(path);
  }
}

function seedOf(name: string): Seed[] {
  const folder = join(FIXTURES, name);
  const file = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as CaseFile;
  // The trust root of such a case cannot be loaded: there is no verdict to look at.
  if (file.verdict === 'error') return [];
  const {
    requirements = [],
    checkpoint,
    prior_checkpoint,
    expect_selection,
    limits,
    renewals,
    custody,
    as_of,
  } = file.options;
  const held = checkpoint ?? prior_checkpoint;
  const bundle = readFileSync(join(folder, 'bundle.zip'));
  return [
    {
      name,
      bundle,
      files: readCentral(bundle),
      verdict: file.verdict,
      trustRoot: file.trust_root === null ? undefined : readFileSync(join(folder, file.trust_root)),
      options: {
        at: instant(file.at),
        name: 'bundle.zip',
        requirements: requirements.filter((word): word is Requirement =>
          REQUIREMENTS.some((known) => known === word),
        ),
        ...(held === undefined ? {} : { checkpoint: readFileSync(join(folder, held)) }),
        ...(expect_selection === undefined
          ? {}
          : { expectSelection: Buffer.from(JSON.stringify(expect_selection)) }),
        ...(limits === undefined ? {} : { limits }),
        ...(renewals === undefined ? {} : { renewals: readFileSync(join(folder, renewals)) }),
        ...(custody === undefined ? {} : { custody: readFileSync(join(folder, custody)) }),
        ...(as_of === undefined ? {} : { asOf: instant(as_of) }),
      },
      attester: name.startsWith('cases/') ? testKeys('softqcos-verify cases').attester : undefined,
    },
  ];
}

function demoSeeds(): Seed[] {
  const { attester } = testKeys(
    'softqcos-verify demo',
    'ledger.softqcos.example/northgate-hospital',
  );
  return (['pass', 'fail'] as const).map((verdict) => {
    const name = `demo/incident${verdict === 'pass' ? '' : '-tampered'}.zip`;
    const bundle = readFileSync(join(FIXTURES, name));
    return {
      name,
      bundle,
      files: readCentral(bundle),
      verdict,
      trustRoot: readFileSync(join(FIXTURES, 'demo/trust-root.json')),
      options: { at: instant('2026-04-01T00:00:00Z'), name: 'bundle.zip' },
      attester,
    };
  });
}

function instant(text: string): bigint {
  const time = parseTime(text);
  if (time === undefined) throw new Error(`not a time: ${text}`);
  return time;
}
