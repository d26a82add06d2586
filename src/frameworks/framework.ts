// What a framework asks of records (docs/FRAMEWORKS.md, schemas/framework.schema.json): data, never code. Those that come with the
// verifier and a file of the auditor's own have one form and go one way. A bundle never supplies one. Not here: what the
// records are found to carry (examine.ts).

import { toHex, utf8 } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import { canonicalize, type Json } from '../base/json.js';
import { parseStrict } from '../base/json-strict.js';
import { FRAMEWORK } from '../base/limits.js';
import { faultOf } from '../base/schema.js';
import { type Document, validate } from '../base/validators/framework.js';
import { digestOf } from '../crypto/digest.js';
import eidas2 from './eidas2.json' with { type: 'json' };
import gdpr from './gdpr.json' with { type: 'json' };
import hipaa from './hipaa.json' with { type: 'json' };
import iso27001 from './iso27001.json' with { type: 'json' };
import nis2 from './nis2.json' with { type: 'json' };
import type { SuppliedBy } from './result.js';
import soc2 from './soc2.json' with { type: 'json' };

/** A framework as its file states it: what the schema lets through. */
export type FrameworkDocument = Document;
export type RetentionRule = Document['retention'];
export type Control = Document['controls'][number];
/** Of one incident: the time from its first record of one kind to its first record of another. */
export type IntervalRule = NonNullable<Document['incidents']>['intervals'][number];

export interface Framework {
  readonly document: FrameworkDocument;
  readonly suppliedBy: SuppliedBy;
  /** `sha3-256:<64 hex>` over the canonical form of the document, so that two results can be told to rest on one text. */
  readonly digest: string;
}

/**
 * Loads a framework file of the auditor's own. It may be pretty-printed.
 * @throws VerifierError ERR_FRAMEWORK_INVALID with the place and the fault
 */
export function loadFramework(bytes: Uint8Array): Framework {
  if (bytes.length > FRAMEWORK.fileBytes)
    throw invalid(`${bytes.length} bytes are more than ${FRAMEWORK.fileBytes}`);
  const parsed = parseStrict(bytes);
  if (!parsed.ok) throw invalid(`line ${parsed.line}, column ${parsed.column}: ${parsed.reason}`);
  const fault = faultOf(validate, parsed.value);
  if (fault !== undefined)
    throw invalid(`${fault.pointer === '' ? '/' : fault.pointer}: ${fault.message}`);
  const document = asDocument(parsed.value);
  for (const [name, parts] of [
    ['controls', document.controls],
    ['lints', document.lints],
    ['incidents/intervals', document.incidents?.intervals ?? []],
  ] as const) {
    // A report names parts by their ids: two of one id could not be told apart.
    const twice = parts.findIndex(({ id }, i) => parts.findIndex((other) => other.id === id) < i);
    if (twice >= 0) throw invalid(`/${name}/${twice}/id: this id stands in the list before`);
  }
  return frameworkOf(parsed.value, 'auditor');
}

/** The frameworks that come with the verifier, by id, in the order in which they are listed for people. */
export const BUILT_IN: ReadonlyMap<string, Framework> = new Map(
  [soc2, iso27001, gdpr, hipaa, nis2, eidas2].map((document) => [
    document.id,
    frameworkOf(document, 'softqcos-verify'),
  ]),
);

function frameworkOf(value: Json, suppliedBy: SuppliedBy): Framework {
  const digest = `sha3-256:${toHex(digestOf('sha3-256', utf8(canonicalize(value))))}`;
  return { document: asDocument(value), suppliedBy, digest };
}

/** The schema has just checked the form that the type states; a test checks it for those that come with the verifier. */
function asDocument(value: Json): FrameworkDocument {
  return value as unknown as FrameworkDocument;
}

function invalid(message: string): VerifierError {
  return new VerifierError('ERR_FRAMEWORK_INVALID', message, {
    hint: 'compare the file with: softqcos-verify schema framework',
  });
}
