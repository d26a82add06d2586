// What the leaves add up to (docs/SPEC.md §16.1), as far as it is proven: nothing without the inclusion of every leaf, nothing
// erased without its logged erasure.

import type { LeavesFacts } from '../checks/leaves.js';
import type { EvidenceSummary } from './transcript.js';

/**
 * Sums up proven leaves. What is called erased is counted only where the erasures hold, and is withheld otherwise (§9.4).
 * @param proven true if every leaf has been proven to be in the tree; `logged` if `erasures/logged` has passed
 */
export function evidenceOf(
  leaves: LeavesFacts | undefined,
  { proven, logged }: { readonly proven: boolean; readonly logged: boolean },
): EvidenceSummary {
  if (leaves === undefined || !proven) {
    return {
      records: 0,
      selected: 0,
      shown_in_addition: 0,
      link_stubs: 0,
      erased_records: [],
      sealed_fields: { disclosed: 0, erased: 0, withheld: 0 },
    };
  }
  const { count, disclosures, erasures } = leaves;
  const erasedFields = logged ? erasures.erasedFields : 0;
  return {
    records: count.records,
    selected: count.selected,
    shown_in_addition: count.records - count.selected,
    link_stubs: count.linkStubs,
    erased_records: (logged ? erasures.wholeRecords() : []).map(
      ({ target, sequence, legalGround, loggedAtText }) => ({
        sequence: target.sequence,
        record_id: target.recordId,
        legal_ground: legalGround,
        logged_at: loggedAtText,
        erasure: sequence,
      }),
    ),
    sealed_fields: {
      disclosed: disclosures.disclosed,
      erased: erasedFields,
      withheld: disclosures.sealed - disclosures.disclosed - erasedFields,
    },
    leaf_ranges: count.ranges.all,
    ...(count.firstRecordedAt === undefined ? {} : { first_recorded_at: count.firstRecordedAt }),
    ...(count.lastRecordedAt === undefined ? {} : { last_recorded_at: count.lastRecordedAt }),
  };
}
