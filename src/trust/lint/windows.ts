// What is odd about the windows, revocations and certificates of a trust root (docs/SPEC.md §12.1): keys that never count, times
// that run out, short keys. Called by lint.ts; nothing here decides whether a signature counts.

import { formatTime, type Instant } from '../../base/encoding.js';
import { isWeak, RSA_STRONG_BITS } from '../../x509/signature.js';
import { boundOf, type KeyWindow, validity } from '../key-window.js';
import type { TrustRoot } from '../trust-root.js';
import { type LintFinding, lintFinding } from './finding.js';

/** Nanoseconds of a day. */
export const DAY = 86_400_000_000_000n;

/** Revocations that leave a key no time, or that contradict themselves. */
export function lintRevocations(root: TrustRoot): LintFinding[] {
  return windowsOf(root).flatMap(({ subject, window }) => {
    const found: LintFinding[] = [];
    const bound = boundOf(window);
    if (bound !== undefined && bound <= window.validFrom)
      found.push(
        lintFinding(
          'key-never-counts',
          'warning',
          subject,
          `a key is revoked from ${formatTime(bound)} on, before it became valid`,
        ),
      );
    const { revoked } = window;
    if (revoked?.compromisedSince !== undefined && revoked.compromisedSince > revoked.at)
      found.push(
        lintFinding(
          'compromise-after-revocation',
          'warning',
          subject,
          `a key was revoked on ${formatTime(revoked.at)} for a compromise of later`,
        ),
      );
    return found;
  });
}

/** Certificates with short keys, or with keys that are never accepted. */
export function lintCertificates(root: TrustRoot): LintFinding[] {
  return root.timestampAuthorities.flatMap(({ name, certificates }) =>
    certificates.flatMap(({ key }) => {
      if (!key.ok)
        return [
          lintFinding(
            'certificate-unusable',
            'warning',
            name,
            `a certificate has a key that is not accepted: ${key.reason}`,
          ),
        ];
      if (!('bits' in key.key) || !isWeak(key.key)) return [];
      return [
        lintFinding(
          'rsa-short',
          'warning',
          name,
          `a certificate has an RSA key of ${key.key.bits} bits, below ${RSA_STRONG_BITS}`,
        ),
      ];
    }),
  );
}

/** What has run out, or is about to, at the time asked about. */
export function lintTimes(root: TrustRoot, at: Instant, soon: bigint): LintFinding[] {
  const found: LintFinding[] = [];
  if (at < root.issuedAt)
    found.push(
      lintFinding(
        'not-yet-issued',
        'error',
        '',
        `the trust root is issued on ${root.issuedAtText}`,
      ),
    );
  if (at > root.expiresAt)
    found.push(
      lintFinding('expired', 'error', '', `the trust root expired on ${root.expiresAtText}`),
    );
  else if (at + soon > root.expiresAt)
    found.push(
      lintFinding('expires-soon', 'warning', '', `the trust root expires on ${root.expiresAtText}`),
    );
  for (const { subject, windows } of windowsByOwner(root)) {
    const current = windows.filter((window) => validity(window, [], at).valid);
    if (current.length === 0)
      found.push(
        lintFinding(
          'no-current-key',
          'warning',
          subject,
          'no key is valid and unrevoked: only signatures with a trusted time can count',
        ),
      );
    // A key without an end keeps its owner current.
    const lasting = current.some(
      ({ validUntil }) => validUntil === undefined || validUntil >= at + soon,
    );
    if (current.length > 0 && !lasting)
      found.push(
        lintFinding(
          'expires-soon',
          'warning',
          subject,
          `the last valid key expires within ${soon / DAY} days`,
        ),
      );
  }
  return found;
}

interface Owned {
  readonly subject: string;
  readonly windows: readonly KeyWindow[];
}

/** Each ledger, attester, recorder and authority with its windows; one name in two roles is two owners. */
function windowsByOwner(root: TrustRoot): readonly Owned[] {
  const owned = (subject: string, items: readonly { readonly window: KeyWindow }[]): Owned => ({
    subject,
    windows: items.map(({ window }) => window),
  });
  return [
    ...[...root.ledgers.values()].map(({ origin, keySets }) => owned(origin, keySets)),
    ...root.attesters.map(({ name, keyPairs }) => owned(name, keyPairs)),
    ...root.recorders.map(({ name, keys }) => owned(name, keys)),
    ...root.timestampAuthorities.map((authority) => owned(authority.name, [authority])),
  ];
}

function windowsOf(root: TrustRoot): readonly { subject: string; window: KeyWindow }[] {
  return windowsByOwner(root).flatMap(({ subject, windows }) =>
    windows.map((window) => ({ subject, window })),
  );
}
