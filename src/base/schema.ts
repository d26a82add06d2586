// JSON Schemas of every document (schemas/*.schema.json, draft 2020-12), compiled once and on first use. The only ajv import.
// Answers with the first fault in words for an auditor. Formats are our own linear parsers: no format package, no slow pattern.
// What a schema cannot say (sorting, one member against another, bytes of a line) is left to the code that reads the document.

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import attestation from '../../schemas/attestation.schema.json' with { type: 'json' };
import complianceReport from '../../schemas/compliance-report.schema.json' with { type: 'json' };
import consistency from '../../schemas/consistency.schema.json' with { type: 'json' };
import disclosure from '../../schemas/disclosure.schema.json' with { type: 'json' };
import drill from '../../schemas/drill.schema.json' with { type: 'json' };
import framework from '../../schemas/framework.schema.json' with { type: 'json' };
import manifest from '../../schemas/manifest.schema.json' with { type: 'json' };
import path from '../../schemas/path.schema.json' with { type: 'json' };
import record from '../../schemas/record.schema.json' with { type: 'json' };
import recordSignature from '../../schemas/record-signature.schema.json' with { type: 'json' };
import selection from '../../schemas/selection.schema.json' with { type: 'json' };
import statement from '../../schemas/statement.schema.json' with { type: 'json' };
import stub from '../../schemas/stub.schema.json' with { type: 'json' };
import transcript from '../../schemas/transcript.schema.json' with { type: 'json' };
import trustRoot from '../../schemas/trust-root.schema.json' with { type: 'json' };
import { parseBase64, parseTime } from './encoding.js';
import { InternalError } from './errors.js';
import type { Json } from './json.js';

/** The published schemas, as `softqcos-verify schema NAME` prints them. */
export const SCHEMAS = {
  manifest,
  record,
  stub,
  path,
  consistency,
  'record-signature': recordSignature,
  disclosure,
  attestation,
  statement,
  selection,
  'trust-root': trustRoot,
  framework,
  transcript,
  'compliance-report': complianceReport,
  drill,
} as const;
export type SchemaName = keyof typeof SCHEMAS;

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

const compiled = new Map<SchemaName, ValidateFunction>();

/**
 * Compares a parsed document with its schema; undefined means that it follows it.
 * `value` must come from `parseCanonical` or `JSON.parse`: cycles and depth are not checked here.
 */
export function checkSchema(name: SchemaName, value: Json): SchemaFault | undefined {
  const validate = compiled.get(name) ?? compile(name);
  if (validate(value)) return undefined;
  // Without allErrors ajv stops at the first fault; the deepest error stands first, its if/then and propertyNames shells after it.
  const error = validate.errors?.[0];
  if (error === undefined) throw new InternalError(`schema ${name} refused a value without a word`);
  return describe(error);
}

let ajv: Ajv2020 | undefined;

function compile(name: SchemaName): ValidateFunction {
  ajv ??= newAjv();
  const validate = ajv.compile(SCHEMAS[name]);
  compiled.set(name, validate);
  return validate;
}

function newAjv(): Ajv2020 {
  // `verbose` only puts the failing schema node beside an error, for its description; a passing document costs nothing more.
  // The schemas are ours, and a test holds them to the meta-schema: compiling it in each run, or
  // optimising code that then runs a few times, would cost more than all else at the start of a small run.
  const made = new Ajv2020({
    strict: true,
    verbose: true,
    ownProperties: true,
    validateSchema: false,
    code: { optimize: false },
  });
  made.addFormat('utc-time', (text) => parseTime(text) !== undefined);
  made.addFormat('base64', (text) => parseBase64(text) !== undefined);
  return made;
}

function describe(error: ErrorObject): SchemaFault {
  const pointer = error.instancePath;
  // ajv types `params` loosely; the keyword fixes what it holds.
  const params: Readonly<Record<string, unknown>> = error.params;
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
      const expected = expectedBy(error, params);
      return { pointer, message: `must be ${expected}`, expected, actual: quote(error.data) };
    }
  }
}

function expectedBy(error: ErrorObject, params: Readonly<Record<string, unknown>>): string {
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
function formOf(error: ErrorObject): string | undefined {
  const said: unknown = error.parentSchema?.['description'];
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
