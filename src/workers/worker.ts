// The program of a worker thread: questions in, answers out, in the order in which they came. `npm run generate` makes it one text
// (source.ts), so that it starts wherever the verifier does: from a package, a bundle or an executable.

import { parentPort } from 'node:worker_threads';
import { type Answers, type JobName, type Jobs, Labour } from './jobs.js';

const labour = new Labour();

parentPort?.on(
  'message',
  ({ name, job }: { readonly name: JobName; readonly job: Jobs[JobName] }) =>
    // A bug ends the thread; whoever asked does the job himself, and finds the bug if it is one.
    send(labour.do(name, job as never)),
);

/** What a run is made of goes over as it is; a copy would be made twice. */
function send(answer: Answers[JobName]): void {
  const buffers = answer.flatMap((one) => {
    if (typeof one === 'boolean') return [];
    const { leafHashes } = one;
    if (!('idPrints' in one)) return [leafHashes.buffer];
    return [leafHashes, one.idPrints, one.commitments, one.commitmentPrints].map(
      ({ buffer }) => buffer,
    );
  });
  parentPort?.postMessage(answer, buffers as ArrayBuffer[]);
}
