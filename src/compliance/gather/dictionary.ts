// Values of fields, each held once and named by a number, so that a table of records holds numbers only.

import { toHex, utf8 } from '../../base/encoding.js';
import { canonicalize, type Json } from '../../base/json.js';
import { digestOf } from '../../crypto/digest.js';
import { BOUNDS } from '../bounds.js';

/** The number of a value that came after the bound was reached. */
export const BEYOND = -3;

export class Dictionary {
  readonly #limit: number;
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The number of a text, a new one if need be; `BEYOND` if there is no room. */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length >= this.#limit) return BEYOND;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  textOf(number: number): string {
    return this.#texts[number] ?? '';
  }
}

/** A value as text: a string as it is, unless it is blank; other JSON in canonical form; long ones by length and digest. */
export function valueText(value: Json): string {
  const text = typeof value === 'string' && value.trim() !== '' ? value : canonicalize(value);
  if (text.length <= BOUNDS.valueLength) return text;
  // Hostile: a megabyte in each record. Two long values stay two values.
  const digest = toHex(digestOf('sha3-256', utf8(text))).slice(0, 16);
  const head = text
    .slice(0, 80)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  return `${head}… (${text.length} characters, SHA3-256 ${digest}…)`;
}
