// The transcript as JSON (docs/SPEC.md §16.1, schemas/transcript.schema.json): two spaces, names in the order of the type, one
// line feed at the end. Values are exact; characters that nobody sees and CI commands are written as \uXXXX.

import { InternalError } from '../base/errors.js';
import type { Run } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { jsonText } from './escape.js';

// Every member name of a transcript, in an order that each object of the type keeps. JSON.stringify takes it as the order.
const NAMES = [
  ...['format', 'verdict', 'exit', 'summary', 'next', 'verifier', 'at', 'bundle', 'trust_root'],
  ...['requirements', 'checks', 'evidence', 'signatures', 'times', 'attester', 'claims'],
  ...['frameworks', 'sample', 'compare_by_hand', 'says', 'does_not_say'],
  ...['transcripts', 'unread', 'skipped', 'uncovered', 'environment'],
  ...['id', 'title', 'section', 'needed'],
  ...['code', 'outcome', 'where', 'message', 'expected', 'actual', 'remedy'],
  ...['what', 'value', 'algorithm', 'standard', 'category'],
  ...['status', 'because', 'examined', 'counts', 'findings', 'omitted', 'signer', 'quantum'],
  ...['of', 'existed_before', 'by', 'accuracy'],
  ...['entry', 'line', 'pointer', 'sequence', 'recordId', 'record_id', 'offset'],
  ...['legal_ground', 'logged_at', 'erasure'],
  ...['records', 'selected', 'shown_in_addition', 'link_stubs', 'erased_records', 'sealed_fields'],
  ...['first_recorded_at', 'last_recorded_at', 'disclosed', 'erased', 'withheld'],
  ...['name', 'version', 'specification', 'bytes', 'sha256', 'manifest'],
  ...['bundle_id', 'ledger', 'suite', 'exporter', 'exported_at', 'selection', 'tree_head'],
  ...['tree_size', 'root_hash', 'split_view', 'files', 'base64'],
  ...['serial', 'sha3_256', 'issued_at', 'expires_at'],
  ...['edition', 'source', 'supplied_by', 'digest', 'state', 'gaps', 'events', 'fields_source'],
  ...['fields', 'retention', 'controls', 'lints', 'intervals', 'incidents_not_followed'],
  ...['statements', 'field', 'in_addition', 'clear', 'sealed', 'missing', 'examples'],
  ...['force', 'years', 'note', 'covered', 'undecided', 'policies', 'policies_omitted'],
  ...['policies_not_followed', 'policy_name', 'retention_years', 'citation', 'limit', 'cases'],
  ...['incident', 'from', 'to', 'elapsed', 'recorded_at', 'text'],
  ...['ids', 'verified', 'failed', 'unproven', 'absent', 'codes', 'rows'],
];
const KNOWN = new Set(NAMES);

/**
 * Renders a transcript as JSON text that ends in a line feed. Values are exact.
 * @example JSON.parse(renderJson(transcript)).verdict
 */
export function renderJson(transcript: Transcript): string {
  return serialise(transcript);
}

/** Renders a run over one bundle or many: always the same shape (schemas/run.schema.json). */
export function renderJsonRun(run: Run): string {
  return serialise(run);
}

function serialise(value: object): string {
  // A name that is missing from NAMES would be dropped without a word.
  const lost = unknownName(value);
  if (lost !== undefined) throw new InternalError(`report/json does not know the member ${lost}`);
  return `${jsonText(JSON.stringify(value, NAMES, 2))}\n`;
}

function unknownName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.map(unknownName).find((name) => name !== undefined);
  for (const [name, inner] of Object.entries(value)) {
    const lost = KNOWN.has(name) ? unknownName(inner) : name;
    if (lost !== undefined) return lost;
  }
  return undefined;
}
