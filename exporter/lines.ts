// The lines of a bundle's `.jsonl` entries, and the batch proof: generators, so that an export holds no records.

import { toBase64, toHex } from '../src/base/encoding.js';
import { canonicalize } from '../src/base/json.js';
import { nameIn } from './commitment.js';
import { keyIdOf } from './keys.js';
import type { Ledger } from './ledger.js';
import type { ExportOptions } from './options.js';
import { MARK, marked, type Plan } from './plan.js';
import type { StoredRecord } from './stored.js';

/** Shown records in ascending sequence (docs/SPEC.md §4). */
export function* recordLines(ledger: Ledger, plan: Plan): Generator<string> {
  for (const { line } of shownRecords(ledger, plan)) yield line;
}

/** §5. */
export function* stubLines(ledger: Ledger, plan: Plan): Generator<string> {
  for (const sequence of marked(plan, MARK.link, MARK.erased)) {
    const record_hash = ledger.hashAt(sequence);
    const erasure = ledger.wholeErasureOf(sequence, plan.size)?.sequence;
    yield plan.marks[sequence] === MARK.erased && erasure !== undefined
      ? canonicalize({ reason: 'erased', erasure, record_hash, sequence })
      : canonicalize({ reason: 'link', record_hash, sequence });
  }
}

/** §4.5: one ML-DSA-65 signature a record. */
export function* signatureLines(
  ledger: Ledger,
  options: ExportOptions,
  plan: Plan,
): Generator<string> {
  const { key } = options.keys.recorder;
  const key_id = keyIdOf(key);
  for (const sequence of marked(plan, MARK.shown)) {
    const message = Buffer.concat([
      Buffer.from('softqcos/record-signature/v1\0', 'ascii'),
      ledger.rawHashAt(sequence),
    ]);
    const signature = toBase64(key.sign(message));
    yield canonicalize({ algorithm: key.algorithm, key_id, sequence, signature });
  }
}

/** §6: one path for each record and stub. */
export function* pathLines(ledger: Ledger, plan: Plan): Generator<string> {
  for (const sequence of marked(plan, MARK.shown, MARK.link, MARK.erased)) {
    yield canonicalize({ path: ledger.tree.path(sequence, plan.size).map(toHex), sequence });
  }
}

/** §6: one proof for all records and stubs. */
export function batchProof(ledger: Ledger, plan: Plan): Iterable<Uint8Array> {
  const proven = Uint32Array.from(marked(plan, MARK.shown, MARK.link, MARK.erased));
  return ledger.tree.batch(proven, plan.size);
}

/** §9: what the ledger still keeps and the exporter opens. */
export function* disclosureLines(
  ledger: Ledger,
  options: ExportOptions,
  plan: Plan,
): Generator<string> {
  const { disclose = 'none' } = options;
  if (disclose === 'none') return;
  const wanted = (sequence: number, name: string): boolean => {
    if (disclose === 'all') return true;
    return typeof disclose === 'function' ? disclose(sequence, name) : disclose.includes(name);
  };
  for (const { sequence, openings } of shownRecords(ledger, plan)) {
    const disclosures = openings().filter((d) => wanted(sequence, nameIn(d)));
    if (disclosures.length > 0) yield canonicalize({ disclosures, sequence });
  }
}

/** Dense selections are read in one go, sparse ones record by record. */
function* shownRecords(ledger: Ledger, plan: Plan): Generator<StoredRecord> {
  const first = Math.max(0, plan.marks.indexOf(MARK.shown));
  const end = plan.marks.lastIndexOf(MARK.shown) + 1;
  let shown = 0;
  for (let at = first; at < end; at += 1) if (plan.marks[at] === MARK.shown) shown += 1;
  if (shown * 4 < end - first) {
    for (const sequence of marked(plan, MARK.shown)) yield* ledger.scan(sequence, sequence + 1);
    return;
  }
  for (const record of ledger.scan(first, end)) {
    if (plan.marks[record.sequence] === MARK.shown) yield record;
  }
}
