// Both sides of a split view are handed out as files that verify by themselves (docs/SPEC.md §7.6).

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { parseTime } from '../../../src/base/encoding.js';
import { parseCheckpoint } from '../../../src/bundle/checkpoint.js';
import { isSignedByKeySet } from '../../../src/checks/key-sets.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { verifyBundle } from '../../../src/verify.js';

const golden = (path: string) =>
  readFileSync(new URL(`../../../fixtures/golden/${path}`, import.meta.url));

describe('a split view', () => {
  it('is in the transcript as both notes, byte for byte, each signed by the ledger, about one size and two roots', async () => {
    const trustRoot = loadTrustRoot(golden('trust-root.json'));
    const held = golden('fail-29-split-view/prior.checkpoint');
    const transcript = await verifyBundle(
      sourceFromBytes(golden('fail-29-split-view/bundle.zip')),
      trustRoot,
      { at: parseTime('2026-04-01T00:00:00Z') ?? 0n, name: 'x', checkpoint: held },
    );
    const files = transcript.split_view?.files ?? [];
    expect(files.map(({ name }) => name)).toEqual(['held.checkpoint', 'bundle.checkpoint']);
    expect(Buffer.from(files[0]?.base64 ?? '', 'base64')).toEqual(held);
    const notes = files.map(({ base64 }) => parseCheckpoint(Buffer.from(base64, 'base64')));
    const ledger = [...trustRoot.ledgers.values()].find(
      ({ origin }) => origin === notes[0]?.origin,
    );
    for (const note of notes)
      expect(ledger !== undefined && isSignedByKeySet(note, ledger)).toBe(true);
    expect(new Set(notes.map(({ treeSize }) => treeSize)).size).toBe(1);
    expect(new Set(notes.map(({ rootHash }) => Buffer.from(rootHash).toString('hex'))).size).toBe(
      2,
    );
  });

  it('is not claimed where the ledger signed one side only', async () => {
    const transcript = await verifyBundle(
      sourceFromBytes(golden('pass-14-sha256-consistency/bundle.zip')),
      loadTrustRoot(golden('trust-root.json')),
      {
        at: parseTime('2026-04-01T00:00:00Z') ?? 0n,
        name: 'x',
        checkpoint: golden('pass-14-sha256-consistency/prior.checkpoint'),
      },
    );
    expect(transcript.verdict).toBe('pass');
    expect(transcript.split_view).toBeUndefined();
  });
});
