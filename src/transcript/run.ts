// The result document of a run over one bundle or many (docs/SPEC.md §13.4, §16.4, schemas/run.schema.json): the transcripts, what
// was not read, what was passed over, and the rule that makes one verdict and one exit code of them. Nothing is printed here.

import type { ErrorCode } from '../catalogue/codes.js';
import { EXIT, type ExitCode, worstExit } from '../catalogue/exit-codes.js';
import type { HistoryDocument } from '../history/document.js';
import { frameworkGaps, type Transcript, uncoveredIds, type Verdict } from './transcript.js';

/** A bundle of a run that has no transcript, because it could not be read (exit code 2). */
export interface Unread {
  readonly name: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** A file of a folder that is no bundle, and was not read. */
export interface Skipped {
  readonly name: string;
  /** A clause: why. */
  readonly because: string;
}

export interface Run {
  readonly format: 'softqcos.run/v1';
  /** The worst of the transcripts; a bundle that was not read is never a pass. */
  readonly verdict: Verdict;
  /** What the command ends with. */
  readonly exit: ExitCode;
  /** In the order given. */
  readonly transcripts: readonly Transcript[];
  /** One for each ledger that several bundles are of (§13.5). */
  readonly history: readonly HistoryDocument[];
  readonly unread: readonly Unread[];
  readonly skipped: readonly Skipped[];
  /** Listed ids that no bundle of the run covers (MANUAL §2); absent if no list was handed in. */
  readonly uncovered?: readonly string[];
  /** What could change the result of any program on this machine, such as preloaded code. */
  readonly environment: readonly string[];
}

export interface Beside {
  readonly history?: readonly HistoryDocument[];
  readonly unread?: readonly Unread[];
  readonly skipped?: readonly Skipped[];
  readonly environment?: readonly string[];
}

/** Puts the transcripts of a run together. The exit code is that of the evidence: an output that fails is told by the command. */
export function runOf(transcripts: readonly Transcript[], beside: Beside = {}): Run {
  const { history = [], unread = [], skipped = [], environment = [] } = beside;
  const uncovered = transcripts.some(({ sample }) => sample !== undefined)
    ? uncoveredIds(transcripts)
    : undefined;
  return {
    format: 'softqcos.run/v1',
    verdict: worstVerdict(transcripts, unread, history),
    exit: worstExit([
      ...transcripts.map(exitOf),
      ...history.flatMap(({ checks }) => checks.flatMap(({ status }) => EXITS[status] ?? [])),
      ...unread.map(() => EXIT.couldNotRun),
      // MANUAL §2: the verdict is about the evidence; a list that it does not cover is not proven by it.
      ...((uncovered ?? []).length > 0 ? [EXIT.unproven] : []),
    ]),
    transcripts,
    history,
    unread,
    skipped,
    ...(uncovered === undefined ? {} : { uncovered }),
    environment,
  };
}

/** The code of one transcript: its verdict, or 4 if that is pass and a framework that was asked for has gaps. */
export function exitOf(transcript: Transcript): ExitCode {
  return frameworkGaps(transcript) ? EXIT.gaps : EXIT[transcript.verdict];
}

/** What a check over a set adds to the exit code of a run. */
const EXITS: Readonly<Partial<Record<string, ExitCode>>> = {
  failed: EXIT.fail,
  unproven: EXIT.unproven,
};

function worstVerdict(
  transcripts: readonly Transcript[],
  unread: readonly Unread[],
  history: readonly HistoryDocument[],
): Verdict {
  const ofSets = history.flatMap(({ checks }) => checks.map(({ status }) => status));
  if (transcripts.some(({ verdict }) => verdict === 'fail') || ofSets.includes('failed'))
    return 'fail';
  const allPass = transcripts.length > 0 && transcripts.every(({ verdict }) => verdict === 'pass');
  return allPass && unread.length === 0 && !ofSets.includes('unproven') ? 'pass' : 'unproven';
}
