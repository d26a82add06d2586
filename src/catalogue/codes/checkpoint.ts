// Finding codes of the checkpoint (docs/SPEC.md §7).

import type { CodeRow } from './code.js';

export const CHECKPOINT_CODES = {
  CHECKPOINT_ABSENT: {
    check: 'checkpoint/form',
    outcome: 'unproven',
    meaning: 'The bundle holds no checkpoint, so nobody has signed its tree head.',
    remedy: 'Ask for the checkpoint of this tree size.',
  },
  CHECKPOINT_TOO_LARGE: {
    check: 'checkpoint/form',
    outcome: 'unproven',
    message: 'the checkpoint is larger than this verifier accepts',
    meaning: 'The checkpoint is larger than this verifier accepts.',
    remedy: 'Ask for a checkpoint with fewer cosignatures.',
  },
  CHECKPOINT_MALFORMED: {
    check: 'checkpoint/form',
    outcome: 'fail',
    meaning: 'The checkpoint is not a C2SP checkpoint in a signed note.',
    remedy: 'Tell the exporter the line that is named.',
  },
  CHECKPOINT_ORIGIN_MISMATCH: {
    check: 'checkpoint/form',
    outcome: 'fail',
    message: 'the checkpoint is of another ledger',
    meaning: 'The checkpoint is of another ledger than the manifest names.',
    remedy: 'Ask for the checkpoint of this ledger.',
  },
  TREE_HEAD_MISMATCH: {
    check: 'checkpoint/tree-head',
    outcome: 'fail',
    meaning: 'Manifest and checkpoint state different tree heads.',
    remedy: 'Ask for the checkpoint that belongs to this export.',
  },
  CHECKPOINT_LINE_DUPLICATE: {
    check: 'checkpoint/signatures',
    outcome: 'fail',
    message: 'an earlier line has the same name and key id',
    meaning: "Two signature lines by the ledger's name have one key id.",
    remedy: "Tell the exporter; one of the two lines is not the ledger's.",
  },
  CHECKPOINT_SIGNATURE_INVALID: {
    check: 'checkpoint/signatures',
    outcome: 'fail',
    meaning: 'A signature by a listed key of this ledger does not verify.',
    remedy: "Treat the tree head as forged until the ledger's operator explains it.",
  },
  CHECKPOINT_STRIPPED: {
    check: 'checkpoint/signatures',
    outcome: 'fail',
    message: 'no key set of this ledger has signed with both its keys',
    meaning:
      'A listed key of this ledger has signed, but its partner in the key set has not: a stripped hybrid.',
    remedy: 'Ask for the checkpoint with both signatures (Ed25519 and ML-DSA-44).',
  },
  CHECKPOINT_KEY_UNKNOWN: {
    check: 'checkpoint/signatures',
    outcome: 'unproven',
    message: 'no signature line is of a listed key of this ledger',
    meaning: 'No signature is by a key that the trust root lists for this ledger.',
    remedy: "Get the ledger's keys over another channel and add them to the trust root.",
  },
  CHECKPOINT_KEY_INVALID: {
    check: 'checkpoint/signatures',
    outcome: 'unproven',
    meaning:
      'The key set that signed is expired, not yet valid or revoked at every time that counts.',
    remedy:
      'Ask for a time stamp or cosignatures that show the signature to be older, or for a newer checkpoint.',
  },
  CHECKPOINT_TIME_UNPROVEN: {
    check: 'checkpoint/signatures',
    outcome: 'note',
    message: 'no trusted time shows when the checkpoint was signed',
    meaning:
      'No trusted time shows when the checkpoint was signed; its keys are valid at the time of verification.',
    remedy: 'Nothing is wrong; ask for a time stamp if the moment matters.',
  },
  COSIGNATURE_INVALID: {
    check: 'checkpoint/witnesses',
    outcome: 'fail',
    meaning: 'A cosignature by a listed witness does not verify.',
    remedy: 'Ask the witness whether it saw this tree head.',
  },
  WITNESS_POLICY_ABSENT: {
    check: 'checkpoint/witnesses',
    outcome: 'unproven',
    message: 'the trust root has no witness_policy',
    meaning: 'Witnesses are required and the trust root names none.',
    remedy: 'Add a witness_policy to the trust root.',
  },
  WITNESS_QUORUM_UNMET: {
    check: 'checkpoint/witnesses',
    outcome: 'unproven',
    meaning: 'Fewer witnesses cosigned than the quorum of the trust root asks for.',
    remedy: "Ask for the checkpoint with more cosignatures, or compare it with another holder's.",
  },
  CONSISTENCY_INVALID: {
    check: 'checkpoint/consistency',
    outcome: 'fail',
    meaning:
      'A line of proof/consistency.jsonl is not canonical, not of the known form, or out of order.',
    remedy: 'Tell the exporter the line that is named.',
  },
  CONSISTENCY_MISMATCH: {
    check: 'checkpoint/consistency',
    outcome: 'fail',
    meaning: 'A consistency proof does not lead from the earlier tree head to this one.',
    remedy: 'The proof was altered, or the ledger rewrote its history: ask for both checkpoints.',
  },
  SPLIT_VIEW: {
    check: 'checkpoint/continuity',
    outcome: 'fail',
    meaning: 'The ledger signed two different trees of one size: a split view.',
    remedy:
      "Keep both checkpoints (--evidence FOLDER writes them): together they are evidence against the ledger's operator.",
  },
  CONTINUITY_MISMATCH: {
    check: 'checkpoint/continuity',
    outcome: 'fail',
    meaning:
      'The bundle states another root than the checkpoint that you hold, and the ledger has not signed it.',
    remedy: 'Ask the exporter for the checkpoint; somebody may have altered the bundle.',
  },
  CONTINUITY_NOT_COUNTED: {
    check: 'checkpoint/continuity',
    outcome: 'unproven',
    message: 'the checkpoint that you hold is not signed by both keys of a key set of this ledger',
    meaning: 'The checkpoint that you hold is not signed by a full key set of this ledger.',
    remedy:
      'Check that the file is the one that you kept, and that the trust root lists the old keys.',
  },
  CONTINUITY_BUNDLE_OLDER: {
    check: 'checkpoint/continuity',
    outcome: 'unproven',
    message: 'the bundle is of a smaller tree than the checkpoint that you hold',
    meaning: "The checkpoint that you hold is of a larger tree than the bundle's.",
    remedy:
      'Ask for a bundle over the newer tree, or use the checkpoint that you held at the time.',
  },
  CONTINUITY_NOT_SHOWN: {
    check: 'checkpoint/continuity',
    outcome: 'unproven',
    meaning: 'The bundle holds no consistency proof from the checkpoint that you hold.',
    remedy: 'Ask for a consistency line of the tree size that is named.',
  },
  CHECKPOINT_TOKEN_TOO_LARGE: {
    check: 'checkpoint/timestamps',
    outcome: 'unproven',
    meaning:
      'A time stamp over the checkpoint is larger, or has more ASN.1 elements, than this verifier accepts.',
    remedy: 'Ask for another token.',
  },
  CHECKPOINT_TOKENS_TOO_MANY: {
    check: 'checkpoint/timestamps',
    outcome: 'unproven',
    message: 'this token and those after it were not examined',
    meaning:
      'There are more time stamps over the checkpoint than this verifier accepts; the first ones were examined.',
    remedy: 'Raise the limit that is named, or ask for the bundle with fewer tokens.',
  },
  CHECKPOINT_TOKEN_MALFORMED: {
    check: 'checkpoint/timestamps',
    outcome: 'fail',
    meaning:
      'A time stamp over the checkpoint is not one DER response of the form that RFC 3161 requires.',
    remedy: 'Ask for the token again, as the authority issued it.',
  },
  CHECKPOINT_TOKEN_IMPRINT: {
    check: 'checkpoint/timestamps',
    outcome: 'fail',
    meaning: 'A time stamp is over something else than this checkpoint.',
    remedy: 'Ask for the token that belongs to this checkpoint.',
  },
  CHECKPOINT_TOKEN_REFUSED: {
    check: 'checkpoint/timestamps',
    outcome: 'fail',
    meaning: "The authority's answer says that it granted no time stamp.",
    remedy: 'Ask for a token that was granted.',
  },
  CHECKPOINT_TOKEN_INVALID: {
    check: 'checkpoint/timestamps',
    outcome: 'fail',
    meaning: 'A time stamp of a pinned authority breaks a rule, or its signature does not verify.',
    remedy: 'Ask the authority; do not rely on the time.',
  },
  CHECKPOINT_TOKEN_UNTRUSTED: {
    check: 'checkpoint/timestamps',
    outcome: 'note',
    meaning:
      'A time stamp does not come from an authority of the trust root, or from outside its validity.',
    remedy: "Get the authority's certificate over another channel and add it to the trust root.",
  },
  CHECKPOINT_TOKEN_ENCODING: {
    check: 'checkpoint/timestamps',
    outcome: 'note',
    meaning:
      'A time stamp over the checkpoint is right but not one DER response (text, BER, a token alone, signed attributes out of order), so it does not count.',
    remedy:
      'Ask for the response as the authority sent it. A token alone is wrapped by: openssl ts -reply -token_in -in TOKEN -out RESPONSE.',
  },
  CHECKPOINT_TOKEN_WEAK: {
    check: 'checkpoint/timestamps',
    outcome: 'note',
    message: 'the token is signed with a short RSA key',
    meaning:
      'A time stamp, or a certificate below the pinned one, is signed with RSA below 3072 bits.',
    remedy: 'Prefer an authority with longer keys.',
  },
  CHECKPOINT_TIMESTAMP_MISSING: {
    check: 'checkpoint/timestamps',
    outcome: 'unproven',
    meaning: 'No time stamp over the checkpoint counts.',
    remedy: 'Ask for a token over the checkpoint by an authority that you pinned.',
  },
} as const satisfies Record<string, CodeRow>;
