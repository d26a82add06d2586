// All flips, shared out to processes: ML-DSA takes milliseconds a verification, and there are some 30,000.

import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { joinRows, type Row } from './flips.js';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const MOST_JOBS = 8;

/** Flips every byte and returns a row for each structure, in the order of the file. */
export async function flipAll(): Promise<Row[]> {
  const jobs = Math.min(availableParallelism(), MOST_JOBS);
  return joinRows(
    await Promise.all(Array.from({ length: jobs }, (_, job) => flipInProcess(job, jobs))),
  );
}

function flipInProcess(part: number, parts: number): Promise<Row[]> {
  const worker = fork(WORKER, [String(part), String(parts)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: Buffer[] = [];
  let wrong = '';
  worker.stdout?.on('data', (piece: Buffer) => said.push(piece));
  worker.stderr?.on('data', (piece: Buffer) => {
    wrong = `${wrong}${piece}`.slice(0, 4_000);
  });
  return new Promise((resolve, reject) => {
    worker.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(said).toString('utf8')) as Row[]);
      else reject(new Error(`part ${part} ended with ${code}: ${wrong}`));
    });
  });
}
