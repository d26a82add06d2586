// A verifier that is broken on purpose, so that the kit can be tested: one place of a copy of the source is another, or a check finds
// nothing. Each `from` stands once in its file; a fault whose place is gone stops the build.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { CATALOGUE } from '../../src/catalogue/checks.js';
import { CODES } from '../../src/catalogue/codes.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Fault {
  readonly name: string;
  /** Cases that are about it come first: any prefix of an id. */
  readonly near: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** What a programmer could have written, each for a rule of its own. */
const WRITTEN: readonly Fault[] = [
  fault(
    'a-line-of-a-known-key-need-not-verify',
    'cases/checkpoint',
    'src/checks/key-sets.ts',
    'signed !== undefined && key.key.verify(signed.message, signed.signature)',
    'signed !== undefined',
  ),
  fault(
    'halves-of-two-pairs-count',
    'cases/attestation',
    'src/checks/attester.ts',
    'ed25519.pair !== mldsa65.pair',
    'false',
  ),
  fault(
    'trusted-times-do-not-matter',
    'cases/',
    'src/trust/key-window.ts',
    'trustedTimes.length === 0',
    'true',
  ),
  fault(
    'a-window-has-no-end',
    'cases/',
    'src/trust/key-window.ts',
    'window.validUntil !== undefined && time > window.validUntil',
    'false',
  ),
  fault(
    'paths-may-be-longer',
    'cases/inclusion',
    'src/checks/inclusion.ts',
    'path.length !== length',
    'path.length < length',
  ),
  fault(
    'a-batch-may-have-more',
    'cases/inclusion',
    'src/checks/inclusion.ts',
    '!result.ok || this.#hashes.rest > 0',
    '!result.ok',
  ),
  fault(
    'a-stream-may-end-early',
    'cases/archive',
    'src/archive/inflate.ts',
    'consumed === entry.compressedSize',
    'true',
  ),
  fault(
    'case-of-names-counts',
    'cases/archive',
    'src/archive/names.ts',
    'return path.toLowerCase();',
    'return path;',
  ),
  fault(
    'one-witness-fewer-will-do',
    'cases/checkpoint/witnesses',
    'src/trust/policy.ts',
    '.length >= threshold',
    '.length >= threshold - 1',
  ),
  fault(
    'any-purpose-of-a-certificate',
    'cases/checkpoint/timestamps',
    'src/timestamp/signer.ts',
    'extended === undefined || extended.purposes.join() !== TIME_STAMPING',
    'false',
  ),
  fault(
    'the-last-of-a-range-is-not-looked-at',
    'cases/completeness',
    'src/checks/completeness.ts',
    'sequence < this.#from || sequence >= this.#to',
    'sequence < this.#from || sequence >= this.#to - 1',
  ),
  fault(
    'json-one-level-deeper',
    'cases/manifest',
    'src/base/limits.ts',
    'depth: 16,',
    'depth: 17,',
  ),
  fault(
    'certificates-without-version',
    'cases/checkpoint/timestamps--signer',
    'src/x509/certificate.ts',
    'extensions !== undefined && version !== 2n',
    'false',
  ),
  fault(
    'the-first-link-is-free',
    'cases/records',
    'src/checks/records.ts',
    'leaf.sequence === 0 ? new Uint8Array(32) : adjacent ? previous.recordHash : undefined',
    'adjacent ? previous?.recordHash : undefined',
  ),
  fault(
    'the-ledger-of-a-record-is-not-compared',
    'cases/records',
    'src/checks/records.ts',
    'ledger !== this.#ledger',
    'false',
  ),
  fault(
    'flags-are-ignored',
    'cases/archive',
    'src/archive/central-directory.ts',
    'const bad = flags & ~ALLOWED_FLAGS;',
    'const bad = 0;',
  ),
  fault(
    'bombs-are-welcome',
    'cases/archive',
    'src/archive/central-directory.ts',
    'size > compressedSize * DEFLATE_RATIO',
    'false',
  ),
  fault(
    'another-suite-will-do',
    'cases/',
    'src/checks/trust.ts',
    'ledger.suite !== manifest.suite',
    'false',
  ),
  fault(
    'any-decision-allows',
    'cases/authorization',
    'src/checks/authorization.ts',
    "data.decision !== 'ALLOW'",
    'false',
  ),
];

function fault(name: string, near: string, file: string, from: string, to: string): Fault {
  return { name, near, file, from, to };
}

const DEAF_PREFIX = 'deaf:';
/** The protocol asks neither about a later day nor about renewals (§19.3): the kit cannot hear of these. */
const UNASKED: readonly string[] = ['time/algorithms', 'time/renewals'];
/** Checks that find nothing; those that only ever inform change no result. */
const DEAF: readonly string[] = CATALOGUE.map(({ id }) => id).filter(
  (id) =>
    !UNASKED.includes(id) &&
    Object.values(CODES).some(({ check, outcome }) => check === id && outcome !== 'note'),
);

/** Every fault by name, with the cases that are asked first. */
export const FAULTS: readonly { readonly name: string; readonly near: string }[] = [
  ...WRITTEN.map(({ name, near }) => ({ name, near })),
  ...DEAF.map((id) => ({ name: `${DEAF_PREFIX}${id}`, near: `cases/${id}--` })),
];

/** Where what a check has found is put together: one of them has found nothing. */
function deaf(name: string): Change {
  const from = '.map((kept) => kept.finding);';
  const id = JSON.stringify(name.slice(DEAF_PREFIX.length));
  return {
    file: 'src/checks/settle.ts',
    from,
    to: `.map((kept) => kept.finding).filter(() => (id as string) !== ${id});`,
  };
}

/** Says of which faults the place is not there, or not once. */
export function lostFaults(): string[] {
  return FAULTS.filter(({ name }) => {
    const change = name.startsWith(DEAF_PREFIX)
      ? deaf(name)
      : WRITTEN.find((one) => one.name === name);
    return change === undefined || !stands(change);
  }).map(({ name }) => name);
}

/** Builds the program under test, with one fault in it if one is named. */
export async function buildVerifier(outfile: string, name?: string): Promise<void> {
  const written = WRITTEN.find((one) => one.name === name);
  const change = name?.startsWith(DEAF_PREFIX) === true ? deaf(name) : written;
  if (name !== undefined && change === undefined) throw new Error(`there is no fault ${name}`);
  if (change !== undefined && !stands(change)) throw new Error(`no place for the fault ${name}`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/kit/verifier.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    plugins: change === undefined ? [] : [planted(change)],
  });
}

type Change = Pick<Fault, 'file' | 'from' | 'to'>;

function planted({ file, from, to }: Change): Plugin {
  return {
    name: 'planted fault',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const isPlace = path === join(ROOT, file);
        return { contents: isPlace ? source.replace(from, () => to) : source, loader: 'ts' };
      }),
  };
}

function stands({ file, from }: Change): boolean {
  return readFileSync(join(ROOT, file), 'utf8').split(from).length === 2;
}
