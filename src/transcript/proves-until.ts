// Until when a result is expected to hold (docs/SPEC.md §12.5): by the dated texts of the catalogue, for each hash, signature and token
// that the verdict or a time beside it stands on. The words promise nothing.

import { toHex, utf8 } from '../base/encoding.js';
import { canonicalize } from '../base/json.js';
import {
  HORIZON_SOURCES,
  HORIZONS,
  HORIZONS_EDITION,
  type SourceId,
} from '../catalogue/horizons.js';
import { type DatedPart, earlier, type LastDay } from '../checks/horizon.js';
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
export function provesUntilOf({ parts = [] }: Facts, verdict: Verdict): ProvesUntil {
  const all = earliest(parts);
  const needed = earliest(parts.filter((part) => part.needed));
  const isProven = verdict === 'pass';
  return {
    catalogue: { edition: HORIZONS_EDITION, sha3_256: horizonsDigest() },
    sentence: isProven
      ? sentenceOf(all, needed)
      : 'Nothing is proven, so nothing holds until a day.',
    ...(isProven && all !== undefined ? { until: all.until, by: all.what } : {}),
    ...(isProven && needed !== undefined ? { verdict_until: needed.until } : {}),
    parts: parts.map(partOf),
  };
}

interface Ending {
  readonly what: string;
  readonly until: string;
}

function earliest(parts: readonly DatedPart[]): Ending | undefined {
  const until = parts.reduce<LastDay>((day, part) => earlier(day, part.until), null);
  const first = parts.find((part) => part.until === until);
  return until === null || first === undefined ? undefined : { what: first.what, until };
}

function sentenceOf(all: Ending | undefined, needed: Ending | undefined): string {
  const [verdict, times] = [
    needed === undefined
      ? 'No text of the catalogue sets an end to what this verdict rests on'
      : `What this verdict rests on is expected to hold until ${needed.until} (${needed.what})`,
    all === undefined || all.until === needed?.until
      ? ''
      : `; what stands beside it until ${all.until} (${all.what})`,
  ];
  const renew =
    all === undefined ? '' : ` Renew by then with a later time stamp over the whole bundle.`;
  return `${verdict}${times}.${renew} Published texts expect that, and nobody promises it.`;
}

function partOf({ what, kind, algorithms, needed, until }: DatedPart): ProvesUntilPart {
  return {
    what,
    kind,
    algorithms,
    needed,
    ...(until === null ? {} : { until }),
    sources: [
      ...new Set(algorithms.flatMap((name): readonly SourceId[] => HORIZONS[name].sources)),
    ],
    ...(until === null ? {} : { renew: `a later time stamp over the whole bundle by ${until}` }),
  };
}
