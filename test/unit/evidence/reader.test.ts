// Verify, then read: records leave only by a reader that is held to what was verified (docs/SPEC.md §13, docs/MANUAL.md §2).

import { describe, expect, it } from 'vitest';
import { AT, made, plainLedger, trustRoot } from '../../../scripts/fixtures/case.js';
import { HISTORY, historyLedger } from '../../../scripts/fixtures/history.js';
import { type BundleSource, sourceFromBytes } from '../../../src/archive/source.js';
import { parseTime } from '../../../src/base/encoding.js';
import { openProven, readProven } from '../../../src/evidence/reader.js';
import { openShown } from '../../../src/evidence/shown.js';
import type { Transcript } from '../../../src/transcript/transcript.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { verifyBundle } from '../../../src/verify.js';

const ROOT = loadTrustRoot(Buffer.from(JSON.stringify(trustRoot()), 'utf8'));
const at = parseTime(AT) ?? 0n;

async function verified(bundle: () => Promise<Uint8Array>, root: typeof ROOT | null = ROOT) {
  const bytes = await bundle();
  const source = sourceFromBytes(bytes);
  return {
    bytes,
    source,
    transcript: await verifyBundle(source, root ?? undefined, { at, name: 'x' }),
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function shownIn(source: BundleSource, transcript: Transcript) {
  const shown = await openShown(source, transcript);
  return shown === undefined ? [] : await all(shown.records());
}

const refused = (source: BundleSource, transcript: Transcript) =>
  all(readProven(source, transcript));

describe('proven records', () => {
  it('come in ascending sequence, with what of the selection they are and what they disclose', async () => {
    const { source, transcript } = await verified(
      made({ also: [9], disclose: (sequence, name) => sequence === 5 && name === 'actor' }),
    );
    expect(transcript.verdict).toBe('pass');
    const records = await all(readProven(source, transcript));
    expect(
      records.map(({ record, selected, disclosed }) => [
        record.sequence,
        selected,
        Object.fromEntries(disclosed),
      ]),
    ).toEqual([
      [4, true, {}],
      [5, true, { actor: 'user1@hospital.example' }],
      [6, true, {}],
      [9, false, {}],
    ]);
    const { manifest } = await openProven(source, transcript);
    expect(manifest.selection).toEqual({ kind: 'sequence', from: 4, to: 7 });
  });

  it('are refused of a bundle that did not pass', async () => {
    const failed = await verified(
      made({ tamper: { lines: { 'records.jsonl': ([a = '', b = '', c = '']) => [b, a, c] } } }),
    );
    const unproven = await verified(made(), null);
    for (const [{ source, transcript }, verdict] of [
      [failed, 'fail'],
      [unproven, 'unproven'],
    ] as const) {
      expect(transcript.verdict).toBe(verdict);
      await expect(refused(source, transcript)).rejects.toMatchObject({ code: 'ERR_NOT_PROVEN' });
    }
  });

  it('that are included can be read where only trust is missing, and not where the tree is another', async () => {
    const { source, transcript } = await verified(made(), null);
    const { batches } = await openProven(source, transcript, 'included');
    expect((await all(batches())).flat().map(({ record }) => record.sequence)).toEqual([4, 5, 6]);
    const other = await verified(
      made({ tamper: { head: (head) => ({ ...head, root: new Uint8Array(32) }) } }),
    );
    await expect(openProven(other.source, other.transcript, 'included')).rejects.toMatchObject({
      code: 'ERR_NOT_PROVEN',
    });
  });

  it('are of the very bytes that were verified', async () => {
    const { bytes, source, transcript } = await verified(made());
    const flipped = Uint8Array.from(bytes);
    flipped[100] = (flipped[100] ?? 0) ^ 1;
    for (const other of [
      flipped,
      bytes.subarray(0, -1),
      (await verified(made({ also: [9] }))).bytes,
    ])
      for (const open of [openProven, openShown])
        await expect(open(sourceFromBytes(other), transcript)).rejects.toMatchObject({
          code: 'ERR_BUNDLE_CHANGED',
        });
    expect(await all(readProven(source, transcript))).toHaveLength(3);
  });

  it('end with an error where the medium gives other bytes after all', async () => {
    const { bytes, transcript } = await verified(made());
    let reads = 0;
    const fickle: BundleSource = {
      size: bytes.length,
      read: (offset, length) => {
        reads += 1;
        const piece = Uint8Array.from(bytes.subarray(offset, offset + length));
        // The digest is right, and what is read afterwards is not.
        if (reads > 1)
          for (let i = 0; i < piece.length; i += 1) if (piece[i] === 0x3a) piece[i] = 0x3b;
        return Promise.resolve(piece);
      },
    };
    await expect(refused(fickle, transcript)).rejects.toMatchObject({ code: 'ERR_BUNDLE_CHANGED' });
  });

  it('let go of the file when nobody reads on', async () => {
    const { source, transcript } = await verified(made({ compress: true }));
    for await (const { record } of readProven(source, transcript)) {
      expect(record.sequence).toBe(4);
      break;
    }
  });
});

describe('shown records', () => {
  it('are named of a bundle that failed, up to the line that cannot be used', async () => {
    const swapped = made({
      tamper: { lines: { 'records.jsonl': ([a = '', b = '', c = '']) => [a, c, b] } },
    });
    const { source, transcript } = await verified(swapped);
    expect(transcript.verdict).toBe('fail');
    const shown = await shownIn(source, transcript);
    const id = (sequence: number) => String(plainLedger().recordAt(sequence)['record_id']);
    expect(shown).toEqual(
      [4, 6].map((sequence) => ({
        ...{ sequence, recordId: id(sequence), selected: true },
        erasure: undefined,
      })),
    );
  });

  it('say which of them erase another as a whole', async () => {
    const { source, transcript } = await verified(made(HISTORY, historyLedger));
    const erased = (await shownIn(source, transcript)).flatMap(({ erasure }) => erasure ?? []);
    expect(erased.map(({ target }) => target.recordId)).toEqual(
      transcript.evidence.erased_records.map(({ record_id }) => record_id),
    );
    expect(erased.length).toBeGreaterThan(0);
  });

  it('are none where the run did not open the zip', async () => {
    const bytes = new Uint8Array(Buffer.from('no zip'));
    const source = sourceFromBytes(bytes);
    const transcript = await verifyBundle(source, ROOT, { at, name: 'x' });
    expect(await openShown(source, transcript)).toBeUndefined();
    const small = await made()();
    const limited = await verifyBundle(sourceFromBytes(small), ROOT, {
      at,
      name: 'x',
      limits: { manifestBytes: 10 },
    });
    expect(await openShown(sourceFromBytes(small), limited)).toBeUndefined();
  });
});
