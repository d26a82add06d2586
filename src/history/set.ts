// A set of verified bundles, ledger by ledger (docs/SPEC.md §13.5): which of them take part, and what the auditor holds.

import type { BundleSource } from '../archive/source.js';
import type { Instant } from '../base/encoding.js';
import { type Limits, SUPPORT } from '../base/limits.js';
import type { UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { type Erasure, erasureOf } from '../bundle/erasure.js';
import { parseHash } from '../bundle/hash-text.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Selection } from '../bundle/selection.js';
import { isSuite, type SuiteName, TREE_HASH } from '../bundle/suite.js';
import { noteBytes } from '../checks/continuity.js';
import { isSignedByKeySet } from '../checks/key-sets.js';
import { holds, openProven } from '../evidence/reader.js';
import type { Transcript } from '../transcript/transcript.js';
import type { TrustRoot } from '../trust/trust-root.js';
import { MOST_ERASURES } from './erasures.js';
import type { HeldHead, HistoryBundle } from './evidence.js';
import { compareBundles, type LedgerHistory } from './history.js';
import { withEvidence } from './read.js';
import { type SplitViewFiles, splitViews } from './split-views.js';

/** Opens a bundle for as long as `use` runs. */
type OpenSource = <T>(use: (source: BundleSource) => Promise<T>) => Promise<T>;

/** A bundle that has been verified, and the erasures that it logs. */
export interface SetBundle {
  /** How findings name it. */
  readonly name: string;
  readonly transcript: Transcript;
  readonly erasures: ErasureLog;
  readonly open: OpenSource;
}

/** Erasures in ascending sequence, up to a bound, and the end of the period that they were selected by. */
export class ErasureLog {
  readonly logged: Erasure[] = [];
  readonly periodEnd: Instant | undefined;
  leftOut = 0;

  constructor(selection?: Selection) {
    this.periodEnd = selection?.kind === 'period' ? selection.to : undefined;
  }

  /** Adds a proven record, if it logs an erasure. */
  add(record: LedgerRecord): void {
    if (record.type !== 'erasure') return;
    if (this.logged.length < MOST_ERASURES) this.logged.push(erasureOf(record));
    else this.leftOut += 1;
  }
}

/**
 * Reads the erasures that a verified bundle logs, if its records are proven to be in its tree; none of another.
 * @param transcript of the same source @throws VerifierError ERR_BUNDLE_CHANGED; what the source throws
 */
export async function loggedErasures(
  source: BundleSource,
  transcript: Transcript,
): Promise<ErasureLog> {
  if (!holds(transcript, 'included')) return new ErasureLog();
  const { manifest, batches } = await openProven(source, transcript, 'included');
  const log = new ErasureLog(manifest.selection);
  for await (const records of batches()) for (const { record } of records) log.add(record);
  return log;
}

export interface SetOptions {
  readonly trustRoot: TrustRoot | undefined;
  /** The checkpoint that the auditor holds (§7.6). */
  readonly held?: UnverifiedCheckpoint | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

/** What the bundles of one ledger come to. Indexes of bundles are those of the set; -1 is the auditor. */
export interface SetLedger extends LedgerHistory {
  /** Of counted bundles. */
  readonly counted: readonly number[];
  readonly splitViews: readonly SplitViewFiles[];
}

/**
 * Compares the bundles of each ledger of a set, ledgers in the order in which bundles name them.
 * @throws VerifierError ERR_BUNDLE_CHANGED if a bundle is not what it was when it was verified
 */
export async function compareSet(
  set: readonly SetBundle[],
  { trustRoot, held, limits }: SetOptions,
): Promise<readonly SetLedger[]> {
  const bounds = { ...SUPPORT, ...limits };
  const found: SetLedger[] = [];
  const ledgers = ledgersOf(set);
  // A checkpoint of a ledger that no bundle is of counts nowhere: a question that is not answered is no pass.
  const isElsewhere = held !== undefined && !ledgers.some(({ origin }) => origin === held.origin);
  for (const { suite, origin, indexes } of ledgers) {
    const parts = indexes.flatMap((index) => {
      const bundle = takesPart(set[index] as SetBundle);
      return bundle === undefined ? [] : [{ index, bundle }];
    });
    const bundles = parts.map(({ bundle }) => bundle);
    const head = isElsewhere ? { ...held, isSigned: false } : heldHead(held, origin, trustRoot);
    const hashName = TREE_HASH[suite];
    const ledger = { origin, hashName, bundles, ...(head === undefined ? {} : { held: head }) };
    const history = await compareBundles(ledger, bounds.identities);
    const to = (bundle: number): number => (bundle < 0 ? bundle : (parts[bundle]?.index ?? -1));
    const note = head === undefined || held === undefined ? undefined : noteBytes(held);
    found.push({
      ...inSet(history, to),
      counted: parts.flatMap(({ index, bundle }) => (bundle.counted ? [index] : [])),
      splitViews: await splitViews(history.checks, bundles, note, (i) => `B${to(i) + 1}`),
    });
  }
  return found;
}

interface LedgerIndexes {
  readonly suite: SuiteName;
  readonly origin: string;
  readonly indexes: number[];
}

function ledgersOf(set: readonly SetBundle[]): readonly LedgerIndexes[] {
  const ledgers: LedgerIndexes[] = [];
  set.forEach(({ transcript }, index) => {
    const { suite = '', ledger: origin = '' } = transcript.bundle.manifest ?? {};
    if (!isSuite(suite)) return;
    const known = ledgers.find((one) => one.suite === suite && one.origin === origin);
    if (known === undefined) ledgers.push({ suite, origin, indexes: [index] });
    else known.indexes.push(index);
  });
  return ledgers;
}

/** A bundle whose leaves lead to the head that it states; or of which at least the head is the ledger's. */
function takesPart({ name, transcript, erasures, open }: SetBundle): HistoryBundle | undefined {
  const { verdict, bundle, checks } = transcript;
  const { suite = '', tree_head: head } = bundle.manifest ?? {};
  const passed = (...ids: readonly string[]): boolean =>
    ids.every((id) => checks.some((check) => check.id === id && check.status === 'passed'));
  const rootHash =
    head === undefined || !isSuite(suite) ? undefined : parseHash(TREE_HASH[suite], head.root_hash);
  if (head === undefined || rootHash === undefined || !isSuite(suite)) return undefined;
  const stated = { name, treeSize: head.tree_size, rootHash };
  if (verdict === 'fail' || !holds(transcript, 'included')) {
    if (!passed('checkpoint/tree-head', 'checkpoint/signatures')) return undefined;
    return { ...stated, counted: false, erasures: [], erasuresLeftOut: 0, hasLines: false };
  }
  // The auditor's checkpoint is asked of the set as a whole.
  const counted = checks.every(
    ({ id, needed, status }) => !needed || status === 'passed' || id === 'checkpoint/continuity',
  );
  const complete = checks.find(({ id }) => id === 'completeness/selection');
  const to = complete?.status === 'passed' ? erasures.periodEnd : undefined;
  return {
    ...stated,
    counted,
    ...(to === undefined ? {} : { period: { to, isRequired: complete?.needed === true } }),
    erasures: erasures.logged,
    erasuresLeftOut: erasures.leftOut,
    hasLines: passed('checkpoint/consistency'),
    open: (use) => open((source) => withEvidence(source, transcript, TREE_HASH[suite], use)),
  };
}

function heldHead(
  held: UnverifiedCheckpoint | undefined,
  origin: string,
  trustRoot: TrustRoot | undefined,
): HeldHead | undefined {
  if (held === undefined || held.origin !== origin) return undefined;
  const ledger = trustRoot?.ledgers.get(origin);
  const isSigned = ledger !== undefined && isSignedByKeySet(held, ledger);
  return { treeSize: held.treeSize, rootHash: held.rootHash, isSigned };
}

/** Indexes of the ledger's bundles as indexes of the set. */
function inSet(history: LedgerHistory, to: (bundle: number) => number): LedgerHistory {
  return {
    ...history,
    heads: history.heads.map((head) => ({ ...head, bundles: head.bundles.map(to) })),
    joins: history.joins.map((join) => ({ ...join, bundle: to(join.bundle) })),
    checks: history.checks.map((check) => ({
      ...check,
      findings: check.findings.map((found) => ({ ...found, bundles: found.bundles.map(to) })),
    })),
  };
}
