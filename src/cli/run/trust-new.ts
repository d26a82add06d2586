// `trust new`: a trust root from key files with one command. The keys are what the operator was given; the sheet that is printed
// is for comparing them by telephone.

import { toBase64 } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import type { Requirement } from '../../catalogue/requirements.js';
import { plainText } from '../../report/escape.js';
import { type KeyText, makeTrustRoot } from '../../trust/make.js';
import { readSmall } from '../files.js';
import { usage } from '../flags.js';
import type { Session } from '../session.js';
import { sheetOf, type TrustFormat } from './trust.js';

/** Far more than a key or a certificate needs: 1 MiB. */
const KEY_BYTES = 1_048_576;
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000;

export interface NewTrustRoot {
  readonly name: string;
  readonly serial: number | undefined;
  /** The origin of the ledger. */
  readonly ledger: string;
  readonly suite: 'softqcos-v1' | 'softqcos-v1-sha256' | undefined;
  readonly compared: string | undefined;
  readonly attester: string;
  readonly ledgerKey: readonly string[];
  readonly attesterKey: readonly string[];
  readonly recorderKey: readonly string[];
  readonly timestampCertificate: readonly string[];
  readonly witnessPolicy: string | undefined;
  readonly keeper: readonly string[];
  readonly keeperThreshold: number | undefined;
  readonly require: readonly Requirement[];
  readonly validFrom: string | undefined;
  readonly validUntil: string | undefined;
  readonly expires: string | undefined;
  readonly output: string;
  readonly format: TrustFormat;
}

/** Makes the file, prints the sheet. The clock is read for `issued_at` alone; windows are the operator's, or begin now. */
export async function newTrust(wanted: NewTrustRoot, io: Session): Promise<ExitCode> {
  const now = timeText(io.now());
  const { keeperThreshold: threshold } = wanted;
  if ((threshold === undefined) !== (wanted.keeper.length === 0))
    throw usage('--keeper and --keeper-threshold belong together');
  const [ledgerKeys = [], attesterKeys = [], recorderKeys = [], certificates = [], ...others] =
    await readAll([
      ...[wanted.ledgerKey, wanted.attesterKey, wanted.recorderKey, wanted.timestampCertificate],
      wanted.witnessPolicy === undefined ? [] : [wanted.witnessPolicy],
      wanted.keeper,
    ]);
  const [[witnessPolicy] = [], keepers = []] = others;
  const parts = {
    name: wanted.name,
    serial: wanted.serial ?? 1,
    compared: wanted.compared,
    issuedAt: now,
    expiresAt: wanted.expires ?? timeText(io.now() + TEN_YEARS_MS),
    origin: wanted.ledger,
    suite: wanted.suite ?? 'softqcos-v1',
    ledgerKeys,
    attester: wanted.attester,
    attesterKeys,
    recorderKeys,
    certificates,
    requirements: wanted.require,
    ...(threshold === undefined ? {} : { keepers: { threshold, keys: keepers } }),
    validFrom: wanted.validFrom ?? now,
    ...(wanted.validUntil === undefined ? {} : { validUntil: wanted.validUntil }),
    ...(witnessPolicy === undefined ? {} : { witnessPolicy: witnessPolicy.text }),
  };
  const { text, trustRoot } = named(wanted, () => makeTrustRoot(parts));
  await io.outputs.write({ path: wanted.output, as: '--output' }, text);
  const sheet = sheetOf(trustRoot, wanted.format, io, { what: 'written', path: wanted.output });
  const words = `Written to ${plainText(wanted.output)}\n\n${sheet}`;
  await io.stdout.write(wanted.format === 'json' ? sheet : words);
  return EXIT.pass;
}

/** There is no file yet: a fault is told by the option, or by the file that the operator named. */
function named<T>(wanted: NewTrustRoot, make: () => T): T {
  const keys: readonly (readonly [place: RegExp, named: readonly string[]])[] = [
    [/^\/timestamp_authorities\/(\d+)/, wanted.timestampCertificate],
    [/^\/recorders\/0\/keys\/(\d+)\/ml/, wanted.recorderKey],
    [/^\/keepers\/keys\/(\d+)/, wanted.keeper],
    [/^\/witness_policy/, [wanted.witnessPolicy ?? '']],
    [/valid_until$/, ['--valid-until']],
    [/^\/expires_at/, ['--expires']],
    [/^\/ledgers\/0\/key_sets/, ['a --ledger-key']],
    [/^\/attesters\/0\/key_pairs/, ['an --attester-key']],
  ];
  const nameOf = (place: string): string => {
    const [at, given = []] = keys.find(([one]) => one.test(place)) ?? [];
    return given[Number(at?.exec(place)?.[1] ?? 0)] ?? place;
  };
  try {
    return make();
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    const { code, message, hint } = error;
    throw new VerifierError(code, message.replace(/(?<=^| )\/[a-z]+_?[a-z]*[a-z0-9_/]*/g, nameOf), {
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

/** Milliseconds since 1970 as a time of the format, to the second. */
function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Reads all files, in their groups. @throws VerifierError naming every one that cannot be read */
async function readAll(groups: readonly (readonly string[])[]): Promise<readonly KeyText[][]> {
  const faults: VerifierError[] = [];
  const read = groups.map(async (files) => {
    const texts = files.map((file) =>
      textOf(file).catch((error: unknown) => {
        if (!(error instanceof VerifierError)) throw error;
        faults.push(error);
        return { text: '', from: file };
      }),
    );
    return Promise.all(texts);
  });
  const texts = await Promise.all(read);
  const [first] = faults;
  if (first === undefined) return texts;
  throw new VerifierError(
    first.code,
    [...new Set(faults.map(({ message }) => message))].join('; '),
  );
}

async function textOf(file: string): Promise<KeyText> {
  const bytes = await readSmall(file, KEY_BYTES, 'ERR_TRUST_ROOT_UNREADABLE');
  // DER begins with a SEQUENCE (X.690 §8.9), which no text of a key does.
  const text = bytes[0] === 0x30 && bytes[1] !== 0x20 ? toBase64(bytes) : undefined;
  return { text: text ?? Buffer.from(bytes).toString('utf8'), from: file };
}
