// A committed case: a bundle with its trust root and options, and the verdict and codes that its case.json states.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import type { Limits } from '../../src/base/limits.js';
import { REQUIREMENTS, type Requirement } from '../../src/catalogue/requirements.js';
import { examine } from '../../src/examine.js';
import { BUILT_IN } from '../../src/frameworks/framework.js';
import type { Transcript } from '../../src/transcript/transcript.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';

export interface CaseFile {
  readonly verdict: 'pass' | 'fail' | 'unproven' | 'error';
  readonly codes?: readonly string[];
  readonly notes?: readonly string[];
  readonly gaps?: readonly string[];
  readonly trust_root: string | null;
  readonly at: string;
  readonly options: {
    readonly requirements?: readonly string[];
    readonly checkpoint?: string;
    readonly prior_checkpoint?: string;
    readonly expect_selection?: unknown;
    readonly limits?: Partial<Limits>;
    readonly frameworks?: readonly string[];
    readonly renewals?: string;
    readonly custody?: string;
    readonly as_of?: string;
  };
}

/** Every folder with a case in it. */
export function* caseFolders(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    if (existsSync(join(path, 'case.json'))) yield path;
    else yield* caseFolders(path);
  }
}

export function readCase(folder: string): CaseFile {
  return JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as CaseFile;
}

function isRequirement(name: string): name is Requirement {
  return REQUIREMENTS.some((known) => known === name);
}

/** Verifies the bundle of a case as it asks. @throws {VerifierError} where its trust root or held checkpoint is refused */
export async function runCase(folder: string, file: CaseFile): Promise<Transcript> {
  const { options } = file;
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
  const at = parseTime(file.at);
  if (at === undefined) throw new Error(`${folder}: not a time: ${file.at}`);
  const held = options.checkpoint ?? options.prior_checkpoint;
  const source = sourceFromBytes(read('bundle.zip'));
  const transcript = await verifyBundle(
    source,
    file.trust_root === null ? undefined : loadTrustRoot(read(file.trust_root)),
    {
      at,
      name: 'bundle.zip',
      requirements: (options.requirements ?? []).filter(isRequirement),
      ...(held === undefined ? {} : { checkpoint: read(held) }),
      ...(options.expect_selection === undefined
        ? {}
        : { expectSelection: Buffer.from(JSON.stringify(options.expect_selection), 'utf8') }),
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      ...(options.renewals === undefined ? {} : { renewals: read(options.renewals) }),
      ...(options.custody === undefined ? {} : { custody: read(options.custody) }),
      ...(options.as_of === undefined ? {} : { asOf: parseTime(options.as_of) ?? 0n }),
    },
  );
  const frameworks = [...BUILT_IN.values()].filter(({ document }) =>
    options.frameworks?.includes(document.id),
  );
  return examine(transcript, source, { frameworks });
}

/** Each code once, sorted. */
export function codesOf(transcript: Transcript): string[] {
  const codes = transcript.checks.flatMap(({ findings }) => findings.map(({ code }) => code));
  return [...new Set(codes)].sort();
}
