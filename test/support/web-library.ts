// The library as the page has it, in Node: built with the forms that need no Node, and loaded from memory.

import { build } from 'esbuild';
import { webForms } from '../../scripts/build/web-forms.js';

export type Library = typeof import('../../src/index.js');

/** Builds it; refuses a module of Node that is left, as a browser would. */
export async function webLibrary(): Promise<Library> {
  const { outputFiles } = await build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    external: ['*/render/pdf.js'],
    plugins: [webForms],
  });
  const text = outputFiles[0]?.text ?? '';
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}
