// Canonical JSON or refusal (docs/SPEC.md §1.4): the bytes must equal the RFC 8785 form of their own parse.
// One comparison refuses duplicate names, other spellings of numbers and strings, white space and byte-order marks.

import { type Accident, accidentOf, BYTE_ORDER_MARK, EMPTY, editOf } from './accidents.js';
import { parseUtf8 } from './encoding.js';
import { excessOf } from './json-scan.js';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}
/** A document as it was read: nobody changes it. @public in declarations that are made, and not in the index of files */
export type Frozen<T> = Json extends T
  ? T
  : T extends object
    ? { readonly [Name in keyof T]: Frozen<T[Name]> }
    : T;

export type CanonicalResult =
  | { readonly ok: true; readonly value: Json }
  /** `value` is there when the bytes are JSON of some kind: it may be used to go on reporting, never to pass. */
  | ({ readonly ok: false; readonly reason: string; readonly value?: Json } & Refusal);

/** Where the text leaves its form, and what explains it if that is known. */
interface Refusal {
  /** RFC 6901 pointer to the value that is wrong. */
  readonly pointer?: string;
  readonly expected?: string;
  readonly actual?: string;
  /** A sentence. */
  readonly remedy?: string;
}

/** Parses bytes that must be canonical. Never throws: a caller turns `reason` into a finding of its own. */
export function parseCanonical(bytes: Uint8Array): CanonicalResult {
  const text = parseUtf8(bytes);
  if (text === undefined) return refused('the bytes are not valid UTF-8', accidentOf(bytes));
  if (text.charCodeAt(0) === 0xfeff) return refused(BYTE_ORDER_MARK.message, BYTE_ORDER_MARK);
  // Before anything is parsed: 16 MiB of brackets would take a gigabyte.
  const excess = excessOf(bytes);
  if (excess !== undefined) return { ok: false, reason: excess };
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return refused('the text is not JSON', bytes.length === 0 ? EMPTY : accidentOf(bytes));
  }
  const fault = faultOf(value);
  if (fault !== undefined) return { ok: false, reason: fault.reason, pointer: fault.pointer };
  // The quick way: V8 keeps the order of names as received, so text that survives the round trip needs sorted names only.
  if (namesSorted(value) && JSON.stringify(value) === text) return { ok: true, value };
  const canonical = canonicalize(value);
  if (canonical === text) return { ok: true, value };
  // A converted line is not the one that was hashed and signed: what else would be said of it follows from that alone.
  const converted = accidentOf(bytes);
  if (converted !== undefined) return refused(converted.message, converted);
  const edited = editOf(text, canonical);
  if (edited !== undefined) return { ...refused(edited.message, edited), value };
  return { ok: false, ...difference(text, canonical), value };
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

/** A value that no two readers agree on, and where it is: §1.4. The pointer is made on the way back, so that a sound value costs none. */
function faultOf(value: Json): { readonly reason: string; readonly pointer: string } | undefined {
  if (typeof value === 'string')
    return value.isWellFormed() ? undefined : here('a string has a lone surrogate');
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return here('a number is too large');
    // Beyond ±(2^53 − 1) two integers share one double: two readers would see two numbers.
    return Number.isInteger(value) && !Number.isSafeInteger(value)
      ? here('a whole number lies outside ±(2^53 − 1)')
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const fault = faultOf(value[i] as Json);
      if (fault !== undefined) return { ...fault, pointer: `/${i}${fault.pointer}` };
    }
    return undefined;
  }
  const object = value as JsonObject;
  for (const name of Object.keys(object)) {
    if (!name.isWellFormed()) return here('a name has a lone surrogate');
    const fault = faultOf(object[name] as Json);
    if (fault !== undefined)
      return {
        ...fault,
        pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}${fault.pointer}`,
      };
  }
  return undefined;
}

function here(reason: string) {
  return { reason, pointer: '' };
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

/** Characters shown of both texts from where they part, and of what both have before it. */
const SHOWN = 40;
const SHARED = 12;

function difference(text: string, canonical: string) {
  let at = 0;
  while (at < text.length && text[at] === canonical[at]) at += 1;
  const from = Math.max(0, at - SHARED);
  const shown = (whole: string): string => {
    const more = whole.length > at + SHOWN ? '…' : '';
    return `${from > 0 ? '…' : ''}${whole.slice(from, at + SHOWN).toWellFormed()}${more}`;
  };
  return {
    reason: `the text differs from its RFC 8785 form at character ${at + 1}`,
    expected: shown(canonical),
    actual: shown(text),
  };
}

function refused(reason: string, cause: Accident | undefined) {
  return {
    ok: false,
    reason: cause?.message ?? reason,
    ...(cause === undefined ? {} : { remedy: cause.remedy }),
  } as const;
}
