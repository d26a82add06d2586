// Files of the operator that a run is asked to take in: a checkpoint, a selection, a list, renewals. Read once, for every verb alike.

import { parseHeldCheckpoint, parseHeldSelection } from '../bundle/held.js';
import type { SampleList } from '../papers/sample-list.js';
import type { VerifyOptions } from '../transcript/options.js';
import { readSmall } from './files.js';
import { CHECKPOINT, LIST, readOperatorFile, SELECTION } from './operator-file.js';

export interface AskedFiles {
  readonly checkpoint?: string | undefined;
  readonly expectSelection?: string | undefined;
  readonly renewals?: string | undefined;
  readonly custody?: string | undefined;
}

/** Bytes of a checkpoint, a selection or a list: 16 MiB, it may have many cosignatures or ids. */
const INPUT_BYTES = 16_777_216;
/** 64 renewals of the largest token that is accepted. */
export const RENEWALS_BYTES = 100_663_296;

/** 1,000 entries with all the words that they may have. */
export const CUSTODY_BYTES = 16_777_216;

/** The bytes of a held checkpoint that can be used. @throws VerifierError ERR_CHECKPOINT_INVALID naming the file */
export function heldCheckpoint(path: string): Promise<Uint8Array> {
  const bound = { bytes: INPUT_BYTES, code: 'ERR_CHECKPOINT_INVALID', kind: CHECKPOINT } as const;
  return readOperatorFile(path, bound, parseHeldCheckpoint);
}

/** The same of a selection. @throws VerifierError ERR_SELECTION_INVALID naming the file */
export function askedSelection(path: string): Promise<Uint8Array> {
  const bound = { bytes: INPUT_BYTES, code: 'ERR_SELECTION_INVALID', kind: SELECTION } as const;
  return readOperatorFile(path, bound, parseHeldSelection);
}

/** A list of record ids. @throws VerifierError ERR_SAMPLE_INVALID naming the file */
export async function sampleList(path: string): Promise<SampleList> {
  const { parseSampleList } = await import('../papers/sample-list.js');
  const bound = { bytes: INPUT_BYTES, code: 'ERR_SAMPLE_INVALID', kind: LIST } as const;
  return parseSampleList(await readOperatorFile(path, bound, parseSampleList));
}

/** Reads those that are named. @throws VerifierError naming the file */
export async function askedFiles({
  checkpoint,
  expectSelection,
  renewals,
  custody,
}: AskedFiles): Promise<
  Pick<VerifyOptions, 'checkpoint' | 'expectSelection' | 'renewals' | 'custody'>
> {
  return {
    ...(renewals === undefined
      ? {}
      : { renewals: await readSmall(renewals, RENEWALS_BYTES, 'ERR_RENEWALS_UNREADABLE') }),
    ...(custody === undefined
      ? {}
      : { custody: await readSmall(custody, CUSTODY_BYTES, 'ERR_CUSTODY_UNREADABLE') }),
    ...(checkpoint === undefined ? {} : { checkpoint: await heldCheckpoint(checkpoint) }),
    ...(expectSelection === undefined
      ? {}
      : { expectSelection: await askedSelection(expectSelection) }),
  };
}
