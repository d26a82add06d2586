// The only import of asn1js: DER bytes to a tree of elements with their values and their received octets. Structures are read
// with a cursor that must reach the end, since the library's own schema comparison passes over surplus members. It is
// asked not to look into OCTET STRINGs: what is hashed must be the octets that were received, never a reading of them.

import { BitString, Constructed, fromBER, Integer, ObjectIdentifier } from 'asn1js';
import { type Instant, parseTime } from '../base/encoding.js';
import { type DerFault, faultOfDer } from './der.js';

/** Identifier octets (X.690 §8.1.2). With tag numbers up to 30 the octet is the whole tag. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [0] … [4]: explicitly tagged, or an implicitly tagged SEQUENCE or SET. */
  context: [0xa0, 0xa1, 0xa2, 0xa3, 0xa4],
  /** [0] … [2]: an implicitly tagged primitive. */
  contextPrimitive: [0x80, 0x81, 0x82],
} as const;

type Block = ReturnType<typeof fromBER>['result'];

/** One element: its tag, and the octets as they were received. */
export interface Element {
  readonly tag: number;
  /** Header and content. */
  readonly raw: Uint8Array;
  /** Content octets of a primitive element; empty for a constructed one. */
  readonly content: Uint8Array;
  readonly children: readonly Element[];
  readonly block: Block;
}

export type Decoded =
  | { readonly ok: true; readonly element: Element }
  | { readonly ok: false; readonly fault: DerFault };

/** Decodes exactly one DER element, which may be hostile. Never throws. */
export function decodeDer(bytes: Uint8Array): Decoded {
  const fault = faultOfDer(bytes);
  if (fault !== undefined) return { ok: false, fault };
  const block = libraryBlock(bytes);
  if (block === undefined)
    return { ok: false, fault: { kind: 'not-der', reason: 'the ASN.1 cannot be decoded' } };
  return { ok: true, element: elementOf(block) };
}

function libraryBlock(bytes: Uint8Array): Block | undefined {
  try {
    // The bounds of the walk hold already; the input is copied, so that nobody changes it under the tree.
    const { offset, result } = fromBER(Buffer.from(bytes), {
      parseEmbedded: false,
      maxDepth: Number.POSITIVE_INFINITY,
      maxNodes: Number.POSITIVE_INFINITY,
    });
    return offset === bytes.length ? result : undefined;
  } catch {
    return undefined;
  }
}

function elementOf(block: Block): Element {
  const raw = block.valueBeforeDecodeView;
  const isConstructed = block.idBlock.isConstructed;
  return {
    tag: raw[0] ?? 0,
    raw,
    content: isConstructed
      ? raw.subarray(raw.length)
      : raw.subarray(raw.length - block.lenBlock.length),
    children: block instanceof Constructed ? block.valueBlock.value.map(elementOf) : [],
    block,
  };
}

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

export function oidOf(element: Element | undefined): string | undefined {
  return element?.block instanceof ObjectIdentifier ? element.block.getValue() : undefined;
}

/** An INTEGER of at most eight octets: versions, statuses and accuracies. Serial numbers are compared as octets. */
export function integerOf(element: Element | undefined): bigint | undefined {
  if (!(element?.block instanceof Integer) || element.content.length > 8) return undefined;
  return element.block.toBigInt();
}

/** A BOOLEAN, or `absent` where there is none. */
export function booleanOf(element: Element | undefined, absent: boolean): boolean {
  return element === undefined ? absent : element.content[0] === 0xff;
}

/** The bits of a BIT STRING as octets; undefined unless their number is a multiple of eight. */
export function octetsOfBits(element: Element | undefined): Uint8Array | undefined {
  if (!(element?.block instanceof BitString) || element.content[0] !== 0) return undefined;
  return element.content.subarray(1);
}

/** A UTCTime or GeneralizedTime (RFC 5280 §4.1.2.5, RFC 3161 §2.4.2) as an instant; at most nine fraction digits. */
export function timeOf(element: Element | undefined): Instant | undefined {
  if (element === undefined) return undefined;
  const text = Buffer.from(element.content).toString('latin1');
  if (element.tag === TAG.utcTime) return instantOf(`${text < '50' ? '20' : '19'}${text}`);
  return element.tag === TAG.generalizedTime ? instantOf(text) : undefined;
}

function instantOf(text: string): Instant | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)((?:\.\d+)?Z)$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, rest] = match;
  return parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second}${rest}`);
}
