// The entries of a bundle in the order in which they can be made: listed ones, manifest, checkpoint, attestation, tokens.
// A stream: each entry must be read to its end before the next is asked for, since the manifest states its digest.

import { toHex } from '../src/base/encoding.js';
import { canonicalize } from '../src/base/json.js';
import { payloadOf, signStatement, statementOf } from './attestation.js';
import {
  checkpointDatum,
  checkpointText,
  cosignatureLine,
  ledgerLines,
  noteOf,
  type TreeHead,
} from './checkpoint.js';
import { prefixed } from './derive.js';
import type { Ledger } from './ledger.js';
import {
  batchProof,
  disclosureLines,
  pathLines,
  recordLines,
  signatureLines,
  stubLines,
} from './lines.js';
import { manifestOf } from './manifest.js';
import type { ExportOptions, Stamp } from './options.js';
import { bytesOf, type Entry, Measured, textOf } from './pieces.js';
import { instant, type Plan, planOf } from './plan.js';

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
  const disclosures = jsonl('disclosures.jsonl', disclosureLines(ledger, options, plan), options);
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
    [RECORDS, () => jsonl(RECORDS, recordLines(ledger, plan), options) ?? []],
  ];
  const add = (path: string, lines: () => Iterable<string>): void => {
    made.push([path, () => jsonl(path, lines(), options)]);
  };
  if (proofs) add('stubs.jsonl', () => stubLines(ledger, plan));
  if (options.recordSignatures === true) {
    add('signatures.jsonl', () => signatureLines(ledger, options, plan));
  }
  if (proofs && options.proof !== 'batch') {
    add('proof/paths.jsonl', () => pathLines(ledger, plan));
  }
  if (proofs && options.proof === 'batch') made.push([BATCH, () => batchProof(ledger, plan)]);
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
  const consistency = jsonl('proof/consistency.jsonl', earlier, options);
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

/** The content of a `.jsonl` entry, with its fault if it has one. */
function jsonl(
  path: string,
  lines: Iterable<string>,
  { tamper }: ExportOptions,
): Iterable<Uint8Array> | undefined {
  const fault = tamper?.lines?.[path];
  return textOf(fault === undefined ? lines : fault([...lines]));
}
