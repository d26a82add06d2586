// Which nodes of a Merkle tree a picture shows (RFC 9162 §2.1.1: the left subtree of n leaves has the largest power of two below n).
// A tree of millions is opened only where a subtree is neither shown as a whole nor given as one hash, the largest first.

import type { TreePlot } from './plot-spec.js';

export interface TreeNode {
  /** Leaves `from` to `to`, both included. */
  readonly from: number;
  readonly to: number;
  /** All of its leaves are shown; none, so the proof has its hash; or some. */
  readonly kind: 'shown' | 'given' | 'part';
  /** Set where the node is opened. */
  children?: readonly [TreeNode, TreeNode];
}

export interface GrownTree {
  readonly root: TreeNode;
  /** Nodes that are not opened, in a row. */
  readonly columns: number;
  /** Levels below the root. */
  readonly depth: number;
  /** True if a node that is not opened is shown in part. */
  readonly isPart: boolean;
}

/** Opens a tree as far as so many columns allow. */
export function growTree({ size, ranges }: TreePlot, most: number): GrownTree {
  const nodeOf = (from: number, to: number): TreeNode => ({
    from,
    to,
    kind: kindOf(from, to, ranges),
  });
  const root = nodeOf(0, Math.max(0, size - 1));
  const ends: TreeNode[] = [root];
  const open = (at: number): void => {
    const node = ends[at];
    if (node === undefined) return;
    const middle = node.from + largestPowerOfTwoBelow(node.to - node.from + 1);
    node.children = [nodeOf(node.from, middle - 1), nodeOf(middle, node.to)];
    ends.splice(at, 1, ...node.children);
  };
  const openAll = (which: (node: TreeNode) => boolean): void => {
    while (ends.length < most) {
      const wide = ends.filter((node) => node.to > node.from && which(node));
      const largest = Math.max(...wide.map(({ from, to }) => to - from));
      const next = wide.find(({ from, to }) => to - from === largest);
      if (next === undefined) return;
      open(ends.indexOf(next));
    }
  };
  openAll((node) => node.kind === 'part' && !isLoose(node, ranges));
  // Leaf by leaf, if all that are shown have room.
  const shown = ends.filter(({ kind }) => kind === 'shown');
  const leaves = shown.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (ends.length - shown.length + leaves <= most) openAll(({ kind }) => kind === 'shown');
  return {
    root,
    columns: ends.length,
    depth: depthOf(root),
    isPart: ends.some(({ kind }) => kind === 'part'),
  };
}

/** How many hashes a batch proof needs for these leaves (docs/SPEC.md §6.1); undefined where a range does not say which they are. */
export function givenHashes({ size, ranges }: TreePlot): number | undefined {
  if (ranges.some(({ from, to, leaves }) => leaves !== to - from + 1)) return undefined;
  const count = (from: number, to: number): number => {
    const kind = kindOf(from, to, ranges);
    if (kind !== 'part') return kind === 'given' ? 1 : 0;
    const middle = from + largestPowerOfTwoBelow(to - from + 1);
    return count(from, middle - 1) + count(middle, to);
  };
  return size === 0 ? 0 : count(0, size - 1);
}

function kindOf(from: number, to: number, ranges: TreePlot['ranges']): TreeNode['kind'] {
  const touching = ranges.filter((range) => range.from <= to && range.to >= from);
  if (touching.length === 0) return 'given';
  const isWhole = touching.some(
    (range) => range.from <= from && range.to >= to && range.leaves === range.to - range.from + 1,
  );
  return isWhole ? 'shown' : 'part';
}

/** True if the node lies in a range of which some leaves are shown, nobody knows which. */
function isLoose({ from, to }: TreeNode, ranges: TreePlot['ranges']): boolean {
  return ranges.some((range) => range.from <= from && range.to >= to);
}

function largestPowerOfTwoBelow(n: number): number {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
}

function depthOf({ children }: TreeNode): number {
  return children === undefined ? 0 : 1 + Math.max(...children.map(depthOf));
}
