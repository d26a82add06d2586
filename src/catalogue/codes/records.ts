// Finding codes of records, stubs and inclusion (docs/SPEC.md §4 to §6).

import type { CodeRow } from './code.js';

export const RECORD_CODES = {
  RECORDS_EMPTY: {
    check: 'records/form',
    outcome: 'unproven',
    message: 'the bundle shows no record',
    meaning: 'No record is shown, so there is nothing to prove.',
    remedy: 'Ask for an export that shows records.',
  },
  RECORD_NOT_CANONICAL: {
    check: 'records/form',
    outcome: 'fail',
    meaning:
      'A line of records.jsonl is not the RFC 8785 form of its own content, ended by one LF.',
    remedy: 'Ask for the bundle again: two readers could read this record in two ways.',
  },
  RECORD_INVALID: {
    check: 'records/form',
    outcome: 'fail',
    meaning: 'A record does not follow its schema.',
    remedy: 'Tell the exporter the place that is named; see softqcos-verify schema record.',
  },
  RECORD_TOO_LONG: {
    check: 'records/form',
    outcome: 'fail',
    meaning: 'A record line is longer than 1.5 MiB, or its data longer than 1 MiB.',
    remedy: 'Tell the exporter; the format does not allow such a record.',
  },
  RECORD_FIELD_TWICE: {
    check: 'records/form',
    outcome: 'fail',
    message: 'a field stands in data and in sealed',
    meaning: 'A field name stands in the clear and sealed in one record.',
    remedy: "Ask the exporter which of the two is the record's.",
  },
  RECORD_OUT_OF_ORDER: {
    check: 'records/form',
    outcome: 'fail',
    meaning: 'The records do not stand in ascending sequence.',
    remedy: 'Tell the exporter.',
  },
  RECORD_LEDGER_MISMATCH: {
    check: 'records/identity',
    outcome: 'fail',
    message: 'the record is of another ledger',
    meaning: 'A record is of another ledger than the manifest names.',
    remedy: 'Ask how a foreign record came into this bundle.',
  },
  RECORDS_TOO_MANY: {
    check: 'records/identity',
    outcome: 'unproven',
    message: 'ids from this record on are not remembered',
    meaning:
      'There are more records than this verifier remembers ids of, so a repeated id could go unseen.',
    remedy: 'Raise the limit that is named if the machine has the memory, or verify in parts.',
  },
  RECORD_ID_DUPLICATE: {
    check: 'records/identity',
    outcome: 'fail',
    message: 'an earlier record bears the same id',
    meaning: 'Two shown records bear one record id.',
    remedy: "Ask the ledger's operator which record the id names.",
  },
  RECORD_CLOCK_BACKWARDS: {
    check: 'records/clock',
    outcome: 'fail',
    meaning: "A record was logged, by the ledger's own clock, before one that precedes it.",
    remedy: "Ask the ledger's operator about its clock; the order is proven, the times are not.",
  },
  CHAIN_BROKEN: {
    check: 'records/chain',
    outcome: 'fail',
    meaning: 'previous_hash of a record is not the hash of the record before it.',
    remedy: "The ledger's own chain contradicts itself: ask the operator what stood between.",
  },
  CHAIN_LINK_NOT_SHOWN: {
    check: 'records/chain',
    outcome: 'note',
    meaning:
      'The record before a shown record is not in the bundle, so this link of the chain was not checked.',
    remedy:
      'Nothing is wrong; the tree proves the record. Ask for link stubs if you need the chain.',
  },
  RECORD_SIGNATURES_MALFORMED: {
    check: 'records/signatures',
    outcome: 'fail',
    meaning: 'A line of signatures.jsonl is not canonical, not of the known form, or out of order.',
    remedy: 'Tell the exporter the line that is named.',
  },
  RECORD_SIGNATURE_ORPHAN: {
    check: 'records/signatures',
    outcome: 'fail',
    message: 'no record of this sequence is shown',
    meaning: 'A signature is for a record that is not shown.',
    remedy: 'Ask for the record, or for the bundle without the signature.',
  },
  RECORD_SIGNATURE_INVALID: {
    check: 'records/signatures',
    outcome: 'fail',
    message: 'the signature does not verify over this record hash',
    meaning: 'A record signature of a listed recorder key does not verify.',
    remedy: "Treat the record's origin as unproven and ask the recorder.",
  },
  RECORD_SIGNATURE_MISSING: {
    check: 'records/signatures',
    outcome: 'unproven',
    message: 'no signature is for this record',
    meaning: 'Signatures are required and a shown record has none.',
    remedy: 'Ask for an export with a signature for every record.',
  },
  RECORD_SIGNATURE_KEY_UNKNOWN: {
    check: 'records/signatures',
    outcome: 'unproven',
    message: 'the trust root lists no such recorder key for this ledger',
    meaning: 'A record is signed by a key that the trust root does not list for this ledger.',
    remedy: "Get the recorder's key over another channel and add it to the trust root.",
  },
  RECORD_SIGNATURE_KEY_INVALID: {
    check: 'records/signatures',
    outcome: 'unproven',
    meaning:
      'A record is signed by a recorder key outside its validity, or after it was compromised.',
    remedy: 'Ask for a time stamp that shows the signature to be older, or for another signature.',
  },
  STUB_INVALID: {
    check: 'stubs/form',
    outcome: 'fail',
    meaning: 'A line of stubs.jsonl is not canonical or not of the known form.',
    remedy: 'Tell the exporter the line that is named.',
  },
  STUB_OUT_OF_ORDER: {
    check: 'stubs/form',
    outcome: 'fail',
    meaning: 'The stubs do not stand in ascending sequence.',
    remedy: 'Tell the exporter.',
  },
  STUB_IS_RECORD: {
    check: 'stubs/form',
    outcome: 'fail',
    message: 'this sequence is also shown as a record',
    meaning: 'One sequence stands both as a stub and as a shown record.',
    remedy: 'Ask the exporter which of the two is meant.',
  },
  STUB_LINK_UNUSED: {
    check: 'stubs/form',
    outcome: 'fail',
    meaning: 'A link stub stands before no shown record, so it has no reason to be there.',
    remedy: 'Ask what the leaf is: a stub must not stand in for a record.',
  },
  INCLUSION_ABSENT: {
    check: 'inclusion/form',
    outcome: 'unproven',
    message: 'the manifest states no tree head',
    meaning: 'The bundle was exported without a tree head and proofs.',
    remedy: 'Ask for an export with include_merkle_proofs.',
  },
  PATHS_INVALID: {
    check: 'inclusion/form',
    outcome: 'fail',
    meaning:
      'A line of proof/paths.jsonl is not canonical, not of the known form, or out of order.',
    remedy: 'Tell the exporter the line that is named.',
  },
  PATH_MISSING: {
    check: 'inclusion/form',
    outcome: 'fail',
    message: 'no line of proof/paths.jsonl is for this leaf',
    meaning: 'A record or stub has no inclusion path.',
    remedy: 'Ask for an export that proves every record.',
  },
  PATH_ORPHAN: {
    check: 'inclusion/form',
    outcome: 'fail',
    message: 'the bundle holds no leaf of this sequence',
    meaning: 'An inclusion path is for a leaf that the bundle does not hold.',
    remedy: 'Tell the exporter.',
  },
  PATH_LENGTH_WRONG: {
    check: 'inclusion/form',
    outcome: 'fail',
    message: 'the path does not have the length that index and tree size require',
    meaning: 'An inclusion path has more or fewer hashes than its index and the tree size require.',
    remedy: 'Tell the exporter; the path was altered or made for another tree.',
  },
  BATCH_LENGTH_WRONG: {
    check: 'inclusion/form',
    outcome: 'fail',
    meaning: 'proof/batch.bin has more or fewer hashes than the leaves and the tree size require.',
    remedy: 'Tell the exporter; the proof was altered or made for other leaves.',
  },
  LEAF_OUTSIDE_TREE: {
    check: 'inclusion/form',
    outcome: 'fail',
    message: 'the sequence is not below the tree size',
    meaning: 'A record or stub has a sequence that is not below the tree size.',
    remedy: 'Ask for a checkpoint that covers the record.',
  },
  INCLUSION_ROOT_MISMATCH: {
    check: 'inclusion/leaves',
    outcome: 'fail',
    meaning:
      'The root that follows from the leaves and the proof is not the root of the tree head.',
    remedy:
      "The leaf was altered, or it was never in this tree: ask the ledger's operator for the record and its proof.",
  },
} as const satisfies Record<string, CodeRow>;
