// Trust roots for test keys (docs/SPEC.md §12): what an auditor would assemble from keys received over another channel.

import { toBase64 } from '../src/base/encoding.js';
import type { JsonObject } from '../src/base/json.js';
import { type AttesterKeys, type LedgerKeys, spkiOf, type TestKeys, vkeyOf } from './keys.js';

interface Window {
  readonly valid_from: string;
  readonly valid_until?: string;
  readonly revoked?: JsonObject;
}

export interface TrustRootOptions {
  readonly name?: string;
  readonly serial?: number;
  readonly suite?: string;
  readonly issuedAt?: string;
  readonly expiresAt?: string;
  /** Window of every key unless one of the next is given. */
  readonly window?: Window;
  readonly ledgerWindow?: Window;
  readonly attesterWindow?: Window;
  readonly recorderWindow?: Window;
  /** How many of the witnesses must cosign; no policy if absent. */
  readonly quorum?: number | undefined;
  readonly recorders?: boolean;
  readonly timestampAuthorities?: readonly JsonObject[];
  readonly requirements?: readonly string[];
  /** Further key sets of the same ledger, and key pairs of the same attester. */
  readonly moreKeySets?: readonly (Window & { readonly keys: LedgerKeys })[];
  readonly moreKeyPairs?: readonly (Window & { readonly keys: AttesterKeys })[];
}

const WINDOW: Window = { valid_from: '2026-01-01T00:00:00Z', valid_until: '2036-01-01T00:00:00Z' };

/** The trust root that lists `keys`, as a JSON value. */
export function trustRootFor(keys: TestKeys, options: TrustRootOptions = {}): JsonObject {
  const window = options.window ?? WINDOW;
  const { ledger, attester, recorder } = keys;
  return {
    format: 'softqcos.trust-root/v1',
    name: options.name ?? 'TEST ONLY: public keys, trust nothing signed by them',
    serial: options.serial ?? 1,
    issued_at: options.issuedAt ?? '2026-01-01T00:00:00Z',
    expires_at: options.expiresAt ?? '2036-01-01T00:00:00Z',
    ledgers: [
      {
        origin: ledger.origin,
        suite: options.suite ?? 'softqcos-v1',
        key_sets: [
          keySet(ledger, options.ledgerWindow ?? window),
          ...(options.moreKeySets ?? []).map(({ keys: more, ...rest }) => keySet(more, rest)),
        ],
      },
    ],
    attesters: [
      {
        name: attester.name,
        ledgers: [ledger.origin],
        key_pairs: [
          keyPair(attester, options.attesterWindow ?? window),
          ...(options.moreKeyPairs ?? []).map(({ keys: more, ...rest }) => keyPair(more, rest)),
        ],
      },
    ],
    ...(options.recorders === true
      ? {
          recorders: [
            {
              name: recorder.name,
              ledgers: [ledger.origin],
              keys: [
                {
                  ml_dsa_65: toBase64(spkiOf(recorder.key)),
                  ...(options.recorderWindow ?? window),
                },
              ],
            },
          ],
        }
      : {}),
    ...(options.timestampAuthorities === undefined
      ? {}
      : { timestamp_authorities: options.timestampAuthorities }),
    ...(options.quorum === undefined ? {} : { witness_policy: policyOf(keys, options.quorum) }),
    ...(options.requirements === undefined ? {} : { requirements: options.requirements }),
  };
}

/** A trust root file. */
export function trustRootText(root: JsonObject): string {
  return `${JSON.stringify(root, undefined, 2)}\n`;
}

/** C2SP tlog-policy without log lines. */
export function policyOf({ witnesses }: TestKeys, quorum: number): string {
  const names = witnesses.map((_, index) => `w${index + 1}`);
  return [
    ...witnesses.map((witness, index) => `witness ${names[index]} ${vkeyOf(witness)}`),
    `group all-witnesses ${quorum} ${names.join(' ')}`,
    'quorum all-witnesses',
    '',
  ].join('\n');
}

function keySet(keys: LedgerKeys, window: Window): JsonObject {
  return { vkeys: [vkeyOf(keys.ed25519), vkeyOf(keys.mlDsa44)], ...window };
}

function keyPair(keys: AttesterKeys, window: Window): JsonObject {
  return {
    ed25519: toBase64(spkiOf(keys.ed25519)),
    ml_dsa_65: toBase64(spkiOf(keys.mlDsa65)),
    ...window,
  };
}
