// A sample drawn by a seed (docs/MANUAL.md §3) as text, CSV or JSON, with the rule by which anybody can draw it again.

import { toHex } from '../base/encoding.js';
import { csvCell, plainText } from '../report/escape.js';
import { renderDocument } from '../report/json.js';
import { Pen, type TextOptions } from '../report/pen.js';
import { countOf, fingerprint, grouped } from '../report/words.js';
import type { Transcript } from '../transcript/transcript.js';
import { SAMPLING_RULE, type SampledRecord } from './seeded-sample.js';

interface DrawnSample {
  readonly transcript: Transcript;
  readonly seed: string;
  /** As asked for; a smaller population gives fewer records. */
  readonly size: number;
  readonly selectedOnly: boolean;
  readonly population: number;
  readonly records: readonly SampledRecord[];
}

export const SAMPLE_FORMATS = { text: renderText, csv: renderCsv, json: renderJson } as const;
export type SampleFormat = keyof typeof SAMPLE_FORMATS;

function populationWords({ selectedOnly }: DrawnSample): string {
  return selectedOnly ? 'verified records of the selection' : 'verified records shown';
}

function renderText(drawn: DrawnSample, style: TextOptions): string {
  const pen = new Pen(style);
  const { transcript, seed, size, population, records } = drawn;
  const first = `SAMPLE  ${grouped(records.length)} of ${grouped(population)} ${populationWords(drawn)}`;
  // A list that --sample takes back.
  if (pen.quiet) return records.map(({ recordId }) => `${plainText(recordId)}\n`).join('');
  const width = Math.max(...records.map(({ sequence }) => grouped(sequence).length), 1);
  const lines = [
    first,
    '',
    ...pen.row('Bundle', plainText(transcript.bundle.name)),
    ...pen.row('', `SHA-256  ${fingerprint(transcript.bundle.sha256)}`),
    ...pen.row('Verdict', `pass, at ${transcript.at}`),
    ...pen.row('Seed', plainText(seed)),
    ...(records.length < size
      ? pen.row('Asked for', `${countOf(size, 'records')}: there are no more, these are all`)
      : []),
    ...pen.row('Rule', SAMPLING_RULE),
    ...pen.row('', 'a larger sample by this seed begins with this one'),
    '',
    ...records.map(({ sequence, recordId, recordedAt, type }, i) => {
      const at = grouped(sequence).padStart(width);
      return `${String(i + 1).padStart(6)}  sequence ${at}  ${plainText(recordedAt)}  ${type}  ${plainText(recordId)}`;
    }),
    '',
    first,
  ];
  return `${lines.join('\n')}\n`;
}

const COLUMNS = ['rank', 'record_id', 'sequence', 'recorded_at', 'type', 'record_hash', 'key'];

/** A list that `--sample` takes back: the column is called record_id. */
function renderCsv({ transcript, seed, population, records }: DrawnSample): string {
  const run = [seed, String(population), transcript.bundle.sha256];
  const rows = records.map((record, i) => [
    ...[String(i + 1), record.recordId, String(record.sequence), record.recordedAt, record.type],
    ...[`sha3-256:${toHex(record.recordHash)}`, toHex(record.key), ...run],
  ]);
  return [[...COLUMNS, 'seed', 'population', 'bundle_sha256'], ...rows]
    .map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`)
    .join('');
}

function renderJson({ transcript, records, ...drawn }: DrawnSample): string {
  return renderDocument({
    format: 'softqcos.sample/v1',
    verdict: transcript.verdict,
    at: transcript.at,
    bundle: { name: transcript.bundle.name, sha256: transcript.bundle.sha256 },
    rule: SAMPLING_RULE,
    seed: drawn.seed,
    size: drawn.size,
    selected_only: drawn.selectedOnly,
    population: drawn.population,
    records: records.map(({ recordId, sequence, recordedAt, type, recordHash, key }) => ({
      record_id: recordId,
      sequence,
      recorded_at: recordedAt,
      type,
      record_hash: `sha3-256:${toHex(recordHash)}`,
      key: toHex(key),
    })),
  });
}
