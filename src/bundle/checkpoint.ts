// C2SP checkpoint (c2sp.org/tlog-checkpoint, docs/SPEC.md §7.1): the three lines of the note text, still unverified.
// Whether the origin is the manifest's ledger, whether anybody signed, and the tree head's truth are checked elsewhere.

import { parseBase64, parseDecimal, parseUtf8 } from '../base/encoding.js';
import { EvidenceError, finding } from '../base/errors.js';
import { fitsCosignature, KEY_NAME_BYTES } from '../base/key-name.js';
import { FORMAT } from '../base/limits.js';
import { type Note, type NoteOptions, parseNote } from './note.js';

/** A tree head that somebody claims. Its signatures have not been verified. */
export interface UnverifiedCheckpoint {
  readonly origin: string;
  /** A safe integer; 0 for the empty tree. */
  readonly treeSize: number;
  /** 32 bytes, whatever the tree hash. */
  readonly rootHash: Uint8Array;
  readonly note: Note;
}

/** §7.1: the Ed25519 and the ML-DSA-44 line of the ledger at the least. */
const MIN_SIGNATURES = 2;
const ROOT_BYTES = 32;

/**
 * Parses a checkpoint in a signed note. Verifies nothing.
 * @throws EvidenceError CHECKPOINT_MALFORMED
 */
export function parseCheckpoint(
  bytes: Uint8Array,
  options: NoteOptions = {},
): UnverifiedCheckpoint {
  const entry = options.entry ?? 'checkpoint';
  const note = parseNote(bytes, {
    entry,
    minSignatures: options.minSignatures ?? MIN_SIGNATURES,
    maxSignatures: options.maxSignatures ?? FORMAT.noteSignatures,
  });
  const malformed = (line: number, message: string): EvidenceError =>
    new EvidenceError(finding('CHECKPOINT_MALFORMED', { entry, line }, message));

  const lines = (parseUtf8(note.text) ?? '').split('\n').slice(0, -1);
  const [origin, size, root] = lines;
  if (origin === undefined || origin === '') throw malformed(1, 'the origin is empty');
  // c2sp.org/tlog-cosignature: a longer origin cannot be signed with ML-DSA-44, so no such ledger exists in this format.
  if (!fitsCosignature(origin))
    throw malformed(1, `the origin is longer than ${KEY_NAME_BYTES} bytes`);
  const treeSize = parseDecimal(size ?? '');
  if (treeSize === undefined)
    throw malformed(
      2,
      'the tree size is not a decimal number without leading zeros, at most 2^53 - 1',
    );
  const rootHash = parseBase64(root ?? '');
  if (rootHash?.length !== ROOT_BYTES)
    throw malformed(3, 'the root hash is not canonical base64 of 32 bytes');
  // §7.1: the ML-DSA-44 signature does not cover extension lines, so they would be free text under one half only.
  if (lines.length > 3) throw malformed(4, 'the checkpoint has an extension line');
  return { origin, treeSize, rootHash, note };
}
