// Custody (docs/SPEC.md §12.8): each entry holds the hash of all lines before it, was handed the file that the one before it left, and the
// last left this very bundle. What an entry says is its writer's word: the chain shows that it was not altered since, and no more.

import { toHex } from '../base/encoding.js';
import { type CustodyEntry, chainedBytes, parseCustody, signedBytes } from '../bundle/custody.js';
import { RunningDigest } from '../crypto/digest.js';
import { loadPublicKey, parseSpki } from '../crypto/signature.js';
import { Findings, type Step } from './findings.js';

/** An entry that fits what stands before it. */
export interface VerifiedEntry {
  readonly entry: CustodyEntry;
  /** Lower-case hex SHA-256 of the SPKI of whoever signed it; absent if it is unsigned. */
  readonly keyId?: string;
}

const CHECK = 'custody/chain';

/**
 * Verifies a file of custody; nothing behind the first entry that does not fit is examined.
 * @param sha256 of the bundle's file, lower-case hex
 * @returns undefined if no file was handed in
 */
export function checkCustody(
  file: Uint8Array | undefined,
  sha256: string,
): Step<readonly VerifiedEntry[] | undefined> {
  const findings = new Findings();
  if (file === undefined) return { value: undefined, findings };
  const verified: VerifiedEntry[] = [];
  const { entries, findings: faults } = parseCustody(file);
  // One digest along the file: a thousand entries, each hashing all before it, would cost hundreds of times the file.
  const chain = new RunningDigest('sha256');
  chain.update(chainedBytes(file.subarray(0, 0)));
  let chained = 0;
  for (const entry of entries) {
    findings.examined(CHECK);
    chain.update(file.subarray(chained, entry.offset));
    chained = entry.offset;
    const keyId = keyOf(entry, findings);
    const due = `sha256:${toHex(chain.soFar())}`;
    if (keyId === null || !fits(entry, verified.at(-1)?.entry, due, findings))
      return { value: verified, findings };
    verified.push({ entry, ...(keyId === undefined ? {} : { keyId }) });
  }
  findings.reportAll(faults);
  const last = verified.at(-1)?.entry;
  if (last !== undefined && faults.length === 0 && last.raw.after !== `sha256:${sha256}`) {
    const details = { expected: last.raw.after, actual: `sha256:${sha256}` };
    const message = `entry ${last.number} left another file than this one`;
    findings.report('CUSTODY_OTHER_BUNDLE', { line: last.number }, message, details);
  }
  return { value: verified, findings };
}

/** False if the entry does not follow on the one before it, and then says why. */
function fits(
  { number, at, raw }: CustodyEntry,
  previous: CustodyEntry | undefined,
  chain: string,
  findings: Findings,
): boolean {
  const due = (previous?.number ?? 0) + 1;
  const where = { line: due };
  if (number !== due) {
    const code = number > due ? 'CUSTODY_ENTRY_MISSING' : 'CUSTODY_OUT_OF_ORDER';
    const details = { expected: String(due), actual: String(number) };
    findings.report(code, where, `entry ${number} stands where entry ${due} is due`, details);
    return false;
  }
  if (raw.previous !== chain) {
    const details = { expected: chain, actual: raw.previous };
    const message = `entry ${number} does not hold the hash of what stands before it`;
    findings.report('CUSTODY_CHAIN_BROKEN', where, message, details);
    return false;
  }
  if (previous !== undefined && at < previous.at) {
    const details = { expected: `not before ${previous.raw.at}`, actual: raw.at };
    const message = `entry ${number} is older than entry ${previous.number}`;
    findings.report('CUSTODY_OUT_OF_ORDER', where, message, details);
    return false;
  }
  if (previous !== undefined && raw.before !== previous.raw.after) {
    const details = { expected: previous.raw.after, actual: raw.before };
    const message = `entry ${number} was handed another file than entry ${previous.number} left`;
    findings.report('CUSTODY_HANDOVER_GAP', where, message, details);
    return false;
  }
  return true;
}

/** The key that signed an entry; undefined if it is unsigned, null if its signature is wrong. */
function keyOf(
  { number, raw, signature }: CustodyEntry,
  findings: Findings,
): string | undefined | null {
  if (signature === undefined) return undefined;
  const spki = parseSpki(signature.spki);
  const loaded = spki?.algorithm === 'Ed25519' ? loadPublicKey('Ed25519', spki.raw) : undefined;
  if (loaded?.ok === true && loaded.key.verify(signedBytes(raw), signature.value))
    return loaded.key.keyId;
  const message = `the signature of entry ${number} does not verify under its key`;
  findings.report('CUSTODY_SIGNATURE_INVALID', { line: number }, message);
  return null;
}
