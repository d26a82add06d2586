// What the oracle reads out of entries: lines, notes, disclosures, tokens. Forgiving readers that judge nothing and share nothing with
// src/ but the JSON types.

import { isObject, type Json, type JsonObject } from '../../src/base/json.js';
import { readDer, writeDer } from './der.js';
import { readJson } from './json.js';
import { splitLines } from './lines.js';
import type { Files } from './zip.js';

const NONE = new Uint8Array(0);

export function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}

export function objectOf(bytes: Uint8Array | undefined): JsonObject | undefined {
  const value = readJson(bytes ?? NONE);
  return isObject(value) ? value : undefined;
}

export function textLines(bytes: Uint8Array | undefined): string[] {
  return splitLines(bytes ?? NONE).map((line) => Buffer.from(line).toString('utf8'));
}

export function objectLines(files: Files, path: string): JsonObject[] {
  return splitLines(files.get(path) ?? NONE).map((line) => objectOf(line) ?? {});
}

export function sequenceOf(line: string): Json | undefined {
  return objectOf(Buffer.from(line, 'utf8'))?.['sequence'];
}

/** The text of a note with its last LF, then its lines without. */
export function noteOf(bytes: Uint8Array | undefined): [string, ...string[]] {
  const note = Buffer.from(bytes ?? NONE).toString('latin1');
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n')) return [''];
  const lines = note
    .slice(at + 2)
    .split('\n')
    .slice(0, -1);
  return [
    note.slice(0, at + 1),
    ...lines.map((line) => Buffer.from(line, 'latin1').toString('utf8')),
  ];
}

export function tokensOver(files: Files, over: 'checkpoint' | 'attestation'): Uint8Array[] {
  return [...files]
    .filter(([name]) => name.startsWith(`timestamps/${over}.`))
    .map(([, content]) => content);
}

/** True if the three parts of a token that matter occur in `token`. */
export function isOneOf(token: Uint8Array, genuine: readonly Uint8Array[]): boolean {
  const bytes = Buffer.from(token);
  return genuine.some((each) => {
    const parts = partsOf(each);
    return parts?.every((part) => bytes.includes(Buffer.from(part))) === true;
  });
}

/** eContent, signed attributes (contents) and signature of a sound TimeStampResp (RFC 3161 §2.4.2, RFC 5652 §5). */
function partsOf(token: Uint8Array): Uint8Array[] | undefined {
  const signedData = readDer(token)?.[0]?.children?.[1]?.children?.[1]?.children?.[0]?.children;
  const content = signedData?.[2]?.children?.[1]?.children?.[0];
  const signer = signedData?.at(-1)?.children?.[0]?.children;
  const attributes = signer?.[3];
  const signature = signer?.[5];
  if (content === undefined || attributes === undefined || signature === undefined)
    return undefined;
  return [content, attributes, signature].map((node) => writeDer([node]));
}
