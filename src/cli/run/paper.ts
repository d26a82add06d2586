// The verb `paper` (docs/MANUAL.md §15): verifies a bundle, and drafts a working paper from a pass and from nothing else.

import { toHex } from '../../base/encoding.js';
import type { ExitCode } from '../../catalogue/exit-codes.js';
import type { Requirement } from '../../catalogue/requirements.js';
import { type PaperFormat, renderPaper } from '../../document/paper-formats.js';
import { hashOfSource } from '../../evidence/source-digest.js';
import { draftPaper } from '../../papers/paper.js';
import type { RuleBookId } from '../../papers/rule-book.js';
import { ruleBook } from '../../papers/rule-books.js';
import { exitOf } from '../../transcript/run.js';
import { type AskedFiles, askedFiles } from '../asked-files.js';
import { withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { declined, verifier } from '../verified.js';

export interface PaperFlags extends AskedFiles {
  readonly bundle: string;
  readonly for: RuleBookId;
  readonly format: PaperFormat;
  readonly require: readonly Requirement[];
  readonly trust: TrustFlags;
}

/** Prints the draft. The exit code is that of the verification. */
export async function printPaper(flags: PaperFlags, io: Session): Promise<ExitCode> {
  const { bundle, format, require, trust } = flags;
  const verifyWith = await verifier(trust, io, require, await askedFiles(flags));
  const { transcript, sha3_256 } = await withBundle(bundle, async (source) => ({
    transcript: await verifyWith(source, bundle),
    sha3_256: toHex(await hashOfSource(source, 'sha3-256')),
  }));
  const paper = draftPaper(transcript, await ruleBook(flags.for), sha3_256);
  if (paper === undefined)
    return declined(transcript, 'No paper was drafted: there is one of a pass alone.', io, {
      brief: 'no paper',
      format,
    });
  await io.print(await renderPaper(paper, format, io.style));
  return exitOf(transcript);
}
