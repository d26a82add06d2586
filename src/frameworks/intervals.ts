// Intervals between the records of one incident (docs/FRAMEWORKS.md; for NIS2 Directive (EU) 2022/2555 Article 23(4)). Measured
// between `recorded_at`, to the nanosecond; how a law rounds hours and days is not applied. What was sent to whom is not shown.

import type { Instant } from '../base/encoding.js';
import { FRAMEWORK } from '../base/limits.js';
import type { ProvenRecord } from '../evidence/reader.js';
import type { FrameworkDocument, IntervalRule } from './framework.js';
import type { IntervalCase, IntervalOutcome, IntervalResult, RecordPlace } from './result.js';
import { type Answer, fieldValue, matcherOf } from './selector.js';
import { refOf } from './tally.js';

const MINUTE = 60_000_000_000n;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

interface Point extends RecordPlace {
  readonly at: Instant;
  readonly recorded_at: string;
}

/** The first records of one incident, for each rule. */
type Ends = { from?: Point; to?: Point };

interface Rule {
  readonly rule: IntervalRule;
  readonly isFrom: (seen: ProvenRecord) => Answer;
  readonly isTo: (seen: ProvenRecord) => Answer;
}

export class IntervalsCheck {
  readonly #idField: string | undefined;
  readonly #rules: readonly Rule[];
  readonly #incidents = new Map<string, readonly Ends[]>();
  /** The latest `recorded_at` of all records shown: whether a record could still be missing depends on it. */
  #last: Instant | undefined;
  notFollowed = 0;

  constructor(incidents: FrameworkDocument['incidents']) {
    this.#idField = incidents?.id_field;
    this.#rules = (incidents?.intervals ?? []).map((rule) => ({
      rule,
      isFrom: matcherOf(rule.from),
      isTo: matcherOf(rule.to),
    }));
  }

  /** Takes every shown record, in ascending sequence. */
  see(seen: ProvenRecord): void {
    const { record } = seen;
    if (this.#last === undefined || record.recordedAt > this.#last) this.#last = record.recordedAt;
    if (this.#idField === undefined || record.type !== 'event') return;
    const id = fieldValue(seen, this.#idField);
    if (typeof id !== 'string' && typeof id !== 'number') return;
    const ends = this.#endsOf(String(id));
    if (ends === undefined) return;
    const point = { ...refOf(record), at: record.recordedAt, recorded_at: record.recordedAtText };
    for (const [i, { isFrom, isTo }] of this.#rules.entries()) {
      const pair = ends[i];
      if (pair === undefined) continue;
      if (pair.from === undefined && isFrom(seen) === 'yes') pair.from = point;
      if (pair.to === undefined && isTo(seen) === 'yes') pair.to = point;
    }
  }

  results(): IntervalResult[] {
    return this.#rules.map(({ rule }, i) => ({
      id: rule.id,
      title: rule.title,
      citation: rule.citation,
      limit: limitText(rule),
      cases: [...this.#incidents].flatMap(([incident, ends]) => {
        const found = this.#judge(rule, ends[i] ?? {});
        return found === undefined ? [] : [{ incident, ...found }];
      }),
    }));
  }

  #endsOf(id: string): readonly Ends[] | undefined {
    const known = this.#incidents.get(id);
    if (known !== undefined) return known;
    // Hostile: an incident for each record, or ids of a megabyte.
    if (this.#incidents.size >= FRAMEWORK.incidents || id.length > FRAMEWORK.incidentId) {
      this.notFollowed += 1;
      return undefined;
    }
    const ends = this.#rules.map((): Ends => ({}));
    this.#incidents.set(id, ends);
    return ends;
  }

  #judge(rule: IntervalRule, { from, to }: Ends): Omit<IntervalCase, 'incident'> | undefined {
    if (from === undefined)
      return to === undefined ? undefined : { outcome: 'start not shown', to: placeOf(to) };
    const end = endOf(from.at, rule);
    if (to === undefined) {
      const past = this.#last !== undefined && this.#last > end;
      return { outcome: past ? 'not shown' : 'open', from: placeOf(from) };
    }
    const outcome: IntervalOutcome = to.at <= end ? 'within' : 'longer';
    const elapsed = elapsedText(to.at - from.at);
    return { outcome, from: placeOf(from), to: placeOf(to), elapsed };
  }
}

function placeOf({ sequence, record_id, recorded_at }: Point): NonNullable<IntervalCase['from']> {
  return { sequence, record_id, recorded_at };
}

function endOf(from: Instant, { within: { hours, months } }: IntervalRule): Instant {
  return hours === undefined ? monthsAfter(from, months ?? 0) : from + BigInt(hours) * HOUR;
}

/** The same day and time so many months later, or the last day of that month if it has no such day. */
export function monthsAfter(time: Instant, months: number): Instant {
  const rest = ((time % DAY) + DAY) % DAY;
  const date = new Date(Number((time - rest) / 1_000_000n));
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const moved = Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay));
  return BigInt(moved) * 1_000_000n + rest;
}

function limitText({ within: { hours, months } }: IntervalRule): string {
  const [count, unit] = hours === undefined ? [months ?? 0, 'month'] : [hours, 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** `25 h 3 min`; rounded down. A second record that was logged first took no time. */
function elapsedText(elapsed: Instant): string {
  const span = elapsed < 0n ? 0n : elapsed;
  return `${span / HOUR} h ${(span % HOUR) / MINUTE} min`;
}
