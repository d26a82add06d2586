// Files of the operator that a verification is asked to take in: a checkpoint, a selection, renewals. Read once, for every verb alike.

import { parseHeldSelection } from '../bundle/held.js';
import type { VerifyOptions } from '../transcript/options.js';
import { readSmall } from './files.js';
import { heldCheckpoint } from './held-checkpoint.js';
import { readOperatorFile, SELECTION } from './operator-file.js';

export interface AskedFiles {
  readonly checkpoint?: string | undefined;
  readonly expectSelection?: string | undefined;
  readonly renewals?: string | undefined;
  readonly custody?: string | undefined;
}

/** Bytes of a selection or list that the operator hands in: 16 MiB, it may have many ids. */
export const INPUT_BYTES = 16_777_216;
/** 64 renewals of the largest token that is accepted. */
export const RENEWALS_BYTES = 100_663_296;

/** 1,000 entries with all the words that they may have. */
export const CUSTODY_BYTES = 16_777_216;

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
      : {
          expectSelection: await readOperatorFile(
            expectSelection,
            { bytes: INPUT_BYTES, code: 'ERR_SELECTION_INVALID', kind: SELECTION },
            parseHeldSelection,
          ),
        }),
  };
}
