// Until when a result is expected to hold (docs/SPEC.md §12.5): by the dated texts of the catalogue, for each hash, signature and token
// that the verdict or a time beside it stands on. The words promise nothing.

import { formatTime, type Instant, toHex, utf8 } from '../base/encoding.js';
import { canonicalize } from '../base/json.js';
import {
  HORIZON_SOURCES,
  HORIZONS,
  HORIZONS_EDITION,
  type SourceId,
} from '../catalogue/horizons.js';
import type { RenewedPart } from '../checks/algorithms.js';
import { earlier, isOver, type LastDay } from '../checks/horizon.js';
import { digestOf } from '../crypto/digest.js';
import type { Facts } from './facts.js';
import type { Verdict } from './transcript.js';
import type { ProvesUntil, ProvesUntilPart } from './worth.js';

/** The catalogue's fingerprint: two results with one fingerprint were judged by the same dates. */
export function horizonsDigest(): string {
  const text = canonicalize({
    edition: HORIZONS_EDITION,
    horizons: HORIZONS,
    sources: HORIZON_SOURCES,
  });
  return toHex(digestOf('sha3-256', utf8(text)));
}

/** States until when what was proven is expected to hold; a result that is no pass proves nothing, until no day. */
export function provesUntilOf(
  { parts = [], renewals = [] }: Facts,
  verdict: Verdict,
  asOf: Instant | undefined,
): ProvesUntil {
  const all = earliest(parts);
  const needed = earliest(parts.filter((part) => part.needed));
  const isProven = verdict === 'pass';
  const day = asOf === undefined ? undefined : asOfOf(parts, asOf, isProven);
  return {
    catalogue: { edition: HORIZONS_EDITION, sha3_256: horizonsDigest() },
    sentence: isProven ? sentenceOf(all, needed, renewals.length) : unprovenSentence(day, needed),
    ...(isProven && all !== undefined ? { until: all.until, by: all.what } : {}),
    ...(isProven && needed !== undefined ? { verdict_until: needed.until } : {}),
    parts: parts.map(partOf),
    renewals: renewals.map(({ generation, at, authority, algorithms, until }) => ({
      generation,
      at: formatTime(at),
      authority,
      algorithms,
      ...(until === null ? {} : { until }),
    })),
    ...(day === undefined ? {} : { as_of: day }),
  };
}

function unprovenSentence(day: ProvesUntil['as_of'], needed: Ending | undefined): string {
  if (day === undefined || needed === undefined || needed.until >= day.day)
    return 'Nothing is proven, so there is no day until which it holds.';
  return `Nothing is proven as of ${day.day}: ${needed.what} was expected to hold until ${needed.until}.`;
}

function asOfOf(
  parts: readonly RenewedPart[],
  asOf: Instant,
  isProven: boolean,
): NonNullable<ProvesUntil['as_of']> {
  const lapsed = parts.filter(({ renewed }) => isOver(renewed, asOf)).map(({ what }) => what);
  return { day: formatTime(asOf).slice(0, 10), holds: isProven, lapsed };
}

interface Ending {
  readonly what: string;
  readonly until: string;
}

function earliest(parts: readonly RenewedPart[]): Ending | undefined {
  const until = parts.reduce<LastDay>((day, part) => earlier(day, part.renewed), null);
  const first = parts.find((part) => part.renewed === until);
  return until === null || first === undefined ? undefined : { what: first.what, until };
}

function sentenceOf(all: Ending | undefined, needed: Ending | undefined, renewals: number): string {
  const verdict =
    needed === undefined
      ? 'No text of the catalogue sets an end to what this verdict rests on'
      : `What this verdict rests on is expected to hold until ${needed.until} (${needed.what})`;
  const beside =
    all === undefined || all.until === needed?.until
      ? ''
      : `; what stands beside it until ${all.until} (${all.what})`;
  const renewed =
    renewals === 0 ? '' : `, ${renewals} ${renewals === 1 ? 'renewal' : 'renewals'} counted`;
  const renew =
    all === undefined ? '' : ' Renew by then with a later time stamp over the whole file.';
  const who = all === undefined ? '' : ' Published texts expect that, and nobody promises it.';
  return `${verdict}${beside}${renewed}.${renew}${who}`;
}

function partOf({ what, kind, algorithms, needed, until, renewed }: RenewedPart): ProvesUntilPart {
  return {
    what,
    kind,
    algorithms,
    needed,
    ...(renewed === null ? {} : { until: renewed }),
    ...(until === null || until === renewed ? {} : { unrenewed_until: until }),
    sources: [
      ...new Set(algorithms.flatMap((name): readonly SourceId[] => HORIZONS[name].sources)),
    ],
    ...(renewed === null ? {} : { renew: `a later time stamp over the whole file by ${renewed}` }),
  };
}
