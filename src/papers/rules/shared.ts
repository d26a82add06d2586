// Sentences that more than one rule book needs: what a pass shows, said once. Each rule book gives them ids of its own.

import type { RuleSentence } from '../rule-book.js';

type Said = Omit<RuleSentence, 'id'>;

const HEAD = ['checkpoint/form', 'checkpoint/tree-head', 'checkpoint/signatures'] as const;
const LEAVES = ['inclusion/form', 'inclusion/leaves'] as const;
const ATTESTED = ['attestation/form', 'attestation/statement', 'attestation/signatures'] as const;

export const SAID = {
  ledgerSigned: {
    says: 'The ledger {ledger}, which the trust root “{trust_root}” names, signed a tree of {tree_size} records with both keys of one key set.',
    about: 'who signed the tree',
    rests_on: ['trust/ledger', ...HEAD],
  },
  attesterSigned: {
    says: 'The attester “{attester}” of the trust root signed this very selection, with Ed25519 and with ML-DSA-65.',
    about: 'who signed the selection',
    rests_on: ['trust/ledger', ...ATTESTED],
  },
  recorders: {
    says: 'Each record that is shown has a signature of a recorder whose key the trust root lists.',
    about: 'who logged each record',
    rests_on: ['records/signatures', ...LEAVES],
  },
  witnesses: {
    says: '{witnesses} of the witnesses that the trust root names cosigned the same tree.',
    about: 'whether witnesses saw the same tree',
    rests_on: ['checkpoint/witnesses'],
  },
  inTree: {
    says: 'Each of the {records} records that are shown is in that tree, byte for byte and at its place.',
    about: 'whether the records are in the tree',
    rests_on: ['records/form', ...LEAVES, ...HEAD],
  },
  chain: {
    says: 'Wherever two neighbouring records are shown, the later one holds the hash of the earlier one, and it is right.',
    about: 'the hash chain from record to record',
    rests_on: ['records/chain', ...LEAVES],
  },
  entries: {
    says: 'Each entry that the manifest lists has the length and the SHA3-256 that the manifest states, and the attester signed that manifest.',
    about: 'whether the entries of the file are those that were attested',
    rests_on: ['manifest/inventory', 'manifest/digests', ...ATTESTED],
  },
  oneReading: {
    says: 'The file can be read in one way only, holds nothing that is neither listed nor known, and each entry has the length and CRC-32 that the file declares.',
    about: 'whether the file can be read in one way only',
    rests_on: ['archive/structure', 'archive/names', 'archive/content', 'manifest/inventory'],
  },
  headStamped: {
    says: 'The signed tree existed at {head_stamped}, by a time stamp of “{head_stamped_by}”, an authority of the trust root; a change of a record since then would not fit it.',
    about: 'since when the signed tree exists',
    rests_on: ['checkpoint/timestamps', ...HEAD, ...LEAVES],
  },
  attestationStamped: {
    says: 'The signed selection existed at {attestation_stamped}, by a time stamp of “{attestation_stamped_by}”, an authority of the trust root.',
    about: 'since when the signed selection exists',
    rests_on: ['attestation/timestamps', ...ATTESTED],
  },
  disclosed: {
    says: 'Each of the {disclosed} values that are disclosed is the one to which its record was committed; {withheld} sealed fields are withheld.',
    about: 'sealed fields',
    rests_on: ['disclosures/commitments', ...LEAVES],
  },
  erased: {
    says: 'What is called erased was erased by a record of the same tree. Whole records: {erased_records}; single fields: {erased_fields}.',
    about: 'erasures',
    rests_on: ['erasures/logged', ...LEAVES],
  },
  consistency: {
    says: 'The earlier states of the tree that are in the file are beginnings of the same tree.',
    about: 'earlier states of the tree',
    rests_on: ['checkpoint/consistency'],
  },
  continuity: {
    says: 'The tree continues the checkpoint that was kept from before and handed to this run.',
    about: 'whether the tree continues one that was seen before',
    rests_on: ['checkpoint/continuity'],
  },
  authorised: {
    says: 'A decision that is logged in the same tree allowed this export.',
    about: 'whether somebody allowed the export',
    rests_on: ['authorization/decision', ...LEAVES],
  },
  complete: {
    says: 'Nothing of the selection “{selection}” is left out: {selected} records of it are shown, and none is missing that is not logged as erased. For a period that holds as long as the clock of the ledger never ran back outside the records that are shown.',
    about: 'whether something of the selection is left out',
    rests_on: ['completeness/selection', ...ATTESTED, ...LEAVES],
  },
  asked: {
    says: 'The selection is the one that was asked for and handed to this run.',
    about: 'whether the selection is the one that was asked for',
    rests_on: ['completeness/asked'],
  },
  custody: {
    says: 'The record of custody that was handed in has {handovers} entries, each of which follows on the one before it; the last one left this file.',
    about: 'the chain of custody',
    rests_on: ['custody/chain'],
  },
  recorded: {
    says: 'The records that are shown were recorded from {first_recorded} to {last_recorded}, by the clock of the ledger, which never runs back among them.',
    about: 'when the records were recorded',
    rests_on: ['records/clock', ...LEAVES],
  },
  identified: {
    says: 'Each record that is shown is of this ledger and has an id and a place of its own.',
    about: 'whether each record can be told from the others',
    rests_on: ['records/identity', ...LEAVES],
  },
} as const satisfies Record<string, Said>;

/** The sentences of a section under the ids of its rule book: `as1105-source-1`. */
export function numbered(section: string, said: readonly Said[]): readonly RuleSentence[] {
  return said.map((one, i) => ({ id: `${section}-${i + 1}`, ...one }));
}
