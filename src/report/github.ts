// Workflow commands of GitHub Actions (docs.github.com, "Workflow commands"): an annotation for each bundle that is no pass, the worst
// first, then the text report for the log. The only place where a line may begin with two colons, and every one of them is ours.

import type { Run } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { setFindings } from './history.js';
import type { TextOptions } from './pen.js';
import { bundleRemark, causeOf, causeWords, isPlainPass, worstFirst } from './run-words.js';
import { renderTexts } from './text.js';
import { gapsOf } from './text-frameworks.js';
import { verdictWord } from './words.js';

/** Renders a run as annotations and text. */
export function renderGithub(run: Run, options: TextOptions = {}): string {
  const lines = [
    ...run.unread.map(({ name, code, message }) =>
      annotation('error', name, `not read: ${name}`, `${code}: ${message}`),
    ),
    ...setFindings(run)
      .filter(({ outcome }) => outcome !== 'note')
      .map(({ outcome, code, ledger, message }) =>
        annotation(
          outcome === 'fail' ? 'error' : 'warning',
          undefined,
          `bundles of ${ledger}`,
          `${code}: ${message}`,
        ),
      ),
    ...worstFirst(run.transcripts)
      .filter((one) => !isPlainPass(one))
      .map(bundleAnnotation),
    ...run.environment.map((text) => annotation('warning', undefined, 'caution', text)),
  ];
  return `${lines.map((line) => `${line}\n`).join('')}${renderTexts(run, options)}`;
}

function bundleAnnotation(transcript: Transcript): string {
  const { bundle, verdict, next } = transcript;
  const [gap] = (transcript.frameworks ?? []).flatMap((result) =>
    gapsOf(result).map((text) => `${result.name}: ${text}`),
  );
  const why = causeOf(transcript) === undefined && gap !== undefined ? gap : causeWords(transcript);
  const title = `${verdictWord(verdict)}${bundleRemark(transcript)}: ${bundle.name}`;
  const todo = next === undefined ? '' : ` Next: ${next}`;
  return annotation(verdict === 'fail' ? 'error' : 'warning', bundle.name, title, `${why}.${todo}`);
}

/** Text of the bundle can end neither the property nor the command: what is unseen is escaped first, then what the runner reads. */
function annotation(
  level: 'error' | 'warning',
  file: string | undefined,
  title: string,
  text: string,
): string {
  const at = file === undefined ? '' : `file=${property(file)},`;
  return `::${level} ${at}title=${property(title)}::${data(text)}`;
}

function data(text: string): string {
  return plainText(text, 1_000).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
