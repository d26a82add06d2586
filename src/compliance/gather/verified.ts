// The bundles of a report, verified one after the other: what each comes to, the erasures that it logs, and what it has of the auditor's
// list. Nothing of their records is held.

import type { BundleSource } from '../../archive/source.js';
import type { Selection } from '../../bundle/selection.js';
import { openProven } from '../../evidence/reader.js';
import { openShown, shownOf } from '../../evidence/shown.js';
import { ErasureLog, loggedErasures, type SetBundle } from '../../history/set.js';
import { Reconciliation } from '../../papers/reconciliation.js';
import type { VerifyOptions } from '../../transcript/options.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { TrustRoot } from '../../trust/trust-root.js';
import { verifyBundle } from '../../verify.js';
import { bundleId } from './labels.js';
import type { SampleBook } from './sample-book.js';

/** Opens a bundle for as long as `use` runs, so that not all of them need be open at once. */
export type OpenSource = <T>(use: (source: BundleSource) => Promise<T>) => Promise<T>;

export interface NamedBundle {
  /** How the report names it: the operator's word. */
  readonly name: string;
  readonly source: BundleSource | OpenSource;
}

export interface VerifiedBundle extends SetBundle {
  readonly kind: Selection['kind'] | undefined;
  /** Only of a bundle that passed: it is counted. */
  readonly counted:
    | { readonly origin: string; readonly selection: Selection; readonly complete: boolean }
    | undefined;
}

/** Verifies bundles in the order given. @throws VerifierError as `verifyBundle`; ERR_BUNDLE_CHANGED */
export async function verifyEach(
  named: readonly NamedBundle[],
  trustRoot: TrustRoot | undefined,
  options: Omit<VerifyOptions, 'name' | 'checkpoint'>,
  sample: SampleBook | undefined,
): Promise<readonly VerifiedBundle[]> {
  const verified: VerifiedBundle[] = [];
  for (const [index, { name, source }] of named.entries()) {
    const open: OpenSource = (use) => (typeof source === 'function' ? source(use) : use(source));
    const list = sample && new Reconciliation(sample.list);
    const one = await open(async (opened) => {
      const transcript = await verifyBundle(opened, trustRoot, { ...options, name });
      return transcript.verdict === 'pass'
        ? await readCounted(opened, transcript, list)
        : await readOther(opened, transcript, list);
    });
    const { transcript, counted } = one;
    if (list !== undefined) sample?.add(list.result(transcript), index, counted !== undefined);
    verified.push({ ...one, name: bundleId(index), open });
  }
  return verified;
}

type Read = Omit<VerifiedBundle, 'name' | 'open'>;

async function readCounted(
  source: BundleSource,
  transcript: Transcript,
  list: Reconciliation | undefined,
): Promise<Read> {
  const { manifest, batches } = await openProven(source, transcript);
  const { ledger: origin, selection } = manifest;
  const erasures = new ErasureLog(selection);
  for await (const records of batches())
    for (const { record, selected } of records) {
      erasures.add(record);
      list?.add(shownOf(record, selected));
    }
  const complete = transcript.checks.some(
    ({ id, status }) => id === 'completeness/selection' && status === 'passed',
  );
  const counted = { origin, selection, complete };
  return { transcript, kind: selection.kind, erasures, counted };
}

/** Contributes nothing but its own verdict and findings, and what is told where it disagrees with others (§13.5). */
async function readOther(
  source: BundleSource,
  transcript: Transcript,
  list: Reconciliation | undefined,
): Promise<Read> {
  const shown = await openShown(source, transcript);
  if (list !== undefined && shown !== undefined)
    for await (const record of shown.records()) list.add(record);
  const erasures = await loggedErasures(source, transcript);
  return { transcript, kind: shown?.manifest.selection.kind, erasures, counted: undefined };
}
