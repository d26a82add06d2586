// The reporter of the library, with the words of the ledger's own compliance guide: generate, save, record_count, all_valid. It reads no
// file and no clock; whoever makes one gives it bytes, a time and a way to write.

import type { Instant } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import { BUILT_IN, type Framework } from '../frameworks/framework.js';
import type { TrustRoot } from '../trust/trust-root.js';
import { buildReport, type ReportOptions } from './build.js';
import { REPORT_FORMATS, type ReportFormat, renderReport } from './formats.js';
import type { NamedBundle } from './gather/verified.js';
import type { ComplianceReport } from './model.js';

export interface ReporterOptions
  extends Partial<
    Omit<ReportOptions, 'bundles' | 'trustRoot' | 'frameworks' | 'from' | 'to' | 'at'>
  > {
  readonly bundles: readonly NamedBundle[];
  readonly trustRoot: TrustRoot | undefined;
  /** Verification time. */
  readonly at: Instant;
  /** Writes a file: `writeFile` of `node:fs/promises`, for example. */
  readonly write: (path: string, content: string | Uint8Array) => Promise<void>;
}

export class ComplianceReporter {
  readonly #options: ReporterOptions;

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  /**
   * Verifies the bundles and gathers what their records of the period are evidence for.
   * @param framework the id of a built-in one (`soc2`), a framework, or several
   * @param period_start first day, UTC: `2026-01-01` @param period_end last day, included
   * @throws VerifierError ERR_USAGE for an unknown framework or a period that is none; as `buildReport`
   */
  async generate({
    framework,
    period_start,
    period_end,
  }: {
    readonly framework: string | Framework | readonly (string | Framework)[];
    readonly period_start: string;
    readonly period_end: string;
  }): Promise<GeneratedReport> {
    const { write, ...options } = this.#options;
    const asked =
      typeof framework === 'string' || 'document' in framework ? [framework] : framework;
    const report = await buildReport({
      ...options,
      frameworks: asked.map(frameworkOf),
      from: period_start,
      to: period_end,
    });
    return new GeneratedReport(report, write);
  }
}

export class GeneratedReport {
  /** The document that every format is rendered from. */
  readonly document: ComplianceReport;
  readonly #write: ReporterOptions['write'];

  constructor(document: ComplianceReport, write: ReporterOptions['write']) {
    this.document = document;
    this.#write = write;
  }

  /** Records of the period. */
  get record_count(): number {
    return this.document.record_count;
  }

  /** True if every bundle passed and nothing contradicts. It is about the records shown: how much of the period is covered is `coverage`. */
  get all_valid(): boolean {
    return this.document.integrity_verified;
  }

  get coverage(): ComplianceReport['coverage'] {
    return this.document.coverage;
  }

  /** Writes the report, by the ending of the file unless a format is named. @throws VerifierError ERR_USAGE for another ending */
  async save(path: string, format: ReportFormat = formatOf(path)): Promise<void> {
    await this.#write(path, await renderReport(this.document, format));
  }
}

/** The endings of files, for the formats whose names they are not. */
const ENDINGS: Readonly<Record<string, ReportFormat>> = { htm: 'html', md: 'markdown' };

function formatOf(path: string): ReportFormat {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const named = ENDINGS[ending] ?? ending;
  if (Object.hasOwn(REPORT_FORMATS, named)) return named as ReportFormat;
  throw new VerifierError('ERR_USAGE', `${path}: name the format of the report`);
}

function frameworkOf(framework: string | Framework): Framework {
  const found = typeof framework === 'string' ? BUILT_IN.get(framework) : framework;
  if (found !== undefined) return found;
  throw new VerifierError('ERR_USAGE', `${String(framework)}: no such framework`);
}
