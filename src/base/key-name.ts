// Key names of C2SP signed notes (c2sp.org/signed-note, Format), which notes of a bundle and vkeys of a trust root share.
// Names are compared whole, as text; nothing here normalises or folds them.

import { utf8 } from './encoding.js';

/** Longest key name or origin, bytes: c2sp.org/tlog-cosignature writes its length into one byte. */
export const KEY_NAME_BYTES = 255;

/** True if a signature line or a vkey may bear this name: not empty, no Unicode space, no `+`, no control character. */
export function isKeyName(name: string): boolean {
  // Control characters: a note holds none below U+0020, so a vkey with one would never match a line.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose.
  return name !== '' && !/[\p{White_Space}+\u0000-\u001f]/u.test(name) && name.isWellFormed();
}

/** True if a name fits the length byte of a cosignature's signed message. */
export function fitsCosignature(name: string): boolean {
  return name !== '' && utf8(name).length <= KEY_NAME_BYTES;
}
