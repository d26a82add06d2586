// Where an id or a commitment that stands in two records of a set stands the first time (docs/SPEC.md §13.5). Fingerprints do not say, so
// the records are read again; this happens only to a set that has failed.

import type { HistoryBundle } from './evidence.js';
import type { FindingBook } from './findings.js';
import type { RecordRules } from './records.js';

/** Reports the repetitions that were noticed, each with both places. */
export async function firstPlaces(
  book: FindingBook,
  bundles: readonly HistoryBundle[],
  { repeated, repeatedLeftOut }: RecordRules,
): Promise<void> {
  const wanted = new Set(repeated.map(({ text }) => text));
  const found = new Map<string, { bundle: number; sequence: number }>();
  for (const [bundle, { counted, open }] of bundles.entries()) {
    if (!counted || open === undefined || wanted.size === 0) continue;
    await open(async (evidence) => {
      for await (const { leaf } of evidence.leaves({ disclosures: false }).all) {
        if (leaf.record === undefined) continue;
        for (const text of [leaf.record.recordId, ...leaf.record.sealed.values()]) {
          const known = wanted.has(text) ? (found.get(text)?.sequence ?? Infinity) : -1;
          if (leaf.sequence < known) found.set(text, { bundle, sequence: leaf.sequence });
        }
      }
    });
  }
  const nameOf = (bundle: number): string => bundles[bundle]?.name ?? '';
  for (const { code, text, bundle, sequence } of repeated) {
    const first = found.get(text) ?? { bundle, sequence };
    book.report(
      code,
      [first.bundle, bundle],
      { sequence },
      `sequence ${sequence}: ${nameOf(bundle)} shows ${code === 'SET_ID_DUPLICATE' ? 'an id' : 'a commitment'} that stands in record ${first.sequence} of ${nameOf(first.bundle)}`,
      { actual: text },
    );
  }
  book.omit('history/identity', repeatedLeftOut);
}
