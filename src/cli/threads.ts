// The threads of a run: none before there is a bundle that is large enough, and none after its end.

import type { Pool } from '../workers/pool.js';
import type { Io } from './io.js';

/** A smaller zip holds less than threads are worth. */
const LARGE = 262_144;

export class Threads {
  readonly #jobs: number;
  #pool: Pool | undefined;

  /** @param jobs threads in all, that of the run included */
  constructor(jobs: number) {
    this.#jobs = jobs;
  }

  /** Those for a bundle of so many bytes. */
  async for(bytes: number): Promise<Pool | undefined> {
    if (this.#jobs < 2 || bytes < LARGE) return undefined;
    const { Pool } = await import('../workers/pool.js');
    this.#pool ??= new Pool(this.#jobs - 1);
    return this.#pool;
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }
}

/** Hands out threads while `use` runs. @param jobs threads in all; undefined for as many as there are cores */
export async function withThreads<T>(
  jobs: number | undefined,
  { cores = 1 }: Io,
  use: (threads: Threads) => Promise<T>,
): Promise<T> {
  const threads = new Threads(jobs ?? cores);
  try {
    return await use(threads);
  } finally {
    await threads.close();
  }
}
