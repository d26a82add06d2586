// A vendor's compliance report in JSON (docs/SPEC.md §10.2): what of it can be compared with records. Its other numbers and
// words are only named, as not compared. The form is published for SOC 2 alone; nothing else of it is required.

import { type Instant, parseTime } from '../encoding.js';
import { isObject, type JsonObject, member } from '../json.js';
import { parseStrict } from '../json-strict.js';

export interface ComplianceReport {
  readonly auditEntries: number | undefined;
  readonly periodStart: Instant | undefined;
  readonly periodStartText: string | undefined;
  /** True if the report's end equals a given end: a bare date equals any moment in the last second of that day. */
  readonly periodEnd: ((to: Instant) => boolean) | undefined;
  readonly periodEndText: string | undefined;
  readonly generatedBeforeEnd: boolean;
  readonly generatedAtText: string | undefined;
  /** Names of counts that no record is compared with. */
  readonly notCompared: readonly string[];
}

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET_TIME =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d{1,9})?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** Parses a report: JSON without repeated names, not necessarily canonical. Never throws. */
export function parseReport(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly report: ComplianceReport }
  | { readonly ok: false; readonly reason: string } {
  const parsed = parseStrict(bytes);
  if (!parsed.ok)
    return { ok: false, reason: `line ${parsed.line}, column ${parsed.column}: ${parsed.reason}` };
  if (!isObject(parsed.value)) return { ok: false, reason: 'the report is not a JSON object' };
  const value = parsed.value;
  const auditEntries = member(value, 'audit_entries');
  if (
    auditEntries !== undefined &&
    (typeof auditEntries !== 'number' || !Number.isInteger(auditEntries) || auditEntries < 0)
  ) {
    return { ok: false, reason: 'audit_entries is not a count' };
  }
  const start = textOf(value, 'period_start');
  const end = textOf(value, 'period_end');
  const generated = textOf(value, 'generated_at');
  for (const [name, text] of [
    ['period_start', start],
    ['period_end', end],
    ['generated_at', generated],
  ] as const) {
    if (text === null || (text !== undefined && instantOf(text) === undefined)) {
      return { ok: false, reason: `${name} is not a date or an RFC 3339 time` };
    }
  }
  const endInstant = lastInstantOf(end ?? undefined);
  const generatedAt = instantOf(generated ?? undefined);
  return {
    ok: true,
    report: {
      auditEntries,
      periodStart: instantOf(start ?? undefined),
      periodStartText: start ?? undefined,
      periodEnd: periodEndOf(end ?? undefined),
      periodEndText: end ?? undefined,
      generatedBeforeEnd:
        generatedAt !== undefined && endInstant !== undefined && generatedAt < endInstant,
      generatedAtText: generated ?? undefined,
      notCompared: Object.keys(value)
        .filter((name) => name !== 'audit_entries' && typeof value[name] === 'number')
        .slice(0, 16),
    },
  };
}

/** The text of a member; undefined if there is none, null if it is no string. */
function textOf(value: JsonObject, name: string): string | null | undefined {
  const text = member(value, name);
  return text === undefined || typeof text === 'string' ? text : null;
}

/** An RFC 3339 time with any offset, or a bare date as its first instant in UTC (§10.2). */
function instantOf(text: string | undefined): Instant | undefined {
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

function periodEndOf(text: string | undefined): ((to: Instant) => boolean) | undefined {
  const end = instantOf(text);
  if (text === undefined || end === undefined) return undefined;
  if (!DATE.test(text)) return (to) => to === end;
  return (to) => to >= end + DAY - SECOND && to < end + DAY;
}

/** When the period is over: the end of the day for a bare date. */
function lastInstantOf(text: string | undefined): Instant | undefined {
  const end = instantOf(text);
  return text !== undefined && end !== undefined && DATE.test(text) ? end + DAY - SECOND : end;
}
