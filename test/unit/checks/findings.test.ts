import { describe, expect, it } from 'vitest';
import { EvidenceError, finding, findingsOf, type MadeOf } from '../../../src/base/errors.js';
import { FAILED_SEQUENCES, FINDINGS_PER_CODE } from '../../../src/base/limits.js';
import { Findings } from '../../../src/checks/findings.js';

describe('findings', () => {
  it('are kept in a bounded number of one code, and counted beyond it', () => {
    const findings = new Findings();
    for (let i = 0; i < FINDINGS_PER_CODE + 5; i += 1) {
      findings.report('CHAIN_BROKEN', { sequence: i }, 'broken');
      findings.report('CHAIN_LINK_NOT_SHOWN', { sequence: i }, 'not shown');
    }
    const { kept, omitted } = findings.tally('records/chain');
    expect(kept.map(({ finding: { code } }) => code)).toEqual(
      Array.from({ length: FINDINGS_PER_CODE }, () => [
        'CHAIN_BROKEN',
        'CHAIN_LINK_NOT_SHOWN',
      ]).flat(),
    );
    expect(omitted).toBe(10);
  });

  it('of something missing are counted apart', () => {
    const findings = new Findings();
    for (let i = 0; i < FINDINGS_PER_CODE + 5; i += 1)
      findings.absent('RECORD_SIGNATURE_MISSING', { sequence: i });
    expect(findings.tally('records/signatures')).toMatchObject({
      omitted: 0,
      omittedIfRequired: 5,
    });
    expect(findings.sound('records/signatures')).toBe(true);
  });

  it('keep the first reason why a check came to no end', () => {
    const findings = new Findings();
    findings.stop('inclusion/leaves', 'archive/content');
    findings.stop('inclusion/leaves', 'inclusion/form');
    expect(findings.tally('inclusion/leaves').stopped).toBe('archive/content');
  });

  it('of one step after those of another are as if one step had made them', () => {
    const made: MadeOf[] = Array.from({ length: 70 }, (_, i) => [
      i % 3 === 0 ? 'CHAIN_BROKEN' : 'RECORD_CLOCK_BACKWARDS',
      { sequence: i },
      'wrong',
    ]);
    const whole = new Findings();
    for (const each of made) whole.report(...each);
    whole.examined('records/chain', 70);
    for (let cut = 0; cut <= made.length; cut += 7) {
      const parts = [made.slice(0, cut), made.slice(cut)].map((part) => {
        const findings = new Findings();
        for (const each of part) findings.report(...each);
        findings.examined('records/chain', part.length);
        return findings;
      });
      const joined = new Findings();
      for (const part of parts) joined.add(part);
      for (const id of ['records/chain', 'records/clock'] as const) {
        const { kept, examined, omitted } = joined.tally(id);
        expect(kept).toEqual(whole.tally(id).kept);
        expect([examined, omitted]).toEqual([whole.tally(id).examined, whole.tally(id).omitted]);
      }
      expect(joined.failures).toEqual(whole.failures);
    }
  });

  it('remember every sequence of a failure, also of those that are not kept, up to a bound', () => {
    const findings = new Findings();
    for (let i = 0; i < FAILED_SEQUENCES + 5; i += 1)
      findings.report('CHAIN_BROKEN', { sequence: i }, 'broken');
    findings.report('RECORD_ID_DUPLICATE', { sequence: 7 });
    findings.report('CHAIN_LINK_NOT_SHOWN', { sequence: 8 }, 'a note');
    expect(findings.failures.size).toBe(FAILED_SEQUENCES);
    expect([...(findings.failures.get(7) ?? [])]).toEqual(['CHAIN_BROKEN', 'RECORD_ID_DUPLICATE']);
    expect([...(findings.failures.get(8) ?? [])]).toEqual(['CHAIN_BROKEN']);
  });

  it('give the value of a step, and are what an EvidenceError has found', () => {
    const findings = new Findings();
    const step = new Findings();
    step.reportAll(findingsOf(new EvidenceError(finding('CHECKPOINT_MALFORMED', {}, 'malformed'))));
    expect(findings.take({ value: 3, findings: step })).toBe(3);
    expect(findings.sound('checkpoint/form')).toBe(false);
    expect(() => findingsOf(new TypeError('ours'))).toThrow(TypeError);
  });
});
