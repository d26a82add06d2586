// Which records a rule of a framework is about: all, or those whose fields hold one of some words. Words are compared without
// regard to case, since no vocabulary is published. A field that is sealed and not disclosed leaves the question open.

import { type Json, member } from '../base/json.js';
import type { ProvenRecord } from '../evidence/reader.js';

/** What a field must hold: one of some words; `present`: any value, in the clear or sealed; `absent`: none. */
type Condition = 'present' | 'absent' | readonly string[];

/** `all`, or alternatives: one of them must hold, and in it every field must meet its condition. */
export type Selector = 'all' | readonly Readonly<Record<string, Condition>>[];

/** `withheld`: it cannot be seen, because a field that decides is sealed and not disclosed. */
export type Answer = 'yes' | 'no' | 'withheld';

/** Prepares a selector for many records. Names and words must have passed the framework schema. */
export function matcherOf(selector: Selector): (seen: ProvenRecord) => Answer {
  if (selector === 'all') return () => 'yes';
  const alternatives = selector.map((fields) =>
    Object.entries(fields).map(
      ([field, words]) =>
        [
          field,
          typeof words === 'string' ? words : new Set(words.map((word) => word.toLowerCase())),
        ] as const,
    ),
  );
  return (seen) => {
    let open = false;
    for (const fields of alternatives) {
      const answer = every(seen, fields);
      if (answer === 'yes') return 'yes';
      open ||= answer === 'withheld';
    }
    return open ? 'withheld' : 'no';
  };
}

/** The value of a field, in the clear or disclosed; undefined if there is none to see. */
export function fieldValue({ record, disclosed }: ProvenRecord, field: string): Json | undefined {
  return member(record.data, field) ?? disclosed.get(field);
}

/** An empty or blank text says as little as none. */
export function hasValue(value: Json | undefined): boolean {
  return (
    value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')
  );
}

function every(
  seen: ProvenRecord,
  fields: readonly (readonly [string, 'present' | 'absent' | ReadonlySet<string>])[],
): Answer {
  let open = false;
  for (const [field, words] of fields) {
    const value = fieldValue(seen, field);
    if (typeof words === 'string') {
      // A sealed field is there, since its name is visible.
      const isThere = hasValue(value) || seen.record.sealed.has(field);
      if (isThere !== (words === 'present')) return 'no';
    } else if (value === undefined && seen.record.sealed.has(field)) open = true;
    else if (value === undefined || !holds(value, words)) return 'no';
  }
  return open ? 'withheld' : 'yes';
}

/** A text is one of the words; a list of texts has one of them. */
function holds(value: Json, words: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return words.has(value.toLowerCase());
  return (
    Array.isArray(value) &&
    value.some((item) => typeof item === 'string' && words.has(item.toLowerCase()))
  );
}
