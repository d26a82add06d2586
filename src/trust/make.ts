// Makes a trust root from keys as they were received (docs/SPEC.md §12.1): PEM, base64 SPKI, JWK or vkey, each key put where its
// algorithm belongs. It writes down what the auditor says; whether a key is the right one is settled over another channel.

import { concat, parseBase64, toBase64, utf8 } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import type { Json } from '../base/json.js';
import type { Requirement } from '../catalogue/requirements.js';
import type { SignatureAlgorithm, VerificationKey } from '../crypto/signature.js';
import { loadKeyText } from './key-text.js';
import { loadTrustRoot, type TrustRoot } from './trust-root.js';
import { readKeeper } from './update/keeper.js';
import { keyHash } from './vkey.js';

/** A key or certificate as a file holds it; `from` names the file in messages. */
export interface KeyText {
  readonly text: string;
  readonly from: string;
}

export interface TrustRootParts {
  readonly name: string;
  readonly serial: number;
  /** With whom the keys were compared, how and when. */
  readonly compared?: string | undefined;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly origin: string;
  readonly suite: 'softqcos-v1' | 'softqcos-v1-sha256';
  /** Ed25519 and ML-DSA-44, in any order. */
  readonly ledgerKeys: readonly KeyText[];
  readonly attester: string;
  /** Ed25519 and ML-DSA-65, in any order. */
  readonly attesterKeys: readonly KeyText[];
  /** ML-DSA-65; may be empty. */
  readonly recorderKeys: readonly KeyText[];
  /** Certificates of time stamp authorities, PEM or base64 DER; may be empty. */
  readonly certificates: readonly KeyText[];
  readonly witnessPolicy?: string;
  /** Documents of keepers (schemas/keeper.schema.json), and how many of them have to sign. */
  readonly keepers?: { readonly threshold: number; readonly keys: readonly KeyText[] };
  readonly requirements: readonly Requirement[];
  /** The window of every key. */
  readonly validFrom: string;
  readonly validUntil?: string;
}

/**
 * Makes the file of a trust root and loads it, so that what is written is what can be used.
 * @throws VerifierError ERR_TRUST_ROOT_INVALID naming the file of the key that cannot be used
 */
export function makeTrustRoot(parts: TrustRootParts): {
  readonly text: string;
  readonly trustRoot: TrustRoot;
} {
  const { origin, attester } = parts;
  const window = {
    valid_from: parts.validFrom,
    ...(parts.validUntil === undefined ? {} : { valid_until: parts.validUntil }),
  };
  const faults = new Faults();
  for (const { text, from } of parts.ledgerKeys)
    faults.of(() => refuseOtherName(text, from, origin));
  const ledgerPair = faults.of(() =>
    pair(parts.ledgerKeys, 'Ed25519', 'ML-DSA-44', `the ledger ${origin}`),
  );
  const attesterPair = faults.of(() =>
    pair(parts.attesterKeys, 'Ed25519', 'ML-DSA-65', `the attester ${attester}`),
  );
  const recorderKeys = parts.recorderKeys.flatMap(
    (key) => faults.of(() => [only(key, 'ML-DSA-65')]) ?? [],
  );
  const certificates = parts.certificates.flatMap(
    (one) => faults.of(() => [{ name: one.from, der: certificateOf(one) }]) ?? [],
  );
  const { keepers } = parts;
  const keeperKeys = (keepers?.keys ?? []).flatMap(
    ({ text, from }) => faults.of(() => [readKeeper(text, from)]) ?? [],
  );
  if (ledgerPair === undefined || attesterPair === undefined || faults.any()) throw faults.error();
  const [ed25519, mldsa44] = ledgerPair;
  const [first, second] = attesterPair;
  const value: Json = {
    format: 'softqcos.trust-root/v1',
    name: parts.name,
    serial: parts.serial,
    ...(parts.compared === undefined ? {} : { compared: parts.compared }),
    issued_at: parts.issuedAt,
    expires_at: parts.expiresAt,
    ledgers: [
      {
        origin,
        suite: parts.suite,
        key_sets: [
          { vkeys: [vkeyOf(origin, 0x01, ed25519), vkeyOf(origin, 0x06, mldsa44)], ...window },
        ],
      },
    ],
    attesters: [
      {
        name: attester,
        ledgers: [origin],
        key_pairs: [{ ed25519: toBase64(first.spki), ml_dsa_65: toBase64(second.spki), ...window }],
      },
    ],
    ...(recorderKeys.length === 0
      ? {}
      : {
          recorders: [
            {
              name: `recorder of ${origin}`,
              ledgers: [origin],
              keys: recorderKeys.map(({ spki }) => ({ ml_dsa_65: toBase64(spki), ...window })),
            },
          ],
        }),
    ...(certificates.length === 0
      ? {}
      : {
          timestamp_authorities: certificates.map(({ name, der }) => ({
            name,
            certificates: [toBase64(der)],
            ...window,
          })),
        }),
    ...(parts.witnessPolicy === undefined ? {} : { witness_policy: parts.witnessPolicy }),
    ...(keepers === undefined
      ? {}
      : { keepers: { threshold: keepers.threshold, keys: keeperKeys } }),
    ...(parts.requirements.length === 0 ? {} : { requirements: [...parts.requirements] }),
  };
  const text = `${JSON.stringify(value, null, 2)}\n`;
  return { text, trustRoot: loadTrustRoot(utf8(text)) };
}

/** All that is wrong with the keys is told at once: somebody asks the owners by telephone. */
class Faults {
  readonly #found: VerifierError[] = [];

  /** What a call gives; undefined if it is refused. */
  of<T>(call: () => T): T | undefined {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof VerifierError)) throw error;
      this.#found.push(error);
      return undefined;
    }
  }

  any(): boolean {
    return this.#found.length > 0;
  }

  error(): VerifierError {
    const messages = [...new Set(this.#found.map(({ message }) => message))];
    return refused(messages.join('; '), this.#found[0]?.hint ?? '');
  }
}

/** A vkey states whose key it is: one of another ledger was exchanged or mistyped, and nobody would be told later. */
function refuseOtherName(text: string, from: string, origin: string): void {
  const loaded = loadKeyText(text);
  if (!loaded.ok || loaded.noteKey === undefined || loaded.noteKey.name === origin) return;
  throw refused(
    `${from}: the vkey is of ${loaded.noteKey.name}, and ${origin} is expected`,
    'Give the keys of the ledger that you name, or name the ledger of the keys.',
  );
}

/** One key of each algorithm, whatever the order of the files. */
function pair(
  texts: readonly KeyText[],
  a: SignatureAlgorithm,
  b: SignatureAlgorithm,
  whose: string,
): readonly [VerificationKey, VerificationKey] {
  const keys = texts.map(keyOf);
  const [first] = keys.filter(({ algorithm }) => algorithm === a);
  const [second] = keys.filter(({ algorithm }) => algorithm === b);
  if (keys.length === 2 && first !== undefined && second !== undefined) return [first, second];
  throw refused(
    `${whose} needs one ${a} and one ${b} key, and was given ${keys.map(({ algorithm }) => algorithm).join(' and ') || 'none'}`,
    'Give both public keys of the hybrid pair, each in a file of its own.',
  );
}

function only(text: KeyText, algorithm: SignatureAlgorithm): VerificationKey {
  const key = keyOf(text);
  if (key.algorithm === algorithm) return key;
  throw refused(
    `${text.from}: the key is of ${key.algorithm}, and ${algorithm} is expected`,
    'Give the key of the right algorithm.',
  );
}

function keyOf({ text, from }: KeyText): VerificationKey {
  const loaded = loadKeyText(text);
  if (loaded.ok) return loaded.key;
  throw refused(`${from}: ${loaded.reason}`, loaded.hint);
}

/** C2SP signed-note: name, key hash, base64 of type and key. */
function vkeyOf(name: string, type: 0x01 | 0x06, { publicKey }: VerificationKey): string {
  return `${name}+${keyHash(name, type, publicKey)}+${toBase64(concat(Uint8Array.of(type), publicKey))}`;
}

/** RFC 7468 §5: one block of CERTIFICATE; or base64 of the DER. */
function certificateOf({ text, from }: KeyText): Uint8Array {
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)];
  if (blocks.length > 1)
    throw refused(
      `${from}: the file holds more than one certificate`,
      'Give each certificate in a file of its own.',
    );
  const der = parseBase64((blocks[0]?.[1] ?? text).replace(/\s+/g, ''));
  if (der === undefined)
    throw refused(
      `${from}: this is no certificate in PEM or base64`,
      'Give the certificate of the authority.',
    );
  return der;
}

function refused(message: string, hint: string): VerifierError {
  return new VerifierError('ERR_TRUST_ROOT_INVALID', message, { hint });
}
