// The trust root against the bundle (docs/SPEC.md §12.1): is it current, does it name this ledger, with this suite?

import { formatTime, type Instant } from '../base/encoding.js';
import { finding } from '../base/errors.js';
import { PATHS } from '../bundle/layout.js';
import type { Manifest } from '../bundle/manifest.js';
import type { Attester, Ledger, RecorderKey, TrustRoot } from '../trust/trust-root.js';
import type { Findings } from './findings.js';

/** What the trust root says about one ledger. */
export interface LedgerTrust {
  readonly root: TrustRoot;
  readonly ledger: Ledger;
  readonly attesters: readonly Attester[];
  /** Recorder keys of this ledger by key id. */
  readonly recorderKeys: ReadonlyMap<string, RecorderKey>;
}

/** Finds the ledger in the trust root; undefined if there is no trust root or it does not list the ledger. */
export function checkTrust(
  recorder: Findings,
  root: TrustRoot | undefined,
  manifest: Manifest,
  at: Instant,
): LedgerTrust | undefined {
  if (root === undefined) {
    recorder.report(finding('TRUST_ROOT_ABSENT', {}));
    recorder.stop('trust/ledger', 'trust/ledger');
    return undefined;
  }
  recorder.examined('trust/ledger');
  if (at < root.issuedAt || at > root.expiresAt) {
    recorder.report(
      finding(
        'TRUST_ROOT_NOT_CURRENT',
        {},
        at < root.issuedAt ? 'the trust root was issued later' : 'the trust root has expired',
        { expected: `from ${root.issuedAtText} to ${root.expiresAtText}`, actual: formatTime(at) },
      ),
    );
  }
  const where = { entry: PATHS.manifest, pointer: '/ledger' };
  const ledger = root.ledgers.get(manifest.ledger);
  if (ledger === undefined) {
    recorder.report(finding('LEDGER_UNKNOWN', where, { actual: manifest.ledger }));
    recorder.stop('trust/ledger', 'trust/ledger');
    return undefined;
  }
  if (ledger.suite !== manifest.suite) {
    recorder.report(
      finding(
        'SUITE_MISMATCH',
        { ...where, pointer: '/suite' },
        { expected: ledger.suite, actual: manifest.suite },
      ),
    );
  }
  return {
    root,
    ledger,
    attesters: root.attesters.filter(({ ledgers }) => ledgers.has(ledger.origin)),
    recorderKeys: new Map(
      root.recorders
        .filter(({ ledgers }) => ledgers.has(ledger.origin))
        .flatMap(({ keys }) => keys.map((key) => [key.mldsa65.keyId, key] as const)),
    ),
  };
}
