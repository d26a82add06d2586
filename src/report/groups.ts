// Equal findings told once: one message, one remedy, and the places. A converted line end is one accident, whatever the number of lines.

import type { Location } from '../base/errors.js';
import { namesCause } from '../transcript/causes.js';
import type { TranscriptFinding } from '../transcript/transcript.js';
import { grouped, placeOf } from './words.js';

export interface FindingGroup {
  /** The first of them. */
  readonly finding: TranscriptFinding;
  readonly places: readonly Location[];
  /** Different ones, in order; of an accident that has a name they do not tell two findings apart. */
  readonly actuals: readonly string[];
}

/** Places that are named one by one. */
const NAMED = 5;

/** Findings that say the same of other places, in the order of the first of each. */
export function groupsOf(findings: readonly TranscriptFinding[]): readonly FindingGroup[] {
  const groups = new Map<
    string,
    { finding: TranscriptFinding; places: Location[]; actuals: string[] }
  >();
  for (const finding of findings) {
    const { code, message, expected, actual, remedy, where } = finding;
    const told = namesCause(finding) ? undefined : actual;
    const key = JSON.stringify([code, message, expected, told, remedy]);
    const group = groups.get(key) ?? { finding, places: [], actuals: [] };
    groups.set(key, group);
    group.places.push(where);
    if (actual !== undefined && !group.actuals.includes(actual)) group.actuals.push(actual);
  }
  return [...groups.values()];
}

/** What was found instead: of several, the first few. */
export function actualOf({ actuals }: FindingGroup): string | undefined {
  if (actuals.length === 0) return undefined;
  const more = actuals.length - NAMED;
  return `${actuals.slice(0, NAMED).join('; ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** `records.jsonl, lines 1 to 20`; `5 places: a; b; c and 2 more`; of one place what `placeOf` says. */
export function placesOf({ places }: FindingGroup, shown: (text: string) => string): string {
  const [first] = places;
  if (first === undefined) return '';
  if (places.length === 1) return placeOf(first, shown);
  const lines = places.map(({ line }) => line);
  if (places.every(({ entry }) => entry === first.entry) && isNumbers(lines))
    return `${first.entry === undefined ? '' : `${shown(first.entry)}, `}lines ${ranges(lines)}`;
  const named = [...new Set(places.map((place) => placeOf(place, shown)))];
  const more = named.length - NAMED;
  const list = named.slice(0, NAMED).join('; ');
  return `${grouped(named.length)} places: ${list}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

function isNumbers(values: readonly (number | undefined)[]): values is readonly number[] {
  return values.every((value) => value !== undefined);
}

/** `1 to 5, 9, 12 to 14`. */
function ranges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: [from: number, to: number][] = [];
  for (const number of sorted) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] + 1 === number) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
}
