import { describe, expect, it } from 'vitest';
import { parseTime } from '../../../src/base/encoding.js';
import type { Json } from '../../../src/base/json.js';
import type { LedgerRecord } from '../../../src/bundle/record.js';
import { compareReport } from '../../../src/vendor-report/comparison.js';
import { otherWording } from '../../../src/vendor-report/control-wording.js';
import { ReportFacts } from '../../../src/vendor-report/facts.js';

const event = (sequence: number, data: Record<string, Json>): LedgerRecord =>
  ({ type: 'event', sequence, recordId: `rec_${sequence}`, data }) as unknown as LedgerRecord;
const factsOf = (...data: Record<string, Json>[]): ReportFacts => {
  const facts = new ReportFacts();
  for (const [sequence, one] of data.entries()) facts.add(event(sequence, one));
  return facts;
};
const PERIOD = {
  kind: 'period',
  from: parseTime('2026-01-01T00:00:00Z') ?? 0n,
  to: parseTime('2026-03-31T23:59:59Z') ?? 0n,
} as const;
const RANGE = { kind: 'sequence', from: 0, to: 9 } as const;
const compare = (
  report: Json,
  facts: ReportFacts,
  selection: typeof PERIOD | typeof RANGE = RANGE,
) =>
  compareReport(Buffer.from(JSON.stringify(report)), 'application/json', { facts, selection }, {});
const codes = (result: ReturnType<typeof compare>) => result.findings.map(({ code }) => code);

describe('a report beside the records', () => {
  it('agrees where every member that can be compared is equal', () => {
    const report = {
      report_type: 'soc2',
      tenant_id: 'a',
      audit_entries: 2,
      period_start: '2026-01-01',
      period_end: '2026-03-31',
    };
    expect(compare(report, factsOf({ tenant_id: 'a' }, { tenant_id: 'a' }), PERIOD)).toEqual({
      compared: ['audit_entries', 'period_start', 'period_end', 'tenant_id'],
      findings: [],
    });
  });

  it('is compared with one end of a period alone', () => {
    expect(compare({ period_end: '2026-03-31' }, factsOf(), PERIOD)).toEqual({
      compared: ['period_end'],
      findings: [],
    });
    expect(codes(compare({ period_start: '2026-01-02' }, factsOf(), PERIOD))).toEqual([
      'REPORT_PERIOD_MISMATCH',
    ]);
  });

  it.each([
    ['another text', 'b'],
    ['a number that looks the same', 7],
    ['an object', { id: '7' }],
    ['null', null],
  ])('is about another tenant if a record names %s', (_, tenant) => {
    const { findings } = compare(
      { tenant_id: '7' },
      factsOf({ tenant_id: '7' }, { tenant_id: tenant }),
    );
    expect(findings).toMatchObject([
      { code: 'REPORT_TENANT_MISMATCH', where: { sequence: 1, record_id: 'rec_1' }, actual: '7' },
    ]);
  });

  it('is caught by the second tenant, however many records name the first', () => {
    const many = Array.from({ length: 50 }, () => ({ tenant_id: 'a' }));
    const facts = factsOf(...many, { tenant_id: 'b' }, { tenant_id: 'c' });
    expect(facts.tenants.map(({ tenant }) => tenant)).toEqual(['a', 'b']);
    expect(codes(compare({ tenant_id: 'a' }, facts))).toEqual(['REPORT_TENANT_MISMATCH']);
    expect(codes(compare({ tenant_id: 'c' }, facts))).toEqual(['REPORT_TENANT_MISMATCH']);
  });

  it('has its tenant called not compared where no record, or not every record, names one', () => {
    expect(compare({ tenant_id: 'a' }, factsOf({}))).toMatchObject({
      compared: [],
      findings: [{ code: 'REPORT_NOT_VERIFIED', where: { pointer: '/tenant_id' } }],
    });
    expect(compare({ tenant_id: 'a' }, factsOf({ tenant_id: 'a' }, {}))).toMatchObject({
      compared: ['tenant_id'],
      findings: [{ message: '1 of 2 selected events name no tenant' }],
    });
  });

  it('names a count once for each place, with its value', () => {
    const result = compare({ report_type: 'gdpr', disclosures: { third_party: 4 } }, factsOf());
    expect(result.findings.map(({ message }) => message)).toEqual([
      'no members are published for a report of type gdpr',
      'the count 4 is not compared with any record',
      'not compared with any record: disclosures',
    ]);
  });

  it('never compares a CSV', () => {
    const bytes = Buffer.from('record_id\nrec_1\n');
    const result = compareReport(bytes, 'text/csv', { facts: factsOf(), selection: RANGE }, {});
    expect(result.compared).toEqual([]);
    expect(codes(result)).toEqual(['REPORT_NOT_VERIFIED']);
    expect(result.findings[0]?.message).toContain('1 row below the headings record_id');
    expect(result.findings[0]?.message).toContain('may be an id or a time');
  });
});

describe('the label of a control', () => {
  it.each([
    ['CC1.1', 'Access controls enforced via RBAC'],
    ['SOC 2 CC6.2', 'Audit logging enabled'],
    ['CC6.3', 'Encryption at rest'],
    ['CC7.3', 'Role-based access'],
    ['45 CFR 164.312(b)', 'Administrative safeguards'],
  ])('%s: %s says something else', (control, label) => {
    expect(otherWording(control, label)).toBeDefined();
  });

  it.each([
    ['CC2.1', 'Audit logging enabled for all operations'],
    // The periodic review of credentials is a point of focus of CC6.2.
    ['SOC 2 CC6.2', 'User access reviews performed quarterly'],
    ['CC6.2', 'Access recertification'],
    ['CC6.1', 'Logical access restrictions documented'],
    ['CC1.1', 'Integrity and ethical values'],
    ['CC1.10', 'Access controls enforced via RBAC'],
    ['XCC1.1', 'Access controls enforced via RBAC'],
    ['1164.308', 'Technical safeguards'],
    ['', 'Access controls'],
  ])('%s: %s gets no remark', (control, label) => {
    expect(otherWording(control, label)).toBeUndefined();
  });
});

describe('parts that are compared by words', () => {
  const messages = (report: Json, facts: ReportFacts) =>
    compare(report, facts).findings.map(({ code, message, where }) => [
      code,
      where.pointer,
      message,
    ]);

  it('stand beside what selected events say, agreeing or not, and compare nothing', () => {
    const facts = factsOf(
      { event_type: 'LOGIN' },
      { event_type: 'attestation', action: 'create', data_classification: 'PHI' },
      { event_type: 'data_sharing', recipient: 'Lab One', legal_basis: 'consent' },
    );
    const found = compare(
      {
        access_entries: 892,
        attestation_records: { created: 1, revoked: 2 },
        data_categories: ['PHI', 'internal'],
        third_party_disclosures: [{ recipient: 'Lab Two' }],
      },
      facts,
    );
    expect(found.compared).toEqual([]);
    expect(found.findings.map(({ code }) => code)).toEqual(
      Array.from({ length: 5 }, () => 'REPORT_NOT_VERIFIED'),
    );
    const words = found.findings.map(({ message }) => message).join('; ');
    expect(words).toContain('the report counts 892, and 1 selected events read so');
    expect(words).toContain('the report counts 2, and 0 selected events');
    expect(words).toContain('data_categories: by the report alone internal;');
    expect(words).toContain(
      'by the report alone Lab Two; by selected events in the clear alone Lab One',
    );
  });

  it('are not those of the answer of an export job', () => {
    const job = {
      job_id: 'job_9',
      status: 'PENDING',
      estimated_completion: '2026-03-29T19:30:00Z',
    };
    expect(messages(job, factsOf())).toEqual([
      [
        'REPORT_NOT_VERIFIED',
        undefined,
        'this is the answer of an export job with the status PENDING, and not a report',
      ],
    ]);
    expect(codes(compare({ ...job, audit_entries: 1 }, factsOf()))).toContain(
      'REPORT_COUNT_MISMATCH',
    );
    expect(messages({ ...job, status: 'LATE' }, factsOf())[0]?.[2]).not.toContain('export job');
  });
});
