// `trust new`: a trust root from key files with one command. The keys are what the operator was given; the sheet that is printed
// is for comparing them by telephone.

import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import type { Requirement } from '../../catalogue/requirements.js';
import { plainText } from '../../report/escape.js';
import { type KeyText, makeTrustRoot } from '../../trust/make.js';
import { readSmall } from '../files.js';
import type { Session } from '../session.js';
import { sheetOf } from './trust.js';

/** Far more than a key or a certificate needs: 1 MiB. */
const KEY_BYTES = 1_048_576;
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000;

export interface NewTrustRoot {
  readonly name: string;
  readonly serial: number | undefined;
  /** The origin of the ledger. */
  readonly ledger: string;
  readonly suite: 'softqcos-v1' | 'softqcos-v1-sha256' | undefined;
  readonly attester: string;
  readonly ledgerKey: readonly string[];
  readonly attesterKey: readonly string[];
  readonly recorderKey: readonly string[];
  readonly timestampCertificate: readonly string[];
  readonly witnessPolicy: string | undefined;
  readonly require: readonly Requirement[];
  readonly validFrom: string | undefined;
  readonly validUntil: string | undefined;
  readonly expires: string | undefined;
  readonly output: string;
}

/** Makes the file, prints the sheet. The clock is read for `issued_at` alone; windows are the operator's, or begin now. */
export async function newTrust(wanted: NewTrustRoot, io: Session): Promise<ExitCode> {
  const now = timeText(io.now());
  const { text, trustRoot } = makeTrustRoot({
    name: wanted.name,
    serial: wanted.serial ?? 1,
    issuedAt: now,
    expiresAt: wanted.expires ?? timeText(io.now() + TEN_YEARS_MS),
    origin: wanted.ledger,
    suite: wanted.suite ?? 'softqcos-v1',
    ledgerKeys: await texts(wanted.ledgerKey),
    attester: wanted.attester,
    attesterKeys: await texts(wanted.attesterKey),
    recorderKeys: await texts(wanted.recorderKey),
    certificates: await texts(wanted.timestampCertificate),
    requirements: wanted.require,
    validFrom: wanted.validFrom ?? now,
    ...(wanted.validUntil === undefined ? {} : { validUntil: wanted.validUntil }),
    ...(wanted.witnessPolicy === undefined
      ? {}
      : { witnessPolicy: (await textOf(wanted.witnessPolicy)).text }),
  });
  await io.outputs.write({ path: wanted.output, as: '--output' }, text);
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
