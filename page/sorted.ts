// What files are, by their first bytes: those that were dropped one by one, and those of a folder, of which only bundles are taken. A
// trust root that lies beside the evidence is the exporter's until the auditor takes it in hand.

import { isNamedZip, type Place, placeOf } from '../src/base/bundle-file.js';
import { latin1Of } from '../src/base/bytes.js';
import { fileKind, HEAD_BYTES } from '../src/base/file-kind.js';
import type { Skipped, Unread } from '../src/transcript/run.js';
import type { Bundle } from './messages.js';

/** Ids of the file inputs that a dropped file may be for. */
export type Input = 'trust-root' | 'renewals' | 'checkpoint';

/** C2SP tlog-checkpoint: an origin, a size, a hash. */
const CHECKPOINT = /^[^\n]+\n\d+\n[A-Za-z0-9+/]{43}=\n/;
const FORMAT = /"format"\s*:\s*"(softqcos\.[a-z-]+\/v1)"/;

/** Which input a file is for. One that looks like nothing else is a bundle, whose verdict says what it is. */
export async function inputOf(file: File): Promise<Input | 'bundle'> {
  // A browser takes milliseconds to open a file, and there may be thousands.
  if (isNamedZip(file.name)) return 'bundle';
  const head = await headOf(file);
  const text = latin1Of(head);
  const [, format] = FORMAT.exec(text) ?? [];
  if (format === 'softqcos.renewal/v1') return 'renewals';
  if (fileKind(head, file.size)?.is === 'JSON text') return 'trust-root';
  return CHECKPOINT.test(text) ? 'checkpoint' : 'bundle';
}

export interface Sorted {
  readonly bundles: readonly Bundle[];
  readonly skipped: readonly Skipped[];
  readonly unread: readonly Unread[];
}

/** The files of a folder in the order of the command: those of a folder by name, then those of its folders. */
export async function sortedFolder(files: readonly File[]): Promise<Sorted> {
  const ordered = files
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .map((one) => ({ ...one, at: one.name.split('/') }))
    .sort((a, b) => compare(a.at.slice(0, -1), b.at.slice(0, -1)) || compare(a.at, b.at));
  const bundles: Bundle[] = [];
  const skipped: Skipped[] = [];
  const unread: Unread[] = [];
  for (const { file, name } of ordered) {
    const place = await placeOfFile(file);
    if (place.is === 'bundle') bundles.push({ name, file });
    else if (place.is === 'skipped') skipped.push({ name, because: place.because });
    else unread.push({ name, code: 'ERR_BUNDLE_UNREADABLE', message: place.message });
  }
  return { bundles, skipped, unread };
}

async function placeOfFile(file: File): Promise<Place> {
  return placeOf(file.name, await headOf(file), file.size);
}

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at === -1) return a.length - b.length;
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}

/** Empty if the browser cannot read the file: whoever reads it later says so. */
async function headOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(
    await file
      .slice(0, HEAD_BYTES)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0)),
  );
}
