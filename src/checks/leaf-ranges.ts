// Where the leaves of a bundle are in their ledger (docs/SPEC.md §16.1), in a few ranges however many leaves there are: sequences in
// a row are one range, and where there are too many ranges the two that are nearest become one. Totals stay exact.

/** Leaves from `from` to `to`, both included: all of the sequences between if `leaves` says so, else some. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
  readonly leaves: number;
  /** Of the leaves, those shown as a record; the others are a hash. */
  readonly records: number;
}

/** More than a picture can show apart, and no more than a reader of the document would read. */
export const RANGES = 64;

export class LeafRanges {
  readonly #ranges: LeafRange[] = [];

  /** The ranges, ascending. */
  get all(): readonly LeafRange[] {
    return this.#ranges;
  }

  /** Adds leaves in a row, behind those that were added before. */
  add(from: number, leaves: number, records: number): void {
    const ranges = this.#ranges;
    const to = from + leaves - 1;
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === from)
      ranges[ranges.length - 1] = joined(last, { from, to, leaves, records });
    else ranges.push({ from, to, leaves, records });
    if (ranges.length > RANGES) this.#joinNearest();
  }

  #joinNearest(): void {
    const ranges = this.#ranges;
    let [nearest, least] = [1, Number.POSITIVE_INFINITY];
    for (let i = 1; i < ranges.length; i += 1) {
      const gap = (ranges[i]?.from ?? 0) - (ranges[i - 1]?.to ?? 0);
      if (gap < least) [nearest, least] = [i, gap];
    }
    const [before, after] = ranges.slice(nearest - 1, nearest + 1);
    if (before !== undefined && after !== undefined)
      ranges.splice(nearest - 1, 2, joined(before, after));
  }
}

function joined(before: LeafRange, after: LeafRange): LeafRange {
  return {
    from: before.from,
    to: after.to,
    leaves: before.leaves + after.leaves,
    records: before.records + after.records,
  };
}
