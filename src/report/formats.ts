// The table of report formats: what `--format` and `--report` may name. Every format renders a whole run to text.

import type { Run } from '../transcript/run.js';
import { renderCsv } from './csv.js';
import { renderGithub } from './github.js';
import { jsonRunPieces, renderJsonRun } from './json.js';
import { renderJunit } from './junit.js';
import { renderMarkdown } from './markdown.js';
import type { TextOptions } from './pen.js';
import { renderSarif } from './sarif.js';
import { renderTexts } from './text.js';

export { jsonRunPieces };

/** `options` are for formats for people; `verbose` also asks SARIF for notes. */
type Render = (run: Run, options?: TextOptions) => string;

export const FORMATS = {
  text: renderTexts,
  json: renderJsonRun,
  junit: renderJunit,
  sarif: renderSarif,
  markdown: renderMarkdown,
  csv: renderCsv,
  github: renderGithub,
} as const satisfies Record<string, Render>;
export type FormatName = keyof typeof FORMATS;
