// A finding of the report itself (docs/MANUAL.md §8): it belongs to no check of a bundle.

import { REPORT_CODES, type ReportCode } from '../../catalogue/codes/report.js';
import type { ReportFinding } from '../model.js';

export function make(
  code: ReportCode,
  bundles: readonly string[],
  message: string,
  more: Partial<Pick<ReportFinding, 'where' | 'record' | 'expected' | 'actual'>> = {},
): ReportFinding {
  const { outcome, remedy } = REPORT_CODES[code];
  return { code, outcome, bundles, message, where: {}, ...more, remedy };
}
