// SHA-256 of a bundle's file as received: what a person compares by hand, and what a second reading is held to.

import type { BundleSource } from '../archive/source.js';
import { toHex } from '../base/encoding.js';
import { type DigestName, RunningDigest } from '../crypto/digest.js';

const READ_BYTES = 1 << 18;

/** @returns lower-case hex @throws what the source throws */
export async function digestOfSource(source: BundleSource): Promise<string> {
  return toHex(await hashOfSource(source, 'sha256'));
}

/** The whole file under one hash. @throws what the source throws */
export async function hashOfSource(source: BundleSource, name: DigestName): Promise<Uint8Array> {
  const digest = new RunningDigest(name);
  // One piece of memory for all reads: this loop makes so few objects that no collector would come for the others.
  const into = new Uint8Array(Math.min(READ_BYTES, source.size));
  for (let at = 0; at < source.size; at += READ_BYTES)
    digest.update(await source.read(at, Math.min(READ_BYTES, source.size - at), into));
  return digest.digest();
}
