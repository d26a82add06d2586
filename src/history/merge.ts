// Merges streams of facts by place and hands over all facts about one place at a time. Each stream is a sequence of short lists in
// ascending order; one list of each is held, whatever the number of records.

import { InternalError } from '../base/errors.js';
import { comparePlaces, type Fact } from './facts.js';

export type FactStream = AsyncIterator<readonly Fact[]>;

class Cursor {
  readonly #stream: FactStream;
  #list: readonly Fact[] = [];
  #at = 0;

  constructor(stream: FactStream) {
    this.#stream = stream;
  }

  get head(): Fact | undefined {
    return this.#list[this.#at];
  }

  get held(): number {
    return this.#list.length;
  }

  /** Takes the head; false if the next list has to be waited for. */
  take(): boolean {
    this.#at += 1;
    return this.#at < this.#list.length;
  }

  /** Waits for the next list with something in it; false at the end. */
  async fill(): Promise<boolean> {
    const before = this.#list.at(-1);
    for (;;) {
      const { done, value } = await this.#stream.next();
      this.#list = done === true ? [] : value;
      this.#at = 0;
      if (done === true) return false;
      if (this.#list.length > 0) break;
    }
    if (before !== undefined && this.head !== undefined && comparePlaces(before, this.head) > 0)
      throw new InternalError('a stream of facts is out of order');
    return true;
  }

  async close(): Promise<void> {
    await this.#stream.return?.();
  }
}

/** Calls `onPlace` for each place that any stream has a fact about, in order. The list is used again: keep nothing of it. */
export async function mergeFacts(
  streams: readonly FactStream[],
  onPlace: (facts: readonly Fact[]) => void | Promise<void>,
  onHeld?: (facts: number) => void,
): Promise<void> {
  const cursors = streams.map((stream) => new Cursor(stream));
  try {
    const heap = new Heap();
    for (const cursor of cursors) if (await cursor.fill()) heap.push(cursor);
    const facts: Fact[] = [];
    for (let top = heap.top; top !== undefined; top = heap.top) {
      facts.length = 0;
      const place = top.head as Fact;
      for (
        let next: Cursor | undefined = top;
        next?.head !== undefined && comparePlaces(next.head, place) === 0;
        next = heap.top
      ) {
        facts.push(next.head);
        if (next.take() || (await next.fill())) heap.settle();
        else heap.pop();
      }
      const waiting = onPlace(facts);
      if (waiting !== undefined) await waiting;
      onHeld?.(cursors.reduce((sum, cursor) => sum + cursor.held, 0));
    }
  } finally {
    for (const cursor of cursors) await cursor.close();
  }
}

/** A binary heap of cursors, the one with the first place on top. */
class Heap {
  readonly #items: Cursor[] = [];

  get top(): Cursor | undefined {
    return this.#items[0];
  }

  push(cursor: Cursor): void {
    this.#items.push(cursor);
    for (let at = this.#items.length - 1; at > 0; ) {
      const parent = (at - 1) >>> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  pop(): void {
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return;
    this.#items[0] = last;
    this.settle();
  }

  /** The top has moved on: finds its place again. */
  settle(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      const child = this.#isBefore(right, left) ? right : left;
      if (!this.#swapIfBefore(child, at)) return;
      at = child;
    }
  }

  #swapIfBefore(a: number, b: number): boolean {
    if (!this.#isBefore(a, b)) return false;
    const [x, y] = [this.#items[a] as Cursor, this.#items[b] as Cursor];
    this.#items[a] = y;
    this.#items[b] = x;
    return true;
  }

  #isBefore(a: number, b: number): boolean {
    const [x, y] = [this.#items[a]?.head, this.#items[b]?.head];
    return x !== undefined && (y === undefined || comparePlaces(x, y) < 0);
  }
}
