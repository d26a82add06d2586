// Appendix A of docs/SPEC.md: one real bundle, byte by byte. Every value is computed from the bundle's own bytes and compared
// with what the independent producer of the bundle wrote into values.json; a difference stops the run.

import { readFileSync } from 'node:fs';
import { equalBytes, parseBase64, parseHex, toHex, utf8 } from '../../src/base/encoding.js';
import { subtreeMessage } from '../../src/bundle/cosignature.js';
import { hash } from '../../src/crypto/digest.js';
import { BatchVerifier } from '../../src/merkle/batch.js';
import { treeHasher } from '../../src/merkle/hasher.js';
import { half, isOdd } from '../../src/merkle/inclusion.js';
import { loadVkey } from '../../src/trust/vkey.js';
import { unzip } from '../unzip.js';
import { renderAttestation, renderDisclosure } from './example-statements.js';
import { fenced, need, same, shortened } from './words.js';

const RECORD_TAG = 'softqcos/record/v1\0';
const hasher = treeHasher('sha3-256');

interface Values {
  readonly root_hash: string;
  readonly records: readonly { sequence: number; record_hash: string; leaf_hash: string }[];
  readonly batch_proof_of_the_same_leaves: readonly string[];
  readonly checkpoint: { signatures: readonly { vkey: string; message_hex: string }[] };
}

/** The whole appendix; `golden` is the folder of golden bundles. */
export async function renderExample(golden: URL): Promise<string> {
  const folder = new URL('pass-01-minimal/', golden);
  const entries = await unzip(readFileSync(new URL('bundle.zip', folder)));
  const values = JSON.parse(readFileSync(new URL('values.json', folder), 'utf8')) as Values;
  const sealed = await unzip(readFileSync(new URL('pass-02-sealed/bundle.zip', golden)));
  return [
    renderManifest(entries),
    renderRecord(entries, values),
    renderPath(entries, values),
    renderBatch(entries, values),
    renderCheckpoint(entries, values),
    renderAttestation(entries, trustedKeys(new URL('trust-root.json', golden))),
    renderDisclosure(sealed),
  ].join('\n\n');
}

/** SPKIs of the attesters of a trust root. */
function trustedKeys(file: URL): Uint8Array[] {
  const root = JSON.parse(readFileSync(file, 'utf8')) as {
    attesters: { key_pairs: { ed25519: string; ml_dsa_65: string }[] }[];
  };
  return root.attesters
    .flatMap(({ key_pairs }) => key_pairs.flatMap((pair) => [pair.ed25519, pair.ml_dsa_65]))
    .map((text) => need(parseBase64(text)));
}

function renderManifest(entries: ReadonlyMap<string, Buffer>): string {
  const manifest = need(entries.get('manifest.json'));
  const listed = (
    JSON.parse(manifest.toString()) as { entries: { path: string; digest: string }[] }
  ).entries;
  for (const { path, digest } of listed)
    same(digest, `sha3-256:${toHex(hash('sha3-256', need(entries.get(path))))}`);
  return [
    '### A.1 The manifest',
    `\`manifest.json\` has ${manifest.length} bytes and no LF at its end:`,
    fenced(manifest.toString(), 'json'),
    `Its SHA3-256 and SHA-256, which the statement of [A.6](#a6-the-attestation) names, are`,
    fenced(toHex(hash('sha3-256', manifest)), toHex(hash('sha256', manifest))),
    `Each \`digest\` is the SHA3-256 of the entry's bytes; that of \`stubs.jsonl\` is over its two lines with their LFs:`,
    fenced(need(entries.get('stubs.jsonl')).toString().trimEnd(), 'json'),
  ].join('\n\n');
}

/** The line of a sequence, without its LF. */
function lineOf(entries: ReadonlyMap<string, Buffer>, path: string, sequence: number): string {
  const lines = need(entries.get(path)).toString().split('\n').slice(0, -1);
  return need(
    lines.find((line) => (JSON.parse(line) as { sequence: number }).sequence === sequence),
  );
}

function recordHashOf(entries: ReadonlyMap<string, Buffer>, sequence: number): Uint8Array {
  return hash('sha3-256', utf8(RECORD_TAG), utf8(lineOf(entries, 'records.jsonl', sequence)));
}

function renderRecord(entries: ReadonlyMap<string, Buffer>, values: Values): string {
  const line = lineOf(entries, 'records.jsonl', 4);
  const recordHash = recordHashOf(entries, 4);
  const { previous_hash } = JSON.parse(line) as { previous_hash: string };
  const stub = JSON.parse(lineOf(entries, 'stubs.jsonl', 3)) as { record_hash: string };
  same(stub.record_hash, previous_hash);
  same(toHex(recordHash), need(values.records.find(({ sequence }) => sequence === 4)).record_hash);
  return [
    '### A.2 A record',
    `The first line of \`records.jsonl\` has ${utf8(line).length} bytes without its LF:`,
    fenced(line, 'json'),
    `The preimage of its record hash is the tag of ${RECORD_TAG.length - 1} bytes, a zero byte, and the line: ${utf8(RECORD_TAG).length + utf8(line).length} bytes, which begin and end`,
    fenced(
      `${toHex(utf8(RECORD_TAG))}  "softqcos/record/v1" 00`,
      `${toHex(utf8(line.slice(0, 16)))}        ${line.slice(0, 16)}`,
      '…',
      `${toHex(utf8(line.slice(-16)))}        ${line.slice(-16)}`,
    ),
    'Its SHA3-256 is the record hash:',
    fenced(toHex(recordHash)),
    'The link to the record before it holds: `previous_hash` is the `record_hash` of the stub at sequence 3.',
  ].join('\n\n');
}

function renderPath(entries: ReadonlyMap<string, Buffer>, values: Values): string {
  const { path } = JSON.parse(lineOf(entries, 'proof/paths.jsonl', 4)) as { path: string[] };
  let node = hasher.leafHash(recordHashOf(entries, 4));
  same(toHex(node), need(values.records.find(({ sequence }) => sequence === 4)).leaf_hash);
  const steps = [`leaf hash = H(00 || record hash)`, `  ${toHex(node)}`];
  let fn = 4;
  let sn = 12;
  for (const text of path) {
    const sibling = need(parseHex(text, 32));
    const left = isOdd(fn) || fn === sn;
    node = left ? hasher.nodeHash(sibling, node) : hasher.nodeHash(node, sibling);
    steps.push(
      `fn = ${fn}, sn = ${sn}: H(01 || ${left ? 'path hash || node' : 'node || path hash'}), path hash`,
      `  ${text}`,
      'gives',
      `  ${toHex(node)}`,
    );
    while (left && !isOdd(fn) && fn !== 0) {
      fn = half(fn);
      sn = half(sn);
    }
    fn = half(fn);
    sn = half(sn);
  }
  same(toHex(node), values.root_hash);
  return [
    '### A.3 From the record to the root',
    'Index 4 in a tree of 13 leaves. `fn` and `sn` are those of RFC 9162 §2.1.3.2: the path hash stands on the left where `fn` is odd or equals `sn`, else on the right.',
    fenced(...steps),
    "This is the root hash of the manifest's tree head.",
  ].join('\n\n');
}

function renderBatch(entries: ReadonlyMap<string, Buffer>, values: Values): string {
  const hashes = values.batch_proof_of_the_same_leaves;
  const queue = [...hashes];
  const batch = new BatchVerifier(hasher, 13, () => {
    const next = queue.shift();
    return next === undefined ? undefined : need(parseHex(next, 32));
  });
  for (const sequence of [3, 4, 9, 10]) {
    const stub = sequence === 3 || sequence === 9;
    const recordHash = stub
      ? need(
          parseHex(
            (
              JSON.parse(lineOf(entries, 'stubs.jsonl', sequence)) as { record_hash: string }
            ).record_hash.slice('sha3-256:'.length),
            32,
          ),
        )
      : recordHashOf(entries, sequence);
    batch.leaf(sequence, hasher.leafHash(recordHash));
  }
  const result = batch.finish();
  same(result.ok ? toHex(result.root) : 'too short', values.root_hash);
  same(queue.length, 0);
  const ranges = ['[0,2)', '2', '5', '[6,8)', '8', '11', '12'];
  same(ranges.length, hashes.length);
  return [
    '### A.4 The same leaves as a batch proof',
    `The bundle proves the leaves 3, 4, 9 and 10, each by a path. \`proof/batch.bin\` would prove all four with ${hashes.length} hashes, ${32 * hashes.length} bytes, in this order:`,
    fenced(...hashes.map((text, index) => `${text}  ${need(ranges[index]).padStart(5)}`)),
    'Each is the root of the leaves named beside it. The recursion of [6.1](#61-the-proof) takes them and ends with the root hash of A.3.',
  ].join('\n\n');
}

function renderCheckpoint(entries: ReadonlyMap<string, Buffer>, values: Values): string {
  const note = need(entries.get('checkpoint')).toString();
  const blank = note.lastIndexOf('\n\n') + 1;
  const text = note.slice(0, blank);
  const [origin, size, root] = text.split('\n') as [string, string, string];
  const rootHash = need(parseBase64(root));
  same(toHex(rootHash), values.root_hash);
  const lines = note
    .slice(blank + 1)
    .split('\n')
    .slice(0, -1);
  const bodies = lines.map((line) => need(parseBase64(need(line.split(' ')[2]))));
  const keys = values.checkpoint.signatures.map(({ vkey }) => {
    const loaded = loadVkey(vkey, [0x01, 0x06]);
    if (!loaded.ok) throw new Error(loaded.reason);
    return loaded.noteKey;
  });
  const time = new DataView(need(bodies[1]).buffer).getBigUint64(4);
  const message = subtreeMessage({
    cosignerName: origin,
    timestamp: time,
    origin,
    start: 0n,
    end: BigInt(size),
    hash: rootHash,
  });
  same(toHex(message), need(values.checkpoint.signatures[1]).message_hex);
  same(toHex(utf8(text)), need(values.checkpoint.signatures[0]).message_hex);
  same(need(keys[0]).key.verify(utf8(text), need(bodies[0]).subarray(4)), true);
  same(need(keys[1]).key.verify(message, need(bodies[1]).subarray(12)), true);
  same(equalBytes(need(bodies[1]).subarray(0, 4), Buffer.from(need(keys[1]).keyHash, 'hex')), true);
  const name = toHex(utf8(origin));
  return [
    '### A.5 The checkpoint',
    `The note text has ${utf8(text).length} bytes, the last of which is an LF. A blank line and two signature lines follow:`,
    fenced(...note.trimEnd().split('\n').map(shortened)),
    'The vkeys of the key set in the trust root are',
    fenced(...values.checkpoint.signatures.map(({ vkey }) => shortened(vkey))),
    `The Ed25519 line is ${need(bodies[0]).length} bytes in base64: key id \`${toHex(need(bodies[0]).subarray(0, 4))}\`, then the 64 bytes of signature over the note text`,
    fenced(toHex(utf8(text))),
    `The ML-DSA-44 line is ${need(bodies[1]).length} bytes: key id \`${toHex(need(bodies[1]).subarray(0, 4))}\`, eight bytes of time \`${toHex(need(bodies[1]).subarray(4, 12))}\` (${time}, ${new Date(Number(time) * 1000).toISOString().replace('.000', '')}), then 2420 bytes of signature over these ${message.length} bytes:`,
    fenced(
      `${toHex(message.subarray(0, 12))}  "subtree/v1" 0a 00`,
      `${toHex(message.subarray(12, 13))}  ${utf8(origin).length}, the length of the key name`,
      `${name}  the key name`,
      `${toHex(need(bodies[1]).subarray(4, 12))}  time`,
      `${toHex(message.subarray(12, 13))}  ${utf8(origin).length}, the length of the origin`,
      `${name}  the origin`,
      `0000000000000000  start`,
      `${toHex(message.subarray(message.length - 40, message.length - 32))}  end: the tree size, ${size}`,
      toHex(rootHash),
    ),
    `A token over this checkpoint would have as imprint the hash of the note text, an LF and both lines with their LFs, which here are all bytes of the entry; with SHA-256`,
    fenced(toHex(hash('sha256', utf8(note)))),
  ].join('\n\n');
}
