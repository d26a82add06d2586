// Threads beside that of a run, for what takes most of the time: reading and hashing blocks of lines, and record signatures. What they
// answer is what the run would have computed, so no transcript depends on them. A thread that cannot be started, fails or is
// killed is no answer: then its jobs are done by the run itself.

import { Worker } from 'node:worker_threads';
import { type Answers, type JobName, type Jobs, Labour, type Signed } from './jobs.js';
import { Shelf } from './shelf.js';
import { SOURCE } from './source.js';

/** Below so many bytes of an entry the start of threads costs more than it saves. */
const FROM_BYTES: Readonly<Record<JobName, number>> = {
  records: 8_388_608,
  paths: 8_388_608,
  // Some two hundred.
  signatures: 1_048_576,
};

interface Asked {
  readonly answer: (answer: never) => void;
  /** Does the job in the thread of the run. */
  readonly here: () => void;
}

interface Thread {
  readonly worker: Worker;
  /** In the order of its answers. */
  readonly asked: Asked[];
}

export class Pool {
  /** Threads that may work at once. */
  readonly threads: number;
  readonly #fromBytes: number | undefined;
  readonly #program: string;
  readonly #here = new Labour();
  readonly #shelf = new Shelf();
  readonly #threads = new Set<Thread>();
  #isUsable: boolean;

  /**
   * @param threads beside that of the run; none are started before there is work
   * @param fromBytes from which size of an entry on, instead of what pays
   * @param program of a thread, for tests that let one fail
   */
  constructor(threads: number, fromBytes?: number, program = SOURCE) {
    this.threads = threads;
    this.#fromBytes = fromBytes;
    this.#program = program;
    this.#isUsable = threads > 0;
  }

  /** True if threads are worth their start for an entry of so many bytes. */
  isWorth(name: JobName, bytes: number): boolean {
    return this.#isUsable && bytes >= (this.#fromBytes ?? FROM_BYTES[name]);
  }

  /** Has a job done. Jobs of one kind are answered in any order: keep the promises in yours. */
  ask<Name extends JobName>(name: Name, job: Jobs[Name]): Promise<Answers[Name]> {
    const thread = this.#isUsable ? this.#idlest() : undefined;
    if (thread === undefined) return Promise.resolve().then(() => this.#here.do(name, job));
    return new Promise((answer, fail) => {
      const here = (): void => {
        try {
          answer(this.#here.do(name, job));
        } catch (error) {
          fail(error);
        }
      };
      const bytes = 'bytes' in job ? this.#shelf.put(job.bytes) : undefined;
      const answered = (given: Answers[Name]): void => {
        if (bytes !== undefined) this.#shelf.take(bytes);
        answer(given);
      };
      thread.asked.push({ answer: answered, here });
      // A thread keeps the process alive only while it is waited for.
      thread.worker.ref();
      thread.worker.postMessage({
        name,
        job: bytes === undefined ? job : { ...job, bytes: [bytes] },
      });
    });
  }

  /** Verifies signatures, with the fastest implementation alone. @returns an answer for each */
  verify(signed: readonly Signed[]): Promise<readonly boolean[]> {
    // A key has code; what is sent is what it is made of.
    const plain = signed.map(({ key: { algorithm, publicKey, keyId }, message, signature }) => ({
      key: { algorithm, publicKey, keyId },
      message,
      signature,
    }));
    return this.ask('signatures', { signed: plain });
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    this.#isUsable = false;
    const threads = [...this.#threads];
    this.#threads.clear();
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  /** A thread without work, a new one, or the one with the least to do. */
  #idlest(): Thread | undefined {
    const [first] = [...this.#threads].sort((a, b) => a.asked.length - b.asked.length);
    if (first !== undefined && (first.asked.length === 0 || this.#threads.size >= this.threads))
      return first;
    return this.#start() ?? first;
  }

  #start(): Thread | undefined {
    try {
      const worker = new Worker(this.#program, {
        ...{ eval: true, env: {}, execArgv: [] },
        // A thread holds a few blocks at a time; without a bound it would only come near collecting what it has dropped.
        resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
      });
      const thread: Thread = { worker, asked: [] };
      this.#threads.add(thread);
      const failed = (): void => this.#failed(thread);
      worker.on('message', (answer) => {
        thread.asked.shift()?.answer(answer as never);
        if (thread.asked.length === 0) worker.unref();
      });
      worker.on('messageerror', failed);
      worker.on('error', failed);
      worker.on('exit', failed);
      return thread;
    } catch {
      // No right to start threads, or no memory for one.
      this.#isUsable = false;
      return undefined;
    }
  }

  /** Does what a thread leaves undone. It has no successor: what ended one may end them all. */
  #failed(thread: Thread): void {
    if (!this.#threads.delete(thread)) return;
    this.#isUsable = this.#threads.size > 0;
    void thread.worker.terminate();
    for (const { here } of thread.asked) here();
  }
}
