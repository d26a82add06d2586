// Parts of a vendor's report that are compared by words that nobody publishes (docs/SPEC.md §10.2): counts of access entries, attestations
// and disclosures, and lists of data categories, legal bases, recipients and covered entities. What comes of it is a note, and the
// records are never called wrong by a guess.

import { isObject, type Json, type JsonObject, member } from '../base/json.js';
import type { LedgerRecord } from '../bundle/record.js';
import { ACTIVITIES, COVERED_ENTITY_FIELD, RECIPIENT_FIELDS } from '../catalogue/activities.js';

/** Values of a field that are remembered. */
const VALUES = 32;
/** Characters of one. */
const LENGTH = 200;

/** The lists that a report may have, by its member, and the fields of a record that they are compared with. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  data_categories: ['data_classification'],
  legal_basis: ['legal_basis'],
  legal_bases: ['legal_basis'],
  third_party_disclosures: RECIPIENT_FIELDS,
  covered_entity: [COVERED_ENTITY_FIELD],
};
const FIELDS = [...new Set(Object.values(LISTS).flat())];

/** The activities that a count is about, by its pointer. */
const COUNTS: Readonly<Record<string, readonly string[]>> = {
  '/access_entries': ['access'],
  '/attestation_records': [
    'attestations-created',
    'attestations-revoked',
    'attestations-superseded',
  ],
  '/attestation_records/created': ['attestations-created'],
  '/attestation_records/revoked': ['attestations-revoked'],
  '/attestation_records/superseded': ['attestations-superseded'],
  '/attestations_created': ['attestations-created'],
  '/attestations_revoked': ['attestations-revoked'],
  '/attestations_superseded': ['attestations-superseded'],
  '/third_party_disclosures': ['disclosures'],
};

/** What selected events say in the clear. */
export class PartFacts {
  readonly #counts = new Map<string, number>();
  readonly #values = new Map<string, Set<string>>();

  add({ data }: LedgerRecord): void {
    for (const { id, records } of ACTIVITIES)
      if (records.some((fields) => holds(data, fields)))
        this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    for (const field of FIELDS) {
      const value = member(data, field);
      const known = this.#values.get(field) ?? new Set<string>();
      // Hostile: a megabyte in each record.
      if (typeof value === 'string' && known.size < VALUES) known.add(value.slice(0, LENGTH));
      this.#values.set(field, known);
    }
  }

  /** What the records say beside a count of a report; undefined for one that nothing is compared with. */
  besideCount(pointer: string, value: number): string | undefined {
    const ids = COUNTS[pointer];
    if (ids === undefined) return undefined;
    const found = ids.reduce((sum, id) => sum + (this.#counts.get(id) ?? 0), 0);
    return `the report counts ${value}, and ${found} selected events read so in the clear, by words that nobody publishes`;
  }

  /** True for a member whose counts are named one by one. */
  isCounted(name: string): boolean {
    return Object.keys(COUNTS).some((pointer) => pointer.startsWith(`/${name}/`));
  }

  /** The same of a list of names. */
  besideList(name: string, value: Json): string | undefined {
    const fields = LISTS[name];
    if (fields === undefined) return undefined;
    const stated = new Set(namesIn(value));
    const shown = new Set(fields.flatMap((field) => [...(this.#values.get(field) ?? [])]));
    const only = (a: ReadonlySet<string>, b: ReadonlySet<string>): string =>
      [...a]
        .filter((one) => !b.has(one))
        .sort()
        .slice(0, VALUES)
        .join(', ') || 'none';
    return `${name}: by the report alone ${only(stated, shown)}; by selected events in the clear alone ${only(shown, stated)}`;
  }
}

function holds(data: JsonObject, fields: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(fields).every(([field, words]) => {
    const value = member(data, field);
    return typeof value === 'string' && words.includes(value.toLowerCase());
  });
}

/** The texts of a list, a text, or the names in a list of objects. */
function namesIn(value: Json): string[] {
  if (typeof value === 'string') return [value.slice(0, LENGTH)];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isObject(value)) return [];
  return ['name', ...RECIPIENT_FIELDS].flatMap((name) => {
    const text = member(value, name);
    return typeof text === 'string' ? [text.slice(0, LENGTH)] : [];
  });
}
