// Plots as data: what is drawn, not how. Labels may be foreign text; a renderer escapes and shortens them.

/** How a mark is filled: told apart in grey by pattern, and named beside the mark, so that no colour carries meaning. */
export type Fill = 'solid' | 'mid' | 'light' | 'lines' | 'cross' | 'dots' | 'bars' | 'empty';

/** A stretch of the period that plots count by. */
export interface PlotBucket {
  readonly label: string;
  /** It touches a stretch in which records may be missing: it is outlined, and its bars may be too low. */
  readonly gap: boolean;
}

export interface Series {
  readonly label: string;
  readonly fill: Fill;
  readonly values: readonly number[];
}

export type PlotSpec =
  /** One bar for each bucket; the series stand upon each other, the first at the bottom. */
  | {
      readonly kind: 'stacked';
      readonly buckets: readonly PlotBucket[];
      readonly series: readonly Series[];
    }
  /** One row of small bars for each series, each on a scale of its own with its maximum named. */
  | {
      readonly kind: 'multiples';
      readonly buckets: readonly PlotBucket[];
      readonly series: readonly Series[];
    }
  /** Horizontal bars, longest first, each with its number. */
  | {
      readonly kind: 'bars';
      readonly bars: readonly {
        readonly label: string;
        readonly fill: Fill;
        readonly value: number;
      }[];
    }
  /** Horizontal bars of one length, divided into parts. */
  | {
      readonly kind: 'parts';
      readonly parts: readonly { readonly label: string; readonly fill: Fill }[];
      readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[];
    }
  /** Stretches of time, one lane under the other; positions are thousandths of the period. */
  | {
      readonly kind: 'strip';
      readonly ticks: readonly { readonly at: number; readonly label: string }[];
      readonly lanes: readonly {
        readonly label: string;
        readonly stretches: readonly {
          readonly from: number;
          readonly to: number;
          readonly fill: Fill;
          /** Said in the stretch if there is room. */
          readonly words?: string;
        }[];
      }[];
    }
  | CodePlot
  | TreePlot
  | MomentsPlot;

/** A Merkle tree: which of its leaves a bundle shows, which hashes stand for the others, and the way to the root (RFC 9162 §2.1). */
export interface TreePlot {
  readonly kind: 'tree';
  /** Leaves of the tree. */
  readonly size: number;
  /** Sequences that the bundle shows, ascending: all of `from` to `to` if `leaves` says so, else some of them. */
  readonly ranges: readonly {
    readonly from: number;
    readonly to: number;
    readonly leaves: number;
  }[];
}

/** Moments and stretches of time, one a line, each with its words; positions are thousandths of the axis. */
export interface MomentsPlot {
  readonly kind: 'moments';
  readonly fills: readonly { readonly label: string; readonly fill: Fill }[];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly lanes: readonly {
    readonly label: string;
    readonly from: number;
    /** The same as `from` for a moment. */
    readonly to: number;
    /** Goes on beyond the axis. */
    readonly open?: boolean;
    readonly fill: Fill;
    readonly words: string;
  }[];
}

/** A square code for machines: rows of squares, true where one is dark. */
export interface CodePlot {
  readonly kind: 'code';
  readonly squares: readonly (readonly boolean[])[];
}
