// What the auditor holds and passes in: a checkpoint (docs/SPEC.md §7.6) and a selection (§11.2). A fault in them is the
// operator's, not the bundle's.

import { EvidenceError, VerifierError } from '../base/errors.js';
import type { Json } from '../base/json.js';
import { parseStrict } from '../base/json-strict.js';
import { readAs } from '../base/schema.js';
import { parseCheckpoint, type UnverifiedCheckpoint } from './checkpoint.js';
import { type Selection, toSelection } from './selection.js';

/** @throws VerifierError ERR_CHECKPOINT_INVALID */
export function parseHeldCheckpoint(bytes: Uint8Array): UnverifiedCheckpoint {
  try {
    return parseCheckpoint(bytes);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    const [first] = error.findings;
    const line = first?.where.line === undefined ? '' : `line ${first.where.line}: `;
    throw new VerifierError(
      'ERR_CHECKPOINT_INVALID',
      `${line}${first?.message ?? 'the checkpoint is malformed'}`,
      {
        hint: 'Pass a checkpoint file as it was kept, for example by: softqcos-verify checkpoint BUNDLE -o FILE',
      },
    );
  }
}

/** @throws VerifierError ERR_SELECTION_INVALID */
export function parseHeldSelection(bytes: Uint8Array): {
  readonly selection: Selection;
  readonly value: Json;
} {
  const hint =
    'Pass one of {"record_ids":[…]}, {"sequence":{"from":…,"to":…}}, {"period":{"from":…,"to":…}}.';
  const parsed = parseStrict(bytes);
  if (!parsed.ok) {
    throw new VerifierError(
      'ERR_SELECTION_INVALID',
      `line ${parsed.line}, column ${parsed.column}: ${parsed.reason}`,
      { hint },
    );
  }
  const read = readAs('selection', parsed.value);
  if (!read.ok) {
    const { pointer, message } = read.fault;
    throw new VerifierError('ERR_SELECTION_INVALID', `${pointer || '/'}: ${message}`, { hint });
  }
  return { selection: toSelection(read.document), value: parsed.value };
}
