// Puts the records of many bundles together (docs/MANUAL.md §8), ledger by ledger in one pass over all of its bundles in ascending
// sequence: each record once, with what any bundle discloses of it and without what any of them logs as erased. In that order the
// frameworks see it too, since a retention policy counts for what came after it.

import { compareBytes } from '../../base/bytes.js';
import type { UnverifiedCheckpoint } from '../../bundle/checkpoint.js';
import { type Erasure, erasureOf, retentionPolicyOf } from '../../bundle/erasure.js';
import { hashText } from '../../bundle/hash-text.js';
import type { LedgerRecord } from '../../bundle/record.js';
import { openProven, type ProvenRecord } from '../../evidence/reader.js';
import { FrameworkExaminer } from '../../frameworks/examine.js';
import type { Framework } from '../../frameworks/framework.js';
import { mergeStreams } from '../../history/merge.js';
import { BLOCK_LINES } from '../../history/read.js';
import { compareSet, type SetLedger } from '../../history/set.js';
import { Openings, TooManyOpen } from '../../history/streams.js';
import type { VerifyOptions } from '../../transcript/options.js';
import type { TrustRoot } from '../../trust/trust-root.js';
import { BOUNDS } from '../bounds.js';
import { ActivityBook } from './activities.js';
import { LedgerErasures } from './erased.js';
import { type MergedBundle, MergedBundles, type Outcome } from './merged.js';
import { bucketAt, type Period, secondsOf } from './period.js';
import { rowOf } from './record-row.js';
import type { SampleBook } from './sample-book.js';
import { RecordTable } from './table.js';
import { type NamedBundle, type VerifiedBundle, verifyEach } from './verified.js';

export interface SeenPolicy {
  readonly row: number;
  readonly name: string;
  readonly years: number;
  readonly appliesTo: LedgerRecord['data'];
}

interface SeenErasure {
  readonly row: number;
  readonly erasure: Erasure;
}

/** A row of which a counted bundle still shows or discloses what is erased. */
interface StillShown {
  readonly row: number;
  /** Sequence of the erasure. */
  readonly by: number;
}

export interface Merged {
  readonly table: RecordTable;
  readonly origins: readonly string[];
  readonly bundles: readonly MergedBundle[];
  /** In the order of ledger and sequence, up to a bound. */
  readonly policies: readonly SeenPolicy[];
  readonly erasures: readonly SeenErasure[];
  readonly policiesNotListed: number;
  readonly erasuresNotFollowed: number;
  /** The first of them, and how many there are. */
  readonly stillShown: readonly StillShown[];
  readonly stillShownCount: number;
  /** By ledger. */
  readonly ofErasures: readonly LedgerErasures[];
  readonly frameworks: readonly Framework[];
  readonly examined: readonly FrameworkExaminer[];
  readonly activities: ActivityBook;
  /** Why records of a ledger are not put together: too many bundles overlap. */
  readonly tooMany: readonly string[];
  /** What the bundles prove of each other, ledger by ledger. */
  readonly history: readonly SetLedger[];
}

export interface MergeOptions extends Omit<VerifyOptions, 'name' | 'checkpoint'> {
  /** The checkpoint that the auditor holds; asked of the set, and not of each bundle (§13.5). */
  readonly held?: UnverifiedCheckpoint | undefined;
  readonly trustRoot: TrustRoot | undefined;
  readonly frameworks: readonly Framework[];
  readonly sample?: SampleBook | undefined;
}

/** Verifies and merges bundles. @throws VerifierError as `verifyBundle`; ERR_BUNDLE_CHANGED */
export async function mergeBundles(
  named: readonly NamedBundle[],
  { held, trustRoot, frameworks, sample, ...options }: MergeOptions,
  period: Period,
): Promise<Merged> {
  const verified = await verifyEach(named, trustRoot, options, sample);
  const history = await compareSet(verified, { trustRoot, held, limits: options.limits });
  const merger = new Merger(verified, frameworks, period);
  for (const ledger of merger.origins.keys()) await merger.ledger(ledger);
  return merger.result(history);
}

interface Showing {
  readonly bundle: number;
  readonly seen: ProvenRecord;
}

class Merger {
  readonly origins: readonly string[];
  readonly #verified: readonly VerifiedBundle[];
  readonly #frameworks: readonly Framework[];
  readonly #period: Period;
  readonly #table = new RecordTable();
  readonly #bundles: MergedBundles;
  readonly #ofErasures: LedgerErasures[];
  readonly #examined: FrameworkExaminer[];
  readonly #activities = new ActivityBook();
  readonly #openings = new Openings();
  readonly #policies: SeenPolicy[] = [];
  readonly #erasures: SeenErasure[] = [];
  readonly #stillShown: StillShown[] = [];
  #stillShownCount = 0;
  readonly #tooMany: string[] = [];
  #policiesNotListed = 0;

  constructor(
    verified: readonly VerifiedBundle[],
    frameworks: readonly Framework[],
    period: Period,
  ) {
    const origins = verified.flatMap(({ counted }) => counted?.origin ?? []);
    this.origins = [...new Set(origins)];
    this.#verified = verified;
    this.#frameworks = frameworks;
    this.#period = period;
    this.#bundles = new MergedBundles(verified, this.origins);
    this.#examined = this.origins.map(() => new FrameworkExaminer(frameworks));
    this.#ofErasures = this.origins.map(
      (origin) =>
        new LedgerErasures(
          verified.flatMap(({ counted, erasures }) =>
            counted?.origin === origin ? [erasures.logged] : [],
          ),
        ),
    );
  }

  async ledger(ledger: number): Promise<void> {
    const streams = this.#verified.flatMap(({ counted, transcript, open }, bundle) =>
      counted?.origin !== this.origins[ledger]
        ? []
        : [
            this.#openings.stream(open, async function* (source) {
              const { batches } = await openProven(source, transcript);
              for await (const records of batches({ blockLines: BLOCK_LINES }))
                yield records.map((seen): Showing => ({ bundle, seen }));
            }),
          ],
    );
    try {
      await mergeStreams(
        streams,
        (a, b) => a.seen.record.sequence - b.seen.record.sequence,
        (showings) => this.#onSequence(ledger, showings),
      );
    } catch (error) {
      if (!(error instanceof TooManyOpen)) throw error;
      this.#tooMany.push(error.message);
      this.#bundles.breakOff(ledger);
    }
  }

  #onSequence(ledger: number, showings: readonly Showing[]): void {
    const sorted = [...showings].sort((a, b) => a.bundle - b.bundle);
    const [first] = sorted;
    if (first === undefined) return;
    const { record } = first.seen;
    const seconds = secondsOf(record.recordedAt);
    const isFull = this.#table.length >= BOUNDS.records;
    const isSame = ({ seen }: Showing): boolean =>
      compareBytes(seen.record.recordHash, record.recordHash) === 0;
    for (const showing of sorted) {
      const isIn = bucketAt(this.#period, secondsOf(showing.seen.record.recordedAt)) >= 0;
      const same: Outcome = showing === first ? 'fresh' : 'repeated';
      const outcome = isFull ? 'notMerged' : isSame(showing) ? same : 'differing';
      this.#bundles.see(showing.bundle, showing.seen.record, isIn, outcome);
    }
    if (isFull) return;
    const differs = !sorted.every(isSame);
    const erased = differs ? undefined : this.#ofErasures[ledger]?.of(record);
    const disclosed = new Map(sorted.filter(isSame).flatMap(({ seen }) => [...seen.disclosed]));
    const at = this.#table.length;
    this.#table.append({
      ...rowOf({ record, disclosed, erased }, seconds, this.#table),
      ...{ ledger, bundle: first.bundle, showings: sorted.filter(isSame).length, differs },
    });
    this.#onTyped(record, at);
    for (const { sequence, fields } of erased?.by ?? [])
      if (fields === undefined || fields.some((name) => disclosed.has(name)))
        this.#onStillShown({ row: at, by: sequence });
    if (differs || erased?.whole === true) return;
    // For a report, the records of the period are the selection. What is erased nobody sees again.
    const selected = bucketAt(this.#period, seconds) >= 0;
    for (const name of erased?.fields ?? []) disclosed.delete(name);
    this.#examined[ledger]?.add({ record, selected, disclosed });
    this.#activities.see({ record, selected, disclosed }, at, selected);
  }

  #onTyped(record: LedgerRecord, row: number): void {
    if (record.type === 'erasure' && this.#erasures.length < BOUNDS.erasures)
      this.#erasures.push({ row, erasure: erasureOf(record) });
    if (record.type !== 'retention_policy') return;
    if (this.#policies.length < BOUNDS.policiesListed)
      this.#policies.push({ row, ...retentionPolicyOf(record) });
    else this.#policiesNotListed += 1;
  }

  #onStillShown(shown: StillShown): void {
    this.#stillShownCount += 1;
    if (this.#stillShown.length < BOUNDS.findings) this.#stillShown.push(shown);
  }

  result(history: Merged['history']): Merged {
    return {
      table: this.#table,
      origins: this.origins,
      bundles: this.#bundles.list,
      policies: this.#policies,
      erasures: this.#erasures,
      policiesNotListed: this.#policiesNotListed,
      erasuresNotFollowed: this.#verified.reduce(
        (sum, { counted, erasures }) => sum + (counted === undefined ? 0 : erasures.leftOut),
        0,
      ),
      stillShown: this.#stillShown,
      stillShownCount: this.#stillShownCount,
      ofErasures: this.#ofErasures,
      frameworks: this.#frameworks,
      examined: this.#examined,
      activities: this.#activities,
      tooMany: this.#tooMany,
      history,
    };
  }
}

export function textOf(hash: Uint8Array): string {
  return hashText('sha3-256', hash);
}
