// What `inspect` prints: the inventory and the manifest of a bundle, under a first line that says that nothing was verified.

import { formatTime } from '../base/encoding.js';
import { plainText } from '../report/escape.js';
import { hang, row, WIDTH } from '../report/layout.js';
import { countOf, grouped, placeOf } from '../report/words.js';
import type { Inspection } from './inspect.js';

/** Renders an inspection. All of it is the exporter's word. */
export function renderInspection(name: string, bytes: number, inspection: Inspection): string {
  const { entries, manifest, findings } = inspection;
  const lines = [
    'NOT VERIFIED  Nothing below was checked: it is what the file says of itself.',
    '',
    ...row('Read', `${plainText(name)}, ${countOf(bytes, 'bytes')}`),
  ];
  if (manifest !== undefined) {
    const { treeHead, raw } = manifest;
    lines.push(
      ...row('Bundle', plainText(manifest.bundleId)),
      ...row('Ledger', `${plainText(manifest.ledger)}, suite ${manifest.suite}`),
      ...row('Exporter', `${plainText(manifest.exporter)}, ${formatTime(manifest.exportedAt)}`),
      ...row('Selection', plainText(JSON.stringify(raw['selection']))),
      ...row(
        'Says it holds',
        `${countOf(manifest.counts.records, 'records')}, ${countOf(manifest.counts.stubs, 'stubs')}`,
      ),
      ...row(
        'Tree size',
        treeHead === undefined ? 'none: exported without proofs' : grouped(treeHead.treeSize),
      ),
      ...manifest.attachments.flatMap(({ path, mediaType, role }) =>
        row('Attachment', plainText(`${path}: ${role}, ${mediaType}`)),
      ),
    );
  }
  if (entries.length > 0) {
    const width = Math.max(...entries.map(({ bytes: size }) => grouped(size).length));
    lines.push('', `Entries (${grouped(entries.length)})`);
    for (const { path, bytes: size, standing } of entries)
      lines.push(`  ${standing.padEnd(8)}  ${grouped(size).padStart(width)}  ${plainText(path)}`);
  }
  if (findings.length > 0) {
    lines.push('', 'Reading found');
    for (const { code, message, where } of findings) {
      const place = placeOf(where, plainText);
      lines.push(
        ...hang(`  ${code}  `, `${plainText(message)}${place === '' ? '' : ` (${place})`}`, WIDTH),
      );
    }
  }
  lines.push('', 'NOT VERIFIED  Verify it with: softqcos-verify --bundle FILE --trust-root FILE');
  return `${lines.join('\n')}\n`;
}
