// The parts of a trust root (docs/SPEC.md §12.1): key sets of ledgers, key pairs of attesters, keys of recorders, certificates of
// time stamp authorities, witnesses. Each key is checked, is of the algorithm of its place, and has one place in the file.

import { equalBytes, type Instant, parseBase64, parseTime, toHex } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { digestOf } from '../crypto/digest.js';
import type { SignatureAlgorithm, VerificationKey } from '../crypto/signature.js';
import { type Certificate, parseCertificate } from '../x509/certificate.js';
import { invalid, pointer, type Step } from './invalid.js';
import { KeyRegistry } from './key-registry.js';
import { HINTS, loadSpki } from './key-text.js';
import type { KeyWindow } from './key-window.js';
import { parsePolicy, type WitnessPolicy } from './policy.js';
import type {
  RawAttester,
  RawAuthority,
  RawKeyPair,
  RawKeySet,
  RawLedger,
  RawRecorder,
  RawWindow,
} from './raw.js';
import { loadVkey, type NoteKey, type NoteKeyType } from './vkey.js';

/** The two keys of a ledger that must both have signed a checkpoint. */
export interface KeySet {
  /** Type 0x01. */
  readonly ed25519: NoteKey;
  /** Type 0x06. */
  readonly mldsa44: NoteKey;
  readonly window: KeyWindow;
}

export interface Ledger {
  readonly origin: string;
  readonly suite: RawLedger['suite'];
  readonly keySets: readonly KeySet[];
}

/** Two keys of one owner that must both have signed. */
export interface HybridKeys {
  readonly ed25519: VerificationKey;
  readonly mldsa65: VerificationKey;
}

/** The two keys of an attester that must both have signed an attestation. */
export interface KeyPair extends HybridKeys {
  readonly window: KeyWindow;
}

export interface Attester {
  readonly name: string;
  /** Origins. */
  readonly ledgers: ReadonlySet<string>;
  readonly keyPairs: readonly KeyPair[];
}

export interface RecorderKey {
  readonly mldsa65: VerificationKey;
  readonly window: KeyWindow;
}

export interface Recorder {
  readonly name: string;
  /** Origins. */
  readonly ledgers: ReadonlySet<string>;
  readonly keys: readonly RecorderKey[];
}

export interface TimestampAuthority {
  readonly name: string;
  /** Roots, intermediates or the signers' own; their validity and chains are not checked. */
  readonly certificates: readonly Certificate[];
  readonly window: KeyWindow;
}

/** Loads the parts of one file, which share the rule that a key has one place. */
export class PartLoader {
  readonly #registry = new KeyRegistry();

  ledgers(items: readonly RawLedger[]): ReadonlyMap<string, Ledger> {
    const ledgers = new Map<string, Ledger>();
    items.forEach(({ origin, suite, key_sets }, index) => {
      const at = ['ledgers', index];
      if (ledgers.has(origin))
        throw invalid(
          pointer([...at, 'origin']),
          'this ledger is already listed',
          'List a ledger once, with all its key sets.',
        );
      const keySets = key_sets.map((item, n) => this.#keySet(item, origin, [...at, 'key_sets', n]));
      ledgers.set(origin, { origin, suite, keySets });
    });
    return ledgers;
  }

  attester({ name, ledgers, key_pairs }: RawAttester, at: readonly Step[]): Attester {
    const keyPairs = key_pairs.map((item, index) => {
      const place = [...at, 'key_pairs', index];
      return { ...this.pair(item, place), window: loadWindow(item, place) };
    });
    return { name, ledgers: new Set(ledgers), keyPairs };
  }

  /** Both keys of a hybrid pair. */
  pair(item: RawKeyPair, at: readonly Step[]): HybridKeys {
    return {
      ed25519: this.#key(item.ed25519, 'Ed25519', [...at, 'ed25519']),
      mldsa65: this.#key(item.ml_dsa_65, 'ML-DSA-65', [...at, 'ml_dsa_65']),
    };
  }

  recorder({ name, ledgers, keys }: RawRecorder, at: readonly Step[]): Recorder {
    return {
      name,
      ledgers: new Set(ledgers),
      keys: keys.map((item, index) => {
        const place = [...at, 'keys', index];
        return {
          mldsa65: this.#key(item.ml_dsa_65, 'ML-DSA-65', [...place, 'ml_dsa_65']),
          window: loadWindow(item, place),
        };
      }),
    };
  }

  authority(item: RawAuthority, at: readonly Step[]): TimestampAuthority {
    const certificates: Certificate[] = [];
    const entered = new Set<string>();
    item.certificates.forEach((base64, index) => {
      const place = pointer([...at, 'certificates', index]);
      const der = parseBase64(base64);
      if (der === undefined) throw new InternalError('the schema let base64 pass that is none');
      const read = parseCertificate(der);
      if (!read.ok)
        throw invalid(
          place,
          `the certificate cannot be used: ${read.reason}`,
          'Give each certificate alone, as base64 of its DER.',
        );
      if (certificates.some((other) => equalBytes(other.der, der)))
        throw invalid(place, 'this certificate is listed twice', 'List each certificate once.');
      certificates.push(read.certificate);
      // One authority is one place: a certificate authority renews its certificate and keeps its key.
      const keyId = toHex(digestOf('sha256', read.certificate.spki));
      if (!entered.has(keyId)) this.#registry.enter(keyId, place);
      entered.add(keyId);
    });
    return { name: item.name, certificates, window: loadWindow(item, at) };
  }

  policy(text: string, ledgers: ReadonlyMap<string, Ledger>): WitnessPolicy {
    const parsed = parsePolicy(text);
    const fault = (line: number, what: string): Error =>
      invalid(
        `/witness_policy, line ${line}`,
        what,
        'See c2sp.org/tlog-policy for the form of the lines.',
      );
    if (!parsed.ok) throw fault(parsed.line, parsed.reason);
    for (const { noteKey, line } of parsed.policy.witnesses) {
      // §7.2: lines by the ledger's own name are the ledger's; a ledger never witnesses itself.
      if (ledgers.has(noteKey.name)) throw fault(line, 'the witness bears the name of a ledger');
      this.#registry.enterNoteKey(noteKey, `/witness_policy, line ${line}`);
    }
    return parsed.policy;
  }

  #keySet(item: RawKeySet, origin: string, at: readonly Step[]): KeySet {
    const keys = new Map<NoteKeyType, NoteKey>();
    item.vkeys.forEach((text, index) => {
      const place = pointer([...at, 'vkeys', index]);
      const loaded = loadVkey(text, [0x01, 0x06]);
      if (!loaded.ok) throw invalid(place, loaded.reason, HINTS.key);
      const { noteKey } = loaded;
      if (noteKey.name !== origin)
        throw invalid(
          place,
          'the vkey does not bear the name of its ledger',
          'The name in a vkey must equal the origin.',
        );
      keys.set(noteKey.type, noteKey);
      this.#registry.enterNoteKey(noteKey, place);
    });
    const ed25519 = keys.get(0x01);
    const mldsa44 = keys.get(0x06);
    if (ed25519 === undefined || mldsa44 === undefined)
      throw invalid(
        pointer([...at, 'vkeys']),
        'a key set is one vkey of type 0x01 and one of type 0x06',
        "Get both of the ledger's keys: Ed25519 and ML-DSA-44.",
      );
    return { ed25519, mldsa44, window: loadWindow(item, at) };
  }

  #key(base64: string, algorithm: SignatureAlgorithm, at: readonly Step[]): VerificationKey {
    const place = pointer(at);
    const loaded = loadSpki(base64);
    if (!loaded.ok) throw invalid(place, loaded.reason, loaded.hint);
    if (loaded.key.algorithm !== algorithm)
      throw invalid(
        place,
        `the key is of ${loaded.key.algorithm}, and ${algorithm} is expected`,
        'Put each key under the name of its algorithm.',
      );
    this.#registry.enter(loaded.key.keyId, place);
    return loaded.key;
  }
}

function loadWindow(item: RawWindow, at: readonly Step[]): KeyWindow {
  const validFrom = instant(item.valid_from);
  const validUntil = item.valid_until === undefined ? undefined : instant(item.valid_until);
  if (validUntil !== undefined && validUntil < validFrom)
    throw invalid(
      pointer([...at, 'valid_until']),
      'the window ends before it begins',
      'Correct the two times.',
    );
  const since = item.revoked?.compromised_since;
  return {
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(item.revoked === undefined
      ? {}
      : {
          revoked: {
            at: instant(item.revoked.at),
            reason: item.revoked.reason,
            ...(since === undefined ? {} : { compromisedSince: instant(since) }),
          },
        }),
  };
}

/** A time of the file, which the schema has checked. */
export function instant(text: string): Instant {
  const value = parseTime(text);
  if (value === undefined) throw new InternalError('the schema let a time pass that is none');
  return value;
}
