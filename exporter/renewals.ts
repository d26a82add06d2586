// Renewals of a bundle's file (docs/SPEC.md §12.6): later time stamps over the whole file and over all renewals before.

import { createHash } from 'node:crypto';
import { toBase64 } from '../src/base/encoding.js';
import { canonicalize } from '../src/base/json.js';
import type { ImprintHash } from '../src/x509/algorithms.js';
import type { TestAuthority, TokenFault } from './timestamp-authority.js';

export interface RenewalRequest {
  readonly by: TestAuthority;
  readonly genTime: string;
  /** SHA-512 if absent. */
  readonly hash?: ImprintHash;
  readonly fault?: TokenFault;
}

/** Appends a line to a file of renewals. */
function renewed(
  bundle: Uint8Array,
  file: Uint8Array,
  { by, genTime, hash = 'sha512', fault }: RenewalRequest,
): Uint8Array {
  const digest = (bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();
  const over = Buffer.concat([Buffer.from('softqcos/renewal/v1\0'), digest(bundle), digest(file)]);
  const token = by.issue({ over, genTime, hash, ...(fault === undefined ? {} : { fault }) });
  const generation = file.filter((byte) => byte === 0x0a).length + 1;
  const line = { format: 'softqcos.renewal/v1', generation, hash, token: toBase64(token) };
  return Buffer.concat([file, Buffer.from(`${canonicalize(line)}\n`)]);
}

/** A file of renewals, one after the other. */
export function renewals(bundle: Uint8Array, requests: readonly RenewalRequest[]): Uint8Array {
  return requests.reduce<Uint8Array>(
    (file, request) => renewed(bundle, file, request),
    new Uint8Array(0),
  );
}
