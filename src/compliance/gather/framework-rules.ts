// The rule of a control or a question in words: which records count for it.

import type { Selector } from '../../frameworks/selector.js';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  event: 'events',
  retention_policy: 'retention policies',
  erasure: 'erasures',
  export: 'export decisions',
};

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
      .map(([field, words]) => `${field} is ${list(words, 'or')}`)
      .join(' and '),
  );
  return `${what} whose ${terms.join('; or whose ')}`;
}

function list(words: readonly string[], last: string): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
