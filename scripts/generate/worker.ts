// The program of a worker thread as one text.

import { build } from 'esbuild';

/** The source file that holds it. */
export async function workerSource(root: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/workers/worker.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    write: false,
  });
  return `// Made by npm run generate from src/workers/worker.ts and all that it imports.

/** The program of a worker thread. */
export const SOURCE =
  ${JSON.stringify(outputFiles[0]?.text ?? '')};
`;
}
