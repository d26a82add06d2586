// An evidence bundle to be: asked for with the call of the public guide, then saved as a stream, or made in memory.
// Times and order of the zip are fixed, so the same export gives the same bytes (deflate: with the same zlib).

import { createWriteStream } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { entriesOf } from './entries.js';
import type { Ledger } from './ledger.js';
import type { ExportOptions } from './options.js';
import type { Entry } from './pieces.js';

/** An export that has been described and not yet been made. */
export interface BundleExport {
  /** Writes the zip to a file, entry by entry. */
  save(path: string): Promise<void>;
  toBytes(): Promise<Uint8Array>;
  /** The entries alone, in order. */
  toEntries(): Promise<Map<string, Uint8Array>>;
}

/** Describes an export of `ledger`. */
export function exportEvidenceBundle(ledger: Ledger, options: ExportOptions): BundleExport {
  const compress = options.compress !== false;
  const toEntries = async (): Promise<Map<string, Uint8Array>> => {
    const entries = new Map<string, Uint8Array>();
    for await (const { path, content } of entriesOf(ledger, options)) {
      entries.set(path, Buffer.concat([...content]));
    }
    return options.tamper?.entries?.(entries) ?? entries;
  };
  const write = async (out: Writable): Promise<void> => {
    const zip = options.tamper?.zip;
    if (zip !== undefined) await pipeline(Readable.from([zip(await toEntries())]), out);
    else if (options.tamper?.entries !== undefined)
      await writeZip(listOf(await toEntries()), compress, out);
    else await writeZip(entriesOf(ledger, options), compress, out);
  };
  return {
    save: (path) => write(createWriteStream(path)),
    toBytes: () => collect(write),
    toEntries,
  };
}

/** A zip of entries in memory. */
export function zipOf(
  entries: ReadonlyMap<string, Uint8Array>,
  compress = true,
): Promise<Uint8Array> {
  return collect((out) => writeZip(listOf(entries), compress, out));
}

function* listOf(entries: ReadonlyMap<string, Uint8Array>): Generator<Entry> {
  for (const [path, bytes] of entries) yield { path, content: [bytes] };
}

/** Entries below this are held whole, so that their local headers state their sizes. */
const WHOLE = 1 << 20;
// yazl reads this in the local time zone, and 1980-01-01 is where the DOS time begins in each.
const MTIME = new Date(1980, 0, 1);

async function writeZip(
  entries: Iterable<Entry> | AsyncIterable<Entry>,
  compress: boolean,
  out: Writable,
): Promise<void> {
  const zip = new yazl.ZipFile();
  const options = { mtime: MTIME, forceDosTimestamp: true, mode: 0o100644, compress };
  const written = pipeline(zip.outputStream, out);
  const fill = async (): Promise<void> => {
    for await (const { path, content } of entries) {
      const iterator = content[Symbol.iterator]();
      const held: Uint8Array[] = [];
      let bytes = 0;
      let next = iterator.next();
      for (; next.done !== true && bytes < WHOLE; next = iterator.next()) {
        held.push(next.value);
        bytes += next.value.length;
      }
      if (next.done === true) {
        zip.addBuffer(Buffer.concat(held), path, options);
      } else {
        held.push(next.value);
        await new Promise<void>((resolve, reject) => {
          const stream = Readable.from(concat(held, iterator));
          stream.once('end', resolve).once('error', reject);
          zip.addReadStream(stream, path, options);
        });
      }
    }
    zip.end();
  };
  await Promise.all([fill(), written]);
}

function* concat(held: readonly Uint8Array[], rest: Iterator<Uint8Array>): Generator<Uint8Array> {
  yield* held;
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
}

async function collect(write: (out: Writable) => Promise<void>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  await write(
    new Writable({
      write: (piece: Uint8Array, _encoding, done) => {
        pieces.push(piece);
        done();
      },
    }),
  );
  return Buffer.concat(pieces);
}
