// Rule A of the oracle (oracle.ts): what an attester can show with keys of its own, but without the ledger's.

import { prefixed, tagged } from '../../exporter/derive.js';
import { canonicalize, isObject, type Json, type JsonObject } from '../../src/base/json.js';
import { objectLines, objectOf, sequenceOf, textLines } from './evidence.js';
import type { Mutant } from './mutate.js';
import type { Files } from './zip.js';

/** Rule A. */
export function signedAnewReason(
  { options, trustRoot }: Mutant,
  original: Files,
  files: Files,
): string | undefined {
  const manifest = objectOf(files.get('manifest.json')) ?? {};
  const lineAt = new Map(
    textLines(original.get('records.jsonl')).map((line) => [sequenceOf(line), line]),
  );
  const hashAt = new Map<unknown, unknown>([
    ...[...lineAt].map(
      ([sequence, line]) => [sequence, prefixed(tagged('softqcos/record/v1', line))] as const,
    ),
    ...objectLines(original, 'stubs.jsonl').map(
      (stub) => [stub['sequence'], stub['record_hash']] as const,
    ),
  ]);
  const records = objectLines(files, 'records.jsonl');
  const stubs = objectLines(files, 'stubs.jsonl');
  for (const line of textLines(files.get('records.jsonl'))) {
    if (lineAt.get(sequenceOf(line)) !== line) return 'A: a record that the ledger does not have';
  }
  const erased = new Map<unknown, JsonObject>();
  for (const { type, data } of records) {
    if (type === 'erasure' && isObject(data) && canonicalize(data['fields'] ?? null) === '["*"]')
      erased.set(data['sequence'], data);
  }
  for (const stub of stubs) {
    if (hashAt.get(stub['sequence']) !== stub['record_hash'])
      return 'A: a stub that the ledger does not have';
    if (stub['reason'] === 'erased' && !erased.has(stub['sequence']))
      return 'A: an erasure that nobody logged';
  }
  if (records.some(({ sequence }) => erased.has(sequence))) return 'A: an erased record is shown';
  const signatures = new Set(textLines(original.get('signatures.jsonl')));
  if (textLines(files.get('signatures.jsonl')).some((line) => !signatures.has(line)))
    return 'A: another record signature';
  const head = manifest['tree_head'];
  const theirs = objectOf(original.get('manifest.json'))?.['tree_head'];
  if (canonicalize(head ?? null) !== canonicalize(theirs ?? null)) return 'A: another tree head';
  const words = objectOf(trustRoot)?.['requirements'];
  const isComplete = [
    ...(options.requirements ?? []),
    ...(Array.isArray(words) ? words : []),
  ].includes('completeness');
  return (
    selectionReason(
      manifest,
      records,
      stubs,
      [...erased.values()],
      isComplete ? [...lineAt.values()] : [],
    ) ?? authorizationReason(manifest, records)
  );
}

function selectionReason(
  { selection }: JsonObject,
  records: readonly JsonObject[],
  stubs: readonly JsonObject[],
  erasures: readonly JsonObject[],
  lines: readonly string[],
): string | undefined {
  if (!isObject(selection)) return 'A: no selection';
  const there = new Set(
    [...records, ...stubs.filter(({ reason }) => reason === 'erased')].map(
      ({ sequence }) => sequence,
    ),
  );
  const { record_ids: ids, sequence: range, period } = selection;
  if (Array.isArray(ids)) {
    const shown = new Set([...records, ...erasures].map((each) => each['record_id']));
    return ids.every((id) => shown.has(id)) ? undefined : 'A: a selected id is missing';
  }
  if (isObject(range)) {
    // Ranges are short in every bundle of the corpus; a mutated one may be astronomic.
    const [from, to] = [Number(range['from']), Number(range['to'])];
    if (to - from > there.size || to <= from) return 'A: a selected sequence is missing';
    for (let at = from; at < to; at += 1)
      if (!there.has(at)) return 'A: a selected sequence is missing';
    return undefined;
  }
  if (!isObject(period)) return 'A: no selection';
  const [from, to] = [nanos(period['from']), nanos(period['to'])];
  for (const line of lines) {
    const record = objectOf(Buffer.from(line, 'utf8')) ?? {};
    const time = nanos(record['recorded_at']);
    if (time >= from && time <= to && !there.has(record['sequence']))
      return 'A: a record of the period is missing';
  }
  return undefined;
}

function authorizationReason(
  manifest: JsonObject,
  records: readonly JsonObject[],
): string | undefined {
  const named = manifest['authorization'];
  if (named === undefined) return undefined;
  const id = isObject(named) ? named['record_id'] : undefined;
  const data = records.find(({ record_id, type }) => record_id === id && type === 'export')?.[
    'data'
  ];
  if (!isObject(data) || data['decision'] !== 'ALLOW') return 'A: nobody allowed the export';
  if (data['bundle_id'] !== manifest['bundle_id']) return 'A: another bundle was allowed';
  return canonicalize(data['selection'] ?? null) === canonicalize(manifest['selection'] ?? null)
    ? undefined
    : 'A: another selection was allowed';
}

/** A time as a text that compares like the time: all are UTC with four digits of year. */
function nanos(time: Json | undefined): string {
  const [whole = '', fraction = ''] = String(time).replace('Z', '').split('.');
  return `${whole}.${fraction.padEnd(9, '0')}`;
}
