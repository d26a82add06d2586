// DSSE v1 (github.com/secure-systems-lab/dsse): what is signed of an envelope, so that no signature over a payload of one type counts
// for another.

import { utf8Length } from './bytes.js';
import { concat, utf8 } from './encoding.js';

/** The pre-authentication encoding: `"DSSEv1" SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes as decimals. */
export function preAuthenticationEncoding(type: string, body: Uint8Array): Uint8Array {
  return concat(utf8(`DSSEv1 ${utf8Length(type)} ${type} ${body.length} `), body);
}
