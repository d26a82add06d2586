// What `inspect` prints: the inventory and the manifest of a bundle, under a first line that says that nothing was verified.

import { formatTime } from '../base/encoding.js';
import type { Manifest } from '../bundle/manifest.js';
import { CODES } from '../catalogue/codes.js';
import type { ExitCode } from '../catalogue/exit-codes.js';
import { plainText } from '../report/escape.js';
import { renderDocument } from '../report/json.js';
import { hang, narrowed } from '../report/layout.js';
import { Pen, type TextOptions } from '../report/pen.js';
import { countOf, grouped, placeOf } from '../report/words.js';
import type { Inspection } from './inspect.js';

/** The file that was looked into. */
export interface Inspected {
  readonly name: string;
  readonly bytes: number;
  readonly inspection: Inspection;
}

/** Renders an inspection. All of it is the exporter's word. */
export function renderInspection(
  { name, bytes, inspection }: Inspected,
  style: TextOptions,
): string {
  const pen = new Pen(style);
  const { entries, manifest, findings } = inspection;
  const [cause] = findings;
  const first =
    manifest === undefined
      ? `NOT VERIFIED  ${plainText(name)}: this is no bundle that can be read${cause === undefined ? '' : `: ${plainText(cause.message)}`}`
      : 'NOT VERIFIED  Nothing below was checked: it is what the file says of itself.';
  const last =
    manifest === undefined
      ? first
      : 'NOT VERIFIED  Verify it with: softqcos-verify --bundle FILE --trust-root FILE';
  const parts = [
    [first],
    [
      ...pen.row('Read', `${plainText(name)}, ${countOf(bytes, 'bytes')}`),
      ...(manifest === undefined ? [] : manifestLines(manifest, pen)),
    ],
    pen.quiet ? [] : entryLines(entries),
    findingLines(findings, pen),
    [last],
  ].filter((lines) => lines.length > 0);
  const text = parts.map((lines) => lines.join('\n')).join(pen.quiet ? '\n' : '\n\n');
  return narrowed(`${text}\n`, pen.width);
}

function manifestLines(manifest: Manifest, pen: Pen): string[] {
  const { treeHead, raw, counts } = manifest;
  const size =
    treeHead === undefined ? 'none: exported without proofs' : grouped(treeHead.treeSize);
  return [
    ...pen.row('Bundle', plainText(manifest.bundleId)),
    ...pen.row('Ledger', `${plainText(manifest.ledger)}, suite ${manifest.suite}`),
    ...pen.row('Exporter', `${plainText(manifest.exporter)}, ${formatTime(manifest.exportedAt)}`),
    ...pen.row('Selection', plainText(JSON.stringify(raw['selection']))),
    ...pen.row(
      'Says it holds',
      `${countOf(counts.records, 'records')}, ${countOf(counts.stubs, 'stubs')}`,
    ),
    ...pen.row('Tree size', size),
    ...manifest.attachments.flatMap(({ path, mediaType, role }) =>
      pen.row('Attachment', plainText(`${path}: ${role}, ${mediaType}`)),
    ),
  ];
}

function entryLines(entries: Inspection['entries']): string[] {
  if (entries.length === 0) return [];
  const width = Math.max(...entries.map(({ bytes }) => grouped(bytes).length));
  return [
    `Entries (${grouped(entries.length)})`,
    ...entries.map(
      ({ path, bytes, standing }) =>
        `  ${standing.padEnd(8)}  ${grouped(bytes).padStart(width)}  ${plainText(path)}`,
    ),
  ];
}

function findingLines(findings: Inspection['findings'], pen: Pen): string[] {
  if (findings.length === 0) return [];
  const lines = findings.flatMap(({ code, message, where, remedy }) => {
    const place = placeOf(where, plainText);
    return [
      ...hang(
        `  ${code}  `,
        `${plainText(message)}${place === '' ? '' : ` (${place})`}`,
        pen.width,
      ),
      ...hang('    do  ', plainText(remedy ?? CODES[code].remedy), pen.width),
    ];
  });
  return ['Reading found', ...lines];
}

/** Renders an inspection as JSON (schemas/inspection.schema.json). */
export function renderInspectionJson(
  { name, bytes, inspection }: Inspected,
  exit: ExitCode,
): string {
  const { entries, manifest, findings, is } = inspection;
  return renderDocument({
    format: 'softqcos.inspection/v1',
    exit,
    verified: false,
    bundle: { name, bytes },
    ...(is === undefined ? {} : { is }),
    ...(manifest === undefined ? {} : { manifest: manifest.raw }),
    entries,
    findings: findings.map((finding) => ({
      ...finding,
      remedy: finding.remedy ?? CODES[finding.code].remedy,
    })),
  });
}
