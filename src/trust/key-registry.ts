// One key, one place (docs/SPEC.md §12.1). A key that is listed twice would let one holder act as two, or count in two windows:
// keys are compared by key material, whatever role, name or container they stand in. Note keys must also be told apart by
// (name, key hash), which is all that a signature line has.

import { invalid } from './invalid.js';
import type { NoteKey } from './vkey.js';

export class KeyRegistry {
  readonly #keys = new Map<string, string>();
  readonly #noteIds = new Map<string, string>();

  /**
   * Enters a key under its place in the file.
   * @throws VerifierError ERR_TRUST_ROOT_INVALID if the key already has a place.
   */
  enter(keyId: string, place: string): void {
    const other = this.#keys.get(keyId);
    if (other !== undefined)
      throw invalid(
        place,
        `this key already stands at ${other}`,
        'List each key once; two roles or names need two keys.',
      );
    this.#keys.set(keyId, place);
  }

  /**
   * Enters the key of a vkey.
   * @throws VerifierError ERR_TRUST_ROOT_INVALID also if another key has the same name and key hash.
   */
  enterNoteKey({ name, keyHash, key }: NoteKey, place: string): void {
    this.enter(key.keyId, place);
    const id = `${keyHash} ${name}`;
    const other = this.#noteIds.get(id);
    // Four bytes collide at will: a line of that name and hash could be of either key.
    if (other !== undefined)
      throw invalid(
        place,
        `this key has the name and key id of the one at ${other}`,
        'Ask the owner for another key.',
      );
    this.#noteIds.set(id, place);
  }
}
