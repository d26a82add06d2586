// Intervals between the records of one incident (docs/FRAMEWORKS.md; for NIS2 Directive (EU) 2022/2555 Article 23(4)). Measured
// between `recorded_at`, to the nanosecond; how a law rounds hours and days is not applied. What was sent to whom is not shown.

import type { Instant } from '../base/encoding.js';
import { FRAMEWORK } from '../base/limits.js';
import type { ProvenRecord } from '../evidence/reader.js';
import type { FrameworkDocument, IntervalRule } from './framework.js';
import type { IntervalCase, IntervalOutcome, IntervalResult, RecordPlace } from './result.js';
import { type Answer, fieldValue, matcherOf } from './selector.js';
import { placeOf } from './tally.js';

const MINUTE = 60_000_000_000n;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

interface Point extends RecordPlace {
  readonly at: Instant;
  readonly recorded_at: string;
}

/** The first records of one incident of each kind that a rule names. */
interface Ends {
  from?: Point;
  to?: Point;
  instead?: Point;
  over?: Point;
  /** Whether a record says that the entity is one that the rule is for, or is not for. */
  entity?: 'named' | 'other';
}

type Match = (seen: ProvenRecord) => Answer;

interface Rule {
  readonly rule: IntervalRule;
  readonly ends: readonly (readonly ['from' | 'to' | 'instead' | 'over', Match])[];
  readonly isNamed: Match | undefined;
}

type Judged = Omit<IntervalCase, 'incident' | 'question'>;

export class IntervalsCheck {
  readonly #idField: string | undefined;
  readonly #rules: readonly Rule[];
  readonly #incidents = new Map<string, readonly Ends[]>();
  /** The latest `recorded_at` of all records shown: whether a record could still be missing depends on it. */
  #last: Instant | undefined;
  notFollowed = 0;

  constructor(incidents: FrameworkDocument['incidents']) {
    this.#idField = incidents?.id_field;
    this.#rules = (incidents?.intervals ?? []).map((rule): Rule => {
      const { from, to, running } = rule;
      const entity = rule.for ?? rule.not_for;
      return {
        rule,
        ends: [
          ['from', matcherOf(from)],
          ['to', matcherOf(to)],
          ...(running === undefined
            ? []
            : [
                ['instead', matcherOf(running.instead)] as const,
                ['over', matcherOf(running.over)] as const,
              ]),
        ],
        isNamed: entity && matcherOf([{ [entity.field]: entity.words }]),
      };
    });
  }

  /** Takes every shown record, in ascending sequence. */
  see(seen: ProvenRecord): void {
    const { record } = seen;
    if (this.#last === undefined || record.recordedAt > this.#last) this.#last = record.recordedAt;
    if (this.#idField === undefined || record.type !== 'event') return;
    const id = fieldValue(seen, this.#idField);
    if (typeof id !== 'string' && typeof id !== 'number') return;
    const incident = this.#endsOf(String(id));
    if (incident === undefined) return;
    const point = { ...placeOf(record), at: record.recordedAt, recorded_at: record.recordedAtText };
    this.#rules.forEach(({ rule, ends, isNamed }, i) => {
      const own = incident[i];
      if (own === undefined) return;
      for (const [name, matches] of ends)
        if (own[name] === undefined && matches(seen) === 'yes') own[name] = point;
      const field = (rule.for ?? rule.not_for)?.field;
      if (isNamed === undefined || field === undefined) return;
      if (isNamed(seen) === 'yes') own.entity = 'named';
      else if (fieldValue(seen, field) !== undefined) own.entity ??= 'other';
    });
  }

  results(): IntervalResult[] {
    return this.#rules.map(({ rule }, i) => ({
      id: rule.id,
      title: rule.title,
      citation: rule.citation,
      ...(rule.checked === undefined ? {} : { checked: rule.checked }),
      limit: limitText(rule),
      cases: [...this.#incidents].flatMap(([incident, all]) => {
        const ends = all[i] ?? {};
        if (rule.for !== undefined && ends.entity === 'other') return [];
        if (rule.not_for !== undefined && ends.entity === 'named') return [];
        const found = this.#judge(rule, ends);
        const question =
          rule.within === undefined || (rule.for !== undefined && ends.entity === undefined);
        if (found === undefined) return [];
        const { outcome, ...places } = found;
        return [{ incident, outcome, question, ...places }];
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

  #judge(rule: IntervalRule, { from, to, instead, over }: Ends): Judged | undefined {
    if (from === undefined)
      return to === undefined ? undefined : { outcome: 'start not shown', to: pointOf(to) };
    if (rule.within === undefined)
      return to === undefined
        ? { outcome: 'not shown', from: pointOf(from) }
        : { outcome: 'shown', from: pointOf(from), to: pointOf(to), elapsed: elapsed(from, to) };
    const end = endOf(from.at, rule.within);
    const wasRunning = over === undefined || over.at > end;
    if (to !== undefined && to.at <= end) return this.#measured(from, to, end);
    // Article 23(4)(e) of NIS2: a report on the progress in time, and the time runs anew when the incident is over.
    if (instead !== undefined && instead.at <= end && wasRunning) {
      if (over !== undefined) return this.#measured(over, to, endOf(over.at, rule.within));
      return {
        outcome: 'running',
        from: pointOf(from),
        to: pointOf(instead),
        elapsed: elapsed(from, instead),
      };
    }
    return this.#measured(from, to, end);
  }

  #measured(from: Point, to: Point | undefined, end: Instant): Judged {
    if (to === undefined) {
      const past = this.#last !== undefined && this.#last > end;
      return { outcome: past ? 'not shown' : 'open', from: pointOf(from) };
    }
    const outcome: IntervalOutcome = to.at <= end ? 'within' : 'longer';
    return { outcome, from: pointOf(from), to: pointOf(to), elapsed: elapsed(from, to) };
  }
}

/** True if the case leaves a gap. */
export function isLate({ outcome, question }: IntervalCase): boolean {
  return !question && (outcome === 'longer' || outcome === 'not shown');
}

function pointOf({ sequence, record_id, recorded_at }: Point): NonNullable<IntervalCase['from']> {
  return { sequence, record_id, recorded_at };
}

function endOf(from: Instant, { hours, months }: NonNullable<IntervalRule['within']>): Instant {
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

function limitText({ within }: IntervalRule): string {
  if (within === undefined) return 'no time named';
  const { hours, months } = within;
  const [count, unit] = hours === undefined ? [months ?? 0, 'month'] : [hours, 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** `25 h 3 min`; rounded down. A second record that was logged first took no time. */
function elapsed(from: Point, to: Point): string {
  const span = to.at < from.at ? 0n : to.at - from.at;
  return `${span / HOUR} h ${(span % HOUR) / MINUTE} min`;
}
