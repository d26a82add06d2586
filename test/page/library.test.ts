// The library without Node gives the transcripts of the library with it, also of bundles that are broken anywhere: every entry is
// read by another zip reader, inflated by another inflate and verified by other engines. The browser itself: chromium.test.ts.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import * as node from '../../src/index.js';
import { type Library, webLibrary } from '../support/web-library.js';

const AT = node.parseTime('2026-04-01T00:00:00Z') ?? 0n;
let web: Library;

beforeAll(async () => {
  web = await webLibrary();
});

async function transcriptOf(library: Library, bytes: Uint8Array, trust: string): Promise<string> {
  const root = library.loadTrustRoot(new Uint8Array(readFileSync(trust)));
  const source = library.sourceFromBytes(bytes);
  return library.renderJson(await library.verifyBundle(source, root, { at: AT, name: 'bundle' }));
}

/** Numbers that look random and are the same in every run (Numerical Recipes, chapter 7.1). */
function* numbers(): Generator<number, never, undefined> {
  for (let state = 1; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

describe('the library without Node', () => {
  test.each([
    ['the demonstration', 'fixtures/demo/incident.zip', 'fixtures/demo/trust-root.json', 20],
    [
      'its tampered twin',
      'fixtures/demo/incident-tampered.zip',
      'fixtures/demo/trust-root.json',
      5,
    ],
    [
      'time stamps',
      'fixtures/cases/valid/timestamps/bundle.zip',
      'fixtures/cases/trust-root.json',
      30,
    ],
  ])('%s, and copies with one byte changed', async (_name, bundle, trust, copies) => {
    const bytes = new Uint8Array(readFileSync(bundle));
    expect(await transcriptOf(web, bytes, trust)).toBe(await transcriptOf(node, bytes, trust));
    const random = numbers();
    for (let copy = 0; copy < copies; copy += 1) {
      const changed = bytes.slice();
      const at = random.next().value % bytes.length;
      changed[at] = (changed[at] ?? 0) ^ (1 + (random.next().value % 255));
      const [ours, theirs] = [
        await transcriptOf(web, changed, trust),
        await transcriptOf(node, changed, trust),
      ];
      expect(ours, `byte ${at}`).toBe(theirs);
    }
  });
});
