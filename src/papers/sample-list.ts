// The auditor's own list of record ids (docs/MANUAL.md §2): one id a line, or CSV with a column `record_id` or `id`. It is the
// operator's file: one that cannot be read in one way ends the run, because an id that was read wrongly would be called absent.

import { separatorOf } from '../base/document-kind.js';
import { toHex } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import { digestOf } from '../crypto/digest.js';
import { readCsv } from '../vendor-report/csv.js';

export interface SampleList {
  /** In the order of the file, each once. */
  readonly ids: readonly string[];
  /** Ids that the file lists more than once. */
  readonly repeated: readonly string[];
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Most ids of a list: far more than anybody reads one by one. */
export const SAMPLE_IDS = 100_000;

const HEADINGS = ['record_id', 'id'];
/** An id of §1.3; an apostrophe before it is what spreadsheets put in front of a text that begins like a formula. */
const ID = /^'?([A-Za-z0-9_.:-]{1,128})$/;
const HINT = 'write one record id a line, or CSV (comma, UTF-8) with a column record_id';

/**
 * Parses a list of record ids.
 * @throws VerifierError ERR_SAMPLE_INVALID
 */
export function parseSampleList(bytes: Uint8Array): SampleList {
  const rows: { readonly cells: readonly string[]; readonly line: number }[] = [];
  const fault = readCsv(bytes, (cells, line) => {
    // A list may end in a blank line, or be spaced by some.
    if (cells.length > 1 || cells[0]?.trim() !== '') rows.push({ cells, line });
  });
  const separator = separatorOf(bytes);
  if (separator !== undefined) throw invalid(`line 1: the columns are separated by ${separator}`);
  if (fault !== undefined) throw invalid(`line ${fault.line}: ${fault.reason}`);
  const [first] = rows;
  if (first === undefined) throw invalid('the list holds no record id');
  const column = columnOf(first.cells);
  if (column === undefined && first.cells.length > 1)
    throw invalid('line 1: there are several columns, and none is called record_id or id');
  const body = column === undefined ? rows : rows.slice(1);
  if (body.length === 0) throw invalid('the list holds a heading and no record id');
  if (body.length > SAMPLE_IDS)
    throw invalid(`the list holds ${body.length} ids, and at most ${SAMPLE_IDS} are accepted`);
  const listed = body.map(({ cells, line }) => {
    const [, id] = ID.exec((cells[column ?? 0] ?? '').trim()) ?? [];
    if (id === undefined) throw invalid(`line ${line}: this is no record id`);
    return id;
  });
  const ids = [...new Set(listed)];
  const seen = new Set<string>();
  const repeated = new Set(listed.filter((id) => seen.has(id) || !seen.add(id)));
  return {
    ids,
    repeated: [...repeated],
    sha256: toHex(digestOf('sha256', bytes)),
    bytes: bytes.length,
  };
}

/** The column of the ids: `record_id` before `id`, also as `Record ID` or `recordId`; undefined if the line is no heading. */
function columnOf(cells: readonly string[]): number | undefined {
  const names = cells.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replace(/^record[ -]?id$/, 'record_id'),
  );
  for (const heading of HEADINGS) {
    const at = names.indexOf(heading);
    if (at < 0) continue;
    if (names.lastIndexOf(heading) !== at)
      throw invalid(`line 1: the column ${heading} stands twice`);
    return at;
  }
  return undefined;
}

function invalid(message: string): VerifierError {
  return new VerifierError('ERR_SAMPLE_INVALID', message, { hint: HINT });
}
