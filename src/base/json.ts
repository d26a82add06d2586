// Canonical JSON or refusal (docs/SPEC.md §1.4): the bytes must equal the RFC 8785 form of their own parse.
// One comparison refuses duplicate names, other spellings of numbers and strings, white space and byte-order marks.

import { parseUtf8 } from './encoding.js';
import { excessOf } from './json-scan.js';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export type CanonicalResult =
  | { readonly ok: true; readonly value: Json }
  /** `value` is there when the bytes are JSON of some kind: it may be used to go on reporting, never to pass. */
  | { readonly ok: false; readonly reason: string; readonly value?: Json };

/** Parses bytes that must be canonical. Never throws: a caller turns `reason` into a finding of its own. */
export function parseCanonical(bytes: Uint8Array): CanonicalResult {
  const text = parseUtf8(bytes);
  if (text === undefined) return { ok: false, reason: 'the bytes are not valid UTF-8' };
  if (text.charCodeAt(0) === 0xfeff)
    return { ok: false, reason: 'the text begins with a byte-order mark' };
  // Before anything is parsed: 16 MiB of brackets would take a gigabyte.
  const excess = excessOf(bytes);
  if (excess !== undefined) return { ok: false, reason: excess };
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { ok: false, reason: 'the text is not JSON' };
  }
  const fault = faultOf(value);
  if (fault !== undefined) return { ok: false, reason: fault };
  // The quick way: V8 keeps the order of names as received, so text that survives the round trip needs sorted names only.
  if (namesSorted(value) && JSON.stringify(value) === text) return { ok: true, value };
  const canonical = canonicalize(value);
  if (canonical === text) return { ok: true, value };
  return { ok: false, reason: difference(text, canonical), value };
}

/** The RFC 8785 form. `value` must be free of faults that `parseCanonical` refuses (depth, lone surrogates, NaN). */
export function canonicalize(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`;
  if (isObject(value)) {
    // §3.2.3: names are sorted by UTF-16 code units, which is JavaScript's own order of strings.
    const members = Object.keys(value)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonicalize(value[name] as Json)}`);
    return `{${members.join(',')}}`;
  }
  // §3.2.2: ECMAScript's own serialisation of numbers, literals and (well-formed) strings.
  return JSON.stringify(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that name, own members only: `__proto__` and `constructor` are names like any other. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** True if two canonical values are the same. */
export function equalJson(a: Json, b: Json): boolean {
  return canonicalize(a) === canonicalize(b);
}

function faultOf(value: Json): string | undefined {
  if (typeof value === 'string')
    return value.isWellFormed() ? undefined : 'a string has a lone surrogate';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return 'a number is too large';
    // Beyond ±(2^53 − 1) two integers share one double: two readers would see two numbers.
    return Number.isInteger(value) && !Number.isSafeInteger(value)
      ? 'a whole number lies outside ±(2^53 − 1)'
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (const item of value) {
      const fault = faultOf(item);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
  const object = value as JsonObject;
  for (const name of Object.keys(object)) {
    if (!name.isWellFormed()) return 'a name has a lone surrogate';
    const fault = faultOf(object[name] as Json);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function namesSorted(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(namesSorted);
  const object = value as JsonObject;
  let previous: string | undefined;
  for (const name of Object.keys(object)) {
    if (previous !== undefined && previous >= name) return false;
    if (!namesSorted(object[name] as Json)) return false;
    previous = name;
  }
  return true;
}

function difference(text: string, canonical: string): string {
  let at = 0;
  while (at < text.length && text[at] === canonical[at]) at += 1;
  return `the text differs from its RFC 8785 form at character ${at + 1}`;
}
