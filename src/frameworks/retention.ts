// The retention period that a framework names, against the policies shown (docs/FRAMEWORKS.md, docs/SPEC.md §9.3): a policy counts
// for a record if it was logged before it, was not replaced by a later one of its name, and applies to its clear data. That
// the records were kept so long is not shown by this, nor that the law asks for it.

import { canonicalize, member } from '../base/json.js';
import { FRAMEWORK } from '../base/limits.js';
import { retentionPolicyOf } from '../bundle/erasure.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { ProvenRecord } from '../evidence/reader.js';
import { ErasedEarlyCheck } from './erased-early.js';
import type { RetentionRule } from './framework.js';
import type { RetentionResult } from './result.js';
import { type Answer, matcherOf } from './selector.js';
import { placeOf, Tally } from './tally.js';

interface Policy {
  readonly place: RetentionResult['policies'][number];
  readonly years: number;
  /** Field and canonical JSON of the value it must have. */
  readonly terms: readonly (readonly [field: string, value: string])[];
  /** True once it covered a record. */
  isCounted: boolean;
}

/** Policies in force, by name. */
class Policies {
  readonly #byName = new Map<string, Policy>();
  readonly #listed: Policy['place'][] = [];
  count = 0;
  counted = 0;
  notFollowed = 0;

  /** Policies that covered a record, in ascending sequence. */
  get listed(): RetentionResult['policies'] {
    return [...this.#listed].sort((a, b) => a.sequence - b.sequence);
  }

  add(record: LedgerRecord): void {
    const { name, years, appliesTo } = retentionPolicyOf(record);
    this.count += 1;
    this.#byName.delete(name);
    const place = { ...placeOf(record), policy_name: name, retention_years: years };
    // Hostile: thousands of policies with large terms would be held and compared for each record. What is not held covers nothing.
    const terms = Object.entries(appliesTo).map(
      ([field, value]) => [field, canonicalize(value)] as const,
    );
    const size = terms.reduce((sum, [field, value]) => sum + field.length + value.length, 0);
    if (this.#byName.size < FRAMEWORK.policies && size <= FRAMEWORK.policyTerms)
      this.#byName.set(name, { place, years, terms, isCounted: false });
    else this.notFollowed += 1;
  }

  /** True if a policy that applies to the record keeps it so many years; the longest of them is noted as one that counted. */
  covers({ data }: LedgerRecord, years: number): boolean {
    const texts = new Map<string, string | undefined>();
    const textOf = (field: string): string | undefined => {
      if (!texts.has(field)) {
        const value = member(data, field);
        texts.set(field, value === undefined ? undefined : canonicalize(value));
      }
      return texts.get(field);
    };
    let longest: Policy | undefined;
    for (const policy of this.#byName.values()) {
      if (policy.years < years || (longest !== undefined && longest.years >= policy.years))
        continue;
      if (policy.terms.every(([field, value]) => textOf(field) === value)) longest = policy;
    }
    if (longest === undefined) return false;
    if (!longest.isCounted) this.#count(longest);
    return true;
  }

  #count(policy: Policy): void {
    policy.isCounted = true;
    this.counted += 1;
    if (this.#listed.length < FRAMEWORK.policiesShown) this.#listed.push(policy.place);
  }
}

export class RetentionCheck {
  readonly #rule: RetentionRule;
  readonly #isFor: (seen: ProvenRecord) => Answer;
  readonly #policies = new Policies();
  readonly #uncovered = new Tally(FRAMEWORK.gaps);
  readonly #early: ErasedEarlyCheck | undefined;
  #records = 0;
  #undecided = 0;

  constructor(rule: RetentionRule) {
    this.#rule = rule;
    this.#isFor = matcherOf(rule.records);
    this.#early = rule.years === undefined ? undefined : new ErasedEarlyCheck(rule.years);
  }

  /** Takes a record of type `erasure`, in ascending sequence with the events. */
  onErasure(record: LedgerRecord, selected: boolean): void {
    this.#early?.onErasure(record, selected);
  }

  /** Takes a record of type `retention_policy`, in ascending sequence with the events. */
  onPolicy(record: LedgerRecord): void {
    this.#policies.add(record);
  }

  /** Takes a selected event. */
  see(seen: ProvenRecord): void {
    const answer = this.#isFor(seen);
    this.#early?.see(seen.record, answer);
    if (answer === 'withheld') this.#undecided += 1;
    if (answer !== 'yes') return;
    this.#records += 1;
    if (!this.#policies.covers(seen.record, this.#rule.years ?? 0))
      this.#uncovered.add(seen.record);
  }

  /** The gap that a required period leaves; undefined if there is none. */
  gap(): string | undefined {
    const { force, years } = this.#rule;
    if (force !== 'required' || this.#uncovered.count === 0) return undefined;
    return `retention: no policy is shown that keeps ${this.#uncovered.count} of ${this.#records} selected records for ${years} years`;
  }

  result(): RetentionResult {
    const { force, years, source, checked, note } = this.#rule;
    return {
      force,
      ...(years === undefined ? {} : { years }),
      source,
      ...(checked === undefined ? {} : { checked }),
      note,
      says: this.#says(),
      records: this.#records,
      covered: this.#records - this.#uncovered.count,
      undecided: this.#undecided,
      policies: this.#policies.listed,
      policies_omitted: this.#policies.counted - this.#policies.listed.length,
      policies_shown: this.#policies.count,
      policies_not_followed: this.#policies.notFollowed,
      ...(this.#early === undefined ? {} : { erased_early: this.#early.result() }),
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
