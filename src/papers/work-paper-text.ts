// The work paper of one record (docs/MANUAL.md §5): every hash step from the record's line to the root of the checkpoint, each with
// the command that repeats it by hand. As text, as a bash script that repeats all of it and stops at the first difference, as JSON.

import { toBase64, toHex, utf8 } from '../base/encoding.js';
import { RECORD_TAG } from '../bundle/record.js';
import { plainText } from '../report/escape.js';
import { renderDocument } from '../report/json.js';
import { hang } from '../report/layout.js';
import { Pen, type TextOptions } from '../report/pen.js';
import { countOf, grouped, verdictWord } from '../report/words.js';
import type { Transcript } from '../transcript/transcript.js';
import { hashCommand, shellWord } from './shell.js';
import type { WorkPaper, WorkStep } from './work-paper.js';

/** Longest record line whose preimage is spelled out in the text; a longer one is taken from the bundle. */
const SPELLED = 4_096;
const RECORD_HASH = 'sha3-256';
const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/** What else a reader needs to know about the tree head. */
interface Standing {
  readonly checkpoint: boolean;
  readonly signed: boolean;
}

/** Renders the paper for people. */
export function renderWorkPaper(
  paper: WorkPaper,
  transcript: Transcript,
  style: TextOptions = {},
): string {
  const pen = new Pen(style);
  const verdict = `${verdictWord(transcript.verdict)}  ${plainText(transcript.bundle.name)}: record ${plainText(paper.recordId)} is leaf ${paper.sequence} of the tree of ${grouped(paper.treeSize)}`;
  if (pen.quiet) return `${verdict}\n${toHex(paper.root)}\n`;
  const { manifest } = transcript.bundle;
  const steps = paper.steps.flatMap((step, i) => stepLines(paper, step, i, pen));
  const lines = [
    verdict,
    '',
    ...pen.row('Record', `${plainText(paper.recordId)}, sequence ${paper.sequence}`),
    ...pen.row(
      'Line',
      `${paper.line} of records.jsonl, ${countOf(paper.lineBytes.length, 'bytes')}`,
    ),
    ...pen.row('Ledger', plainText(manifest?.ledger ?? '')),
    ...pen.row(
      'Tree hash',
      `H = ${paper.hashName.toUpperCase()}, tree size ${grouped(paper.treeSize)}`,
    ),
    ...pen.row('Proof', paper.proof),
    ...pen.row('Bundle', `SHA-256 ${transcript.bundle.sha256}`),
    ...pen.row('Judged as of', transcript.at),
    '',
    'Each command prints the value above it. It needs bash, xxd and openssl 3; unzip where it names the bundle.',
    '',
    ...recordLines(paper, transcript.bundle.name),
    '',
    `2  leaf hash = H(00 || record hash)`,
    `   ${toHex(paper.leafHash)}`,
    `   $ ${hashCommand(paper.hashName, LEAF, paper.recordHash)}`,
    ...steps,
    '',
    ...checkpointLines(paper, transcript),
    '',
    verdict,
  ];
  return `${lines.join('\n')}\n`;
}

function recordLines(paper: WorkPaper, bundle: string): string[] {
  const { line, lineBytes, recordHash } = paper;
  const fromBundle = `{ printf '${RECORD_TAG}\\0'; unzip -p ${shellWord(bundle)} records.jsonl | sed -n ${line}p | tr -d '\\n'; } | openssl dgst -${RECORD_HASH}`;
  return [
    `1  record hash = SHA3-256("${RECORD_TAG}" || 00 || the line without its LF)`,
    `   ${toHex(recordHash)}`,
    ...(lineBytes.length > SPELLED
      ? []
      : [`   $ ${hashCommand(RECORD_HASH, utf8(`${RECORD_TAG}\0`), lineBytes)}`]),
    `   $ ${fromBundle}`,
  ];
}

function stepLines(paper: WorkPaper, step: WorkStep, index: number, pen: Pen): string[] {
  const before = paper.steps[index - 1]?.node ?? paper.leafHash;
  const parts = step.side === 'left' ? [step.sibling, before] : [before, step.sibling];
  const order = step.side === 'left' ? 'sibling || node' : 'node || sibling';
  const width = step.to - step.from;
  const below = width === 1 ? `leaf ${step.from}` : `leaves ${step.from} to ${step.to - 1}`;
  return [
    '',
    `${index + 3}  node = H(01 || ${order}): the sibling stands on the ${step.side}`,
    ...hang('   sibling  ', `${below}, ${originOf(paper, step)}`, pen.width),
    `            ${toHex(step.sibling)}`,
    `   node     ${toHex(step.node)}`,
    `   $ ${hashCommand(paper.hashName, NODE, ...parts)}`,
  ];
}

function originOf({ proof }: WorkPaper, { proven, from, to }: WorkStep): string {
  if (proven === 0) return `taken from ${proof}`;
  if (proven === to - from) return `computed from these leaves, which are in the bundle`;
  return `proven together: computed from ${countOf(proven, 'leaves')} in the bundle and from hashes of ${proof}`;
}

function checkpointLines(paper: WorkPaper, transcript: Transcript): string[] {
  const { checkpoint, signed } = standingOf(transcript);
  const lines = [
    `${paper.steps.length + 3}  the last value is the root hash of the tree of ${grouped(paper.treeSize)}`,
    `   ${toHex(paper.root)}`,
  ];
  if (!checkpoint)
    return [...lines, '   No checkpoint of this bundle states it: the tree head is not proven.'];
  return [
    ...lines,
    `   as the third line of the checkpoint  ${toBase64(paper.root)}`,
    `   $ printf %s ${toHex(paper.root)} | xxd -r -p | base64`,
    `   $ unzip -p ${shellWord(transcript.bundle.name)} checkpoint | sed -n 2,3p`,
    signed
      ? '   Both signatures of the checkpoint verified under a key set of your trust root.'
      : '   The signatures of the checkpoint are not verified: see the transcript.',
  ];
}

function standingOf({ checks }: Transcript): Standing {
  const passed = (id: string) => checks.some((c) => c.id === id && c.status === 'passed');
  return { checkpoint: passed('checkpoint/tree-head'), signed: passed('checkpoint/signatures') };
}

/** Renders the paper as a bash script. It ends with 0 if every value is the one stated; with a bundle as argument, the line too. */
export function renderWorkScript(paper: WorkPaper, transcript: Transcript): string {
  const { hashName, recordHash, leafHash, lineBytes, steps, line } = paper;
  const preimage = toHex(Buffer.concat([utf8(`${RECORD_TAG}\0`), lineBytes]));
  const nodes = steps.map((step, i) => {
    const before = steps[i - 1]?.node ?? leafHash;
    const parts = step.side === 'left' ? [step.sibling, before] : [before, step.sibling];
    return `step ${hashName} 'node ${i + 1} of ${steps.length}' 01${parts.map(toHex).join('')} ${toHex(step.node)}`;
  });
  return `${[
    '#!/usr/bin/env bash',
    `# Repeats every hash of one record: ${plainText(paper.recordId)}, sequence ${paper.sequence}.`,
    `# Bundle SHA-256 ${transcript.bundle.sha256}`,
    '# Usage: bash FILE [BUNDLE]. Needs xxd and openssl 3; with a bundle, unzip as well.',
    'set -euo pipefail',
    'step() {',
    `  local got`,
    `  got=$(printf %s "$3" | xxd -r -p | openssl dgst "-$1" -r | cut -d' ' -f1)`,
    `  if [ "$got" != "$4" ]; then printf 'DIFFERS  %s: %s instead of %s\\n' "$2" "$got" "$4"; exit 1; fi`,
    `  printf 'same     %s  %s\\n' "$got" "$2"`,
    '}',
    `preimage=${preimage}`,
    'if [ $# -gt 0 ]; then',
    `  line=$(unzip -p "$1" records.jsonl | sed -n ${line}p | tr -d '\\n' | xxd -p | tr -d '\\n')`,
    `  if [ "${toHex(utf8(`${RECORD_TAG}\0`))}$line" != "$preimage" ]; then echo 'DIFFERS  the line in the bundle'; exit 1; fi`,
    `  echo 'same     the line in the bundle'`,
    'fi',
    `step ${RECORD_HASH} 'record hash' "$preimage" ${toHex(recordHash)}`,
    `step ${hashName} 'leaf hash' 00${toHex(recordHash)} ${toHex(leafHash)}`,
    ...nodes,
    `echo 'root     ${toHex(paper.root)}  tree size ${paper.treeSize}'`,
    `echo 'base64   ${toBase64(paper.root)}  (third line of the checkpoint)'`,
  ].join('\n')}\n`;
}

/** Renders the paper as JSON: hashes in hex, the line as base64. */
export function renderWorkJson(paper: WorkPaper, transcript: Transcript): string {
  const { verdict, at, bundle } = transcript;
  const { checkpoint, signed } = standingOf(transcript);
  return renderDocument({
    format: 'softqcos.work-paper/v1',
    verdict,
    at,
    bundle: { name: bundle.name, sha256: bundle.sha256 },
    record_id: paper.recordId,
    sequence: paper.sequence,
    line: paper.line,
    line_base64: toBase64(paper.lineBytes),
    record_hash: toHex(paper.recordHash),
    tree_hash: paper.hashName,
    leaf_hash: toHex(paper.leafHash),
    proof: paper.proof,
    steps: paper.steps.map(({ side, from, to, proven, sibling, node }) => ({
      ...{ side, from, to, proven, sibling: toHex(sibling), node: toHex(node) },
    })),
    tree_size: paper.treeSize,
    root_hash: toHex(paper.root),
    checkpoint: { states_root: checkpoint, signatures_verified: signed },
  });
}
