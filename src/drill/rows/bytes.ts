// Single bits of the contents, the size that the zip declares being right: every entry under a digest of the manifest (docs/SPEC.md
// §3.4), and the detached ones, which their own signatures and commitments protect.

import { isAttachment, isDetached, PATHS } from '../../bundle/layout.js';
import { dropLine, flipBit } from '../edits.js';
import { withFile } from '../files.js';
import { asIs, type Edit, tamperings } from '../tampering.js';

/** One bit of an entry that somebody vouches for. */
function flip(what: string, fits: (path: string) => boolean): Edit {
  return flipBit(`the bundle has no ${what}`, ({ files, manifest }) => {
    const listed = new Set(manifest.entries.map(({ path }) => path));
    return [...files.keys()].filter((path) => fits(path) && (isDetached(path) || listed.has(path)));
  });
}

const flipIn = (path: string): Edit => flip(path, (each) => each === path);
const isProof = (path: string): boolean => path === PATHS.paths || path === PATHS.batch;

const inText: Edit = ({ files, checkpoint }, picker) => {
  const content = files.get(PATHS.checkpoint);
  if (content === undefined || checkpoint === undefined) return 'the bundle has no checkpoint that can be read';
  const { bytes, at } = picker.flip(content, 0, checkpoint.note.text.length);
  return { bundle: withFile(files, PATHS.checkpoint, bytes), where: `byte ${at}` };
};

export const byteRows = tamperings('bytes', 'manifest/digests', asIs, {
  'records: one bit of records.jsonl is flipped': flipIn(PATHS.records),
  'stubs: one bit of stubs.jsonl is flipped': flipIn(PATHS.stubs),
  'signatures: one bit of signatures.jsonl is flipped': flipIn(PATHS.signatures),
  'proof: one bit of the inclusion proof is flipped': flip('inclusion proof', isProof),
  'attachment: one bit of an attachment is flipped': flip('attachment', isAttachment),
  'consistency: one bit of proof/consistency.jsonl is flipped': [flipIn(PATHS.consistency), 'checkpoint/consistency'],
  'disclosures: one bit of disclosures.jsonl is flipped': [flipIn(PATHS.disclosures), 'disclosures/commitments'],
  'attestation: one bit of attestation.dsse.json is flipped': [
    flipIn(PATHS.attestation),
    ...(['attestation/form', 'attestation/statement', 'attestation/signatures'] as const),
  ],
  'checkpoint: one bit of the text of the checkpoint is flipped': [inText, 'checkpoint/form', 'checkpoint/tree-head'],
  'line-lost: a line of records.jsonl is lost': dropLine(PATHS.records, 'the bundle has no record'),
});
