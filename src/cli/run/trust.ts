// The verbs of `trust`: show, lint, diff, add. They read and compare trust roots; none of them decides whom to trust.

import { VerifierError } from '../../base/errors.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { plainText } from '../../report/escape.js';
import { renderDiff, renderLint, renderSheet } from '../../report/trust.js';
import { diffTrustRoots } from '../../trust/diff.js';
import { lintTrustRoot } from '../../trust/lint/lint.js';
import { keySheet } from '../../trust/sheet.js';
import { loadTrustRoot, type TrustRoot } from '../../trust/trust-root.js';
import { writeInFolder } from '../files-out.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { installedPath } from '../trust-path.js';
import {
  chosenTrustRoot,
  installedTrustRoot,
  loadPinned,
  readTrustRootBytes,
  timeOf,
} from '../trust-root.js';

/** Prints every key of a trust root, to compare by hand. */
export async function showTrust(file: string | undefined, flags: TrustFlags, io: Session) {
  const trustRoot = await named(file, flags, io);
  await io.print(sheetOf(trustRoot));
  return EXIT.pass;
}

/** Names the weak points of a trust root; with one of severity `error` no bundle can pass, and the exit code is 1. */
export async function lintTrust(
  file: string | undefined,
  flags: TrustFlags,
  io: Session,
): Promise<ExitCode> {
  const findings = lintTrustRoot(await named(file, flags, io), { at: timeOf(flags, io) });
  await io.print(renderLint(findings));
  return findings.some(({ severity }) => severity === 'error') ? EXIT.fail : EXIT.pass;
}

/** Compares two trust roots. The exit code is 0 whatever the difference: that is for the auditor to judge. */
export async function diffTrust(before: string, after: string, io: Session): Promise<ExitCode> {
  const [old, now] = [await readTrustRootBytes(before), await readTrustRootBytes(after)];
  await io.print(renderDiff(diffTrustRoots(loadTrustRoot(old), loadTrustRoot(now))));
  return EXIT.pass;
}

export interface AddFlags {
  readonly replace: boolean;
  readonly trustRootDigest: string | undefined;
}

/**
 * Installs a trust root for this user. Another one that is installed stays unless `replace` is given: whoever can run a command
 * once must not change whom all later runs trust without a word.
 */
export async function addTrust(
  file: string,
  { replace, trustRootDigest }: AddFlags,
  io: Session,
): Promise<ExitCode> {
  const bytes = await readTrustRootBytes(file);
  const trustRoot = loadPinned(bytes, file, trustRootDigest);
  const target = installedPath(io);
  if (target === undefined)
    throw new VerifierError('ERR_OUTPUT_UNWRITABLE', 'the environment names no home folder', {
      hint: 'pass --trust-root FILE to each run instead',
    });
  const installed = await installedTrustRoot(io);
  const other = installed !== undefined && !Buffer.from(bytes).equals(installed.bytes);
  // §12.1: serial numbers never go back, or a thief of last year's key could bring last year's file.
  const serial = installed === undefined ? undefined : loadTrustRoot(installed.bytes).serial;
  if (other && serial !== undefined && trustRoot.serial < serial)
    throw new VerifierError(
      'ERR_USAGE',
      `the installed trust root has serial ${serial}, and this one ${trustRoot.serial}`,
      { hint: `serials never go back; if you mean it, delete ${target} by hand first` },
    );
  if (other && !replace)
    throw new VerifierError('ERR_USAGE', `another trust root is installed: ${target}`, {
      hint: `see what would change with: softqcos-verify trust diff ${target} ${file}; then add --replace`,
    });
  await writeInFolder(target, bytes, io.disk);
  await io.print(`Installed as ${plainText(target)}\n\n${sheetOf(trustRoot)}`);
  return EXIT.pass;
}

async function named(file: string | undefined, flags: TrustFlags, io: Session): Promise<TrustRoot> {
  const trustRoot = await chosenTrustRoot(
    file === undefined ? flags : { ...flags, trustRoot: file },
    io,
  );
  if (trustRoot !== undefined) return trustRoot;
  throw new VerifierError('ERR_USAGE', 'no trust root is named or installed', {
    hint: 'name the file, or install one with: softqcos-verify trust add FILE',
  });
}

export function sheetOf(trustRoot: TrustRoot): string {
  return renderSheet(trustRoot, keySheet(trustRoot));
}
