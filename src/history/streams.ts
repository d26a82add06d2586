// Streams of facts that open their bundle when its first leaf comes up and close it after its last one, so that bundles of one ledger
// that follow each other are not all open at once.

import type { OpenBundle, OpenEvidence } from './evidence.js';
import type { Fact } from './facts.js';
import type { FactStream } from './merge.js';

/** Bundles open at once, at most: each takes a descriptor and a buffer for each of its entries. */
const MOST_OPEN = 256;

/** Too many bundles overlap in one place to be compared. */
export class TooManyOpen extends Error {
  override readonly name = 'TooManyOpen';
  constructor() {
    super(`more than ${MOST_OPEN} bundles would be open at once`);
  }
}

export class Openings {
  #open = 0;
  /** Most that were open at once. */
  most = 0;

  /** The stream that `make` makes of a bundle. Its first list is read ahead in an opening of its own. */
  async *stream(
    open: OpenBundle,
    make: (evidence: OpenEvidence) => FactStream,
  ): AsyncGenerator<readonly Fact[], void, undefined> {
    const first = await open(async (evidence) => {
      const facts = make(evidence);
      const { done, value } = await facts.next();
      await facts.return?.();
      return done === true ? undefined : value;
    });
    if (first === undefined) return;
    yield first;
    const { evidence, close } = await this.#hold(open);
    try {
      const facts = make(evidence);
      await facts.next();
      for (let now = await facts.next(); now.done !== true; ) {
        const next = await facts.next();
        if (next.done === true) await close();
        yield now.value;
        now = next;
      }
    } finally {
      await close();
    }
  }

  /** Opens a bundle until `close` is called. */
  async #hold(
    open: OpenBundle,
  ): Promise<{ readonly evidence: OpenEvidence; readonly close: () => Promise<void> }> {
    if (this.#open >= MOST_OPEN) throw new TooManyOpen();
    this.#open += 1;
    this.most = Math.max(this.most, this.#open);
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let ended: Promise<void> = Promise.resolve();
    const evidence = await new Promise<OpenEvidence>((resolve, reject) => {
      ended = open(async (opened) => {
        resolve(opened);
        await released;
      });
      ended.catch(reject);
    });
    let isOpen = true;
    const close = async (): Promise<void> => {
      if (!isOpen) return;
      isOpen = false;
      this.#open -= 1;
      release();
      await ended;
    };
    return { evidence, close };
  }
}
