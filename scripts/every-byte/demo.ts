// The demonstration bundle, byte by byte: one bit of each byte of the zip and of each entry (zipped again) is flipped, and the
// result verified for real. Every flip must be caught by the verdict, or told by the checks of the transcript (a detached part that
// nothing requires no longer counts), or hit a byte that carries no meaning (docs/SPEC.md §2.2).
// `npx tsx scripts/every-byte/demo.ts [part parts]` prints what passed; a test runs every n-th flip.

import { readFileSync } from 'node:fs';
import { openArchive } from '../../src/archive/archive.js';
import { sourceFromBytes } from '../../src/archive/source.js';
import { surveyZip } from '../../src/archive/survey.js';
import { parseTime } from '../../src/base/encoding.js';
import { SUPPORT } from '../../src/base/limits.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';
import { rememberAnswers } from '../remember.js';
import { plainZip } from './bundle.js';

const DEMO = new URL('../../fixtures/demo/', import.meta.url);
const AT = parseTime('2026-04-01T00:00:00Z') ?? 0n;

export interface DemoFlips {
  readonly flips: number;
  /** Flips after which the bundle no longer passes. */
  readonly caught: number;
  /** Flips after which it passes and its checks say something else: a cosignature or a token less. */
  readonly told: number;
  /** Flips that changed nothing because the byte carries no meaning. */
  readonly without: number;
  /** Places where a flip changed nothing and the byte means something: must be empty. */
  readonly wrong: readonly string[];
}

/** Flips every byte whose number leaves `part` when divided by `parts`. */
export async function flipDemo(part: number, parts: number): Promise<DemoFlips> {
  const zip = new Uint8Array(readFileSync(new URL('incident.zip', DEMO)));
  const trustRoot = loadTrustRoot(readFileSync(new URL('trust-root.json', DEMO)));
  rememberAnswers(trustRoot);
  const examine = async (bytes: Uint8Array) => {
    const { verdict, checks } = await verifyBundle(sourceFromBytes(bytes), trustRoot, {
      at: AT,
      name: 'demo',
    });
    return { verdict, checks: JSON.stringify(checks) };
  };
  const untouched = await examine(zip);
  const survey = await surveyZip(sourceFromBytes(zip), SUPPORT);
  const archive = await openArchive(sourceFromBytes(zip), survey);
  const entries = new Map<string, Uint8Array>();
  for (const path of archive.entries.keys()) entries.set(path, await archive.read(path, 1 << 24));
  const ignored = bytesWithoutMeaning(zip, survey.entries);
  const wrong: string[] = [];
  let number = 0;
  let flips = 0;
  let caught = 0;
  let told = 0;
  let without = 0;
  const flip = async (place: string, mayPass: boolean, make: () => Uint8Array): Promise<void> => {
    number += 1;
    if (number % parts !== part) return;
    flips += 1;
    const bytes = make();
    const { verdict, checks } = await examine(bytes);
    if (verdict !== 'pass') caught += 1;
    else if (checks !== untouched.checks) told += 1;
    else if (mayPass || (await hasContent(bytes, entries))) without += 1;
    else wrong.push(place);
  };
  for (let at = 0; at < zip.length; at += 1) {
    await flip(`zip at ${at}`, ignored.has(at), () => flipped(zip, at));
  }
  for (const [path, content] of entries) {
    for (let at = 0; at < content.length; at += 1) {
      // Certificates that a token carries and nobody needs are ignored and never printed (§8.5).
      await flip(`${path} at ${at}`, path.endsWith('.tsr'), () =>
        plainZip(new Map(entries).set(path, flipped(content, at))),
      );
    }
  }
  return { flips, caught, told, without, wrong };
}

/** True if a zip holds exactly these entries: one bit of a deflate stream can be another spelling of the same content. */
async function hasContent(
  bytes: Uint8Array,
  entries: ReadonlyMap<string, Uint8Array>,
): Promise<boolean> {
  const source = sourceFromBytes(bytes);
  const archive = await openArchive(source, await surveyZip(source, SUPPORT));
  if (archive.entries.size !== entries.size) return false;
  for (const [path, content] of entries) {
    if (!archive.has(path)) return false;
    if (!Buffer.from(await archive.read(path, 1 << 24)).equals(content)) return false;
  }
  return true;
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** Versions, times, attributes beside the file type, and the last byte of each deflate stream (RFC 1951 §3.1). */
function bytesWithoutMeaning(
  zip: Uint8Array,
  entries: readonly {
    readonly headerOffset: number;
    readonly dataOffset: number;
    readonly compressedSize: number;
  }[],
): ReadonlySet<number> {
  const ignored = new Set<number>();
  const range = (from: number, length: number) => {
    for (let at = from; at < from + length; at += 1) ignored.add(at);
  };
  for (const { headerOffset, dataOffset, compressedSize } of entries) {
    range(headerOffset + 4, 2);
    range(headerOffset + 10, 4);
    range(dataOffset + compressedSize - 1, 1);
  }
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  // The directory begins where the end record says; the survey has found nothing against it.
  let at = view.getUint32(zip.length - 22 + 16, true);
  for (let n = 0; n < entries.length; n += 1) {
    range(at + 4, 4);
    range(at + 12, 4);
    range(at + 36, 6);
    at +=
      46 +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
  return ignored;
}

const called = process.argv[1];
if (called?.endsWith('every-byte/demo.ts') === true) {
  const [part = 0, parts = 1] = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(await flipDemo(part, parts)));
}
