// Merges streams that are in order and hands over all items of one place at a time. Each stream is a sequence of short lists in
// ascending order; one list of each is held, however long they are.

import { InternalError } from '../base/errors.js';

/** Lists of items in ascending order. */
export type ListStream<T> = AsyncIterator<readonly T[]>;
/** Below zero if `a` comes before `b`, zero if they are of one place. */
type Compare<T> = (a: T, b: T) => number;

class Cursor<T> {
  readonly #stream: ListStream<T>;
  readonly #compare: Compare<T>;
  #list: readonly T[] = [];
  #at = 0;

  constructor(stream: ListStream<T>, compare: Compare<T>) {
    this.#stream = stream;
    this.#compare = compare;
  }

  get head(): T | undefined {
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
    if (before !== undefined && this.head !== undefined && this.#compare(before, this.head) > 0)
      throw new InternalError('a stream is out of order');
    return true;
  }

  async close(): Promise<void> {
    await this.#stream.return?.();
  }
}

/** Calls `onPlace` for each place that any stream has an item of, in order. The list is used again: keep nothing of it. */
export async function mergeStreams<T>(
  streams: readonly ListStream<T>[],
  compare: Compare<T>,
  onPlace: (items: readonly T[]) => void | Promise<void>,
  onHeld?: (items: number) => void,
): Promise<void> {
  const cursors = streams.map((stream) => new Cursor(stream, compare));
  try {
    const heap = new Heap(compare);
    for (const cursor of cursors) if (await cursor.fill()) heap.push(cursor);
    const items: T[] = [];
    for (let top = heap.top; top !== undefined; top = heap.top) {
      items.length = 0;
      const place = top.head as T;
      for (
        let next: Cursor<T> | undefined = top;
        next?.head !== undefined && compare(next.head, place) === 0;
        next = heap.top
      ) {
        items.push(next.head);
        if (next.take() || (await next.fill())) heap.settle();
        else heap.pop();
      }
      const waiting = onPlace(items);
      if (waiting !== undefined) await waiting;
      onHeld?.(cursors.reduce((sum, cursor) => sum + cursor.held, 0));
    }
  } finally {
    for (const cursor of cursors) await cursor.close();
  }
}

/** A binary heap of cursors, the one with the first place on top. */
class Heap<T> {
  readonly #items: Cursor<T>[] = [];
  readonly #compare: Compare<T>;

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  get top(): Cursor<T> | undefined {
    return this.#items[0];
  }

  push(cursor: Cursor<T>): void {
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
    const [x, y] = [this.#items[a] as Cursor<T>, this.#items[b] as Cursor<T>];
    this.#items[a] = y;
    this.#items[b] = x;
    return true;
  }

  #isBefore(a: number, b: number): boolean {
    const [x, y] = [this.#items[a]?.head, this.#items[b]?.head];
    return x !== undefined && (y === undefined || this.#compare(x, y) < 0);
  }
}
