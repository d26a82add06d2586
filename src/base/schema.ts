// Documents against their schemas (schemas/*.schema.json, draft 2020-12): the first fault in words for an auditor. The validators
// are made at build time (npm run generate). What a schema cannot say (sorting, one member against another, bytes of a line) is
// left to the code that reads the document.

import { InternalError } from './errors.js';
import type { Json } from './json.js';
import type { ValidationError, Validator } from './validator.js';
import { validate as attestation } from './validators/attestation.js';
import { validate as consistency } from './validators/consistency.js';
import { validate as custody } from './validators/custody.js';
import { validate as disclosure } from './validators/disclosure.js';
import { validate as manifest } from './validators/manifest.js';
import { validate as path } from './validators/path.js';
import { validate as record } from './validators/record.js';
import { validate as recordSignature } from './validators/record-signature.js';
import { validate as renewal } from './validators/renewal.js';
import { validate as selection } from './validators/selection.js';
import { validate as statement } from './validators/statement.js';
import { validate as stub } from './validators/stub.js';
import { validate as trustRoot } from './validators/trust-root.js';

/** What a bundle and a trust root are made of; whoever reads another kind of document brings its validator. */
const VALIDATORS = {
  attestation,
  consistency,
  custody,
  disclosure,
  manifest,
  path,
  record,
  'record-signature': recordSignature,
  renewal,
  selection,
  statement,
  stub,
  'trust-root': trustRoot,
} as const;
export type SchemaName = keyof typeof VALIDATORS;
/** What a value is that follows the schema. */
export type DocumentOf<Name extends SchemaName> =
  (typeof VALIDATORS)[Name] extends Validator<infer Document> ? Document : never;

/** The first place where a document leaves its schema. */
export interface SchemaFault {
  /** RFC 6901 pointer to the value that is wrong; empty for the document itself. */
  readonly pointer: string;
  /** One clause, lower case, no full stop. May quote a name of the document, shortened. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** Characters of a document's own text that a fault may quote: a hostile name or value must not flood the report. */
const QUOTED = 80;

/** A document that follows its schema, or the first place where it does not. */
export type ReadAs<Document> =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly fault: SchemaFault };

/** Reads a parsed value as a document of the schema; the same precondition as `faultOf`. */
export function readAs<Name extends SchemaName>(name: Name, value: Json): ReadAs<DocumentOf<Name>> {
  const fault = faultOf(VALIDATORS[name], value);
  // What the validator has let through is of the type that was made from the same schema.
  return fault === undefined
    ? { ok: true, document: value as DocumentOf<Name> }
    : { ok: false, fault };
}

/**
 * Compares a parsed document with its schema; undefined means that it follows it.
 * `value` must come from `parseCanonical` or `JSON.parse`: cycles and depth are not checked here.
 */
export function faultOf(validate: Validator, value: Json): SchemaFault | undefined {
  if (validate(value)) return undefined;
  // Validators stop at the first fault; the deepest error is first, its if/then and propertyNames shells after it.
  const error = validate.errors?.[0];
  if (error === undefined) throw new InternalError('a schema refused a value without a word');
  return describe(error);
}

function describe(error: ValidationError): SchemaFault {
  const pointer = error.instancePath;
  const { params } = error;
  if (error.propertyName !== undefined) {
    const expected = formOf(error) ?? 'another name';
    const message = `the name ${quote(error.propertyName)} must be ${expected}`;
    return { pointer, message, expected, actual: quote(error.propertyName) };
  }
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return { pointer, message: `member ${quote(params['missingProperty'])} is missing` };
    case 'additionalProperties':
      return {
        pointer,
        message: `member ${quote(params['additionalProperty'])} has no place here`,
      };
    case 'false schema':
      return { pointer, message: 'the value has no place here', actual: quote(error.data) };
    case 'uniqueItems':
      return {
        pointer,
        message: `items ${params['j']} and ${params['i']} are equal, counted from 0`,
      };
    default: {
      const expected = expectedBy(error);
      return { pointer, message: `must be ${expected}`, expected, actual: quote(error.data) };
    }
  }
}

function expectedBy(error: ValidationError): string {
  const { params } = error;
  switch (error.keyword) {
    case 'type':
      return TYPES.get(String(params['type'])) ?? String(params['type']);
    case 'const':
      return quote(params['allowedValue']);
    case 'enum':
      return `one of ${(error.schema as readonly unknown[]).map(quote).join(', ')}`;
    case 'minItems':
      return `an array of at least ${params['limit']} items`;
    case 'maxItems':
      return `an array of at most ${params['limit']} items`;
    default:
      return formOf(error) ?? `of the form of ${error.schemaPath}`;
  }
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['object', 'an object'],
  ['array', 'an array'],
  ['string', 'a string'],
  ['integer', 'a whole number'],
]);

/** The description of the schema node that failed: a noun phrase for every string and number of schemas/. */
function formOf(error: ValidationError): string | undefined {
  const said = error.parentSchema?.['description'];
  return typeof said === 'string' ? said : undefined;
}

/** A value of the document, shortened; containers by kind only. */
function quote(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length} items`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const all = JSON.stringify(value);
  if (all.length <= QUOTED) return all;
  // The cut may halve a surrogate pair.
  return `${all.slice(0, QUOTED).toWellFormed()}… (${all.length} characters)`;
}
