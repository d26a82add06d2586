// Which files of a listing are bundles. Nothing of a folder is passed over in silence: what is no bundle is named, and what may hold
// one and is not opened keeps the run from exit code 0.

import { basename, join } from 'node:path';
import { isNamedZip, type Place, placeOf } from '../base/bundle-file.js';
import { HEAD_BYTES } from '../base/file-kind.js';
import type { Skipped, Unread } from '../transcript/run.js';
import { headOf } from './files.js';
import { usage } from './flags.js';
import { type Input, type Item, type Listing, listingOf } from './listing.js';

/** One of several processes that share a listing: the items at every `of`-th position, from the `part`-th on. */
export interface Shard {
  /** 1 to `of`. */
  readonly part: number;
  readonly of: number;
}

/** An item of the listing, looked at. */
export type FoundItem = { readonly position: number } & (
  | { readonly bundle: string }
  | { readonly skipped: Skipped }
  | { readonly unread: Unread }
);

export interface Found {
  /** In the order of the listing; of a shard, its own. */
  readonly items: readonly FoundItem[];
  readonly bundles: readonly string[];
  readonly skipped: readonly Skipped[];
  /** What could not be read, or may hold bundles and is not opened. */
  readonly unread: readonly Unread[];
  /** All that was named, other shards' items included. */
  readonly listing: Listing;
}

/**
 * Finds the bundles that paths mean, or a shard of them.
 * @throws VerifierError ERR_USAGE for a folder in which there is none; of a shard, for one in which there is nothing
 */
export async function findBundles(paths: readonly string[], shard?: Shard): Promise<Found> {
  const listing = await listingOf(paths);
  const items: FoundItem[] = [];
  for (const [position, item] of listing.items.entries())
    if (shard === undefined || position % shard.of === shard.part - 1)
      items.push(await foundOf(item, position));
  refuseEmpty(listing.inputs, shard === undefined ? items : undefined);
  return {
    items,
    bundles: items.flatMap((one) => ('bundle' in one ? [one.bundle] : [])),
    skipped: items.flatMap((one) => ('skipped' in one ? [one.skipped] : [])),
    unread: items.flatMap((one) => ('unread' in one ? [one.unread] : [])),
    listing,
  };
}

/**
 * A folder without a bundle is a slip, and no pass.
 * @param items all of the listing in order; undefined where others look at some of them
 * @throws VerifierError ERR_USAGE
 */
export function refuseEmpty(inputs: readonly Input[], items: readonly object[] | undefined): void {
  let from = 0;
  for (const { name, folder, items: count } of inputs) {
    const own = items?.slice(from, from + count);
    from += count;
    if (!folder || (own === undefined && count > 0)) continue;
    const skipped = (own ?? []).flatMap((one) =>
      'skipped' in one ? [one.skipped as Skipped] : [],
    );
    if (skipped.length === (own?.length ?? 0)) throw nothingIn(name, skipped);
  }
}

async function foundOf(item: Item, position: number): Promise<FoundItem> {
  if (!('path' in item)) return { position, ...item };
  const { path, named } = item;
  const place: Place = named ? { is: 'bundle' } : await placeNow(path);
  if (place.is === 'bundle') return { position, bundle: path };
  if (place.is === 'skipped') return { position, skipped: { name: path, because: place.because } };
  const { message } = place;
  return { position, unread: { name: path, code: 'ERR_BUNDLE_UNREADABLE', message } };
}

/** What a file of a folder is, by its name and by the bytes that are there now. */
export async function placeNow(path: string): Promise<Place> {
  try {
    const { bytes, size } = await headOf(path, HEAD_BYTES);
    return placeOf(basename(path), bytes, size);
  } catch (error) {
    // A file of that name must be looked at, whatever keeps it from being read: the run says so.
    if (isNamedZip(path)) return { is: 'bundle' };
    return { is: 'unread', message: (error as Error).message };
  }
}

function nothingIn(path: string, skipped: readonly Skipped[]) {
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
