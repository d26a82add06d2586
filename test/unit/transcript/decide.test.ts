import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/catalogue/checks.js';
import type { Requirement } from '../../../src/catalogue/requirements.js';
import type { CheckResult } from '../../../src/checks/settle.js';
import { decide, isNeeded } from '../../../src/transcript/transcript.js';

const BASE = new Set<Requirement>(['inclusion', 'checkpoint', 'attestation']);

/** Results in which every check has passed, but for some. */
function results(but: Partial<Record<string, Partial<CheckResult>>> = {}): CheckResult[] {
  return CATALOGUE.map(
    ({ id }) =>
      ({ id, status: 'passed', examined: 1, findings: [], omitted: 0, ...but[id] }) as CheckResult,
  );
}

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
