// Erasures against what they name (docs/SPEC.md §9.2). An erasure comes after its target, so the leaves are read a second time,
// and only when the bundle logs erasures at all. Digests and form were judged in the first reading.

import { type Finding, finding } from '../base/errors.js';
import { parseDisclosure } from '../bundle/disclosure.js';
import type { Erasure } from '../bundle/erasure.js';
import { hashText } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf } from '../bundle/leaf.js';
import { LeafStream } from '../bundle/leaves.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Entries } from './entries.js';
import { Findings, type Step } from './findings.js';
import { type PolicyBook, retentionFaults, TargetData } from './retention.js';

/**
 * Judges every erasure whose target the bundle holds; gives the number of sealed fields that are logged as erased.
 * @param byTarget erasures by the sequence of their target
 */
export async function judgeTargets(
  entries: Entries,
  byTarget: ReadonlyMap<number, readonly Erasure[]>,
  policies: PolicyBook,
): Promise<Step<number>> {
  const findings = new Findings();
  let erasedFields = 0;
  const shown = new Set<number>();
  const named = new Map<number, { readonly hash: string; readonly by: number }>();
  const judge = (leaf: Leaf, erasures: readonly Erasure[]): void => {
    shown.add(leaf.sequence);
    const { record } = leaf;
    const hash = hashText('sha3-256', leaf.recordHash);
    const disclosed = record === undefined ? NONE : namesOf(record, leaf.disclosures?.value ?? []);
    const data = record === undefined ? undefined : new TargetData(record.data);
    const erased = new Set<string>();
    for (const erasure of erasures) {
      findings.reportAll(differences(erasure, hash, record));
      if (record !== undefined) findings.reportAll(fieldFaults(erasure, record, disclosed));
      for (const field of erasure.fields ?? [])
        if (record?.sealed.has(field) && !disclosed.has(field)) erased.add(field);
      findings.examined('erasures/retention');
      findings.reportAll(retentionFaults(erasure, policies, data));
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
      if (erasures !== undefined) judge(leaf, erasures);
      const before = leaf.sequence - 1;
      if (leaf.record !== undefined && byTarget.has(before))
        named.set(before, { hash: leaf.record.previousHash, by: leaf.sequence });
    }
  }
  for (const [sequence, erasures] of byTarget) {
    const [first] = erasures;
    if (shown.has(sequence) || first === undefined) continue;
    const message = `record ${sequence}, which it erases, is not in the bundle`;
    findings.report('ERASURE_TARGET_NOT_SHOWN', first.where, message);
    const { hash, by } = named.get(sequence) ?? {
      hash: first.target.recordHash,
      by: first.sequence,
    };
    // §9.2: the chain and every other erasure of that record name the same hash.
    for (const { where, sequence: own, target } of erasures)
      if (target.recordHash !== hash)
        findings.report(
          'ERASURE_MISMATCH',
          { ...where, pointer: '/data/record_hash' },
          `erasure record ${own} names another hash of record ${sequence} than record ${by} does`,
          { expected: hash, actual: target.recordHash },
        );
  }
  return { value: erasedFields, findings };
}

function* fieldFaults(
  { where, fields, sequence }: Erasure,
  record: LedgerRecord,
  disclosed: ReadonlySet<string>,
): Iterable<Finding> {
  if (fields === undefined) {
    const message = `the record is shown, and record ${sequence} erased it as a whole`;
    yield finding('ERASED_YET_SHOWN', record.where, message);
  }
  for (const field of fields ?? []) {
    if (!record.sealed.has(field)) {
      const message = `record ${record.sequence} did not seal this field`;
      const place = { ...where, pointer: '/data/fields' };
      yield finding('ERASURE_FIELD_UNKNOWN', place, message, { actual: field });
    } else if (disclosed.has(field)) {
      const message = `${field} is disclosed, and record ${sequence} erased it`;
      const place = { ...record.where, pointer: '/sealed' };
      yield finding('ERASED_YET_DISCLOSED', place, message, { actual: field });
    }
  }
}

/** §9.2: what the erasure says of its target equals the target's own values, as far as they are shown. */
function* differences(
  erasure: Erasure,
  recordHash: string,
  record: LedgerRecord | undefined,
): Iterable<Finding> {
  const { target } = erasure;
  const pairs: [string, string, string][] = [['record_hash', recordHash, target.recordHash]];
  if (record !== undefined) {
    pairs.push(['record_id', record.recordId, target.recordId]);
    // §1.3: a time is a number, however it is written.
    if (record.recordedAt !== target.recordedAt)
      pairs.push(['recorded_at', record.recordedAtText, target.recordedAtText]);
    pairs.push(['type', record.type, target.type]);
  }
  for (const [name, expected, actual] of pairs)
    if (expected !== actual) yield mismatch(erasure, name, expected, actual);
}

/** What an erasure record says of its target, and what the target is. */
export function mismatch(
  { where, sequence }: Erasure,
  name: string,
  expected: string,
  actual: string,
): Finding {
  const message = `erasure record ${sequence} and its target disagree about ${name}`;
  const place = { ...where, pointer: `/data/${name}` };
  return finding('ERASURE_MISMATCH', place, message, { expected, actual });
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
