// The key sheet (docs/SPEC.md §12.1): every key of a trust root as one row of plain data, for people who compare fingerprints
// over the telephone. Values are as loaded; nothing is judged here (lint.ts) and nothing is laid out.

import { formatTime, toHex } from '../base/encoding.js';
import { digestOf } from '../crypto/digest.js';
import type { VerificationKey } from '../crypto/signature.js';
import type { KeyWindow } from './key-window.js';
import type { TrustRoot } from './trust-root.js';
import type { NoteKey } from './vkey.js';

type Role = 'ledger' | 'attester' | 'recorder' | 'timestamp authority' | 'witness' | 'keeper';

/** A window and a revocation in words of the format; times in UTC. */
export interface SheetWindow {
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly revoked?: {
    readonly at: string;
    readonly reason: 'compromised' | 'superseded' | 'ceased';
    readonly compromisedSince?: string;
  };
}

/** One key, or one certificate of a time stamp authority. */
export interface SheetRow {
  readonly role: Role;
  /** Origin of the ledger, name of the attester, recorder, authority or keeper, or name of the witness in the policy. */
  readonly owner: string;
  /** Origins that the key may speak for; empty where the trust root sets no bound. */
  readonly ledgers: readonly string[];
  /** `Ed25519`, `ML-DSA-44`, `ML-DSA-65`; of a certificate `X.509` or `X.509, RSA <bits>`. */
  readonly algorithm: string;
  /** Lower-case hex SHA-256: of the SPKI (the key id), or of the DER of a certificate. */
  readonly fingerprint: string;
  /** The same, as sixteen groups of four digits. */
  readonly groups: readonly string[];
  /** Name and key hash on signature lines, for keys of ledgers and witnesses. */
  readonly noteKey?: { readonly name: string; readonly keyHash: string };
  /** Fingerprint of the other half that must sign too. */
  readonly partner?: string;
  /** Absent for witnesses and keepers, which have no window. */
  readonly window?: SheetWindow;
}

/** Lists every key of a trust root, in the order of its file; witnesses and keepers last. */
export function keySheet(root: TrustRoot): readonly SheetRow[] {
  return [
    ...ledgerRows(root),
    ...attesterRows(root),
    ...recorderRows(root),
    ...authorityRows(root),
    ...witnessRows(root),
    ...keeperRows(root),
  ];
}

/** Cuts a fingerprint into groups of four digits. */
export function fingerprintGroups(hex: string): readonly string[] {
  return hex.match(/.{1,4}/g) ?? [];
}

/** Writes a window as texts. */
function sheetWindow({ validFrom, validUntil, revoked }: KeyWindow): SheetWindow {
  return {
    validFrom: formatTime(validFrom),
    ...(validUntil === undefined ? {} : { validUntil: formatTime(validUntil) }),
    ...(revoked === undefined
      ? {}
      : {
          revoked: {
            at: formatTime(revoked.at),
            reason: revoked.reason,
            ...(revoked.compromisedSince === undefined
              ? {}
              : { compromisedSince: formatTime(revoked.compromisedSince) }),
          },
        }),
  };
}

function ledgerRows(root: TrustRoot): SheetRow[] {
  return [...root.ledgers.values()].flatMap(({ origin, keySets }) =>
    keySets.flatMap(({ ed25519, mldsa44, window }) => {
      const common = {
        role: 'ledger',
        owner: origin,
        ledgers: [origin],
        window: sheetWindow(window),
      } as const;
      return [
        { ...common, ...ofKey(ed25519.key), ...ofNoteKey(ed25519), partner: mldsa44.key.keyId },
        { ...common, ...ofKey(mldsa44.key), ...ofNoteKey(mldsa44), partner: ed25519.key.keyId },
      ];
    }),
  );
}

function attesterRows(root: TrustRoot): SheetRow[] {
  return root.attesters.flatMap(({ name, ledgers, keyPairs }) =>
    keyPairs.flatMap(({ ed25519, mldsa65, window }) => {
      const common = {
        role: 'attester',
        owner: name,
        ledgers: [...ledgers],
        window: sheetWindow(window),
      } as const;
      return [
        { ...common, ...ofKey(ed25519), partner: mldsa65.keyId },
        { ...common, ...ofKey(mldsa65), partner: ed25519.keyId },
      ];
    }),
  );
}

function recorderRows(root: TrustRoot): SheetRow[] {
  return root.recorders.flatMap(({ name, ledgers, keys }) =>
    keys.map(({ mldsa65, window }) => ({
      role: 'recorder',
      owner: name,
      ledgers: [...ledgers],
      ...ofKey(mldsa65),
      window: sheetWindow(window),
    })),
  );
}

function authorityRows(root: TrustRoot): SheetRow[] {
  return root.timestampAuthorities.flatMap(({ name, certificates, window }) =>
    certificates.map(({ der, key }) => {
      const bits = key.ok && 'bits' in key.key ? key.key.bits : undefined;
      const fingerprint = toHex(digestOf('sha256', der));
      return {
        role: 'timestamp authority',
        owner: name,
        ledgers: [],
        algorithm: bits === undefined ? 'X.509' : `X.509, RSA ${bits}`,
        fingerprint,
        groups: fingerprintGroups(fingerprint),
        window: sheetWindow(window),
      };
    }),
  );
}

function witnessRows(root: TrustRoot): SheetRow[] {
  return (root.witnessPolicy?.witnesses ?? []).map(({ name, noteKey }) => ({
    role: 'witness',
    owner: name,
    ledgers: [],
    ...ofKey(noteKey.key),
    ...ofNoteKey(noteKey),
  }));
}

function keeperRows(root: TrustRoot): SheetRow[] {
  return (root.keepers?.all ?? []).flatMap(({ name, ed25519, mldsa65 }) => {
    const common = { role: 'keeper', owner: name, ledgers: [] } as const;
    return [
      { ...common, ...ofKey(ed25519), partner: mldsa65.keyId },
      { ...common, ...ofKey(mldsa65), partner: ed25519.keyId },
    ];
  });
}

function ofKey(key: VerificationKey): Pick<SheetRow, 'algorithm' | 'fingerprint' | 'groups'> {
  return { algorithm: key.algorithm, fingerprint: key.keyId, groups: fingerprintGroups(key.keyId) };
}

function ofNoteKey({ name, keyHash }: NoteKey): Pick<SheetRow, 'noteKey'> {
  return { noteKey: { name, keyHash } };
}
