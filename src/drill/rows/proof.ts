// Tamperings with the inclusion proof (docs/SPEC.md §6), in either of its two forms, the manifest made to agree.

import { concat } from '../../base/encoding.js';
import type { Json } from '../../base/json.js';
import { PATHS } from '../../bundle/layout.js';
import { atLine, dropLine, editBytes, editLine, type Fits, otherDigit } from '../edits.js';
import { insertObject, listOf } from '../files.js';
import type { Picker } from '../picker.js';
import { agreed } from '../repairs.js';
import { freeSequence } from '../subject.js';
import { tamperings } from '../tampering.js';

const LEAVES = 'inclusion/leaves';
const HASH_BYTES = 32;
const NONE = 'proof/paths.jsonl with such a path';

const hasHash: Fits = () => (line) => listOf(line['path']).length > 0;

/** Other hashes on the path of one leaf. */
function hashes(change: (path: readonly Json[]) => readonly Json[], fits?: Fits) {
  return editLine(PATHS.paths, NONE, (line) => ({ ...line, path: change(listOf(line['path'])) }), fits);
}

const batch = (change: (proof: Uint8Array, picker: Picker) => Uint8Array | undefined) =>
  editBytes(PATHS.batch, 'the bundle has no proof/batch.bin with a hash', change);

const orphan = atLine(PATHS.paths, NONE, (line, _, subject) =>
  insertObject(subject.files, PATHS.paths, { ...line, sequence: freeSequence(subject) }),
);

export const proofRows = tamperings('proof', 'inclusion/form', agreed, {
  'path-hash: one hash of an inclusion path is changed': [hashes(([first, ...rest]) => [otherDigit(first), ...rest], hasHash), LEAVES],
  'path-longer: an inclusion path gets one hash more': hashes((path) => [...path, '0'.repeat(64)]),
  'path-shorter: an inclusion path loses its last hash': hashes((path) => path.slice(0, -1), hasHash),
  // The only line goes with its entry, and that is another tampering.
  'path-lost: an inclusion path is left out': dropLine(PATHS.paths, 'the bundle has no second inclusion path', 2),
  'path-orphan: a path for a leaf that nobody sees is added': orphan,
  'batch-hash: one bit of the batch proof is flipped': [
    batch((proof, picker) => (proof.length === 0 ? undefined : picker.flip(proof).bytes)),
    LEAVES,
  ],
  'batch-longer: the batch proof gets one hash more': batch((proof) => concat(proof, new Uint8Array(HASH_BYTES))),
  'batch-shorter: the batch proof loses its last hash': batch((proof) =>
    proof.length < HASH_BYTES ? undefined : proof.subarray(0, -HASH_BYTES),
  ),
});
