// The only way by which records leave the engine: a second reading of a bundle that was verified before, over the very same bytes.
// Nobody holds a record that is not proven, so nobody has to take one back.

import type { BundleSource } from '../archive/source.js';
import { VerifierError } from '../base/errors.js';
import type { Json } from '../base/json.js';
import { parseDisclosure } from '../bundle/disclosure.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf } from '../bundle/leaf.js';
import { type LeafOptions, LeafStream } from '../bundle/leaves.js';
import type { Manifest } from '../bundle/manifest.js';
import type { LedgerRecord } from '../bundle/record.js';
import { isSelected } from '../bundle/selection.js';
import type { CheckId } from '../catalogue/checks.js';
import { assertSame, changed, open, unbroken, untilBroken, type Verified } from './open.js';

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
  batches(options?: ReadingOptions): AsyncGenerator<readonly ProvenRecord[], void, undefined>;
  /** All leaves, with what is read beside them: of records.jsonl, stubs.jsonl and the entries named. */
  leaves(beside: readonly string[], options?: ReadingOptions): LeafStream;
  /** The content of an entry; nothing if there is none. */
  entry(path: string): AsyncIterable<Uint8Array>;
}

/** How much is in memory: lines of each entry, and hashes of the batch proof for each leaf. */
type ReadingOptions = Pick<LeafOptions, 'blockLines' | 'hashesPerLeaf'>;

/**
 * How much of a bundle has to hold: `pass` for all of it; `included` for records that are proven to be in the tree that the
 * bundle states, whatever is wrong or missing elsewhere.
 */
export type Standing = 'pass' | 'included';

const INCLUSION: readonly CheckId[] = ['records/form', 'inclusion/form', 'inclusion/leaves'];

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
    throw new VerifierError(
      'ERR_NOT_PROVEN',
      `${verified.bundle.name}: the bundle is ${verified.verdict}`,
      {
        hint: 'see its transcript',
      },
    );
  await assertSame(source, verified);
  const opened = await open(source);
  const { name } = verified.bundle;
  if (opened === undefined) throw changed(name);
  const { archive, manifest } = opened;
  const leaves = (beside: readonly string[], options: ReadingOptions = {}): LeafStream => {
    const contentOf = (path: string): AsyncIterable<Uint8Array> | undefined => {
      if (!archive.has(path)) return undefined;
      if (path === PATHS.records || path === PATHS.stubs)
        return unbroken(archive.stream(path), name);
      return beside.includes(path) ? untilBroken(archive.stream(path)) : undefined;
    };
    return new LeafStream({ ...options, open: contentOf });
  };
  const batches = (options: ReadingOptions = {}) =>
    recordsOf(manifest, leaves([PATHS.disclosures], options), name);
  const entry = (path: string) => unbroken(archive.has(path) ? archive.stream(path) : NONE, name);
  return { manifest, leaves, batches, entry };
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
  name: string,
): AsyncGenerator<readonly ProvenRecord[], void, undefined> {
  for await (const { leaves } of stream.batches()) {
    if (stream.stop !== undefined) throw changed(name);
    const records = leaves.flatMap((leaf): ProvenRecord[] => {
      const { record } = leaf;
      if (record === undefined) return [];
      const selected = isSelected(manifest.selection, record);
      return [{ record, selected, disclosed: disclosedOf(record, leaf) }];
    });
    if (records.length > 0) yield records;
  }
}

/** One leaf after the other. */
export async function* eachLeaf(stream: LeafStream): AsyncGenerator<Leaf, void, undefined> {
  for await (const { leaves } of stream.batches()) yield* leaves;
}

const NONE: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };
const NOTHING: ReadonlyMap<string, Json> = new Map();

/** A value counts only if it opens the commitment under its own name, whatever else the line holds. */
export function disclosedOf(
  record: LedgerRecord,
  { disclosures }: Leaf,
): ReadonlyMap<string, Json> {
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
