// Builds dist/: the library (ESM in parts, packages left to npm), the command (everything in it, in a few files), the PDF renderer with its
// packages and fonts (loaded by either when a PDF is asked for) and the type declarations.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { licencesOf } from './build/licences.js';
import { pack } from './build/packs.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
  legalComments: 'none',
  define: { SOFTQCOS_COMMIT: JSON.stringify(commitOf()) },
} as const;

const small = { minifySyntax: true, minifyWhitespace: true } as const;

/** Nobody else's start waits for a megabyte of fonts. */
const pdfApart: Plugin = {
  name: 'pdf apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/render\/(?:paper-|sheet-)?pdf\.js$/ }, () => ({
      path: './pdf.cjs',
      external: true,
    })),
};

/** commander starts processes for verbs that are programs of their own; there are none, and nothing here may start one. */
const noProcesses: Plugin = {
  name: 'no processes',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:child_process$/ }, () => ({ path: 'none', namespace: 'none' }));
    onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
const [, command, pdf] = await Promise.all([
  build({
    ...common,
    entryPoints: { index: 'src/index.ts', ...libraryUnits() },
    plugins: [pdfApart],
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    chunkNames: 'lib-[hash]',
    packages: 'external',
  }),
  pack({ ...common, ...small, plugins: [pdfApart, noProcesses] }, [
    // `--version` reads no more than the first.
    { file: 'cli.cjs', needs: ['src/cli/process.ts'] },
    {
      file: 'cli-line.cjs',
      needs: [
        'src/cli/verbs/index.ts',
        'src/cli/parse.ts',
        'src/cli/call.ts',
        'src/cli/run/help.ts',
      ],
    },
    { file: 'cli-verify.cjs', needs: ['src/cli/run/verify.ts'] },
    // For large bundles: it holds the program of a thread as text.
    { file: 'cli-threads.cjs', needs: ['src/workers/pool.ts'] },
    { file: 'cli-formats.cjs', needs: ['src/report/formats.ts'] },
    { file: 'cli-rest.cjs', needs: [] },
  ]),
  build({
    ...common,
    entryPoints: ['src/pdf.ts'],
    outfile: 'dist/pdf.cjs',
    format: 'cjs',
    ...small,
    // pdfkit makes the addresses of fonts and profiles from it, none of which is used here.
    define: { 'import.meta.url': '"file:///C:/pdf.cjs"' },
    metafile: true,
    // It is that large, and meant to be.
    logLevel: 'error',
  }),
]);
for (const [file, text] of command.files) writeFileSync(join(root, 'dist', file), text);
const fonts = readFileSync(join(root, 'src/layout/pdf/fonts/OFL.txt'), 'utf8').trim();
writeFileSync(join(root, 'dist/cli.licences.txt'), licencesOf(root, command.inputs));
writeFileSync(
  join(root, 'dist/pdf.licences.txt'),
  licencesOf(root, Object.keys(pdf.metafile.inputs), [
    `Noto Sans, Noto Sans Mono, Noto Serif (OFL-1.1)\n\n${fonts}`,
  ]),
);

// What the command says of itself, for packagers: completions and the man page.
for (const [shell, file] of [
  ['bash', 'softqcos-verify.bash'],
  ['zsh', '_softqcos-verify'],
  ['fish', 'softqcos-verify.fish'],
  ['powershell', 'softqcos-verify.ps1'],
  ['man', 'softqcos-verify.1'],
] as const) {
  const command = join(root, 'bin/softqcos-verify.js');
  const { status, stdout } = spawnSync(process.execPath, [command, 'completion', shell]);
  if (status !== 0) process.exitCode = 1;
  mkdirSync(join(root, 'dist/shell'), { recursive: true });
  writeFileSync(join(root, 'dist/shell', file), stdout);
}

const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);
const types = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
  cwd: root,
  stdio: 'inherit',
});
if (types.status !== 0) process.exitCode = 1;
// Declarations that are made and not compiled: the types of documents (scripts/generate/types.ts).
const made = join(root, 'src/base/validators');
const beside = join(root, 'dist/types/base/validators');
mkdirSync(beside, { recursive: true });
for (const name of readdirSync(made).filter((each) => each.endsWith('.d.ts')))
  copyFileSync(join(made, name), join(beside, name));

/**
 * What the index exports, each an entry of its own, so that esbuild cuts between them: a bundler then leaves out the parts that nobody
 * imports, which it cannot in one file whose parts are loaded on demand.
 */
function libraryUnits(): Record<string, string> {
  const index = readFileSync(join(root, 'src/index.ts'), 'utf8');
  const units = index.matchAll(/^export (?!type)[^;]*? from '\.\/([^']+)\.js'/gms);
  return Object.fromEntries(
    [...units].map(([, unit = '']) => [`lib-${unit.replaceAll('/', '-')}`, `src/${unit}.ts`]),
  );
}

/** The commit of the sources, which a packager may say; with a plus sign if they were changed since. */
function commitOf(): string {
  const git = (...words: string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', ['-C', root, ...words], { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
  const commit = process.env['SOURCE_COMMIT'] ?? git('rev-parse', 'HEAD');
  if (commit === undefined) return 'unknown';
  return (git('status', '--porcelain', '-uno') ?? '') === '' ? commit : `${commit}+`;
}
