// The records of a bundle as text, CSV and JSON (docs/MANUAL.md §11): names, places and times, nothing of what they say.

import { csvCell, plainText } from '../report/escape.js';
import { renderDocument } from '../report/json.js';
import { Pen, type TextOptions } from '../report/pen.js';
import { bundleRemark } from '../report/run-words.js';
import { countOf, grouped } from '../report/words.js';
import { exitOf } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';

/** As the JSON document writes it. */
export interface ListedRecord {
  readonly record_id: string;
  readonly sequence: number;
  readonly recorded_at: string;
  readonly type: string;
  readonly selected: boolean;
}

/** A list in pieces: as many records as the count says, in ascending sequence. */
export type RecordsList = (
  transcript: Transcript,
  count: number,
  records: AsyncIterable<readonly ListedRecord[]>,
  style: TextOptions,
) => AsyncGenerator<string, void, undefined>;

export const RECORDS_FORMATS = {
  text: renderText,
  csv: renderCsv,
  json: renderJson,
} as const satisfies Record<string, RecordsList>;
export type RecordsFormat = keyof typeof RECORDS_FORMATS;

async function* renderText(
  transcript: Transcript,
  count: number,
  records: AsyncIterable<readonly ListedRecord[]>,
  style: TextOptions,
): AsyncGenerator<string, void, undefined> {
  const pen = new Pen(style);
  const { bundle, verdict } = transcript;
  const shown = `${plainText(bundle.name)}: ${countOf(count, 'records')} of the tree`;
  const first = pen.verdict(verdict, shown, bundleRemark(transcript));
  const width = grouped((bundle.manifest?.tree_head?.tree_size ?? 1) - 1).length;
  const lineOf = ({ record_id, sequence, recorded_at, type, selected }: ListedRecord): string => {
    // A list that --sample takes; that the bundle passed is said by the exit code.
    if (pen.quiet) return `${plainText(record_id)}\n`;
    const beside = selected ? '' : '  shown in addition';
    return `  ${grouped(sequence).padStart(width)}  ${plainText(recorded_at)}  ${plainText(record_id)}  ${type}${beside}\n`;
  };
  if (!pen.quiet) yield `${first}\n\n`;
  for await (const some of records) yield some.map(lineOf).join('');
  if (!pen.quiet) yield `\n${first}\n`;
}

/** A list that `--sample` takes: the column is called record_id. */
async function* renderCsv(
  { bundle, verdict }: Transcript,
  _count: number,
  records: AsyncIterable<readonly ListedRecord[]>,
): AsyncGenerator<string, void, undefined> {
  const lineOf = (cells: readonly string[]): string =>
    `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;
  yield lineOf([
    ...['record_id', 'sequence', 'recorded_at', 'type', 'selected', 'verdict', 'bundle_sha256'],
  ]);
  for await (const some of records)
    yield some
      .map(({ record_id, sequence, recorded_at, type, selected }) =>
        lineOf([
          ...[record_id, String(sequence), recorded_at, type, String(selected)],
          ...[verdict, bundle.sha256],
        ]),
      )
      .join('');
}

/** The document of schemas/records.schema.json, as renderDocument writes it, its list piece by piece. */
async function* renderJson(
  transcript: Transcript,
  count: number,
  records: AsyncIterable<readonly ListedRecord[]>,
): AsyncGenerator<string, void, undefined> {
  const { verdict, at, bundle } = transcript;
  const whole = renderDocument({
    format: 'softqcos.records/v1',
    exit: exitOf(transcript),
    verdict,
    at,
    bundle: { name: bundle.name, sha256: bundle.sha256 },
    count,
    records: [],
  });
  const end = '[]\n}\n';
  yield whole.slice(0, -end.length);
  let before = '[';
  for await (const some of records)
    for (const one of some) {
      yield `${before}\n${renderDocument(one).trimEnd().replace(/^/gm, '    ')}`;
      before = ',';
    }
  yield before === '[' ? end : '\n  ]\n}\n';
}
