// Required fields (docs/FRAMEWORKS.md): which events carry them. A field is present in the clear, if it has a value, or among the
// sealed names, whether it is disclosed, withheld or erased: a recipient may delete disclosures, and the result stays.

import { member } from '../base/json.js';
import { FRAMEWORK } from '../base/limits.js';
import type { ProvenRecord } from '../evidence/reader.js';
import type { FieldResult, Presence } from './result.js';
import { hasValue } from './selector.js';
import { Tally } from './tally.js';

type Counts = { -readonly [Name in keyof Presence]: Presence[Name] };

/** Follows one required field over the events that are shown. */
export class FieldCheck {
  readonly field: string;
  readonly #selected: Counts = { clear: 0, disclosed: 0, sealed: 0, missing: 0 };
  readonly #inAddition: Counts = { clear: 0, disclosed: 0, sealed: 0, missing: 0 };
  readonly #gaps = new Tally(FRAMEWORK.gaps);

  constructor(field: string) {
    this.field = field;
  }

  see(seen: ProvenRecord): void {
    const place = placeOf(seen, this.field);
    (seen.selected ? this.#selected : this.#inAddition)[place] += 1;
    if (seen.selected && place === 'missing') this.#gaps.add(seen.record);
  }

  /** How many selected events lack the field. */
  get missing(): number {
    return this.#gaps.count;
  }

  result(): FieldResult {
    return {
      field: this.field,
      selected: { ...this.#selected },
      in_addition: { ...this.#inAddition },
      ...this.#gaps.list(),
    };
  }
}

function placeOf({ record, disclosed }: ProvenRecord, field: string): keyof Presence {
  if (hasValue(member(record.data, field))) return 'clear';
  if (!record.sealed.has(field)) return 'missing';
  return disclosed.has(field) ? 'disclosed' : 'sealed';
}
