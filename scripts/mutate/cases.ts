// Inside the rig of scripts/mutate.ts: every committed case, and of each what test/cases.test.ts looks at.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseFolders, codesOf, readCase, runCase } from '../../test/support/case.js';
import { type Asked, askUnder } from './under.js';

const [root = '', kept = '', list = ''] = process.argv.slice(2);

function* cases(): Generator<Asked> {
  for (const group of ['cases', 'golden']) {
    for (const folder of caseFolders(join(root, 'fixtures', group))) {
      const file = readCase(folder);
      const outcome = async (): Promise<string> => {
        try {
          const transcript = await runCase(folder, file);
          const codes = group === 'cases' ? codesOf(transcript) : [];
          return JSON.stringify([
            transcript.verdict,
            codes,
            transcript.frameworks?.map(({ id }) => id),
          ]);
        } catch (error) {
          return error instanceof Error ? error.name : String(error);
        }
      };
      yield { id: folder.slice(root.length), outcome };
    }
  }
}

await askUnder([...cases()], JSON.parse(readFileSync(list, 'utf8')) as number[], kept);
