// Takes the form without Node of every module that has one: `x.web.ts` beside `x.ts` (docs/ARCHITECTURE.md, "Without Node").

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

export const webForms: Plugin = {
  name: 'web forms',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, importer }) => {
      const form = join(dirname(importer), path.replace(/\.js$/, '.web.ts'));
      return importer.includes('node_modules') || !existsSync(form) ? undefined : { path: form };
    }),
};
