// Small ledgers in memory, bundles over them as the comparison reads them, and a naive account of what a set of bundles proves.

import { Tree } from '../../exporter/tree.js';
import type { Erasure } from '../../src/bundle/erasure.js';
import { hashText } from '../../src/bundle/hash-text.js';
import { hash } from '../../src/crypto/digest.js';
import type {
  HistoryBundle,
  LeafWithProof,
  OpenEvidence,
  ProvenLeaf,
} from '../../src/history/evidence.js';
import { treeHasher } from '../../src/merkle/hasher.js';

const hasher = treeHasher('sha3-256');

/** A ledger: what is said at each sequence; a chain and a tree over it. */
export class Model {
  readonly tree = new Tree('sha3-256');
  readonly hashes: Uint8Array[] = [];
  readonly words: readonly string[];

  constructor(words: readonly string[]) {
    this.words = words;
    for (const word of words) {
      const before = this.hashes.at(-1) ?? new Uint8Array(32);
      const own = hash('sha3-256', before, Buffer.from(word));
      this.hashes.push(own);
      this.tree.append(own);
    }
  }

  get size(): number {
    return this.words.length;
  }

  leaf(sequence: number, kind: 'record' | 'stub'): ProvenLeaf {
    const recordHash = this.hashes[sequence] as Uint8Array;
    if (kind === 'stub') return { sequence, recordHash, stub: { reason: 'link' } };
    const before = this.hashes[sequence - 1] ?? new Uint8Array(32);
    return {
      sequence,
      recordHash,
      record: {
        recordId: `${this.words[sequence]}-${sequence}`,
        recordedAt: BigInt(sequence),
        recordedAtText: String(sequence),
        type: 'event',
        previousHash: hashText('sha3-256', before),
        sealed: new Map(),
      },
    };
  }
}

export interface BundleOptions {
  readonly ledger: Model;
  readonly size: number;
  readonly shown: readonly number[];
  readonly stubs?: readonly number[];
  readonly lines?: readonly number[];
  readonly batch?: boolean;
  readonly counted?: boolean;
  readonly erasures?: readonly Erasure[];
  readonly name?: string;
  /** Changes a leaf on its way out. */
  readonly change?: (leaf: ProvenLeaf) => ProvenLeaf;
  readonly disclosed?: readonly string[];
}

/** A bundle in memory. */
export function bundleOf(options: BundleOptions): HistoryBundle {
  const { ledger, size, shown, stubs = [], lines = [], batch = false } = options;
  const { tree } = ledger;
  const proven = [...new Set([...shown, ...stubs])].sort((a, b) => a - b);
  async function* leaves(): AsyncGenerator<LeafWithProof> {
    for (const sequence of proven) {
      const plain = ledger.leaf(sequence, shown.includes(sequence) ? 'record' : 'stub');
      const leaf = options.change?.(plain) ?? plain;
      const disclosed = (): ReadonlySet<string> => new Set(options.disclosed ?? []);
      yield batch ? { leaf, disclosed } : { leaf, disclosed, path: tree.path(sequence, size) };
    }
  }
  const evidence = (): OpenEvidence => ({
    leaves() {
      const hashes = batch ? [...tree.batch(Uint32Array.from(proven), size)] : undefined;
      return { all: leaves(), takeHash: hashes && (() => hashes.shift()) };
    },
    async *lines() {
      for (const line of lines)
        yield {
          treeSize: line,
          rootHash: tree.root(line),
          path: tree.consistency(line, size),
          line: new Uint8Array(0),
        };
    },
    checkpoint: async () => new Uint8Array(0),
  });
  return {
    name: options.name ?? `bundle of ${size}`,
    counted: options.counted ?? true,
    treeSize: size,
    rootHash: tree.root(size),
    erasures: options.erasures ?? [],
    erasuresLeftOut: 0,
    hasLines: lines.length > 0,
    open: (use) => use(evidence()),
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** All that a bundle proves, as hashes of ranges of leaves: read off the definition of the tree, with the whole ledger at hand. */
function claimsOf({
  ledger,
  size,
  shown,
  stubs = [],
  lines = [],
}: BundleOptions): Map<string, string> {
  const claims = new Map<string, string>();
  const proven = [...shown, ...stubs];
  const walk = (lo: number, hi: number, isOpen: (lo: number, hi: number) => boolean): void => {
    claims.set(`${lo} ${hi}`, hex(ledger.tree.range(lo, hi)));
    if (hi - lo === 1 || !isOpen(lo, hi)) return;
    const middle = splitOf(lo, hi);
    walk(lo, middle, isOpen);
    walk(middle, hi, isOpen);
  };
  walk(0, size, (lo, hi) => proven.some((leaf) => lo <= leaf && leaf < hi));
  walk(0, size, (lo, hi) => lines.some((line) => lo < line && line < hi));
  for (const line of lines) claims.set(`0 ${line}`, hex(ledger.tree.root(line)));
  for (const record of shown)
    if (record > 0)
      claims.set(`${record - 1} ${record}`, hex(ledger.tree.range(record - 1, record)));
  return claims;
}

/** True if no ledger at all could have made these bundles: some range of leaves would need two hashes. */
export function isContradiction(set: readonly BundleOptions[]): boolean {
  const known = new Map<string, string>();
  for (const claims of set.map(claimsOf)) {
    for (const [range, value] of claims) {
      if ((known.get(range) ?? value) !== value) return true;
      known.set(range, value);
    }
  }
  const derived = (lo: number, hi: number): string | undefined => {
    if (hi - lo === 1) return known.get(`${lo} ${hi}`);
    const middle = splitOf(lo, hi);
    const [left, right] = [value(lo, middle), value(middle, hi)];
    if (left === undefined || right === undefined) return undefined;
    return hex(hasher.nodeHash(Buffer.from(left, 'hex'), Buffer.from(right, 'hex')));
  };
  const value = (lo: number, hi: number): string | undefined =>
    known.get(`${lo} ${hi}`) ?? derived(lo, hi);
  return [...known].some(([range, stated]) => {
    const [lo = 0, hi = 0] = range.split(' ').map(Number);
    return (derived(lo, hi) ?? stated) !== stated;
  });
}

/** True if `later` alone determines the root of its tree at `size`. */
export function determines(later: BundleOptions, size: number): boolean {
  if (size === later.size) return true;
  const claims = claimsOf({ ...later, shown: later.shown });
  // Without what previous_hash names: a leaf beside the tree's own proof adds no root.
  const pieces = (lo: number, hi: number): boolean => {
    if (claims.has(`${lo} ${hi}`) && isPerfect(lo, hi)) return true;
    if (hi - lo === 1) return false;
    const middle = splitOf(lo, hi);
    return pieces(lo, middle) && pieces(middle, hi);
  };
  return pieces(0, size);
}

function isPerfect(lo: number, hi: number): boolean {
  return Number.isInteger(Math.log2(hi - lo)) && lo % (hi - lo) === 0;
}

function splitOf(lo: number, hi: number): number {
  let k = 1;
  while (2 * k < hi - lo) k *= 2;
  return lo + k;
}
