// What follows from all transcripts of a run, whoever made them: the bundles of one ledger held against each other, the verdict, the
// reports, the exit code.

import { VerifierError } from '../../base/errors.js';
import type { Limits } from '../../base/limits.js';
import { EXIT, type ExitCode, worstExit } from '../../catalogue/exit-codes.js';
import type { TranscriptDocuments } from '../../document/documents.js';
import type { DocumentFormat } from '../../document/formats.js';
import type { FormatName } from '../../report/formats.js';
import type { TextOptions } from '../../report/pen.js';
import { renderTexts } from '../../report/text.js';
import { type Run, runOf } from '../../transcript/run.js';
import type { TrustRoot } from '../../trust/trust-root.js';
import { withBundle } from '../files.js';
import { noticeError } from '../io.js';
import type { Session } from '../session.js';
import type { Target } from '../targets.js';
import { tellCopies, writeSetViews, writeSplitViews } from './beside.js';
import type { Became } from './each.js';

/** What a run writes, and where. */
export interface OutputFlags {
  /** Folder for both notes of a split view. */
  readonly evidence: string | undefined;
  readonly format: FormatName | DocumentFormat;
  readonly report: readonly Target<FormatName | DocumentFormat>[];
  /** Also what passed, and notes where they are left out. */
  readonly verbose: boolean;
}

/** What a comparison of bundles needs beside them. */
interface Question {
  readonly trustRoot: TrustRoot | undefined;
  readonly checkpoint?: Uint8Array | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly environment?: readonly string[] | undefined;
}

/** Compares, reports and ends. @throws VerifierError ERR_BUNDLE_UNREADABLE, ERR_BUNDLE_CHANGED: a bundle is compared by its own bytes */
export async function conclude(
  results: readonly Became[],
  { trustRoot, checkpoint, limits, environment = [] }: Question,
  flags: OutputFlags,
  document: TranscriptDocuments | undefined,
  io: Session,
): Promise<ExitCode> {
  const transcripts = results.flatMap((one) => ('transcript' in one ? [one.transcript] : []));
  await tellCopies(
    transcripts.map(({ bundle }) => bundle),
    io,
  );
  await writeSplitViews(transcripts, flags.evidence, io);
  let history: Run['history'] = [];
  // One bundle has nothing to be compared with.
  if (transcripts.length > 1) {
    const set = new (await import('../../history/verified-set.js')).VerifiedSet();
    io.progress.compare(transcripts.map(({ bundle }) => bundle.bytes));
    for (const transcript of transcripts) {
      const { name } = transcript.bundle;
      set.add(name, transcript, (use) =>
        withBundle(name, async (source) => use(await io.progress.reading(name, source))),
      );
    }
    history = await set.compare(trustRoot, {
      ...(checkpoint === undefined ? {} : { checkpoint }),
      ...(limits === undefined ? {} : { limits }),
    });
  }
  await writeSetViews(history, flags.evidence, io);
  const unread = results.flatMap((one) => ('unread' in one ? [one.unread] : []));
  const skipped = results.flatMap((one) => ('skipped' in one ? [one.skipped] : []));
  const run = runOf(transcripts, { history, unread, skipped, environment });
  io.progress.end();
  return report(run, flags, document, io);
}

/** What a document needs beside the transcripts, if one is asked for: its code is loaded, and bundles are read once more. */
export async function documentOf(
  bundles: number,
  { format, report: targets }: OutputFlags,
): Promise<TranscriptDocuments | undefined> {
  if (![format, ...targets.map((target) => target.format)].some(isDocument)) return undefined;
  const { TranscriptDocuments } = await import('../../document/documents.js');
  return new TranscriptDocuments(bundles);
}

function isDocument(format: FormatName | DocumentFormat): format is DocumentFormat {
  return format === 'html' || format === 'pdf';
}

async function report(
  run: Run,
  flags: OutputFlags,
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
      await noticeError(io, error);
      codes.push(EXIT.couldNotRun);
    }
  };
  const render = async (
    run: Run,
    format: FormatName | DocumentFormat,
    style: TextOptions,
  ): Promise<Rendered> => {
    if (isDocument(format)) return (await document?.render(run, format)) ?? '';
    // What a person waits for is there; formats for programs are loaded when they are asked for.
    if (format === 'text') return renderTexts(run, style);
    const { FORMATS, jsonRunPieces } = await import('../../report/formats.js');
    return format === 'json' ? inBytes(jsonRunPieces(run)) : FORMATS[format](run, style);
  };
  for (const { format, file } of flags.report) {
    const target = { path: file, as: '--report' };
    await attempt(async () => {
      const text = await render(run, format, { verbose });
      if (isWhole(text)) await io.outputs.write(target, text);
      else await (await io.outputs.stage(target, text)).commit();
    });
  }
  // What is printed says how the run ends.
  const told = { ...run, exit: worstExit(codes) };
  const text = await render(told, flags.format, { ...io.style, verbose });
  await attempt(() => (isWhole(text) ? io.print(text) : io.printAll(text)));
  return worstExit(codes);
}

/** What is written: whole, or in pieces. */
type Rendered = string | Uint8Array | AsyncIterable<Uint8Array>;

function isWhole(text: Rendered): text is string | Uint8Array {
  return typeof text === 'string' || text instanceof Uint8Array;
}

async function* inBytes(pieces: Iterable<string>): AsyncGenerator<Uint8Array, void, undefined> {
  for (const piece of pieces) yield Buffer.from(piece);
}
