// Every bound of a report, each with its reason. What lies beyond a bound is counted, and the report says so.

export const BOUNDS = {
  /** Records merged: some 130 bytes each, so about 300 MB. Beyond, the report is not proven. */
  records: 2_000_000,
  /** Distinct values told apart in one dimension; the rest is summed. */
  values: 20_000,
  /** Characters of a value; longer ones are shortened to their length and digest. */
  valueLength: 160,
  /** Distinct sets of sealed fields told apart, and fields in one set. */
  sealedSets: 4_096,
  sealedNames: 64,
  /** Values listed in a dimension; the rest is summed. */
  top: 20,
  /** Records named behind a count, and behind a control. */
  examples: 3,
  controlExamples: 12,
  /** Rows of the appendix unless the caller asks for another number. */
  listed: 1_000,
  /** Erasures that are held, because each is compared with a record that came before it. */
  erasures: 200_000,
  erasuresListed: 500,
  policiesListed: 200,
  /** Downloads and export decisions listed; recipients and covered entities told apart. */
  activities: 200,
  namedValues: 200,
  /** Holes between sequences that are listed. */
  holes: 100,
  /** Findings of putting bundles together that are listed, of each code. */
  findings: 100,
} as const;
