// BER as encoders of time stamps write it (X.690 §8.1.3, §8.7.3): lengths that are indefinite or longer than they must be, OCTET
// STRINGs in parts, SETs in any order. It is turned into DER, to tell what a token would say; nothing that was received so
// ever counts.

import { compareBytes } from '../base/bytes.js';
import { concat } from '../base/encoding.js';
import { DEPTH, ELEMENTS, TAG } from './der.js';

/** An OCTET STRING in parts. */
const PARTS = 0x24;

/** The DER of exactly one element in BER; undefined if the bytes are not that, or hold more than is read. Never throws. */
export function derOfBer(bytes: Uint8Array): Uint8Array | undefined {
  const read = new Reader(bytes).element(0, bytes.length, 1);
  return read?.end === bytes.length ? encoded(read) : undefined;
}

/** One DER element: identifier octet, the shortest length, content. */
export function encodeDer(tag: number, content: Uint8Array): Uint8Array {
  return encoded({ tag, content });
}

interface Read {
  readonly tag: number;
  /** In DER. */
  readonly content: Uint8Array;
  /** Offset of the first byte after the element as received. */
  readonly end: number;
}

class Reader {
  readonly #bytes: Uint8Array;
  #elements = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  element(at: number, end: number, depth: number): Read | undefined {
    this.#elements += 1;
    if (this.#elements > ELEMENTS || depth > DEPTH || at + 2 > end) return undefined;
    const tag = this.#bytes[at] ?? 0;
    // End-of-contents octets are no element, and nothing in a token has a tag of several octets.
    if (tag === 0 || (tag & 0x1f) === 0x1f) return undefined;
    const isConstructed = (tag & 0x20) !== 0;
    const length = this.#length(at + 1, end);
    if (length === undefined || (length.to === undefined && !isConstructed)) return undefined;
    const { from, to = end } = length;
    if (!isConstructed) return { tag, content: this.#bytes.subarray(from, to), end: to };
    const members = this.#members(from, to, length.to === undefined, depth);
    if (members === undefined) return undefined;
    const { read } = members;
    if (tag !== PARTS) {
      const children = read.map(encoded);
      if (tag === TAG.set) children.sort(compareBytes);
      return { tag, content: concat(...children), end: members.end };
    }
    if (!read.every((part) => part.tag === TAG.octetString)) return undefined;
    const content = concat(...read.map((part) => part.content));
    return { tag: TAG.octetString, content, end: members.end };
  }

  #members(
    from: number,
    to: number,
    isIndefinite: boolean,
    depth: number,
  ): { readonly read: readonly Read[]; readonly end: number } | undefined {
    const read: Read[] = [];
    for (let at = from; ; ) {
      if (isIndefinite && this.#bytes[at] === 0 && this.#bytes[at + 1] === 0 && at + 2 <= to)
        return { read, end: at + 2 };
      if (at === to) return isIndefinite ? undefined : { read, end: to };
      const member = this.element(at, to, depth + 1);
      if (member === undefined) return undefined;
      read.push(member);
      at = member.end;
    }
  }

  /** Where the content begins, and ends unless the length is indefinite. */
  #length(at: number, end: number): { readonly from: number; readonly to?: number } | undefined {
    const first = this.#bytes[at] ?? 0;
    if (first < 0x80)
      return at + 1 + first <= end ? { from: at + 1, to: at + 1 + first } : undefined;
    const count = first & 0x7f;
    const from = at + 1 + count;
    if (count === 0) return { from };
    if (from > end) return undefined;
    let length = 0;
    for (let i = at + 1; i < from; i += 1) length = length * 256 + (this.#bytes[i] ?? 0);
    return length <= end - from ? { from, to: from + length } : undefined;
  }
}

function encoded({ tag, content }: Pick<Read, 'tag' | 'content'>): Uint8Array {
  const { length } = content;
  if (length < 0x80) return concat(Uint8Array.of(tag, length), content);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return concat(Uint8Array.of(tag, 0x80 | octets.length, ...octets), content);
}
