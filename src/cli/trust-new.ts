// `trust new`: a trust root from key files with one command. The keys are what the operator was given; the sheet that is printed
// is for comparing them by telephone.

import type { Requirement } from '../catalogue/checks.js';
import { plainText } from '../report/escape.js';
import { type KeyText, makeTrustRoot } from '../trust/make.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { readSmall, writeWhole } from './files.js';
import { list, type Options, one, requirement, usage } from './invocation.js';
import type { Io } from './io.js';
import { sheetOf } from './trust.js';

/** Far more than a key or a certificate needs: 1 MiB. */
const KEY_BYTES = 1_048_576;
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000;

export interface NewTrustRoot {
  readonly name: string;
  readonly serial: number;
  readonly origin: string;
  readonly suite: 'softqcos-v1' | 'softqcos-v1-sha256';
  readonly attester: string;
  readonly ledgerKeys: readonly string[];
  readonly attesterKeys: readonly string[];
  readonly recorderKeys: readonly string[];
  readonly certificates: readonly string[];
  readonly witnessPolicy: string | undefined;
  readonly requirements: readonly Requirement[];
  readonly validFrom: string | undefined;
  readonly validUntil: string | undefined;
  readonly expires: string | undefined;
  readonly output: string;
}

/** Reads the options of `trust new`. @throws VerifierError ERR_USAGE */
export function newTrustRootOf(options: Options): NewTrustRoot {
  const needed = (name: string, flag: string): string => {
    const value = one(options, name);
    if (value === undefined) throw usage(`${flag} is missing`);
    return value;
  };
  const suite = one(options, 'suite') ?? 'softqcos-v1';
  if (suite !== 'softqcos-v1' && suite !== 'softqcos-v1-sha256')
    throw usage('--suite: softqcos-v1 or softqcos-v1-sha256');
  const serial = Number(one(options, 'serial') ?? '1');
  if (!Number.isSafeInteger(serial) || serial < 1) throw usage('--serial: a whole number from 1');
  return {
    name: needed('name', '--name'),
    serial,
    origin: needed('ledger', '--ledger'),
    suite,
    attester: needed('attester', '--attester'),
    ledgerKeys: list(options, 'ledgerKey'),
    attesterKeys: list(options, 'attesterKey'),
    recorderKeys: list(options, 'recorderKey'),
    certificates: list(options, 'timestampCertificate'),
    witnessPolicy: one(options, 'witnessPolicy'),
    requirements: list(options, 'require').map(requirement),
    validFrom: one(options, 'validFrom'),
    validUntil: one(options, 'validUntil'),
    expires: one(options, 'expires'),
    output: needed('output', '--output'),
  };
}

/** Makes the file, prints the sheet. The clock is read for `issued_at` alone; windows are the operator's, or begin now. */
export async function newTrust(wanted: NewTrustRoot, io: Io): Promise<ExitCode> {
  const now = timeText(io.now());
  const { text, trustRoot } = makeTrustRoot({
    name: wanted.name,
    serial: wanted.serial,
    issuedAt: now,
    expiresAt: wanted.expires ?? timeText(io.now() + TEN_YEARS_MS),
    origin: wanted.origin,
    suite: wanted.suite,
    ledgerKeys: await texts(wanted.ledgerKeys),
    attester: wanted.attester,
    attesterKeys: await texts(wanted.attesterKeys),
    recorderKeys: await texts(wanted.recorderKeys),
    certificates: await texts(wanted.certificates),
    requirements: wanted.requirements,
    validFrom: wanted.validFrom ?? now,
    ...(wanted.validUntil === undefined ? {} : { validUntil: wanted.validUntil }),
    ...(wanted.witnessPolicy === undefined
      ? {}
      : { witnessPolicy: (await textOf(wanted.witnessPolicy)).text }),
  });
  await writeWhole(wanted.output, text);
  await io.stdout.write(`Written to ${plainText(wanted.output)}\n\n${sheetOf(trustRoot)}`);
  return EXIT.pass;
}

/** Milliseconds since 1970 as a time of the format, to the second. */
function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function texts(files: readonly string[]): Promise<KeyText[]> {
  return Promise.all(files.map(textOf));
}

async function textOf(file: string): Promise<KeyText> {
  const bytes = await readSmall(file, KEY_BYTES, 'ERR_TRUST_ROOT_UNREADABLE');
  return { text: Buffer.from(bytes).toString('utf8'), from: file };
}
