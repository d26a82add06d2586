// Words that the parts of a document share.

import { type Inline, timeWords } from '../../layout/block.js';
import { countOf, fingerprint, grouped } from '../../report/words.js';
import type { Status, Verdict } from '../../transcript/transcript.js';

/** What a verdict is, for somebody who sees one for the first time. */
export const MEANING: Readonly<Record<Verdict, string>> = {
  pass: 'The evidence holds.',
  fail: 'The evidence is wrong.',
  unproven: 'Nothing is wrong, but proof or trust is missing.',
};

/** A status as a word and, beside it, as a sign that needs no colour. */
export const STATUS: Readonly<Record<Status, { readonly word: string; readonly sign: string }>> = {
  passed: { word: 'holds', sign: '✓' },
  failed: { word: 'wrong', sign: '✕' },
  unproven: { word: 'open', sign: '?' },
  skipped: { word: 'not run', sign: '–' },
};

/** Text of a bundle or of the operator. */
export function said(text: string): Inline {
  return { foreign: text };
}

/** A moment in UTC, to the second; what is no time is shown as it is. */
export function utc(time: string): Inline {
  return { foreign: isTime(time) ? `${timeWords(time)} UTC` : time };
}

export function isTime(time: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(time);
}

/** A digest in groups of eight, to be read aloud. */
export function digest(value: string): Inline {
  return { code: fingerprint(value), whole: value };
}

/** `And 12 findings more.`; nothing for none. */
export function andMore(more: number, plural: string, where = ''): string | undefined {
  return more === 0
    ? undefined
    : `${countOf(more, plural)} more ${more === 1 ? 'is' : 'are'} not listed${where}.`;
}

export { countOf, grouped };

/** With a capital and a full stop. */
export function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
