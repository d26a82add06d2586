// The path from a signer's certificate to one that the auditor pinned (RFC 5280 §6, docs/SPEC.md §8.5). Certificates of a token
// are hints that may stand between, never an end; the pinned certificate may be the signer's own. It is sought from the pinned
// end: each signature is checked with a key that already leads to the auditor's, so strangers cannot choose what it costs, and
// where no hint bears a pinned name nothing is checked at all. No revocation lists are read, for there are none offline, and
// policies are not processed: a certificate that depends on them is refused.

import { equalBytes, formatTime, type Instant, toHex } from '../base/encoding.js';
import { digestOf } from '../crypto/digest.js';
import { schemeOf } from './algorithms.js';
import { type Certificate, parseCertificate } from './certificate.js';
import { isIssuedBy } from './second-reading.js';
import { isPostQuantum, verifySignature } from './signature.js';

/** Certificates of a path, both ends included: real ones have two to four. */
const PATH = 8;

/** Certificates that the tokens of one bundle may make us parse, and signatures of certificates that they may make us check. */
const HINTS = 512;
const LINKS = 256;

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

export interface PathRequest {
  readonly leaf: Certificate;
  readonly pinned: readonly Certificate[];
  readonly hints: readonly Certificate[];
  /** The token's genTime, when every certificate of the path must be valid. */
  readonly at: Instant;
}

/** True if a SignerInfo names this certificate. Several may bear one name: the path decides. */
export function isNamed(id: SignerId, certificate: Certificate): boolean {
  if (id.kind === 'issuer and serial')
    return equalBytes(id.issuer, certificate.issuer) && equalBytes(id.serial, certificate.serial);
  return certificate.subjectKeyId !== undefined && equalBytes(id.keyId, certificate.subjectKeyId);
}

/** A certificate that leads to a pinned one, which is the last of `path`. */
interface Trusted {
  readonly path: readonly [Certificate, ...Certificate[]];
  /** How many intermediates may still follow below it. */
  readonly below: number;
}

/** Finds paths for all tokens of one bundle. Keeps what it has parsed and checked, and stops after a bounded number of both. */
export class PathFinder {
  readonly #parsed = new Map<string, Certificate | undefined>();
  readonly #links = new Map<Certificate, Map<Certificate, boolean>>();
  #checked = 0;

  /** Certificates of a token, those left out that cannot be read or come after too many others. */
  hints(ders: readonly Uint8Array[]): readonly Certificate[] {
    return ders.flatMap((der) => {
      const name = toHex(digestOf('sha256', der));
      if (!this.#parsed.has(name)) {
        if (this.#parsed.size === HINTS) return [];
        const parsed = parseCertificate(der);
        this.#parsed.set(name, parsed.ok ? parsed.certificate : undefined);
      }
      return this.#parsed.get(name) ?? [];
    });
  }

  /** Finds the shortest path from `leaf` to one of `pinned`. */
  find(request: PathRequest): FoundPath {
    const { at } = request;
    const path = this.#search(request, (certificate) => isCurrent(certificate, at));
    if (path !== undefined) return { ok: true, path };
    const expired = this.#search(request, () => true);
    const culprit = expired?.find((certificate) => !isCurrent(certificate, at));
    if (culprit !== undefined) {
      return {
        ok: false,
        reason: 'a certificate of the path was not valid at the time of the token',
        expected: `${formatTime(culprit.notBefore)} to ${formatTime(culprit.notAfter)}`,
        actual: formatTime(at),
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
    { leaf, pinned, hints }: PathRequest,
    isUsable: (certificate: Certificate) => boolean,
  ): readonly Certificate[] | undefined {
    const mayStand = (certificate: Certificate): boolean =>
      certificate.unknownCritical.length === 0 && isUsable(certificate);
    if (!mayStand(leaf)) return undefined;
    if (pinned.some(({ der }) => equalBytes(der, leaf.der))) return [leaf];
    const trusted: Trusted[] = pinned
      .filter(mayStand)
      .map((anchor) => ({ path: [anchor], below: allowedBelow(anchor) }));
    const seen = new Set(pinned);
    for (const { path, below } of trusted) {
      const [issuer] = path;
      if (!mayIssue(issuer) || path.length === PATH) continue;
      if (this.#isLink(leaf, issuer)) return [leaf, ...path];
      for (const hint of hints) {
        if (seen.has(hint) || !mayStand(hint)) continue;
        // RFC 5280 §6.1.4 (l) and (m): self-issued certificates are not counted.
        const left = below - (equalBytes(hint.issuer, hint.subject) ? 0 : 1);
        if (left < 0 || !mayIssue(hint) || !this.#isLink(hint, issuer)) continue;
        seen.add(hint);
        trusted.push({ path: [hint, ...path], below: Math.min(left, allowedBelow(hint)) });
      }
    }
    return undefined;
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

function isCurrent({ notBefore, notAfter }: Certificate, at: Instant): boolean {
  // RFC 5280 §4.1.2.5: whole seconds, both ends included; a fraction of the last second is still inside it.
  return notBefore <= at && at < notAfter + 1_000_000_000n;
}

/** RFC 5280 §6.1.4 (k) and (n): a CA that may sign certificates. */
function mayIssue({ isCa, keyUsage }: Certificate): boolean {
  return isCa && keyUsage?.keyCertSign !== false;
}

function allowedBelow({ pathLength }: Certificate): number {
  return pathLength === undefined ? PATH : Number(pathLength);
}

/** Names, as octets, and key identifiers agree (RFC 5280 §6.1.3 (a) (4), docs/SPEC.md §8.6). OpenSSL alone compares names without case. */
function bearsName(child: Certificate, issuer: Certificate): boolean {
  const { keyId = issuer.subjectKeyId, issuer: name, serial } = child.authority;
  const agrees =
    equalBytes(child.issuer, issuer.subject) &&
    (keyId === undefined || equalBytes(keyId, issuer.subjectKeyId ?? keyId)) &&
    (name === undefined || equalBytes(name, issuer.issuer)) &&
    (serial === undefined || equalBytes(serial, issuer.serial));
  if (!agrees || isIssuedBy(child.again, issuer.again)) return agrees;
  // OpenSSL answers no for keys that it cannot read: an older Node and ML-DSA.
  return issuer.key.ok && isPostQuantum(issuer.key.key);
}

/** RFC 5280 §6.1.3 (a) (1), with the algorithms of tokens: a link made with SHA-1 or a short key is no link. */
function isSigned(child: Certificate, issuer: Certificate): boolean {
  const scheme = schemeOf(child.signatureAlgorithm);
  if (scheme === undefined || !issuer.key.ok) return false;
  return verifySignature(issuer.key.key, scheme, child.tbs, child.signature);
}
