// What has been done so far, in units that no machine changes. Counting takes an addition and decides nothing: tests and the fuzzer hold
// the cost of a hostile bundle against that of an honest one by it, where a clock would measure whoever else is at work.

/** Kinds of work, each with its weight: roughly the nanoseconds of one, of which only the proportions mean anything. */
const WEIGHTS = {
  /** Bytes that entries inflate to. */
  inflatedBytes: 5,
  digests: 1_000,
  digestedBytes: 4,
  /** Bytes of JSON that were parsed, and values made of them. */
  jsonBytes: 20,
  jsonValues: 150,
  /** Slots of the tables for "seen twice?" that were looked at. */
  slots: 20,
  findings: 1_000,
  /** Elements of ASN.1, and certificates that OpenSSL has parsed. */
  elements: 300,
  certificates: 50_000,
  /** Signatures under keys of the trust root, and those of time stamps and certificates. */
  signatures: 1_000_000,
  tokenSignatures: 100_000,
} as const;

export type WorkKind = keyof typeof WEIGHTS;

/** The running totals of this process. */
export const work: { [Kind in WorkKind]: number } = {
  inflatedBytes: 0,
  digests: 0,
  digestedBytes: 0,
  jsonBytes: 0,
  jsonValues: 0,
  slots: 0,
  findings: 0,
  elements: 0,
  certificates: 0,
  signatures: 0,
  tokenSignatures: 0,
};

/** The weighted sum. Take it before and after, and compare differences. */
export function costSoFar(): number {
  return (Object.keys(WEIGHTS) as WorkKind[]).reduce(
    (sum, kind) => sum + WEIGHTS[kind] * work[kind],
    0,
  );
}
