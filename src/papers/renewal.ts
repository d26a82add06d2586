// A new renewal of a bundle's file (docs/SPEC.md §12.6): what an authority is asked to stamp, and the line that its reply becomes.

import { toBase64, utf8 } from '../base/encoding.js';
import { canonicalize } from '../base/json.js';
import type { DigestName } from '../crypto/digest.js';

/** The line of a generation, with its LF. @param reply DER of a TimeStampResp */
export function renewalLine(generation: number, hash: DigestName, reply: Uint8Array): Uint8Array {
  const line = { format: 'softqcos.renewal/v1', generation, hash, token: toBase64(reply) };
  return utf8(`${canonicalize(line)}\n`);
}
