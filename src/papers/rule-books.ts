// The rule books that there are, each loaded when it is asked for.

import type { RuleBook, RuleBookId } from './rule-book.js';

/** Loads a rule book. */
export async function ruleBook(id: RuleBookId): Promise<RuleBook> {
  switch (id) {
    case 'as1105':
      return (await import('./rules/as1105.js')).AS1105;
    case 'isa500':
      return (await import('./rules/isa500.js')).ISA500;
    case 'fre902':
      return (await import('./rules/fre902.js')).FRE902;
  }
}
