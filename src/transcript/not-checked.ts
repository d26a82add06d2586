// What this run did not check (docs/SPEC.md §16.5), in the order of its catalogue: what no run can check, and what this one did not
// look at because nobody asked, nothing was there, or something stopped it.

import type { CheckId } from '../catalogue/checks.js';
import { NOT_CHECKED, type UncheckedCode, type UncheckedWhen } from '../catalogue/not-checked.js';
import type { CheckResult } from '../checks/settle.js';
import type { Facts, Question } from './facts.js';
import type { EvidenceSummary } from './transcript.js';
import { comparedOf } from './trust-mode.js';
import type { NotChecked } from './worth.js';

/** Whether a row applies, and to what: undefined if not, an empty list if to nothing in particular. */
type Applies = (seen: Seen) => readonly string[] | undefined;

interface Seen {
  readonly results: readonly CheckResult[];
  readonly facts: Facts;
  readonly question: Question;
  readonly evidence: EvidenceSummary;
}

/** The entries of a run. */
export function notCheckedOf(
  results: readonly CheckResult[],
  facts: Facts,
  question: Question,
  evidence: EvidenceSummary,
): NotChecked[] {
  const seen = { results, facts, question, evidence };
  return (Object.keys(NOT_CHECKED) as UncheckedCode[]).flatMap((code) => {
    const { category, when, message, consequence } = NOT_CHECKED[code];
    const about = WHEN[when](seen);
    if (about === undefined) return [];
    return [{ code, category, message, consequence, ...(about.length === 0 ? {} : { about }) }];
  });
}

const only = (holds: boolean, about: readonly string[] = []): readonly string[] | undefined =>
  holds ? about : undefined;

const resultOf = ({ results }: Seen, id: CheckId): CheckResult | undefined =>
  results.find((result) => result.id === id);

const passed = (seen: Seen, id: CheckId): boolean => resultOf(seen, id)?.status === 'passed';

/** Applies where a check did not pass, and names it. */
const unlessPassed =
  (id: CheckId): Applies =>
  (seen) =>
    only(!passed(seen, id), [id]);

const WHEN: Readonly<Record<UncheckedWhen, Applies>> = {
  always: () => [],
  'no-trust-root': ({ question }) => only(question.trustRoot === undefined),
  'trust-root': ({ question }) => only(question.trustRoot !== undefined),
  'no-comparison': ({ question: { trustRoot, trustSource } }) =>
    only(trustRoot !== undefined && comparedOf(trustRoot, trustSource) === undefined),
  tokens: ({ facts: { checkpoint, attestation } }) => {
    const tokens = [...(checkpoint?.tokens ?? []), ...(attestation?.tokens ?? [])];
    return only(tokens.length > 0, [...new Set(tokens.map(({ authority }) => authority))]);
  },
  'signing-time-unproven': ({ facts: { checkpoint, attestation } }) => {
    const about = [
      ...(checkpoint?.checkpoint !== undefined &&
      checkpoint.tokens.length === 0 &&
      checkpoint.witnessed?.quorumTime === undefined
        ? ['checkpoint']
        : []),
      ...(attestation?.attestation !== undefined && attestation.tokens.length === 0
        ? ['attestation']
        : []),
    ];
    return only(about.length > 0, about);
  },
  'record-signatures-not-passed': unlessPassed('records/signatures'),
  'no-other-view': (seen) =>
    only(!passed(seen, 'checkpoint/witnesses') && !passed(seen, 'checkpoint/continuity'), [
      'checkpoint/witnesses',
      'checkpoint/continuity',
    ]),
  'continuity-not-passed': unlessPassed('checkpoint/continuity'),
  'completeness-not-passed': unlessPassed('completeness/selection'),
  'asked-not-passed': unlessPassed('completeness/asked'),
  'authorization-not-passed': unlessPassed('authorization/decision'),
  stopped: ({ results }) => {
    const stopped = results.flatMap((result) =>
      result.status === 'skipped' && result.because.includes('/') ? [result.id] : [],
    );
    return only(stopped.length > 0, stopped);
  },
  attachments: (seen) => only((resultOf(seen, 'attachments/described')?.examined ?? 0) > 0),
  withheld: ({ evidence }) => only(evidence.sealed_fields.withheld > 0),
  erased: ({ evidence }) =>
    only(evidence.erased_records.length > 0 || evidence.sealed_fields.erased > 0),
  claims: ({ facts }) => only(facts.attestation?.attestation?.statement?.claims !== undefined),
  environment: ({ question: { environment = [] } }) => only(environment.length > 0, environment),
  'no-custody': (seen) => only(!passed(seen, 'custody/chain')),
  custody: (seen) => only(passed(seen, 'custody/chain')),
};
