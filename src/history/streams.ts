// Streams that open their bundle when its first leaf comes up and close it after its last one, so that bundles of one ledger that follow
// each other are not all open at once.

import type { ListStream } from './merge.js';

/** Opens something for as long as `use` runs. */
export type Open<E> = <R>(use: (opened: E) => Promise<R>) => Promise<R>;

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
  async *stream<E, T>(
    open: Open<E>,
    make: (opened: E) => ListStream<T>,
  ): AsyncGenerator<readonly T[], void, undefined> {
    const first = await open(async (opened) => {
      const lists = make(opened);
      const { done, value } = await lists.next();
      await lists.return?.();
      return done === true ? undefined : value;
    });
    if (first === undefined) return;
    yield first;
    const { opened, close } = await this.#hold(open);
    try {
      const lists = make(opened);
      await lists.next();
      for (let now = await lists.next(); now.done !== true; ) {
        const next = await lists.next();
        if (next.done === true) await close();
        yield now.value;
        now = next;
      }
    } finally {
      await close();
    }
  }

  /** Opens a bundle until `close` is called. */
  async #hold<E>(
    open: Open<E>,
  ): Promise<{ readonly opened: E; readonly close: () => Promise<void> }> {
    if (this.#open >= MOST_OPEN) throw new TooManyOpen();
    this.#open += 1;
    this.most = Math.max(this.most, this.#open);
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let ended: Promise<void> = Promise.resolve();
    const opened = await new Promise<E>((resolve, reject) => {
      ended = open(async (ready) => {
        resolve(ready);
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
    return { opened, close };
  }
}
