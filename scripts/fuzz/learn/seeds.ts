// What the targets begin with: the bundles of fixtures/, and their entries.

import { loadCorpus, type Seed } from '../corpus.js';

let loaded: readonly Seed[] | undefined;

export function seeds(): readonly Seed[] {
  loaded ??= loadCorpus();
  return loaded;
}

/** Contents of entries at a path, each once, the smallest first. */
export function entries(path: string | RegExp): Uint8Array[] {
  const contents = new Map<string, Uint8Array>();
  for (const { files } of seeds())
    for (const [name, content] of files ?? [])
      if (typeof path === 'string' ? name === path : path.test(name))
        contents.set(Buffer.from(content).toString('latin1'), content);
  return [...contents.values()]
    .filter(({ length }) => length <= 65_536)
    .sort((a, b) => a.length - b.length);
}
