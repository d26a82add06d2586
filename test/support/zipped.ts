// A zip of files, written as the verifier writes one.

import { storedEntry } from '../../src/archive/copy.js';
import { writeZip } from '../../src/archive/write.js';

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** Packs files, in the order given; one without bytes is left out. */
export async function zipped(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const entries = await Promise.all(
    [...files].map(([path, bytes]) => storedEntry(path, () => once(bytes))),
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeZip(entries.filter((entry) => entry !== undefined)))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}
