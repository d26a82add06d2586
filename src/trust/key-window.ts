// When a key counts (docs/SPEC.md §12.3): its window, its revocation, trusted times, and the time asked about.
// With trusted times, one of them must lie in the window and before the bound; `at` then has no say. Without, the key must be
// valid and unrevoked at `at`, and the time stays unproven. The edges, each with a test:
// - The window includes both ends, to the nanosecond. The bound excludes: a time equal to it is not before it.
// - The bound is `compromised_since` of a compromised key, `at` of a superseded or ceased one.
// - One fitting time is enough, however many others do not fit. An order among them means nothing.
// - Trusted times that all miss the window end the matter: what `at` says is not asked.
// - Without trusted times, a signature that says itself that it was made after the window or not before the bound does not count,
//   whatever `at`: otherwise an `at` before the theft would vouch for what the thief signed later.
// - Without trusted times a revocation of the future of `at` is not yet in force, except that a compromise is in force from
//   `compromised_since` on: the file itself says that at that moment a thief held the key. The earlier of the two ends it.
// - `compromised_since` at or before `valid_from` leaves no time at all: the key never counts.
// - `compromised_since` after `valid_until` changes nothing for trusted times; the window ends first.

import { formatTime, type Instant } from '../base/encoding.js';

interface Revocation {
  readonly at: Instant;
  readonly reason: 'compromised' | 'superseded' | 'ceased';
  /** Present exactly when the reason is `compromised`. */
  readonly compromisedSince?: Instant;
}

/** When a key may have signed. Both ends are included. */
export interface KeyWindow {
  readonly validFrom: Instant;
  readonly validUntil?: Instant;
  readonly revoked?: Revocation;
}

export type Validity =
  /** `time` is the earliest trusted time that fits; without one the time of signing is not proven. */
  | { readonly valid: true; readonly proven: true; readonly time: Instant }
  | { readonly valid: true; readonly proven: false }
  /** One clause, lower case. */
  | { readonly valid: false; readonly reason: string };

/**
 * Decides whether a verified signature counts. `trustedTimes` are those of this very signature, in any order.
 * @param stated the time at which it says that it was made: proves nothing for it, and testifies against it
 */
export function validity(
  window: KeyWindow,
  trustedTimes: readonly Instant[],
  at: Instant,
  stated?: Instant,
): Validity {
  if (trustedTimes.length === 0) {
    const reason = reasonAt(window, at) ?? reasonOfStated(window, stated);
    return reason === undefined ? { valid: true, proven: false } : { valid: false, reason };
  }
  const fitting = trustedTimes.filter((time) => misfit(window, time) === undefined);
  const time = earliest(fitting);
  if (time !== undefined) return { valid: true, proven: true, time };
  const first = earliest(trustedTimes) ?? at;
  return {
    valid: false,
    reason: `the trusted time ${formatTime(first)} ${misfit(window, first) ?? 'does not fit'}`,
  };
}

/**
 * Decides whether a record signature counts (§12.3): window and bound are compared with the record's own time, which is only
 * claimed; a compromised key needs a trusted time before the compromise as well, since a thief claims what he likes.
 */
export function recordValidity(
  window: KeyWindow,
  recordedAt: Instant,
  trustedTimes: readonly Instant[],
): Validity {
  const reason = misfit(window, recordedAt);
  if (reason !== undefined)
    return { valid: false, reason: `the record's own time ${formatTime(recordedAt)} ${reason}` };
  const since = window.revoked?.compromisedSince;
  if (since === undefined) return { valid: true, proven: false };
  const time = earliest(trustedTimes.filter((trusted) => trusted < since));
  return time === undefined
    ? {
        valid: false,
        reason: `no trusted time shows it to be older than the compromise of ${formatTime(since)}`,
      }
    : { valid: true, proven: true, time };
}

/** True if a time lies in the window and before the bound of its revocation. */
export function isInWindow(window: KeyWindow, time: Instant): boolean {
  return misfit(window, time) === undefined;
}

/** The first instant at which a signature no longer counts, by revocation; undefined if not revoked. */
export function boundOf(window: KeyWindow): Instant | undefined {
  const { revoked } = window;
  return revoked && (revoked.compromisedSince ?? revoked.at);
}

/** Why a trusted time does not fit; undefined if it does. */
function misfit(window: KeyWindow, time: Instant): string | undefined {
  const outside = outsideWindow(window, time);
  if (outside !== undefined) return outside;
  const bound = boundOf(window);
  if (bound === undefined || time < bound) return undefined;
  return window.revoked?.compromisedSince === undefined
    ? `is not before the revocation of ${formatTime(bound)}`
    : `is not before the compromise of ${formatTime(bound)}`;
}

function outsideWindow(window: KeyWindow, time: Instant): string | undefined {
  if (time < window.validFrom)
    return `is before the key became valid on ${formatTime(window.validFrom)}`;
  if (window.validUntil !== undefined && time > window.validUntil)
    return `is after the key expired on ${formatTime(window.validUntil)}`;
  return undefined;
}

/** Why a signature by its own account came too late for its key; undefined if it did not. Being early is no thief's advantage. */
function reasonOfStated(window: KeyWindow, stated: Instant | undefined): string | undefined {
  if (stated === undefined || stated < window.validFrom) return undefined;
  const reason = misfit(window, stated);
  return reason && `by its own account it was signed on ${formatTime(stated)}, which ${reason}`;
}

/** Why a key is not valid and unrevoked at the time asked about; undefined if it is. */
function reasonAt(window: KeyWindow, at: Instant): string | undefined {
  const { validFrom, validUntil, revoked } = window;
  const none = 'and no trusted time shows the signature to be older';
  // A revocation comes first: a key that is both expired and stolen is to be reported as stolen.
  if (revoked !== undefined) {
    const { compromisedSince } = revoked;
    if (compromisedSince !== undefined && at >= compromisedSince)
      return `the key is compromised since ${formatTime(compromisedSince)}, ${none}`;
    if (at >= revoked.at)
      return `the key is revoked (${revoked.reason}) since ${formatTime(revoked.at)}, ${none}`;
  }
  if (at < validFrom) return `the key becomes valid on ${formatTime(validFrom)}`;
  if (validUntil !== undefined && at > validUntil)
    return `the key expired on ${formatTime(validUntil)}, ${none}`;
  return undefined;
}

function earliest(times: readonly Instant[]): Instant | undefined {
  return times.reduce<Instant | undefined>(
    (least, time) => (least === undefined || time < least ? time : least),
    undefined,
  );
}
