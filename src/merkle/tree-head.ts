// A tree head that signatures stand behind. The brand is the point: a size and a root that a bundle merely states have another
// type, so that nothing can be proven against them by mistake.

declare const proven: unique symbol;

/** The size and the root hash of a ledger's tree, as a verified checkpoint states them. */
export interface TreeHead {
  /** Leaves, a safe integer. */
  readonly size: number;
  /** 32 bytes. */
  readonly rootHash: Uint8Array;
  readonly [proven]: true;
}

/** Brands a tree head. Only the checkpoint check may call it, after the signatures of a full key set have verified. */
export function provenTreeHead(size: number, rootHash: Uint8Array): TreeHead {
  return { size, rootHash } as TreeHead;
}
