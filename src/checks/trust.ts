// The trust root against the bundle (docs/SPEC.md §12.1): is it current, does it name this ledger, with this suite?

import { formatTime, type Instant } from '../base/encoding.js';
import { PATHS } from '../bundle/layout.js';
import type { Manifest } from '../bundle/manifest.js';
import type { Attester, Ledger, RecorderKey, TrustRoot } from '../trust/trust-root.js';
import { Findings, type Step } from './findings.js';

/** Whom the auditor trusts in this run. */
export interface Trust {
  readonly root: TrustRoot | undefined;
  /** Undefined if there is no trust root, or it does not list the ledger of the bundle. */
  readonly ledger: LedgerTrust | undefined;
}

/** What the trust root says about one ledger. */
interface LedgerTrust extends Ledger {
  readonly attesters: readonly Attester[];
  /** By key id. */
  readonly recorderKeys: ReadonlyMap<string, RecorderKey>;
}

/** Finds the ledger in the trust root. */
export function checkTrust(
  root: TrustRoot | undefined,
  manifest: Manifest,
  at: Instant,
): Step<Trust> {
  const findings = new Findings();
  if (root === undefined) {
    findings.report('TRUST_ROOT_ABSENT', {});
    findings.stop('trust/ledger');
    return { value: { root, ledger: undefined }, findings };
  }
  findings.examined('trust/ledger');
  if (at < root.issuedAt || at > root.expiresAt)
    findings.report(
      'TRUST_ROOT_NOT_CURRENT',
      {},
      at < root.issuedAt ? 'the trust root was issued later' : 'the trust root has expired',
      { expected: `from ${root.issuedAtText} to ${root.expiresAtText}`, actual: formatTime(at) },
    );
  const place = (pointer: string) => ({ entry: PATHS.manifest, pointer });
  const ledger = root.ledgers.get(manifest.ledger);
  if (ledger === undefined) {
    findings.report('LEDGER_UNKNOWN', place('/ledger'), {
      expected: [...root.ledgers.keys()].join(' or '),
      actual: manifest.ledger,
    });
    findings.stop('trust/ledger');
    return { value: { root, ledger: undefined }, findings };
  }
  if (ledger.suite !== manifest.suite)
    findings.report('SUITE_MISMATCH', place('/suite'), {
      expected: ledger.suite,
      actual: manifest.suite,
    });
  const names = ({ ledgers }: { readonly ledgers: ReadonlySet<string> }) =>
    ledgers.has(ledger.origin);
  const attesters = root.attesters.filter(names);
  const keys = root.recorders.filter(names).flatMap((recorder) => recorder.keys);
  const recorderKeys = new Map(keys.map((key) => [key.mldsa65.keyId, key]));
  return { value: { root, ledger: { ...ledger, attesters, recorderKeys } }, findings };
}
