// What may be taken out of a bundle by whoever hands it on (docs/SPEC.md §2.1): detached entries, and cosignatures. Legal where nothing
// needs them; the transcript must then say that they are gone.

import { isDetached, PATHS } from '../bundle/layout.js';
import { type Files, linesOf, spliceLines, withFile, withoutFile } from './files.js';
import { noteOf, renderNote, witnessLines } from './note.js';
import type { Subject } from './subject.js';

export interface RemovalOf {
  readonly what: string;
  readonly files: Files;
}

/** A cosigned checkpoint has at most as many: more are not tried. */
const MAX_LINES = 64;

/** Everything detached that this bundle holds, one removal each. Checkpoint and attestation are tamperings of their own. */
export function removalsOf(subject: Subject): readonly RemovalOf[] {
  const { files } = subject;
  const paths = [...files.keys()].filter(
    (path) => isDetached(path) && path !== PATHS.checkpoint && path !== PATHS.attestation,
  );
  const removals = paths.slice(0, MAX_LINES).map((path) => ({
    what: path,
    files: withoutFile(files, path),
  }));
  if (linesOf(files, PATHS.disclosures).length > 1)
    removals.push({
      what: `one line of ${PATHS.disclosures}`,
      files: spliceLines(files, PATHS.disclosures, 0, 1),
    });
  const note = noteOf(subject);
  const lines = note === undefined ? [] : witnessLines(note, subject);
  // §7.1: a checkpoint has two lines at least.
  if (note !== undefined && note.lines.length - lines.length >= 2)
    for (const [index, line] of lines.slice(0, MAX_LINES).entries())
      removals.push({
        what: `cosignature ${index + 1} of ${lines.length}`,
        files: withFile(
          files,
          PATHS.checkpoint,
          renderNote({ ...note, lines: note.lines.filter((each) => each !== line) }),
        ),
      });
  return removals;
}
