// The facts that the leaves of one bundle and their proof add up to (docs/SPEC.md §6.1, §13.5): every perfect subtree on the way from a
// leaf to the root and beside it, leaves included, and the leaf before a shown record, which its `previous_hash` names.

import { equalBytes } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import { parseHash } from '../bundle/hash-text.js';
import { BatchVerifier } from '../merkle/batch.js';
import type { TreeHasher } from '../merkle/hasher.js';
import { half, isOdd } from '../merkle/inclusion.js';
import type { HistoryBundle, LeafWithProof, OpenEvidence, ProvenLeaf } from './evidence.js';
import { type Fact, levelOf, type Voice } from './facts.js';

/** Sequences that erasures name. */
export interface Erased {
  readonly isEmpty: boolean;
  has(sequence: number): boolean;
}

/**
 * The facts of one bundle in order, a list for each leaf and one for what comes after the last.
 * @param erased sequences that erasures of any bundle name: the disclosures of those records are needed
 * @throws VerifierError ERR_BUNDLE_CHANGED
 */
export async function* leafFacts(
  bundle: HistoryBundle,
  evidence: OpenEvidence,
  hasher: TreeHasher,
  voice: Voice,
  erased: Erased,
): AsyncGenerator<readonly Fact[], void, undefined> {
  const { all, takeHash } = evidence.leaves({ disclosures: !erased.isEmpty });
  const neighbours = new Neighbours(bundle.treeSize);
  let facts: Fact[] = [];
  let shown: (Pick<Fact, 'leaf' | 'recordHash' | 'disclosed'> & { leaf: ProvenLeaf }) | undefined;
  const verifier = new BatchVerifier(
    hasher,
    bundle.treeSize,
    takeHash ?? ((lo, hi) => neighbours.hashAt(lo, hi)),
    (lo, hi, hash, isTaken) => {
      const level = levelOf(lo, hi);
      if (level === undefined) return;
      if (level > 0 || shown?.leaf.sequence !== lo)
        facts.push({ end: hi, level, hash, means: isTaken ? 'proof' : 'computed', voice });
      else facts.push({ end: hi, level, hash, means: meansOf(shown.leaf), voice, ...shown });
    },
  );
  let before = -1;
  for await (const next of all) {
    const { leaf } = next;
    neighbours.next(next);
    shown = { leaf, recordHash: leaf.recordHash };
    if (leaf.record !== undefined && erased.has(leaf.sequence))
      shown = { ...shown, disclosed: next.disclosed() };
    if (!verifier.leaf(leaf.sequence, hasher.leafHash(leaf.recordHash))) throw changed(bundle);
    const linked = before === leaf.sequence - 1 ? undefined : previousFact(leaf, hasher, voice);
    yield linked === undefined ? facts : inOrder(facts, linked);
    facts = [];
    before = leaf.sequence;
  }
  neighbours.next(undefined);
  const result = verifier.finish();
  // The bundle has verified: whatever leads to another root now is another file.
  if (!result.ok || !equalBytes(result.root, bundle.rootHash)) throw changed(bundle);
  yield facts;
}

/** The file is not what it was when its verdict was made. */
export function changed({ name }: Pick<HistoryBundle, 'name'>): VerifierError {
  return new VerifierError('ERR_BUNDLE_CHANGED', `${name}: the file changed between two readings`);
}

function meansOf(leaf: ProvenLeaf): 'record' | 'stub' {
  return leaf.record === undefined ? 'stub' : 'record';
}

/** The leaf before a record whose own bundle does not hold it; the link of a leaf that it holds was judged with the bundle. */
function previousFact(leaf: ProvenLeaf, hasher: TreeHasher, voice: Voice): Fact | undefined {
  const recordHash =
    leaf.record === undefined || leaf.sequence === 0
      ? undefined
      : parseHash('sha3-256', leaf.record.previousHash);
  if (recordHash === undefined) return undefined;
  return {
    ...{ end: leaf.sequence, level: 0, hash: hasher.leafHash(recordHash), recordHash },
    ...{ means: 'previous_hash', statedAt: leaf.sequence, voice },
  };
}

/** Puts a leaf fact into a list in order. */
function inOrder(facts: readonly Fact[], leaf: Fact): readonly Fact[] {
  const at = facts.findIndex(({ end }) => end >= leaf.end);
  return at < 0 ? [...facts, leaf] : [...facts.slice(0, at), leaf, ...facts.slice(at)];
}

/** Finds the hash of a subtree that no leaf is in: it stands in the path of the leaf before it or of the leaf after it. */
class Neighbours {
  readonly #size: number;
  #before: LeafWithProof | undefined;
  #after: LeafWithProof | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  next(leaf: LeafWithProof | undefined): void {
    this.#before = this.#after;
    this.#after = leaf;
  }

  hashAt(lo: number, hi: number): Uint8Array | undefined {
    return (
      siblingAt(this.#before, this.#size, lo, hi) ?? siblingAt(this.#after, this.#size, lo, hi)
    );
  }
}

/** The hash of the subtree [lo, hi) in the path of a leaf (RFC 9162 §2.1.3.2), if it is one of its siblings. */
function siblingAt(
  next: LeafWithProof | undefined,
  size: number,
  lo: number,
  hi: number,
): Uint8Array | undefined {
  if (next?.path === undefined) return undefined;
  let used = 0;
  let width = 1;
  for (let fn = next.leaf.sequence, sn = size - 1; sn > 0; fn = half(fn), sn = half(sn)) {
    if (isOdd(fn) || fn < sn) {
      const begin = (isOdd(fn) ? fn - 1 : fn + 1) * width;
      if (begin === lo && Math.min(begin + width, size) === hi) return next.path[used];
      used += 1;
    }
    width *= 2;
  }
  return undefined;
}
