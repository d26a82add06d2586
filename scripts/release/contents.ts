// What is inside a release and was made by others: packages, fonts and Node, each with its version and its licence.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Part {
  readonly name: string;
  /** Fonts have none here: they are cut from those of the packages beside them. */
  readonly version?: string;
  /** An SPDX expression. */
  readonly licence: string;
  readonly text: string;
}

const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/** The parts of the files that `npm run build` wrote about the packages in each bundle, and of the page, each part once. */
export function partsOf(dist: string, page: string): readonly Part[] {
  const files = ['cli.licences.txt', 'pdf.licences.txt'];
  const texts = [...files.map((file) => readFileSync(join(dist, file), 'utf8')), page].map((text) =>
    text.trim(),
  );
  const parts = new Map<string, Part>();
  for (const piece of texts.flatMap((text) => text.split(RULE))) {
    const [, name, version, licence] =
      /^(.+?)(?: (\d+\.\d+\.\d+\S*))? \((.+)\)\n/.exec(piece) ?? [];
    if (name === undefined || licence === undefined) throw new Error(piece.slice(0, 80));
    const part = { name, licence, text: piece, ...(version === undefined ? {} : { version }) };
    parts.set(`${name} ${version}`, part);
  }
  return [...parts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One text with all licences: ours first, then those of the parts, then what Node says of itself. */
export function thirdParty(parts: readonly Part[], node: { version: string; licence: string }) {
  const list = parts.map(
    ({ name, version = '', licence }) => `  ${`${name} ${version}`.trim()} (${licence})`,
  );
  const head = [
    'Parts of softqcos-verify that others made, with their licences.',
    'The package, the executables and the page hold, each some of these:',
    ...list,
    'The executables hold besides:',
    `  Node.js ${node.version}, and what is built into it`,
  ].join('\n');
  const last = `Node.js ${node.version}\n\n${node.licence.trim()}`;
  return `${[head, ...parts.map(({ text }) => text), last].join(RULE)}\n`;
}
