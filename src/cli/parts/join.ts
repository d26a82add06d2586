// Parts put together: all of them, each once, of one question over one listing (docs/MANUAL.md §16). What is missing is never a pass.

import { basename } from 'node:path';
import { isNamedZip } from '../../base/bundle-file.js';
import { VerifierError } from '../../base/errors.js';
import { canonicalize, type Json } from '../../base/json.js';
import { placeNow, refuseEmpty } from '../bundles.js';
import { statusOf } from '../files.js';
import type { Became } from '../run/each.js';
import { digestOfListing } from './listing-digest.js';
import type { PartHead } from './part.js';
import type { Part, PartItem } from './read.js';

export interface Joined {
  readonly head: PartHead;
  /** In the order of the listing. */
  readonly results: readonly Became[];
  /** Of all parts, each once. */
  readonly environment: readonly string[];
}

/** What parts must have in common, and how a difference is told. */
const COMMON: readonly (readonly [what: string, of: (head: PartHead) => unknown])[] = [
  ['another number of parts', ({ of }) => of],
  ['other files', ({ listing }) => listing],
  ['another verification time', ({ options }) => options.at],
  ['another trust root', ({ options }) => options.trust_root],
  ['other options', ({ options }) => options],
];

/** Joins them. @throws VerifierError ERR_PART_INVALID, ERR_PARTS_DIFFER, ERR_PARTS_INCOMPLETE; ERR_USAGE for a folder without a bundle */
export async function joinParts(parts: readonly Part[]): Promise<Joined> {
  const [first] = parts;
  if (first === undefined) throw incomplete('no part is given');
  for (const { path, head } of parts)
    for (const [what, of] of COMMON)
      if (textOf(of(head)) !== textOf(of(first.head)))
        throw differ(`${path}: a part with ${what} than ${first.path}`);
  const items = inOrder(parts, first.head.of);
  const { inputs, sha256 } = first.head.listing;
  const listed = items.map(({ name, bytes }) => [name, bytes] as const);
  if (digestOfListing(inputs, listed) !== sha256)
    throw differ('the parts together are not the files that each of them lists');
  const named = inputs.flatMap(({ folder, items: count }) => Array<boolean>(count).fill(!folder));
  for (const [at, item] of items.entries()) await refuseHidden(item, named[at] === true);
  const results = items.map(({ became }) => became);
  refuseEmpty(inputs, results);
  const environment = [...new Set(parts.flatMap(({ head }) => head.environment))];
  return { head: first.head, results, environment };
}

/** A bundle that a part passes over is one that nobody verified. @throws VerifierError ERR_PART_INVALID */
async function refuseHidden({ name, became }: PartItem, isNamed: boolean): Promise<void> {
  if (!('skipped' in became)) return;
  const { folder, bytes } = await statusOf(name);
  const isThere = bytes !== undefined && !folder;
  // Where the file is not there any more, its name has to do: `._x.zip` is what macOS puts beside `x.zip`.
  const byName = !folder && isNamedZip(name) && !basename(name).startsWith('._');
  if (!isNamed && !(isThere ? (await placeNow(name)).is !== 'skipped' : byName)) return;
  const message = `${name}: a part passes over this file, and it may be a bundle`;
  throw new VerifierError('ERR_PART_INVALID', message, { hint: 'make this part again' });
}

function inOrder(parts: readonly Part[], of: number): readonly PartItem[] {
  const byNumber = new Map<number, Part>();
  for (const part of parts) {
    const other = byNumber.get(part.head.part);
    if (other !== undefined)
      throw incomplete(`part ${part.head.part} is given twice: ${other.path} and ${part.path}`);
    byNumber.set(part.head.part, part);
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((i) => !byNumber.has(i));
  if (missing.length > 0) {
    const more = missing.length > 10 ? ` and ${missing.length - 10} more` : '';
    throw incomplete(`of ${of} parts these are missing: ${missing.slice(0, 10).join(', ')}${more}`);
  }
  return parts.flatMap(({ items }) => items).sort((a, b) => a.became.position - b.became.position);
}

function textOf(value: unknown): string {
  return canonicalize(value as Json);
}

function differ(message: string): VerifierError {
  return new VerifierError('ERR_PARTS_DIFFER', message, {
    hint: 'all parts come from one folder that nobody changes, with the same options',
  });
}

function incomplete(message: string): VerifierError {
  return new VerifierError('ERR_PARTS_INCOMPLETE', message, {
    hint: 'give every part once: its verdict is about all of them or it is none',
  });
}
