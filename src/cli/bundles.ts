// Which bundles the operator means: a file is itself, a folder is every bundle in it and in its subfolders. Nothing of a folder is
// passed over in silence: what is no bundle is named, and what may hold one and is not opened keeps the run from exit code 0.

import { join } from 'node:path';
import { isNamedZip, placeOf } from '../base/bundle-file.js';
import { HEAD_BYTES } from '../base/file-kind.js';
import type { Skipped, Unread } from '../transcript/run.js';
import { entriesOf, headOf, identityOf, isFolder } from './files.js';
import { usage } from './flags.js';

export interface Found {
  /** Sorted within each folder, in the order given. */
  readonly bundles: readonly string[];
  readonly skipped: readonly Skipped[];
  /** What could not be read, or may hold bundles and is not opened. */
  readonly unread: readonly Unread[];
}

/**
 * Finds the bundles that paths mean.
 * @throws VerifierError ERR_USAGE for a folder in which there is none
 */
export async function findBundles(paths: readonly string[]): Promise<Found> {
  const search = new Search();
  for (const path of paths) {
    if (!(await isFolder(path))) {
      search.bundles.push(path);
      continue;
    }
    const before = search.bundles.length + search.unread.length;
    await search.folder(path);
    if (search.bundles.length + search.unread.length === before) throw nothingIn(path, search);
  }
  return search;
}

class Search {
  readonly bundles: string[] = [];
  readonly skipped: Skipped[] = [];
  readonly unread: Unread[] = [];
  /** Folders that were entered: a link may lead back. */
  readonly #entered = new Set<string>();

  async folder(path: string): Promise<void> {
    const identity = await identityOf(path);
    if (this.#entered.has(identity)) {
      this.skipped.push({ name: path, because: 'a link to a folder that was read' });
      return;
    }
    this.#entered.add(identity);
    const names = await entriesOf(path).catch((error: Error) => {
      this.#notRead(path, error.message);
      return [];
    });
    const folders: string[] = [];
    for (const name of names) {
      const inner = join(path, name);
      if (await isFolder(inner)) folders.push(inner);
      else await this.#file(inner, name);
    }
    for (const inner of folders) await this.folder(inner);
  }

  async #file(path: string, name: string): Promise<void> {
    const head = await headOf(path, HEAD_BYTES).catch((error: Error) => {
      // A file of that name must be looked at, whatever keeps it from being read: the run says so.
      if (isNamedZip(name)) this.bundles.push(path);
      else this.#notRead(path, error.message);
      return undefined;
    });
    if (head === undefined) return;
    const place = placeOf(name, head.bytes, head.size);
    if (place.is === 'bundle') this.bundles.push(path);
    else if (place.is === 'unread') this.#notRead(path, place.message);
    else this.skipped.push({ name: path, because: place.because });
  }

  #notRead(name: string, message: string): void {
    this.unread.push({ name, code: 'ERR_BUNDLE_UNREADABLE', message });
  }
}

function nothingIn(path: string, { skipped }: Search) {
  const unpacked = skipped.some(({ name }) => name === join(path, 'manifest.json'));
  if (unpacked)
    return usage(
      `${path}: this is a bundle that was unpacked`,
      'give the zip itself, as it was received',
    );
  const found = skipped.slice(0, 3).map(({ name, because }) => `${name} (${because})`);
  const more = skipped.length > 3 ? ` and ${skipped.length - 3} more` : '';
  return usage(
    `${path}: the folder holds no bundle${found.length === 0 ? '' : `, but ${found.join(', ')}${more}`}`,
    'name the bundle itself, or the folder that holds the bundles',
  );
}
