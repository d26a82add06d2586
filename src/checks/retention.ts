// Retention (docs/SPEC.md §9.3): was the policy in force when the record was made, does it apply, was its period over? The
// results are findings; they never change the verdict, since a legal ground may rightly come first.

import { formatTime } from '../base/encoding.js';
import { type Finding, finding } from '../base/errors.js';
import { canonicalize, type JsonObject, member } from '../base/json.js';
import { type Erasure, type RetentionPolicy, yearsAfter } from '../bundle/erasure.js';

/** A policy with its terms as canonical text, made once: many erasures may name it. */
interface Terms {
  readonly policy: RetentionPolicy;
  readonly texts: ReadonlyMap<string, string>;
}

/** The shown policies, found by name and sequence without looking at each. */
export class PolicyBook {
  readonly #byName = new Map<string, RetentionPolicy[]>();
  readonly #terms = new Map<RetentionPolicy, Terms>();

  /** @param policies in ascending sequence */
  constructor(policies: readonly RetentionPolicy[]) {
    for (const policy of policies) {
      const others = this.#byName.get(policy.name);
      if (others === undefined) this.#byName.set(policy.name, [policy]);
      else others.push(policy);
    }
  }

  /** In force: the last policy of that name before the *target*; a later one cannot shorten a period after the fact (§9.3). */
  inForce(name: string, target: number): Terms | undefined {
    const list = this.#byName.get(name) ?? [];
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((list[middle]?.sequence ?? 0) < target) low = middle + 1;
      else high = middle;
    }
    const policy = list[low - 1];
    if (policy === undefined) return undefined;
    const entries = () =>
      Object.entries(policy.appliesTo).map(
        ([field, value]) => [field, canonicalize(value)] as const,
      );
    const terms = this.#terms.get(policy) ?? { policy, texts: new Map(entries()) };
    this.#terms.set(policy, terms);
    return terms;
  }
}

/** The clear data of one target, compared once with each policy, however many erasures name both. */
export class TargetData {
  readonly #data: JsonObject;
  readonly #texts = new Map<string, string>();
  readonly #differing = new Map<Terms, string | undefined>();

  constructor(data: JsonObject) {
    this.#data = data;
  }

  /** Canonical text of a field; undefined if there is none. */
  text(field: string): string | undefined {
    const value = member(this.#data, field);
    if (value === undefined) return undefined;
    const text = this.#texts.get(field) ?? canonicalize(value);
    this.#texts.set(field, text);
    return text;
  }

  /** The first field of the terms that the data does not have with that value. */
  differing(terms: Terms): string | undefined {
    if (!this.#differing.has(terms)) {
      const found = [...terms.texts].find(([field, text]) => this.text(field) !== text);
      this.#differing.set(terms, found?.[0]);
    }
    return this.#differing.get(terms);
  }
}

/**
 * Judges one erasure. `data` is the target's clear data, or undefined if the target is not shown (then whether the policy applies
 * cannot be seen).
 */
export function* retentionFaults(
  { where: place, policy, target, loggedAt, loggedAtText, legalGround }: Erasure,
  policies: PolicyBook,
  data: TargetData | undefined,
): Iterable<Finding> {
  const where = { ...place, pointer: '/data/policy' };
  const record = `record ${target.sequence}`;
  const terms = policies.inForce(policy, target.sequence);
  if (terms === undefined) {
    const message = `no policy of this name is shown before ${record}`;
    yield finding('RETENTION_POLICY_NOT_SHOWN', where, message, { actual: policy });
    return;
  }
  const field = data?.differing(terms);
  if (field !== undefined) {
    const message = `the policy asks for another ${field} than ${record} has`;
    yield finding('RETENTION_POLICY_NOT_APPLICABLE', where, message, {
      expected: terms.texts.get(field) ?? '',
      actual: data?.text(field) ?? 'no such field',
    });
    return;
  }
  const end = yearsAfter(target.recordedAt, terms.policy.years);
  if (loggedAt >= end) return;
  const details = { expected: `not before ${formatTime(end)}`, actual: loggedAtText };
  if (legalGround === 'retention_expired') {
    const message = `${record} was erased as expired before its period ended`;
    yield finding('RETENTION_EARLY', where, message, details);
  } else {
    const message = `${record} was erased before its period ended, on the ground ${legalGround}`;
    yield finding('RETENTION_NOT_OVER', where, message, details);
  }
}
