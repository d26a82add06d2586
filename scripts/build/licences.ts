// The licences of packages that are built into a file.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of the packages that the files of a bundle come from: all want to be passed on with a copy. */
export function licencesOf(
  root: string,
  files: readonly string[],
  more: readonly string[] = [],
): string {
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
  return `${[...parts, ...more].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
