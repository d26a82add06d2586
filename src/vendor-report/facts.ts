// What the verified records say that a compliance report can be compared with (docs/SPEC.md §10.2): how many selected events there
// are, and which tenants they name. Fed while the records pass by; two tenants are remembered, whatever the number of records.

import { canonicalize, member } from '../base/json.js';
import type { LedgerRecord } from '../bundle/record.js';
import { PartFacts } from './parts.js';

/** A tenant that a record names, and the first record that does. */
export interface NamedTenant {
  /** The text itself; the canonical JSON of a value that is no text. */
  readonly tenant: string;
  readonly isText: boolean;
  readonly sequence: number;
  readonly recordId: string;
}

/** The field of a record's clear data that is compared. */
const TENANT = 'tenant_id';

export class ReportFacts {
  readonly parts = new PartFacts();
  selectedEvents = 0;
  /** Selected events that name a tenant. */
  withTenant = 0;
  /** The first tenant, and the first that differs from it: two are enough to contradict any report. */
  readonly tenants: NamedTenant[] = [];

  /** Adds selected events whose content nothing is compared with. */
  addEvents(count: number): void {
    this.selectedEvents += count;
  }

  /** Adds a selected record; only events are counted. */
  add(record: LedgerRecord): void {
    if (record.type !== 'event') return;
    this.selectedEvents += 1;
    this.parts.add(record);
    const value = member(record.data, TENANT);
    if (value === undefined) return;
    this.withTenant += 1;
    if (this.tenants.length > 1) return;
    const isText = typeof value === 'string';
    const tenant = isText ? value : canonicalize(value);
    const [first] = this.tenants;
    if (first !== undefined && first.tenant === tenant && first.isText === isText) return;
    const { sequence, recordId } = record;
    this.tenants.push({ tenant, isText, sequence, recordId });
  }
}
