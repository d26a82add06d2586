// Typed values of ASN.1 elements, and a cursor over the members of a structure that must reach its end: a surplus member is as
// wrong as a missing one. Anything amiss is undefined; whoever reads decides what that means.

import { latin1Of } from '../base/bytes.js';
import { type Instant, parseTime, toHex } from '../base/encoding.js';
import { type Element, TAG } from './der.js';

/** Reads the members of a constructed element in order. Anything amiss makes a reader give undefined, and `done` false. */
export class Fields {
  readonly #elements: readonly Element[];
  #at = 0;
  #missed = false;

  constructor(element: Element | undefined, tag: number = TAG.sequence) {
    this.#elements = element?.children ?? [];
    this.#missed = element?.tag !== tag;
  }

  /** The next member, which must have the tag. */
  take(tag: number): Element | undefined {
    const element = this.optional(tag);
    if (element === undefined) this.#missed = true;
    return element;
  }

  /** The next member if it has the tag. */
  optional(tag: number): Element | undefined {
    const element = this.#elements[this.#at];
    if (this.#missed || element?.tag !== tag) return undefined;
    this.#at += 1;
    return element;
  }

  /** The next member, whatever it is; undefined at the end. */
  any(): Element | undefined {
    const element = this.#missed ? undefined : this.#elements[this.#at];
    if (element !== undefined) this.#at += 1;
    return element;
  }

  /** True if every member was read and none was missing. */
  get done(): boolean {
    return !this.#missed && this.#at === this.#elements.length;
  }
}

/** The members of a SEQUENCE OF or SET OF. */
export function itemsOf(element: Element | undefined, tag: number): readonly Element[] | undefined {
  return element?.tag === tag ? element.children : undefined;
}

/** The only member of a constructed element. */
export function onlyItem(element: Element | undefined): Element | undefined {
  return element?.children.length === 1 ? element.children[0] : undefined;
}

/** An OBJECT IDENTIFIER in dotted form (X.690 §8.19). */
export function oidOf(element: Element | undefined): string | undefined {
  if (element?.tag !== TAG.oid) return undefined;
  const arcs: bigint[] = [];
  let value = 0n;
  for (const octet of element.content) {
    value = (value << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    // §8.19.4: the first subidentifier is 40 times the first arc, which is 0 to 2, and the second.
    const root = value < 80n ? value / 40n : 2n;
    if (arcs.length === 0) arcs.push(root, value - 40n * root);
    else arcs.push(value);
    value = 0n;
  }
  return arcs.join('.');
}

/** An INTEGER of at most eight octets: versions, statuses and accuracies. Serial numbers are compared as octets. */
export function integerOf(element: Element | undefined): bigint | undefined {
  if (element?.tag !== TAG.integer || element.content.length > 8) return undefined;
  return BigInt.asIntN(8 * element.content.length, BigInt(`0x${toHex(element.content)}`));
}

/** A BOOLEAN, or `absent` where there is none. */
export function booleanOf(element: Element | undefined, absent: boolean): boolean {
  return element === undefined ? absent : element.content[0] === 0xff;
}

/** The bits of a BIT STRING as octets; undefined unless their number is a multiple of eight. */
export function octetsOfBits(element: Element | undefined): Uint8Array | undefined {
  if (element?.tag !== TAG.bitString || element.content[0] !== 0) return undefined;
  return element.content.subarray(1);
}

/** A UTCTime or GeneralizedTime (RFC 5280 §4.1.2.5, RFC 3161 §2.4.2) as an instant; at most nine fraction digits. */
export function timeOf(element: Element | undefined): Instant | undefined {
  if (element === undefined) return undefined;
  const text = latin1Of(element.content);
  if (element.tag === TAG.utcTime) return instantOf(`${text < '50' ? '20' : '19'}${text}`);
  return element.tag === TAG.generalizedTime ? instantOf(text) : undefined;
}

function instantOf(text: string): Instant | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)((?:\.\d+)?Z)$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, rest] = match;
  return parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second}${rest}`);
}
