// A result of before beside the same run of now (docs/MANUAL.md §14): what differs, and in what. The old document is the operator's
// file, by whatever version: it is read member by member, and what it does not state is said to be not stated.

import { isObject, type Json, type JsonObject } from '../base/json.js';
import type { Transcript } from '../transcript/transcript.js';

const FACETS = [
  'bundle',
  'trust root',
  'verifier',
  'options',
  'algorithm catalogue',
  'verdict',
  'checks',
  'evidence',
] as const;
type Facet = (typeof FACETS)[number];

interface DifferenceRow {
  readonly facet: Facet;
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

export interface Difference {
  readonly format: 'softqcos.difference/v1';
  /** True if verdict, checks that both know, and evidence are the same, of the same bundle. */
  readonly same_result: boolean;
  readonly rows: readonly DifferenceRow[];
}

/** The transcript in an old document: itself, or the only one of a run. */
export function oldTranscript(document: Json): JsonObject | undefined {
  if (!isObject(document)) return undefined;
  if (document['format'] === 'softqcos.transcript/v1') return document;
  const { transcripts } = document;
  if (document['format'] !== 'softqcos.run/v1' || !Array.isArray(transcripts)) return undefined;
  const [only] = transcripts as readonly Json[];
  return transcripts.length === 1 && isObject(only) ? only : undefined;
}

const NOT_STATED = 'not stated';

/** Compares them, in the order of the facets. */
export function differenceOf(before: JsonObject, now: Transcript): Difference {
  const current = JSON.parse(JSON.stringify(now)) as JsonObject;
  const rows = PLACES.flatMap(([facet, what, ...path]): DifferenceRow[] => {
    const [a, b] = [at(before, path), at(current, path)].map(textOf);
    return a === undefined || b === undefined || a === b
      ? []
      : [{ facet, what, before: a, now: b }];
  });
  const all = [...rows, ...checkRows(before, now)];
  const order = (row: DifferenceRow): number => FACETS.indexOf(row.facet);
  const decisive: readonly Facet[] = ['bundle', 'verdict', 'checks', 'evidence'];
  return {
    format: 'softqcos.difference/v1',
    same_result: !all.some(({ facet }) => decisive.includes(facet)),
    rows: all.toSorted((a, b) => order(a) - order(b)),
  };
}

type Place = readonly [facet: Facet, what: string, ...path: string[]];

const PLACES: readonly Place[] = [
  ['bundle', 'SHA-256', 'bundle', 'sha256'],
  ['bundle', 'bytes', 'bundle', 'bytes'],
  ['trust root', 'SHA3-256', 'trust_root', 'sha3_256'],
  ['trust root', 'name', 'trust_root', 'name'],
  ['trust root', 'serial', 'trust_root', 'serial'],
  ['verifier', 'version', 'verifier', 'version'],
  ['verifier', 'specification', 'verifier', 'specification'],
  ['options', 'verification time', 'at'],
  ['options', 'requirements', 'requirements'],
  ['algorithm catalogue', 'edition', 'proves_until', 'catalogue', 'edition'],
  ['algorithm catalogue', 'SHA3-256', 'proves_until', 'catalogue', 'sha3_256'],
  ['algorithm catalogue', 'expected to hold until', 'proves_until', 'until'],
  ['verdict', 'verdict', 'verdict'],
  ['verdict', 'summary', 'summary'],
  ['evidence', 'records', 'evidence', 'records'],
  ['evidence', 'selected', 'evidence', 'selected'],
  ['evidence', 'sealed fields', 'evidence', 'sealed_fields'],
  ['evidence', 'proven times', 'times'],
];

/** Status and codes of each check that both know; which checks one of them does not know is of the verifier. */
function checkRows(before: JsonObject, now: Transcript): DifferenceRow[] {
  const old = new Map<string, JsonObject>();
  const listed = before['checks'];
  for (const check of Array.isArray(listed) ? (listed as readonly Json[]) : [])
    if (isObject(check) && typeof check['id'] === 'string') old.set(check['id'], check);
  const rows = now.checks.flatMap((check): DifferenceRow[] => {
    const earlier = old.get(check.id);
    old.delete(check.id);
    if (earlier === undefined)
      return [{ facet: 'verifier', what: check.id, before: 'no such check', now: check.status }];
    const [a, b] = [statusOf(earlier), statusOf(JSON.parse(JSON.stringify(check)) as JsonObject)];
    return a === b ? [] : [{ facet: 'checks', what: check.id, before: a, now: b }];
  });
  for (const [id, check] of old)
    rows.push({ facet: 'verifier', what: id, before: statusOf(check), now: 'no such check' });
  return rows;
}

function statusOf(check: JsonObject): string {
  const { findings } = check;
  const codes = (Array.isArray(findings) ? (findings as readonly Json[]) : []).flatMap((one) =>
    isObject(one) && typeof one['code'] === 'string' ? [one['code']] : [],
  );
  return [textOf(check['status']) ?? NOT_STATED, ...new Set(codes)].join(', ');
}

function at(document: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const name of path)
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return NOT_STATED;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
