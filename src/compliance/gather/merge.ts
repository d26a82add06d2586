// Puts the records of many bundles together: verifies them one after the other, merges those that pass, and notes where two of
// them contradict each other. A bundle that does not pass contributes nothing but its own verdict and findings.

import type { BundleSource } from '../../archive/source.js';
import type { UnverifiedCheckpoint } from '../../bundle/checkpoint.js';
import { hashText } from '../../bundle/hash-text.js';
import type { Selection } from '../../bundle/selection.js';
import { openProven, readProven } from '../../evidence/reader.js';
import { shownOf as namedOf, openShown } from '../../evidence/shown.js';
import {
  compareSet,
  ErasureLog,
  loggedErasures,
  type SetBundle,
  type SetLedger,
} from '../../history/set.js';
import { Reconciliation } from '../../papers/reconciliation.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { TrustRoot } from '../../trust/trust-root.js';
import { type VerifyOptions, verifyBundle } from '../../verify.js';
import { BundleRows, type SeenErasure, type SeenPolicy } from './collect.js';
import { markErased } from './erased.js';
import type { FrameworkFeed } from './frameworks-feed.js';
import { bundleId } from './labels.js';
import type { MergedBundle } from './merged.js';
import type { Period } from './period.js';
import type { SampleBook } from './sample-book.js';
import { shownOf } from './shown.js';
import { RecordTable } from './table.js';

/** Opens a bundle for as long as `use` runs, so that not all of them need be open at once. */
export type OpenSource = <T>(use: (source: BundleSource) => Promise<T>) => Promise<T>;

export interface NamedBundle {
  /** How the report names it: the operator's word. */
  readonly name: string;
  readonly source: BundleSource | OpenSource;
}

export interface Merged {
  readonly table: RecordTable;
  readonly origins: readonly string[];
  readonly bundles: readonly MergedBundle[];
  readonly policies: readonly SeenPolicy[];
  readonly erasures: readonly SeenErasure[];
  readonly policiesNotListed: number;
  readonly erasuresNotFollowed: number;
  readonly feed: FrameworkFeed;
  /** What the bundles prove of each other, ledger by ledger. */
  readonly history: readonly SetLedger[];
}

export interface MergeOptions extends Omit<VerifyOptions, 'name' | 'checkpoint'> {
  /** The checkpoint that the auditor holds; asked of the set, and not of each bundle (§13.5). */
  readonly held?: UnverifiedCheckpoint | undefined;
}

/** Verifies and merges bundles in the order given. @throws VerifierError as `verifyBundle`; ERR_BUNDLE_CHANGED */
export async function mergeBundles(
  named: readonly NamedBundle[],
  trustRoot: TrustRoot | undefined,
  options: MergeOptions,
  period: Period,
  feed: FrameworkFeed,
  sample?: SampleBook,
): Promise<Merged> {
  const merger = new Merger(period, feed, sample);
  const { held, ...own } = options;
  for (const bundle of named) await merger.add(bundle, trustRoot, own);
  const { limits } = options;
  const history = await compareSet(merger.set, { trustRoot, held, limits });
  if (markErased(merger.table, merger.erasures)) feed.spoil();
  if (feed.isDisordered) {
    await feed.again(merger.bundles, merger.table, async (index, onRecord) => {
      const [bundle, counted] = [named[index], merger.bundles[index]];
      if (bundle === undefined || counted === undefined) return;
      await withSource(bundle.source, async (source) => {
        for await (const seen of readProven(source, counted.transcript)) onRecord(seen);
      });
    });
  }
  return merger.result(history);
}

class Merger {
  readonly table = new RecordTable();
  readonly bundles: MergedBundle[] = [];
  readonly erasures: SeenErasure[] = [];
  /** All bundles, those that do not count as well. */
  readonly set: SetBundle[] = [];
  readonly #period: Period;
  readonly #feed: FrameworkFeed;
  readonly #sample: SampleBook | undefined;
  readonly #origins: string[] = [];
  readonly #policies: SeenPolicy[] = [];
  #policiesNotListed = 0;
  #erasuresNotFollowed = 0;

  constructor(period: Period, feed: FrameworkFeed, sample: SampleBook | undefined) {
    this.#period = period;
    this.#feed = feed;
    this.#sample = sample;
  }

  async add(
    { name, source }: NamedBundle,
    trustRoot: TrustRoot | undefined,
    options: Omit<MergeOptions, 'held'>,
  ): Promise<void> {
    const rows = new BundleRows(this.table);
    const follower = this.#feed.follow(this.table, this.#origins);
    const list = this.#sample && new Reconciliation(this.#sample.list);
    const { transcript, manifest, kind, erasures } = await withSource(source, async (opened) => {
      const verified = await verifyBundle(opened, trustRoot, { ...options, name });
      if (verified.verdict !== 'pass') {
        const named = await openShown(opened, verified);
        if (list !== undefined && named !== undefined)
          for await (const record of named.records()) list.add(record);
        return {
          transcript: verified,
          kind: named?.manifest.selection.kind,
          erasures: await loggedErasures(opened, verified),
        };
      }
      const log = new ErasureLog();
      const proven = await openProven(opened, verified);
      for await (const records of proven.batches()) {
        for (const seen of records) {
          rows.add(seen);
          follower?.(seen);
          log.add(seen.record);
          list?.add(namedOf(seen.record, seen.selected));
        }
      }
      return { transcript: verified, manifest: proven.manifest, erasures: log };
    });
    const open: OpenSource = (use) => withSource(source, use);
    if (list !== undefined)
      this.#sample?.add(list.result(transcript), this.bundles.length, manifest !== undefined);
    this.set.push({ name: bundleId(this.bundles.length), transcript, erasures, open });
    if (manifest === undefined) {
      this.bundles.push(notCounted(transcript, kind));
      return;
    }
    const { ledger: origin, selection } = manifest;
    if (!this.#origins.includes(origin)) this.#origins.push(origin);
    this.#merge(rows, transcript, selection, this.#origins.indexOf(origin));
  }

  #merge(rows: BundleRows, transcript: Transcript, selection: Selection, ledger: number): void {
    const { table, bundles } = this;
    const bundle = bundles.length;
    const complete = transcript.checks.some(
      ({ id, status }) => id === 'completeness/selection' && status === 'passed',
    );
    const shown = shownOf(table, rows.start, this.#period, { ledger, selection, complete });
    const policies = new Map(rows.policies.map((policy) => [policy.row, policy]));
    const erasures = new Map(rows.erasures.map((erasure) => [erasure.row, erasure]));
    const counts = { new: 0, repeated: 0, differing: 0 };
    table.merge(rows.start, ledger, bundle, (row, outcome, kept) => {
      counts[outcome] += 1;
      if (outcome !== 'new') return;
      const [policy, erasure] = [policies.get(row), erasures.get(row)];
      if (policy !== undefined) this.#policies.push({ ...policy, row: kept });
      if (erasure !== undefined) this.erasures.push({ ...erasure, row: kept });
    });
    if (counts.differing > 0) this.#feed.spoil();
    this.#policiesNotListed += rows.policiesNotListed;
    this.#erasuresNotFollowed += rows.erasuresNotFollowed;
    bundles.push({
      transcript,
      kind: selection.kind,
      shown,
      records: rows.records,
      fresh: counts.new,
      repeated: counts.repeated,
      differing: counts.differing,
      notMerged: rows.notMerged,
    });
  }

  result(history: Merged['history']): Merged {
    return {
      table: this.table,
      origins: this.#origins,
      bundles: this.bundles,
      policies: this.#policies,
      erasures: this.erasures,
      policiesNotListed: this.#policiesNotListed,
      erasuresNotFollowed: this.#erasuresNotFollowed,
      feed: this.#feed,
      history,
    };
  }
}

function notCounted(transcript: Transcript, kind: Selection['kind'] | undefined): MergedBundle {
  return {
    transcript,
    kind,
    shown: undefined,
    ...{ records: 0, fresh: 0, repeated: 0, differing: 0, notMerged: 0 },
  };
}

export function textOf(hash: Uint8Array): string {
  return hashText('sha3-256', hash);
}

function withSource<T>(
  source: NamedBundle['source'],
  use: (source: BundleSource) => Promise<T>,
): Promise<T> {
  return typeof source === 'function' ? source(use) : use(source);
}
