// Builds dist/: the library (ESM, packages left to npm), the command (one file with everything in it) and the type declarations.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  charset: 'utf8',
  logLevel: 'warning',
  legalComments: 'eof',
} as const;

rmSync(join(root, 'dist'), { recursive: true, force: true });
await Promise.all([
  build({
    ...common,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/index.js',
    format: 'esm',
    packages: 'external',
  }),
  // CommonJS: dependencies that call require() keep working, and a verb is initialised only when it is asked for.
  build({
    ...common,
    entryPoints: ['src/cli/process.ts'],
    outfile: 'dist/cli.cjs',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
  }),
]);

const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);
const types = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
  cwd: root,
  stdio: 'inherit',
});
if (types.status !== 0) process.exitCode = 1;
