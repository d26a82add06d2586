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

export const RECORDS_FORMATS = { text: renderText, csv: renderCsv, json: renderJson } as const;
export type RecordsFormat = keyof typeof RECORDS_FORMATS;

function renderText(
  transcript: Transcript,
  records: readonly ListedRecord[],
  style: TextOptions,
): string {
  const pen = new Pen(style);
  // A list that --sample takes; that the bundle passed is said by the exit code.
  if (pen.quiet) return records.map(({ record_id }) => `${plainText(record_id)}\n`).join('');
  const { bundle, verdict } = transcript;
  const shown = `${plainText(bundle.name)}: ${countOf(records.length, 'records')} of the tree`;
  const first = pen.verdict(verdict, shown, bundleRemark(transcript));
  const width = grouped(records.at(-1)?.sequence ?? 0).length;
  const lines = records.map(({ record_id, sequence, recorded_at, type, selected }) => {
    const beside = selected ? '' : '  shown in addition';
    return `  ${grouped(sequence).padStart(width)}  ${plainText(recorded_at)}  ${plainText(record_id)}  ${type}${beside}`;
  });
  return `${[first, '', ...lines, '', first].join('\n')}\n`;
}

/** A list that `--sample` takes: the column is called record_id. */
function renderCsv(transcript: Transcript, records: readonly ListedRecord[]): string {
  const { bundle, verdict } = transcript;
  const columns = ['record_id', 'sequence', 'recorded_at', 'type', 'selected'];
  const rows = records.map(({ record_id, sequence, recorded_at, type, selected }) => [
    ...[record_id, String(sequence), recorded_at, type, String(selected), verdict, bundle.sha256],
  ]);
  return [[...columns, 'verdict', 'bundle_sha256'], ...rows]
    .map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`)
    .join('');
}

function renderJson(transcript: Transcript, records: readonly ListedRecord[]): string {
  const { verdict, at, bundle } = transcript;
  return renderDocument({
    format: 'softqcos.records/v1',
    exit: exitOf(transcript),
    verdict,
    at,
    bundle: { name: bundle.name, sha256: bundle.sha256 },
    count: records.length,
    records,
  });
}
