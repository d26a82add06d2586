// The path from a signer's certificate to one that the auditor pinned (RFC 5280 §6, docs/SPEC.md §8.5). Certificates of the token
// are hints that may stand between, never an end; the pinned certificate may be the signer's own. No revocation lists are
// read, for there are none offline, and policies are not processed: a certificate that depends on them is refused.

import { equalBytes, formatTime, type Instant } from '../base/encoding.js';
import { schemeOf } from './algorithms.js';
import type { Certificate } from './certificate.js';
import { isPostQuantum, verifySignature } from './signature.js';

/** Certificates of a path, both ends included: real ones have two to four. */
const PATH = 8;

/** Signatures of certificates that one token may make us check: a token full of like-named certificates costs no more. */
const LINKS = 64;

/** How a SignerInfo names its certificate (RFC 5652 §5.3). */
export type SignerId =
  | { readonly kind: 'issuer and serial'; readonly issuer: Uint8Array; readonly serial: Uint8Array }
  | { readonly kind: 'key id'; readonly keyId: Uint8Array };

export type FoundPath =
  /** The signer's certificate first, the pinned one last. */
  | { readonly ok: true; readonly path: readonly Certificate[] }
  | {
      readonly ok: false;
      /** A clause: lower case, no full stop. */
      readonly reason: string;
      readonly expected?: string;
      readonly actual?: string;
    };

/** True if a SignerInfo names this certificate. Several may bear one name: the path decides. */
export function isNamed(id: SignerId, certificate: Certificate): boolean {
  if (id.kind === 'issuer and serial')
    return equalBytes(id.issuer, certificate.issuer) && equalBytes(id.serial, certificate.serial);
  return certificate.subjectKeyId !== undefined && equalBytes(id.keyId, certificate.subjectKeyId);
}

/** Finds paths for one token. Keeps what it has checked, and stops after a bounded number of checks. */
export class PathFinder {
  readonly #at: Instant;
  readonly #hints: readonly Certificate[];
  readonly #links = new Map<Certificate, Map<Certificate, boolean>>();
  #checked = 0;

  /** `at` is the token's genTime, when every certificate of a path must be valid. */
  constructor(at: Instant, hints: readonly Certificate[]) {
    this.#at = at;
    this.#hints = hints;
  }

  /** Finds the shortest path from `leaf` to one of `pinned`. */
  find(leaf: Certificate, pinned: readonly Certificate[]): FoundPath {
    const path = this.#search(leaf, pinned, (certificate) => this.#isCurrent(certificate));
    if (path !== undefined) return { ok: true, path };
    const expired = this.#search(leaf, pinned, () => true);
    const culprit = expired?.find((certificate) => !this.#isCurrent(certificate));
    if (culprit !== undefined) {
      return {
        ok: false,
        reason: 'a certificate of the path was not valid at the time of the token',
        expected: `${formatTime(culprit.notBefore)} to ${formatTime(culprit.notAfter)}`,
        actual: formatTime(this.#at),
      };
    }
    const reason =
      this.#checked < LINKS
        ? 'the certificate of the signer does not chain to one of the trust root'
        : `no path to the trust root was found among the first ${LINKS} pairs of certificates`;
    return { ok: false, reason };
  }

  /** Breadth first, each certificate once: the shortest path, and no more steps than there are pairs. */
  #search(
    leaf: Certificate,
    pinned: readonly Certificate[],
    isUsable: (certificate: Certificate) => boolean,
  ): readonly Certificate[] | undefined {
    const pool = [...pinned, ...this.#hints];
    const seen = new Set([leaf]);
    const paths: (readonly Certificate[])[] = [[leaf]];
    for (const path of paths) {
      const last = path.at(-1);
      if (last === undefined || !isUsable(last) || last.unknownCritical.length > 0) continue;
      if (pinned.some(({ der }) => equalBytes(der, last.der))) return path;
      if (path.length === PATH) continue;
      for (const issuer of pool) {
        if (seen.has(issuer) || !mayIssue(issuer, path) || !this.#isLink(last, issuer)) continue;
        seen.add(issuer);
        paths.push([...path, issuer]);
      }
    }
    return undefined;
  }

  #isCurrent({ notBefore, notAfter }: Certificate): boolean {
    // RFC 5280 §4.1.2.5: whole seconds, both ends included; a fraction of the last second is still inside it.
    return notBefore <= this.#at && this.#at < notAfter + 1_000_000_000n;
  }

  #isLink(child: Certificate, issuer: Certificate): boolean {
    const known = this.#links.get(child) ?? new Map<Certificate, boolean>();
    this.#links.set(child, known);
    const answer = known.get(issuer);
    if (answer !== undefined) return answer;
    if (!bearsName(child, issuer) || this.#checked === LINKS) return false;
    this.#checked += 1;
    const isLink = isSigned(child, issuer);
    known.set(issuer, isLink);
    return isLink;
  }
}

/** RFC 5280 §6.1.4 (k) to (n): a CA, allowed to sign certificates, with so many intermediates below. */
function mayIssue(issuer: Certificate, path: readonly Certificate[]): boolean {
  if (!issuer.isCa || issuer.keyUsage?.keyCertSign === false) return false;
  const below = path.slice(1).filter(({ issuer: by, subject }) => !equalBytes(by, subject)).length;
  return issuer.pathLength === undefined || BigInt(below) <= issuer.pathLength;
}

/** Names and key identifiers agree (RFC 5280 §6.1.3 (a) (4)). */
function bearsName(child: Certificate, issuer: Certificate): boolean {
  if (child.x509.checkIssued(issuer.x509)) return true;
  // OpenSSL answers no for keys that it cannot read: an older Node and ML-DSA.
  const isForeign = issuer.key.ok && isPostQuantum(issuer.key.key);
  return isForeign && equalBytes(child.issuer, issuer.subject);
}

/** RFC 5280 §6.1.3 (a) (1), with the algorithms of tokens: a link made with SHA-1 or a short key is no link. */
function isSigned(child: Certificate, issuer: Certificate): boolean {
  const scheme = schemeOf(child.signatureAlgorithm);
  if (scheme === undefined || !issuer.key.ok) return false;
  return verifySignature(issuer.key.key, scheme, child.tbs, child.signature);
}
