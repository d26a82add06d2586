// One history or a contradiction (docs/SPEC.md §13.5): everything that the bundles of one ledger prove is compared, place by place, in one
// pass over their leaves. Memory holds a few hashes a bundle and level, the erasures, and a fingerprint for each id and commitment.

import { compareBytes } from '../base/bytes.js';
import type { HashName } from '../crypto/digest.js';
import { treeHasher } from '../merkle/hasher.js';
import { Comparison } from './compare.js';
import { ErasureBook, MOST_ERASURES } from './erasures.js';
import type { HeldHead, LedgerBundles } from './evidence.js';
import { comparePlaces, type Fact, type Voice, WHOLE } from './facts.js';
import { FindingBook, type SetCheckResult } from './findings.js';
import { firstPlaces } from './first-places.js';
import { type Head, Heads, type Join } from './heads.js';
import { judgeCheckpoint, tellGroups } from './joined.js';
import { leafFacts } from './leaf-facts.js';
import { lineFacts } from './line-facts.js';
import { type ListStream, mergeStreams } from './merge.js';
import { RecordRules } from './records.js';
import { RunningRoot } from './running-root.js';
import { Openings, TooManyOpen } from './streams.js';

/** What the bundles of one ledger come to. Indexes of bundles are those of the input; -1 is the auditor's checkpoint. */
export interface LedgerHistory {
  readonly origin: string;
  /** Of its tree. */
  readonly hashName: HashName;
  /** Of counted bundles, and the auditor's; ascending in size. */
  readonly heads: readonly Head[];
  /** Heads that are shown to be of one history, for each head that no larger one continues. */
  readonly groups: readonly (readonly number[])[];
  readonly joins: readonly Join[];
  readonly checks: readonly SetCheckResult[];
  /** Facts held at once, and bundles open at once: both are bounded. */
  readonly work: { readonly facts: number; readonly held: number; readonly open: number };
}

/**
 * Compares the bundles of one ledger.
 * @param identities ids, and commitments, that are remembered (§2.5)
 * @throws VerifierError ERR_BUNDLE_CHANGED if a bundle is not what it was when it was verified
 */
export async function compareBundles(
  ledger: LedgerBundles,
  identities: number,
): Promise<LedgerHistory> {
  const { origin, hashName, bundles } = ledger;
  const held = ledger.held?.isSigned === true ? ledger.held : undefined;
  const book = new FindingBook();
  const heads = new Heads([
    ...bundles.flatMap(({ counted, treeSize, rootHash }, bundle) =>
      counted ? [{ treeSize, rootHash, bundles: [bundle] }] : [],
    ),
    ...(held === undefined ? [] : [{ ...held, bundles: [-1] }]),
  ]);
  book.examined('history/bundles', bundles.filter(({ counted }) => counted).length);
  book.examined('history/heads', heads.all.length);
  const single = bundles.length + (held === undefined ? 0 : 1) < 2;
  const work = single ? NO_WORK : await compareFacts(ledger, held, book, heads, identities);
  const groups = heads.groups();
  tellGroups(book, bundles, heads, groups);
  judgeCheckpoint(book, ledger, heads, groups);
  const { all, joins } = heads;
  return { origin, hashName, heads: all, groups, joins, checks: book.results(), work };
}

const NO_WORK = { facts: 0, held: 0, open: 0 };

async function compareFacts(
  { hashName, bundles }: LedgerBundles,
  held: HeldHead | undefined,
  book: FindingBook,
  heads: Heads,
  identities: number,
): Promise<LedgerHistory['work']> {
  const hasher = treeHasher(hashName);
  const nameOf = (bundle: number): string => bundles[bundle]?.name ?? '';
  const erasures = new ErasureBook(bundles);
  const records = new RecordRules(book, identities, bundles);
  const openings = new Openings();
  const voices: Voice[] = [];
  const streams: ListStream<Fact>[] = [];
  const own = bundles.map((bundle, index): Voice => {
    const voice = (determines: Voice['determines']): Voice => ({
      ...{ bundles: [index], counted: bundle.counted, determines },
      root: new RunningRoot(hasher),
    });
    const [leaves, lines] = [voice('computed'), voice('line')];
    const { open } = bundle;
    if (open === undefined) return leaves;
    streams.push(
      openings.stream(open, (evidence) => leafFacts(bundle, evidence, hasher, leaves, erasures)),
    );
    voices.push(leaves);
    if (!bundle.hasLines) return leaves;
    streams.push(openings.stream(open, (evidence) => lineFacts(bundle, evidence, hasher, lines)));
    voices.push(lines);
    return leaves;
  });
  streams.push(given(erasures.facts(hasher, own)), given(headFacts(bundles, held, own)));
  const comparison = new Comparison(book, heads, hasher, voices, nameOf);
  const work = { facts: 0, held: 0 };
  try {
    await mergeStreams(
      streams,
      comparePlaces,
      (facts) => {
        work.facts += facts.length;
        comparison.onPlace(facts);
        if (facts[0]?.level === 0) onRecords(facts, records, erasures, book);
      },
      (count) => {
        work.held = Math.max(work.held, count);
      },
    );
  } catch (error) {
    if (!(error instanceof TooManyOpen)) throw error;
    book.report('SET_TOO_MANY', [], {}, error.message);
  }
  await firstPlaces(book, bundles, records);
  tellBounds(book, records, erasures, identities);
  return { ...work, open: openings.most };
}

/** The records at one sequence: each counted bundle that shows it, by the erasures of the others; and the record itself, once. */
function onRecords(
  facts: readonly Fact[],
  records: RecordRules,
  erasures: ErasureBook,
  book: FindingBook,
): void {
  const shown = facts.flatMap(({ voice, leaf, disclosed }) =>
    voice.counted && leaf?.record !== undefined ? [{ voice, leaf, disclosed }] : [],
  );
  const [first] = shown;
  if (first === undefined) return;
  const indexOf = ({ bundles }: Voice): number => bundles[0] ?? -1;
  for (const { voice, leaf, disclosed } of shown)
    if (disclosed !== undefined) erasures.judge(book, indexOf(voice), leaf, disclosed);
  // Two records at one sequence are a contradiction already; which of them the others follow is not known.
  const { sequence, record, recordHash } = first.leaf;
  if (shown.some(({ leaf }) => compareBytes(leaf.recordHash, recordHash) !== 0)) return;
  records.add({ bundle: Math.min(...shown.map(({ voice }) => indexOf(voice))), sequence, record });
}

/** The heads of all bundles, and the auditor's checkpoint. */
function headFacts(
  bundles: LedgerBundles['bundles'],
  held: HeldHead | undefined,
  voices: readonly Voice[],
): readonly Fact[][] {
  const facts = bundles.flatMap(({ treeSize, rootHash }, i): Fact[] => {
    const voice = voices[i];
    if (voice === undefined) return [];
    return [{ end: treeSize, level: WHOLE, hash: rootHash, means: 'head', voice }];
  });
  if (held !== undefined) {
    const voice: Voice = { bundles: [-1], counted: true, root: undefined, determines: 'computed' };
    facts.push({ end: held.treeSize, level: WHOLE, hash: held.rootHash, means: 'held', voice });
  }
  return facts.sort((a, b) => a.end - b.end).map((fact) => [fact]);
}

async function* given(
  lists: Iterable<readonly Fact[]>,
): AsyncGenerator<readonly Fact[], void, undefined> {
  yield* lists;
}

function tellBounds(
  book: FindingBook,
  records: RecordRules,
  erasures: ErasureBook,
  identities: number,
): void {
  const tell = (count: number, what: string): void => {
    if (count > 0) book.report('SET_TOO_MANY', [], {}, `${count} ${what}`);
  };
  tell(
    records.leftOut,
    `ids and commitments are not compared: at most ${identities} of each are remembered`,
  );
  tell(erasures.leftOut, `erasures are not compared: at most ${MOST_ERASURES} are held`);
}
