// The bundles that the drill is drilled with: every golden bundle and case that can be opened, and the demonstration bundle, with the trust
// root, time and options of its case.

import { sourceFromBytes } from '../../src/archive/source.js';
import { type Limits, SUPPORT } from '../../src/base/limits.js';
import { TAMPERINGS } from '../../src/drill/catalogue.js';
import { Picker } from '../../src/drill/picker.js';
import type { Drill } from '../../src/drill/result.js';
import { drillBundle } from '../../src/drill/run.js';
import { openSubject, type Subject, surveyForDrill } from '../../src/drill/subject.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';
import type { Seed } from '../fuzz/corpus.js';
import { readCentral } from '../fuzz/zip.js';
import { rememberAnswers } from '../remember.js';

const { compare } = Buffer;

/** Drills one bundle and says in clauses what is not as it should be. */
export async function drillOf(
  { name, bundle, trustRoot, options, verdict, files }: Seed,
  seed: number,
  copies?: number,
): Promise<{ readonly drill: Drill; readonly faults: readonly string[] }> {
  const root = trustRoot === undefined ? undefined : rememberAnswers(loadTrustRoot(trustRoot));
  const { at, requirements = [], limits = {} } = options;
  const bound = copies === undefined ? {} : { copies };
  const drill = await drillBundle(sourceFromBytes(bundle), root, {
    ...{ at, name, seed, requirements, limits, ...bound },
  });
  const faults = [
    ...drill.tamperings
      .filter(
        ({ outcome, as_expected }) => outcome === 'missed' || (verdict === 'pass' && !as_expected),
      )
      .map(
        ({ id, outcome, decided }) =>
          `${id} is ${outcome}, decided by ${decided?.check ?? 'nothing'}`,
      ),
    ...drill.removals
      .filter(({ outcome }) => outcome === 'missed')
      .map(({ what }) => `removing ${what} is missed`),
  ];
  if (files !== undefined && drill.tamperings.length > 0) {
    const run = await verifyBundle(sourceFromBytes(bundle), root, {
      at,
      name,
      requirements,
      limits,
    });
    const subject = await subjectOf(bundle, root, run, limits);
    for (const { id } of drill.tamperings)
      if (subject === undefined || isUnchanged(subject, id, seed, bundle))
        faults.push(`${id} changes nothing, and is called a tampering`);
  }
  return { drill, faults };
}

async function subjectOf(
  bundle: Uint8Array,
  root: ReturnType<typeof loadTrustRoot> | undefined,
  run: Awaited<ReturnType<typeof verifyBundle>>,
  limits: Partial<Limits>,
): Promise<Subject | undefined> {
  const bounds = { ...SUPPORT, ...limits };
  const bytes = Uint8Array.from(bundle);
  return openSubject(bytes, await surveyForDrill(bytes, bounds), root, run, bounds);
}

/** Whether the copy has the entries of the bundle and no more, which are read by a reader that shares nothing with the drill. */
function isUnchanged(subject: Subject, id: string, seed: number, bundle: Uint8Array): boolean {
  const tampered = TAMPERINGS.find((each) => each.id === id)?.apply(subject, new Picker(seed, id));
  if (tampered === undefined || typeof tampered === 'string') return true;
  const whole = tampered.bundle;
  // What a zip says of itself is compared as it is written: its entries may be the same.
  if (whole instanceof Uint8Array) return compare(whole, bundle) === 0;
  const before = readCentral(bundle);
  const after = [...whole];
  if (before === undefined || before.size !== after.length) return false;
  return after.every(([path, content]) => {
    const was = before.get(path);
    return was !== undefined && compare(was, content) === 0;
  });
}
