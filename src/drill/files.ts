// The entries of a bundle in memory. Nothing is changed in place: every function gives a new map or new bytes, so that the bundle itself
// stays as it was read.

import { storedEntry } from '../archive/copy.js';
import { type WrittenEntry, writeZip } from '../archive/write.js';
import { concat, parseUtf8, utf8 } from '../base/encoding.js';
import {
  canonicalize,
  isObject,
  type Json,
  type JsonObject,
  parseCanonical,
} from '../base/json.js';

/** Contents by path, in the order of the zip. */
export type Files = ReadonlyMap<string, Uint8Array>;

const NOTHING = new Uint8Array(0);

/** Puts an entry in or in the place of another; text is UTF-8. */
export function withFile(files: Files, path: string, content: Uint8Array | string): Files {
  return new Map([...files, [path, typeof content === 'string' ? utf8(content) : content]]);
}

export function withoutFile(files: Files, path: string): Files {
  return new Map([...files].filter(([name]) => name !== path));
}

/** The content as text; empty if there is none. */
export function textOf(files: Files, path: string): string {
  return parseUtf8(files.get(path) ?? NOTHING) ?? '';
}

/** Lines without their LF. */
export function linesOf(files: Files, path: string): readonly string[] {
  const text = textOf(files, path);
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

export function withLines(files: Files, path: string, lines: readonly string[]): Files {
  // §2.1: an optional entry that would be empty is left out.
  return lines.length === 0 && path !== 'records.jsonl'
    ? withoutFile(files, path)
    : withFile(files, path, lines.map((line) => `${line}\n`).join(''));
}

/** Replaces lines from `index` on: `removed` of them by none, one or several. */
export function spliceLines(
  files: Files,
  path: string,
  index: number,
  removed: number,
  ...lines: readonly string[]
): Files {
  const all = [...linesOf(files, path)];
  all.splice(index, removed, ...lines);
  return withLines(files, path, all);
}

/** Puts an object among the lines of an entry, by its sequence; makes the entry if there is none. */
export function insertObject(files: Files, path: string, value: JsonObject): Files {
  const all = [...objectsOf(files, path), value];
  all.sort((a, b) => Number(a['sequence']) - Number(b['sequence']));
  return withLines(files, path, all.map(canonicalize));
}

/** The objects of a `.jsonl` entry; none if one of its lines is not canonical. */
export function objectsOf(files: Files, path: string): readonly JsonObject[] {
  const out: JsonObject[] = [];
  for (const line of linesOf(files, path)) {
    const value = objectOf(utf8(line));
    if (value === undefined) return [];
    out.push(value);
  }
  return out;
}

/** A canonical JSON object. */
export function objectOf(bytes: Uint8Array = NOTHING): JsonObject | undefined {
  const parsed = parseCanonical(bytes);
  return parsed.ok && isObject(parsed.value) ? parsed.value : undefined;
}

/** A member that is a list. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** A member that is an object; an empty one if it is none. */
export function membersOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** Zips entries in the order given, stored; one name may stand twice. */
export async function zipOf(
  entries: Iterable<readonly [path: string, content: Uint8Array]>,
): Promise<Uint8Array> {
  const written: WrittenEntry[] = [];
  for (const [path, content] of entries) {
    const data = async function* () {
      yield content;
    };
    written.push(
      (await storedEntry(path, data)) ?? {
        ...{ path, method: 0, crc32: 0, size: 0, compressedSize: 0 },
        data: async function* () {},
      },
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeZip(written)) chunks.push(chunk);
  return concat(...chunks);
}
