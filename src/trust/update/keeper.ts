// The public keys of a keeper as a file (docs/SPEC.md §12.7): what he hands to whoever writes the trust root, compared like every key.

import { toBase64, utf8 } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import type { Json } from '../../base/json.js';
import { parseStrict } from '../../base/json-strict.js';
import { faultOf } from '../../base/schema.js';
import { type Document as KeeperDocument, validate } from '../../base/validators/keeper.js';
import type { KeeperSecret } from './secret.js';

/** The document that a keeper hands out. */
export function keeperDocument(name: string, [ed25519, mldsa65]: KeeperSecret): KeeperDocument {
  return {
    format: 'softqcos.keeper/v1',
    name,
    ed25519: toBase64(ed25519.key.spki),
    ml_dsa_65: toBase64(mldsa65.key.spki),
  };
}

/** Reads such a document as an item of `keepers.keys`; the keys are checked with the trust root. @throws VerifierError ERR_KEEPER_KEY */
export function readKeeper(text: string, from: string): { readonly [name: string]: Json } {
  const parsed = parseStrict(utf8(text));
  const fault = parsed.ok ? faultOf(validate, parsed.value) : undefined;
  if (parsed.ok && fault === undefined) {
    const { format: _, ...item } = parsed.value as { readonly [name: string]: Json };
    return item;
  }
  const reason = parsed.ok ? `${fault?.pointer || '/'}: ${fault?.message}` : parsed.reason;
  throw new VerifierError(
    'ERR_KEEPER_KEY',
    `${from}: this is not the file of a keeper: ${reason}`,
    {
      hint: 'give the public file that "softqcos-verify trust keygen" made',
    },
  );
}
