// Builds dist/: the library (ESM, packages left to npm), the command (one file with everything in it), the PDF renderer with its
// packages and fonts (loaded by either when a PDF is asked for) and the type declarations.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

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

/** Nobody else's start waits for a megabyte of fonts. */
const pdfApart: Plugin = {
  name: 'pdf apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/render\/pdf\.js$/ }, () => ({ path: './pdf.js', external: true })),
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
const [, , pdf] = await Promise.all([
  build({
    ...common,
    entryPoints: ['src/index.ts'],
    plugins: [pdfApart],
    outfile: 'dist/index.js',
    format: 'esm',
    packages: 'external',
  }),
  // CommonJS: dependencies that call require() keep working, and a verb is initialised only when it is asked for.
  build({
    ...common,
    entryPoints: ['src/cli/process.ts'],
    plugins: [pdfApart],
    outfile: 'dist/cli.cjs',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
  }),
  build({
    ...common,
    entryPoints: ['src/compliance/render/pdf.ts'],
    outfile: 'dist/pdf.js',
    format: 'esm',
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    // It is that large, and meant to be.
    logLevel: 'error',
  }),
]);
writeFileSync(join(root, 'dist/pdf.licences.txt'), licencesOf(Object.keys(pdf.metafile.inputs)));

const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);
const types = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
  cwd: root,
  stdio: 'inherit',
});
if (types.status !== 0) process.exitCode = 1;

/** The licences of the packages that the files of a bundle come from, and of the fonts: all want to be passed on with a copy. */
function licencesOf(files: readonly string[]): string {
  const folders = files.flatMap(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
  );
  const parts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    );
    const text = readdirSync(join(root, folder)).find((file) => /^licen[cs]e/i.test(file));
    const words = text === undefined ? license : readFileSync(join(root, folder, text), 'utf8');
    return `${name} ${version} (${license})\n\n${words.trim()}`;
  });
  const fonts = readFileSync(join(root, 'src/compliance/render/pdf/fonts/OFL.txt'), 'utf8').trim();
  return `${[...parts, `Noto Sans, Noto Sans Mono, Noto Serif (OFL-1.1)\n\n${fonts}`].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
