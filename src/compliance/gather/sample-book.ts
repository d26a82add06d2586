// What each bundle of a report came to for the ids of the auditor's list (docs/MANUAL.md §2): of each id, the word that says most.

import type { SampleList } from '../../papers/sample-list.js';
import type { SampleResult, SampleRow } from '../../transcript/transcript.js';

export interface HeldRow {
  readonly row: SampleRow;
  readonly bundle: number;
  readonly counted: boolean;
}

/** What says most comes first; what a bundle that does not count has to say comes after all that counts. */
const STRENGTH: readonly SampleRow['state'][] = [
  'erased',
  'verified',
  'failed',
  'unproven',
  'absent',
];

export class SampleBook {
  readonly list: SampleList;
  /** One for each id, in the order of the list, once a bundle was added. */
  readonly held: HeldRow[] = [];

  constructor(list: SampleList) {
    this.list = list;
  }

  /** Takes what one bundle came to for each id of the list. */
  add({ rows }: SampleResult, bundle: number, counted: boolean): void {
    rows.forEach((row, i) => {
      const known = this.held[i];
      const next = { row, bundle, counted };
      if (known === undefined || rank(next) < rank(known)) this.held[i] = next;
    });
  }
}

function rank({ row, counted }: HeldRow): number {
  const isOpen = row.state === 'absent' || row.state === 'unproven' || counted;
  return STRENGTH.indexOf(row.state) + (isOpen ? 0 : 2);
}
