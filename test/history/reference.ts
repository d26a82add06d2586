// A naive account of what a set of bundles proves, with every ledger at hand: hashes of ranges of leaves read off the definition of the
// tree, and the rules over records and erasures as the specification states them (docs/SPEC.md §13.5).

import type { SetCode } from '../../src/catalogue/codes/sets.js';
import { treeHasher } from '../../src/merkle/hasher.js';
import type { BundleOptions, Model } from './model.js';

/** A head that the auditor holds. */
export interface Held {
  readonly ledger: Model;
  readonly size: number;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What a bundle proves of its tree: `lo hi` to the hash of these leaves. */
function claimsOf({
  ledger,
  size,
  shown,
  stubs = [],
  lines = [],
}: BundleOptions): [string, string][] {
  const claims: [string, string][] = [];
  const claim = (lo: number, hi: number): unknown =>
    claims.push([`${lo} ${hi}`, hex(ledger.tree.range(lo, hi))]);
  const proven = [...shown, ...stubs];
  const walk = (lo: number, hi: number, isOpen: (lo: number, hi: number) => boolean): void => {
    claim(lo, hi);
    if (hi - lo === 1 || !isOpen(lo, hi)) return;
    const middle = splitOf(lo, hi);
    walk(lo, middle, isOpen);
    walk(middle, hi, isOpen);
  };
  walk(0, size, (lo, hi) => proven.some((leaf) => lo <= leaf && leaf < hi));
  walk(0, size, (lo, hi) => lines.some((line) => lo < line && line < hi));
  for (const line of lines) claim(0, line);
  for (const record of shown) if (record > 0) claim(record - 1, record);
  return claims;
}

/** What the erasures that a bundle shows say of the leaves that they name. */
function erasureClaims({ ledger, shown }: BundleOptions): [string, string][] {
  const { leafHash } = treeHasher(ledger.tree.algorithm);
  return shown.flatMap((sequence): [string, string][] => {
    const { target } = ledger.erasureAt(sequence) ?? {};
    if (target === undefined) return [];
    const stated = Buffer.from(target.recordHash.slice('sha3-256:'.length), 'hex');
    return [[`${target.sequence} ${target.sequence + 1}`, hex(leafHash(stated))]];
  });
}

/** True if no ledger at all could have made these bundles: some range of leaves would need two hashes. */
export function isContradiction(
  set: readonly BundleOptions[],
  {
    held,
    erasures = 'of all',
  }: {
    readonly held?: Held | undefined;
    readonly erasures?: 'of all' | 'of counted' | 'none';
  } = {},
): boolean {
  const [first] = set;
  if (first === undefined) return false;
  const { nodeHash } = treeHasher(first.ledger.tree.algorithm);
  const known = new Map<string, string>();
  const claims = [
    ...set.flatMap(claimsOf),
    ...set
      .filter(({ counted }) => erasures === 'of all' || (erasures !== 'none' && counted !== false))
      .flatMap(erasureClaims),
    ...(held === undefined
      ? []
      : [[`0 ${held.size}`, hex(held.ledger.tree.root(held.size))] as const]),
  ];
  for (const [range, value] of claims) {
    if ((known.get(range) ?? value) !== value) return true;
    known.set(range, value);
  }
  const derived = (lo: number, hi: number): string | undefined => {
    if (hi - lo === 1) return known.get(`${lo} ${hi}`);
    const middle = splitOf(lo, hi);
    const [left, right] = [value(lo, middle), value(middle, hi)];
    if (left === undefined || right === undefined) return undefined;
    return hex(nodeHash(Buffer.from(left, 'hex'), Buffer.from(right, 'hex')));
  };
  const value = (lo: number, hi: number): string | undefined =>
    known.get(`${lo} ${hi}`) ?? derived(lo, hi);
  return [...known].some(([range, stated]) => {
    const [lo = 0, hi = 0] = range.split(' ').map(Number);
    return (derived(lo, hi) ?? stated) !== stated;
  });
}

/** Codes of the rules over all records and erasures of bundles that prove no two trees. */
export function ruleCodes(set: readonly BundleOptions[]): Set<SetCode> {
  const codes = new Set<SetCode>();
  const records = new Map(
    set.flatMap(({ ledger, shown }) =>
      shown.map((sequence) => [sequence, ledger.leaf(sequence, 'record').record] as const),
    ),
  );
  const all = [...records].sort(([a], [b]) => a - b).flatMap(([, record]) => record ?? []);
  const isTwice = (texts: readonly string[]): boolean => new Set(texts).size < texts.length;
  if (isTwice(all.map(({ recordId }) => recordId))) codes.add('SET_ID_DUPLICATE');
  if (isTwice(all.flatMap(({ sealed }) => [...sealed.values()])))
    codes.add('SET_COMMITMENT_DUPLICATE');
  if (all.some((one, i) => all.slice(i).some((later) => later.recordedAt < one.recordedAt)))
    codes.add('SET_CLOCK_BACKWARDS');
  const erasures = new Map(
    set.flatMap(({ ledger, shown }) =>
      shown.flatMap((sequence) => {
        const erasure = ledger.erasureAt(sequence);
        return erasure === undefined ? [] : [[sequence, erasure] as const];
      }),
    ),
  );
  for (const [at, { target, fields }] of erasures) {
    const record = records.get(target.sequence);
    if (record === undefined) continue;
    if (
      record.recordId !== target.recordId ||
      record.recordedAt !== target.recordedAt ||
      record.type !== target.type
    )
      codes.add('SET_ERASURE_MISMATCH');
    for (const { shown, size, disclosed } of set) {
      if (!shown.includes(target.sequence)) continue;
      if (fields === undefined && size > at) codes.add('SET_SHOWN_AFTER_ERASURE');
      for (const field of fields ?? []) {
        if (!record.sealed.has(field)) codes.add('SET_ERASURE_FIELD_UNKNOWN');
        else if (size > at && disclosed?.(target.sequence).includes(field))
          codes.add('SET_DISCLOSED_AFTER_ERASURE');
      }
    }
  }
  return codes;
}

/** True if `later` alone determines the root of its tree at `size`. */
function determines(later: BundleOptions, size: number): boolean {
  if (size === later.size) return true;
  const claims = new Set(claimsOf(later).map(([range]) => range));
  // Without what previous_hash names: a leaf beside the tree's own proof adds no root.
  const pieces = (lo: number, hi: number): boolean => {
    if (claims.has(`${lo} ${hi}`) && isPerfect(lo, hi)) return true;
    if (hi - lo === 1) return false;
    const middle = splitOf(lo, hi);
    return pieces(lo, middle) && pieces(middle, hi);
  };
  return pieces(0, size);
}

/** Sizes of heads that are shown to be of one history, by definition: chains of bundles each of which determines the root before. */
export function groupsOf(set: readonly BundleOptions[], held?: Held): number[][] {
  const sizes = [...set.map(({ size }) => size), ...(held === undefined ? [] : [held.size])];
  const all = [...new Set(sizes)].sort((a, b) => a - b);
  const direct = (a: number, b: number): boolean =>
    a === b || (a < b && set.some((one) => one.size === b && determines(one, a)));
  const reaches = (a: number, b: number): boolean =>
    direct(a, b) || all.some((via) => a < via && via < b && direct(a, via) && reaches(via, b));
  const tops = all.filter((top) => !all.some((more) => more > top && reaches(top, more)));
  return tops.map((top) => all.filter((one) => reaches(one, top)));
}

function isPerfect(lo: number, hi: number): boolean {
  return Number.isInteger(Math.log2(hi - lo)) && lo % (hi - lo) === 0;
}

function splitOf(lo: number, hi: number): number {
  let k = 1;
  while (2 * k < hi - lo) k *= 2;
  return lo + k;
}
