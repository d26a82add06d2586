// Times of a vendor's compliance report (docs/SPEC.md §10.2): RFC 3339 with any offset, or a bare date. Looser than the times of
// the format, because the report is another party's file, and yet each text has one meaning.

import { type Instant, parseTime } from '../base/encoding.js';

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:(\.\d{1,9})\d*)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** An RFC 3339 time with any offset, or a bare date as its first instant in UTC. */
export function instantOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  if (DATE.test(text)) return parseTime(`${text}T00:00:00Z`);
  const match = OFFSET_TIME.exec(text);
  if (match === null) return undefined;
  const [, date, time, fraction = '', sign, hours = '00', minutes = '00'] = match;
  const local = parseTime(`${date}T${time}${fraction}Z`);
  if (local === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offset = (BigInt(hours) * 3600n + BigInt(minutes) * 60n) * SECOND;
  return sign === '-' ? local + offset : local - offset;
}

/** True if the text, as an end, equals a given end: a bare date equals any moment in the last second of that day. */
export function periodEndOf(text: string | undefined): ((to: Instant) => boolean) | undefined {
  const end = instantOf(text);
  if (text === undefined || end === undefined) return undefined;
  if (!DATE.test(text)) return (to) => to === end;
  return (to) => to >= end + DAY - SECOND && to < end + DAY;
}

/** When a period with this end is over: the end of the day for a bare date. */
export function lastInstantOf(text: string | undefined): Instant | undefined {
  const end = instantOf(text);
  return text !== undefined && end !== undefined && DATE.test(text) ? end + DAY - SECOND : end;
}
