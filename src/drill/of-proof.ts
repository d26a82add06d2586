// Tamperings with the inclusion proof (docs/SPEC.md §6), in either of its two forms, the manifest made to agree.

import { concat } from '../base/encoding.js';
import type { JsonObject } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import {
  type Files,
  insertObject,
  listOf,
  objectsOf,
  spliceLine,
  withFile,
  withObject,
} from './files.js';
import { otherDigit } from './of-manifest.js';
import type { Picker } from './picker.js';
import { repaired } from './repair.js';
import { freeSequence, type Subject } from './subject.js';
import type { Expected, Tampering } from './tampering.js';

const FORM = ['inclusion/form'] as const;
const LEAVES = ['inclusion/leaves'] as const;
const HASH_BYTES = 32;

function path(
  name: string,
  what: string,
  by: Expected,
  change: (files: Files, at: number, line: JsonObject, subject: Subject) => Files,
  fits: (line: JsonObject) => boolean = () => true,
): Tampering {
  return {
    ...{ id: `proof/path-${name}` as const, what, by },
    apply: (subject, picker) => {
      const lines = objectsOf(subject.files, PATHS.paths);
      const at = picker.pick(lines.flatMap((line, place) => (fits(line) ? [place] : [])));
      const line = at === undefined ? undefined : lines[at];
      if (at === undefined || line === undefined)
        return 'the bundle has no proof/paths.jsonl with such a path';
      const files = change(subject.files, at, line, subject);
      return { bundle: repaired(files), where: `line ${at + 1}` };
    },
  };
}

function batch(
  name: string,
  what: string,
  by: Expected,
  change: (proof: Uint8Array, picker: Picker) => Uint8Array | undefined,
): Tampering {
  return {
    ...{ id: `proof/batch-${name}` as const, what, by },
    apply: ({ files }, picker) => {
      const proof = files.get(PATHS.batch);
      const other = proof && change(proof, picker);
      if (other === undefined) return 'the bundle has no proof/batch.bin with a hash';
      return { bundle: repaired(withFile(files, PATHS.batch, other)) };
    },
  };
}

const hasHash = ({ path: hashes }: JsonObject): boolean => listOf(hashes).length > 0;

export const ofProof: readonly Tampering[] = [
  path(
    'hash',
    'one hash of an inclusion path is changed',
    LEAVES,
    (files, at, line) => {
      const [first, ...rest] = listOf(line['path']);
      return withObject(files, PATHS.paths, at, { ...line, path: [otherDigit(first), ...rest] });
    },
    hasHash,
  ),
  path('longer', 'an inclusion path gets one hash more', FORM, (files, at, line) =>
    withObject(files, PATHS.paths, at, {
      ...line,
      path: [...listOf(line['path']), '0'.repeat(64)],
    }),
  ),
  path(
    'shorter',
    'an inclusion path loses its last hash',
    FORM,
    (files, at, line) =>
      withObject(files, PATHS.paths, at, { ...line, path: listOf(line['path']).slice(0, -1) }),
    hasHash,
  ),
  {
    id: 'proof/path-lost',
    what: 'an inclusion path is left out',
    by: FORM,
    apply: ({ files }, picker) => {
      const lines = objectsOf(files, PATHS.paths);
      // The only line goes with its entry, and that is another tampering.
      if (lines.length < 2) return 'the bundle has no second inclusion path';
      const at = picker.below(lines.length);
      return { bundle: repaired(spliceLine(files, PATHS.paths, at)), where: `line ${at + 1}` };
    },
  },
  path('orphan', 'a path for a leaf that nobody sees is added', FORM, (files, _, line, subject) =>
    insertObject(files, PATHS.paths, { ...line, sequence: freeSequence(subject) }),
  ),
  batch('hash', 'one bit of the batch proof is flipped', LEAVES, (proof, picker) =>
    proof.length === 0 ? undefined : picker.flip(proof).bytes,
  ),
  batch('longer', 'the batch proof gets one hash more', FORM, (proof) =>
    concat(proof, new Uint8Array(HASH_BYTES)),
  ),
  batch('shorter', 'the batch proof loses its last hash', FORM, (proof) =>
    proof.length < HASH_BYTES ? undefined : proof.subarray(0, -HASH_BYTES),
  ),
];
