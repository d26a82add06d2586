// What is odd about a trust root that loads (docs/SPEC.md §12.1): requirements that nothing can meet, keys that never count, times
// that run out, quorums of one. Data for a report; nothing here changes what a trust root means or a verdict says.

import type { Instant } from '../../base/encoding.js';
import { leastWitnesses, witnessesOfQuorum } from '../policy.js';
import type { TrustRoot } from '../trust-root.js';
import { type LintFinding, lintFinding } from './finding.js';
import { DAY, lintCertificates, lintRevocations, lintTimes } from './windows.js';

export type { LintFinding } from './finding.js';

export interface LintOptions {
  /** The time asked about; without it nothing is said about what has expired. */
  readonly at?: Instant;
  /** How many days ahead `expires-soon` looks; 30 if not given. */
  readonly soonDays?: number;
}

const SOON_DAYS = 30;

/** Lists what is odd, errors first, in a fixed order. */
export function lintTrustRoot(root: TrustRoot, options: LintOptions = {}): readonly LintFinding[] {
  const findings = [
    ...lintReach(root),
    ...lintNames(root),
    ...lintWitnesses(root),
    ...lintKeepers(root),
    ...lintRevocations(root),
    ...lintCertificates(root),
    ...(options.at === undefined
      ? []
      : lintTimes(root, options.at, BigInt(options.soonDays ?? SOON_DAYS) * DAY)),
  ];
  const rank = { error: 0, warning: 1, note: 2 } as const;
  return findings.sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/** What can never pass, or never be proven, with this file. */
function lintReach(root: TrustRoot): LintFinding[] {
  const found: LintFinding[] = [];
  const { requirements, ledgers, attesters, recorders } = root;
  for (const origin of ledgers.keys()) {
    if (!attesters.some((attester) => attester.ledgers.has(origin)))
      found.push(
        lintFinding(
          'ledger-without-attester',
          'error',
          origin,
          'no attester is listed for this ledger, so no bundle of it can pass',
        ),
      );
    if (
      requirements.has('record-signatures') &&
      !recorders.some((recorder) => recorder.ledgers.has(origin))
    )
      found.push(
        lintFinding(
          'ledger-without-recorder',
          'error',
          origin,
          'record signatures are required and no recorder is listed for this ledger',
        ),
      );
  }
  for (const { name, ledgers: origins } of [...attesters, ...recorders]) {
    for (const origin of origins) {
      if (!ledgers.has(origin))
        found.push(
          lintFinding(
            'ledger-not-listed',
            'warning',
            name,
            `speaks for ${origin}, which is not under ledgers`,
          ),
        );
    }
  }
  const noAuthority = root.timestampAuthorities.length === 0;
  if (noAuthority && requirements.has('timestamp'))
    found.push(
      lintFinding(
        'timestamp-unmeetable',
        'error',
        'requirements',
        'time stamps are required and no authority is listed',
      ),
    );
  if (root.witnessPolicy === undefined && requirements.has('witnesses'))
    found.push(
      lintFinding(
        'witnesses-unmeetable',
        'error',
        'requirements',
        'witnesses are required and there is no witness policy',
      ),
    );
  if (noAuthority)
    found.push(
      lintFinding(
        'time-unprovable',
        'note',
        'timestamp_authorities',
        'without an authority nothing proves when an attestation was signed, so it stops counting when its keys expire',
      ),
    );
  return found;
}

/** Names that a report could not tell apart. */
function lintNames(root: TrustRoot): LintFinding[] {
  const lists = [
    ['attesters', root.attesters],
    ['recorders', root.recorders],
    ['timestamp_authorities', root.timestampAuthorities],
  ] as const;
  return lists.flatMap(([list, items]) =>
    twice(items.map(({ name }) => name)).map((name) =>
      lintFinding(
        'name-twice',
        'warning',
        name,
        `two entries of ${list} have this name, so reports cannot tell them apart`,
      ),
    ),
  );
}

function lintWitnesses(root: TrustRoot): LintFinding[] {
  const policy = root.witnessPolicy;
  if (policy === undefined) return [];
  const found: LintFinding[] = [];
  if (!root.requirements.has('witnesses'))
    found.push(
      lintFinding(
        'witnesses-not-required',
        'note',
        'witness_policy',
        'the quorum dates checkpoints, but requirements do not ask for it',
      ),
    );
  if (leastWitnesses(policy) === 1)
    found.push(
      lintFinding(
        'quorum-of-one',
        'warning',
        'witness_policy',
        'one witness alone satisfies the quorum',
      ),
    );
  const useful = new Set(witnessesOfQuorum(policy));
  for (const witness of policy.witnesses) {
    if (!useful.has(witness))
      found.push(
        lintFinding(
          'witness-without-effect',
          'warning',
          witness.name,
          'the quorum does not use this witness',
        ),
      );
  }
  for (const name of twice(policy.witnesses.map(({ noteKey }) => noteKey.name)))
    found.push(
      lintFinding(
        'witness-name-twice',
        'warning',
        name,
        'two witnesses sign under this name: one operator may count twice',
      ),
    );
  return found;
}

function lintKeepers({ keepers }: TrustRoot): LintFinding[] {
  if (keepers === undefined || keepers.threshold > 1) return [];
  return [
    lintFinding(
      'keepers-of-one',
      'warning',
      'keepers',
      'one keeper alone can change the trust root, and so can whoever steals one key',
    ),
  ];
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
