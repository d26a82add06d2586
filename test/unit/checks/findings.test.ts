import { describe, expect, it } from 'vitest';
import { EvidenceError, finding } from '../../../src/base/errors.js';
import { FINDINGS_PER_CODE } from '../../../src/base/limits.js';
import { Findings } from '../../../src/checks/findings.js';

describe('findings', () => {
  it('are kept in a bounded number of one code, and counted beyond it', () => {
    const findings = new Findings();
    for (let i = 0; i < FINDINGS_PER_CODE + 5; i += 1) {
      findings.report(finding('CHAIN_BROKEN', { sequence: i }, 'broken'));
      findings.report(finding('CHAIN_LINK_NOT_SHOWN', { sequence: i }, 'not shown'));
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
      findings.absent(finding('RECORD_SIGNATURE_MISSING', { sequence: i }, 'missing'));
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

  it('are made of an EvidenceError; every other error is thrown on', () => {
    const findings = new Findings();
    const run = () =>
      findings.attempt(() => {
        throw new EvidenceError(finding('CHECKPOINT_MALFORMED', {}, 'malformed'));
      });
    expect(run()).toBeUndefined();
    expect(findings.sound('checkpoint/form')).toBe(false);
    expect(() =>
      findings.attempt(() => {
        throw new TypeError('ours');
      }),
    ).toThrow(TypeError);
  });
});
