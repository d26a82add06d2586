// The retention period that a framework names, against the policies shown (docs/FRAMEWORKS.md, docs/SPEC.md §9.3): a policy counts
// for a record if it was logged before it, was not replaced by a later one of its name, and applies to its clear data. That
// the records were kept so long is not shown by this, nor that the law asks for it.

import { canonicalize, member } from '../base/json.js';
import { FRAMEWORK } from '../base/limits.js';
import { retentionPolicyOf } from '../bundle/erasure.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { ProvenRecord } from '../evidence/reader.js';
import type { RetentionRule } from './framework.js';
import type { RetentionResult } from './result.js';
import { type Answer, matcherOf } from './selector.js';
import { refOf, Tally } from './tally.js';

interface Policy {
  readonly years: number;
  /** Field and canonical JSON of the value it must have. */
  readonly terms: readonly (readonly [field: string, value: string])[];
}

/** Policies in force, by name. */
class Policies {
  readonly #byName = new Map<string, Policy>();
  readonly shown: RetentionResult['policies'][number][] = [];
  count = 0;
  notFollowed = 0;

  add(record: LedgerRecord): void {
    const { name, years, appliesTo } = retentionPolicyOf(record);
    this.count += 1;
    if (this.shown.length < FRAMEWORK.policiesShown)
      this.shown.push({ ...refOf(record), policy_name: name, retention_years: years });
    this.#byName.delete(name);
    // Hostile: thousands of policies with large terms would be held and compared for each record. What is not held covers nothing.
    const terms = Object.entries(appliesTo).map(
      ([field, value]) => [field, canonicalize(value)] as const,
    );
    const size = terms.reduce((sum, [field, value]) => sum + field.length + value.length, 0);
    if (this.#byName.size < FRAMEWORK.policies && size <= FRAMEWORK.policyTerms)
      this.#byName.set(name, { years, terms });
    else this.notFollowed += 1;
  }

  /** The longest period, in years, of a policy that applies to the record; undefined if none does. */
  yearsFor({ data }: LedgerRecord): number | undefined {
    const texts = new Map<string, string | undefined>();
    const textOf = (field: string): string | undefined => {
      if (!texts.has(field)) {
        const value = member(data, field);
        texts.set(field, value === undefined ? undefined : canonicalize(value));
      }
      return texts.get(field);
    };
    let longest: number | undefined;
    for (const { years, terms } of this.#byName.values()) {
      if (longest !== undefined && longest >= years) continue;
      if (terms.every(([field, value]) => textOf(field) === value)) longest = years;
    }
    return longest;
  }
}

export class RetentionCheck {
  readonly #rule: RetentionRule;
  readonly #isFor: (seen: ProvenRecord) => Answer;
  readonly #policies = new Policies();
  readonly #uncovered = new Tally(FRAMEWORK.gaps);
  #records = 0;
  #undecided = 0;

  constructor(rule: RetentionRule) {
    this.#rule = rule;
    this.#isFor = matcherOf(rule.records);
  }

  /** Takes a record of type `retention_policy`, in ascending sequence with the events. */
  onPolicy(record: LedgerRecord): void {
    this.#policies.add(record);
  }

  /** Takes a selected event. */
  see(seen: ProvenRecord): void {
    const answer = this.#isFor(seen);
    if (answer === 'withheld') this.#undecided += 1;
    if (answer !== 'yes') return;
    this.#records += 1;
    const years = this.#policies.yearsFor(seen.record);
    if (years === undefined || years < (this.#rule.years ?? 0)) this.#uncovered.add(seen.record);
  }

  /** The gap that a required period leaves; undefined if there is none. */
  gap(): string | undefined {
    const { force, years } = this.#rule;
    if (force !== 'required' || this.#uncovered.count === 0) return undefined;
    return `retention: no policy is shown that keeps ${this.#uncovered.count} of ${this.#records} selected records for ${years} years`;
  }

  result(): RetentionResult {
    const { force, years, source, note } = this.#rule;
    return {
      force,
      ...(years === undefined ? {} : { years }),
      source,
      note,
      says: this.#says(),
      records: this.#records,
      covered: this.#records - this.#uncovered.count,
      undecided: this.#undecided,
      policies: this.#policies.shown,
      policies_omitted: this.#policies.count - this.#policies.shown.length,
      policies_not_followed: this.#policies.notFollowed,
      ...this.#uncovered.list(),
    };
  }

  #says(): string {
    const { years } = this.#rule;
    const covered = this.#records - this.#uncovered.count;
    if (this.#records === 0) return 'no selected record is shown to be one that the period is for';
    if (years === undefined) {
      const none = this.#uncovered.count === 0 ? '' : `; none for ${this.#uncovered.count}`;
      return `a retention policy is shown for ${covered} of ${this.#records} selected records${none}`;
    }
    const period = `${years} ${years === 1 ? 'year' : 'years'}`;
    const parts = [
      ...(covered === 0
        ? []
        : [
            `retention of ${period} or more configured for ${covered} of ${this.#records} selected records`,
          ]),
      ...(this.#uncovered.count === 0
        ? []
        : [
            `no policy shown that keeps ${this.#uncovered.count} of ${this.#records} selected records for ${period}`,
          ]),
    ];
    return parts.join('; ');
  }
}
