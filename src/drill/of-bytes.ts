// Single bits of the contents, the size that the zip declares being right: every entry under a digest of the manifest (docs/SPEC.md
// §3.4), and the detached ones, which their own signatures and commitments protect.

import { isAttachment, isDetached, PATHS } from '../bundle/layout.js';
import { linesOf, spliceLine, withFile } from './files.js';
import type { Picker } from './picker.js';
import type { Subject } from './subject.js';
import type { Expected, Tampered, Tampering } from './tampering.js';

function flip(
  name: string,
  what: string,
  by: Expected,
  fits: (path: string) => boolean,
): Tampering {
  return {
    ...{ id: `bytes/${name}` as const, what: `one bit of ${what} is flipped`, by },
    apply: ({ files, manifest }: Subject, picker: Picker): Tampered | string => {
      const listed = new Set(manifest.entries.map(({ path }) => path));
      const paths = [...files.keys()].filter(
        (path) => fits(path) && (isDetached(path) || listed.has(path)),
      );
      const path = picker.pick(paths);
      const content = path === undefined ? undefined : files.get(path);
      if (path === undefined || content === undefined || content.length === 0)
        return `the bundle has no ${what.replace(/^an? |^the /, '')}`;
      const { bytes, at } = picker.flip(content);
      return { bundle: withFile(files, path, bytes), where: `${path}, byte ${at}` };
    },
  };
}

const DIGESTS = ['manifest/digests'] as const;
const is = (one: string) => (path: string) => path === one;

export const ofBytes: readonly Tampering[] = [
  flip('records', 'records.jsonl', DIGESTS, is(PATHS.records)),
  flip('stubs', 'stubs.jsonl', DIGESTS, is(PATHS.stubs)),
  flip('signatures', 'signatures.jsonl', DIGESTS, is(PATHS.signatures)),
  flip(
    'proof',
    'the inclusion proof',
    DIGESTS,
    (path) => path === PATHS.paths || path === PATHS.batch,
  ),
  flip('attachment', 'an attachment', DIGESTS, isAttachment),
  flip('consistency', 'proof/consistency.jsonl', ['checkpoint/consistency'], is(PATHS.consistency)),
  flip('disclosures', 'disclosures.jsonl', ['disclosures/commitments'], is(PATHS.disclosures)),
  flip(
    'attestation',
    'attestation.dsse.json',
    ['attestation/form', 'attestation/statement', 'attestation/signatures'],
    is(PATHS.attestation),
  ),
  {
    id: 'bytes/checkpoint',
    what: 'one bit of the text of the checkpoint is flipped',
    by: ['checkpoint/form', 'checkpoint/tree-head'],
    apply: ({ files, checkpoint }, picker) => {
      const content = files.get(PATHS.checkpoint);
      if (content === undefined || checkpoint === undefined)
        return 'the bundle has no checkpoint that can be read';
      const { bytes, at } = picker.flip(content, 0, checkpoint.note.text.length);
      return { bundle: withFile(files, PATHS.checkpoint, bytes), where: `byte ${at}` };
    },
  },
  {
    id: 'bytes/line-lost',
    what: 'a line of records.jsonl is lost',
    by: DIGESTS,
    apply: ({ files }, picker) => {
      const lines = linesOf(files, PATHS.records).length;
      if (lines === 0) return 'the bundle has no record';
      const at = picker.below(lines);
      return { bundle: spliceLine(files, PATHS.records, at), where: `line ${at + 1}` };
    },
  },
];
