// What an export of a vendor lists beside single records (docs/SPEC.md §10.2, docs/MANUAL.md §8): which records are of it, by words. No
// vocabulary of records is published, so the words are a guess, and every output that counts by them says so. Data, no code.

export interface Activity {
  readonly id:
    | 'access'
    | 'attestations-created'
    | 'attestations-revoked'
    | 'attestations-superseded'
    | 'disclosures'
    | 'downloads';
  readonly title: string;
  /** Alternatives; in each, one word for every field, whatever the case. */
  readonly records: readonly Readonly<Record<string, readonly string[]>>[];
}

const attestations = (created: readonly string[]) => [
  { event_type: ['attestation'], action: created },
  { event_type: created.map((word) => `attestation_${word}`) },
];

export const ACTIVITIES: readonly Activity[] = [
  {
    id: 'access',
    title: 'Access entries: authentication and authorisation',
    records: [
      {
        event_type: [
          ...['login', 'logout', 'login_failed', 'authentication', 'authorization', 'mfa'],
          ...['session', 'session_start', 'session_end', 'account', 'account_created'],
          ...['account_disabled', 'account_deleted', 'user_registration', 'credential_issued'],
          ...['credential_revoked', 'permission_change', 'role_change', 'access_granted'],
          ...['access_revoked', 'access_denied', 'access_review'],
        ],
      },
    ],
  },
  {
    id: 'attestations-created',
    title: 'Attestations created',
    records: attestations(['create', 'created', 'issue', 'issued', 'mint', 'minted']),
  },
  {
    id: 'attestations-revoked',
    title: 'Attestations revoked',
    records: attestations(['revoke', 'revoked']),
  },
  {
    id: 'attestations-superseded',
    title: 'Attestations superseded',
    records: attestations(['supersede', 'superseded']),
  },
  {
    id: 'disclosures',
    title: 'Disclosures to third parties',
    records: [
      {
        event_type: [
          ...['disclosure', 'third_party_disclosure', 'data_sharing', 'data_transfer'],
          'data_export',
        ],
      },
      { action: ['disclose', 'share', 'transfer'] },
    ],
  },
  {
    id: 'downloads',
    title: 'Downloads of exports',
    records: [
      { event_type: ['download', 'export_download', 'report_download'] },
      { event_type: ['export', 'report', 'compliance_export'], action: ['download'] },
    ],
  },
];

/** Fields in which a record names the recipient of a disclosure, the first that is there. */
export const RECIPIENT_FIELDS = ['recipient', 'third_party', 'disclosed_to'] as const;
export const COVERED_ENTITY_FIELD = 'covered_entity';
/** What a vendor asks of whoever makes an export. */
export const EXPORT_PERMISSION = 'tenant.audit.export';
