// Strict JSON that need not be canonical (docs/SPEC.md §10, §12): pretty-printed files are normal, but two readers must see the
// same values. Refuses what JSON.parse lets pass: duplicate names, a byte-order mark, lone surrogates, numbers that do not
// survive a double, deep nesting. Says where, never what: the text may hold a private key that somebody pasted.

import { parseUtf8 } from './encoding.js';
import type { Json } from './json.js';
import { FORMAT } from './limits.js';
import { work } from './work.js';

export type StrictResult =
  | { readonly ok: true; readonly value: Json }
  | {
      readonly ok: false;
      /** One clause, lower case, no full stop. Does not quote the text. */
      readonly reason: string;
      /** 1-based; columns count UTF-16 code units. */
      readonly line: number;
      readonly column: number;
    };

/** Parses one JSON value and nothing after it. Never throws. */
export function parseStrict(bytes: Uint8Array, maxDepth: number = FORMAT.depth): StrictResult {
  const text = parseUtf8(bytes);
  if (text === undefined)
    return { ok: false, reason: 'the bytes are not valid UTF-8', line: 1, column: 1 };
  if (text.charCodeAt(0) === 0xfeff)
    return { ok: false, reason: 'the text begins with a byte-order mark', line: 1, column: 1 };
  const scanner = new Scanner(text, maxDepth);
  const fault = scanner.document();
  work.jsonBytes += bytes.length;
  work.jsonValues += scanner.values;
  if (fault === undefined) return { ok: true, value: JSON.parse(text) as Json };
  const before = text.slice(0, fault.at).split('\n');
  return {
    ok: false,
    reason: fault.reason,
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
  };
}

interface Fault {
  readonly at: number;
  readonly reason: string;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 §7 refuses exactly these.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** A cursor over text; each method moves past one production of RFC 8259 or returns the first fault. */
class Scanner {
  readonly #text: string;
  readonly #maxDepth: number;
  #at = 0;
  values = 0;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  document(): Fault | undefined {
    const fault = this.#value(1);
    if (fault !== undefined) return fault;
    return this.#at === this.#text.length
      ? undefined
      : this.#fault('something stands after the value');
  }

  #value(depth: number): Fault | undefined {
    this.values += 1;
    if (this.values > FORMAT.values)
      return this.#fault(`there are more than ${FORMAT.values} values`);
    this.#space();
    const fault = this.#bare(depth);
    if (fault === undefined) this.#space();
    return fault;
  }

  #bare(depth: number): Fault | undefined {
    const next = this.#text[this.#at];
    if (next === '"') {
      const string = this.#string();
      return typeof string === 'string' ? undefined : string;
    }
    if (next === '{' || next === '[') {
      if (depth > this.#maxDepth)
        return this.#fault(`the nesting is deeper than ${this.#maxDepth}`);
      this.#at += 1;
      return next === '{' ? this.#members(depth) : this.#items(depth);
    }
    if (next === 't' || next === 'f' || next === 'n') {
      if (this.#match(LITERAL) !== '') return undefined;
    }
    return this.#number();
  }

  #members(depth: number): Fault | undefined {
    const names = new Set<string>();
    this.#space();
    if (this.#take('}')) return undefined;
    for (;;) {
      this.#space();
      const start = this.#at;
      if (this.#text[start] !== '"') return this.#fault('a name in double quotes is expected');
      const name = this.#string();
      if (typeof name !== 'string') return name;
      // RFC 8259 §4: which of two equal names wins is the reader's choice, so there must not be two.
      if (names.has(name)) return { at: start, reason: 'a name stands twice in one object' };
      names.add(name);
      this.#space();
      if (!this.#take(':')) return this.#fault('a colon is expected');
      const fault = this.#value(depth + 1);
      if (fault !== undefined) return fault;
      if (this.#take('}')) return undefined;
      if (!this.#take(',')) return this.#fault('a comma or a closing brace is expected');
    }
  }

  #items(depth: number): Fault | undefined {
    this.#space();
    if (this.#take(']')) return undefined;
    for (;;) {
      const fault = this.#value(depth + 1);
      if (fault !== undefined) return fault;
      if (this.#take(']')) return undefined;
      if (!this.#take(',')) return this.#fault('a comma or a closing bracket is expected');
    }
  }

  /** The string's own text, or the fault. */
  #string(): string | Fault {
    const start = this.#at;
    this.#at += 1;
    const plain = this.#match(PLAIN);
    if (this.#take('"')) return this.#wellFormed(plain, start);
    for (;;) {
      this.#match(PLAIN);
      if (this.#take('"')) break;
      if (this.#text[this.#at] !== '\\')
        return this.#fault(
          this.#at === this.#text.length
            ? 'a string does not end'
            : 'a string holds a raw control character',
        );
      if (this.#match(ESCAPE) === '') return this.#fault('a string holds an unknown escape');
    }
    return this.#wellFormed(JSON.parse(this.#text.slice(start, this.#at)) as string, start);
  }

  #wellFormed(value: string, start: number): string | Fault {
    return value.isWellFormed() ? value : { at: start, reason: 'a string has a lone surrogate' };
  }

  #number(): Fault | undefined {
    const start = this.#at;
    const text = this.#match(NUMBER);
    if (text === '')
      return this.#fault(
        start === this.#text.length ? 'the text ends too early' : 'a value is expected',
      );
    const value = Number(text);
    if (!Number.isFinite(value)) return { at: start, reason: 'a number is too large' };
    // Beyond ±(2^53 − 1) two integers share one double: two readers would see two numbers.
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      return { at: start, reason: 'a whole number lies outside ±(2^53 − 1)' };
    return undefined;
  }

  /** Moves past white space. Not a pattern: a hostile megabyte of brackets would ask it a million times for nothing. */
  #space(): void {
    for (;;) {
      const next = this.#text.charCodeAt(this.#at);
      if (next !== 0x20 && next !== 0x0a && next !== 0x0d && next !== 0x09) return;
      this.#at += 1;
    }
  }

  /** Moves past what a sticky pattern matches here, and returns it. */
  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #fault(reason: string): Fault {
    return { at: this.#at, reason };
  }
}
