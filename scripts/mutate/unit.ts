// Inside the rig of scripts/mutate.ts, after the files of tests that rig.ts builds in: each test is a question.

import { readFileSync } from 'node:fs';
import { collected } from './harness.js';
import { askUnder } from './under.js';

const [, kept = '', list = ''] = process.argv.slice(2);
await askUnder(await collected(), JSON.parse(readFileSync(list, 'utf8')) as number[], kept);
