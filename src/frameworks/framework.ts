// What a framework asks of records (docs/FRAMEWORKS.md, schemas/framework.schema.json): data, never code. Those that come with the
// verifier and a file of the auditor's own have one form and go one way. A bundle never supplies one. Not here: what the
// records are found to carry (examine.ts).

import { toHex, utf8 } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import { canonicalize, type Json } from '../base/json.js';
import { parseStrict } from '../base/json-strict.js';
import { FRAMEWORK } from '../base/limits.js';
import { faultOf } from '../base/schema.js';
import { validate } from '../base/validators/framework.js';
import { digestOf } from '../crypto/digest.js';
import eidas2 from './eidas2.json' with { type: 'json' };
import gdpr from './gdpr.json' with { type: 'json' };
import hipaa from './hipaa.json' with { type: 'json' };
import iso27001 from './iso27001.json' with { type: 'json' };
import nis2 from './nis2.json' with { type: 'json' };
import type { CitedText, EvidenceKind, Statement, SuppliedBy } from './result.js';
import type { Selector } from './selector.js';
import soc2 from './soc2.json' with { type: 'json' };

/** When a citation was held against a copy of its text, as `2026-11-27`, or `no`. */
type Checked = string;

export interface RetentionRule {
  /** Only a period that is `required` can leave a gap; a `recommended` one is reported. */
  readonly force: 'required' | 'recommended' | 'none';
  /** Absent if and only if the force is `none`. */
  readonly years?: number;
  /** The records that the period is for. */
  readonly records: Selector;
  readonly source: string;
  readonly checked?: Checked;
  readonly note: string;
}

export interface Control {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly checked?: Checked;
  /** Records if absent. `nothing`: no bundle can show it, and the report says so. */
  readonly evidence?: EvidenceKind;
  /** Records of type `event` alone if absent. */
  readonly record_types?: readonly ('event' | 'retention_policy' | 'erasure' | 'export')[];
  /** Which records count; there if and only if records are the evidence. */
  readonly records?: Selector;
  readonly note?: string;
}

interface Lint {
  readonly id: string;
  readonly message: string;
  readonly citation: string;
  readonly checked?: Checked;
  /** The records that deserve the question. */
  readonly records: Selector;
}

/** A field of an incident's records that says what kind of entity reports it. */
interface EntityRule {
  readonly field: string;
  readonly words: readonly string[];
}

/** Of one incident: the time from its first record of one kind to its first record of another. */
export interface IntervalRule {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly checked?: Checked;
  readonly from: Selector;
  readonly to: Selector;
  /** Exactly one member; absent where the text names no time: then what is not shown is a question. */
  readonly within?: { readonly hours?: number; readonly months?: number };
  /** The rule is for such entities alone. Where no record of the incident says which kind it is, the case is a question. */
  readonly for?: EntityRule;
  /** The rule is for all entities but these. */
  readonly not_for?: EntityRule;
  /** An incident that is still running when the time is over: what is due by then instead, and from when the time runs anew. */
  readonly running?: {
    readonly instead: Selector;
    readonly over: Selector;
    readonly citation: string;
  };
}

/** A framework as its file states it. */
export interface FrameworkDocument {
  readonly format: 'softqcos.framework/v1';
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly source: string;
  /** Required of those that come with the verifier. */
  readonly texts?: readonly CitedText[];
  readonly required_fields: { readonly fields: readonly string[]; readonly source: string };
  readonly retention: RetentionRule;
  readonly controls: readonly Control[];
  readonly lints: readonly Lint[];
  readonly incidents?: { readonly id_field: string; readonly intervals: readonly IntervalRule[] };
  readonly statements: readonly Statement[];
}

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
