// RFC 3161 tokens over checkpoint and attestation (docs/SPEC.md §7.7, §8.4). A token that counts proves that the signatures
// existed before its genTime; the two kinds of trusted time are kept apart (§12.3).

import { concat, LF } from '../base/encoding.js';
import { tokenOf } from '../bundle/layout.js';
import type { Note } from '../bundle/note.js';
import { CODES } from '../catalogue/codes.js';
import { type DigestName, digestOf } from '../crypto/digest.js';
import { type CountingToken, verifyToken } from '../timestamp/timestamp.js';
import type { Context } from './context.js';
import { Findings, type Step } from './findings.js';
import type { Trust } from './trust.js';

/** A token that counts, and the entry that holds it. */
export type FoundToken = CountingToken & { readonly entry: string };

/** §7.7: note text, LF, and the signature lines by the name of its origin in file order with their LFs. */
export function checkpointImprint(note: Note, origin: string): Uint8Array {
  // Own lines go by name alone, known key or not: the imprint must not depend on a trust root.
  return concat(
    note.text,
    Uint8Array.of(LF),
    ...note.signatures.filter(({ name }) => name === origin).map(({ raw }) => raw),
  );
}

/**
 * Verifies every token over one thing and gives those that count, earliest first.
 * @param imprinted what the tokens are over; undefined if it is missing or unusable: then nothing can be compared.
 */
export async function checkTimestamps(
  { entries, limits, certificatePaths }: Context,
  { root, ledger }: Trust,
  over: 'checkpoint' | 'attestation',
  imprinted: Uint8Array | undefined,
): Promise<Step<readonly FoundToken[]>> {
  const findings = new Findings();
  const check = `${over}/timestamps` as const;
  const prefix = over === 'checkpoint' ? 'CHECKPOINT' : 'ATTESTATION';
  const number = (path: string): number => tokenOf(path)?.number ?? 0;
  const paths = entries
    .paths()
    .filter((path) => tokenOf(path)?.over === over)
    .sort((a, b) => number(a) - number(b));
  // An unknown ledger does not stop this: an authority is pinned whatever the ledger.
  if (root === undefined) findings.stop(check, 'trust/ledger');
  if (imprinted === undefined) {
    if (paths.length > 0) findings.stop(check, `${over}/form`);
    else findings.stopIfRequired(check, `${over}/form`);
    return { value: [], findings };
  }
  const first = paths[limits.tokens];
  if (first !== undefined) {
    const details = { expected: `at most ${limits.tokens}`, actual: String(paths.length) };
    findings.report(`${prefix}_TOKENS_TOO_MANY`, { entry: first }, details);
  }
  const counting: FoundToken[] = [];
  let nearest: string | undefined;
  const imprints = new Map<DigestName, Uint8Array>();
  // Once for each algorithm: what is covered may have a megabyte, and many tokens may be over it.
  const imprintOf = (name: DigestName): Uint8Array => {
    const imprint = imprints.get(name) ?? digestOf(name, imprinted);
    imprints.set(name, imprint);
    return imprint;
  };
  for (const entry of paths.slice(0, limits.tokens)) {
    const size = entries.sizeOf(entry);
    if (size > limits.documentBytes) {
      const message = 'the token is larger than this verifier accepts';
      const details = { expected: `at most ${limits.documentBytes} bytes`, actual: String(size) };
      findings.report(`${prefix}_TOKEN_TOO_LARGE`, { entry }, message, details);
      continue;
    }
    const bytes = await entries.read(entry);
    if (bytes === undefined) {
      findings.stop(check, 'archive/content');
      continue;
    }
    findings.examined(check);
    const authorities = root?.timestampAuthorities ?? [];
    const result = verifyToken(bytes, imprintOf, authorities, certificatePaths);
    if (result.status === 'counts') {
      counting.push({ ...result, entry });
      const actual = result.signatureAlgorithm;
      if (result.weak) findings.report(`${prefix}_TOKEN_WEAK`, { entry }, { actual });
      continue;
    }
    // Without a trust root no authority is pinned: that is said once, under trust/ledger.
    if (result.kind === 'untrusted' && root === undefined) continue;
    const { status: _, kind, message, ...details } = result;
    const code = `${prefix}_TOKEN_${FAULTS[kind]}` as const;
    findings.report(code, { entry }, message, details);
    nearest ??= CODES[code].remedy;
  }
  // A token that failed has its own finding; this one says that none counts although none is wrong.
  if (root !== undefined && counting.length === 0 && findings.sound(check)) {
    const code = `${prefix}_TIMESTAMP_MISSING` as const;
    const message = `no time stamp over the ${over} counts`;
    const actual = `${paths.length === 1 ? '1 token, which does' : `${paths.length} tokens, which do`} not count`;
    // A token is there: what keeps it from counting is nearer than that none counts. Trust in the ledger is nearer still (§16.1).
    const why = ledger === undefined || nearest === undefined ? {} : { remedy: nearest };
    if (paths.length > 0) findings.report(code, {}, message, { actual, ...why });
    else findings.absent(code, {}, message, { actual: 'no token in the bundle' });
  }
  counting.sort((a, b) => (a.genTime < b.genTime ? -1 : a.genTime > b.genTime ? 1 : 0));
  return { value: counting, findings };
}

const FAULTS = {
  malformed: 'MALFORMED',
  encoding: 'ENCODING',
  refused: 'REFUSED',
  imprint: 'IMPRINT',
  invalid: 'INVALID',
  untrusted: 'UNTRUSTED',
  'too-large': 'TOO_LARGE',
} as const;
