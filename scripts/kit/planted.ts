// Inside a rig (scripts/mutate/rig.ts): every case of an unpacked kit, and of each what the kit compares: nothing else of the verifier
// is seen.

import { readFileSync } from 'node:fs';
import { type Asked, askUnder } from '../mutate/under.js';
import { answer } from './answer.js';
import { comparable, type KitCase, readCases } from './protocol.js';

const [kit = '', kept = '', list = ''] = process.argv.slice(2);

const asked = ({ id, input }: KitCase): Asked => ({
  id,
  outcome: async () => {
    try {
      return comparable(await answer(input));
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    }
  },
});

await askUnder(readCases(kit).map(asked), JSON.parse(readFileSync(list, 'utf8')) as number[], kept);
