// The TSTInfo that an authority signs (RFC 3161 §2.4.2): what was stamped, when, and how exactly. Policy, serial number, ordering,
// nonce and tsa are claims that no rule here uses; they are only held to their form.

import { type Instant, toHex } from '../base/encoding.js';
import { type AlgorithmIdentifier, algorithmOf } from '../x509/algorithms.js';
import { type Element, TAG } from '../x509/der.js';
import { booleanOf, Fields, integerOf, oidOf, timeOf } from '../x509/fields.js';

export interface TstInfo {
  readonly imprintAlgorithm: AlgorithmIdentifier;
  readonly imprint: Uint8Array;
  readonly genTime: Instant;
  /** Nanoseconds either side of genTime; undefined: the authority does not say. */
  readonly accuracy: bigint | undefined;
  /** Critical extensions: none is known here. */
  readonly criticalExtensions: readonly string[];
}

/** Reads a TSTInfo; undefined if the element is not one. */
export function readTstInfo(element: Element): TstInfo | undefined {
  const fields = new Fields(element);
  const version = integerOf(fields.take(TAG.integer));
  fields.take(TAG.oid);
  const imprintFields = new Fields(fields.take(TAG.sequence));
  const imprintAlgorithm = algorithmOf(imprintFields.take(TAG.sequence));
  const imprint = imprintFields.take(TAG.octetString);
  fields.take(TAG.integer);
  const genTime = timeOf(fields.take(TAG.generalizedTime));
  const accuracyField = fields.optional(TAG.sequence);
  const accuracy = readAccuracy(accuracyField);
  fields.optional(TAG.boolean);
  fields.optional(TAG.integer);
  fields.optional(TAG.context[0]);
  const criticalExtensions = readCritical(fields.optional(TAG.context[1]));
  if (!fields.done || !imprintFields.done || version !== 1n) return undefined;
  if (imprintAlgorithm === undefined || imprint === undefined || genTime === undefined)
    return undefined;
  if (criticalExtensions === undefined || (accuracyField !== undefined && accuracy === undefined))
    return undefined;
  return { imprintAlgorithm, imprint: imprint.content, genTime, accuracy, criticalExtensions };
}

/** Accuracy: seconds, [0] millis 1–999, [1] micros 1–999, each optional. Nanoseconds. */
function readAccuracy(element: Element | undefined): bigint | undefined {
  const fields = new Fields(element);
  const secondsField = fields.optional(TAG.integer);
  const seconds = secondsField === undefined ? 0n : integerOf(secondsField);
  const millis = readThousandths(fields.optional(TAG.contextPrimitive[0]));
  const micros = readThousandths(fields.optional(TAG.contextPrimitive[1]));
  if (!fields.done || seconds === undefined || seconds < 0n) return undefined;
  if (millis === undefined || micros === undefined) return undefined;
  return (seconds * 1_000_000n + millis * 1_000n + micros) * 1_000n;
}

/** An implicitly tagged INTEGER (1..999), whose content the walk could not check; 0 if it is absent. */
function readThousandths(element: Element | undefined): bigint | undefined {
  if (element === undefined) return 0n;
  const { content } = element;
  const value = content.length === 0 || content.length > 2 ? 0n : BigInt(`0x${toHex(content)}`);
  const isMinimal = content.length === 1 ? value < 0x80n : value >= 0x80n;
  return value >= 1n && value <= 999n && isMinimal ? value : undefined;
}

/** Extensions, implicitly tagged: the critical ones by their identifiers. */
function readCritical(element: Element | undefined): readonly string[] | undefined {
  const critical: string[] = [];
  for (const item of element?.children ?? []) {
    const fields = new Fields(item);
    const oid = oidOf(fields.take(TAG.oid));
    const isCritical = booleanOf(fields.optional(TAG.boolean), false);
    fields.take(TAG.octetString);
    if (oid === undefined || !fields.done) return undefined;
    if (isCritical) critical.push(oid);
  }
  return critical;
}
