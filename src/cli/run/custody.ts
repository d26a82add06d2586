// The verb `custody add` (docs/MANUAL.md §18): verifies the bundle and what the file of custody holds, and adds one entry. What the file
// holds stays as it is.

import { concat, type Instant, parseUtf8, toHex } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import { signedBytes } from '../../bundle/custody.js';
import { CODES, type FindingCode } from '../../catalogue/codes.js';
import type { ExitCode } from '../../catalogue/exit-codes.js';
import { checkCustody, type VerifiedEntry } from '../../checks/custody.js';
import { hashOfSource } from '../../evidence/source-digest.js';
import { type CustodyRecord, lineOf, nextEntry, signedEntry } from '../../papers/custody.js';
import { plainText } from '../../report/escape.js';
import { renderDocument } from '../../report/json.js';
import { hang } from '../../report/layout.js';
import { exitOf } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import { loadKeyText } from '../../trust/key-text.js';
import { CUSTODY_BYTES } from '../asked-files.js';
import { readIfPresent, readSmall, withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { timeOf } from '../trust-root.js';
import { verifier } from '../verified.js';

export interface CustodyFlags {
  readonly bundle: string;
  readonly custody: string;
  readonly by: string;
  readonly from: string;
  readonly when: Instant | undefined;
  readonly words: string | undefined;
  readonly before: string | undefined;
  readonly toSign: string | undefined;
  readonly signature: string | undefined;
  readonly key: string | undefined;
  readonly format: 'text' | 'json';
  readonly trust: TrustFlags;
}

const CODE = 'ERR_CUSTODY_UNREADABLE';
const NOTHING = new Uint8Array(0);

/** Adds an entry. The exit code is that of the bundle: an entry says nothing of what the file holds. */
export async function addCustody(flags: CustodyFlags, io: Session): Promise<ExitCode> {
  const { bundle, custody, by, from, words, trust, toSign } = flags;
  const read = async (): Promise<Uint8Array> =>
    (await readIfPresent(custody, CUSTODY_BYTES, CODE)) ?? NOTHING;
  const file = await read();
  const before = flags.before === undefined ? undefined : await digestOfFile(flags.before);
  const verifyWith = await verifier(trust, io);
  const transcript = await withBundle(bundle, (source) => verifyWith(source, bundle));
  const after = transcript.bundle.sha256;
  const held = verified(file, after, custody, 'CUSTODY_OTHER_BUNDLE');
  const last = held.at(-1)?.entry.raw.after;
  if (last !== undefined && last !== `sha256:${before ?? after}`)
    throw new VerifierError(CODE, `${custody}: its last entry left another file than this one`, {
      hint: 'if the file was changed since, pass the one that was handed over with --before FILE',
    });
  const at = flags.when ?? timeOf({ limits: {} }, io);
  const handOver = { at, by, from, before: before ?? after, after, words };
  const plain = nextEntry(file, held.length, handOver);
  if (toSign !== undefined) {
    await io.outputs.write({ path: toSign, as: '--to-sign' }, signedBytes(plain));
    await io.print(signingText(toSign, io.style.width));
    return exitOf(transcript);
  }
  const entry = await withSignature(plain, flags);
  const line = lineOf(entry);
  // As the next reader will see it: an entry that would not verify is never added.
  verified(concat(file, line), after, custody);
  await io.outputs.append({ path: custody, as: '--custody' }, line, { before: file, read });
  const exit = exitOf(transcript);
  await io.print(
    flags.format === 'json'
      ? renderDocument({
          format: 'softqcos.custody-added/v1',
          exit,
          custody,
          entry,
          verdict: transcript.verdict,
          summary: transcript.summary,
          at: transcript.at,
          bundle: { name: bundle, sha256: after },
        })
      : addedText(entry, custody, transcript, io.style.quiet === true),
  );
  return exit;
}

/** The entries of a file. @throws VerifierError if one does not fit: nothing is added to a file that is broken */
function verified(
  file: Uint8Array,
  sha256: string,
  path: string,
  but?: FindingCode,
): readonly VerifiedEntry[] {
  const { value = [], findings } = checkCustody(file, sha256);
  const fault = findings.tally('custody/chain').kept.find(({ finding }) => finding.code !== but);
  if (fault === undefined) return value;
  const { code, message } = fault.finding;
  throw new VerifierError(CODE, `${path}: nothing is added: ${message} (${code})`, {
    hint: CODES[code].remedy,
  });
}

function digestOfFile(path: string): Promise<string> {
  return withBundle(path, async (source) => toHex(await hashOfSource(source, 'sha256')));
}

/** @throws VerifierError for a key or signature that is none, or a signature over something else */
async function withSignature(
  entry: CustodyRecord,
  { signature, key }: CustodyFlags,
): Promise<CustodyRecord> {
  if (signature === undefined || key === undefined) return entry;
  const loaded = loadKeyText(parseUtf8(await readSmall(key, 65_536, CODE)) ?? '');
  if (!loaded.ok) throw new VerifierError(CODE, `${key}: ${loaded.reason}`, { hint: loaded.hint });
  const signed = signedEntry(entry, loaded.key, await readSmall(signature, 65_536, CODE));
  if (signed !== undefined) return signed;
  throw new VerifierError(CODE, `${signature}: does not verify under ${key} over this entry`, {
    hint: 'sign what --to-sign writes for the same words and the same --when, with Ed25519',
  });
}

function signingText(file: string, width = 100): string {
  const words = plainText(file);
  return [
    ...hang(
      '',
      `Wrote what a signature is over: ${words}. Sign it, then run the same line with --signature and --key instead of --to-sign. With OpenSSL:`,
      width,
    ),
    `  openssl pkeyutl -sign -rawin -inkey YOUR-KEY.pem -in ${words} -out ${words}.sig`,
    '',
  ].join('\n');
}

function addedText(
  entry: CustodyRecord,
  file: string,
  transcript: Transcript,
  isQuiet: boolean,
): string {
  const exit = exitOf(transcript);
  const { number, by, from, at, after, signature } = entry;
  const signed = signature === undefined ? 'unsigned' : 'signed';
  const added = `Added entry ${number} to ${plainText(file)}, ${signed}\n`;
  const words = `${plainText(by)} from ${plainText(from)}, ${at}, ${after}\n`;
  const bundle = `The bundle itself: ${transcript.verdict} (exit ${exit}): ${plainText(transcript.summary)}\n`;
  return isQuiet && exit === 0 ? added : `${added}${words}${bundle}`;
}
