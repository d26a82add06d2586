// What a run does not check (docs/SPEC.md §16.5): one row for each limitation of README.md and of the specification, so that a
// transcript says what was not looked at, on a pass too. A code never changes its meaning and is never used again for another.

/** When a row is in a transcript, in the words of the specification; src/transcript/not-checked.ts decides by the same names. */
export const UNCHECKED_WHEN = {
  always: 'always',
  'no-trust-root': 'there is no trust root',
  'trust-root': 'there is a trust root',
  'no-comparison': 'there is a trust root, and the operator names nobody who compared its keys',
  tokens: 'a token counts',
  'signing-time-unproven': 'checkpoint or attestation has no trusted time',
  'record-signatures-not-passed': '`records/signatures` did not pass',
  'no-other-view': 'neither `checkpoint/witnesses` nor `checkpoint/continuity` passed',
  'continuity-not-passed': '`checkpoint/continuity` did not pass',
  'completeness-not-passed': '`completeness/selection` did not pass',
  'asked-not-passed': '`completeness/asked` did not pass',
  'authorization-not-passed': '`authorization/decision` did not pass',
  stopped: 'a check was stopped by another one',
  attachments: 'there is an attachment',
  withheld: 'a sealed field is withheld',
  erased: 'something was erased',
  claims: 'the attestation has claims',
  environment: 'the caller names what is preloaded into the program',
  'no-custody': '`custody/chain` did not pass',
  custody: '`custody/chain` passed',
} as const;
export type UncheckedWhen = keyof typeof UNCHECKED_WHEN;

export interface UncheckedRow {
  /** `keys`: whose they are; `ledger`: what the tree cannot show; `machine`: what the verifier itself runs on. */
  readonly category: 'keys' | 'time' | 'ledger' | 'selection' | 'content' | 'verifier' | 'machine';
  readonly when: UncheckedWhen;
  /** A clause that completes "Not checked:", lower case, no full stop. */
  readonly message: string;
  /** A sentence: what may be wrong although the verdict is as it is. */
  readonly consequence: string;
}

export const NOT_CHECKED = {
  UNCHECKED_OWNER: {
    category: 'keys',
    when: 'no-trust-root',
    message: 'whose keys signed: there is no trust root',
    consequence: 'Anybody could have made the whole bundle with keys of their own.',
  },
  UNCHECKED_KEY_ORIGIN: {
    category: 'keys',
    when: 'trust-root',
    message: 'whether the keys of the trust root belong to whom it says',
    consequence: 'Whoever put a key into the trust root can sign everything that is proven here.',
  },
  UNCHECKED_COMPARISON: {
    category: 'keys',
    when: 'no-comparison',
    message: 'whether somebody compared the keys over another channel: nobody is named',
    consequence: 'A key that was exchanged on its way to you would not be noticed.',
  },
  UNCHECKED_RECORD_SIGNATURES: {
    category: 'keys',
    when: 'record-signatures-not-passed',
    message: 'who logged each record: no signature over a single record was needed and verified',
    consequence: 'The ledger vouches for the records by its signed tree, and nobody else does.',
  },
  UNCHECKED_REVOCATION: {
    category: 'time',
    when: 'tokens',
    message: 'whether the certificate of a time stamp authority was revoked: no list is looked up',
    consequence:
      'A token of a stolen authority key counts until your trust root ends the window of that authority.',
  },
  UNCHECKED_SIGNING_TIME: {
    category: 'time',
    when: 'signing-time-unproven',
    message: 'when it was signed: no trusted time of its own shows that',
    consequence: 'Its keys were judged at the time of verification; an earlier date is a claim.',
  },
  UNCHECKED_STATED_TIMES: {
    category: 'time',
    when: 'always',
    message: 'whether the times that records and manifest state are right',
    consequence:
      'They are by the clocks of ledger and exporter; a trusted time bounds them from above.',
  },
  UNCHECKED_FUTURE: {
    category: 'time',
    when: 'always',
    message: 'whether an algorithm will hold: dates are expectations of published texts',
    consequence:
      'An algorithm may fall earlier than any text expects, and then the proof falls with it.',
  },
  UNCHECKED_UNLOGGED: {
    category: 'ledger',
    when: 'always',
    message: 'whether everything that happened was logged',
    consequence: 'What was never logged leaves no trace in any proof.',
  },
  UNCHECKED_OTHER_VIEWS: {
    category: 'ledger',
    when: 'no-other-view',
    message:
      'whether other people see the same ledger: no quorum of witnesses and no checkpoint of yours was compared',
    consequence: 'The operator of the ledger could show you a tree that nobody else sees.',
  },
  UNCHECKED_CONTINUITY: {
    category: 'ledger',
    when: 'continuity-not-passed',
    message:
      'whether the tree continues one that you saw before: no checkpoint of yours was compared',
    consequence: 'History that was rewritten since you last looked would not be noticed.',
  },
  UNCHECKED_FORK: {
    category: 'ledger',
    when: 'always',
    message: 'whether parts of the tree that are known as a hash alone hold what others were shown',
    consequence: 'A fork inside such a part is seen only by whoever holds both sides of it.',
  },
  UNCHECKED_NEWEST: {
    category: 'ledger',
    when: 'always',
    message:
      'whether the tree is the newest, and whether what was logged just before its head was signed is in it',
    consequence: 'Later records may exist, and may say something else.',
  },
  UNCHECKED_SAME_ID: {
    category: 'ledger',
    when: 'always',
    message: 'whether a record that is not shown has the id of one that is',
    consequence: 'An id alone does not name one record; its sequence and record hash do.',
  },
  UNCHECKED_COMPLETENESS: {
    category: 'selection',
    when: 'completeness-not-passed',
    message: 'whether something of the selection is left out',
    consequence: 'Records that matter may be missing, and those that are shown would be genuine.',
  },
  UNCHECKED_SELECTION: {
    category: 'selection',
    when: 'asked-not-passed',
    message: 'whether the selection is the one that you asked for: none was handed in',
    consequence: 'The exporter chose what to select.',
  },
  UNCHECKED_AUTHORIZATION: {
    category: 'selection',
    when: 'authorization-not-passed',
    message:
      'whether anybody was allowed to export this: no logged decision was needed and verified',
    consequence: 'The export may have been made against the rules of the party that is audited.',
  },
  UNCHECKED_STOPPED: {
    category: 'verifier',
    when: 'stopped',
    message: 'what the checks would have found that another one stopped',
    consequence: 'More may be wrong than what is listed.',
  },
  UNCHECKED_TRUTH: {
    category: 'content',
    when: 'always',
    message: 'whether the events are true',
    consequence: 'A false event that was logged is proven as faithfully as a true one.',
  },
  UNCHECKED_FRAMEWORK: {
    category: 'content',
    when: 'always',
    message:
      'whether what a law or framework asks for is done; by which words its records are found, and whether its citations are those of the official edition',
    consequence: 'Evidence for a control is not the control: somebody has to judge it.',
  },
  UNCHECKED_DOCUMENTS: {
    category: 'content',
    when: 'attachments',
    message: 'what attached documents and reports say beside what was compared',
    consequence: 'An attachment is proven to be the one that was attested, not to be right.',
  },
  UNCHECKED_WITHHELD: {
    category: 'content',
    when: 'withheld',
    message: 'what the withheld sealed fields hold, and why they are withheld',
    consequence: 'A value that would change the picture may be among them.',
  },
  UNCHECKED_ERASED_DATA: {
    category: 'content',
    when: 'erased',
    message: 'whether erased data is gone',
    consequence: 'The operator or earlier recipients may still hold it.',
  },
  UNCHECKED_CLAIMS: {
    category: 'content',
    when: 'claims',
    message: 'what the attester claims beside the selection',
    consequence: 'Claims are printed as claimed.',
  },
  UNCHECKED_CUSTODY: {
    category: 'content',
    when: 'no-custody',
    message: 'through whose hands the file went before it was read here',
    consequence:
      'Detached parts, such as disclosures and cosignatures, can be removed on the way without a trace.',
  },
  UNCHECKED_CUSTODY_WORDS: {
    category: 'content',
    when: 'custody',
    message:
      'whether what the entries of custody say is true, and whether later ones were taken off the end',
    consequence: 'An entry is the word of whoever wrote it; a signature shows whose key wrote it.',
  },
  UNCHECKED_QUANTUM_HARDWARE: {
    category: 'verifier',
    when: 'always',
    message: 'anything about quantum hardware: the quantum attestation is a post-quantum signature',
    consequence: 'No software can tell offline how a key or a signature was made.',
  },
  UNCHECKED_CRYPTOGRAPHY: {
    category: 'verifier',
    when: 'always',
    message:
      'whether the cryptographic code is right: nobody else has audited the ML-DSA code, and on Node before 24.7 one implementation decides',
    consequence: 'An error in it could let a forged signature pass. Compare with another verifier.',
  },
  UNCHECKED_PRODUCERS: {
    category: 'verifier',
    when: 'always',
    message: "whether a vendor's own service makes such bundles: none was seen",
    consequence: 'The result is about this open format and about nothing that a vendor promises.',
  },
  UNCHECKED_MACHINE: {
    category: 'machine',
    when: 'always',
    message: 'whether this machine and this copy of the verifier are as they should be',
    consequence:
      'Whoever controls the machine controls what it prints. Repeat the run on another one.',
  },
  UNCHECKED_ENVIRONMENT: {
    category: 'machine',
    when: 'environment',
    message: 'what the environment has put into this program before it began',
    consequence: 'Code that was loaded before can forge every line of this result.',
  },
} as const satisfies Record<string, UncheckedRow>;

export type UncheckedCode = keyof typeof NOT_CHECKED;
