// The part of V8's heap for new objects doubles, up to 16 MiB three times over, whenever more has survived in it than it holds. A run over
// a large bundle leaves a little behind with each block, for as long as it takes, so that the part grows with the bundle and nothing is
// gained (docs/PERFORMANCE.md). How fast it grows is read by V8 each time it does, so that it may be changed; nothing else is.

import { setFlagsFromString } from 'node:v8';

/** Bytes of a bundle from which on a run may last. */
const LARGE = 1_048_576;
/** The newest Node with which this was tried: a V8 that has dropped the flag would say so on standard error. */
const NEWEST = 26;

/** Does something while the part for new objects stays as large as it is. @param bytes of the bundle that it is about */
export async function steadily<T>(bytes: number, use: () => Promise<T>): Promise<T> {
  const major = Number.parseInt(process.versions.node, 10);
  if (bytes < LARGE || major > NEWEST) return use();
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return await use();
  } finally {
    // As V8 has it.
    setFlagsFromString('--semi-space-growth-factor=2');
  }
}
