// What an export of a vendor lists beside single records: counted by words, with recipients, downloads, rights and delays, against the
// records as they were appended; nothing that is erased is named.

import { beforeAll, describe, expect, it } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { deriveFrom } from '../../exporter/derive.js';
import { Ledger } from '../../exporter/ledger.js';
import type { JsonObject } from '../../src/base/json.js';
import { renderReport } from '../../src/compliance/formats.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { checkSchema } from '../support/schema.js';
import { reportOver, smallYear } from '../support/year.js';

const SECRET = 'Hidden Recipient Ltd';
const EVENTS: readonly (readonly [data: JsonObject, sealed?: readonly string[]])[] = [
  [{ event_type: 'login', actor: 'a', subject: 'a' }],
  [{ event_type: 'Role_Change', actor: 'boss', subject: 'officer', role: 'auditor' }],
  [{ event_type: 'permission_change', subject: 'officer', permission: 'tenant.audit.export' }],
  [{ event_type: 'attestation', action: 'create' }],
  [{ event_type: 'attestation_minted' }],
  [{ event_type: 'attestation', action: 'Revoke' }],
  [{ event_type: 'attestation', action: 'supersede' }],
  [{ event_type: 'attestation', action: 'read' }],
  [{ event_type: 'data_sharing', recipient: 'Lab One' }],
  [{ event_type: 'data_sharing', third_party: 'Lab One' }],
  [{ event_type: 'disclosure' }],
  [{ event_type: 'data_sharing', recipient: SECRET }, ['recipient']],
  [{ event_type: 'report_download', actor: 'u1', ip_address: '192.0.2.9' }],
  [{ event_type: 'data_access', covered_entity: 'Northgate Clinic' }],
  [{ event_type: 'data_access', timestamp: '2026-05-31T20:00:00Z' }],
  [{ event_type: 'data_access', timestamp: '2026-06-01T23:00:00Z' }],
  [{ event_type: 'data_access', timestamp: 'yesterday' }],
];

let report: ComplianceReport;

beforeAll(async () => {
  const { keys } = smallYear();
  const ledger = new Ledger({
    origin: keys.ledger.origin,
    derive: deriveFrom('activities'),
    clock: (sequence) => `2026-06-01T00:00:${String(sequence).padStart(2, '0')}Z`,
  });
  for (const [data, sealed = []] of EVENTS)
    ledger.append({ timestamp: '2026-06-01T00:00:00Z', ...data }, { sealed });
  const selection = { sequence: { from: 0, to: EVENTS.length + 2 } };
  for (const requestedBy of ['officer', 'nobody'])
    ledger.logExportDecision({
      ...{ decision: 'ALLOW', policy: 'BUNDLE_EXPORT/audit', requestedBy },
      ...{ bundleId: 'evb_activities', selection, disclosures: ['recipient'] },
    });
  const bytes = await exportEvidenceBundle(ledger, {
    bundleId: 'evb_activities',
    exportedAt: '2026-07-01T00:00:00Z',
    keys,
    disclose: 'none',
    cosignatures: keys.witnesses.map((witness) => ({ witness, seconds: 1_782_900_000 })),
    sequence: { from: 0, to: ledger.size },
  }).toBytes();
  report = await reportOver({ 'a.zip': bytes }, { frameworks: [] });
});

describe('activities', () => {
  it('are counted by words, whatever their case', () => {
    expect(report.verdict).toBe('pass');
    const counts = report.activities.kinds.map(({ id, records }) => [id, records]);
    expect(Object.fromEntries(counts)).toEqual({
      access: 3,
      'attestations-created': 2,
      'attestations-revoked': 1,
      'attestations-superseded': 1,
      disclosures: 4,
      downloads: 1,
    });
  });

  it('name recipients, entities and downloads, and nothing that is not disclosed', async () => {
    const named = (list: ComplianceReport['activities']['recipients']) =>
      list.values.map(({ value, records }) => [value, records]);
    expect(named(report.activities.recipients)).toEqual([
      ['Lab One', 2],
      ['(not named)', 1],
      ['(withheld)', 1],
    ]);
    expect(named(report.activities.covered_entities)).toEqual([['Northgate Clinic', 1]]);
    expect(report.activities.downloads).toMatchObject([{ user: 'u1', ip_address: '192.0.2.9' }]);
    for (const format of ['html', 'csv', 'markdown', 'json'] as const) {
      const text = String(await renderReport(report, format));
      expect(text).not.toContain(SECRET);
      expect(text).toContain('Northgate Clinic');
    }
  });

  it('tell the right of whoever asked for an export, by the last event before it', () => {
    expect(report.activities.exports).toMatchObject([
      {
        requested_by: 'officer',
        right: { words: 'permission tenant.audit.export', is_export_permission: true },
      },
      { requested_by: 'nobody' },
    ]);
    expect(report.activities.exports[1]?.right).toBeUndefined();
  });

  it('count what was logged late, or states a later time', () => {
    const { times } = report.activities;
    expect([times.late.records, times.ahead.records, times.untold]).toEqual([1, 1, 1]);
    expect(times.compared).toBe(EVENTS.length - 1);
    expect(times.longest_seconds).toBe(4 * 3600 + 14);
    expect(times.late.examples.map(({ sequence }) => sequence)).toEqual([14]);
  });

  it('follow the schema', () => {
    expect(checkSchema('compliance-report', JSON.parse(JSON.stringify(report)))).toBeUndefined();
  });
});
