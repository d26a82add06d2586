// One line of a ledger's own file: a record, byte for byte as it was hashed, with the disclosures that the ledger still keeps;
// or, for a record that was erased as a whole, its hash and nothing else.

export interface StoredRecord {
  readonly sequence: number;
  /** The record line; empty if it was erased as a whole before the ledger was saved. */
  readonly line: string;
  /** Disclosures that are still kept. */
  readonly openings: () => string[];
}

const ERASED = '{"erased":"';
const DISCLOSURES = '{"disclosures":';
const RECORD = '],"record":';

export function storedRecord(line: string, disclosures: readonly string[]): string {
  return `${DISCLOSURES}${JSON.stringify(disclosures)},"record":${line}}`;
}

/** @param hash `sha3-256:…` */
export function storedErasure(hash: string): string {
  return `${ERASED}${hash}"}`;
}

/** The record hash of an entry that was erased as a whole; undefined for any other. */
export function erasedHash(entry: string): Uint8Array | undefined {
  return entry.startsWith(ERASED) ? Buffer.from(entry.slice(-66, -2), 'hex') : undefined;
}

/** Takes an entry apart. The record keeps its bytes: base64url has no bracket, so the first one ends the disclosures. */
export function splitEntry(entry: string): {
  readonly line: string;
  readonly disclosures: () => string[];
} {
  if (erasedHash(entry) !== undefined) return { line: '', disclosures: () => [] };
  const at = entry.indexOf(RECORD);
  if (at < 0) throw new Error('not a line of a ledger file');
  return {
    line: entry.slice(at + RECORD.length, -1),
    disclosures: () => JSON.parse(entry.slice(DISCLOSURES.length, at + 1)) as string[],
  };
}
