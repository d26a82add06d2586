// A test time stamp authority (RFC 3161): a root, perhaps an intermediate, and a signer, all derived from a text seed, and the
// tokens that it issues, sound or with exactly one fault. Public by construction: never list its root outside tests.

import { toBase64 } from '../src/base/encoding.js';
import type { JsonObject } from '../src/base/json.js';
import { mintCertificate, SERVER_AUTH, TIME_STAMPING } from './timestamp-certificate.js';
import { type AuthorityKey, type AuthorityKeyKind, authorityKey } from './timestamp-keys.js';
import type { TokenFault, TokenRequest } from './timestamp-request.js';
import { renderResponse } from './timestamp-token.js';

export type { AuthorityKeyKind } from './timestamp-keys.js';
export type { TokenFault, TokenRequest } from './timestamp-request.js';

export interface AuthorityOptions {
  /** Its name in the trust root and the stem of its common names. */
  readonly name?: string;
  /** The signer's key; RSA-3072 if absent. */
  readonly key?: AuthorityKeyKind;
  /** The key of root and intermediate; P-256 if absent. */
  readonly rootKey?: AuthorityKeyKind;
  /** Puts an intermediate certificate between root and signer. */
  readonly intermediate?: boolean;
}

export interface TestAuthority {
  readonly name: string;
  /** DER. */
  readonly root: Uint8Array;
  readonly intermediate: Uint8Array | undefined;
  readonly signer: Uint8Array;
  /** The entry of a trust root that pins the root, or other certificates instead. */
  entry(options?: {
    readonly certificates?: readonly Uint8Array[];
    readonly validFrom?: string;
    readonly validUntil?: string;
  }): JsonObject;
  /** Issues a TimeStampResp. */
  issue(request: TokenRequest): Uint8Array;
}

/** Validity of the signer's certificate; root and intermediate are valid for longer. */
const SIGNER_FROM = '2025-01-01T00:00:00Z';
const SIGNER_UNTIL = '2035-01-01T00:00:00Z';
const CA_FROM = '2024-01-01T00:00:00Z';
const CA_UNTIL = '2044-01-01T00:00:00Z';
const SIGNER_SERIAL = 1_000_003n;

/** Makes the authority of a seed: the same certificates in every run. */
export function timestampAuthority(seed: string, options: AuthorityOptions = {}): TestAuthority {
  const name = options.name ?? 'Test time stamp authority';
  const keys = keysOf(seed, options);
  const root = caCertificate(`${name} root`, `${name} root`, 1n, keys.root, keys.root);
  const issuerName = keys.intermediate === undefined ? `${name} root` : `${name} intermediate`;
  const intermediate =
    keys.intermediate === undefined
      ? undefined
      : caCertificate(issuerName, `${name} root`, 2n, keys.intermediate, keys.root);
  const issuer = {
    name: issuerName,
    key: keys.intermediate ?? keys.root,
    certificate: intermediate,
    subject: `${name} signer`,
  };
  const signer = signerCertificate(issuer, keys.signer, undefined);
  return {
    name,
    root,
    intermediate,
    signer,
    entry: ({ certificates = [root], validFrom = SIGNER_FROM, validUntil } = {}) => ({
      name,
      certificates: certificates.map(toBase64),
      valid_from: validFrom,
      ...(validUntil === undefined ? {} : { valid_until: validUntil }),
    }),
    issue: (request) => issue(issuer, keys, request),
  };
}

interface Keys {
  readonly root: AuthorityKey;
  readonly intermediate: AuthorityKey | undefined;
  readonly signer: AuthorityKey;
  /** Keys of somebody else. */
  readonly strangeRoot: AuthorityKey;
  readonly strange: AuthorityKey;
}

interface Issuer {
  readonly name: string;
  readonly key: AuthorityKey;
  readonly certificate: Uint8Array | undefined;
  readonly subject: string;
}

function keysOf(
  seed: string,
  { key = 'RSA-3072', rootKey = 'P-256', intermediate }: AuthorityOptions,
): Keys {
  return {
    root: authorityKey(rootKey, `${seed}/root`),
    intermediate: intermediate === true ? authorityKey(rootKey, `${seed}/intermediate`) : undefined,
    signer: authorityKey(key, `${seed}/signer`),
    strangeRoot: authorityKey(rootKey, `${seed}/strange root`),
    strange: authorityKey('P-256', `${seed}/strange`),
  };
}

function caCertificate(
  subject: string,
  issuer: string,
  serial: bigint,
  key: AuthorityKey,
  issuerKey: AuthorityKey,
): Uint8Array {
  const validity = { notBefore: CA_FROM, notAfter: CA_UNTIL };
  return mintCertificate({
    subject,
    issuer,
    serial,
    ...validity,
    key,
    issuerKey,
    ca: {},
    keyUsage: 0x06,
  });
}

/** The signer's certificate, as the fault wants it. */
function signerCertificate(
  issuer: Issuer,
  key: AuthorityKey,
  fault: TokenFault | undefined,
  genTime = SIGNER_FROM,
): Uint8Array {
  const purposes =
    fault === 'eku-other'
      ? [SERVER_AUTH]
      : fault === 'eku-extra'
        ? [TIME_STAMPING, SERVER_AUTH]
        : [TIME_STAMPING];
  const year = Number(genTime.slice(0, 4));
  return mintCertificate({
    subject: issuer.subject,
    issuer: issuer.name,
    serial: SIGNER_SERIAL,
    notBefore: fault === 'signer-not-yet-valid' ? `${year + 1}-01-01T00:00:00Z` : SIGNER_FROM,
    notAfter: fault === 'signer-expired' ? `${year - 1}-12-31T23:59:59Z` : SIGNER_UNTIL,
    key,
    issuerKey: issuer.key,
    keyUsage: fault === 'key-usage-other' ? 0x20 : 0x80,
    ...(fault === 'eku-missing'
      ? {}
      : { extendedKeyUsage: { critical: fault !== 'eku-not-critical', purposes } }),
    unknownCritical: fault === 'signer-extension-unknown',
    ...(fault === 'signer-version-4' ? { version: 4 } : {}),
    ...(fault === 'signer-version-1' ? { version: 1 } : {}),
    fraction: fault === 'signer-fraction',
  });
}

function issue(issuer: Issuer, keys: Keys, request: TokenRequest): Uint8Array {
  const { fault } = request;
  const by = fault === 'root-other' ? { ...issuer, key: keys.strangeRoot } : issuer;
  const certificate = signerCertificate(by, keys.signer, fault, request.genTime);
  const signer = {
    issuer: issuer.name,
    serial: SIGNER_SERIAL,
    certificate,
    key: keys.signer,
    strangeKey: keys.strange,
    bag: bagOf(by, keys, certificate, request),
  };
  return renderResponse(signer, request);
}

function bagOf(
  issuer: Issuer,
  keys: Keys,
  certificate: Uint8Array,
  { certificates = 'chain', injected, fault }: TokenRequest,
): Uint8Array[] {
  const chain = issuer.certificate === undefined ? [] : [issuer.certificate];
  const bag =
    certificates === 'none' ? [] : [certificate, ...(certificates === 'chain' ? chain : [])];
  // Another key's certificate under the very same issuer and serial number: only its signature gives it away.
  if (injected === true)
    bag.push(signerCertificate({ ...issuer, key: keys.strange }, keys.strange, fault));
  return bag;
}
