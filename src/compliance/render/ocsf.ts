// Verified records as events of the Open Cybersecurity Schema Framework (OCSF 1.9), one JSON line each: base events with the profile
// record_integrity. What the ledger's own words mean is not guessed: they stay in `unmapped`. Each event has an attestation whose
// fingerprint is over its RFC 8785 form without that fingerprint, and which names the event before it: an event that is deleted,
// altered or moved breaks the chain. The attestation is this export's; what proves the record is its bundle, named in `unmapped`.

import { parseTime, toHex, utf8 } from '../../base/encoding.js';
import { canonicalize, type Json } from '../../base/json.js';
import { digestOf } from '../../crypto/digest.js';
import { jsonText } from '../../report/escape.js';
import type { ListedRecords, RecordRow, ReportBody } from '../model.js';

const OCSF = '1.9.0';
/** Base Event, activity Other. */
const CLASS = { category_uid: 0, class_uid: 0, activity_id: 99, type_uid: 99 } as const;

interface Fingerprint {
  readonly algorithm: 'SHA3-256';
  readonly algorithm_id: 13;
  readonly encoding_id: 1;
  readonly serialization_id: 2;
  readonly value: string;
}

/** The events, a line each. */
export function* ocsfLines(
  report: ReportBody,
  { listed }: ListedRecords,
): Generator<string, void, undefined> {
  let previous: { readonly uid: string; readonly fingerprint: Fingerprint } | undefined;
  for (const row of listed) {
    if (!row.in_period) continue;
    const uid = `${report.fingerprint.slice(0, 16)}-${row.ledger}-${row.sequence}`;
    const attestation = {
      uid,
      authority_uid: `${report.verifier.name} ${report.verifier.version}`,
      chain_uid: report.fingerprint,
      ...(previous === undefined ? {} : { prev_event: { ...previous, type_uid: CLASS.type_uid } }),
    };
    const event = { ...eventOf(report, row, uid), attestation_list: [attestation] };
    const fingerprint = fingerprintOf(event as unknown as Json);
    previous = { uid, fingerprint };
    const signed = { ...event, attestation_list: [{ ...attestation, fingerprint }] };
    yield `${jsonText(JSON.stringify(signed))}\n`;
  }
}

function eventOf(report: ReportBody, row: RecordRow, uid: string) {
  const { verifier, bundles, ledgers } = report;
  const bundle = bundles.find(({ id }) => id === row.bundle);
  const nanoseconds = parseTime(row.recorded_at) ?? 0n;
  return {
    ...CLASS,
    severity_id: 0,
    time: Number(nanoseconds / 1_000_000n),
    message: `verified ledger record ${row.record_id}`,
    metadata: {
      uid,
      version: OCSF,
      profiles: ['record_integrity'],
      original_event_uid: row.record_id,
      original_time: row.recorded_at,
      product: { name: verifier.name, version: verifier.version, vendor_name: verifier.name },
    },
    unmapped: {
      ledger: ledgers.find(({ id }) => id === row.ledger)?.origin ?? '',
      sequence: row.sequence,
      record_type: row.type,
      record_hash: row.record_hash,
      bundle: bundle?.name ?? '',
      bundle_sha256: bundle?.sha256 ?? '',
      values: row.values,
      hidden: row.hidden,
    },
  };
}

function fingerprintOf(event: Json): Fingerprint {
  const value = toHex(digestOf('sha3-256', utf8(canonicalize(event))));
  return { algorithm: 'SHA3-256', algorithm_id: 13, encoding_id: 1, serialization_id: 2, value };
}
