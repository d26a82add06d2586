// RFC 3161 tokens over checkpoint and attestation (docs/SPEC.md §7.7, §8.4). A token that counts proves that the signatures
// existed before its genTime; the two kinds of trusted time are kept apart (§12.3).

import { concat, LF } from '../base/encoding.js';
import { finding, type Location } from '../base/errors.js';
import { tokenOf } from '../bundle/layout.js';
import type { Note } from '../bundle/note.js';
import { type DigestName, digestOf } from '../crypto/digest.js';
import { type CountingToken, verifyToken } from '../timestamp/timestamp.js';
import type { TrustRoot } from '../trust/trust-root.js';
import type { Context } from './context.js';

/** A token that counts, and the entry that holds it. */
export type FoundToken = CountingToken & { readonly entry: string };

/** §7.7: note text, LF, and the ledger's own signature lines in file order with their LFs. */
export function checkpointImprint(note: Note, origin: string): Uint8Array {
  // Own lines go by name alone, known key or not: the imprint must not depend on a trust root.
  return concat(
    note.text,
    Uint8Array.of(LF),
    ...note.signatures.filter(({ name }) => name === origin).map(({ raw }) => raw),
  );
}

/**
 * Verifies every token over one thing and returns those that count, earliest first.
 * @param imprinted what the tokens are over; undefined if it is missing or unusable: then nothing can be compared.
 */
export async function checkTimestamps(
  { recorder, entries, limits, paths: certificatePaths }: Context,
  over: 'checkpoint' | 'attestation',
  imprinted: Uint8Array | undefined,
  root: TrustRoot | undefined,
): Promise<readonly FoundToken[]> {
  const check = `${over}/timestamps` as const;
  const prefix = over === 'checkpoint' ? 'CHECKPOINT' : 'ATTESTATION';
  const paths = entries
    .paths()
    .filter((path) => tokenOf(path)?.over === over)
    .sort((a, b) => (tokenOf(a)?.number ?? 0) - (tokenOf(b)?.number ?? 0));
  if (root === undefined) recorder.stop(check, 'trust/ledger');
  if (imprinted === undefined) {
    if (paths.length > 0) recorder.stop(check, `${over}/form`);
    else recorder.stopIfRequired(check, `${over}/form`);
    return [];
  }
  const authorities = root?.timestampAuthorities ?? [];
  const counting: FoundToken[] = [];
  const imprints = new Map<DigestName, Uint8Array>();
  // Once for each algorithm: what is covered may have a megabyte, and many tokens may be over it.
  const imprintOf = (name: DigestName): Uint8Array => {
    const imprint = imprints.get(name) ?? digestOf(name, imprinted);
    imprints.set(name, imprint);
    return imprint;
  };
  if (paths.length > limits.tokens) {
    recorder.report(
      finding(
        `${prefix}_TOKENS_TOO_MANY`,
        { entry: paths[limits.tokens] ?? '' },
        { expected: `at most ${limits.tokens}`, actual: String(paths.length) },
      ),
    );
  }
  for (const entry of paths.slice(0, limits.tokens)) {
    const where: Location = { entry };
    if (entries.sizeOf(entry) > limits.documentBytes) {
      recorder.report(
        finding(
          `${prefix}_TOKEN_TOO_LARGE`,
          where,
          'the token is larger than this verifier accepts',
          {
            expected: `at most ${limits.documentBytes} bytes`,
            actual: String(entries.sizeOf(entry)),
          },
        ),
      );
      continue;
    }
    const bytes = await entries.read(entry);
    if (bytes === undefined) {
      recorder.stop(check, 'archive/content');
      continue;
    }
    recorder.examined(check);
    const result = verifyToken(bytes, imprintOf, authorities, certificatePaths);
    if (result.status === 'counts') {
      counting.push({ ...result, entry });
      if (result.weak) {
        recorder.report(
          finding(`${prefix}_TOKEN_WEAK`, where, { actual: result.signatureAlgorithm }),
        );
      }
      continue;
    }
    // Without a trust root no authority is pinned: that is said once, under trust/ledger.
    if (result.kind === 'untrusted' && root === undefined) continue;
    const { status: _, kind, message, ...details } = result;
    recorder.report(finding(`${prefix}_TOKEN_${FAULTS[kind]}`, where, message, details));
  }
  // A token that failed has its own finding; this one says that none counts although none is wrong.
  if (root !== undefined && counting.length === 0 && recorder.sound(check)) {
    const code = `${prefix}_TIMESTAMP_MISSING` as const;
    const message = `no time stamp over the ${over} counts`;
    if (paths.length === 0)
      recorder.absent(finding(code, {}, message, { actual: 'no token in the bundle' }));
    else
      recorder.report(
        finding(code, {}, message, { actual: `${paths.length} token(s), none of which counts` }),
      );
  }
  return counting.sort((a, b) => (a.genTime < b.genTime ? -1 : a.genTime > b.genTime ? 1 : 0));
}

const FAULTS = {
  malformed: 'MALFORMED',
  refused: 'REFUSED',
  imprint: 'IMPRINT',
  invalid: 'INVALID',
  untrusted: 'UNTRUSTED',
  'too-large': 'TOO_LARGE',
} as const;
