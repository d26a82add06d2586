// The same inputs give the same transcript bytes, in text and in JSON, on every run and every Node version: the examples are
// committed, and this test runs on the oldest and on the newest Node.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderExamples } from '../scripts/docs/examples.js';

describe('the transcripts of the demonstration bundles', () => {
  it('are the committed ones, byte for byte, twice in a row', async () => {
    const [first, second] = [await renderExamples(), await renderExamples()];
    expect(first.size).toBe(6);
    expect(second).toEqual(first);
    for (const [name, text] of first) {
      expect(text === readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'), name).toBe(
        true,
      );
    }
  });
});
