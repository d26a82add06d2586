// What OpenSSL says of a certificate, where there is none: that it is one, and whose names and key identifiers agree, by the rules that
// X509_check_issued goes by. Names are compared without case and surplus space (RFC 5280 §7.1).

import { latin1Of } from '../base/bytes.web.js';
import { equalBytes, shownUtf8, toHex } from '../base/encoding.js';
import { decodeDer, type Element, TAG } from './der.js';
import { Fields, itemsOf, octetsOfBits, oidOf, onlyItem } from './fields.js';

export interface SecondReading {
  readonly issuer: string;
  readonly subject: string;
  /** Octets of the INTEGER. */
  readonly serial: Uint8Array;
  readonly subjectKeyId: Uint8Array | undefined;
  readonly authority: Authority | undefined;
}

interface Authority {
  readonly keyId: Uint8Array | undefined;
  readonly issuer: string | undefined;
  readonly serial: Uint8Array | undefined;
}

const SUBJECT_KEY_ID = '2.5.29.14';
const AUTHORITY_KEY_ID = '2.5.29.35';

export function readAgain(der: Uint8Array): SecondReading | undefined {
  const decoded = decodeDer(der);
  if (!decoded.ok) return undefined;
  const outer = new Fields(decoded.element);
  const fields = new Fields(outer.take(TAG.sequence));
  outer.take(TAG.sequence);
  const isSigned = octetsOfBits(outer.take(TAG.bitString)) !== undefined && outer.done;
  const version = fields.optional(TAG.context[0]);
  const serial = fields.take(TAG.integer);
  fields.take(TAG.sequence);
  const issuer = nameOf(fields.take(TAG.sequence));
  fields.take(TAG.sequence);
  const subject = nameOf(fields.take(TAG.sequence));
  const spki = new Fields(fields.take(TAG.sequence));
  spki.take(TAG.sequence);
  const isKey = spki.take(TAG.bitString) !== undefined && spki.done;
  fields.optional(TAG.contextPrimitive[1]);
  fields.optional(TAG.contextPrimitive[2]);
  const extensions = onlyItem(fields.optional(TAG.context[3]));
  if (!isSigned || !isKey || !fields.done || serial === undefined) return undefined;
  if (issuer === undefined || subject === undefined) return undefined;
  if (version !== undefined && onlyItem(version)?.tag !== TAG.integer) return undefined;
  const keyId = extension(extensions, SUBJECT_KEY_ID);
  return {
    issuer,
    subject,
    serial: serial.content,
    subjectKeyId: keyId?.tag === TAG.octetString ? keyId.content : undefined,
    authority: authorityOf(extension(extensions, AUTHORITY_KEY_ID)),
  };
}

export function isIssuedBy(child: SecondReading, issuer: SecondReading): boolean {
  if (child.issuer !== issuer.subject) return false;
  const { keyId, serial, issuer: name } = child.authority ?? {};
  if (keyId !== undefined && issuer.subjectKeyId !== undefined)
    if (!equalBytes(keyId, issuer.subjectKeyId)) return false;
  if (serial !== undefined && !equalBytes(serial, issuer.serial)) return false;
  return name === undefined || name === issuer.issuer;
}

/** The value of an extension; undefined if it is not there, or is not DER. */
function extension(extensions: Element | undefined, wanted: string): Element | undefined {
  for (const item of itemsOf(extensions, TAG.sequence) ?? []) {
    const fields = new Fields(item);
    if (oidOf(fields.take(TAG.oid)) !== wanted) continue;
    fields.optional(TAG.boolean);
    const octets = fields.take(TAG.octetString);
    const decoded = octets === undefined ? undefined : decodeDer(octets.content);
    return decoded?.ok === true ? decoded.element : undefined;
  }
  return undefined;
}

/** RFC 5280 §4.2.1.1: keyIdentifier [0], authorityCertIssuer [1] GeneralNames, authorityCertSerialNumber [2]. */
function authorityOf(value: Element | undefined): Authority | undefined {
  if (value === undefined) return undefined;
  const fields = new Fields(value);
  const keyId = fields.optional(TAG.contextPrimitive[0])?.content;
  const names = fields.optional(TAG.context[1])?.children ?? [];
  const serial = fields.optional(TAG.contextPrimitive[2])?.content;
  const directory = names.find(({ tag }) => tag === TAG.context[4]);
  return { keyId, serial, issuer: nameOf(onlyItem(directory)) };
}

/** A name as text that is equal for equal names; undefined if it does not have the form of RFC 5280 §4.1.2.4. */
function nameOf(element: Element | undefined): string | undefined {
  const parts: string[] = [];
  const sets = itemsOf(element, TAG.sequence);
  if (sets === undefined) return undefined;
  for (const set of sets) {
    const attributes = itemsOf(set, TAG.set) ?? [];
    if (attributes.length === 0) return undefined;
    const texts: string[] = [];
    for (const attribute of attributes) {
      const fields = new Fields(attribute);
      const type = oidOf(fields.take(TAG.oid));
      const value = fields.any();
      if (type === undefined || value === undefined || !fields.done) return undefined;
      texts.push(`${type}=${shapeOf(value)}`);
    }
    parts.push(JSON.stringify(texts.sort()));
  }
  return parts.join();
}

/** Identifier octets of strings: UTF8, Printable, Teletex, IA5, Visible, Universal, BMP. */
const STRINGS: Readonly<Record<number, (content: Uint8Array) => string>> = {
  12: shownUtf8,
  19: latin1Of,
  20: latin1Of,
  22: latin1Of,
  26: latin1Of,
  28: (content) => unitsOf(content, 4),
  30: (content) => unitsOf(content, 2),
};

function shapeOf({ tag, content, raw }: Element): string {
  const text = STRINGS[tag]?.(content);
  if (text === undefined) return `#${toHex(raw)}`;
  const collapsed = text.replace(/[ \t\n\v\f\r]+/g, ' ').replace(/^ | $/g, '');
  return collapsed.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function unitsOf(content: Uint8Array, width: number): string {
  let text = '';
  for (let at = 0; at + width <= content.length; at += width) {
    const unit = Number.parseInt(toHex(content.subarray(at, at + width)), 16);
    text += unit < 0x110000 ? String.fromCodePoint(unit) : '\ufffd';
  }
  return text;
}
