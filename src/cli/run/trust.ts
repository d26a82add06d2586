// The verbs of `trust` that read: show, lint, diff. None of them decides whom to trust.

import { VerifierError } from '../../base/errors.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { renderSheetDocument } from '../../document/sheet-formats.js';
import {
  type Done,
  renderDiff,
  renderDiffJson,
  renderLint,
  renderLintJson,
  renderSheet,
  renderSheetJson,
} from '../../report/trust.js';
import { diffTrustRoots } from '../../trust/diff.js';
import { lintTrustRoot } from '../../trust/lint/lint.js';
import { keySheet } from '../../trust/sheet.js';
import type { TrustRoot } from '../../trust/trust-root.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { chosenTrustRoot, readTrustRootBytes, timeOf, trustRootOf } from '../trust-root.js';

export type TrustFormat = 'text' | 'json';

export interface LookFlags<Format = TrustFormat> {
  readonly format: Format;
  readonly trust: TrustFlags;
}

/** Prints every key of a trust root, to compare by hand. */
export async function showTrust(
  file: string | undefined,
  { format, trust }: LookFlags<TrustFormat | 'html' | 'pdf'>,
  io: Session,
): Promise<ExitCode> {
  const trustRoot = await named(file, trust, io);
  if (format === 'text' || format === 'json') await io.print(sheetOf(trustRoot, format, io));
  else await io.print(await renderSheetDocument(trustRoot, keySheet(trustRoot), format));
  return EXIT.pass;
}

/** Names the weak points of a trust root; with one of severity `error` no bundle can pass, and the exit code is 1. */
export async function lintTrust(
  file: string | undefined,
  { format, trust }: LookFlags,
  io: Session,
): Promise<ExitCode> {
  const trustRoot = await named(file, trust, io);
  const findings = lintTrustRoot(trustRoot, { at: timeOf(trust, io) });
  const exit = findings.some(({ severity }) => severity === 'error') ? EXIT.fail : EXIT.pass;
  const told =
    io.style.quiet === true ? findings.filter((one) => one.severity !== 'note') : findings;
  await io.print(
    format === 'json' ? renderLintJson(trustRoot, findings, exit) : renderLint(told, io.style),
  );
  return exit;
}

/** Compares two trust roots. The exit code is 0 whatever the difference: that is for the auditor to judge. */
export async function diffTrust(
  [before, after]: readonly [string, string],
  format: TrustFormat,
  io: Session,
): Promise<ExitCode> {
  const old = trustRootOf(await readTrustRootBytes(before), before);
  const now = trustRootOf(await readTrustRootBytes(after), after);
  const rows = diffTrustRoots(old, now);
  await io.print(format === 'json' ? renderDiffJson(old, now, rows) : renderDiff(rows, io.style));
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

/** The sheet of a trust root, and what was done with its file. */
export function sheetOf(
  trustRoot: TrustRoot,
  format: TrustFormat,
  io: Session,
  done?: Done,
): string {
  const rows = keySheet(trustRoot);
  return format === 'json'
    ? renderSheetJson(trustRoot, rows, done)
    : renderSheet(trustRoot, rows, io.style);
}
