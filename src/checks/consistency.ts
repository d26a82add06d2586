// Consistency (docs/SPEC.md §7.5): earlier tree heads that the bundle proves to be prefixes of its tree.

import { concat, LF, parseHex, toHex } from '../base/encoding.js';
import type { Location } from '../base/errors.js';
import { FORMAT, UNUSABLE_LINES } from '../base/limits.js';
import { findingOf, parseLine } from '../bundle/document.js';
import { parseHash } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import { LineBlocks, linesOf } from '../bundle/lines.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import { TREE_HASH } from '../bundle/suite.js';
import { verifyConsistency } from '../merkle/consistency.js';
import { treeHasher } from '../merkle/hasher.js';
import type { Context } from './context.js';
import { Findings, type Step } from './findings.js';

/** What the bundle says about the tree size that the auditor holds a checkpoint of. */
export interface EarlierHead {
  /** As received, with its LF. */
  readonly line: Uint8Array;
  readonly rootHash: Uint8Array;
  readonly verified: boolean;
}

/**
 * Verifies every consistency line, one at a time.
 * @returns the line of `wanted` leaves, if there is one
 */
export async function checkConsistency(
  { entries, manifest }: Context,
  head: StatedTreeHead,
  wanted: number | undefined,
): Promise<Step<EarlierHead | undefined>> {
  const findings = new Findings();
  if (!entries.has(PATHS.consistency)) return { value: undefined, findings };
  const hashName = TREE_HASH[manifest.suite];
  const hasher = treeHasher(hashName);
  const second = { size: head.treeSize, rootHash: head.rootHash };
  const lines = new LineBlocks(entries.open(PATHS.consistency), FORMAT.lineBytes);
  let earlier: EarlierHead | undefined;
  let last = 0;
  let unusable = 0;
  for await (const line of linesOf(lines)) {
    const where: Location = { entry: PATHS.consistency, line: line.number };
    findings.examined('checkpoint/consistency');
    const { value, fault } = parseLine(line, 'consistency');
    if (fault !== undefined) findings.reportAll([findingOf('CONSISTENCY_INVALID', where, fault)]);
    if (value === undefined) {
      unusable += 1;
      if (unusable >= UNUSABLE_LINES) lines.skim();
      continue;
    }
    const { tree_size: size, root_hash: root, path } = value;
    if (size <= last || size >= head.treeSize) {
      const message = 'the tree sizes do not ascend, or reach the head';
      const expected = size <= last ? `more than ${last}` : `below ${head.treeSize}`;
      const details = { expected, actual: String(size) };
      findings.report('CONSISTENCY_INVALID', { ...where, pointer: '/tree_size' }, message, details);
      continue;
    }
    const rootHash = parseHash(hashName, root);
    if (rootHash === undefined) {
      const message = "the root hash is not of the suite's tree hash";
      const details = { expected: `${hashName}:<64 hex>`, actual: root };
      findings.report('CONSISTENCY_INVALID', { ...where, pointer: '/root_hash' }, message, details);
      continue;
    }
    last = size;
    const hashes = path.flatMap((text) => parseHex(text, 32) ?? []);
    const verified = verifyConsistency(hasher, { size, rootHash }, second, hashes);
    if (!verified) {
      const message = `the proof does not lead from the tree of ${size} leaves to that of ${head.treeSize}`;
      findings.report('CONSISTENCY_MISMATCH', where, message, { expected: toHex(head.rootHash) });
    }
    if (size === wanted)
      earlier = { line: concat(line.bytes, Uint8Array.of(LF)), rootHash, verified };
  }
  if (entries.isBroken(PATHS.consistency))
    findings.stop('checkpoint/consistency', 'archive/content');
  return { value: earlier, findings };
}
