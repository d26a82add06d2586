// QR codes: the only import of uqr in the program.

import { encode } from 'uqr';

/** The squares of the code of a text, without a border; a fifth of them may be lost. */
export function qrCode(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', border: 0 }).data;
}
