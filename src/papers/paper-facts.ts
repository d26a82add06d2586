// The facts that a sentence of a working paper may name, each with the checks without which it is no fact. Their values are text of the
// bundle, of the trust root or of the operator, and are escaped where they are printed.

import type { CheckId } from '../catalogue/checks.js';
import { grouped } from '../report/words.js';
import type { ProvenTime, Transcript } from '../transcript/transcript.js';

export interface PaperFact {
  readonly rests_on: readonly CheckId[];
  /** Undefined where the transcript does not hold it. */
  value(transcript: Transcript): string | undefined;
}

const LEAVES = ['inclusion/form', 'inclusion/leaves'] as const;
const HEAD = ['checkpoint/form', 'checkpoint/tree-head', 'checkpoint/signatures'] as const;
const ATTESTED = ['attestation/form', 'attestation/statement', 'attestation/signatures'] as const;

export const PAPER_FACTS = {
  ledger: {
    rests_on: ['trust/ledger'],
    value: ({ bundle }) => bundle.manifest?.ledger,
  },
  trust_root: {
    rests_on: ['trust/ledger'],
    value: ({ trust_root }) => trust_root?.name,
  },
  attester: {
    rests_on: ATTESTED,
    value: ({ attester }) => attester,
  },
  selection: {
    rests_on: ATTESTED,
    value: ({ bundle }) => bundle.manifest?.selection,
  },
  exporter: {
    rests_on: ATTESTED,
    value: ({ bundle }) => bundle.manifest?.exporter,
  },
  tree_size: {
    rests_on: HEAD,
    value: ({ bundle }) => count(bundle.manifest?.tree_head?.tree_size),
  },
  records: {
    rests_on: LEAVES,
    value: ({ evidence }) => count(evidence.records),
  },
  selected: {
    rests_on: LEAVES,
    value: ({ evidence }) => count(evidence.selected),
  },
  first_recorded: {
    rests_on: [...LEAVES, 'records/clock'],
    value: ({ evidence }) => evidence.first_recorded_at,
  },
  last_recorded: {
    rests_on: [...LEAVES, 'records/clock'],
    value: ({ evidence }) => evidence.last_recorded_at,
  },
  disclosed: {
    rests_on: [...LEAVES, 'disclosures/commitments'],
    value: ({ evidence }) => count(evidence.sealed_fields.disclosed),
  },
  withheld: {
    rests_on: [...LEAVES, 'disclosures/commitments'],
    value: ({ evidence }) => count(evidence.sealed_fields.withheld),
  },
  erased_records: {
    rests_on: [...LEAVES, 'erasures/logged'],
    value: ({ evidence }) => count(evidence.erased_records.length),
  },
  erased_fields: {
    rests_on: [...LEAVES, 'erasures/logged'],
    value: ({ evidence }) => count(evidence.sealed_fields.erased),
  },
  handovers: {
    rests_on: ['custody/chain'],
    value: ({ custody }) => count(custody?.length),
  },
  witnesses: {
    rests_on: ['checkpoint/witnesses'],
    value: ({ trust_mode }) => (trust_mode.witnesses > 0 ? count(trust_mode.witnesses) : undefined),
  },
  head_stamped: {
    rests_on: ['checkpoint/timestamps'],
    value: ({ times }) => earliest(times, 'checkpoint')?.existed_before,
  },
  head_stamped_by: {
    rests_on: ['checkpoint/timestamps'],
    value: ({ times }) => earliest(times, 'checkpoint')?.by,
  },
  attestation_stamped: {
    rests_on: ['attestation/timestamps'],
    value: ({ times }) => earliest(times, 'attestation')?.existed_before,
  },
  attestation_stamped_by: {
    rests_on: ['attestation/timestamps'],
    value: ({ times }) => earliest(times, 'attestation')?.by,
  },
} as const satisfies Record<string, PaperFact>;
export type FactName = keyof typeof PAPER_FACTS;

function count(value: number | undefined): string | undefined {
  return value === undefined ? undefined : grouped(value);
}

/** The earliest token: a quorum of witnesses proves a time too, and rests on another check. */
function earliest(times: readonly ProvenTime[], of: ProvenTime['of']): ProvenTime | undefined {
  const tokens = times.filter((time) => time.of === of && time.by !== 'quorum of witnesses');
  return tokens.toSorted((a, b) => (a.existed_before < b.existed_before ? -1 : 1))[0];
}
