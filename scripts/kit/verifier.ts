// This verifier as a program under test: a question a line on standard input, an answer a line on standard output (docs/SPEC.md §19.3).

import { createInterface } from 'node:readline';
import { answer } from './answer.js';
import type { Question } from './protocol.js';

for await (const line of createInterface({ input: process.stdin })) {
  const reply = await answer(JSON.parse(line) as Question);
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
