// The program of a worker thread: questions in, answers out, in the order in which they came. `npm run generate` makes it one text
// (source.ts), so that it starts wherever the verifier does: from a package, a bundle or an executable.

import { parentPort } from 'node:worker_threads';
import { type JobName, type Jobs, Labour } from './jobs.js';

const labour = new Labour();

parentPort?.on(
  'message',
  ({ name, job }: { readonly name: JobName; readonly job: Jobs[JobName] }) =>
    // A bug ends the thread; whoever asked does the job himself, and finds the bug if it is one.
    parentPort?.postMessage(labour.do(name, job as never)),
);
