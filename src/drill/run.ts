// A drill (docs/MANUAL.md §7): copies of a bundle are tampered with in memory in every way that the catalogue knows, and each copy goes
// through the same verifier, with the same trust root, as the bundle. No key, no file: the bytes that came in stay as they are.

import { type BundleSource, sourceFromBytes } from '../archive/source.js';
import type { Instant } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { type Limits, SUPPORT } from '../base/limits.js';
import type { Requirement } from '../catalogue/requirements.js';
import type { VerifyOptions } from '../transcript/options.js';
import type { Transcript } from '../transcript/transcript.js';
import type { TrustRoot } from '../trust/trust-root.js';
import { verifyBundle } from '../verify.js';
import { TAMPERINGS } from './catalogue.js';
import { isAsBefore, judgeRemoval, newFindings, outcomeOf, stopOf } from './compare.js';
import { zipOf } from './files.js';
import { Picker } from './picker.js';
import { type RemovalOf, removalsOf } from './removals.js';
import type { Drill, DrilledTampering, NotApplicable, Removal } from './result.js';
import { openSubject, type Subject, surveyForDrill, tooLarge } from './subject.js';
import type { Family, Tampered, Tampering } from './tampering.js';

export interface DrillOptions {
  /** Verification time. */
  readonly at: Instant;
  /** How the document names the bundle. */
  readonly name: string;
  /** Which lines, bytes and bits are picked: a whole number from 0 to 2^32 − 1. */
  readonly seed: number;
  readonly requirements?: readonly Requirement[];
  readonly limits?: Partial<Limits>;
  /** As of `verifyBundle`. */
  readonly environment?: readonly string[];
  /** Threads that share the work of a large copy. They change no result; whoever made the pool closes it. */
  readonly pool?: VerifyOptions['pool'];
  /** Families of tamperings that are tried; all if it is left out or empty. */
  readonly only?: readonly Family[];
  /** Copies that are verified at most: the seed says which. All if it is left out. */
  readonly copies?: number;
  /** Is told what is to come, after the bundle's own run and before the first copy. */
  readonly begin?: (plan: Plan) => Promise<void>;
  /** Is told after each copy how many there were. */
  readonly tried?: (copies: number) => Promise<void>;
}

/** What a drill will do at most. */
export interface Plan {
  /** Each is a verification of its own. */
  readonly copies: number;
  /** Inflated bytes of one of them. */
  readonly bytes: number;
}

/** Bytes of a zip that a drill holds in memory, several times over: 64 MiB. */
export const DRILL_ZIP_BYTES = 67_108_864;

/** Verifies one copy; `held` is what an auditor holds beside it. */
type Verify = (bytes: Uint8Array, held?: Tampered['held']) => Promise<Transcript>;

/**
 * Tampers with copies of a bundle and says what caught each.
 * @param catalogue what to do to it
 * @throws VerifierError ERR_DRILL_TOO_LARGE
 * @throws InternalError a bug of this verifier; what the source throws
 */
export async function drillBundle(
  source: BundleSource,
  trustRoot: TrustRoot | undefined,
  options: DrillOptions,
  catalogue: readonly Tampering[] = TAMPERINGS,
): Promise<Drill> {
  if (source.size > DRILL_ZIP_BYTES)
    throw tooLarge(`the zip has ${source.size} bytes`, DRILL_ZIP_BYTES);
  // A copy of our own: the caller's bytes cannot be reached from here on.
  const bytes = Uint8Array.from(await source.read(0, source.size));
  const { at, name, requirements = [], limits = {}, pool } = options;
  const verify: Verify = (copy, held = {}) =>
    verifyBundle(sourceFromBytes(copy), trustRoot, {
      at,
      name,
      requirements,
      limits,
      pool,
      ...held,
    });
  const bounds = { ...SUPPORT, ...limits };
  const survey = await surveyForDrill(bytes, bounds);
  const transcript = await verify(bytes);
  const subject = await openSubject(bytes, survey, trustRoot, transcript, bounds);
  if (subject === undefined) {
    const why = 'the bundle cannot be opened, or its manifest cannot be used';
    const none = catalogue.map(({ id, what }) => ({ id, what, why }));
    return document(options, transcript, { tamperings: [], none, removals: [], left: 0 });
  }
  const { tried, removed, left } = bounded(catalogue, removalsOf(subject), options);
  const inflated = [...subject.files.values()].reduce((sum, { length }) => sum + length, 0);
  await options.begin?.({ copies: 1 + tried.length + removed.length, bytes: inflated });
  let copies = 0;
  const told = async (): Promise<void> => {
    copies += 1;
    await options.tried?.(copies);
  };
  await control(subject, verify);
  await told();
  const tamperings: DrilledTampering[] = [];
  const none: NotApplicable[] = [];
  for (const tampering of tried) {
    const row = await tamper(subject, tampering, options.seed, verify);
    if ('why' in row) none.push(row);
    else tamperings.push(row);
    await told();
  }
  const removals: Removal[] = [];
  for (const { what, files } of removed) {
    removals.push(judgeRemoval(what, transcript, await verify(await zipOf(files))));
    await told();
  }
  return document(options, transcript, { tamperings, none, removals, left });
}

/** What is tried, in the order of the catalogue; which of it, where there is a bound, follows from the seed. */
function bounded(
  catalogue: readonly Tampering[],
  removals: readonly RemovalOf[],
  { only = [], copies = Number.POSITIVE_INFINITY, seed }: DrillOptions,
) {
  const isAll = only.length === 0;
  const wanted = catalogue.filter(
    ({ id }) => isAll || only.some((each) => id.startsWith(`${each}/`)),
  );
  const names = [...wanted.map(({ id }) => id), ...(isAll ? removals : []).map(({ what }) => what)];
  const drawn = names.map((name) => ({ name, rank: new Picker(seed, name).below(2 ** 32) }));
  drawn.sort((one, other) => one.rank - other.rank);
  const chosen = new Set<string>(drawn.slice(0, copies).map(({ name }) => name));
  return {
    tried: wanted.filter(({ id }) => chosen.has(id)),
    removed: removals.filter(({ what }) => chosen.has(what)),
    left: catalogue.length + removals.length - chosen.size,
  };
}

/** The entries, zipped anew and otherwise untouched, must fare like the bundle: else nothing below would mean anything. */
async function control({ files, transcript }: Subject, verify: Verify): Promise<void> {
  const copy = await verify(await zipOf(files));
  const found = newFindings(transcript, copy);
  if (copy.verdict !== transcript.verdict || found.length > 0)
    throw new InternalError('an untouched copy of the bundle does not fare like the bundle');
}

async function tamper(
  subject: Subject,
  { id, what, by, apply }: Tampering,
  seed: number,
  verify: Verify,
): Promise<DrilledTampering | NotApplicable> {
  const { transcript } = subject;
  const tampered = apply(subject, new Picker(seed, id));
  if (typeof tampered === 'string') return { id, what, why: tampered };
  if (isAsBefore(subject, tampered.bundle))
    return { id, what, why: 'the bundle has no place in which this changes a byte' };
  const expected = tampered.by ?? by;
  const stop = stopOf(transcript, expected);
  if (stop !== undefined) return { id, what, why: stop };
  const { bundle, where, held } = tampered;
  const copy = await verify(bundle instanceof Uint8Array ? bundle : await zipOf(bundle), held);
  const findings = newFindings(transcript, copy);
  const wanted = findings.find(({ check }) => expected.includes(check));
  const decided = wanted ?? findings[0];
  return {
    ...{ id, what, ...(where === undefined ? {} : { where }) },
    outcome: outcomeOf(transcript, copy, expected, findings.length > 0),
    ...{ expected, as_expected: wanted !== undefined, verdict: copy.verdict },
    ...(decided === undefined ? {} : { decided }),
    findings,
  };
}

function document(
  { seed, environment = [] }: DrillOptions,
  { verifier, at, bundle, trust_root, requirements, verdict, summary }: Transcript,
  rows: {
    readonly tamperings: readonly DrilledTampering[];
    readonly none: readonly NotApplicable[];
    readonly removals: readonly Removal[];
    readonly left: number;
  },
): Drill {
  const { tamperings, none, removals, left } = rows;
  const count = (outcome: DrilledTampering['outcome']): number =>
    tamperings.filter((row) => row.outcome === outcome).length;
  return {
    format: 'softqcos.drill/v1',
    ...{ verifier, at, seed },
    bundle: { name: bundle.name, bytes: bundle.bytes, sha256: bundle.sha256 },
    ...{ trust_root, requirements, verdict, summary, environment },
    counts: {
      tamperings: tamperings.length,
      caught: count('caught'),
      missed: count('missed'),
      hidden: count('hidden'),
      by_another_check: tamperings.filter(
        ({ outcome, as_expected }) => outcome === 'caught' && !as_expected,
      ).length,
      not_applicable: none.length,
      not_tried: left,
    },
    tamperings,
    not_applicable: none,
    removals,
  };
}
