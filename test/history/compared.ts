// A set as the comparison judges it, held against the naive account of it.

import { expect } from 'vitest';
import type { TreeHash } from '../../exporter/tree.js';
import { compareBundles } from '../../src/history/history.js';
import type { Random } from '../support/random.js';
import { type BundleOptions, bundleOf } from './model.js';
import type { RandomSet } from './random-set.js';
import { groupsOf, type Held, isContradiction, ruleCodes } from './reference.js';

interface Compared {
  readonly failed: boolean;
  /** Sorted, each once. */
  readonly codes: readonly string[];
  /** Places of contradictions, sorted: the same for every order of the bundles. */
  readonly places: readonly string[];
  /** Sizes of heads. */
  readonly groups: readonly (readonly number[])[];
}

export async function compared(
  set: readonly BundleOptions[],
  hashName: TreeHash,
  held?: Held,
): Promise<Compared> {
  const { checks, groups, heads } = await compareBundles(
    {
      ...{ origin: 'ledger', hashName, bundles: set.map(bundleOf) },
      ...(held === undefined
        ? {}
        : {
            held: {
              treeSize: held.size,
              rootHash: held.ledger.tree.root(held.size),
              isSigned: true,
            },
          }),
    },
    1_000,
  );
  const findings = checks.flatMap((check) => check.findings);
  return {
    failed: checks.some(({ status }) => status === 'failed'),
    codes: [...new Set(findings.map(({ code }) => code))].sort(),
    places: [
      ...new Set(
        findings
          .filter(({ outcome }) => outcome === 'fail')
          .map(({ code, where }) => `${code} ${JSON.stringify(where)}`),
      ),
    ].sort(),
    groups: groups.map((group) => group.map((at) => heads[at]?.treeSize ?? -1)),
  };
}

/** What a random set was an example of. */
export type Seen = 'tree' | 'rules' | 'one history' | 'hidden fork' | 'held' | 'told';

const TREE = new Set([
  ...['SET_LEAF_CONFLICT', 'SET_SUBTREE_CONFLICT', 'SET_HEAD_CONFLICT', 'SET_ROOT_CONFLICT'],
  ...['SET_CHECKPOINT_CONFLICT', 'SET_ERASURE_MISMATCH'],
]);

/** Compares a set in two orders, and each with the naive account. @returns what it was an example of */
export async function checkRandomSet(
  { set, hashName, held, ledgers }: RandomSet,
  random: Random,
  name: string,
): Promise<readonly Seen[]> {
  const about = `${name}: ${JSON.stringify(
    set.map(({ ledger, ...rest }) => ({ ...rest, said: ledger.said })),
    (_, v) => (typeof v === 'bigint' ? String(v) : v),
  )}`;
  const given = await compared(set, hashName, held);
  expect(await compared(random.shuffled(set), hashName, held), about).toEqual(given);
  const counted = set.filter((one) => one.counted !== false);
  const isForked = isContradiction(counted, { held, erasures: 'none' });
  const rules = ruleCodes(counted);
  // What an erasure names is no leaf that is proven: told at the leaf, or above it where its sibling and their parent are known.
  const isMisnamed = !isForked && isContradiction(counted, { held });
  if (isForked) {
    expect(given.failed, about).toBe(true);
    expect(
      given.codes.some((code) => TREE.has(code)),
      about,
    ).toBe(true);
    return ['tree'];
  }
  const told = given.codes.includes('SET_BUNDLE_DISAGREES');
  // That no ledger could have made all of them, though one could have made those that count, is told; and only that.
  if (isMisnamed) {
    if (isContradiction(set, { held, erasures: 'none' })) expect(told, about).toBe(true);
  } else expect(told, about).toBe(isContradiction(set, { held, erasures: 'of counted' }));
  expect(given.failed, `${[...rules]} ${about}`).toBe(rules.size > 0 || isMisnamed);
  const groups = groupsOf(counted, held);
  if (rules.size > 0 || isMisnamed) {
    const fails = given.codes.filter((code) => code !== 'SET_BUNDLE_DISAGREES');
    const isOther = (code: string): boolean => !isMisnamed || !TREE.has(code);
    expect(fails.filter(isOther), about).toEqual([...rules].filter(isOther).sort());
    if (isMisnamed) expect([about, fails.every(isOther)]).toEqual([about, false]);
    return [...(told ? (['told'] as const) : []), 'rules'];
  }
  expect(given.groups, about).toEqual(groups);
  const near = new Set(held && groups.filter((group) => group.includes(held.size)).flat());
  const isLoose = held !== undefined && counted.some(({ size }) => !near.has(size));
  expect(given.codes.includes('SET_CHECKPOINT_NOT_CONTINUED'), about).toBe(isLoose);
  expect(given.codes.includes('SET_HISTORY_NOT_SHOWN'), about).toBe(groups.length > 1);
  return [
    ...(told ? (['told'] as const) : []),
    ...(held === undefined ? [] : (['held'] as const)),
    ledgers > 1 ? 'hidden fork' : 'one history',
  ];
}
