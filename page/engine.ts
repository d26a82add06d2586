// The worker as the page sees it: questions and answers, progress, and a stop that ends it at once.

import { text } from 'made:worker';
import type { Answers, Failure, Progress, Reply, Request } from './messages.js';

/** A run that did not come to its end; `failure` is missing if it was stopped. */
export class NoAnswer extends Error {
  readonly failure: Failure | undefined;

  constructor(failure?: Failure) {
    super(failure?.message ?? 'stopped');
    this.failure = failure;
  }
}

interface Waiting {
  resolve(answer: Answers[keyof Answers]): void;
  reject(error: NoAnswer): void;
  told: ((progress: Progress) => void) | undefined;
}

export class Engine {
  #worker: Worker | undefined;
  #next = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** Asks the worker. @throws NoAnswer */
  ask<Kind extends keyof Answers>(
    request: Extract<Request, { kind: Kind }>,
    told?: (progress: Progress) => void,
  ): Promise<Answers[Kind]> {
    this.#worker ??= this.#start();
    this.#next += 1;
    const id = this.#next;
    this.#worker.postMessage({ ...request, id });
    return new Promise((resolve, reject) => {
      const take = (answer: Answers[keyof Answers]): void => resolve(answer as Answers[Kind]);
      this.#waiting.set(id, { resolve: take, reject, told });
    });
  }

  /** Ends whatever runs; the next question starts a new worker. */
  stop(failure?: Failure): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(new NoAnswer(failure));
    this.#waiting.clear();
  }

  #start(): Worker {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#take(data);
    worker.onerror = ({ message }) =>
      this.stop({ code: 'internal error', message: message || 'the worker does not start' });
    return worker;
  }

  #take(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    if ('progress' in reply) {
      waiting.told?.(reply.progress);
      return;
    }
    this.#waiting.delete(reply.id);
    if ('answer' in reply) waiting.resolve(reply.answer);
    else waiting.reject(new NoAnswer(reply.failure));
  }
}
