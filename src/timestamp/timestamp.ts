// RFC 3161 time stamps (docs/SPEC.md §8.5): does a token count, and if not, why. The tests stand in this order, and the first that
// fails decides, so that one fault has one kind:
//   1 form (malformed, too-large), 2 status (refused), 3 imprint equal, if its hash is allowed (imprint),
//   4 path to a pinned certificate at genTime, genTime in the authority's window (untrusted), 5 every other rule (invalid),
//   6 one DER TimeStampResp (encoding).
// So an authority that nobody pinned is never blamed for its rules, and a token of another bundle fails whoever made it.

import { equalBytes, formatTime, type Instant, toHex } from '../base/encoding.js';
import { fileKind, HEAD_BYTES } from '../base/file-kind.js';
import type { DatedAlgorithm } from '../catalogue/horizons.js';
import { boundOf, isInWindow, type KeyWindow } from '../trust/key-window.js';
import type { TimestampAuthority } from '../trust/parts.js';
import { HASH_NAMES, hashOf, type ImprintHash, type Scheme, schemeOf } from '../x509/algorithms.js';
import type { Certificate } from '../x509/certificate.js';
import { type FoundPath, isNamed, type PathFinder } from '../x509/chain.js';
import { datedName, isPostQuantum, isWeak, renderAlgorithm } from '../x509/signature.js';
import { otherFormOf } from './encoding.js';
import { verifySigner } from './signer.js';
import { parseToken, type Token } from './token.js';

export interface CountingToken {
  readonly status: 'counts';
  readonly genTime: Instant;
  /** Nanoseconds either side of genTime; absent: the authority does not say. */
  readonly accuracy?: bigint;
  /** The name in the trust root. */
  readonly authority: string;
  /** As reports print it: `RSA-3072 PKCS #1 v1.5 with SHA-256`. */
  readonly signatureAlgorithm: string;
  readonly imprintHash: ImprintHash;
  /** Everything that the token stands on, by the names of src/catalogue/horizons.ts, each once. */
  readonly algorithms: readonly DatedAlgorithm[];
  /** True if the token and every certificate below the pinned one are signed with ML-DSA. */
  readonly postQuantum: boolean;
  /** True if the token, or a certificate below the pinned one, is signed with RSA below 3072 bits. */
  readonly weak: boolean;
}

interface TokenFault {
  readonly status: 'fault';
  readonly kind:
    | 'malformed'
    | 'too-large'
    | 'refused'
    | 'imprint'
    | 'untrusted'
    | 'invalid'
    | 'encoding';
  /** One clause, lower case, no full stop. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
}

export type TokenResult = CountingToken | TokenFault;

/**
 * Verifies a token. `imprintOf` gives the hash that the token must be over; `paths` bounds what all tokens of a bundle may cost
 * together. Uses no clock, and never throws for anything in the token.
 */
export function verifyToken(
  bytes: Uint8Array,
  imprintOf: (hash: ImprintHash) => Uint8Array,
  authorities: readonly TimestampAuthority[],
  paths: PathFinder,
): TokenResult {
  const parsed = parseToken(bytes);
  if (parsed.ok) {
    const result = judge(parsed.token, imprintOf, authorities, paths);
    if (result.status === 'fault' || parsed.token.signer.isOrdered) return result;
    return inOtherForm('signed attributes out of order');
  }
  const other = parsed.kind === 'malformed' ? otherFormOf(bytes) : undefined;
  const reparsed = other === undefined ? undefined : parseToken(other.der);
  if (other === undefined || reparsed === undefined)
    return fault(parsed.kind, strangeReason(bytes) ?? parsed.reason);
  if (!reparsed.ok) {
    const { kind, reason } = reparsed.kind === 'malformed' ? parsed : reparsed;
    return fault(kind, reason);
  }
  const result = judge(reparsed.token, imprintOf, authorities, paths);
  return result.status === 'fault' ? result : inOtherForm(other.name);
}

/** An error page or an empty file where a token was downloaded to. */
function strangeReason(bytes: Uint8Array): string | undefined {
  const kind = fileKind(bytes.subarray(0, HEAD_BYTES), bytes.length);
  return kind === undefined || kind.holdsFiles === true ? undefined : `the entry is ${kind.is}`;
}

function judge(
  token: Token,
  imprintOf: (hash: ImprintHash) => Uint8Array,
  authorities: readonly TimestampAuthority[],
  paths: PathFinder,
): TokenResult {
  const { imprint, imprintAlgorithm } = token.tstInfo;
  const hash = hashOf(imprintAlgorithm);
  const expected = hash === undefined ? undefined : imprintOf(hash);
  if (expected !== undefined && !equalBytes(imprint, expected)) {
    const details = { expected: toHex(expected), actual: toHex(imprint) };
    return fault('imprint', 'the token is over something else', details);
  }
  return verifySignerOf(token, hash, authorities, paths);
}

function verifySignerOf(
  token: Token,
  hash: ImprintHash | undefined,
  authorities: readonly TimestampAuthority[],
  paths: PathFinder,
): TokenResult {
  const results: TokenResult[] = [];
  const hints = authorities.length === 0 ? [] : paths.hints(token.hints);
  for (const authority of authorities) {
    // §12.3: a stolen authority key can write any genTime, so nothing that it signed proves a time any more.
    if (authority.window.revoked?.reason === 'compromised') continue;
    const candidates = [...authority.certificates, ...hints].filter((one) =>
      isNamed(token.signer.id, one),
    );
    for (const candidate of candidates) {
      const { certificates: pinned } = authority;
      const found = paths.find({ leaf: candidate, pinned, hints, at: token.tstInfo.genTime });
      const result = verifyUnder(authority, candidate, found, token, hash);
      if (result.status === 'counts') return result;
      results.push(result);
    }
  }
  // A pinned authority that broke a rule outranks certificates that lead nowhere.
  const [nearest] = results.toSorted((a, b) => rank(a) - rank(b));
  return (
    nearest ??
    fault('untrusted', 'no certificate of the signer is in the token or in the trust root')
  );
}

function verifyUnder(
  authority: TimestampAuthority,
  certificate: Certificate,
  found: FoundPath,
  token: Token,
  hash: ImprintHash | undefined,
): TokenResult {
  const { genTime, accuracy, criticalExtensions, imprintAlgorithm } = token.tstInfo;
  if (!found.ok) {
    const { reason, expected, actual } = found;
    return fault('untrusted', reason, {
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
    });
  }
  if (!isInWindow(authority.window, genTime)) {
    return fault('untrusted', 'the token is from outside the window of its authority', {
      expected: renderWindow(authority.window),
      actual: formatTime(genTime),
    });
  }
  if (hash === undefined)
    return fault('invalid', `the hash ${imprintAlgorithm.oid} of the imprint is not allowed`);
  const verified = verifySigner(token, certificate);
  if (!verified.ok) {
    const { kind, reason, ...details } = verified.fault;
    return fault(kind === 'unsupported' ? 'untrusted' : 'invalid', reason, details);
  }
  // RFC 3161 §2.4.2: extensions as in RFC 5280, so a critical one that is not understood keeps the token from counting.
  const [extension] = criticalExtensions;
  if (extension !== undefined)
    return fault('untrusted', `the token has a critical extension ${extension} that is not known`);
  const keys = found.path.flatMap(({ key }) => (key.ok ? [key.key] : []));
  return {
    status: 'counts',
    genTime,
    ...(accuracy === undefined ? {} : { accuracy }),
    authority: authority.name,
    signatureAlgorithm: renderAlgorithm(verified.key, verified.scheme),
    imprintHash: hash,
    algorithms: datedNames(found.path, verified.scheme, hash),
    postQuantum: keys.every(isPostQuantum),
    weak: keys.some(isWeak),
  };
}

/** Keys and hashes of the token and of every certificate below the pinned one. */
function datedNames(
  path: readonly Certificate[],
  scheme: Scheme,
  imprintHash: ImprintHash,
): readonly DatedAlgorithm[] {
  const schemes = [scheme, ...path.slice(0, -1).map((one) => schemeOf(one.signatureAlgorithm))];
  const hashes = schemes.flatMap((one) => (one !== undefined && 'hash' in one ? [one.hash] : []));
  return [
    ...new Set([
      ...path.flatMap(({ key }) => (key.ok ? [datedName(key.key)] : [])),
      ...[imprintHash, ...hashes].map((hash) => HASH_NAMES[hash]),
    ]),
  ];
}

/** Which result tells most about a token: a broken rule, then a path at the wrong time, then no path. */
function rank(result: TokenResult): number {
  if (result.status === 'counts' || result.kind === 'invalid') return 0;
  return result.expected === undefined ? 2 : 1;
}

/** `2025-01-01T00:00:00Z to no end`; a revocation ends the window just before it (§12.3). */
function renderWindow(window: KeyWindow): string {
  const { validFrom, validUntil } = window;
  const bound = boundOf(window);
  const isCut = bound !== undefined && (validUntil === undefined || bound <= validUntil);
  const end = isCut ? bound - 1n : validUntil;
  return `${formatTime(validFrom)} to ${end === undefined ? 'no end' : formatTime(end)}`;
}

/** Nothing in such a token contradicts the evidence, but two readers could see two tokens in it. */
function inOtherForm(actual: string): TokenFault {
  const expected = 'one TimeStampResp in DER';
  return fault('encoding', 'the token is right, but not in the encoding that counts', {
    expected,
    actual,
  });
}

function fault(
  kind: TokenFault['kind'],
  message: string,
  details: { readonly expected?: string; readonly actual?: string } = {},
): TokenFault {
  return { status: 'fault', kind, message, ...details };
}
