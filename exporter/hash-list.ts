// Hashes of 32 bytes, one after the other in one typed array that doubles: a million of them take 32 MB and no objects.

const HASH = 32;

export class HashList {
  length = 0;
  #bytes = new Uint8Array(64 * HASH);

  push(hash: Uint8Array): void {
    if ((this.length + 1) * HASH > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(hash, this.length * HASH);
    this.length += 1;
  }

  /** A view of the hash at an index. */
  at(index: number): Uint8Array {
    if (index < 0 || index >= this.length) throw new RangeError(`no hash ${index}`);
    return this.#bytes.subarray(index * HASH, (index + 1) * HASH);
  }
}
