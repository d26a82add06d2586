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
  return renderDocument(run);
}

/** Renders any document of schemas/. */
export function renderDocument(value: object): string {
  return `${jsonText(JSON.stringify(value, null, 2))}\n`;
}
