// The verb `report-check`: a compliance report beside the bundle (docs/MANUAL.md §6).

import { strangerOf } from '../../base/document-kind.js';
import { VerifierError } from '../../base/errors.js';
import { SUPPORT } from '../../base/limits.js';
import type { ReportMediaType } from '../../bundle/layout.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { checkReportBeside } from '../../vendor-report/report-check.js';
import {
  REPORT_CHECK_FORMATS,
  type ReportCheckFormat,
} from '../../vendor-report/report-check-text.js';
import { readSmall, withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { verifier } from '../verified.js';

export interface ReportCheckFlags {
  readonly file: string;
  readonly type: ReportMediaType;
  readonly bundle: string;
  readonly format: ReportCheckFormat;
  readonly trust: TrustFlags;
}

/** Compares and prints. 0 if it agrees and the bundle passes, 1 if it differs or the bundle fails, 3 otherwise. */
export async function checkReport(
  { file, type, bundle, format, trust }: ReportCheckFlags,
  io: Session,
): Promise<ExitCode> {
  // The bound of an attached report (§10.2).
  const bound = trust.limits.manifestBytes ?? SUPPORT.manifestBytes;
  const bytes = await readSmall(file, bound, 'ERR_REPORT_UNREADABLE');
  const stranger = strangerOf(bytes, { json: type === 'application/json' });
  if (stranger !== undefined && stranger !== 'plain text' && stranger !== 'empty')
    throw new VerifierError('ERR_REPORT_UNREADABLE', `${file}: this is ${stranger}`, {
      hint: 'name the compliance export of the ledger first, then the bundle',
    });
  const verifyWith = await verifier(trust, io);
  const check = await withBundle(bundle, async (source) =>
    checkReportBeside({ name: file, bytes, type }, source, await verifyWith(source, bundle)),
  );
  await io.print(REPORT_CHECK_FORMATS[format](check, io.style));
  return EXIT[check.verdict];
}
