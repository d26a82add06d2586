// Renewals (docs/SPEC.md §12.6): each is a time stamp over the hash of the whole file and over all renewals before it, so that evidence
// goes on proving when an algorithm below it falls. A chain that was cut, mixed or made too late renews nothing.

import { formatTime, type Instant } from '../base/encoding.js';
import { parseRenewals, type Renewal, renewedBytes } from '../bundle/renewals.js';
import type { DatedAlgorithm } from '../catalogue/horizons.js';
import { type DigestName, digestOf, RunningDigest } from '../crypto/digest.js';
import { verifyToken } from '../timestamp/timestamp.js';
import type { TrustRoot } from '../trust/trust-root.js';
import { PathFinder } from '../x509/chain.js';
import { Findings, type Step } from './findings.js';
import { isOver, type LastDay, weakest } from './horizon.js';

/** A renewal that verified, and all before it did. */
export interface VerifiedRenewal {
  readonly generation: number;
  readonly at: Instant;
  /** By the trust root's words. */
  readonly authority: string;
  readonly algorithms: readonly DatedAlgorithm[];
  readonly until: LastDay;
}

const CHECK = 'time/renewals';

/**
 * Verifies a file of renewals; nothing behind the first that does not verify counts.
 * @param digestOfBundle of the whole file, as received
 */
export async function checkRenewals(
  file: Uint8Array | undefined,
  root: TrustRoot | undefined,
  digestOfBundle: (hash: DigestName) => Promise<Uint8Array>,
): Promise<Step<readonly VerifiedRenewal[]>> {
  const findings = new Findings();
  const verified: VerifiedRenewal[] = [];
  const step = { value: verified, findings };
  if (file === undefined) return step;
  const parsed = parseRenewals(file);
  if (root === undefined) findings.stop(CHECK, 'trust/ledger');
  // Budgets of their own: the bundle's tokens cannot use up what the auditor's file needs.
  const paths = new PathFinder();
  const digests = new Map<DigestName, Uint8Array>();
  const before = beginningsOf(file);
  for (const renewal of parsed.renewals) {
    findings.examined(CHECK);
    const { hash, offset } = renewal;
    const ofBundle = digests.get(hash) ?? (await digestOfBundle(hash));
    digests.set(hash, ofBundle);
    const over = renewedBytes(ofBundle, before(hash, offset));
    if (!verifyOne(renewal, over, root, paths, verified, findings)) return step;
  }
  findings.reportAll(parsed.findings);
  return step;
}

/** Digests of ascending beginnings of a file: by each hash every byte goes once, not once for each renewal. */
function beginningsOf(file: Uint8Array): (hash: DigestName, end: number) => Uint8Array {
  const running = new Map<DigestName, { readonly digest: RunningDigest; at: number }>();
  return (hash, end) => {
    const one = running.get(hash) ?? { digest: new RunningDigest(hash), at: 0 };
    running.set(hash, one);
    one.digest.update(file.subarray(one.at, end));
    one.at = end;
    return one.digest.soFar();
  };
}

/** Adds a renewal to those that verified; false if it does not, and then says why. */
function verifyOne(
  { generation, hash, token }: Renewal,
  over: Uint8Array,
  root: TrustRoot | undefined,
  paths: PathFinder,
  verified: VerifiedRenewal[],
  findings: Findings,
): boolean {
  const where = { line: generation };
  const imprint = digestOf(hash, over);
  // A token whose imprint has another hash than the line states is over something else, whatever its value.
  const imprintOf = (name: DigestName) => (name === hash ? imprint : new Uint8Array(0));
  const result = verifyToken(token, imprintOf, root?.timestampAuthorities ?? [], paths);
  // Nobody is pinned: that is said once, under trust/ledger.
  if (root === undefined && result.status !== 'counts' && result.kind === 'untrusted') return true;
  if (result.status !== 'counts') {
    const { status: _, kind, message, ...details } = result;
    findings.report(FAULTS[kind], where, `renewal ${generation}: ${message}`, details);
    return false;
  }
  const { genTime: at, authority, algorithms } = result;
  const previous = verified.at(-1);
  if (previous !== undefined && at <= previous.at) {
    const details = { expected: `after ${formatTime(previous.at)}`, actual: formatTime(at) };
    findings.report('RENEWAL_NOT_LATER', where, details);
    return false;
  }
  if (previous !== undefined && isOver(previous.until, at)) {
    const details = { expected: `by ${previous.until}`, actual: formatTime(at) };
    findings.report('RENEWAL_LATE', where, details);
    return false;
  }
  verified.push({ generation, at, authority, algorithms, until: weakest(algorithms) });
  return true;
}

const FAULTS = {
  malformed: 'RENEWAL_TOKEN_MALFORMED',
  encoding: 'RENEWAL_TOKEN_MALFORMED',
  refused: 'RENEWAL_TOKEN_MALFORMED',
  imprint: 'RENEWAL_IMPRINT',
  invalid: 'RENEWAL_TOKEN_INVALID',
  untrusted: 'RENEWAL_TOKEN_UNTRUSTED',
  'too-large': 'RENEWAL_TOKEN_UNTRUSTED',
} as const;
