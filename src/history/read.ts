// The evidence of a bundle that verified, read once more for a comparison (docs/SPEC.md §13.5). Leaves, proof and consistency lines lead
// to the root that was verified, or the file has changed since; disclosures count where they open a commitment of their record.

import { openArchive } from '../archive/archive.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip } from '../archive/survey.js';
import { concat, parseHex } from '../base/encoding.js';
import { EvidenceError, VerifierError } from '../base/errors.js';
import { FORMAT, type Limits } from '../base/limits.js';
import { parseDisclosure } from '../bundle/disclosure.js';
import { parseLine } from '../bundle/document.js';
import { parseHash } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf } from '../bundle/leaf.js';
import { LeafStream } from '../bundle/leaves.js';
import { LineBlocks, linesOf } from '../bundle/lines.js';
import type { HashName } from '../crypto/digest.js';
import { BATCH_READ_AHEAD } from '../merkle/batch.js';
import { HASH_BYTES } from '../merkle/hasher.js';
import type { EarlierRoot, LeafWithProof, OpenEvidence, ProvenLeaf } from './evidence.js';

const LF = Uint8Array.of(0x0a);

/** Lines of an entry in memory: several bundles are open at once. */
const BLOCK_LINES = 64;

/** Opens the evidence of one source. @throws VerifierError ERR_BUNDLE_CHANGED */
export async function withEvidence<T>(
  source: BundleSource,
  { name, hashName, limits }: { name: string; hashName: HashName; limits: Limits },
  use: (evidence: OpenEvidence) => Promise<T>,
): Promise<T> {
  const streams: AsyncGenerator<Uint8Array, void, undefined>[] = [];
  try {
    const archive = await openArchive(source, await surveyZip(source, limits));
    const content = (path: string): AsyncIterable<Uint8Array> | undefined => {
      if (!archive.has(path)) return undefined;
      const stream = archive.stream(path);
      streams.push(stream);
      return stream;
    };
    return await use({
      leaves: ({ disclosures }) => {
        const stream = new LeafStream({
          open: (path) =>
            path === PATHS.signatures || (path === PATHS.disclosures && !disclosures)
              ? undefined
              : content(path),
          hashesPerLeaf: BATCH_READ_AHEAD,
          blockLines: BLOCK_LINES,
        });
        return { all: leavesOf(stream), takeHash: takerOf(stream) };
      },
      lines: () => earlierRoots(content(PATHS.consistency), hashName),
      checkpoint: () => archive.read(PATHS.checkpoint, limits.documentBytes),
    });
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    throw new VerifierError('ERR_BUNDLE_CHANGED', `${name}: ${error.message}`, { cause: error });
  } finally {
    // Whoever stops early leaves an entry half read.
    for (const stream of streams) await stream.return();
  }
}

async function* leavesOf(stream: LeafStream): AsyncGenerator<LeafWithProof, void, undefined> {
  for await (const { leaves } of stream.batches())
    for (const leaf of leaves) {
      const path = leaf.path?.value;
      const disclosed = (): ReadonlySet<string> => openedBy(leaf);
      yield path === undefined
        ? { leaf: provenLeaf(leaf), disclosed }
        : { leaf: provenLeaf(leaf), disclosed, path };
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

function openedBy({ record, disclosures }: Leaf): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of disclosures?.value ?? []) {
    const parsed = parseDisclosure(text);
    if (!parsed.ok) continue;
    const { name, commitment } = parsed.disclosure;
    if (record?.sealed.get(name) === commitment) names.add(name);
  }
  return names;
}

async function* earlierRoots(
  chunks: AsyncIterable<Uint8Array> | undefined,
  hashName: HashName,
): AsyncGenerator<EarlierRoot, void, undefined> {
  if (chunks === undefined) return;
  for await (const line of linesOf(new LineBlocks(chunks, FORMAT.lineBytes, BLOCK_LINES))) {
    const { value } = parseLine(line, 'consistency');
    const rootHash = parseHash(hashName, String(value?.['root_hash']));
    if (value === undefined || rootHash === undefined) continue;
    const path = value['path'] as readonly string[];
    yield {
      treeSize: Number(value['tree_size']),
      rootHash,
      path: path.flatMap((text) => parseHex(text, HASH_BYTES) ?? []),
      line: concat(line.bytes, LF),
    };
  }
}
