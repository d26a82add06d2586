// Builds the page: one HTML file with its style, its script, and in that the worker as text. The same sources give the same bytes. Its
// policy names style and script by their digests, so that nothing else applies or runs.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin, transform } from 'esbuild';
import { SPECIFICATION, VERSION } from '../../src/base/version.js';
import { SCRIPT } from '../../src/document/render/script.js';
import { STYLE } from '../../src/document/render/style.js';
import { BUILT_IN } from '../../src/frameworks/framework.js';
import { licencesOf } from './licences.js';
import { webForms } from './web-forms.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What the fingerprint is computed over has zeros where the fingerprint stands. */
const ZEROS = '0'.repeat(64);
/** What the first minute needs, by the names of page/modules.d.ts. */
const DEMO = {
  bundle: 'fixtures/demo/incident.zip',
  tampered: 'fixtures/demo/incident-tampered.zip',
  trustRoot: 'fixtures/demo/trust-root.json',
} as const;
/** The page is to fit into a mail and a memory. */
const MOST_BYTES = 3_000_000;

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: ['chrome120', 'firefox128', 'safari17.4'],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
};

export interface BuiltPage {
  readonly html: string;
  /** SHA-256 of the file whose fingerprint is zeros. */
  readonly fingerprint: string;
  /** The worker as text: the page holds it in its script. */
  readonly worker: string;
  /** Of the packages in it. */
  readonly licences: string;
}

/** @throws Error if the page is too large, or a text would end its element early */
export async function buildPage(): Promise<BuiltPage> {
  const worker = await bundle({ ...common, entryPoints: ['page/worker.ts'], plugins: [webForms] });
  const frameworks = [...BUILT_IN.values()].map(({ document: { id, name } }) => [id, name]);
  const parts = {
    'made:worker': `export const text = ${JSON.stringify(worker.text)}`,
    'made:search': `export function enhance() {${SCRIPT}}`,
    'made:demo': Object.entries(DEMO)
      .map(([name, file]) => `export const ${name} = '${fileInBase64(file)}';`)
      .join('\n'),
    'made:frameworks': `export const frameworks = ${JSON.stringify(frameworks)}`,
  };
  const main = await bundle({
    ...common,
    entryPoints: ['page/main.ts'],
    plugins: [made(parts), webForms],
  });
  const own = readFileSync(join(root, 'page/style.css'), 'utf8');
  const css = await transform(`${STYLE}\n${own}`, { loader: 'css', minify: true });
  // In a string this is the same text, and HTML does not take it for a comment.
  const script = main.text.trim().replaceAll('<!--', '\\x3c!--');
  const style = css.code.trim();
  if (/<\/style/i.test(style) || /<\/script|<!--/i.test(script))
    throw new Error('a text would end its element');
  const policy = [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${pin(script)}`,
    `style-src ${pin(style)}`,
    'worker-src blob:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const licences = licencesOf(root, [...worker.inputs, ...main.inputs]);
  const values: Readonly<Record<string, string>> = {
    policy,
    style,
    script,
    version: VERSION,
    specification: SPECIFICATION,
    licences: licences.replaceAll('--', '- -'),
  };
  const template = readFileSync(join(root, 'page/page.html'), 'utf8');
  const filled = (fingerprint: string): string =>
    template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
      name === 'fingerprint' ? fingerprint : (values[name] ?? whole),
    );
  const fingerprint = createHash('sha256').update(filled(ZEROS)).digest('hex');
  const html = filled(fingerprint);
  const bytes = Buffer.byteLength(html);
  if (bytes > MOST_BYTES) throw new Error(`the page has ${bytes} bytes, more than ${MOST_BYTES}`);
  return { html, fingerprint, worker: worker.text, licences };
}

async function bundle(options: BuildOptions): Promise<{ text: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build(options);
  const [file] = outputFiles ?? [];
  if (file === undefined || metafile === undefined) throw new Error('esbuild gave nothing');
  return { text: file.text, inputs: Object.keys(metafile.inputs) };
}

/** Modules that are texts of this build. */
function made(parts: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'made',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^made:/ }, ({ path }) => ({
        path,
        namespace: 'made',
      }));
      onLoad({ filter: /./, namespace: 'made' }, ({ path }) => ({ contents: parts[path] ?? '' }));
    },
  };
}

function fileInBase64(path: string): string {
  return readFileSync(join(root, path)).toString('base64');
}

function pin(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
