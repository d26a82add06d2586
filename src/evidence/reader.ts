// The only way by which records leave the engine: a second reading of a bundle that was verified before, over the very same bytes.
// Nobody holds a record that is not proven, so nobody has to take one back.

import { type Archive, openArchive } from '../archive/archive.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip } from '../archive/survey.js';
import { EvidenceError, VerifierError } from '../base/errors.js';
import type { Json } from '../base/json.js';
import type { Limits } from '../base/limits.js';
import { parseDisclosure } from '../bundle/disclosure.js';
import { type Erasure, erasureOf } from '../bundle/erasure.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf } from '../bundle/leaf.js';
import { LeafStream } from '../bundle/leaves.js';
import { type Manifest, parseManifest } from '../bundle/manifest.js';
import type { LedgerRecord } from '../bundle/record.js';
import { isSelected } from '../bundle/selection.js';
import type { CheckId } from '../catalogue/checks.js';
import { digestOfSource } from './source-digest.js';

/** What a transcript says that decides whether records may be read. */
export interface Verified {
  readonly verdict: 'pass' | 'fail' | 'unproven';
  readonly bundle: { readonly bytes: number; readonly sha256: string };
  readonly checks: readonly {
    readonly id: CheckId;
    readonly status: string;
    readonly examined: number;
  }[];
}

/** A shown record that is proven. */
export interface ProvenRecord {
  readonly record: LedgerRecord;
  /** Part of the exporter's selection, not only shown in addition. */
  readonly selected: boolean;
  /** Sealed fields whose disclosure opens the record's own commitment. */
  readonly disclosed: ReadonlyMap<string, Json>;
}

/** A verified bundle, open once more. Good as long as its source is. */
export interface ProvenBundle {
  readonly manifest: Manifest;
  /** Records in ascending sequence. */
  batches(): AsyncGenerator<readonly ProvenRecord[], void, undefined>;
  /** All leaves, with what is read beside them: of records.jsonl, stubs.jsonl and the entries named. */
  leaves(beside: readonly string[], hashesPerLeaf?: number): LeafStream;
}

/**
 * How much of a bundle has to hold: `pass` for all of it; `included` for records that are proven to be in the tree that the
 * bundle states, whatever is wrong or missing elsewhere.
 */
export type Standing = 'pass' | 'included';

const INCLUSION: readonly CheckId[] = ['records/form', 'inclusion/form', 'inclusion/leaves'];

/** The transcript is of these bytes: what a run has accepted within its bounds needs no bounds again. */
const ACCEPTED: Limits = {
  entries: Number.POSITIVE_INFINITY,
  totalBytes: Number.POSITIVE_INFINITY,
  attachmentBytes: Number.POSITIVE_INFINITY,
  manifestBytes: Number.POSITIVE_INFINITY,
  documentBytes: Number.POSITIVE_INFINITY,
  erasures: Number.POSITIVE_INFINITY,
  tokens: Number.POSITIVE_INFINITY,
  identities: Number.POSITIVE_INFINITY,
  reportBytes: Number.POSITIVE_INFINITY,
};

/**
 * Reads the records of a bundle that passed, in ascending sequence.
 * @param verified the transcript of the same bytes
 * @throws VerifierError ERR_NOT_PROVEN, ERR_BUNDLE_CHANGED; what the source throws
 */
export async function* readProven(
  source: BundleSource,
  verified: Verified,
): AsyncGenerator<ProvenRecord, void, undefined> {
  const { batches } = await openProven(source, verified);
  for await (const batch of batches()) yield* batch;
}

/**
 * Opens a verified bundle once more.
 * @param verified the transcript of the same bytes
 * @throws VerifierError ERR_NOT_PROVEN if less of it holds than `standing` asks for, ERR_BUNDLE_CHANGED if these are other bytes
 */
export async function openProven(
  source: BundleSource,
  verified: Verified,
  standing: Standing = 'pass',
): Promise<ProvenBundle> {
  if (!holds(verified, standing))
    throw new VerifierError('ERR_NOT_PROVEN', `the bundle is ${verified.verdict}`, {
      hint: 'see its transcript',
    });
  await assertSame(source, verified);
  const opened = await open(source);
  if (opened === undefined) throw changed();
  const { archive, manifest } = opened;
  const leaves = (beside: readonly string[], hashesPerLeaf = 0): LeafStream => {
    const open = (path: string): AsyncIterable<Uint8Array> | undefined => {
      if (!archive.has(path)) return undefined;
      if (path === PATHS.records || path === PATHS.stubs) return unbroken(archive.stream(path));
      return beside.includes(path) ? untilBroken(archive.stream(path)) : undefined;
    };
    return new LeafStream({ open, hashesPerLeaf });
  };
  return { manifest, leaves, batches: () => recordsOf(manifest, leaves([PATHS.disclosures])) };
}

/** True if records may be read. */
export function holds({ verdict, checks }: Verified, standing: Standing): boolean {
  const statusOf = (id: CheckId) => checks.find((check) => check.id === id)?.status;
  if (standing === 'pass') return verdict === 'pass';
  // Hidden leaves between the records are part of what the root was computed from.
  return INCLUSION.every((id) => statusOf(id) === 'passed') && statusOf('stubs/form') !== 'failed';
}

async function* recordsOf(
  manifest: Manifest,
  stream: LeafStream,
): AsyncGenerator<readonly ProvenRecord[], void, undefined> {
  for await (const { leaves } of stream.batches()) {
    if (stream.stop !== undefined) throw changed();
    const records = leaves.flatMap((leaf): ProvenRecord[] => {
      const { record } = leaf;
      if (record === undefined) return [];
      const selected = isSelected(manifest.selection, record);
      return [{ record, selected, disclosed: disclosedOf(record, leaf) }];
    });
    if (records.length > 0) yield records;
  }
}

const NOTHING: ReadonlyMap<string, Json> = new Map();

/** A value counts only if it opens the commitment under its own name, whatever else the line holds. */
function disclosedOf(record: LedgerRecord, { disclosures }: Leaf): ReadonlyMap<string, Json> {
  if (disclosures === undefined) return NOTHING;
  const disclosed = new Map<string, Json>();
  for (const text of disclosures.value) {
    const parsed = parseDisclosure(text);
    if (!parsed.ok) continue;
    const { name, value, commitment } = parsed.disclosure;
    if (record.sealed.get(name) === commitment) disclosed.set(name, value);
  }
  return disclosed;
}

/** Whole-record erasures and the records that a bundle shows, proven or not: their names, and nothing of what they say. */
export interface ShownRecord {
  readonly recordId: string;
  readonly sequence: number;
  readonly selected: boolean;
  /** If the record logs the erasure of another as a whole. */
  readonly erasure: Erasure | undefined;
}

/**
 * Names the records that a bundle shows, also of one that failed: in ascending sequence, as far as its lines can be used.
 * @param verified the transcript of the same bytes
 * @throws VerifierError ERR_BUNDLE_CHANGED; what the source throws
 */
export async function* readShown(
  source: BundleSource,
  verified: Verified,
): AsyncGenerator<ShownRecord, void, undefined> {
  await assertSame(source, verified);
  const of = (id: CheckId) => verified.checks.find((one) => one.id === id);
  // What the run did not open, because it is ambiguous or beyond its bounds, is not opened here either.
  const isOpen = ['archive/structure', 'archive/names'].every(
    (id) => of(id as CheckId)?.status === 'passed',
  );
  if (!isOpen || (of('manifest/form')?.examined ?? 0) === 0) return;
  const opened = await open(source);
  if (opened === undefined) return;
  const { archive, manifest } = opened;
  const stream = new LeafStream({
    open: (path) =>
      path === PATHS.records && archive.has(path) ? untilBroken(archive.stream(path)) : undefined,
  });
  for await (const { leaves } of stream.batches()) {
    for (const { record } of leaves) {
      if (record === undefined) continue;
      const { recordId, sequence } = record;
      const erasure = record.type === 'erasure' ? erasureOf(record) : undefined;
      const selected = isSelected(manifest.selection, record);
      yield {
        ...{ recordId, sequence, selected },
        erasure: erasure?.fields === undefined ? erasure : undefined,
      };
    }
  }
}

/** @throws VerifierError ERR_BUNDLE_CHANGED */
async function assertSame(source: BundleSource, { bundle }: Verified): Promise<void> {
  if (source.size !== bundle.bytes || (await digestOfSource(source)) !== bundle.sha256)
    throw changed();
}

function changed(): VerifierError {
  return new VerifierError(
    'ERR_BUNDLE_CHANGED',
    'these are other bytes than those that were verified',
  );
}

/** The content of an entry up to where it breaks. */
async function* untilBroken(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
  }
}

/** The content of an entry that did not break before. */
async function* unbroken(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof EvidenceError ? changed() : error;
  }
}

async function open(
  source: BundleSource,
): Promise<{ readonly archive: Archive; readonly manifest: Manifest } | undefined> {
  try {
    const survey = await surveyZip(source, ACCEPTED);
    if (survey.findings.length > 0) return undefined;
    const archive = await openArchive(source, survey);
    if (!archive.has(PATHS.manifest)) return undefined;
    const { manifest } = parseManifest(await archive.read(PATHS.manifest, ACCEPTED.manifestBytes));
    return manifest && { archive, manifest };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return undefined;
  }
}
