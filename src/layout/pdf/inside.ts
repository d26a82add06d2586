// What has to be done inside the library (pdfkit), where it has no way for it: it holds nothing that is written, and its names are in order.

/** Members of a document that are not in its types. */
interface Inside {
  readonly page: { readonly structParentTreeKey: number };
  readonly _root: {
    readonly data: { readonly Names: { readonly data: { readonly Dests: object } } };
  };
  read(): Uint8Array | null;
  ref(data: unknown): { end(): void };
  getStructParentTree(): { get(key: number): unknown; add(key: number, value: unknown): void };
}

/**
 * Opens a new document up.
 * @param describe writes its metadata: the library puts text into XML as it is, and an ampersand in a title would break it
 * @returns what it writes. The library hands on pieces of some bytes, a million of them for the last table of a long document: they are
 *   put together at once, not queued
 */
export function openUp(pdf: object, describe: () => void): Pieces {
  const inside = pdf as Inside;
  const written = new Pieces();
  // The header is there already, in two pieces: Node 20 reads both at once, and later ones each by itself.
  for (let piece = inside.read(); piece !== null; piece = inside.read()) written.add(piece);
  Object.assign(pdf, {
    _addInfo: describe,
    push: (piece: Uint8Array | null) => piece === null || written.add(piece),
  });
  // Viewers search the names by halves, in the order of their bytes (ISO 32000-1 §7.9.6); the library's order is that of a language.
  Object.assign(inside._root.data.Names.data.Dests, {
    _compareKeys: (a: string, b: string) => (a < b ? -1 : 1),
  });
  return written;
}

/** Writes which element each stretch of the present page belongs to (ISO 32000-1 §14.7.4.4), so that no element is held for it. */
export function writeOwners(pdf: object): void {
  const inside = pdf as Inside;
  const tree = inside.getStructParentTree();
  const key = inside.page.structParentTreeKey;
  const owners = inside.ref(tree.get(key));
  owners.end();
  tree.add(key, owners);
}

/** Bytes that were written and not handed on. */
class Pieces {
  #bytes = new Uint8Array(65_536);
  #length = 0;

  add(piece: Uint8Array): boolean {
    const needed = this.#length + piece.length;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = needed;
    return true;
  }

  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}
