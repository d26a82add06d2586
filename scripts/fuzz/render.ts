// Every report of a transcript, looked at for what no text of a bundle may ever do (docs/SPEC.md §16.3): a control or bidirectional
// character, or a command of a CI system. The reports are long or short; a finding may not quote without bound.

import { FORMATS } from '../../src/report/formats.js';
import { runOf } from '../../src/transcript/run.js';
import type { Transcript } from '../../src/transcript/transcript.js';

/** More than any report of a fuzzed bundle can need: 20 findings of each code, each with bounded text. */
const LONGEST = 4_000_000;

/** What is wrong with a report; undefined if nothing is. */
export function renderSafely(transcript: Transcript): string | undefined {
  for (const [name, render] of Object.entries(FORMATS)) {
    // The annotations of the job are commands, and ours: each is one line before the text.
    const text = render(runOf([transcript])).replace(/^::(?:error|warning) [^\n]*\n/, '');
    if (text.length > LONGEST) return `${name} has ${text.length} characters`;
    const bad = /(?![ \n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}]/u.exec(text);
    if (bad !== null)
      return `${name} holds U+${(bad[0].codePointAt(0) ?? 0).toString(16)} at ${bad.index}`;
    if (/\r(?!\n)/.test(text)) return `${name} holds a lone carriage return`;
    if (/^(?:::|##\[)/m.test(text)) return `${name} has a line that a CI system obeys`;
  }
  return undefined;
}
