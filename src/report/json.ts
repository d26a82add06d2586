// Documents as JSON, the transcript (docs/SPEC.md §16.1) among them: two spaces, names in the order of the type, one line feed at
// the end. Values are exact; characters that nobody sees and CI commands are written as \uXXXX.

import type { Run } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { jsonText } from './escape.js';

/**
 * Renders a transcript as JSON text that ends in a line feed. Values are exact.
 * @example JSON.parse(renderJson(transcript)).verdict
 */
export function renderJson(transcript: Transcript): string {
  return renderDocument(transcript);
}

/** Renders a run over one bundle or many: always the same shape (schemas/run.schema.json). */
export function renderJsonRun(run: Run): string {
  return [...jsonRunPieces(run)].join('');
}

/** The same text in pieces, one for each transcript: over thousands of bundles it is longer than a string can be. */
export function* jsonRunPieces(run: Run): Generator<string, void, undefined> {
  const frame = renderDocument({ ...run, transcripts: [] });
  const [first, ...others] = run.transcripts;
  if (first === undefined) return yield frame;
  // Nothing before it is text of a bundle.
  const key = '\n  "transcripts": [';
  const at = frame.indexOf(key) + key.length;
  // No string holds a line feed: each one here begins a line of the document.
  const item = (transcript: Transcript): string =>
    `\n${jsonText(JSON.stringify(transcript, null, 2))}`.replaceAll('\n', '\n    ');
  yield frame.slice(0, at) + item(first);
  for (const transcript of others) yield `,${item(transcript)}`;
  yield `\n  ${frame.slice(at)}`;
}

/** Renders any document of schemas/. */
export function renderDocument(value: object): string {
  return `${jsonText(JSON.stringify(value, null, 2))}\n`;
}
