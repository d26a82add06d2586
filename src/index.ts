// The public surface of the library: re-exports only. Everything else may change without notice.

export { type BundleSource, sourceFromBytes } from './archive/source.js';
export { formatTime, type Instant, parseTime } from './base/encoding.js';
export { InternalError, type Location, VerifierError } from './base/errors.js';
export { type Limits, SUPPORT } from './base/limits.js';
export { SPECIFICATION, VERSION } from './base/version.js';
export { CATALOGUE, type CheckId } from './catalogue/checks.js';
export type { Outcome } from './catalogue/codes/code.js';
export { CODES, ERRORS, type ErrorCode, type FindingCode } from './catalogue/codes.js';
export { EXIT, type ExitCode } from './catalogue/exit-codes.js';
export { REQUIREMENTS, type Requirement } from './catalogue/requirements.js';
export { buildReport, type ReportOptions } from './compliance/build.js';
export { fingerprintOf } from './compliance/fingerprint.js';
export { REPORT_FORMATS, type ReportFormat, renderReport } from './compliance/formats.js';
export type { NamedBundle, OpenSource } from './compliance/gather/verified.js';
export type { ComplianceReport } from './compliance/model.js';
export {
  ComplianceReporter,
  GeneratedReport,
  type ReporterOptions,
} from './compliance/reporter.js';
export {
  DOCUMENT_FORMATS,
  type DocumentFormat,
  renderTranscript,
} from './document/formats.js';
export { listRecords } from './document/gather.js';
export type { DocumentInput, ListedRecord, ListedRecords } from './document/model.js';
export { openProven, type ProvenBundle, type ProvenRecord, readProven } from './evidence/reader.js';
export { type ExamineOptions, examine } from './examine.js';
export {
  BUILT_IN as BUILT_IN_FRAMEWORKS,
  type Framework,
  loadFramework,
} from './frameworks/framework.js';
export type { FrameworkResult } from './frameworks/result.js';
export { parseSampleList, type SampleList } from './papers/sample-list.js';
export { renderCsv } from './report/csv.js';
export { renderGithub } from './report/github.js';
export { renderJson, renderJsonRun } from './report/json.js';
export { renderJunit } from './report/junit.js';
export { renderMarkdown } from './report/markdown.js';
export type { TextOptions } from './report/pen.js';
export { renderSarif } from './report/sarif.js';
export { renderText, renderTexts } from './report/text.js';
export type { VerifyOptions } from './transcript/options.js';
export { type Run, runOf, type Skipped, type Unread } from './transcript/run.js';
export {
  type EvidenceSummary,
  frameworkGaps,
  type ProvenTime,
  type SampleResult,
  type SampleRow,
  type SignatureLine,
  type Status,
  type Transcript,
  type TranscriptCheck,
  type TranscriptFinding,
  uncoveredIds,
  type Verdict,
} from './transcript/transcript.js';
export type {
  NotChecked,
  ProvesUntil,
  ProvesUntilPart,
  TrustMode,
  TrustSource,
} from './transcript/worth.js';
export { loadTrustRoot, type TrustRoot } from './trust/trust-root.js';
export { verifyBundle } from './verify.js';
