// The entries of a bundle in the order in which they can be made: listed ones, manifest, checkpoint, attestation, tokens.
// A stream: each entry must be read to its end before the next is asked for, since the manifest states its digest.

import { createHash } from 'node:crypto';
import { toBase64, toHex } from '../src/encoding.js';
import { canonicalize, type JsonObject } from '../src/json.js';
import { payloadOf, signStatement, statementOf } from './attestation.js';
import {
  checkpointDatum,
  checkpointText,
  cosignatureLine,
  ledgerLines,
  noteOf,
  type TreeHead,
} from './checkpoint.js';
import { nameIn } from './commitment.js';
import { prefixed } from './derive.js';
import { keyIdOf } from './keys.js';
import type { Ledger } from './ledger.js';
import type { ExportOptions, Stamp } from './options.js';
import { instant, MARK, marked, type Plan, planOf, selectionJson } from './plan.js';

export interface Entry {
  readonly path: string;
  readonly content: Iterable<Uint8Array>;
}

const FORMAT = 'softqcos.evidence-bundle/v1';
const RECORDS = 'records.jsonl';
const BATCH = 'proof/batch.bin';

/** Makes every entry of a bundle. */
export async function* entriesOf(ledger: Ledger, options: ExportOptions): AsyncGenerator<Entry> {
  const { tamper = {}, includeMerkleProofs: proofs = true } = options;
  const size = options.treeSize ?? ledger.size;
  const plan = planOf(
    ledger,
    options,
    size,
    [...(options.also ?? []), ...authorizationOf(ledger, options, size)],
    proofs && options.linkStubs !== false,
  );
  tamper.plan?.(plan);

  const listed: Measured[] = [];
  for (const [path, content] of listedEntries(ledger, options, plan)) {
    const measured = new Measured(path, content);
    listed.push(measured);
    yield measured;
  }

  const tree: TreeHead = { size, root: ledger.tree.root(size) };
  const head = tamper.head?.(tree) ?? tree;
  const manifest = manifestOf(ledger, options, listed, proofs ? head : undefined);
  const manifestText = canonicalize(tamper.manifest?.(manifest) ?? manifest);
  const manifestBytes = bytesOf(tamper.manifestText?.(manifestText) ?? manifestText);
  yield { path: 'manifest.json', content: [manifestBytes] };

  if (proofs) yield* checkpointEntries(ledger, options, tamper.checkpointHead?.(head) ?? head);
  const disclosures = text('disclosures.jsonl', disclosureLines(ledger, options, plan), options);
  if (disclosures !== undefined) yield { path: 'disclosures.jsonl', content: disclosures };
  if (options.includeQuantumAttestation !== false) yield* attestation(options, manifestBytes);
}

function* listedEntries(
  ledger: Ledger,
  options: ExportOptions,
  plan: Plan,
): Generator<readonly [string, Iterable<Uint8Array>]> {
  const { includeMerkleProofs: proofs = true, tamper = {} } = options;
  const made: [string, () => Iterable<Uint8Array> | undefined][] = [
    [RECORDS, () => text(RECORDS, recordLines(ledger, plan), options) ?? []],
  ];
  const jsonl = (path: string, lines: () => Iterable<string>): void => {
    made.push([path, () => text(path, lines(), options)]);
  };
  if (proofs) jsonl('stubs.jsonl', () => stubLines(ledger, plan));
  if (options.recordSignatures === true) {
    jsonl('signatures.jsonl', () => signatureLines(ledger, options, plan));
  }
  if (proofs && options.proof !== 'batch') {
    jsonl('proof/paths.jsonl', () => pathLines(ledger, plan));
  }
  if (proofs && options.proof === 'batch') made.push([BATCH, () => batch(ledger, plan)]);
  for (const { path, content } of options.attachments ?? []) {
    made.push([path, () => [bytesOf(content)]]);
  }
  for (const [path, content] of Object.entries(tamper.more ?? {})) {
    made.push([path, () => [bytesOf(content)]]);
  }
  for (const [path, make] of made) {
    const content = make();
    const fault = tamper.listed?.[path];
    const changed = fault === undefined ? undefined : fault(Buffer.concat([...(content ?? [])]));
    if (fault !== undefined && changed !== undefined) yield [path, [changed]];
    if (fault === undefined && content !== undefined) yield [path, content];
  }
}

function* recordLines(ledger: Ledger, plan: Plan): Generator<string> {
  let [first, end] = [plan.marks.indexOf(MARK.shown), plan.marks.lastIndexOf(MARK.shown) + 1];
  if (first < 0) [first, end] = [0, 0];
  // Dense selections are read in one go, sparse ones record by record.
  const shown = plan.marks
    .subarray(first, end)
    .reduce((sum, m) => sum + (m === MARK.shown ? 1 : 0), 0);
  if (shown * 4 < end - first) {
    for (const sequence of marked(plan, MARK.shown)) yield ledger.lineAt(sequence);
    return;
  }
  for (const { sequence, line } of ledger.scan(first, end)) {
    if (plan.marks[sequence] === MARK.shown) yield line;
  }
}

function* stubLines(ledger: Ledger, plan: Plan): Generator<string> {
  for (const sequence of marked(plan, MARK.link, MARK.erased)) {
    const record_hash = ledger.hashAt(sequence);
    const erasure = ledger.wholeErasureOf(sequence, plan.size)?.sequence;
    yield plan.marks[sequence] === MARK.erased && erasure !== undefined
      ? canonicalize({ reason: 'erased', erasure, record_hash, sequence })
      : canonicalize({ reason: 'link', record_hash, sequence });
  }
}

function* signatureLines(ledger: Ledger, options: ExportOptions, plan: Plan): Generator<string> {
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

function* pathLines(ledger: Ledger, plan: Plan): Generator<string> {
  for (const sequence of marked(plan, MARK.shown, MARK.link, MARK.erased)) {
    yield canonicalize({ path: ledger.tree.path(sequence, plan.size).map(toHex), sequence });
  }
}

function batch(ledger: Ledger, plan: Plan): Iterable<Uint8Array> {
  const proven = Uint32Array.from(marked(plan, MARK.shown, MARK.link, MARK.erased));
  return ledger.tree.batch(proven, plan.size);
}

function* disclosureLines(ledger: Ledger, options: ExportOptions, plan: Plan): Generator<string> {
  const { disclose = 'none' } = options;
  if (disclose === 'none') return;
  const wanted = (sequence: number, name: string): boolean => {
    if (disclose === 'all') return true;
    return typeof disclose === 'function' ? disclose(sequence, name) : disclose.includes(name);
  };
  for (const sequence of marked(plan, MARK.shown)) {
    const disclosures = ledger.openingsAt(sequence).filter((d) => wanted(sequence, nameIn(d)));
    if (disclosures.length > 0) yield canonicalize({ disclosures, sequence });
  }
}

function manifestOf(
  ledger: Ledger,
  options: ExportOptions,
  listed: readonly Measured[],
  head: TreeHead | undefined,
): JsonObject {
  const lines = (path: string): number => listed.find((entry) => entry.path === path)?.lines ?? 0;
  const sorted = [...listed].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    ...(options.attachments === undefined
      ? {}
      : {
          attachments: options.attachments.map(({ path, mediaType, role }) => ({
            media_type: mediaType,
            path,
            role,
          })),
        }),
    ...(options.authorization === undefined
      ? {}
      : { authorization: { record_id: options.authorization } }),
    bundle_id: options.bundleId,
    counts: { records: lines(RECORDS), stubs: lines('stubs.jsonl') },
    ...(options.critical === undefined ? {} : { critical: options.critical }),
    entries: sorted.map(({ path, bytes, digest }) => ({ bytes, digest, path })),
    exported_at: options.exportedAt,
    exporter: options.exporter ?? 'Test exporter',
    ...(options.extensions === undefined ? {} : { extensions: options.extensions }),
    format: FORMAT,
    ledger: ledger.origin,
    selection: selectionJson(options),
    suite: options.suite ?? 'softqcos-v1',
    ...(head === undefined
      ? {}
      : {
          tree_head: {
            root_hash: prefixed(head.root, ledger.tree.algorithm),
            tree_size: head.size,
          },
        }),
  };
}

async function* checkpointEntries(
  ledger: Ledger,
  options: ExportOptions,
  head: TreeHead,
): AsyncGenerator<Entry> {
  const { tamper = {}, keys } = options;
  const plain = checkpointText(ledger.origin, head);
  const note = tamper.checkpointText?.(plain) ?? plain;
  const seconds = options.signedAt ?? Number(instant(options.exportedAt) / 1_000_000_000n);
  const own = ledgerLines(keys.ledger, note, head, seconds);
  const others = (options.cosignatures ?? []).map(({ witness, seconds: at }) =>
    cosignatureLine(witness, note, head, at),
  );
  const all = [...own, ...others];
  const lines = tamper.checkpointLines?.(all, note) ?? all;
  yield { path: 'checkpoint', content: [bytesOf(noteOf(note, lines))] };

  const datum = checkpointDatum(ledger.origin, note, lines);
  yield* tokens('checkpoint', options.timestamps?.checkpoint, datum);

  const earlier = (options.consistencyFrom ?? []).map((size) =>
    canonicalize({
      path: ledger.tree.consistency(size, head.size).map(toHex),
      root_hash: prefixed(ledger.tree.root(size), ledger.tree.algorithm),
      tree_size: size,
    }),
  );
  const consistency = text('proof/consistency.jsonl', earlier, options);
  if (consistency !== undefined) yield { path: 'proof/consistency.jsonl', content: consistency };
}

async function* attestation(options: ExportOptions, manifest: Uint8Array): AsyncGenerator<Entry> {
  const { tamper = {}, keys } = options;
  const plain = statementOf(manifest, options.bundleId, keys.attester, options.claims);
  const canonical = payloadOf(tamper.statement?.(plain) ?? plain);
  const signed = signStatement(tamper.payload?.(canonical) ?? canonical, keys.attester);
  const envelope = canonicalize(tamper.envelope?.(signed.envelope) ?? signed.envelope);
  yield { path: 'attestation.dsse.json', content: [bytesOf(envelope)] };
  yield* tokens('attestation', options.timestamps?.attestation, signed.datum);
}

async function* tokens(
  of: 'checkpoint' | 'attestation',
  stamps: readonly Stamp[] | undefined,
  datum: Uint8Array,
): AsyncGenerator<Entry> {
  for (const [index, stamp] of (stamps ?? []).entries()) {
    yield { path: `timestamps/${of}.${index + 1}.tsr`, content: [await stamp(datum)] };
  }
}

function authorizationOf(ledger: Ledger, options: ExportOptions, size: number): number[] {
  if (options.authorization === undefined) return [];
  // Decisions are logged shortly before the export, so the search goes backwards.
  for (let sequence = size - 1; sequence >= 0; sequence -= 1) {
    if (ledger.wholeErasureOf(sequence) !== undefined) continue;
    if (ledger.lineAt(sequence).includes(`"record_id":"${options.authorization}"`))
      return [sequence];
  }
  return [];
}

const PIECE = 1 << 16;

/** Lines as pieces of bytes, or undefined if there are none: an entry that would be empty is left out (§2). */
function text(
  path: string,
  lines: Iterable<string>,
  { tamper }: ExportOptions,
): Iterable<Uint8Array> | undefined {
  const fault = tamper?.lines?.[path];
  const iterator = (fault === undefined ? lines : fault([...lines]))[Symbol.iterator]();
  const first = iterator.next();
  return first.done === true ? undefined : pieces(first.value, iterator);
}

function* pieces(first: string, rest: Iterator<string>): Generator<Uint8Array> {
  let piece = `${first}\n`;
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    if (piece.length > PIECE) {
      yield Buffer.from(piece, 'utf8');
      piece = '';
    }
    piece += `${next.value}\n`;
  }
  yield Buffer.from(piece, 'utf8');
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}

/** An entry that measures itself while it is read. */
class Measured implements Entry {
  readonly path: string;
  bytes = 0;
  lines = 0;
  #digest: string | undefined;
  readonly #content: Iterable<Uint8Array>;

  constructor(path: string, content: Iterable<Uint8Array>) {
    this.path = path;
    this.#content = content;
  }

  get digest(): string {
    if (this.#digest === undefined) throw new Error(`${this.path} was not read to its end`);
    return this.#digest;
  }

  get content(): Iterable<Uint8Array> {
    return this.#measure();
  }

  *#measure(): Generator<Uint8Array> {
    const digest = createHash('sha3-256');
    for (const piece of this.#content) {
      this.bytes += piece.length;
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) this.lines += 1;
      digest.update(piece);
      yield piece;
    }
    this.#digest = prefixed(digest.digest());
  }
}
