// `verify --shard i/n` (docs/MANUAL.md §16): verifies a share of the bundles and writes what became of each as it goes, so that memory
// does not grow with their number. A part is never a pass: it says nothing of the other shares.

import { toHex, utf8 } from '../../base/encoding.js';
import { EXIT, type ExitCode, worstExit } from '../../catalogue/exit-codes.js';
import { RunningDigest } from '../../crypto/digest.js';
import { exitOf } from '../../transcript/run.js';
import type { Found, Shard } from '../bundles.js';
import { notice } from '../io.js';
import { type NamedItem, namedOf } from '../listing.js';
import { digestOfListing } from '../parts/listing-digest.js';
import { type PartHead, type PartLine, THIS_VERIFIER } from '../parts/part.js';
import type { Session } from '../session.js';
import type { Became, Verification } from './each.js';

/** Writes the part, whole or not at all where it goes to a file. @returns what its bundles come to, and at least 3 */
export async function writePart(
  { items, listing }: Found,
  { part, of }: Shard,
  verification: Verification,
  io: Session,
): Promise<ExitCode> {
  const named = listing.items.map(namedOf);
  const { inputs } = listing;
  const head: PartHead = {
    format: 'softqcos.part/v1',
    ...{ part, of, verifier: THIS_VERIFIER },
    listing: { inputs, items: named.length, sha256: digestOfListing(inputs, named) },
    options: verification.stated(),
    environment: verification.options.environment ?? [],
  };
  const codes: ExitCode[] = [EXIT.unproven];
  const digest = new RunningDigest('sha256');
  const bytesOf = (line: PartLine): Uint8Array => utf8(`${JSON.stringify(line)}\n`);
  const add = (line: PartLine): Uint8Array => {
    const bytes = bytesOf(line);
    digest.update(bytes);
    return bytes;
  };
  async function* lines(): AsyncGenerator<Uint8Array, void, undefined> {
    yield add({ head });
    for await (const one of verification.each(items)) {
      if ('transcript' in one) codes.push(exitOf(one.transcript));
      if ('unread' in one) codes.push(EXIT.couldNotRun);
      yield add(lineOf(one, named[one.position] ?? ['', undefined]));
      // Between two bundles a signal is heard.
      await new Promise((heard) => setImmediate(heard));
    }
    yield bytesOf({ end: { items: items.length, sha256: toHex(digest.digest()) } });
  }
  await io.printAll(lines());
  const counted = `${items.length} of ${named.length} files`;
  await notice(io, `part ${part} of ${of}: ${counted}; the verdict is that of "merge"`);
  return worstExit(codes);
}

function lineOf(one: Became, [name, bytes]: NamedItem): PartLine {
  const place = { position: one.position, name, ...(bytes === undefined ? {} : { bytes }) };
  if ('transcript' in one) {
    // A transcript is plain JSON by its schema.
    return {
      ...place,
      transcript: one.transcript as unknown as NonNullable<PartLine['transcript']>,
    };
  }
  if ('skipped' in one) return { ...place, skipped: { because: one.skipped.because } };
  const { code, message } = one.unread;
  return { ...place, unread: { code, message }, tried: one.tried };
}
