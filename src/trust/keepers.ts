// The keepers of a trust root (docs/SPEC.md §12.7): the auditor's own people, so many of whom must sign its successor.

import { invalid, pointer } from './invalid.js';
import type { HybridKeys, PartLoader } from './parts.js';
import type { RawKeepers } from './raw.js';

/** One person or place with a key pair. Both keys have to sign. */
interface Keeper extends HybridKeys {
  readonly name: string;
}

export interface Keepers {
  /** How many of them have to sign; from 1 to their number. */
  readonly threshold: number;
  readonly all: readonly Keeper[];
}

/** Loads the keepers of one file. @throws VerifierError ERR_TRUST_ROOT_INVALID */
export function loadKeepers({ threshold, keys }: RawKeepers, loader: PartLoader): Keepers {
  if (threshold > keys.length)
    throw invalid(
      '/keepers/threshold',
      'more keepers have to sign than there are',
      'Name more keepers, or ask for fewer signatures.',
    );
  const names = new Set<string>();
  const all = keys.map(({ name, ...pair }, index) => {
    const place = ['keepers', 'keys', index];
    // Two of one name could not be told apart by whoever counts the signatures.
    if (names.has(name))
      throw invalid(
        pointer([...place, 'name']),
        'another keeper has this name',
        'Name each keeper once, by a name of its own.',
      );
    names.add(name);
    return { name, ...loader.pair(pair, place) };
  });
  return { threshold, all };
}
