// Finding codes of the quantum attestation (docs/SPEC.md §8).

import type { CodeRow } from './code.js';

export const ATTESTATION_CODES = {
  ATTESTATION_ABSENT: {
    check: 'attestation/form',
    outcome: 'unproven',
    message: 'the bundle holds no attestation',
    meaning: 'The bundle was exported without an attestation, so nobody vouches for the selection.',
    remedy: 'Ask for an export with include_quantum_attestation.',
  },
  ATTESTATION_TOO_LARGE: {
    check: 'attestation/form',
    outcome: 'unproven',
    message: 'the attestation is larger than this verifier accepts',
    meaning: 'The attestation is larger than this verifier accepts.',
    remedy: 'Ask for an attestation without bulky claims.',
  },
  ATTESTATION_NOT_CANONICAL: {
    check: 'attestation/form',
    outcome: 'fail',
    meaning: 'The envelope is not the RFC 8785 form of its own content.',
    remedy: 'Ask for the bundle again.',
  },
  ATTESTATION_INVALID: {
    check: 'attestation/form',
    outcome: 'fail',
    meaning:
      'The envelope does not follow its schema; no signature covers text beside the payload.',
    remedy: 'Tell the exporter the place that is named; see softqcos-verify schema attestation.',
  },
  STATEMENT_NOT_CANONICAL: {
    check: 'attestation/form',
    outcome: 'fail',
    meaning: 'The signed payload is not the RFC 8785 form of its own content.',
    remedy: 'Ask for the bundle again.',
  },
  STATEMENT_INVALID: {
    check: 'attestation/form',
    outcome: 'fail',
    meaning: 'The signed payload is not the in-toto statement that the format asks for.',
    remedy: 'Tell the exporter the place that is named; see softqcos-verify schema statement.',
  },
  ATTESTATION_SUBJECT_MISMATCH: {
    check: 'attestation/statement',
    outcome: 'fail',
    meaning: 'The attestation is about another manifest.',
    remedy: 'Ask for the attestation that belongs to this export.',
  },
  ATTESTATION_BUNDLE_ID_MISMATCH: {
    check: 'attestation/statement',
    outcome: 'fail',
    message: 'the statement names another bundle id',
    meaning: 'The attestation names another bundle id than the manifest.',
    remedy: 'Ask for the attestation that belongs to this export.',
  },
  ATTESTATION_SIGNERS_MISMATCH: {
    check: 'attestation/statement',
    outcome: 'fail',
    message: 'the key named beside the signature is not the signer that the statement names',
    meaning: 'The keys named beside the signatures are not the signers that the statement names.',
    remedy: 'Ask for the attestation as it was signed.',
  },
  ATTESTATION_SIGNATURE_INVALID: {
    check: 'attestation/signatures',
    outcome: 'fail',
    meaning: 'A signature by a listed key does not verify.',
    remedy: 'Treat the export as forged until the attester explains it.',
  },
  ATTESTATION_STRIPPED: {
    check: 'attestation/signatures',
    outcome: 'fail',
    meaning:
      'One half of the hybrid signature is missing, or was made without its partner key: a stripped hybrid.',
    remedy: 'Ask for the attestation with both signatures (Ed25519 and ML-DSA-65).',
  },
  ATTESTATION_MIXED_PAIR: {
    check: 'attestation/signatures',
    outcome: 'fail',
    message: 'the two signatures are by keys of two different key pairs',
    meaning: 'Both signatures are by listed keys, but of two different key pairs: a mixed hybrid.',
    remedy: 'Ask the attester to sign with the two keys of one pair.',
  },
  ATTESTATION_KEY_UNKNOWN: {
    check: 'attestation/signatures',
    outcome: 'unproven',
    message: 'neither signature is by a key that the trust root lists for this ledger',
    meaning: 'The attestation is signed by keys that the trust root does not list for this ledger.',
    remedy: "Get the attester's keys over another channel and add them to the trust root.",
  },
  ATTESTATION_KEY_INVALID: {
    check: 'attestation/signatures',
    outcome: 'unproven',
    meaning:
      'The key pair that signed is expired, not yet valid or revoked at every time that counts.',
    remedy: 'Ask for a time stamp that shows the signature to be older, or for a new attestation.',
  },
  ATTESTATION_TIME_UNPROVEN: {
    check: 'attestation/signatures',
    outcome: 'note',
    message: 'no trusted time shows when the attestation was signed',
    meaning:
      'No trusted time shows when the attestation was signed; its keys are valid at the time of verification.',
    remedy: 'Nothing is wrong; ask for a time stamp if the moment matters.',
  },
  ATTESTATION_TOKEN_TOO_LARGE: {
    check: 'attestation/timestamps',
    outcome: 'unproven',
    meaning:
      'A time stamp over the attestation is larger, or has more ASN.1 elements, than this verifier accepts.',
    remedy: 'Ask for another token.',
  },
  ATTESTATION_TOKENS_TOO_MANY: {
    check: 'attestation/timestamps',
    outcome: 'unproven',
    message: 'this token and those after it were not examined',
    meaning:
      'There are more time stamps over the attestation than this verifier accepts; the first ones were examined.',
    remedy: 'Raise the limit that is named, or ask for the bundle with fewer tokens.',
  },
  ATTESTATION_TOKEN_MALFORMED: {
    check: 'attestation/timestamps',
    outcome: 'fail',
    meaning:
      'A time stamp over the attestation is not one DER response of the form that RFC 3161 requires.',
    remedy: 'Ask for the token again, as the authority issued it.',
  },
  ATTESTATION_TOKEN_IMPRINT: {
    check: 'attestation/timestamps',
    outcome: 'fail',
    meaning: 'A time stamp is over something else than this attestation.',
    remedy: 'Ask for the token that belongs to this attestation.',
  },
  ATTESTATION_TOKEN_REFUSED: {
    check: 'attestation/timestamps',
    outcome: 'fail',
    meaning: "The authority's answer says that it granted no time stamp.",
    remedy: 'Ask for a token that was granted.',
  },
  ATTESTATION_TOKEN_INVALID: {
    check: 'attestation/timestamps',
    outcome: 'fail',
    meaning: 'A time stamp of a pinned authority breaks a rule, or its signature does not verify.',
    remedy: 'Ask the authority; do not rely on the time.',
  },
  ATTESTATION_TOKEN_UNTRUSTED: {
    check: 'attestation/timestamps',
    outcome: 'note',
    meaning:
      'A time stamp does not come from an authority of the trust root, or from outside its validity.',
    remedy: "Get the authority's certificate over another channel and add it to the trust root.",
  },
  ATTESTATION_TOKEN_ENCODING: {
    check: 'attestation/timestamps',
    outcome: 'note',
    meaning:
      'A time stamp over the attestation is right but not one DER response (text, BER, a token alone, signed attributes out of order), so it does not count.',
    remedy:
      'Ask for the response as the authority sent it. A token alone is wrapped by: openssl ts -reply -token_in -in TOKEN -out RESPONSE.',
  },
  ATTESTATION_TOKEN_WEAK: {
    check: 'attestation/timestamps',
    outcome: 'note',
    message: 'the token is signed with a short RSA key',
    meaning:
      'A time stamp, or a certificate below the pinned one, is signed with RSA below 3072 bits.',
    remedy: 'Prefer an authority with longer keys.',
  },
  ATTESTATION_TIMESTAMP_MISSING: {
    check: 'attestation/timestamps',
    outcome: 'unproven',
    meaning: 'No time stamp over the attestation counts.',
    remedy: 'Ask for a token over the attestation by an authority that you pinned.',
  },
} as const satisfies Record<string, CodeRow>;
