// A file of custody of a bundle's file (docs/SPEC.md §12.8): one line for each hand-over, made without the code that reads it.

import { createHash } from 'node:crypto';
import { toBase64 } from '../src/base/encoding.js';
import { canonicalize, type JsonObject } from '../src/base/json.js';
import { spkiOf } from '../src/crypto/signature.js';
import type { SigningKey } from './keys.js';

export interface HandOver {
  readonly at: string;
  readonly by: string;
  readonly from: string;
  /** The file as it was handed over; the one that is kept if absent. */
  readonly before?: Uint8Array;
  readonly after: Uint8Array;
  readonly words?: string;
  readonly number?: number;
  readonly signer?: SigningKey;
  /** Signed as another entry than it is. */
  readonly fault?: 'signature-other';
}

const sha256 = (...parts: readonly (string | Uint8Array)[]): string =>
  `sha256:${parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')}`;

/** A file of custody, one hand-over after the other. */
export function custody(handOvers: readonly HandOver[]): Uint8Array {
  return handOvers.reduce<Uint8Array>((file, one, at) => {
    const { before = one.after, words, signer } = one;
    const entry = {
      format: 'softqcos.custody/v1',
      number: one.number ?? at + 1,
      ...{ at: one.at, by: one.by, from: one.from },
      ...{ before: sha256(before), after: sha256(one.after) },
      ...(words === undefined ? {} : { words }),
      previous: sha256('softqcos/custody/v1\0', file),
    };
    const line = signer === undefined ? entry : signed(entry, signer, one.fault);
    return Buffer.concat([file, Buffer.from(`${canonicalize(line)}\n`)]);
  }, new Uint8Array(0));
}

function signed(entry: JsonObject, signer: SigningKey, fault: HandOver['fault']): JsonObject {
  const over = fault === undefined ? entry : { ...entry, by: 'somebody else' };
  const tag = Buffer.from('softqcos/custody-signature/v1\0');
  const value = signer.sign(Buffer.concat([tag, Buffer.from(canonicalize(over))]));
  const key = toBase64(spkiOf('Ed25519', signer.publicKey));
  return { ...entry, signature: { key, value: toBase64(value) } };
}
