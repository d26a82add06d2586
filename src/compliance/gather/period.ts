// The period of a report: whole days in UTC, over `recorded_at`, and the buckets that its plots and tables count by. Calendar
// arithmetic only; no clock is read.

import { formatTime, type Instant, parseTime } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import type { Bucket, ComplianceReport } from '../model.js';

export interface Period {
  /** First nanosecond of the first day. */
  readonly from: Instant;
  /** Last nanosecond of the last day. */
  readonly to: Instant;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly unit: ComplianceReport['period']['unit'];
  readonly buckets: readonly Bucket[];
  /** First second of each bucket, ascending. */
  readonly starts: readonly number[];
}

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A report over more days than a century is a mistyped year. */
const MOST_DAYS = 36_525;

/**
 * Makes the period from the first day 00:00:00Z to the last nanosecond of the last day.
 * @param firstDay `2026-01-01` @param lastDay `2026-12-31`, not before the first
 * @throws VerifierError ERR_USAGE
 */
export function periodOf(firstDay: string, lastDay: string): Period {
  const [first, last] = [dayOf(firstDay), dayOf(lastDay)];
  if (last < first)
    throw new VerifierError(
      'ERR_USAGE',
      `the period ends (${lastDay}) before it begins (${firstDay})`,
    );
  const days = (last - first) / DAY_MS + 1;
  if (days > MOST_DAYS)
    throw new VerifierError('ERR_USAGE', `the period has ${days} days, more than ${MOST_DAYS}`);
  const unit = unitOf(days);
  const ends = last + DAY_MS;
  const starts: number[] = [];
  for (let at = first; at < ends; at = nextStart(at, unit)) starts.push(at);
  const buckets = starts.map(
    (at, i): Bucket => ({
      label: labelOf(at, unit),
      from: formatTime(instantOf(at)),
      to: formatTime(instantOf(starts[i + 1] ?? ends) - 1n),
    }),
  );
  return {
    from: instantOf(first),
    to: instantOf(ends) - 1n,
    firstDay,
    lastDay,
    unit,
    buckets,
    starts: starts.map((at) => at / 1000),
  };
}

/** The bucket of a second, or -1 if it lies outside the period. */
export function bucketAt({ starts, to }: Period, seconds: number): number {
  if (seconds >= Number((to + 1n) / 1_000_000_000n)) return -1;
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** POSIX seconds, rounded down also before 1970. */
export function secondsOf(time: Instant): number {
  const seconds = time / 1_000_000_000n;
  return Number(seconds * 1_000_000_000n > time ? seconds - 1n : seconds);
}

/** So few buckets that a table of them fits a page: at most 37. */
function unitOf(days: number): Period['unit'] {
  if (days <= 31) return 'day';
  if (days <= 184) return 'week';
  if (days <= 1_096) return 'month';
  return days <= 3_288 ? 'quarter' : 'year';
}

/** The start of the bucket after the one that `at` lies in. Weeks begin on Monday (ISO 8601). */
function nextStart(at: number, unit: Period['unit']): number {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'day':
      return at + DAY_MS;
    case 'week':
      return at + (7 - ((date.getUTCDay() + 6) % 7)) * DAY_MS;
    case 'month':
      return utc(year, month + 1);
    case 'quarter':
      return utc(year, month - (month % 3) + 3);
    case 'year':
      return utc(year + 1, 0);
  }
}

function labelOf(at: number, unit: Period['unit']): string {
  const date = new Date(at);
  const day = date.toISOString().slice(0, 10);
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return weekLabel(at);
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
    case 'year':
      return day.slice(0, 4);
  }
}

/** `2026-W10`: the week belongs to the year of its Thursday (ISO 8601). */
function weekLabel(at: number): string {
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  const thursday = new Date(at + (3 - weekday) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - utc(year, 0)) / (7 * DAY_MS)) + 1;
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}

/** The first of a month; years below 100 are not of the twentieth century here. */
function utc(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date.getTime();
}

function dayOf(text: string): number {
  const at = DAY.test(text) ? parseTime(`${text}T00:00:00Z`) : undefined;
  if (at === undefined)
    throw new VerifierError('ERR_USAGE', `${text} is not a day such as 2026-01-31`);
  return Number(at / 1_000_000n);
}

function instantOf(ms: number): Instant {
  return BigInt(ms) * 1_000_000n;
}
