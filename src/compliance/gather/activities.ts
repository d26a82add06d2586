// What an export of a vendor lists beside single records, read off the records of the period: access entries, attestations, disclosures
// with their recipients, downloads, export decisions and who was allowed to make them, and how late events were logged. The words by
// which records are found are a guess (catalogue/activities.ts).

import { type Instant, parseTime } from '../../base/encoding.js';
import { member } from '../../base/json.js';
import type { LedgerRecord } from '../../bundle/record.js';
import {
  ACTIVITIES,
  COVERED_ENTITY_FIELD,
  EXPORT_PERMISSION,
  RECIPIENT_FIELDS,
} from '../../catalogue/activities.js';
import type { ProvenRecord } from '../../evidence/reader.js';
import { fieldValue, hasValue, matcherOf } from '../../frameworks/selector.js';
import { BOUNDS } from '../bounds.js';
import { valueText } from './dictionary.js';

/** Rows behind a count: all are counted, the first are kept. */
export class Count {
  records = 0;
  readonly rows: number[] = [];

  add(row: number): void {
    this.records += 1;
    if (this.rows.length < BOUNDS.examples) this.rows.push(row);
  }
}

/** Counts by a value, up to a bound of values. */
export class Named {
  readonly values = new Map<string, Count>();
  readonly rest = new Count();

  add(value: string, row: number): void {
    const known = this.values.get(value);
    if (known !== undefined) known.add(row);
    else if (this.values.size >= BOUNDS.namedValues) this.rest.add(row);
    else {
      const count = new Count();
      this.values.set(value, count);
      count.add(row);
    }
  }
}

export interface SeenDownload {
  readonly row: number;
  readonly user: string | undefined;
  readonly address: string | undefined;
}

export interface SeenExport {
  readonly row: number;
  readonly decision: string;
  readonly policy: string;
  readonly requestedBy: string;
  /** The last event before it that states a role or permission of whoever asked. */
  readonly right: Right | undefined;
}

interface Right {
  readonly row: number;
  readonly words: string;
  readonly isExport: boolean;
}

/** An event that was logged so long after the time that it states is late. */
export const LATE: Instant = 3_600_000_000_000n;
/** A clock may be a little fast. */
const AHEAD: Instant = 60_000_000_000n;

export class ActivityBook {
  readonly kinds = ACTIVITIES.map(({ records }) => ({
    matches: matcherOf(records),
    count: new Count(),
    undecided: 0,
  }));
  readonly recipients = new Named();
  readonly coveredEntities = new Named();
  readonly downloads: SeenDownload[] = [];
  readonly exports: SeenExport[] = [];
  exportsLeftOut = 0;
  readonly late = new Count();
  readonly ahead = new Count();
  compared = 0;
  untold = 0;
  longest: Instant = 0n;
  /** By ledger and user. */
  readonly #rights = new Map<string, Right>();

  /** A record that counts, in ascending sequence of its ledger. @param isInPeriod rights count whenever they were given */
  see(seen: ProvenRecord, row: number, isInPeriod: boolean): void {
    const { record } = seen;
    if (record.type === 'export' && isInPeriod) this.#onExport(record, row);
    if (record.type !== 'event') return;
    this.#onRight(seen, row);
    if (!isInPeriod) return;
    this.kinds.forEach((kind, i) => {
      const answer = kind.matches(seen);
      if (answer === 'withheld') kind.undecided += 1;
      if (answer !== 'yes') return;
      kind.count.add(row);
      const { id } = ACTIVITIES[i] ?? {};
      if (id === 'disclosures') this.#onDisclosure(seen, row);
      if (id === 'downloads' && this.downloads.length < BOUNDS.activities)
        this.downloads.push({
          ...{ row, user: textOf(seen, 'actor'), address: textOf(seen, 'ip_address') },
        });
    });
    const entity = textOf(seen, COVERED_ENTITY_FIELD);
    if (entity !== undefined) this.coveredEntities.add(entity, row);
    this.#onTime(seen, row);
  }

  #onDisclosure(seen: ProvenRecord, row: number): void {
    const field = RECIPIENT_FIELDS.find((name) => isThere(seen, name));
    const value = field === undefined ? undefined : textOf(seen, field);
    this.recipients.add(value ?? (field === undefined ? '(not named)' : '(withheld)'), row);
  }

  #onRight(seen: ProvenRecord, row: number): void {
    const user = textOf(seen, 'subject');
    const words = ['permission', 'role'].flatMap((field) => {
      const value = textOf(seen, field);
      return value === undefined ? [] : [`${field} ${value}`];
    });
    if (user === undefined || words.length === 0) return;
    const key = `${seen.record.ledger} ${user}`;
    if (!this.#rights.has(key) && this.#rights.size >= BOUNDS.values) return;
    const isExport = fieldValue(seen, 'permission') === EXPORT_PERMISSION;
    this.#rights.set(key, { row, words: words.join(', '), isExport });
  }

  #onExport({ data, ledger }: LedgerRecord, row: number): void {
    if (this.exports.length >= BOUNDS.activities) {
      this.exportsLeftOut += 1;
      return;
    }
    const text = (name: string): string => String(member(data, name) ?? '');
    const requestedBy = text('requested_by');
    this.exports.push({
      ...{ row, decision: text('decision'), policy: text('policy'), requestedBy },
      right: this.#rights.get(`${ledger} ${requestedBy}`),
    });
  }

  #onTime(seen: ProvenRecord, row: number): void {
    const stated = parseTime(String(fieldValue(seen, 'timestamp') ?? ''));
    if (stated === undefined) {
      this.untold += 1;
      return;
    }
    this.compared += 1;
    const delay = seen.record.recordedAt - stated;
    if (delay > this.longest) this.longest = delay;
    if (delay > LATE) this.late.add(row);
    if (delay < -AHEAD) this.ahead.add(row);
  }
}

function isThere(seen: ProvenRecord, name: string): boolean {
  return hasValue(fieldValue(seen, name)) || seen.record.sealed.has(name);
}

function textOf(seen: ProvenRecord, name: string): string | undefined {
  const value = fieldValue(seen, name);
  return value !== undefined && hasValue(value) ? valueText(value) : undefined;
}
