// The verb without a name: verifies bundles, writes the reports, then the transcript, and only then says pass.

import type { Instant } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import { EXIT, type ExitCode, worstExit } from '../../catalogue/exit-codes.js';
import type { Requirement } from '../../catalogue/requirements.js';
import type { TranscriptDocuments } from '../../document/documents.js';
import type { DocumentFormat } from '../../document/formats.js';
import type { ExamineOptions } from '../../examine.js';
import type { FormatName } from '../../report/formats.js';
import type { TextOptions } from '../../report/pen.js';
import { renderTexts } from '../../report/text.js';
import { type Run, runOf, type Unread } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { TrustRoot } from '../../trust/trust-root.js';
import { type VerifyOptions, verifyBundle } from '../../verify.js';
import { type AskedFiles, askedFiles, INPUT_BYTES } from '../asked-files.js';
import type { Found } from '../bundles.js';
import { environmentFacts, environmentWords } from '../environment.js';
import { withBundle } from '../files.js';
import { notice } from '../io.js';
import type { TrustFlags } from '../manner.js';
import { LIST, readOperatorFile } from '../operator-file.js';
import type { Session } from '../session.js';
import { type Threads, withThreads } from '../threads.js';
import { chosenTrustRoot, timeOf, trustSourceOf } from '../trust-root.js';
import { tellCopies, writeSetViews, writeSplitViews } from './beside.js';

export interface ReportTarget {
  readonly format: FormatName | DocumentFormat;
  readonly file: string;
}

export interface VerifyFlags extends AskedFiles {
  readonly trust: TrustFlags;
  /** Threads; undefined for as many as there are cores. */
  readonly jobs: number | undefined;
  readonly require: readonly Requirement[];
  /** Names or files. */
  readonly framework: readonly string[];
  readonly sample: string | undefined;
  readonly asOf: Instant | undefined;
  /** Folder for both notes of a split view. */
  readonly evidence: string | undefined;
  readonly format: FormatName | DocumentFormat;
  readonly report: readonly ReportTarget[];
  /** Also what passed, and notes where they are left out. */
  readonly verbose: boolean;
}

const DAY = 86_400_000_000_000n;

/** Verifies every bundle and reports on all of them. @throws VerifierError if the operator's own files cannot be used */
export async function verify(found: Found, flags: VerifyFlags, io: Session): Promise<ExitCode> {
  if (flags.renewals !== undefined && found.bundles.length > 1)
    throw new VerifierError('ERR_USAGE', '--renewals is about one bundle', {
      hint: 'verify each bundle with its own file of renewals',
    });
  const options = await verifyOptions(flags, io);
  const asked = await examineOptions(flags);
  const trustRoot = await chosenTrustRoot(flags.trust, io);
  const transcripts: Transcript[] = [];
  // One bundle has nothing to be compared with.
  const isSet = found.bundles.length > 1;
  const set = isSet ? new (await import('../../history/verified-set.js')).VerifiedSet() : undefined;
  const unread: Unread[] = [...found.unread];
  const document = await documentOf(found, flags);
  await withThreads(flags.jobs, io, async (threads) => {
    for (const path of found.bundles) {
      try {
        const transcript = await verifyOne(path, trustRoot, options, asked, document, threads);
        transcripts.push(transcript);
        set?.add(path, transcript, (use) => withBundle(path, use));
      } catch (error) {
        if (!(error instanceof VerifierError)) throw error;
        const { code } = error;
        if (code !== 'ERR_BUNDLE_UNREADABLE' && code !== 'ERR_BUNDLE_CHANGED') throw error;
        await notice(io, `${code}: ${error.message}`);
        unread.push({ name: path, code, message: error.message.replace(`${path}: `, '') });
      }
    }
  });
  await tellCopies(transcripts, io);
  await writeSplitViews(transcripts, flags.evidence, io);
  const history = (await set?.compare(trustRoot, options)) ?? [];
  await writeSetViews(history, flags.evidence, io);
  const { environment = [] } = options;
  const run = runOf(transcripts, { history, unread, skipped: found.skipped, environment });
  return report(run, flags, document, io);
}

function isDocument(format: FormatName | DocumentFormat): format is DocumentFormat {
  return format === 'html' || format === 'pdf';
}

/** What a document needs beside the transcripts, if one is asked for: its code is loaded, and bundles are read once more. */
async function documentOf(
  { bundles }: Found,
  { format, report: targets }: VerifyFlags,
): Promise<TranscriptDocuments | undefined> {
  if (![format, ...targets.map((target) => target.format)].some(isDocument)) return undefined;
  const { TranscriptDocuments } = await import('../../document/documents.js');
  return new TranscriptDocuments(bundles.length);
}

/** Verifies one bundle, and examines it for what was asked beside. @throws VerifierError ERR_BUNDLE_UNREADABLE, ERR_BUNDLE_CHANGED */
function verifyOne(
  path: string,
  trustRoot: TrustRoot | undefined,
  options: Omit<VerifyOptions, 'name'>,
  asked: ExamineOptions | undefined,
  document: TranscriptDocuments | undefined,
  threads: Threads,
): Promise<Transcript> {
  return withBundle(path, async (source) => {
    const pool = await threads.for(source.size);
    const verified = await verifyBundle(source, trustRoot, { ...options, name: path, pool });
    const transcript =
      asked === undefined
        ? verified
        : await (await import('../../examine.js')).examine(verified, source, asked);
    await document?.list(source, transcript);
    return transcript;
  });
}

/** What is asked beside the verdict. What that takes is loaded, and the operator's files are read, where it is asked for. */
async function examineOptions({
  framework,
  sample,
}: VerifyFlags): Promise<ExamineOptions | undefined> {
  if (framework.length === 0 && sample === undefined) return undefined;
  const frameworks =
    framework.length === 0
      ? []
      : await (await import('../frameworks.js')).chosenFrameworks(framework);
  if (sample === undefined) return { frameworks };
  const { parseSampleList } = await import('../../papers/sample-list.js');
  const bound = { bytes: INPUT_BYTES, code: 'ERR_SAMPLE_INVALID', kind: LIST } as const;
  const bytes = await readOperatorFile(sample, bound, parseSampleList);
  return { frameworks, sample: parseSampleList(bytes) };
}

async function verifyOptions(
  flags: VerifyFlags,
  io: Session,
): Promise<Omit<VerifyOptions, 'name'>> {
  const { require: requirements, trust, asOf } = flags;
  const at = timeOf(trust, io);
  if (asOf !== undefined && asOf < at - (at % DAY))
    throw new VerifierError('ERR_USAGE', '--as-of is a day before --at', {
      hint: 'it asks what the algorithms are worth on a later day',
    });
  return {
    at,
    requirements,
    trustSource: trustSourceOf(trust, io),
    environment: environmentFacts(io).map(environmentWords),
    ...(asOf === undefined ? {} : { asOf }),
    limits: trust.limits,
    ...(await askedFiles(flags)),
  };
}

async function report(
  run: Run,
  flags: VerifyFlags,
  document: TranscriptDocuments | undefined,
  io: Session,
): Promise<ExitCode> {
  const codes: ExitCode[] = [run.exit];
  const { verbose } = flags;
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof VerifierError)) throw error;
      // A report or transcript that nobody received is no pass.
      await notice(io, `${error.code}: ${error.message}`);
      codes.push(EXIT.couldNotRun);
    }
  };
  const render = async (
    format: FormatName | DocumentFormat,
    style: TextOptions,
  ): Promise<string | Uint8Array> => {
    if (isDocument(format)) return (await document?.render(run, format)) ?? '';
    // What a person waits for is there; formats for programs are loaded when they are asked for.
    if (format === 'text') return renderTexts(run, style);
    return (await import('../../report/formats.js')).FORMATS[format](run, style);
  };
  for (const { format, file } of flags.report)
    await attempt(async () =>
      io.outputs.write({ path: file, as: '--report' }, await render(format, { verbose })),
    );
  const text = await render(flags.format, { ...io.style, verbose });
  await attempt(() => io.print(text));
  return worstExit(codes);
}
