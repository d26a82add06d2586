// Makes a year of a ledger as bundles to try reports on: `tsx scripts/make-year.ts FOLDER [RECORDS]`. Everything is invented and
// derived from one seed, so that the same call gives the same bundles. Nothing of it is committed.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportEvidenceBundle } from '../exporter/bundle.js';
import { type Derive, deriveFrom } from '../exporter/derive.js';
import { type TestKeys, testKeys } from '../exporter/keys.js';
import { Ledger } from '../exporter/ledger.js';
import type { ExportOptions } from '../exporter/options.js';
import type { Selection } from '../exporter/plan.js';
import { trustRootFor, trustRootText } from '../exporter/trust-root.js';
import type { JsonObject } from '../src/base/json.js';

const SEED = 'softqcos-verify year';
const ORIGIN = 'ledger.softqcos.example/northgate-hospital';
const SEALED = ['actor', 'subject', 'ip_address'];
const YEAR = { from: '2026-01-01T00:00:00Z', to: '2026-12-31T23:59:59Z' };
/** The time to verify at. */
export const YEAR_AT = '2027-01-10T09:00:00Z';

export interface YearFiles {
  readonly ledger: Ledger;
  readonly keys: TestKeys;
  readonly trustRoot: string;
  /** A bundle of any selection; `name` becomes its id. */
  bundle(name: string, selection: Selection, more?: Partial<ExportOptions>): Promise<Uint8Array>;
}

/** Makes the ledger: `records` records in 2026 (at least 300), a few before and after. */
export function makeYear(records: number): YearFiles {
  const keys = testKeys(SEED, ORIGIN);
  const derive = deriveFrom(SEED);
  const steps = stepsOf(records, derive);
  const ledger = new Ledger({
    origin: ORIGIN,
    derive,
    clock: (sequence) => recordedAt(steps[sequence]?.at ?? 0, sequence),
  });
  const byTag = new Map<string, number>();
  for (const step of steps) {
    if (step.tag !== undefined) byTag.set(step.tag, ledger.size);
    step.log(ledger, byTag);
  }
  const trustRoot = trustRootFor(keys, {
    name: 'TEST ONLY: Northgate Hospital, audit of 2026, public keys',
    quorum: 2,
    requirements: ['inclusion', 'checkpoint', 'attestation', 'witnesses'],
    window: { valid_from: '2025-12-01T00:00:00Z', valid_until: '2036-01-01T00:00:00Z' },
  });
  return {
    ledger,
    keys,
    trustRoot: trustRootText(trustRoot),
    bundle: (name, selection, more = {}) => {
      const exportedAt = '2027-01-04T08:00:00Z';
      const seconds = Date.parse(exportedAt) / 1000 - 600;
      return exportEvidenceBundle(ledger, {
        bundleId: `evb_${name}`,
        exportedAt,
        exporter: 'SoftQCOS Ledger (test)',
        keys,
        proof: 'batch',
        disclose: (sequence, field) => isDisclosed(derive, sequence, field),
        signedAt: seconds,
        cosignatures: keys.witnesses.map((witness, i) => ({ witness, seconds: seconds + 10 + i })),
        ...selection,
        ...more,
      }).toBytes();
    },
  };
}

interface Step {
  /** Milliseconds since 1970 of the event. */
  readonly at: number;
  readonly tag?: string;
  readonly log: (ledger: Ledger, byTag: ReadonlyMap<string, number>) => void;
}

type Kind = readonly [
  weight: number,
  eventType: string,
  actions: readonly string[],
  classification: string,
  basis: string,
];

const KINDS: readonly Kind[] = [
  [46, 'data_access', ['read', 'read', 'read', 'search', 'print'], 'PHI', 'health_care'],
  [9, 'data_update', ['update', 'annotate'], 'PHI', 'health_care'],
  [17, 'login', ['authenticate'], 'internal', 'legal_obligation'],
  [4, 'session', ['terminate', 'expire'], 'internal', 'legal_obligation'],
  [5, 'data_export', ['export', 'share'], 'PHI', 'consent'],
  [5, 'permission_change', ['grant_role', 'revoke_role', 'request_role'], 'internal', 'contract'],
  [3, 'account', ['create', 'lock', 'remove'], 'confidential', 'contract'],
  [4, 'configuration', ['change', 'deploy'], 'internal', 'legitimate_interest'],
  [2, 'alert', ['raise', 'close'], 'internal', 'legitimate_interest'],
  [2, 'access_review', ['review', 'confirm'], 'confidential', 'legal_obligation'],
  [2, 'data_sharing', ['send'], 'personal', 'consent'],
  [1, 'policy_acknowledgement', ['sign'], 'public', 'contract'],
];
const WEIGHTS = KINDS.reduce((sum, [weight]) => sum + weight, 0);

/** How busy each month is, in hundredths of an ordinary one. */
const MONTHS = [88, 92, 130, 100, 97, 94, 70, 58, 104, 118, 109, 84];

/** Records of 2026 that are not plain events: incidents, erasures, export decisions, a retention policy. */
const SPECIAL = 14 + 24 + 6 + 1;

function stepsOf(records: number, derive: Derive): readonly Step[] {
  const random = (label: string): number =>
    Buffer.from(derive(`year/${label}`, 4)).readUInt32BE() / 2 ** 32;
  const steps: Step[] = [
    policy('2025-12-15T09:00:00Z', 'hipaa-6-years', 6, { data_classification: 'PHI' }),
    policy('2025-12-15T09:01:00Z', 'internal-3-years', 3, { data_classification: 'internal' }),
    policy('2026-05-04T10:00:00Z', 'personal-2-years', 2, { data_classification: 'personal' }),
    event('2025-12-20T11:00:00Z', 'login', 'authenticate', 'success', 'internal'),
    event('2025-12-31T22:10:00Z', 'login', 'authenticate', 'success', 'internal'),
    event('2027-01-01T06:30:00Z', 'login', 'authenticate', 'success', 'internal'),
    event('2027-01-02T07:45:00Z', 'login', 'authenticate', 'success', 'internal'),
    ...incidents(),
  ];
  const total = MONTHS.reduce((sum, weight) => sum + weight, 0);
  const plain = records - SPECIAL;
  let made = 0;
  MONTHS.forEach((weight, month) => {
    const count = month === 11 ? plain - made : Math.round((plain * weight) / total);
    for (let i = 0; i < count; i += 1) steps.push(plainStep(month, i, random));
    made += count;
  });
  // What is erased is chosen among the plain events of the first half of the year.
  for (let i = 0; i < 24; i += 1) {
    const isWhole = i % 8 === 3;
    steps.push({
      at: Date.UTC(2026, 7 + (i % 4), 3 + i, 10, i),
      log: (ledger, byTag) => {
        const target = byTag.get(`plain/${i % 6}/${2 + Math.floor(i / 6)}`);
        if (target === undefined) throw new Error('nothing to erase: ask for more records');
        ledger.erase(target, {
          fields: isWhole ? '*' : i % 3 === 0 ? ['actor', 'subject'] : ['subject'],
          policy: 'hipaa-6-years',
          legalGround: ['gdpr_art_17_1_a', 'gdpr_art_17_1_b', 'gdpr_art_17_1_d', 'court_order'][
            i % 4
          ] as string,
          authority: 'Data Protection Officer, Northgate Hospital',
        });
      },
    });
  }
  for (let i = 0; i < 6; i += 1) {
    steps.push({
      at: Date.UTC(2026, 1 + 2 * i, 12, 15, 30),
      log: (ledger) =>
        ledger.logExportDecision({
          decision: i === 3 ? 'DENY' : 'ALLOW',
          policy: 'BUNDLE_EXPORT/audit',
          requestedBy: 'compliance.officer@northgate.example',
          bundleId: `evb_2026_${i + 1}`,
          selection: {
            period: {
              from: YEAR.from,
              to: `2026-${String(2 + 2 * i).padStart(2, '0')}-01T00:00:00Z`,
            },
          },
          disclosures: SEALED,
        }),
    });
  }
  steps.sort((a, b) => a.at - b.at);
  // One record a second, so that the ledger's clock never runs back.
  let last = 0;
  return steps.map((step) => {
    last = Math.max(step.at, last + 1000);
    return { ...step, at: last };
  });
}

function policy(
  at: string,
  policyName: string,
  retentionYears: number,
  appliesTo: JsonObject,
): Step {
  return {
    at: Date.parse(at),
    log: (ledger) => ledger.setRetentionPolicy({ policyName, retentionYears, appliesTo }),
  };
}

function event(
  time: string,
  event_type: string,
  action: string,
  outcome: string,
  data_classification: string,
  more: JsonObject = {},
): Step {
  return {
    at: Date.parse(time),
    log: (ledger) =>
      ledger.append(
        {
          event_type,
          actor: 'security.officer@northgate.example',
          action,
          outcome,
          subject: 'system/ehr',
          ip_address: '192.0.2.30',
          timestamp: time,
          data_classification,
          legal_basis: 'legal_obligation',
          ...more,
        },
        { sealed: SEALED },
      ),
  };
}

/** Incidents as NIS2 sees them: in time, late, and one whose final report is not there. */
function incidents(): Step[] {
  const rows: readonly (readonly [id: string, time: string, type: string, action: string])[] = [
    ['INC-2026-003', '2026-02-11T07:20:00Z', 'incident', 'open'],
    ['INC-2026-003', '2026-02-11T21:05:00Z', 'incident', 'early_warning'],
    ['INC-2026-003', '2026-02-13T16:40:00Z', 'incident', 'incident_notification'],
    ['INC-2026-003', '2026-03-10T12:00:00Z', 'incident', 'final_report'],
    ['INC-2026-014', '2026-03-23T11:41:13Z', 'incident', 'open'],
    ['INC-2026-014', '2026-03-24T15:12:00Z', 'incident', 'early_warning'],
    ['INC-2026-014', '2026-03-26T09:30:00Z', 'incident', 'incident_notification'],
    ['INC-2026-014', '2026-04-22T10:00:00Z', 'incident', 'final_report'],
    ['INC-2026-021', '2026-09-02T02:15:00Z', 'incident', 'open'],
    ['INC-2026-021', '2026-09-02T19:00:00Z', 'incident', 'early_warning'],
    ['INC-2026-021', '2026-09-04T23:50:00Z', 'incident', 'incident_notification'],
    ['INC-2026-030', '2026-12-20T13:00:00Z', 'incident', 'open'],
    ['INC-2026-030', '2026-12-21T08:30:00Z', 'incident', 'early_warning'],
    ['INC-2026-030', '2026-12-23T09:00:00Z', 'incident', 'incident_notification'],
  ];
  return rows.map(([incident_id, time, type, action]) =>
    event(time, type, action, 'success', 'confidential', { incident_id }),
  );
}

function plainStep(month: number, index: number, random: (label: string) => number): Step {
  const label = `${month}/${index}`;
  let pick = random(`${label}/kind`) * WEIGHTS;
  const kind = KINDS.find(([weight]) => {
    pick -= weight;
    return pick < 0;
  });
  const [, eventType, actions, classification, basis] = kind ?? (KINDS[0] as Kind);
  const days = new Date(Date.UTC(2026, month + 1, 0)).getUTCDate();
  const hour = 6 + Math.floor((random(`${label}/a`) + random(`${label}/b`)) * 8);
  const at = Date.UTC(
    2026,
    month,
    1 + Math.floor(random(`${label}/day`) * days),
    hour,
    Math.floor(random(`${label}/minute`) * 60),
    Math.floor(random(`${label}/second`) * 60),
  );
  const chance = random(`${label}/fault`);
  const outcome = random(`${label}/outcome`);
  const person = Math.floor(random(`${label}/person`) ** 2 * 46);
  const data: Record<string, string> = {
    event_type: eventType,
    actor:
      person < 40
        ? `${ROLES[person % ROLES.length]}.${NAMES[person % NAMES.length]}@northgate.example`
        : `svc-${['backup', 'monitor', 'scheduler', 'pacs', 'lab', 'billing'][person - 40]}`,
    action: actions[Math.floor(random(`${label}/action`) * actions.length)] ?? 'read',
    outcome:
      outcome < 0.915
        ? 'success'
        : outcome < 0.985
          ? 'failure'
          : outcome < 0.995
            ? 'denied'
            : 'partial',
    subject:
      classification === 'PHI'
        ? `patient/${18000 + Math.floor(random(`${label}/subject`) * 900)}`
        : 'system/ehr',
    ip_address: `192.0.2.${10 + (person % 200)}`,
    timestamp: new Date(at).toISOString().replace('.000Z', 'Z'),
    data_classification: classification,
    legal_basis: chance > 0.992 && classification === 'PHI' ? 'legitimate_interest' : basis,
  };
  if (chance < 0.012) delete data['legal_basis'];
  else if (chance < 0.017) delete data['outcome'];
  else if (chance < 0.025) delete data['data_classification'];
  else if (chance < 0.027) delete data['actor'];
  else if (chance < 0.028) data['subject'] = '';
  const sealed = SEALED.filter((name) => (data[name] ?? '') !== '');
  return {
    at,
    tag: `plain/${label}`,
    log: (ledger) => ledger.append(data, { sealed }),
  };
}

const ROLES = ['nurse', 'dr', 'dr', 'nurse', 'clerk', 'it', 'lab'];
const NAMES = [
  ...['okafor', 'smith', 'adeyemi', 'lindqvist', 'moreau', 'tanaka', 'rossi', 'novak', 'haddad'],
  ...['jensen', 'pereira', 'kowalska', 'singh', 'oconnor', 'bauer', 'santos', 'ivanova', 'mensah'],
  ...['larsen', 'dubois', 'yilmaz', 'chen', 'garcia', 'petrov', 'nguyen', 'weber', 'silva'],
  ...['hansen', 'kim', 'fischer', 'marin', 'costa', 'popescu', 'horvat', 'meyer', 'lopez'],
  ...['vanberg', 'eriksen', 'toth', 'keller'],
];

/** The ledger's clock stands a little after the event, and never runs back. */
function recordedAt(at: number, sequence: number): string {
  const millis = String((sequence * 137) % 1000).padStart(3, '0');
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, `.${millis}Z`);
}

function isDisclosed(derive: Derive, sequence: number, field: string): boolean {
  const share = { actor: 0.95, subject: 0.8, ip_address: 0.6 }[field] ?? 1;
  return (
    Buffer.from(derive(`year/disclose/${sequence}/${field}`, 4)).readUInt32BE() / 2 ** 32 < share
  );
}

/** Writes the bundles of a year: as one, as quarters without the third, and one by record ids. */
async function main(folder: string, records: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const year = makeYear(records);
  const write = (name: string, content: string | Uint8Array): void =>
    writeFileSync(join(folder, name), content);
  write('trust-root.json', year.trustRoot);
  write('year.zip', await year.bundle('2026', { period: YEAR }));
  for (const [name, from, to] of [
    ['q1', YEAR.from, '2026-03-31T23:59:59Z'],
    ['q2', '2026-04-01T00:00:00Z', '2026-06-30T23:59:59Z'],
    ['q4', '2026-10-01T00:00:00Z', YEAR.to],
  ] as const)
    write(`${name}.zip`, await year.bundle(`2026-${name}`, { period: { from, to } }));
  const ids: string[] = [];
  for (const { line } of year.ledger.scan(0, year.ledger.size)) {
    if (!line.includes('"incident_id"')) continue;
    ids.push((JSON.parse(line) as { record_id: string }).record_id);
  }
  write('incidents.zip', await year.bundle('2026-incidents', { recordIds: ids }));
  console.log(`${year.ledger.size} records; verify at ${YEAR_AT}`);
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) {
  const [folder, records = '5000'] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: tsx scripts/make-year.ts FOLDER [RECORDS]');
  await main(folder, Number(records));
}
