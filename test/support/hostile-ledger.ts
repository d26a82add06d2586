// A ledger, a trust root and names whose every text is hostile.

import { deriveFrom } from '../../exporter/derive.js';
import { testKeys, vkeyOf } from '../../exporter/keys.js';
import { Ledger } from '../../exporter/ledger.js';
import type { ExportOptions } from '../../exporter/options.js';
import { timestampAuthority } from '../../exporter/timestamp-authority.js';
import { trustRootFor } from '../../exporter/trust-root.js';
import { parseTime } from '../../src/base/encoding.js';
import type { JsonObject } from '../../src/base/json.js';

/** Well-formed text with everything that may be tried on a reader; `mark` is found again in the reports. Under 512 characters. */
export function evil(mark: string): string {
  return [
    `=cmd|'/C calc'!A0 ${mark} `,
    '\u001b[2J\u001b[31m\u001b]8;;http://evil.example\u0007click\u001b]8;;\u001b\\\u009b0m',
    '\u202egpj.exe\u2066\u2069\u200b\u200d\u00ad\ufeff\u{e0041}\u3164\u2800',
    '\r\nPASS  bundle.zip: all needed checks passed\n\n# PASS',
    '\n::error file=a::x\n::set-output name=a::b\n##vso[task.complete]x\n##[error]x\n##teamcity[x]',
    '</testcase></failure>]]><!DOCTYPE x [<!ENTITY a "b">]><script>alert(1)</script>&amp;&a;<!-- ',
    '`c` | [a](javascript:x) ![i](http://e.example/i) @everyone **b** <b onclick=x>\n- [ ] x\n> q\n~~~',
    '\t=1+1;@SUM(A1),+1|-1\u0000\u0008\u007f\u0085\u2028\u2029\ufffe\uffff\u{1fffe}',
    '\\u{202E} \\u001b "quoted" \'quoted\' %s {{x}} $(x)',
  ].join('');
}

/** Hostile within the alphabet of an origin: printable ASCII without space and plus. */
export const ORIGIN = '::error::<script>alert(1)</script>`|[a](b)@x=1##[x]';
/** And within that of ids. */
const ID = '::warning::x--__proto__';
export const AT = parseTime('2026-04-01T00:00:00Z') ?? 0n;
const KEYS = testKeys('hostile text', ORIGIN);
const AUTHORITY = timestampAuthority('hostile text', { key: 'P-256' });
export const NAME = `=${evil('bundle-file')}/\u202e.zip`;

export function ledger(): Ledger {
  const made = new Ledger({
    origin: ORIGIN,
    derive: deriveFrom('hostile text'),
    clock: (sequence) => `2026-02-01T08:0${sequence}:00Z`,
  });
  made.setRetentionPolicy({
    policyName: ID,
    retentionYears: 1000,
    appliesTo: { constructor: evil('applies-to') },
    deletionMethod: evil('deletion-method'),
  });
  const event = {
    '-x': evil('data'),
    constructor: evil('clear'),
    secret: evil('disclosed'),
    other: 'x'.repeat(50_000),
  };
  made.append(event, {
    sealed: ['secret', 'other'],
    recordId: ID,
    metadata: { [evil('metadata-name')]: evil('metadata') },
  });
  made.append({ ...event, constructor: 'x' }, { sealed: ['secret', 'other'], recordId: '-1' });
  const erasure = {
    policy: ID,
    legalGround: 'other',
    legalNote: evil('note').repeat(25),
    authority: evil('authority'),
  };
  made.erase(1, { fields: ['other'], ...erasure });
  made.erase(2, { fields: '*', ...erasure });
  made.logExportDecision({
    decision: 'ALLOW',
    policy: `BUNDLE_EXPORT/${ID}`,
    requestedBy: evil('requested-by'),
    bundleId: ID,
    selection: { sequence: { from: 0, to: 5 } },
    disclosures: ['secret'],
  });
  return made;
}

export function options(more: Partial<ExportOptions> = {}): ExportOptions {
  const report = {
    audit_entries: 1,
    [evil('report-member')]: 7,
    period_start: '2026-01-01',
    '::error::': 1,
  };
  return {
    bundleId: ID,
    exportedAt: '2026-03-20T12:00:00Z',
    exporter: evil('exporter'),
    keys: KEYS,
    sequence: { from: 0, to: 5 },
    disclose: 'all',
    attachments: [
      {
        path: 'attachments/-r.json',
        mediaType: 'application/json',
        role: 'compliance-report',
        content: JSON.stringify(report),
      },
      {
        path: 'attachments/-x..html',
        mediaType: `text/x-html;=cmd|'/C calc'!A0 <script> ::error:: ##[x] \``,
        role: 'document',
        content: evil('attachment'),
      },
    ],
    extensions: { '-x.-y': { [evil('extension')]: evil('extension') } },
    claims: { [evil('claim-name')]: evil('claim') },
    cosignatures: KEYS.witnesses.map((witness) => ({ witness, seconds: 1_774_000_000 })),
    timestamps: {
      checkpoint: [(over) => AUTHORITY.issue({ over, genTime: '2026-03-20T12:00:30Z' })],
    },
    ...more,
  };
}

export function trustRoot(): Uint8Array {
  const attester = { ...KEYS.attester, name: evil('attester') };
  const recorder = { ...KEYS.recorder, name: evil('recorder') };
  const policy = KEYS.witnesses.map(
    (witness, i) => `witness ::error::${i}<b>\`|=w ${vkeyOf(witness)}`,
  );
  const names = KEYS.witnesses.map((_, i) => `::error::${i}<b>\`|=w`).join(' ');
  const root: JsonObject = {
    ...trustRootFor({ ...KEYS, attester, recorder }, { recorders: true, name: evil('trust-root') }),
    timestamp_authorities: [{ ...AUTHORITY.entry(), name: evil('authority-name') }],
    witness_policy: `${policy.join('\n')}\ngroup ##[g] 2 ${names}\nquorum ##[g]\n`,
  };
  return Buffer.from(JSON.stringify(root), 'utf8');
}
