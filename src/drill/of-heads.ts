// Tamperings with what stands around a checkpoint: cosignatures (docs/SPEC.md §7.4), earlier tree heads (§7.5), and the checkpoint that an
// auditor kept (§7.6), for which the bundle's own stands in as it was before.

import { canonicalize, isObject } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import { listOf, objectsOf, withLines, withObject } from './files.js';
import { type Note, noteOf, TIME_BYTES, withBody, witnessLines } from './note.js';
import { both, note, withOtherRoot } from './of-checkpoint.js';
import { otherDigit } from './of-manifest.js';
import { manifestOf } from './repair.js';
import { checkOf } from './subject.js';
import type { Tampering } from './tampering.js';

function witness(name: string, what: string, from: number, to?: number): Tampering {
  return note(name, what, ['checkpoint/witnesses'], (parsed, subject, picker) => {
    const line = picker.pick(witnessLines(parsed, subject));
    if (line === undefined) return 'the bundle has no cosignature of a witness of the trust root';
    const { bytes } = picker.flip(line.body, from, to ?? line.body.length);
    return withBody(parsed, line, bytes);
  });
}

/** The bundle's own checkpoint in the hands of an auditor who kept it, and another tree in the bundle. */
function kept(name: string, what: string, change: (note: Note) => Note): Tampering {
  return {
    ...{ id: `checkpoint/${name}` as const, what, by: ['checkpoint/continuity'] as const },
    apply: (subject) => {
      const parsed = noteOf(subject);
      const checkpoint = subject.files.get(PATHS.checkpoint);
      const { status } = checkOf(subject.transcript, 'checkpoint/signatures');
      if (
        parsed === undefined ||
        checkpoint === undefined ||
        status !== 'passed' ||
        parsed.size < 2
      )
        return 'the bundle has no checkpoint of several leaves that an auditor could keep';
      return { bundle: both(subject, change(parsed)), held: { checkpoint } };
    },
  };
}

export const ofHeads: readonly Tampering[] = [
  witness('cosignature', 'one bit of a cosignature is flipped', TIME_BYTES),
  witness(
    'cosignature-time',
    'a witness is said to have signed at another time',
    TIME_BYTES - 2,
    TIME_BYTES,
  ),
  {
    id: 'checkpoint/consistency-root',
    what: 'an earlier tree head gets another root',
    by: ['checkpoint/consistency'],
    apply: ({ files }, picker) => {
      const lines = objectsOf(files, PATHS.consistency);
      const at = picker.below(lines.length);
      const line = lines[at];
      if (line === undefined) return 'the bundle has no earlier tree head';
      const other = { ...line, root_hash: otherDigit(line['root_hash']) };
      return { bundle: withObject(files, PATHS.consistency, at, other), where: `line ${at + 1}` };
    },
  },
  {
    id: 'checkpoint/consistency-path',
    what: 'a consistency proof loses its last hash',
    by: ['checkpoint/consistency'],
    apply: ({ files }, picker) => {
      const lines = objectsOf(files, PATHS.consistency);
      const at = picker.below(lines.length);
      const line = lines[at];
      if (line === undefined) return 'the bundle has no earlier tree head';
      const other = { ...line, path: listOf(line['path']).slice(0, -1) };
      return { bundle: withObject(files, PATHS.consistency, at, other), where: `line ${at + 1}` };
    },
  },
  {
    id: 'checkpoint/consistency-made-up',
    what: 'an earlier tree head is made up',
    by: ['checkpoint/consistency'],
    apply: ({ files, manifest }) => {
      const head = manifestOf(files)['tree_head'];
      if (manifest.treeHead === undefined || manifest.treeHead.treeSize < 2 || !isObject(head))
        return 'the bundle has no tree of several leaves';
      const prefix = String(head['root_hash']).replace(/:.*/, '');
      const line = {
        path: ['0'.repeat(64)],
        root_hash: `${prefix}:${'0'.repeat(64)}`,
        tree_size: 1,
      };
      return { bundle: withLines(files, PATHS.consistency, [canonicalize(line)]) };
    },
  },
  kept(
    'split-view',
    'an auditor kept the checkpoint, and the bundle shows another tree of that size',
    withOtherRoot,
  ),
  kept(
    'rolled-back',
    'an auditor kept the checkpoint, and the bundle shows a smaller tree',
    (parsed) => ({
      ...parsed,
      size: parsed.size - 1,
    }),
  ),
];
