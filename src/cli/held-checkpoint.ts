// The checkpoint that the auditor holds, read from its file.

import { parseHeldCheckpoint } from '../bundle/held.js';
import { CHECKPOINT, readOperatorFile } from './operator-file.js';

/** Far more than a checkpoint with many cosignatures has: 16 MiB. */
const BYTES = 16_777_216;

/** The bytes of a held checkpoint that can be used. @throws VerifierError ERR_CHECKPOINT_INVALID naming the file */
export function heldCheckpoint(path: string): Promise<Uint8Array> {
  const bound = { bytes: BYTES, code: 'ERR_CHECKPOINT_INVALID', kind: CHECKPOINT } as const;
  return readOperatorFile(path, bound, parseHeldCheckpoint);
}
