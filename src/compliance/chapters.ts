// The report as chapters: one order, one set of tables and plots for every format made for people.

import type { Chapter } from '../layout/block.js';
import { appendixChapter } from './chapters/appendix.js';
import { countsChapter, recordsChapter } from './chapters/counts.js';
import { coverageChapter } from './chapters/coverage.js';
import { fieldsChapter, retentionChapter } from './chapters/fields.js';
import { findingsChapter, meaningChapter } from './chapters/findings.js';
import { frameworksChapter } from './chapters/frameworks.js';
import { markPartly } from './chapters/partly.js';
import { signoffChapter } from './chapters/signoff.js';
import { summaryChapter } from './chapters/summary.js';
import { verificationChapter } from './chapters/verification.js';
import type { ComplianceReport, ReportBody } from './model.js';

/** All chapters, in order; the last is the appendix of records. */
export function chaptersOf(report: ComplianceReport): readonly Chapter[] {
  return [...chaptersBefore(report), appendixChapter(report)];
}

/** Those before the appendix. */
export function chaptersBefore(report: ReportBody): readonly Chapter[] {
  const chapters = [
    summaryChapter(report),
    verificationChapter(report),
    coverageChapter(report),
    recordsChapter(report),
    countsChapter(report),
    fieldsChapter(report),
    retentionChapter(report),
    frameworksChapter(report),
    findingsChapter(report),
    meaningChapter(report),
    signoffChapter(report),
  ];
  return markPartly(chapters, report);
}
