// Which trust root a run uses: the flag, else the environment, else the one that "trust add" installed. A trust root that is
// named and cannot be read ends the run; the next place in the order is never taken instead.

import type { Instant } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import type { TrustSource } from '../transcript/worth.js';
import { loadTrustRoot, type TrustRoot } from '../trust/trust-root.js';
import { othersMayWrite, readIfPresent, readSmall } from './files.js';
import { type Io, notice } from './io.js';
import type { TrustFlags } from './manner.js';
import { loadNamed, TRUST_ROOT } from './operator-file.js';
import { installedPath } from './trust-path.js';

/** The time in question: `--at`, or now by the clock of this machine. */
export function timeOf({ at }: TrustFlags, io: Io): Instant {
  return at ?? BigInt(io.now()) * 1_000_000n;
}

/** Far more than a trust root of many ledgers needs: 16 MiB. */
const TRUST_ROOT_BYTES = 16_777_216;

/**
 * Loads a trust root from a file, and compares it with the pinned digest if there is one.
 * @throws VerifierError ERR_TRUST_ROOT_UNREADABLE, ERR_TRUST_ROOT_INVALID, ERR_TRUST_ROOT_DIGEST
 */
async function readTrustRoot(file: string, pinned: string | undefined): Promise<TrustRoot> {
  return loadPinned(await readTrustRootBytes(file), file, pinned);
}

/** Loads a trust root; a fault names the file, and what it is instead. @throws VerifierError ERR_TRUST_ROOT_INVALID */
export function trustRootOf(bytes: Uint8Array, file: string): TrustRoot {
  return loadNamed(file, bytes, TRUST_ROOT, () => loadTrustRoot(bytes));
}

/** The bytes of a trust root file, unparsed. */
export function readTrustRootBytes(file: string): Promise<Uint8Array> {
  return readSmall(file, TRUST_ROOT_BYTES, 'ERR_TRUST_ROOT_UNREADABLE');
}

/**
 * Finds and loads the trust root of a run; undefined if none is named or installed.
 * @throws VerifierError as `readTrustRoot`; ERR_USAGE if a digest is pinned and there is nothing to compare it with
 */
export async function chosenTrustRoot(flags: TrustFlags, io: Io): Promise<TrustRoot | undefined> {
  const { trustRoot, trustRootDigest } = flags;
  if (trustRoot !== undefined) {
    await tellWriters(trustRoot, EVERYBODY, io);
    return readTrustRoot(trustRoot, trustRootDigest);
  }
  const named = io.env['SOFTQCOS_TRUST_ROOT'] ?? '';
  if (named !== '') {
    await notice(io, `the trust root is ${named}, named by SOFTQCOS_TRUST_ROOT`);
    await tellWriters(named, EVERYBODY, io);
    return readTrustRoot(named, trustRootDigest);
  }
  const installed = await installedTrustRoot(io);
  if (installed !== undefined) {
    await notice(io, `the trust root is ${installed.file}, installed by "trust add"`);
    await tellWriters(installed.file, EVERYBODY | GROUP, io);
    return loadPinned(installed.bytes, installed.file, trustRootDigest);
  }
  if (trustRootDigest !== undefined)
    throw new VerifierError(
      'ERR_USAGE',
      '--trust-root-digest is given, and there is no trust root',
      {
        hint: 'name it with --trust-root FILE',
      },
    );
  return undefined;
}

/** Bits of a mode. A group may be that of one user alone; what `trust add` installs belongs to one user anyway. */
const GROUP = 0o020;
const EVERYBODY = 0o002;

/** Whoever can write the trust root decides what is trusted. */
async function tellWriters(file: string, others: number, io: Io): Promise<void> {
  if (io.platform !== 'win32' && othersMayWrite(file, others))
    await notice(
      io,
      `caution: ${file} can be written by others, and whoever writes it decides what is trusted`,
    );
}

/** What the head of a transcript says of where the trust root is from (docs/SPEC.md §16.6), in the order of `chosenTrustRoot`. */
export function trustSourceOf(
  { trustRoot, trustRootDigest, compared }: TrustFlags,
  io: Pick<Io, 'env'>,
): TrustSource {
  const named = io.env['SOFTQCOS_TRUST_ROOT'] ?? '';
  const installed = named === '' ? 'trust add' : 'SOFTQCOS_TRUST_ROOT';
  return {
    from: trustRoot === undefined ? installed : '--trust-root',
    digestPinned: trustRootDigest !== undefined,
    ...(compared === undefined ? {} : { compared }),
  };
}

/** The trust root that "trust add" installed, if any. */
export async function installedTrustRoot(
  io: Io,
): Promise<{ readonly file: string; readonly bytes: Uint8Array } | undefined> {
  const file = installedPath(io);
  if (file === undefined) return undefined;
  const bytes = await readIfPresent(file, TRUST_ROOT_BYTES, 'ERR_TRUST_ROOT_UNREADABLE');
  return bytes && { file, bytes };
}

/** Loads a trust root and compares it with the pinned digest if there is one. @throws VerifierError */
export function loadPinned(bytes: Uint8Array, file: string, pinned: string | undefined): TrustRoot {
  const trustRoot = trustRootOf(bytes, file);
  if (pinned !== undefined && trustRoot.sha3_256 !== pinned)
    throw new VerifierError(
      'ERR_TRUST_ROOT_DIGEST',
      `${file}: its digest is sha3-256:${trustRoot.sha3_256}`,
      {
        hint: 'compare the trust root with whoever gave you the digest',
      },
    );
  return trustRoot;
}
