// docs/examples/: whole transcripts of the demonstration bundles, as text and as JSON. They are for reading, and a test compares
// them byte for byte on every Node version.

import { readFileSync } from 'node:fs';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import { renderJson } from '../../src/report/json.js';
import { renderText } from '../../src/report/text.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';

const DEMO = new URL('../../fixtures/demo/', import.meta.url);
const AT = '2026-04-01T00:00:00Z';

/** Path in the repository and content of each example. */
export async function renderExamples(): Promise<ReadonlyMap<string, string>> {
  const examples = new Map<string, string>();
  const trustRoot = loadTrustRoot(readFileSync(new URL('trust-root.json', DEMO)));
  for (const [name, file, root] of [
    ['pass', 'incident.zip', trustRoot],
    ['fail', 'incident-tampered.zip', trustRoot],
    ['unproven', 'incident.zip', undefined],
  ] as const) {
    const transcript = await verifyBundle(
      sourceFromBytes(readFileSync(new URL(file, DEMO))),
      root,
      { at: parseTime(AT) ?? 0n, name: `fixtures/demo/${file}` },
    );
    examples.set(`docs/examples/${name}.txt`, renderText(transcript));
    examples.set(`docs/examples/${name}.json`, renderJson(transcript));
  }
  return examples;
}
