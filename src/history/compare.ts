// Compares what bundles prove about one place (docs/SPEC.md §13.5): leaves, subtrees, and whole trees of one size. A difference of
// counted bundles fails the set; one with a bundle that does not count is told. What follows from a difference below it is not
// reported again.

import { compareBytes } from '../base/bytes.js';
import { equalBytes } from '../base/encoding.js';
import { hashText } from '../bundle/hash-text.js';
import type { SetCode } from '../catalogue/codes/sets.js';
import type { TreeHasher } from '../merkle/hasher.js';
import { Differences } from './differences.js';
import { beginOf, type Fact, type Means, type Voice, WHOLE } from './facts.js';
import type { FindingBook } from './findings.js';
import type { Heads } from './heads.js';
import { type Known, KnownTree } from './known.js';
import { kindWords, placeOf, placeWords, sideWords } from './words.js';

/** Contradictions after which places are no longer compared: the set has failed, and each pair of bundles costs. */
const MOST = 1_000;

export class Comparison {
  readonly #book: FindingBook;
  readonly #heads: Heads;
  readonly #hasher: TreeHasher;
  readonly #voices: readonly Voice[];
  readonly #nameOf: (bundle: number) => string;
  readonly #known: KnownTree;
  /** The same with what bundles know that do not count, if there are any. */
  readonly #said: KnownTree | undefined;
  readonly #differences = new Differences();
  #contradictions = 0;
  #told = 0;

  constructor(
    book: FindingBook,
    heads: Heads,
    hasher: TreeHasher,
    voices: readonly Voice[],
    nameOf: (bundle: number) => string,
  ) {
    this.#book = book;
    this.#heads = heads;
    this.#hasher = hasher;
    this.#voices = voices;
    this.#nameOf = nameOf;
    this.#known = new KnownTree(hasher);
    this.#said = voices.every(({ counted }) => counted) ? undefined : new KnownTree(hasher);
  }

  /** All facts about one place, places in order. */
  onPlace(all: readonly Fact[]): void {
    // Anybody can make a bundle that does not count: it must not use up what the others are compared by.
    const facts = this.#told < MOST ? all : all.filter(({ voice }) => voice.counted);
    const [first] = facts;
    if (first === undefined || this.#contradictions >= MOST) return;
    if (first.level === WHOLE) this.#onTree(facts, first.end);
    else this.#onSubtree(facts, first);
  }

  #onSubtree(facts: readonly Fact[], first: Fact): void {
    const [lo, hi] = [beginOf(first), first.end];
    for (const { voice, means, hash } of facts)
      if (means !== 'previous_hash' && means !== 'erasure') voice.root?.add(lo, hi, hash);
    if (facts.some(({ voice }) => voice.bundles[0] !== first.voice.bundles[0])) {
      this.#book.examined(first.level === 0 ? 'history/leaves' : 'history/subtrees');
      if (facts.some(({ means }) => means === 'erasure')) this.#book.examined('history/erasures');
    }
    const counted = facts.filter(({ voice }) => voice.counted);
    const partsIn = (known: KnownTree | undefined, given: readonly Fact[]): readonly Fact[] => {
      // Whoever computed this subtree has both halves: what the others know of them has been compared.
      if (first.level === 0 || given.some(({ means }) => means === 'computed')) return [];
      const parts = known?.fromHalves(lo, hi);
      return parts === undefined ? [] : [factOf(parts, first)];
    };
    const said = partsIn(this.#said, facts);
    const isProven = ({ voice }: Fact): boolean => voice.counted;
    const others = said.filter((fact) => !isProven(fact));
    this.#compare([...facts, ...partsIn(this.#known, counted), ...others]);
    this.#known.add(knownOf(counted));
    const sure = [...counted, ...said.filter(isProven)];
    this.#said?.add(knownOf(sure.length > 0 ? sure : facts));
  }

  /** Roots that are stated for one size, and those that the proofs of other bundles determine for it. */
  #onTree(stated: readonly Fact[], size: number): void {
    const all = [...stated];
    if (stated.some(({ means }) => means !== 'earlier head')) {
      for (const voice of this.#voices) {
        // What a bundle states for this size it has proven itself.
        if (stated.some(({ voice: { bundles } }) => bundles[0] === voice.bundles[0])) continue;
        const hash = voice.root?.at(size);
        if (hash === undefined) continue;
        all.push({ end: size, level: WHOLE, hash, means: voice.determines, voice });
      }
      for (const fact of all) this.#join(fact, size);
      const [parts, said] = [this.#known.root(size), this.#said?.root(size)];
      if (parts !== undefined) all.push(factOf(parts, { end: size, level: WHOLE }));
      if (said?.counted === false) all.push(factOf(said, { end: size, level: WHOLE }));
    }
    this.#compare(all);
    // What the auditor holds speaks for itself: it hides no difference of the bundles among each other.
    const others = all.filter(({ means }) => means !== 'held');
    if (others.length < all.length) this.#compare(others);
  }

  /** A tree that begins with the tree of a head is of one history with it. */
  #join({ hash, means, voice }: Fact, size: number): void {
    const [bundle = -1] = voice.bundles;
    if (means === 'head' || means === 'held' || !voice.counted) return;
    const earlier = this.#heads.all.findIndex(
      (head) => head.treeSize === size && equalBytes(head.rootHash, hash),
    );
    const by = means === 'computed' ? 'leaves and proof hashes' : 'consistency proof';
    if (earlier >= 0) this.#heads.join(earlier, bundle, by);
  }

  #compare(facts: readonly Fact[]): void {
    const [one] = facts;
    if (one === undefined || facts.every(({ hash }) => equalBytes(hash, one.hash))) return;
    const classes = classesOf(facts);
    for (const [i, other] of classes.entries()) {
      const before = classes.slice(0, i);
      const pair = before.map((first) => pairOf(first, other)).find((found) => found !== undefined);
      if (pair !== undefined && !before.some((first) => this.#follows(first, other)))
        this.#report(...pair);
    }
    for (const [i, some] of classes.entries())
      for (const others of classes.slice(i + 1))
        for (const a of some) for (const b of others) this.#differences.remember(a, b);
  }

  /** True if two hashes of one place differ because something below them does, which has been told. */
  #follows(some: readonly Fact[], others: readonly Fact[]): boolean {
    // A split view is told whatever else differs, and so is every difference from what the auditor holds.
    if ([...some, ...others].some(({ means }) => means === 'held')) return false;
    if (pairOf(some.filter(isStated), others.filter(isStated)) !== undefined) return false;
    // What does not count must not hide what the others differ in.
    const [a, b] = [some, others].map((all) => {
      const counted = all.filter(({ voice }) => voice.counted);
      return counted.length === 0 ? all : counted;
    });
    return (a ?? []).some((one) =>
      (b ?? []).some((other) => isPair(one, other) && this.#differences.explain(one, other)),
    );
  }

  #report(a: Fact, b: Fact): void {
    if (a.voice.counted && b.voice.counted) this.#contradictions += 1;
    else this.#told += 1;
    const areRecords = a.recordHash !== undefined && b.recordHash !== undefined;
    const textOf = ({ hash, recordHash }: Fact): string =>
      areRecords && recordHash !== undefined
        ? hashText('sha3-256', recordHash)
        : hashText(this.#hasher.name, hash);
    const bundles = new Set([a, b].flatMap(({ voice }) => voice.bundles));
    this.#book.report(
      codeOf(a, b),
      [...bundles].filter((bundle) => bundle >= 0),
      placeOf(a),
      `${placeWords(a)}: ${sideWords(a, this.#nameOf)} and ${sideWords(b, this.#nameOf)} prove different ${kindWords(a, areRecords)}`,
      { expected: textOf(a), actual: textOf(b) },
    );
  }
}

/** What speaks most plainly comes first. */
const STRENGTH: readonly Means[] = [
  ...(['held', 'head', 'earlier head', 'record', 'stub', 'erasure'] as const),
  ...(['previous_hash', 'proof', 'computed', 'line', 'parts'] as const),
];

function factOf(
  { hash, bundles, counted, isNamed }: Known,
  { end, level }: Pick<Fact, 'end' | 'level'>,
): Fact {
  const voice: Voice = { bundles, counted, root: undefined, determines: 'computed' };
  return { end, level, hash, means: 'parts', voice, isNamed };
}

/**
 * What is known by facts of one place. Where they differ, one of the hashes: the order of the bundles decides nothing. What an erasure
 * names is known if nothing proves another leaf there, and all erasures name the same.
 */
function knownOf(facts: readonly Fact[]): Known | undefined {
  const proven = facts.filter(({ means }) => means !== 'erasure');
  const isNamed = proven.length === 0;
  const [one, ...more] = isNamed ? facts : proven;
  if (one === undefined) return undefined;
  if (isNamed && more.some(({ hash }) => !equalBytes(hash, one.hash))) return undefined;
  const least = more.reduce(
    (some, each) => (compareBytes(each.hash, some.hash) < 0 ? each : some),
    one,
  );
  const { hash, end: hi, voice } = least;
  const bundles =
    more.length === 0
      ? voice.bundles
      : [...new Set([one, ...more].flatMap((fact) => fact.voice.bundles))];
  return { lo: beginOf(least), hi, hash, bundles, counted: voice.counted, isNamed };
}

function rankOf({ voice, means }: Fact): number {
  return STRENGTH.indexOf(means) + (voice.counted ? 0 : STRENGTH.length);
}

/** Facts by hash: what speaks most plainly first, in each class and of the classes; the same for every order of the bundles. */
function classesOf(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const sorted = [...facts].sort(
    (a, b) => rankOf(a) - rankOf(b) || compareBytes(a.hash, b.hash) || indexOf(a) - indexOf(b),
  );
  const classes: Fact[][] = [];
  for (const fact of sorted) {
    const same = classes.find(([other]) => other && equalBytes(other.hash, fact.hash));
    if (same === undefined) classes.push([fact]);
    else same.push(fact);
  }
  return classes;
}

function indexOf({ voice: { bundles } }: Fact): number {
  return bundles[0] ?? -1;
}

/** Two facts that are not of one bundle alone. */
function isPair(a: Fact, b: Fact): boolean {
  return new Set([...a.voice.bundles, ...b.voice.bundles]).size > 1;
}

/** The two facts that say most. */
function pairOf(some: readonly Fact[], others: readonly Fact[]): readonly [Fact, Fact] | undefined {
  for (const a of some)
    for (const b of others)
      if (isPair(a, b)) return rankOf(a) === rankOf(b) && indexOf(a) > indexOf(b) ? [b, a] : [a, b];
  return undefined;
}

/** A root that somebody states, rather than one that a proof adds up to. */
function isStated({ level, means }: Fact): boolean {
  if (level !== WHOLE) return false;
  return means === 'head' || means === 'earlier head' || means === 'held';
}

function codeOf(a: Fact, b: Fact): SetCode {
  const is = (means: Means): boolean => a.means === means || b.means === means;
  if (!a.voice.counted || !b.voice.counted) return 'SET_BUNDLE_DISAGREES';
  if (is('erasure')) return 'SET_ERASURE_MISMATCH';
  if (a.level === 0) return 'SET_LEAF_CONFLICT';
  if (a.level < WHOLE) return 'SET_SUBTREE_CONFLICT';
  if (is('held')) return 'SET_CHECKPOINT_CONFLICT';
  return isStated(a) && isStated(b) ? 'SET_HEAD_CONFLICT' : 'SET_ROOT_CONFLICT';
}
