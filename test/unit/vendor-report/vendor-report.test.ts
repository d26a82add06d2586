import { describe, expect, it } from 'vitest';
import { parseTime } from '../../../src/base/encoding.js';
import { parseReport } from '../../../src/vendor-report/vendor-report.js';

const parse = (value: unknown) => {
  const result = parseReport(
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  );
  if (!result.ok) throw new Error(result.reason);
  return result.report;
};
const at = (text: string) => parseTime(text) ?? -1n;

describe('a compliance report', () => {
  it('of the public sample is read, and known to be older than the end of its period', () => {
    const report = parse({
      report_type: 'soc2',
      generated_at: '2026-03-29T12:00:00Z',
      period_start: '2026-01-01T00:00:00Z',
      period_end: '2026-03-31T23:59:59Z',
      audit_entries: 1284,
      access_entries: 892,
    });
    expect(report).toMatchObject({
      auditEntries: 1284,
      generatedBeforeEnd: true,
      counts: [{ pointer: '/access_entries', value: 892 }],
      statements: [],
    });
    expect(report.periodStart).toBe(at('2026-01-01T00:00:00Z'));
    expect(report.periodEnd?.(at('2026-03-31T23:59:59Z'))).toBe(true);
    expect(report.periodEnd?.(at('2026-03-31T23:59:59.5Z'))).toBe(false);
  });

  it('has its other numbers and words named, wherever they stand, and not more than sixteen', () => {
    const report = parse({
      report_type: 'hipaa',
      audit_entries: 3,
      covered_entity: 'Northgate',
      'a/b': { '~': 1, audit_entries: 2, deep: { count: 7 } },
      list: [1, 2],
      controls: ['CC1.1'],
    });
    expect(report.counts).toEqual([
      { pointer: '/a~1b/~0', value: 1 },
      { pointer: '/a~1b/audit_entries', value: 2 },
      { pointer: '/a~1b/deep/count', value: 7 },
    ]);
    expect(report.statements.map(([name]) => name)).toEqual([
      'covered_entity',
      'a/b',
      'list',
      'controls',
    ]);
    expect(report.controls).toEqual([]);
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`n${i}`, i]));
    expect(parse(many).counts).toHaveLength(16);
  });

  it('may write times with any offset', () => {
    expect(parse({ period_start: '2026-01-01T01:30:00+01:30' }).periodStart).toBe(
      at('2026-01-01T00:00:00Z'),
    );
    expect(parse({ period_start: '2025-12-31T19:00:00-05:00' }).periodStart).toBe(
      at('2026-01-01T00:00:00Z'),
    );
  });

  it('may write bare dates: the first instant of a day, and as an end any moment of its last second', () => {
    const report = parse({ period_start: '2026-01-01', period_end: '2026-03-31' });
    expect(report.periodStart).toBe(at('2026-01-01T00:00:00Z'));
    expect(report.periodEnd?.(at('2026-03-31T23:59:59Z'))).toBe(true);
    expect(report.periodEnd?.(at('2026-03-31T23:59:59.999Z'))).toBe(true);
    expect(report.periodEnd?.(at('2026-04-01T00:00:00Z'))).toBe(false);
    expect(report.periodEnd?.(at('2026-03-31T23:59:58Z'))).toBe(false);
  });

  it('is refused where two readers could read two things, or nothing can be read', () => {
    for (const bad of [
      '{"audit_entries":1,"audit_entries":2}',
      '[1]',
      'x',
      '{"audit_entries":"9"}',
      '{"audit_entries":1.5}',
      '{"audit_entries":-1}',
      '{"period_start":"yesterday"}',
      '{"period_end":5}',
      '{"period_end":"2026-02-30"}',
      '{"tenant_id":7}',
      '{"report_type":null}',
      '{"period_start":"2026-02-02","period_end":"2026-02-01"}',
    ]) {
      expect(parseReport(Buffer.from(bad)).ok, bad).toBe(false);
    }
  });
});
