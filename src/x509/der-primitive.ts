// The content octets of one primitive element, by its universal tag: which of them are DER (X.690 §8, §11). Every value has one
// encoding; the others are refused with a clause. Context-specific tags say nothing about their content, and pass.

import { latin1Of } from '../base/bytes.js';

/** Says what keeps the content of a primitive element from being DER; undefined if nothing does. */
export function faultOfPrimitive(tag: number, content: Uint8Array): string | undefined {
  const [first = 0, second = 0] = content;
  switch (tag) {
    case 0x01: // §11.1
      if (content.length !== 1 || (first !== 0x00 && first !== 0xff))
        return 'a BOOLEAN is not 00 or FF';
      return undefined;
    case 0x02:
    case 0x0a: // §8.3.2
      if (content.length === 0) return 'an INTEGER is empty';
      return content.length > 1 && isRedundant(first, second)
        ? 'an INTEGER is not minimal'
        : undefined;
    case 0x03:
      return faultOfBits(content);
    case 0x05: // §8.8
      return content.length === 0 ? undefined : 'a NULL has content';
    case 0x06:
    case 0x0d:
      return faultOfArcs(content);
    case 0x17: // §11.8
      return isTime(content, /^\d{12}Z$/)
        ? undefined
        : 'a UTCTime is not of the form YYMMDDhhmmssZ';
    case 0x18: // §11.7: UTC, seconds, no trailing zeros in the fraction
      return isTime(content, /^\d{14}(?:\.\d*[1-9])?Z$/)
        ? undefined
        : 'a GeneralizedTime is not of the form YYYYMMDDhhmmss[.f]Z';
    case 0x0f: // X.680 §8.4
      return 'a tag is reserved';
    case 0x1c:
    case 0x1e: // §8.23: four octets for each character, and two
      return content.length % (tag === 0x1c ? 4 : 2) === 0
        ? undefined
        : 'a string ends within a character';
    default:
      return undefined;
  }
}

function isRedundant(first: number, second: number): boolean {
  return (first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80);
}

/** §8.6.2, §11.2.1: up to seven unused bits, all zero. */
function faultOfBits(content: Uint8Array): string | undefined {
  const unused = content[0];
  const last = content.at(-1);
  if (unused === undefined || last === undefined) return 'a BIT STRING is empty';
  if (unused > 7 || (content.length === 1 && unused !== 0))
    return 'a BIT STRING counts its unused bits wrongly';
  if (content.length > 1 && (last & ((1 << unused) - 1)) !== 0)
    return 'an unused bit of a BIT STRING is set';
  return undefined;
}

/** §8.19.2: arcs in base 128, the fewest octets each. */
function faultOfArcs(content: Uint8Array): string | undefined {
  const last = content.at(-1);
  if (last === undefined || last >= 0x80) return 'an OBJECT IDENTIFIER is cut off';
  for (const [at, octet] of content.entries()) {
    if (octet === 0x80 && (at === 0 || (content[at - 1] ?? 0) < 0x80))
      return 'an arc of an OBJECT IDENTIFIER is not minimal';
  }
  return undefined;
}

function isTime(content: Uint8Array, form: RegExp): boolean {
  return content.length < 64 && form.test(latin1Of(content));
}
