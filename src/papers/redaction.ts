// A copy of a bundle with fewer disclosures (docs/SPEC.md §9.1, docs/MANUAL.md §4): the entry is detached, so a recipient may delete any part of
// it and hand the rest on. Every other entry keeps its bytes. The source must have verified before; the copy is verified after.

import { openArchive } from '../archive/archive.js';
import { copiedEntry, storedEntry } from '../archive/copy.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip } from '../archive/survey.js';
import { type WrittenEntry, writeZip } from '../archive/write.js';
import { utf8 } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { canonicalize } from '../base/json.js';
import { FORMAT, type Limits } from '../base/limits.js';
import { parseDisclosure } from '../bundle/disclosure.js';
import { parseLine } from '../bundle/document.js';
import { PATHS } from '../bundle/layout.js';
import { type Line, LineBlocks, linesOf } from '../bundle/lines.js';

/** Most field names that are counted one by one: a bundle may hold a name for each record. */
const NAMES = 1_000;
const OTHERS = 'other fields';

/** How many disclosures of each field stay and go. */
export interface RedactionCount {
  readonly kept: ReadonlyMap<string, number>;
  readonly dropped: ReadonlyMap<string, number>;
}

export interface Redaction extends RedactionCount {
  /** The bytes of the copy, in order. May be read once. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Plans a copy in which only disclosures of the fields in `keep` are left. An entry with nothing left is left out.
 * The source is a bundle that verified without a failure: anything else of it is a bug of the caller.
 * @throws InternalError for a bundle that did not verify; what the source throws
 */
export async function redactBundle(
  source: BundleSource,
  keep: ReadonlySet<string>,
  limits: Limits,
): Promise<Redaction> {
  const survey = await surveyZip(source, limits);
  const archive = await openArchive(source, survey);
  const kept = new Map<string, number>();
  const dropped = new Map<string, number>();
  const entries: WrittenEntry[] = [];
  for (const entry of archive.entries.values()) {
    if (entry.path !== PATHS.disclosures) {
      entries.push(copiedEntry(source, entry));
      continue;
    }
    const content = (tally: (name: string, stays: boolean) => void) =>
      keptLines(archive.stream(PATHS.disclosures), keep, tally);
    for await (const _ of content((name, stays) => {
      const counts = stays ? kept : dropped;
      const told = stays || counts.has(name) || counts.size < NAMES ? name : OTHERS;
      counts.set(told, (counts.get(told) ?? 0) + 1);
    }));
    // Nothing to take out: the entry too is copied as it is.
    const rest =
      dropped.size === 0
        ? copiedEntry(source, entry)
        : await storedEntry(PATHS.disclosures, () => content(() => undefined));
    if (rest !== undefined) entries.push(rest);
  }
  return { kept, dropped, bytes: writeZip(entries) };
}

/** The lines of disclosures.jsonl with what stays; a line with nothing left is left out. */
async function* keptLines(
  chunks: AsyncIterable<Uint8Array>,
  keep: ReadonlySet<string>,
  tally: (name: string, stays: boolean) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const line of linesOf(new LineBlocks(chunks, FORMAT.lineBytes))) {
    const { disclosures, sequence } = disclosuresOf(line);
    const stay = disclosures.filter((text) => {
      const name = nameOf(text);
      const stays = keep.has(name);
      tally(name, stays);
      return stays;
    });
    if (stay.length > 0) yield utf8(`${canonicalize({ disclosures: stay, sequence })}\n`);
  }
}

function disclosuresOf(line: Line): {
  readonly disclosures: readonly string[];
  readonly sequence: number;
} {
  const { value, fault } = parseLine(line, 'disclosure');
  if (value === undefined || fault !== undefined)
    throw new InternalError(`${PATHS.disclosures} line ${line.number} verified and is malformed`);
  return value;
}

function nameOf(text: string): string {
  const parsed = parseDisclosure(text);
  if (!parsed.ok) throw new InternalError('a disclosure verified and is malformed');
  return parsed.disclosure.name;
}
