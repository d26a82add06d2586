// Lays out a Merkle tree of any size in as many columns as the sheet has room for: a subtree of which every leaf is shown, or none, is
// one mark, and what is between them and the root is drawn node by node. Beneath: where in the ledger the shown leaves are.

import { grouped } from './block.js';
import { LABEL, type Sheet } from './plot-marks.js';
import type { TreePlot } from './plot-spec.js';
import { growTree, type TreeNode } from './tree-nodes.js';

/** Least width of a column, and most. */
const PITCH = 13;
const WIDEST = 58;
const BOX = 8;
const NODE = 4.6;
/** A tree is as high as it needs, up to this. */
const HEIGHT = 200;
const [LEAST_STEP, MOST_STEP] = [9, 30];

export function layOutTree(sheet: Sheet, spec: TreePlot): number {
  const { root, columns, depth, isPart } = growTree(spec, Math.floor(sheet.width / PITCH));
  const top = sheet.legend([
    { label: 'leaves shown', fill: 'solid' },
    { label: 'given as a hash', fill: 'lines' },
    { label: 'computed from these', fill: 'empty' },
    ...(isPart ? [{ label: 'some leaves shown', fill: 'cross' } as const] : []),
  ]);
  const pitch = Math.min(WIDEST, sheet.width / columns);
  const step = Math.max(LEAST_STEP, Math.min(MOST_STEP, HEIGHT / Math.max(1, depth)));
  const drawing = new Drawing(sheet, pitch, step, (sheet.width - pitch * columns) / 2, top + 16);
  drawing.node(root, 0);
  const foot = drawing.foot + 8;
  // A tree whose leaves all have a column of their own needs no map.
  return columns >= spec.size ? foot : map(sheet, spec, foot + 4);
}

class Drawing {
  readonly #sheet: Sheet;
  readonly #pitch: number;
  readonly #step: number;
  readonly #left: number;
  readonly #top: number;
  #column = 0;
  /** The lowest line that anything is drawn on. */
  foot = 0;

  constructor(sheet: Sheet, pitch: number, step: number, left: number, top: number) {
    this.#sheet = sheet;
    this.#pitch = pitch;
    this.#step = step;
    this.#left = left;
    this.#top = top;
  }

  /** Draws a node with what is below it. Returns its middle. */
  node(node: TreeNode, depth: number): number {
    const y = this.#top + depth * this.#step;
    const { children } = node;
    const x =
      children === undefined
        ? this.#left + (this.#column++ + 0.5) * this.#pitch
        : this.#inner(children, depth, y);
    if (depth === 0) this.#sheet.text('root', x, y - 7, LABEL, 'middle');
    if (children === undefined) this.#end(node, x, y);
    else this.#sheet.box('empty', x - NODE / 2, y - NODE / 2, NODE, NODE);
    return x;
  }

  #inner(children: readonly [TreeNode, TreeNode], depth: number, y: number): number {
    const below = y + this.#step;
    const ends = children.map((child) => this.node(child, depth + 1));
    const x = ends.reduce((sum, end) => sum + end, 0) / 2;
    children.forEach((child, i) => {
      // What leads from a shown leaf to the root is drawn in ink.
      const isWay = child.kind !== 'given';
      const [tone, width] = isWay ? (['ink', 1] as const) : (['grid', 0.8] as const);
      const half = child.children === undefined ? BOX / 2 : NODE / 2;
      this.#sheet.line(x, y + NODE / 2, ends[i] ?? x, below - half, tone, width);
    });
    return x;
  }

  /** A subtree that is drawn as one mark, with what it holds beneath. */
  #end(node: TreeNode, x: number, y: number): void {
    const sheet = this.#sheet;
    const fill = ({ shown: 'solid', given: 'lines', part: 'cross' } as const)[node.kind];
    const width = Math.min(this.#pitch * 0.74, 24);
    sheet.box(fill, x - width / 2, y - BOX / 2, width, BOX);
    const below = y + BOX / 2;
    const words = wordsOf(node);
    const own = sheet.ruler.width(words, LABEL);
    if (own <= this.#pitch - 2) {
      sheet.text(words, x, below + 8, LABEL, 'middle');
      this.foot = Math.max(this.foot, below + 10);
    } else if (node.kind === 'shown' && node.from === node.to && this.#pitch >= LABEL + 1) {
      sheet.upward(words, x + 2.2, below + 3 + own, LABEL);
      this.foot = Math.max(this.foot, below + 5 + own);
    } else this.foot = Math.max(this.foot, below);
  }
}

/** `17`, the sequence of a leaf; `×512`, how many leaves a subtree has. */
function wordsOf({ from, to }: TreeNode): string {
  return from === to ? grouped(from) : `×${grouped(to - from + 1)}`;
}

/** Where the shown leaves are, to scale. */
function map(sheet: Sheet, { size, ranges }: TreePlot, y: number): number {
  const { width, ruler } = sheet;
  sheet.text('Where in the ledger', 0, y + 6, LABEL);
  const top = y + 10;
  sheet.box('empty', 0, top, width, 7);
  for (const { from, to, leaves } of ranges) {
    const x = Math.min((from * width) / size, width - 1.6);
    const end = Math.max(x + 1.6, ((to + 1) * width) / size);
    sheet.box(leaves === to - from + 1 ? 'solid' : 'cross', x, top, end - x, 7);
  }
  const last = grouped(size - 1);
  sheet.text('0', 0, top + 15, LABEL);
  sheet.text(last, width, top + 15, LABEL, 'end');
  const [first, end] = [ranges[0], ranges.at(-1)];
  if (first === undefined || end === undefined) return top + 20;
  const words =
    first.from === end.to ? grouped(first.from) : `${grouped(first.from)} … ${grouped(end.to)}`;
  const own = ruler.width(words, LABEL);
  const middle = ((first.from + end.to + 1) * width) / (2 * size);
  const low = ruler.width('0', LABEL) + 6 + own / 2;
  const high = width - ruler.width(last, LABEL) - 6 - own / 2;
  if (low <= high)
    sheet.text(words, Math.max(low, Math.min(middle, high)), top + 15, LABEL, 'middle');
  return top + 20;
}
