// The values that options take: times, digests, numbers, names of closed lists. A fault says what to write instead.

import { type Instant, parseDecimal, parseTime } from '../base/encoding.js';
import { sameName, suggestion } from './closest.js';
import { type Read, usage } from './flags.js';

/** One of a closed list, without regard to case. */
export function oneOf<Name extends string>(names: readonly Name[]): Read<Name> {
  return (word) => {
    const found = sameName(word, names);
    if (found !== undefined) return found;
    const several = word.split(/[,;\s]+/).filter((part) => sameName(part, names) !== undefined);
    throw usage(
      `${word} is not one of ${names.join(', ')}`,
      several.length > 1
        ? `give the option once for each of ${several.join(', ')}`
        : suggestion(word, names),
    );
  };
}

export function whole(from: number, to: number): Read<number> {
  return (word) => {
    const value = parseDecimal(word);
    if (value === undefined || value < from || value > to)
      throw usage(
        to === Number.MAX_SAFE_INTEGER
          ? `${word} is not a whole number${from === 0 ? '' : ` from ${from}`}`
          : `${word} is not a number from ${from} to ${to}`,
      );
    return value;
  };
}

const SAMPLE = '2026-04-01T00:00:00Z';
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const OFFSET = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([+-]\d{2}:\d{2})$/;
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** A time of the format (docs/SPEC.md §1.3). */
export const time: Read<Instant> = (word) => {
  const at = parseTime(word);
  if (at !== undefined) return at;
  throw usage(`${word} is not a time such as ${SAMPLE}`, timeHint(word));
};

/** The same, kept as it is written. */
export const timeText: Read<string> = (word) => {
  time(word);
  return word;
};

/** A day, as its first instant in UTC. */
export const day: Read<Instant> = (word) => {
  const at = DAY.test(word) ? parseTime(`${word}T00:00:00Z`) : undefined;
  if (at !== undefined) return at;
  throw usage(`${word} is not a day such as ${SAMPLE.slice(0, 10)}`, dayHint(word));
};

/** The same, kept as it is written. */
export const dayText: Read<string> = (word) => {
  day(word);
  return word;
};

/** One line of the operator's own words, for a headline. */
export const words: Read<string> = (word) => {
  if (/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,120}$/u.test(word)) return word;
  throw usage('write 1 to 120 characters in one line');
};

/** The name of a ledger (docs/SPEC.md §7.1). */
export const origin: Read<string> = (word) => {
  if (/^[!-*,-~]{1,255}$/.test(word)) return word;
  throw usage(
    `${word} is not the name of a ledger`,
    'write it as the first line of its checkpoints: printable ASCII without space and +',
  );
};

/** What somebody meant who wrote a month, a year, a time or a day of another order. */
function dayHint(word: string): string | undefined {
  if (/^\d{4}-\d{2}$/.test(word) && parseTime(`${word}-01T00:00:00Z`) !== undefined)
    return `a month has a first and a last day: ${word}-01 is its first`;
  if (/^\d{4}$/.test(word)) return `a year is from ${word}-01-01 to ${word}-12-31`;
  const [, date] = /^(\d{4}-\d{2}-\d{2})[T ]/.exec(word) ?? [];
  if (date !== undefined) return `write the day alone: ${date}`;
  return timeHint(word)?.replace(/(?<=\d{4}-\d{2}-\d{2})T00:00:00Z/, '');
}

/** What somebody meant who wrote a day, a local time or a day that no calendar has. */
function timeHint(word: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(word) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (year === '') return otherForm(word);
  if (name === undefined) return `there is no month ${month}`;
  if (parseTime(`${year}-${month}-${day}T00:00:00Z`) === undefined)
    return `${name} ${year} has no day ${Number(day)}`;
  if (DAY.test(word)) return beginningOf(word);
  const [, date = '', clock = '', offset = ''] = OFFSET.exec(word) ?? [];
  if (offset !== '') {
    const utc = new Date(`${date}T${clock.length === 5 ? `${clock}:00` : clock}${offset}`);
    if (!Number.isNaN(utc.getTime()))
      return `times are in UTC: write ${utc.toISOString().replace(/\.000Z$/, 'Z')}`;
  }
  const [, bare] =
    /^(\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)[Zz]?$/.exec(word) ?? [];
  if (bare === undefined) return undefined;
  const full = `${bare.replace(/[t ]/, 'T')}${/:\d{2}:\d{2}/.test(bare) ? '' : ':00'}Z`;
  return parseTime(full) === undefined
    ? 'hours go to 23, minutes and seconds to 59'
    : `times are in UTC: write ${full}`;
}

function beginningOf(date: string): string {
  return `for the beginning of that day write ${date}T00:00:00Z`;
}

/** A year, a month as number or name, and a day, as people write them. */
const DATES: readonly RegExp[] = [
  /^(?<y>\d{4})[/.](?<m>\d{1,2})[/.](?<d>\d{1,2})$/,
  /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/,
  /^(?<d>\d{1,2})\.? (?<m>[a-z]{3,9})\.? (?<y>\d{4})$/i,
  /^(?<m>[a-z]{3,9})\.? (?<d>\d{1,2}),? (?<y>\d{4})$/i,
];

/** What else people write for a time. */
function otherForm(word: string): string | undefined {
  if (/^(?:now|today)$/i.test(word)) return 'leave it out: the clock of this machine is taken';
  if (/^(?:yesterday|tomorrow)$/i.test(word)) return 'write the day itself';
  for (const form of DATES) {
    const { y, m = '', d = '' } = form.exec(word)?.groups ?? {};
    const named = MONTHS.findIndex((one) => one.toLowerCase().startsWith(m.toLowerCase())) + 1;
    const month = /\d/.test(m) ? m : String(named);
    const date = `${y}-${month.padStart(2, '0')}-${d.padStart(2, '0')}`;
    if (parseTime(`${date}T00:00:00Z`) !== undefined) return beginningOf(date);
  }
  if (/^\d{1,2}\/\d{1,2}\/\d{4}$/.test(word)) return `write the year first, as ${SAMPLE}`;
  if (!/^\d{9,13}$/.test(word)) return undefined;
  const since1970 = new Date(Number(word) * (word.length > 10 ? 1 : 1000));
  return `seconds since 1970 are not read: write ${since1970.toISOString().slice(0, 19)}Z`;
}

/** Lower-case hex SHA3-256. */
export const digest: Read<string> = (word) => {
  const [, hex] = /^sha3-256:([0-9a-f]{64})$/.exec(word) ?? [];
  if (hex === undefined) throw usage('write sha3-256: and 64 lower-case hex digits');
  return hex;
};
