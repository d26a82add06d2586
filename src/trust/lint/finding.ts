// One row of the lint of a trust root (docs/SPEC.md §12.1): its codes, how much they weigh, and nothing else.

export type LintCode =
  | 'ledger-without-attester'
  | 'ledger-without-recorder'
  | 'ledger-not-listed'
  | 'timestamp-unmeetable'
  | 'witnesses-unmeetable'
  | 'time-unprovable'
  | 'witnesses-not-required'
  | 'quorum-of-one'
  | 'keepers-of-one'
  | 'witness-without-effect'
  | 'witness-name-twice'
  | 'name-twice'
  | 'not-yet-issued'
  | 'expired'
  | 'expires-soon'
  | 'no-current-key'
  | 'key-never-counts'
  | 'compromise-after-revocation'
  | 'certificate-unusable'
  | 'rsa-short';

/** `error`: no bundle can pass, or none of that ledger. `warning`: weaker than it looks. `note`: worth knowing. */
export type LintSeverity = 'error' | 'warning' | 'note';

export interface LintFinding {
  readonly code: LintCode;
  readonly severity: LintSeverity;
  /** The origin, name or part of the file that it is about; empty for the file as a whole. May hold any text of the file. */
  readonly subject: string;
  /** One clause, lower case, no full stop. */
  readonly message: string;
}

/** Builds a finding. */
export function lintFinding(
  code: LintCode,
  severity: LintSeverity,
  subject: string,
  message: string,
): LintFinding {
  return { code, severity, subject, message };
}
