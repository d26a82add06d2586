// The rule of a control or a question in words: which records count for it.

import type { Control } from '../../frameworks/framework.js';
import type { Selector } from '../../frameworks/selector.js';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  event: 'events',
  retention_policy: 'retention policies',
  erasure: 'erasures',
  export: 'export decisions',
};

const EVIDENCE_WORDS = {
  'time stamps': 'RFC 3161 time stamps that were verified',
  'record signatures': 'record signatures that were verified',
  nothing: 'nothing in a bundle',
} as const;

/** What counts as evidence for a control, in words. */
export function evidenceOf({ evidence = 'records', records = [], record_types }: Control): string {
  if (evidence !== 'records') return EVIDENCE_WORDS[evidence];
  return ruleOf(records, record_types ?? ['event']);
}

/** Which records a selector is about, in words. */
export function ruleOf(selector: Selector, types: readonly string[]): string {
  const what =
    types.length === 4
      ? 'all records'
      : list(
          types.map((type) => TYPE_WORDS[type] ?? type),
          'and',
        );
  if (selector === 'all') return what === 'all records' ? what : `all ${what}`;
  const terms = selector.map((fields) =>
    Object.entries(fields)
      .map(([field, words]) =>
        typeof words === 'string' ? `${field} is ${words}` : `${field} is ${list(words, 'or')}`,
      )
      .join(' and '),
  );
  return `${what} whose ${terms.join('; or whose ')}`;
}

function list(words: readonly string[], last: string): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
