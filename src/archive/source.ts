// Random access to the bytes of a bundle. The engine knows no files: cli/ makes a source of a descriptor, tests of a buffer.

/** Where the bytes of a bundle come from. Two reads of one range must give the same bytes. */
export interface BundleSource {
  /** Bytes in all. */
  readonly size: number;
  /**
   * Reads exactly `length` bytes at `offset`; both are within `size`.
   * @param into memory of at least `length` bytes that may hold the answer; whoever gives it uses what is returned, and no longer than until
   * the next such read. A source may leave it alone.
   * @throws whatever the medium throws; a short read must throw too.
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
}

/** A source over bytes in memory. */
export function sourceFromBytes(bytes: Uint8Array): BundleSource {
  return {
    size: bytes.length,
    read: (offset, length) => {
      if (offset < 0 || length < 0 || offset + length > bytes.length) {
        return Promise.reject(
          new RangeError(`read of ${length} bytes at ${offset} of ${bytes.length}`),
        );
      }
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
}

/**
 * A range of a source in pieces of `pieceBytes`, read when they are asked for.
 * @throws what the source throws
 */
export async function* piecesOf(
  source: BundleSource,
  { offset, length, pieceBytes }: Readonly<Record<'offset' | 'length' | 'pieceBytes', number>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < length; at += pieceBytes)
    yield await source.read(offset + at, Math.min(pieceBytes, length - at));
}
