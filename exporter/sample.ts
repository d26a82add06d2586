// Invented events in any number, the same for the same sequence: for benchmarks and trials. Addresses are of 192.0.2.0/24.

import type { JsonObject } from '../src/base/json.js';

const KINDS = [
  ['login', 'authenticate', 'internal', 'legal_obligation', 'system/ehr'],
  ['data_access', 'read', 'PHI', 'health_care', 'patient/'],
  ['data_access', 'update', 'PHI', 'health_care', 'patient/'],
  ['permission_change', 'grant_role', 'internal', 'legal_obligation', 'role/reader'],
] as const;
const FIRST = Date.parse('2026-01-05T08:00:00Z');

/** The fields of a sample event that a ledger may seal. */
export const SAMPLE_SEALED = ['actor', 'ip_address', 'subject'];

/** One event every two and a half seconds. */
export function sampleTime(sequence: number): string {
  return new Date(FIRST + sequence * 2_500).toISOString();
}

export function sampleEvent(sequence: number): JsonObject {
  const [type, action, classification, basis, subject] = KINDS[sequence % KINDS.length] ?? KINDS[0];
  return {
    event_type: type,
    actor: `user${(sequence * 7) % 311}@hospital.example`,
    action,
    outcome: sequence % 17 === 0 ? 'failure' : 'success',
    subject: subject.endsWith('/') ? `${subject}${(sequence * 13) % 5_003}` : subject,
    ip_address: `192.0.2.${(sequence * 3) % 256}`,
    timestamp: sampleTime(sequence),
    data_classification: classification,
    legal_basis: basis,
  };
}
