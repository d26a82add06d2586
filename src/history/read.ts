// The evidence of a bundle that verified, read once more for a comparison (docs/SPEC.md §13.5). Leaves, proof and consistency lines lead
// to the root that was verified, or the file has changed since; disclosures count where they open a commitment of their record.

import type { BundleSource } from '../archive/source.js';
import { concat, parseHex } from '../base/encoding.js';
import { FORMAT } from '../base/limits.js';
import { parseLine } from '../bundle/document.js';
import { parseHash } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf } from '../bundle/leaf.js';
import type { LeafStream } from '../bundle/leaves.js';
import { LineBlocks, linesOf } from '../bundle/lines.js';
import type { HashName } from '../crypto/digest.js';
import { disclosedOf, eachLeaf, openProven } from '../evidence/reader.js';
import { BATCH_READ_AHEAD } from '../merkle/batch.js';
import { HASH_BYTES } from '../merkle/hasher.js';
import type { Transcript } from '../transcript/transcript.js';
import type { EarlierRoot, LeafWithProof, OpenEvidence, ProvenLeaf } from './evidence.js';

const LF = Uint8Array.of(0x0a);

/** Lines of an entry in memory: several bundles are open at once. */
export const BLOCK_LINES = 64;

/** Opens the evidence of one source. @param transcript of the same source @throws VerifierError ERR_BUNDLE_CHANGED */
export async function withEvidence<T>(
  source: BundleSource,
  transcript: Transcript,
  hashName: HashName,
  use: (evidence: OpenEvidence) => Promise<T>,
): Promise<T> {
  const bundle = await openProven(source, transcript, 'included');
  return use({
    leaves: ({ disclosures }) => {
      const beside = [PATHS.paths, PATHS.batch, ...(disclosures ? [PATHS.disclosures] : [])];
      const options = { hashesPerLeaf: BATCH_READ_AHEAD, blockLines: BLOCK_LINES };
      const stream = bundle.leaves(beside, options);
      return { all: leavesOf(stream), takeHash: takerOf(stream) };
    },
    lines: () => earlierRoots(bundle.entry(PATHS.consistency), hashName),
    checkpoint: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bundle.entry(PATHS.checkpoint)) chunks.push(chunk);
      return concat(...chunks);
    },
  });
}

async function* leavesOf(stream: LeafStream): AsyncGenerator<LeafWithProof, void, undefined> {
  for await (const leaf of eachLeaf(stream)) {
    const path = leaf.path?.value;
    const own = { leaf: provenLeaf(leaf), disclosed: () => openedBy(leaf) };
    yield path === undefined ? own : { ...own, path };
  }
}

/** The hashes of the batch proof, if there is one: the stream has read enough of them ahead. */
function takerOf({ hashes }: LeafStream): (() => Uint8Array | undefined) | undefined {
  return hashes === undefined ? undefined : () => hashes.take();
}

function provenLeaf({ sequence, recordHash, record, stub }: Leaf): ProvenLeaf {
  if (record !== undefined) return { sequence, recordHash, record };
  return { sequence, recordHash, stub: { reason: stub?.reason ?? 'link' } };
}

function openedBy(leaf: Leaf): ReadonlySet<string> {
  return new Set(leaf.record === undefined ? [] : disclosedOf(leaf.record, leaf).keys());
}

async function* earlierRoots(
  chunks: AsyncIterable<Uint8Array>,
  hashName: HashName,
): AsyncGenerator<EarlierRoot, void, undefined> {
  for await (const line of linesOf(new LineBlocks(chunks, FORMAT.lineBytes, BLOCK_LINES))) {
    const { value } = parseLine(line, 'consistency');
    const rootHash = parseHash(hashName, String(value?.root_hash));
    if (value === undefined || rootHash === undefined) continue;
    yield {
      treeSize: value.tree_size,
      rootHash,
      path: value.path.flatMap((text) => parseHex(text, HASH_BYTES) ?? []),
      line: concat(line.bytes, LF),
    };
  }
}
