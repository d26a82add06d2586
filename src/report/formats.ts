// The table of report formats: what `--format` and `--report` may name. Every format renders a whole run to text.

import type { Transcript } from '../transcript/transcript.js';
import { renderCsv } from './csv.js';
import { renderJsonRun } from './json.js';
import { renderJunit } from './junit.js';
import { renderMarkdown } from './markdown.js';
import { renderSarif } from './sarif.js';
import { renderTexts } from './text.js';
import type { Unread } from './words.js';

type Render = (transcripts: readonly Transcript[], unread: readonly Unread[]) => string;

export const FORMATS = {
  text: renderTexts,
  json: renderJsonRun,
  junit: renderJunit,
  sarif: renderSarif,
  markdown: renderMarkdown,
  csv: renderCsv,
} as const satisfies Record<string, Render>;
export type FormatName = keyof typeof FORMATS;

export function isFormat(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}
