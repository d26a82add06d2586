import { describe, expect, it } from 'vitest';
import { EvidenceError, finding } from '../../../src/base/errors.js';
import { FINDINGS_PER_CODE } from '../../../src/base/limits.js';
import { CATALOGUE, type Requirement } from '../../../src/catalogue/checks.js';
import { type CheckResult, Recorder } from '../../../src/checks/recorder.js';
import { decide, isNeeded } from '../../../src/transcript/transcript.js';

const BASE = new Set<Requirement>(['inclusion', 'checkpoint', 'attestation']);

function statusOf(recorder: Recorder, id: string): string | undefined {
  return recorder.results().find((result) => result.id === id)?.status;
}

/** Results in which every check has passed, but for some. */
function results(but: Partial<Record<string, Partial<CheckResult>>> = {}): CheckResult[] {
  return CATALOGUE.map(
    ({ id }) =>
      ({ id, status: 'passed', examined: 1, findings: [], omitted: 0, ...but[id] }) as CheckResult,
  );
}

describe('the recorder', () => {
  it('gives every check of the catalogue a result, in catalogue order', () => {
    expect(new Recorder().results().map(({ id }) => id)).toEqual(CATALOGUE.map(({ id }) => id));
  });

  it('never passes a check that examined nothing', () => {
    expect(new Recorder().results().every(({ status }) => status === 'skipped')).toBe(true);
  });

  it('passes a check that examined something and found nothing against it', () => {
    const recorder = new Recorder();
    recorder.examined('records/chain');
    recorder.report(finding('CHAIN_LINK_NOT_SHOWN', {}, 'a note'));
    expect(statusOf(recorder, 'records/chain')).toBe('passed');
  });

  it('lets a failure outrank a gap, and a gap outrank being stopped', () => {
    const recorder = new Recorder();
    recorder.skip('records/signatures', 'records/form');
    expect(statusOf(recorder, 'records/signatures')).toBe('skipped');
    recorder.report(finding('RECORD_SIGNATURE_MISSING', {}, 'a gap'));
    expect(statusOf(recorder, 'records/signatures')).toBe('unproven');
    recorder.report(finding('RECORD_SIGNATURE_INVALID', {}, 'a failure'));
    expect(statusOf(recorder, 'records/signatures')).toBe('failed');
  });

  it('does not pass a check that another one stopped half way', () => {
    const recorder = new Recorder();
    recorder.examined('inclusion/leaves', 3);
    recorder.skip('inclusion/leaves', 'records/form');
    expect(recorder.results().find(({ id }) => id === 'inclusion/leaves')).toMatchObject({
      status: 'skipped',
      because: 'records/form',
      examined: 3,
    });
    expect(recorder.hasPassed('inclusion/leaves')).toBe(false);
  });

  it('keeps a bounded number of findings of one code and counts the rest', () => {
    const recorder = new Recorder();
    for (let i = 0; i < FINDINGS_PER_CODE + 5; i += 1)
      recorder.report(finding('CHAIN_BROKEN', { sequence: i }, 'broken'));
    const result = recorder.results().find(({ id }) => id === 'records/chain');
    expect(result?.findings.length).toBe(FINDINGS_PER_CODE);
    expect(result?.omitted).toBe(5);
  });

  it('turns an EvidenceError into findings and rethrows every other error', () => {
    const recorder = new Recorder();
    const run = () =>
      recorder.attempt(() => {
        throw new EvidenceError(finding('CHECKPOINT_MALFORMED', {}, 'malformed'));
      });
    expect(run()).toBeUndefined();
    expect(statusOf(recorder, 'checkpoint/form')).toBe('failed');
    expect(() =>
      recorder.attempt(() => {
        throw new TypeError('ours');
      }),
    ).toThrow(TypeError);
  });
});

describe('the verdict', () => {
  it('passes if every needed check passed', () => {
    expect(decide(results(), BASE)).toBe('pass');
  });

  it('fails if any check failed, needed or not', () => {
    for (const { id } of CATALOGUE)
      expect(decide(results({ [id]: { status: 'failed' } }), BASE)).toBe('fail');
  });

  it('is unproven if a needed check is unproven, skipped by another, or examined nothing', () => {
    for (const { id, needed } of CATALOGUE) {
      if (needed !== 'always' && !BASE.has(needed as Requirement)) continue;
      expect(decide(results({ [id]: { status: 'unproven' } }), BASE)).toBe('unproven');
      expect(
        decide(
          results({
            [id]: { status: 'skipped', because: 'archive/structure' } as Partial<CheckResult>,
          }),
          BASE,
        ),
      ).toBe('unproven');
      expect(decide(results({ [id]: { examined: 0 } }), BASE)).toBe('unproven');
    }
  });

  it('needs a requirement only if it is required', () => {
    const but = results({ 'checkpoint/witnesses': { status: 'unproven' } });
    expect(decide(but, BASE)).toBe('pass');
    expect(decide(but, new Set([...BASE, 'witnesses']))).toBe('unproven');
  });

  it('needs a check of what is present whenever the bundle holds something for it', () => {
    const [absent, stopped] = (['not-in-bundle', 'records/form'] as const).map(
      (because) =>
        ({
          id: 'records/chain',
          status: 'skipped',
          because,
          examined: 0,
          findings: [],
          omitted: 0,
        }) as CheckResult,
    );
    expect(absent !== undefined && isNeeded(absent, BASE)).toBe(false);
    expect(stopped !== undefined && isNeeded(stopped, BASE)).toBe(true);
  });

  it('fails rather than leaves unproven when both apply', () => {
    expect(
      decide(
        results({ 'archive/names': { status: 'unproven' }, 'records/chain': { status: 'failed' } }),
        BASE,
      ),
    ).toBe('fail');
  });
});
