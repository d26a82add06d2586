// Erasures against what they name (docs/SPEC.md §9.2). An erasure comes after its target, so the leaves are read a second time,
// and only when the bundle logs erasures at all. Digests and form were judged in the first reading.

import { finding } from '../base/errors.js';
import { parseDisclosure } from '../bundle/disclosure.js';
import type { Erasure } from '../bundle/erasure.js';
import { hashText } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf } from '../bundle/leaf.js';
import { LeafStream } from '../bundle/leaves.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';
import { checkRetention, type PolicyBook, TargetData } from './retention.js';

export interface Targets {
  readonly recorder: Findings;
  readonly entries: Entries;
  /** Erasures by the sequence of their target. */
  readonly byTarget: ReadonlyMap<number, readonly Erasure[]>;
  readonly policies: PolicyBook;
}

/** Judges every erasure whose target the bundle holds; returns the number of sealed fields that are logged as erased. */
export async function judgeTargets({
  recorder,
  entries,
  byTarget,
  policies,
}: Targets): Promise<number> {
  let erasedFields = 0;
  const found = new Set<number>();
  const compareWith = (leaf: Leaf, erasures: readonly Erasure[]): void => {
    found.add(leaf.sequence);
    const { record } = leaf;
    const hash = hashText('sha3-256', leaf.recordHash);
    const disclosed = record === undefined ? NONE : namesOf(record, leaf.disclosures?.value ?? []);
    const erased = new Set<string>();
    const data = record === undefined ? undefined : new TargetData(record.data);
    for (const erasure of erasures) {
      compare(recorder, erasure, hash, record);
      if (record !== undefined) judgeFields(recorder, erasure, record, disclosed, erased);
      checkRetention(recorder, erasure, policies, data);
    }
    erasedFields += erased.size;
  };
  const read: readonly string[] = [PATHS.records, PATHS.stubs, PATHS.disclosures];
  const stream = new LeafStream({
    open: (path) => (read.includes(path) && entries.has(path) ? entries.again(path) : undefined),
  });
  for await (const { leaves } of stream.batches()) {
    for (const leaf of leaves) {
      const erasures = byTarget.get(leaf.sequence);
      if (erasures !== undefined) compareWith(leaf, erasures);
    }
  }
  for (const [sequence, [erasure]] of byTarget) {
    if (found.has(sequence) || erasure === undefined) continue;
    recorder.report(
      finding(
        'ERASURE_TARGET_NOT_SHOWN',
        erasure.where,
        `record ${sequence}, which it erases, is not in the bundle`,
      ),
    );
  }
  return erasedFields;
}

function judgeFields(
  recorder: Findings,
  erasure: Erasure,
  record: LedgerRecord,
  disclosed: ReadonlySet<string>,
  erased: Set<string>,
): void {
  const by = { ...record.where, pointer: '/sealed' };
  if (erasure.fields === undefined) {
    recorder.report(
      finding(
        'ERASED_YET_SHOWN',
        record.where,
        `the record is shown, and record ${erasure.sequence} erased it as a whole`,
      ),
    );
  }
  for (const field of erasure.fields ?? []) {
    if (!record.sealed.has(field)) {
      recorder.report(
        finding(
          'ERASURE_FIELD_UNKNOWN',
          { ...erasure.where, pointer: '/data/fields' },
          `record ${record.sequence} did not seal this field`,
          { actual: field },
        ),
      );
    } else if (disclosed.has(field)) {
      recorder.report(
        finding(
          'ERASED_YET_DISCLOSED',
          by,
          `${field} is disclosed, and record ${erasure.sequence} erased it`,
          { actual: field },
        ),
      );
    } else erased.add(field);
  }
}

/** §9.2: what the erasure says of its target equals the target's own values, as far as they are shown. */
function compare(
  recorder: Findings,
  { target, where, sequence }: Erasure,
  recordHash: string,
  record: LedgerRecord | undefined,
): void {
  const pairs: [string, string, string][] = [['record_hash', recordHash, target.recordHash]];
  if (record !== undefined) {
    pairs.push(['record_id', record.recordId, target.recordId]);
    pairs.push(['recorded_at', record.recordedAtText, target.recordedAtText]);
    pairs.push(['type', record.type, target.type]);
  }
  for (const [name, expected, actual] of pairs) {
    if (expected !== actual) reportMismatch(recorder, { where, sequence }, name, expected, actual);
  }
}

export function reportMismatch(
  recorder: Findings,
  { where, sequence }: Pick<Erasure, 'where' | 'sequence'>,
  name: string,
  expected: string | number,
  actual: string | number,
): void {
  recorder.report(
    finding(
      'ERASURE_MISMATCH',
      { ...where, pointer: `/data/${name}` },
      `erasure record ${sequence} and its target disagree about ${name}`,
      { expected: String(expected), actual: String(actual) },
    ),
  );
}

const NONE: ReadonlySet<string> = new Set();

/** Fields of a record that are truly disclosed: the disclosure opens the record's own commitment. */
function namesOf(record: LedgerRecord, disclosures: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of disclosures) {
    const parsed = parseDisclosure(text);
    if (parsed.ok && record.sealed.get(parsed.disclosure.name) === parsed.disclosure.commitment)
      names.add(parsed.disclosure.name);
  }
  return names;
}
