// The kernel beside the reference: of a line that the kernel knows, bundle/record.ts must say the same, to the last bit.

import { equalBytes } from '../../src/base/encoding.js';
import { parseRecord } from '../../src/bundle/record.js';
import type { HashName } from '../../src/crypto/digest.js';
import type { Kernel } from '../../src/kernel/kernel.js';
import { treeHasher } from '../../src/merkle/hasher.js';
import { LEDGER } from './mutants.js';

export interface Comparison {
  readonly lines: number;
  readonly known: number;
  /** Good events of this ledger that the kernel left to the reference: allowed, and dear. */
  readonly missed: number;
  /** Texts of lines of which the two say different things. */
  readonly different: readonly string[];
}

/** Reads lines without LF by both. @param name the hash of the tree that the kernel was made for */
export function compare(kernel: Kernel, lines: readonly Uint8Array[], name: HashName): Comparison {
  const tree = treeHasher(name);
  const lf = Uint8Array.of(0x0a);
  const columns = kernel.read(lines.flatMap((line) => [line, lf]));
  if (columns === undefined || columns.lines !== lines.length)
    throw new Error('the kernel did not take the batch');
  const result = { lines: lines.length, known: 0, missed: 0, different: [] as string[] };
  let previous: Uint8Array | undefined;
  lines.forEach((bytes, at) => {
    const { record, findings } = parseRecord({
      bytes,
      number: at + 1,
      ...(bytes.length === 0 ? { fault: 'blank' } : {}),
    });
    const good =
      record !== undefined &&
      findings.length === 0 &&
      record.ledger === LEDGER &&
      record.type === 'event';
    const hash = columns.recordHash.slice(32 * at, 32 * at + 32);
    if (columns.known[at] === 1) {
      result.known += 1;
      const sealed = (columns.sealed[at] ?? 0) - (at === 0 ? 0 : (columns.sealed[at - 1] ?? 0));
      const same =
        good &&
        equalBytes(hash, record.recordHash) &&
        equalBytes(
          columns.leafHash.subarray(32 * at, 32 * at + 32),
          tree.leafHash(record.recordHash),
        ) &&
        columns.sequence[at] === record.sequence &&
        `sha3-256:${columns.previousOf(at)}` === record.previousHash &&
        BigInt(columns.seconds[at] ?? 0) * 1_000_000_000n + BigInt(columns.nanoseconds[at] ?? 0) ===
          record.recordedAt &&
        sealed === record.sealed.size &&
        (at === 0 ||
          (columns.linked[at] === 1) ===
            (record.previousHash === `sha3-256:${Buffer.from(previous ?? []).toString('hex')}`));
      if (!same) result.different.push(Buffer.from(bytes).toString('utf8'));
    } else if (good) result.missed += 1;
    previous = hash;
  });
  return result;
}
