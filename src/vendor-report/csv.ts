// CSV as RFC 4180 has it: comma, double quotes, one number of fields in every line. Strict, because two spreadsheets must not see
// two tables: a quote in the middle of a bare field, text after a closing quote or a lone CR is refused, never repaired. Lines may
// end in LF alone, and one byte-order mark may stand first: common exports have both. What the cells mean is not known here.

import { LF, parseUtf8 } from '../base/encoding.js';

/** Where and why a text is no CSV. */
export interface CsvFault {
  /** 1-based line of the file. */
  readonly line: number;
  /** One clause, lower case, no full stop. Does not quote the text. */
  readonly reason: string;
}

/** Most fields of a line: a hostile line of commas must not fill the memory with cells. */
export const CSV_FIELDS = 1_024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const CR = 0x0d;
const TAB = 0x09;
const DEL = 0x7f;

/**
 * Reads CSV row by row; `onRow` gets the cells without their quotes and the line where the row begins.
 * Returns the first fault; rows before it have been handed over. The caller has bounded `bytes`. Never throws by itself.
 */
export function readCsv(
  bytes: Uint8Array,
  onRow: (cells: readonly string[], line: number) => void,
): CsvFault | undefined {
  const text = parseUtf8(bytes);
  if (text === undefined) return { line: 1, reason: 'the bytes are not valid UTF-8' };
  return new Reader(text.startsWith('\uFEFF') ? text.slice(1) : text).rows(onRow);
}

class Reader {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  rows(onRow: (cells: readonly string[], line: number) => void): CsvFault | undefined {
    let width: number | undefined;
    while (this.#at < this.#text.length) {
      const line = this.#line;
      const cells = this.#row();
      if (!Array.isArray(cells)) return cells;
      width ??= cells.length;
      // RFC 4180 §2.4: the same number of fields throughout; a shorter line moves every cell to another column.
      if (cells.length !== width)
        return {
          line,
          reason: `the line has ${cells.length} fields and the first line has ${width}`,
        };
      onRow(cells, line);
    }
    return undefined;
  }

  #row(): string[] | CsvFault {
    const cells: string[] = [];
    for (;;) {
      if (cells.length === CSV_FIELDS) return this.#fault(`more than ${CSV_FIELDS} fields`);
      const quoted = this.#text.charCodeAt(this.#at) === QUOTE;
      const cell = quoted ? this.#quoted() : this.#bare();
      if (typeof cell !== 'string') return cell;
      cells.push(cell);
      const next = this.#text.charCodeAt(this.#at);
      if (next === COMMA) {
        this.#at += 1;
        continue;
      }
      if (this.#at === this.#text.length) return cells;
      if (next === CR && this.#text.charCodeAt(this.#at + 1) === LF) this.#at += 1;
      else if (next === CR) return this.#fault('a carriage return stands without a line feed');
      else if (next !== LF) return this.#fault('text stands after a closing quote');
      this.#at += 1;
      this.#line += 1;
      return cells;
    }
  }

  /** §2.5: a bare field holds no quote; it ends at a comma or at the end of the line. */
  #bare(): string | CsvFault {
    const start = this.#at;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === COMMA || code === LF || code === CR) break;
      if (code === QUOTE) return this.#fault('a quote stands in a field without quotes');
      if (isControl(code)) return this.#fault('a control character stands in a field');
    }
    return this.#text.slice(start, this.#at);
  }

  /** §2.6 and §2.7: line breaks and commas are text inside quotes, and two quotes are one. */
  #quoted(): string | CsvFault {
    let cell = '';
    let start = this.#at + 1;
    for (this.#at = start; this.#at < this.#text.length; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === LF) this.#line += 1;
      else if (code === QUOTE) {
        cell += this.#text.slice(start, this.#at);
        if (this.#text.charCodeAt(this.#at + 1) !== QUOTE) {
          this.#at += 1;
          return cell;
        }
        this.#at += 1;
        start = this.#at;
      } else if (code !== CR && isControl(code))
        return this.#fault('a control character stands in a field');
    }
    return this.#fault('a quoted field does not end');
  }

  #fault(reason: string): CsvFault {
    return { line: this.#line, reason };
  }
}

/** §2 TEXTDATA has none; a tab is let through, since tables of free text hold them. */
function isControl(code: number): boolean {
  return (code < 0x20 && code !== TAB) || code === DEL;
}
