// Parts from their files. They are the operator's, and bytes like any others: each line is bounded, follows its schema and says of itself
// what its own checks come to. That a part is whole is seen; who made it is not (docs/MANUAL.md §16).

import { parseTime, toHex } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import { fileKind, HEAD_BYTES } from '../../base/file-kind.js';
import type { Json } from '../../base/json.js';
import { parseStrict } from '../../base/json-strict.js';
import { faultOf } from '../../base/schema.js';
import { validate } from '../../base/validators/part.js';
import { LineBlocks, linesOf } from '../../bundle/lines.js';
import type { ErrorCode } from '../../catalogue/codes.js';
import { RunningDigest } from '../../crypto/digest.js';
import { isConsistent } from '../../transcript/consistent.js';
import type { Transcript } from '../../transcript/transcript.js';
import { chunksOf } from '../files.js';
import type { Became } from '../run/each.js';
import { PART_LINE_BYTES, type PartHead, type PartLine, THIS_VERIFIER } from './part.js';

const LF = Uint8Array.of(0x0a);
/** A transcript has some eight levels. */
const DEPTH = 32;

export interface PartItem {
  readonly name: string;
  readonly bytes: number | undefined;
  readonly became: Became;
}

export interface Part {
  /** How errors name it. */
  readonly path: string;
  readonly head: PartHead;
  /** In ascending position. */
  readonly items: readonly PartItem[];
}

/** Reads a part. @throws VerifierError ERR_PART_INVALID, ERR_PARTS_DIFFER for one of another version */
export async function readPart(path: string): Promise<Part> {
  const digest = new RunningDigest('sha256');
  const items: PartItem[] = [];
  let head: PartHead | undefined;
  let end: PartLine['end'];
  for await (const { bytes, number, fault } of linesOf(
    new LineBlocks(each(chunksOf(path, 'ERR_PART_INVALID')), PART_LINE_BYTES, 1),
  )) {
    const where = `${path}: line ${number}`;
    if (end !== undefined) throw invalid(`${where}: something stands after the end`);
    if (fault !== undefined) throw invalid(`${where}: the line is ${fault}`);
    const line = lineOf(bytes, where, head === undefined);
    if (head === undefined) head = headOf(line, path, where);
    else if (line.end !== undefined) {
      ({ end } = line);
      continue;
    } else items.push(itemOf(line, head, items.length, where));
    digest.update(bytes);
    digest.update(LF);
  }
  if (head === undefined) throw invalid(`${path}: the file is empty`);
  if (end === undefined) throw invalid(`${path}: the end is missing: the part is not whole`);
  if (end.items !== items.length || end.sha256 !== toHex(digest.digest()))
    throw invalid(`${path}: the part was changed after it was written`);
  const { part, of, listing } = head;
  const expected = Math.max(0, Math.ceil((listing.items - part + 1) / of));
  if (items.length !== expected)
    throw invalid(
      `${path}: part ${part} of ${of} has ${items.length} files instead of ${expected}`,
    );
  return { path, head, items };
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T, void, undefined> {
  yield* items;
}

function lineOf(bytes: Uint8Array, where: string, isFirst: boolean): PartLine {
  const parsed = parseStrict(bytes, DEPTH);
  const kind = fileKind(bytes.subarray(0, HEAD_BYTES), bytes.length)?.is;
  if (isFirst && kind !== undefined && !/text/i.test(kind))
    throw invalid(`${where.replace(/: line 1$/, '')}: this is ${kind}, not a part`, NO_PART);
  if (!parsed.ok) {
    const said = `${where}, column ${parsed.column}: ${parsed.reason}`;
    throw isFirst
      ? invalid(said.replace(/: line 1/, ': this is not a part: line 1'), NO_PART)
      : invalid(said);
  }
  const fault = faultOf(validate, parsed.value);
  if (fault === undefined) return parsed.value as unknown as PartLine;
  const place = fault.pointer === '' ? '' : ` at ${fault.pointer}`;
  throw invalid(`${where}${place}: ${fault.message}`, isFirst ? NO_PART : undefined);
}

function headOf({ head, ...rest }: PartLine, path: string, where: string): PartHead {
  if (head === undefined || Object.keys(rest).length > 0)
    throw invalid(`${where}: the head is missing`, NO_PART);
  if (head.part > head.of) throw invalid(`${where}: part ${head.part} of ${head.of}`);
  const { version, specification, commit } = head.verifier;
  const own = THIS_VERIFIER;
  if (version === own.version && specification === own.specification && commit === own.commit)
    return head;
  throw new VerifierError(
    'ERR_PARTS_DIFFER',
    `${path}: made by version ${version} (${commit}), and this is ${own.version} (${own.commit})`,
    { hint: 'make and merge the parts with one program' },
  );
}

function itemOf(line: PartLine, { part, of, ...asked }: PartHead, count: number, where: string) {
  const { head, position, name = '', bytes, transcript, unread, tried = false } = line;
  const { skipped } = line;
  if (head !== undefined) throw invalid(`${where}: a second head`);
  if ([transcript, unread, skipped].filter((one) => one !== undefined).length !== 1)
    throw invalid(`${where}: what became of the file is not said once`);
  if (position !== part - 1 + count * of)
    throw invalid(`${where}: the position is not ${part - 1 + count * of}`);
  const item = (became: Became): PartItem => ({ name, bytes, became });
  if (skipped !== undefined) return item({ position, skipped: { name, ...skipped } });
  if (unread !== undefined) {
    const code = unread.code as ErrorCode;
    return item({ position, unread: { name, code, message: unread.message }, tried });
  }
  // The schema is that of the type.
  const own = transcript as Json as unknown as Transcript;
  if (own.bundle.name !== name || own.bundle.bytes !== bytes || !answers(own, asked))
    throw invalid(`${where}: the transcript is not of this file, or of another question`);
  if (!isConsistent(own))
    throw invalid(`${where}: the transcript contradicts itself: it was edited`);
  return item({ position, transcript: own });
}

/** True for a transcript of what the head says was asked, by this program. */
function answers(own: Transcript, { options, verifier }: Pick<PartHead, 'options' | 'verifier'>) {
  const { at, trust_root, requirements, frameworks, sample } = options;
  return (
    own.verifier.version === verifier.version &&
    own.verifier.specification === verifier.specification &&
    String(parseTime(own.at)) === at &&
    own.trust_root?.sha3_256 === trust_root &&
    own.requirements.join() === requirements.join() &&
    (own.frameworks ?? []).map(({ digest }) => digest).join() === frameworks.join() &&
    own.sample?.sha256 === sample
  );
}

const NO_PART = 'name files that "--shard i/n -o FILE" wrote';

function invalid(message: string, hint = 'make this part again'): VerifierError {
  return new VerifierError('ERR_PART_INVALID', message, { hint });
}
