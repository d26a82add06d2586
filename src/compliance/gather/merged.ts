// What became of one bundle of a report: its verdict, and how many of its records were new.

import type { Selection } from '../../bundle/selection.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { Shown } from './shown.js';

export interface MergedBundle {
  readonly transcript: Transcript;
  readonly kind: Selection['kind'] | undefined;
  /** Absent unless the bundle is counted. */
  readonly shown: Shown | undefined;
  readonly records: number;
  readonly fresh: number;
  readonly repeated: number;
  readonly differing: number;
  readonly notMerged: number;
}
