// What the operator named, as one list in one order: a file is itself, a folder is every file in it and in its subfolders. No file is
// opened here, so that many processes can agree on the list and share the work (docs/MANUAL.md §16).

import { join } from 'node:path';
import type { Skipped, Unread } from '../transcript/run.js';
import { entriesOf, identityOf, statusOf } from './files.js';

/** A word of the command line, and how many items of the list it stands for. */
export interface Input {
  readonly name: string;
  readonly folder: boolean;
  readonly items: number;
}

/** A file that was named, or that a folder holds; or what of a folder could not be listed. */
export type Item =
  | {
      readonly path: string;
      /** Absent for what is not there. */
      readonly bytes?: number;
      readonly named: boolean;
    }
  | { readonly skipped: Skipped }
  | { readonly unread: Unread };

export interface Listing {
  readonly inputs: readonly Input[];
  /** Sorted within each folder, in the order given. */
  readonly items: readonly Item[];
}

/** Lists what paths mean. */
export async function listingOf(paths: readonly string[]): Promise<Listing> {
  const walk = new Walk();
  const inputs: Input[] = [];
  for (const path of paths) {
    const before = walk.items.length;
    const { folder, ...size } = await statusOf(path);
    if (folder) await walk.folder(path);
    else walk.items.push({ path, ...size, named: true });
    inputs.push({ name: path, folder, items: walk.items.length - before });
  }
  return { inputs, items: walk.items };
}

export type NamedItem = readonly [name: string, bytes: number | undefined];

/** The name of an item, and its size as far as it is known. */
export function namedOf(item: Item): NamedItem {
  if ('path' in item) return [item.path, item.bytes];
  return ['skipped' in item ? item.skipped.name : item.unread.name, undefined];
}

class Walk {
  readonly items: Item[] = [];
  /** Folders that were entered: a link may lead back. */
  readonly #entered = new Set<string>();

  async folder(path: string): Promise<void> {
    const identity = await identityOf(path);
    if (this.#entered.has(identity)) {
      this.items.push({ skipped: { name: path, because: 'a link to a folder that was read' } });
      return;
    }
    this.#entered.add(identity);
    const names = await entriesOf(path).catch(({ message }: Error) => {
      this.items.push({ unread: { name: path, code: 'ERR_BUNDLE_UNREADABLE', message } });
      return [];
    });
    const folders: string[] = [];
    for (const name of names) {
      const inner = join(path, name);
      const { folder, ...size } = await statusOf(inner);
      if (folder) folders.push(inner);
      else this.items.push({ path: inner, ...size, named: false });
    }
    for (const inner of folders) await this.folder(inner);
  }
}
