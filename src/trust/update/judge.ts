// Whether an update may replace the present trust root (docs/SPEC.md §12.7): the rules of the root role of TUF (§5.3), without a server.
// Each refusal has a code of its own, in the order of the specification; whoever calls keeps the present trust root.

import { formatTime, type Instant } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import type { ErrorCode } from '../../catalogue/codes.js';
import type { VerificationKey } from '../../crypto/signature.js';
import type { Keepers } from '../keepers.js';
import type { TrustRoot } from '../trust-root.js';
import type { Edition, Update } from './update.js';

/** Who of the keepers of a trust root has signed an update. */
export interface Signed {
  readonly by: readonly string[];
  readonly threshold: number;
}

export interface SignedBoth {
  /** Keepers of the present trust root. */
  readonly before: Signed;
  /** Keepers of the new one. */
  readonly after: Signed;
}

/**
 * Counts the keepers who have signed. A keeper counts once, however often he signed, and only if both of his keys did.
 * @throws VerifierError ERR_UPDATE_NO_KEEPERS, ERR_UPDATE_FORGED
 */
export function signedBy(present: Edition, update: Update): SignedBoth {
  const before = keepersOf(present.trustRoot, 'the present trust root');
  const after = keepersOf(update.next.trustRoot, 'the new trust root');
  return { before: count(before, update), after: count(after, update) };
}

/** @throws VerifierError ERR_UPDATE_SIGNATURES, ERR_UPDATE_NEW_SIGNATURES: fewer than the threshold */
export function refuseTooFew({ before, after }: SignedBoth): void {
  tooFew('ERR_UPDATE_SIGNATURES', before, 'the present trust root');
  tooFew('ERR_UPDATE_NEW_SIGNATURES', after, 'the new trust root');
}

/**
 * Refuses what does not follow the present trust root, whoever signed it.
 * @throws VerifierError ERR_UPDATE_OTHER, ERR_UPDATE_ROLLBACK, ERR_UPDATE_GAP
 */
export function refuseNotNext({ trustRoot: old }: Edition, { replaces, next }: Update): void {
  const { trustRoot: now } = next;
  if (now.name !== old.name)
    throw refused('ERR_UPDATE_OTHER', `it is for ${now.name}, and ${old.name} is here`, ELSEWHERE);
  if (now.serial <= old.serial)
    throw refused(
      'ERR_UPDATE_ROLLBACK',
      `its serial is ${now.serial}, and ${old.serial} is here`,
      'ask for the newest update',
    );
  if (now.serial !== old.serial + 1)
    throw refused(
      'ERR_UPDATE_GAP',
      `its serial is ${now.serial}, and ${old.serial} is here`,
      'give the updates between them too, in order',
    );
  if (replaces !== old.sha3_256)
    throw refused(
      'ERR_UPDATE_OTHER',
      `it replaces sha3-256:${replaces}, and sha3-256:${old.sha3_256} is here`,
      ELSEWHERE,
    );
  if (now.issuedAt < old.issuedAt)
    throw refused(
      'ERR_UPDATE_ROLLBACK',
      `it was issued on ${now.issuedAtText}, before the present one (${old.issuedAtText})`,
      'ask who made it for the reason; issued_at never goes back',
    );
}

/** Of several updates in a row the last has to be current (TUF §5.3.10). @throws VerifierError ERR_UPDATE_NOT_CURRENT */
export function refuseNotCurrent({ issuedAt, expiresAt, ...root }: TrustRoot, at: Instant): void {
  if (at >= issuedAt && at <= expiresAt) return;
  throw refused(
    'ERR_UPDATE_NOT_CURRENT',
    at < issuedAt
      ? `it is valid from ${root.issuedAtText}, and it is ${formatTime(at)}`
      : `it expired on ${root.expiresAtText}, and it is ${formatTime(at)}`,
    'compare the clock; if it is right, ask for a newer update: an old one may be all that somebody lets you see',
  );
}

const ELSEWHERE = 'it was made for another trust root, or from another line of editions';

function keepersOf({ keepers }: TrustRoot, whose: string): Keepers {
  if (keepers !== undefined) return keepers;
  throw refused(
    'ERR_UPDATE_NO_KEEPERS',
    `${whose} names no keepers`,
    'compare the new one by hand, then: softqcos-verify trust add FILE --replace',
  );
}

/** Loops over the keepers, never over the signatures on offer. */
function count({ all, threshold }: Keepers, update: Update): Signed {
  const by = all.filter(({ ed25519, mldsa65 }) => {
    const both = [hasSigned(ed25519, update), hasSigned(mldsa65, update)];
    return both.every((one) => one);
  });
  return { by: by.map(({ name }) => name), threshold };
}

function hasSigned(key: VerificationKey, { signatures, signedBytes }: Update): boolean {
  const own = signatures.filter(({ keyId }) => keyId === key.keyId);
  for (const { signature } of own) {
    if (!key.verify(signedBytes, signature))
      throw refused(
        'ERR_UPDATE_FORGED',
        `a signature of the ${key.algorithm} key ${key.keyId} does not fit`,
        'the update was changed after it was signed, or the signature is of another one',
      );
  }
  return own.length > 0;
}

function tooFew(code: ErrorCode, { by, threshold }: Signed, whose: string): void {
  if (by.length >= threshold) return;
  throw refused(
    code,
    `${threshold} keepers of ${whose} have to sign, and ${by.length} did${by.length === 0 ? '' : `: ${by.join(', ')}`}`,
    'a keeper signs with: softqcos-verify trust sign UPDATE --key FILE -o FILE',
  );
}

function refused(code: ErrorCode, message: string, hint: string): VerifierError {
  return new VerifierError(code, message, { hint });
}
