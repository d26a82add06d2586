// The verb `report`: verifies the bundles, builds the report, writes it whole or not at all, and says what it came to.

import { basename } from 'node:path';
import { VerifierError } from '../../base/errors.js';
import type { ExitCode } from '../../catalogue/exit-codes.js';
import type { Requirement } from '../../catalogue/requirements.js';
import { gatherReport, type ReportOptions } from '../../compliance/build.js';
import { wholeReport } from '../../compliance/fingerprint.js';
import {
  isLines,
  piecesOfReport,
  type ReportFormat,
  renderReport,
} from '../../compliance/formats.js';
import type { ReportBody } from '../../compliance/model.js';
import {
  coverageWords,
  integrityWords,
  sampleWords,
  standingWords,
} from '../../compliance/wording.js';
import { plainText } from '../../report/escape.js';
import { Pen, type TextOptions } from '../../report/pen.js';
import { countOf, grouped, verdictWord } from '../../report/words.js';
import { askedSelection, heldCheckpoint, sampleList } from '../asked-files.js';
import type { Found } from '../bundles.js';
import { environmentFacts, environmentWords } from '../environment.js';
import { withBundle } from '../files.js';
import { chosenFrameworks } from '../frameworks.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { withThreads } from '../threads.js';
import { chosenTrustRoot, timeOf, trustSourceOf } from '../trust-root.js';
import { tellCopies } from './beside.js';

export interface ReportFlags {
  readonly found: Found;
  readonly framework: readonly string[];
  readonly require: readonly Requirement[];
  /** Days such as `2026-01-01`; judged where the period is made. */
  readonly from: string;
  readonly to: string;
  /** What to write, and where; `as` is the option that says so. */
  readonly targets: readonly {
    readonly format: ReportFormat;
    readonly file: string;
    readonly as: string;
  }[];
  /** A checkpoint that the auditor holds. */
  readonly checkpoint: string | undefined;
  /** Selections that the auditor asked for, and a list of records. */
  readonly expectSelection: readonly string[];
  readonly sample: string | undefined;
  readonly title: string | undefined;
  readonly preparedBy: string | undefined;
  readonly preparedFor: string | undefined;
  readonly listed: number | undefined;
  readonly trust: TrustFlags;
}

/**
 * Writes a report, and ends with the exit code that the report states.
 * @throws VerifierError if a bundle cannot be read, since a report must not pass over what the operator named
 */
export async function report(wanted: ReportFlags, io: Session): Promise<ExitCode> {
  const { found, framework, require: requirements, trust, targets } = wanted;
  const { from, to, checkpoint, sample, title, preparedBy, preparedFor, listed } = wanted;
  const [notOpened] = found.unread;
  if (notOpened !== undefined)
    throw new VerifierError('ERR_BUNDLE_UNREADABLE', `${notOpened.name}: ${notOpened.message}`);
  const paths = found.bundles;
  // Verified, gathered, compared.
  await io.progress.over(paths, 3);
  const trustRoot = await chosenTrustRoot(trust, io);
  const frameworks = await chosenFrameworks(framework);
  const options: ReportOptions = {
    bundles: paths.map((path) => ({
      name: nameOf(path, paths),
      source: (use) =>
        withBundle(path, async (source) => use(await io.progress.reading(path, source))),
    })),
    trustRoot,
    frameworks,
    from,
    to,
    at: timeOf(trust, io),
    requirements,
    limits: trust.limits,
    trustSource: trustSourceOf(trust, io),
    environment: environmentFacts(io).map(environmentWords),
    ...(checkpoint === undefined ? {} : { checkpoint: await heldCheckpoint(checkpoint) }),
    expectSelections: await Promise.all(wanted.expectSelection.map(askedSelection)),
    ...(sample === undefined ? {} : { sample: await sampleList(sample) }),
    ...(title === undefined ? {} : { title }),
    ...(preparedBy === undefined ? {} : { preparedBy }),
    ...(preparedFor === undefined ? {} : { preparedFor }),
    listed,
  };
  const {
    report: made,
    listed: rows,
    every,
  } = await withThreads(trust.jobs, io, async (threads) =>
    gatherReport({ ...options, pool: await threads.for(Number.POSITIVE_INFINITY) }),
  );
  io.progress.end();
  await tellCopies(made.bundles, io);
  const written: Written[] = [];
  for (const { format, file, as } of targets) {
    const target = { path: file, as };
    // In a format of one line a record, a record that is not listed would be missing.
    const records = listed === undefined && isLines(format) ? every : rows;
    const pieces = await piecesOfReport(made, format, records);
    if (pieces === undefined) {
      const content = await renderReport(wholeReport(made, rows), format);
      await io.outputs.write(target, content);
      written.push({ file, bytes: Buffer.byteLength(content) });
    } else {
      let bytes = 0;
      const staged = await io.outputs.stage(
        target,
        bytesOf(pieces, (count) => (bytes += count)),
      );
      await staged.commit();
      written.push({ file, bytes });
    }
  }
  await io.stdout.write(summaryText(made, written, io.style));
  return made.exit.code;
}

interface Written {
  readonly file: string;
  readonly bytes: number;
}

function* bytesOf(
  pieces: Iterable<string | Uint8Array>,
  count: (bytes: number) => void,
): Generator<Uint8Array, void, undefined> {
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
    count(bytes.length);
    yield bytes;
  }
}

/** A report is filed elsewhere: where a bundle lay is no name, unless two have one name. */
function nameOf(path: string, paths: readonly string[]): string {
  const name = basename(path);
  return paths.filter((other) => basename(other) === name).length > 1 ? path : name;
}

function summaryText(made: ReportBody, written: readonly Written[], style: TextOptions): string {
  const pen = new Pen(style);
  const { verdict, summary, period, frameworks, coverage, fingerprint, exit, sample } = made;
  const first = `${verdictWord(verdict)}  ${plainText(summary)}`;
  if (pen.quiet) return `${first}\n`;
  const lines = [
    first,
    '',
    ...written.flatMap(({ file, bytes }) =>
      pen.row('Written', `${plainText(file)}, ${countOf(bytes, 'bytes')}`),
    ),
    ...pen.row(
      'Records',
      `${grouped(made.record_count)}, ${period.first_day} to ${period.last_day}`,
    ),
    ...pen.row('Integrity', integrityWords(made)),
    ...pen.row('Complete', coverageWords(coverage)),
    ...(sample === undefined ? [] : pen.row('Your list', sampleWords(sample))),
    ...frameworks.flatMap((framework) =>
      pen.row('Framework', `${plainText(framework.name)}: ${standingWords(framework, coverage)}`),
    ),
    ...pen.row('Exit status', `${exit.code}: ${exit.means}`),
    ...pen.row('Fingerprint', fingerprint),
  ];
  return `${lines.join('\n')}\n`;
}
