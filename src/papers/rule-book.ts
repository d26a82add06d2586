// A rule book as data (docs/MANUAL.md §15): what a rule asks, the sentences that a pass can answer it with, each with the checks that it
// rests on, and what only a person can say. Nothing is quoted: a rule is told in our own words, with how far its text was read.

import type { CheckId } from '../catalogue/checks.js';
import type { UncheckedCode } from '../catalogue/not-checked.js';
import type { FactName } from './paper-facts.js';

export const RULE_BOOKS = ['as1105', 'isa500', 'fre902'] as const;
export type RuleBookId = (typeof RULE_BOOKS)[number];

interface RuleSource {
  readonly title: string;
  /** Of the text: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  /** How far this project has read it. */
  readonly read: 'quoted by others' | 'told by others' | 'not read';
  /** Where that was looked up, and when. */
  readonly where: string;
  readonly looked_up: string;
}

export interface RuleSentence {
  /** Unique over all rule books; never used again for another sentence. */
  readonly id: string;
  /** `{name}` is a fact of the transcript, whose own checks `rests_on` names as well. */
  readonly says: string;
  /** Said of it where a check did not pass: a clause that completes "Nothing is said of". */
  readonly about: string;
  readonly rests_on: readonly [CheckId, ...CheckId[]];
}

interface RuleSection {
  readonly id: string;
  /** The place in the rule. */
  readonly clause: string;
  readonly title: string;
  /** What the rule asks, in our words. */
  readonly asks: string;
  readonly sentences: readonly RuleSentence[];
  /** What no check shows here; printed if the run did not check it. */
  readonly open: readonly UncheckedCode[];
  /** What only a person knows. */
  readonly blanks: readonly string[];
}

export interface RuleBook {
  readonly id: RuleBookId;
  readonly title: string;
  /** What the draft is for, and what it is not. */
  readonly purpose: string;
  readonly sources: readonly RuleSource[];
  readonly sections: readonly RuleSection[];
  /** Who signs, and what that person adds. */
  readonly signers: readonly string[];
}

/** A sentence in pieces: our words, and names of facts. */
export function piecesOf(says: string): readonly (string | { readonly fact: FactName })[] {
  return says
    .split(/(\{[a-z_]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('{') ? { fact: piece.slice(1, -1) as FactName } : piece));
}
