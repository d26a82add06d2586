import { describe, expect, it } from 'vitest';
import { type Instant, parseTime } from '../../../src/base/encoding.js';
import {
  boundOf,
  isInWindow,
  type KeyWindow,
  recordValidity,
  validity,
} from '../../../src/trust/key-window.js';

function at(text: string): Instant {
  const value = parseTime(text);
  if (value === undefined) throw new Error(text);
  return value;
}

const FROM = at('2026-01-01T00:00:00Z');
const UNTIL = at('2026-12-31T00:00:00Z');
const MARCH = at('2026-03-01T00:00:00Z');
const APRIL = at('2026-04-01T00:00:00Z');
const MAY = at('2026-05-01T00:00:00Z');
const open: KeyWindow = { validFrom: FROM };
const closed: KeyWindow = { validFrom: FROM, validUntil: UNTIL };
const compromised: KeyWindow = {
  ...closed,
  revoked: { at: MAY, reason: 'compromised', compromisedSince: APRIL },
};
const superseded: KeyWindow = { ...closed, revoked: { at: MAY, reason: 'superseded' } };
const ceased: KeyWindow = { ...closed, revoked: { at: MAY, reason: 'ceased' } };

const yes = (window: KeyWindow, times: readonly Instant[], now: Instant): boolean =>
  validity(window, times, now).valid;

describe('counts, with trusted times', () => {
  it('includes both ends of the window, to the nanosecond', () => {
    expect(yes(closed, [FROM], MARCH)).toBe(true);
    expect(yes(closed, [FROM - 1n], MARCH)).toBe(false);
    expect(yes(closed, [UNTIL], MARCH)).toBe(true);
    expect(yes(closed, [UNTIL + 1n], MARCH)).toBe(false);
    expect(yes(open, [UNTIL + 1n], MARCH)).toBe(true);
  });

  it('excludes the bound of a revocation', () => {
    expect(yes(compromised, [APRIL - 1n], MAY)).toBe(true);
    expect(yes(compromised, [APRIL], MAY)).toBe(false);
    for (const window of [superseded, ceased]) {
      expect(yes(window, [MAY - 1n], MAY)).toBe(true);
      expect(yes(window, [MAY], MAY)).toBe(false);
    }
  });

  it('bounds a compromised key by compromised_since and not by the day of its revocation', () => {
    expect(boundOf(compromised)).toBe(APRIL);
    expect(boundOf(superseded)).toBe(MAY);
    expect(boundOf(closed)).toBeUndefined();
  });

  it('needs one fitting time, in any order, and gives the earliest that fits', () => {
    for (const times of [
      [FROM - 1n, MARCH, APRIL],
      [APRIL, MARCH, FROM - 1n],
    ])
      expect(validity(closed, times, MAY)).toEqual({ valid: true, proven: true, time: MARCH });
  });

  it('does not count if no trusted time fits, whatever `at` says', () => {
    for (const now of [FROM - 1n, FROM, MARCH, UNTIL, UNTIL + 1n]) {
      expect(yes(closed, [UNTIL + 1n, FROM - 1n], now)).toBe(false);
      expect(yes(compromised, [APRIL], now)).toBe(false);
    }
  });

  it('counts with a fitting time, whatever `at` says', () => {
    for (const now of [FROM - 1n, APRIL, UNTIL + 1n, at('2999-01-01T00:00:00Z')]) {
      expect(yes(closed, [MARCH], now)).toBe(true);
      expect(yes(compromised, [MARCH], now)).toBe(true);
    }
  });
});

describe('counts, without trusted times', () => {
  it('asks for a key that is valid at `at`, and says that the time is not proven', () => {
    expect(validity(closed, [], FROM)).toEqual({ valid: true, proven: false });
    expect(validity(closed, [], UNTIL)).toEqual({ valid: true, proven: false });
    expect(yes(closed, [], FROM - 1n)).toBe(false);
    expect(yes(closed, [], UNTIL + 1n)).toBe(false);
    expect(yes(open, [], at('2999-01-01T00:00:00Z'))).toBe(true);
  });

  it('lets a revocation of the future of `at` pass', () => {
    for (const window of [superseded, ceased]) {
      expect(yes(window, [], MAY - 1n)).toBe(true);
      expect(yes(window, [], MAY)).toBe(false);
    }
  });

  it('ends a compromised key when the thief had it, not when the revocation was written', () => {
    expect(yes(compromised, [], APRIL - 1n)).toBe(true);
    expect(yes(compromised, [], APRIL)).toBe(false);
    expect(yes(compromised, [], MAY)).toBe(false);
  });

  it('takes the earlier of revocation and compromise, if somebody wrote them the wrong way round', () => {
    const odd: KeyWindow = {
      ...closed,
      revoked: { at: APRIL, reason: 'compromised', compromisedSince: MAY },
    };
    expect(yes(odd, [], APRIL - 1n)).toBe(true);
    expect(yes(odd, [], APRIL)).toBe(false);
    expect(yes(odd, [APRIL], UNTIL)).toBe(true);
    expect(yes(odd, [MAY], UNTIL)).toBe(false);
  });
});

describe('windows without room', () => {
  it('never counts a key that was compromised before it became valid', () => {
    for (const since of [FROM - 1n, FROM]) {
      const window: KeyWindow = {
        ...closed,
        revoked: { at: MAY, reason: 'compromised', compromisedSince: since },
      };
      for (const now of [FROM - 1n, FROM, MARCH, MAY, UNTIL])
        for (const times of [[], [FROM - 1n], [FROM], [MARCH]])
          expect(yes(window, times, now)).toBe(false);
    }
  });

  it('counts in a window of one instant at that instant only', () => {
    const instant: KeyWindow = { validFrom: MARCH, validUntil: MARCH };
    expect([MARCH - 1n, MARCH, MARCH + 1n].map((time) => isInWindow(instant, time))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('is not changed for trusted times by a compromise after the end of the window', () => {
    const window: KeyWindow = {
      validFrom: FROM,
      validUntil: MARCH,
      revoked: { at: MAY, reason: 'compromised', compromisedSince: APRIL },
    };
    expect(yes(window, [MARCH], MAY)).toBe(true);
    expect(yes(window, [MARCH + 1n], MAY)).toBe(false);
  });
});

describe('reasons', () => {
  it('name the date that decides', () => {
    const reason = (window: KeyWindow, times: readonly Instant[], now: Instant): string => {
      const result = validity(window, times, now);
      return result.valid ? '' : result.reason;
    };
    expect(reason(closed, [], UNTIL + 1n)).toContain('expired on 2026-12-31T00:00:00Z');
    expect(reason(closed, [], FROM - 1n)).toContain('becomes valid on 2026-01-01T00:00:00Z');
    expect(reason(compromised, [], MAY)).toContain('compromised since 2026-04-01T00:00:00Z');
    expect(reason(ceased, [], MAY)).toContain('revoked (ceased) since 2026-05-01T00:00:00Z');
    // A key that is both expired and stolen is reported as stolen.
    expect(reason(compromised, [], UNTIL + 1n)).toContain('compromised');
    expect(reason(compromised, [MAY], MAY)).toContain('not before the compromise of 2026-04-01');
    expect(reason(superseded, [MAY], MAY)).toContain('not before the revocation of 2026-05-01');
    expect(reason(closed, [UNTIL + 1n], MAY)).toContain('is after the key expired');
    expect(reason(closed, [FROM - 1n], MAY)).toContain('is before the key became valid');
  });
});

describe('recordValidity', () => {
  it('compares the window and the end by superseded or ceased with the claimed time', () => {
    expect(recordValidity(closed, MARCH, [])).toEqual({ valid: true, proven: false });
    expect(recordValidity(closed, FROM - 1n, [MARCH]).valid).toBe(false);
    expect(recordValidity(closed, UNTIL + 1n, [MARCH]).valid).toBe(false);
    for (const window of [superseded, ceased]) {
      expect(recordValidity(window, MAY - 1n, []).valid).toBe(true);
      expect(recordValidity(window, MAY, []).valid).toBe(false);
    }
  });

  it('asks for a trusted time before a compromise: a claimed time is what a thief would claim', () => {
    expect(recordValidity(compromised, MARCH, []).valid).toBe(false);
    expect(recordValidity(compromised, MARCH, [APRIL]).valid).toBe(false);
    expect(recordValidity(compromised, MARCH, [MAY, APRIL - 1n])).toEqual({
      valid: true,
      proven: true,
      time: APRIL - 1n,
    });
    expect(recordValidity(compromised, UNTIL + 1n, [MARCH]).valid).toBe(false);
    // A record that claims to be younger than the compromise is not saved by an older token.
    expect(recordValidity(compromised, APRIL, [MARCH]).valid).toBe(false);
    expect(recordValidity(compromised, APRIL - 1n, [MARCH]).valid).toBe(true);
  });
});

/** The rule once more, as the specification says it, over every window of small numbers. */
describe('every window of small numbers', () => {
  const range = [0n, 1n, 2n, 3n];
  const maybe = [undefined, ...range];
  const windows: KeyWindow[] = [];
  for (const validFrom of range)
    for (const validUntil of maybe) {
      const plain = validUntil === undefined ? { validFrom } : { validFrom, validUntil };
      windows.push(plain);
      for (const revokedAt of range) {
        windows.push({ ...plain, revoked: { at: revokedAt, reason: 'ceased' } });
        for (const compromisedSince of range)
          windows.push({
            ...plain,
            revoked: { at: revokedAt, reason: 'compromised', compromisedSince },
          });
      }
    }
  const trusted = [[], ...range.map((a) => [a]), ...range.flatMap((a) => range.map((b) => [a, b]))];

  function naive(
    { validFrom, validUntil, revoked }: KeyWindow,
    times: bigint[],
    now: bigint,
  ): boolean {
    const inside = (time: bigint): boolean =>
      time >= validFrom && (validUntil === undefined ? true : time <= validUntil);
    if (times.length > 0) {
      if (revoked === undefined) return times.some(inside);
      const { at: revokedAt, reason, compromisedSince } = revoked;
      const bound = reason === 'compromised' ? compromisedSince : revokedAt;
      return times.some((time) => inside(time) && bound !== undefined && time < bound);
    }
    if (!inside(now)) return false;
    if (revoked === undefined) return true;
    if (revoked.at <= now) return false;
    return !(revoked.compromisedSince !== undefined && revoked.compromisedSince <= now);
  }

  it('agrees with the plain reading of the rule', () => {
    let counted = 0;
    for (const window of windows)
      for (const times of trusted)
        for (const now of range) {
          const expected = naive(window, times, now);
          if (yes(window, times, now) !== expected)
            expect.fail(`${Object.entries(window)} ${times} at ${now}: ${expected} expected`);
          counted += expected ? 1 : 0;
        }
    expect(windows).toHaveLength(4 * 5 * (1 + 4 + 16));
    expect(counted).toBeGreaterThan(1_000);
  });
});
