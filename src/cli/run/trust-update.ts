// `trust sign` and `trust update`: how a trust root is replaced where there is no network. The operator sees what changes each time.

import { dirname, join } from 'node:path';
import { parseUtf8, shownUtf8 } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import { isObject, member } from '../../base/json.js';
import { parseStrict } from '../../base/json-strict.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { renderUpdated, renderUpdatedJson, type Updated } from '../../report/trust-update.js';
import { diffTrustRoots } from '../../trust/diff.js';
import {
  refuseNotCurrent,
  refuseNotNext,
  refuseTooFew,
  type SignedBoth,
  signedBy,
} from '../../trust/update/judge.js';
import { readSecret, signUpdate } from '../../trust/update/secret.js';
import {
  type Edition,
  proposeUpdate,
  readUpdate,
  type Update,
  writeUpdate,
} from '../../trust/update/update.js';
import { readSmall } from '../files.js';
import { writeInFolder } from '../files-out.js';
import { usage } from '../flags.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { installedPath } from '../trust-path.js';
import { installedTrustRoot, loadPinned, readTrustRootBytes, timeOf } from '../trust-root.js';
import type { TrustFormat } from './trust.js';

/** A trust root of 16 MiB in base64 in base64, and signatures: 32 MiB. */
const UPDATE_BYTES = 33_554_432;
/** Two seeds in PEM, with room for comments: 64 KiB. */
const SECRET_BYTES = 65_536;

type PresentFlags = Pick<TrustFlags, 'trustRoot' | 'trustRootDigest'>;

interface SignFlags extends PresentFlags {
  readonly key: string;
  readonly output: string;
  readonly format: TrustFormat;
}

/** Adds the signatures of a keeper, if the trust root that he signs may follow the present one. */
export async function signTrust(file: string, flags: SignFlags, io: Session): Promise<ExitCode> {
  const { edition: present } = await presentOf(flags, io);
  const bytes = await readSmall(file, UPDATE_BYTES, 'ERR_UPDATE_UNREADABLE');
  const update = named(file, () =>
    isEnvelope(bytes) ? readUpdate(bytes) : proposeUpdate(present, bytes),
  );
  const before = named(file, () => {
    refuseNotNext(present, update);
    return signedBy(present, update);
  });
  const secretBytes = await readSmall(flags.key, SECRET_BYTES, 'ERR_KEEPER_KEY');
  const secret = named(flags.key, () => readSecret(shownUtf8(secretBytes)));
  const signed = signUpdate(update, secret);
  const after = named(file, () => signedBy(present, signed));
  if (countOf(after) === countOf(before)) {
    const isKeeper = update.signatures.some(({ keyId }) => keyId === secret[0].key.keyId);
    throw usage(
      isKeeper
        ? `${flags.key}: this keeper has signed already`
        : `${flags.key}: these are not the keys of a keeper of either trust root`,
    );
  }
  await io.outputs.write({ path: flags.output, as: '--output' }, writeUpdate(signed));
  await tell(present, signed, after, { what: 'signed', path: flags.output }, flags.format, io);
  return EXIT.pass;
}

interface UpdateFlags extends PresentFlags, Pick<TrustFlags, 'at'> {
  readonly output: string | undefined;
  readonly format: TrustFormat;
}

/** Applies updates in their order, all or none. What was installed stays beside the new one, under its serial. */
export async function updateTrust(
  files: readonly string[],
  flags: UpdateFlags,
  io: Session,
): Promise<ExitCode> {
  if (flags.trustRoot !== undefined && flags.output === undefined)
    throw usage(
      '--output is missing',
      'with --trust-root nothing is installed: say where to write',
    );
  const { edition: first, path } = await presentOf(flags, io);
  const steps: { readonly from: Edition; readonly update: Update; readonly by: SignedBoth }[] = [];
  for (const file of files) {
    const bytes = await readSmall(file, UPDATE_BYTES, 'ERR_UPDATE_UNREADABLE');
    const from = steps.at(-1)?.update.next ?? first;
    named(file, () => {
      const update = readUpdate(bytes);
      const by = signedBy(from, update);
      refuseTooFew(by);
      refuseNotNext(from, update);
      steps.push({ from, update, by });
    });
  }
  const last = steps.at(-1);
  if (last === undefined) throw usage('no update is given');
  const { next } = last.update;
  named(files.at(-1) ?? '', () =>
    refuseNotCurrent(next.trustRoot, timeOf({ at: flags.at, limits: {} }, io)),
  );
  const done = await write(next, { first, path, output: flags.output }, io);
  await tell(first, last.update, last.by, done, flags.format, io);
  return EXIT.pass;
}

async function write(
  next: Edition,
  { first, path, output }: { first: Edition; path: string; output: string | undefined },
  io: Session,
): Promise<Updated['done']> {
  if (output !== undefined) {
    await io.outputs.write({ path: output, as: '--output' }, next.bytes);
    return { what: 'written', path: output };
  }
  // First the copy, then the new one, which takes its place at once: at no moment is one of the two lost.
  const kept = join(dirname(path), `trust-root-${first.trustRoot.serial}.json`);
  await io.outputs.keep({ path: kept, as: 'the copy of the old trust root' }, first.bytes);
  await writeInFolder(path, next.bytes, io.disk);
  return { what: 'installed', path, kept };
}

async function tell(
  { trustRoot: before }: Edition,
  { next: { trustRoot: after } }: Update,
  signed: SignedBoth,
  done: Updated['done'],
  format: TrustFormat,
  io: Session,
): Promise<void> {
  const told: Updated = { before, after, signed, done, changes: diffTrustRoots(before, after) };
  await io.stdout.write(
    format === 'json' ? renderUpdatedJson(told) : renderUpdated(told, io.style),
  );
}

/** The trust root that is replaced: the named one, else the installed one. */
async function presentOf(
  { trustRoot, trustRootDigest }: PresentFlags,
  io: Session,
): Promise<{ readonly edition: Edition; readonly path: string }> {
  const installed = trustRoot === undefined ? await installedTrustRoot(io) : undefined;
  const path = trustRoot ?? installed?.file ?? installedPath(io);
  if (path === undefined || (trustRoot === undefined && installed === undefined))
    throw usage(
      'no trust root is installed',
      'name the one that is replaced with --trust-root FILE, or install it with "trust add"',
    );
  const bytes = installed?.bytes ?? (await readTrustRootBytes(path));
  return { edition: { bytes, trustRoot: loadPinned(bytes, path, trustRootDigest) }, path };
}

function isEnvelope(bytes: Uint8Array): boolean {
  if (parseUtf8(bytes) === undefined) return false;
  const parsed = parseStrict(bytes);
  return parsed.ok && isObject(parsed.value) && member(parsed.value, 'payload') !== undefined;
}

function countOf({ before, after }: SignedBoth): number {
  return before.by.length + after.by.length;
}

/** What a call gives; its fault names the file. */
function named<T>(file: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    const { code, message, hint } = error;
    throw new VerifierError(code, `${file}: ${message}`, hint === undefined ? {} : { hint });
  }
}
