// Where bundles were found to differ, so that what follows from a difference is told once (docs/SPEC.md §13.5): a subtree differs where
// a part of it does, and two trees where a part of both does.

import { beginOf, type Fact, WHOLE } from './facts.js';

export class Differences {
  /** By pair of bundles: where the last difference between them begins. */
  readonly #last = new Map<string, number>();
  /** Of counted bundles: what does not count must not hide what they differ in; and of all. */
  readonly #deepest = { counted: -1, all: -1 };

  /** Notes that two facts of one place differ. */
  remember(a: Fact, b: Fact): void {
    const [one, other] = [oneOf(a), oneOf(b)];
    // What an erasure names is in no tree: no other difference follows from it.
    if ([a, b].some(({ means, isNamed }) => means === 'erasure' || isNamed === true)) return;
    if (a.level === WHOLE || one === other) return;
    const begin = beginOf(a);
    this.#deepest.all = Math.max(this.#deepest.all, begin);
    if (isCounted(a, b)) this.#deepest.counted = Math.max(this.#deepest.counted, begin);
    if (one === undefined || other === undefined) return;
    const key = keyOf(one, other);
    this.#last.set(key, Math.max(this.#last.get(key) ?? -1, begin));
  }

  /** True if two facts of one place differ because something below them does. */
  explain(a: Fact, b: Fact): boolean {
    const [one, other] = [oneOf(a), oneOf(b)];
    if (one === undefined || other === undefined)
      return this.#deepest[isCounted(a, b) ? 'counted' : 'all'] >= beginOf(a);
    return (this.#last.get(keyOf(one, other)) ?? -1) >= beginOf(a);
  }
}

function isCounted(a: Fact, b: Fact): boolean {
  return a.voice.counted && b.voice.counted;
}

/** The bundle of a fact; undefined if several say it together. */
function oneOf({ voice: { bundles } }: Fact): number | undefined {
  return bundles.length === 1 ? bundles[0] : undefined;
}

function keyOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
