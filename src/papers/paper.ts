// A working paper in the auditor's own rule book (docs/MANUAL.md §15), drafted from a pass: the sentences of the book whose checks passed,
// each with those checks; of the others, what nothing is said of. No sentence is written here.

import { InternalError } from '../base/errors.js';
import type { CheckId } from '../catalogue/checks.js';
import type { UncheckedCode } from '../catalogue/not-checked.js';
import type { Status, Transcript, TranscriptCheck } from '../transcript/transcript.js';
import { type FactName, PAPER_FACTS, type PaperFact } from './paper-facts.js';
import { piecesOf, type RuleBook, type RuleSentence } from './rule-book.js';

/** Our words, and what a fact says: text of a bundle, of the trust root or of the operator. */
export type Piece = string | { readonly fact: FactName; readonly value: string };

export interface Statement {
  readonly id: string;
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly rests_on: readonly CheckId[];
}

export interface NotStated {
  readonly id: string;
  /** A clause that completes "Nothing is said of". */
  readonly about: string;
  /** The checks that did not pass, each with how it ended; empty if all passed and the transcript lacks what the sentence names. */
  readonly because: readonly {
    readonly check: CheckId;
    readonly status: Exclude<Status, 'passed'>;
    readonly why?: string;
  }[];
}

export interface PaperSection {
  readonly id: string;
  readonly clause: string;
  readonly title: string;
  readonly asks: string;
  readonly statements: readonly Statement[];
  readonly not_stated: readonly NotStated[];
  readonly not_checked: readonly PaperLimit[];
  readonly to_fill_in: readonly string[];
}

interface PaperLimit {
  readonly code: UncheckedCode;
  readonly message: string;
  readonly consequence: string;
}

export interface Paper {
  readonly format: 'softqcos.paper/v1';
  /** A person has to fill it in, judge it and sign it. */
  readonly draft: true;
  readonly rule_book: Pick<RuleBook, 'id' | 'title' | 'purpose' | 'sources'>;
  readonly verifier: Transcript['verifier'];
  readonly at: string;
  readonly bundle: {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly sha3_256: string;
  };
  readonly trust_root: NonNullable<Transcript['trust_root']>;
  readonly trust_mode: string;
  readonly sections: readonly PaperSection[];
  /** What no section names. */
  readonly not_checked: readonly PaperLimit[];
  readonly signers: readonly string[];
}

/**
 * Drafts the paper.
 * @param sha3_256 of the whole file, lower-case hex: a second hash to know it by
 * @returns undefined for anything but a pass under a trust root
 */
export function draftPaper(
  transcript: Transcript,
  book: RuleBook,
  sha3_256: string,
): Paper | undefined {
  const { verdict, trust_root, verifier, at, trust_mode, not_checked } = transcript;
  if (verdict !== 'pass' || trust_root === null) return undefined;
  const { name, bytes, sha256 } = transcript.bundle;
  const limits = not_checked.map(({ code, message, consequence }) => ({
    code,
    message,
    consequence,
  }));
  const sections = book.sections.map((section): PaperSection => {
    const { id, clause, title, asks, sentences, open, blanks } = section;
    const told = sentences.map((sentence) => tell(sentence, transcript));
    return {
      ...{ id, clause, title, asks },
      statements: told.filter((one): one is Statement => 'text' in one),
      not_stated: told.filter((one): one is NotStated => 'about' in one),
      not_checked: limits.filter(({ code }) => open.includes(code)),
      to_fill_in: blanks,
    };
  });
  const named = new Set(book.sections.flatMap(({ open }) => open));
  return {
    format: 'softqcos.paper/v1',
    draft: true,
    rule_book: { id: book.id, title: book.title, purpose: book.purpose, sources: book.sources },
    verifier,
    at,
    bundle: { name, bytes, sha256, sha3_256 },
    trust_root,
    trust_mode: trust_mode.headline,
    sections,
    not_checked: limits.filter(({ code }) => !named.has(code)),
    signers: book.signers,
  };
}

/** The sentence, if every check under it passed and looked at something; else what nothing is said of. */
function tell(sentence: RuleSentence, transcript: Transcript): Statement | NotStated {
  const { id, says, about, rests_on } = sentence;
  const because = rests_on.flatMap((check): NotStated['because'] => {
    const found = transcript.checks.find((one) => one.id === check);
    if (found === undefined) throw new InternalError(`${id} rests on ${check}, which is no check`);
    const { status, examined } = found;
    if (status === 'passed' && examined > 0) return [];
    return [{ check, status: status === 'passed' ? 'skipped' : status, ...whyOf(found) }];
  });
  if (because.length > 0) return { id, about, because };
  const pieces = piecesOf(says).flatMap((piece): Piece[] => {
    if (typeof piece === 'string') return [piece];
    const { rests_on: needs, value }: PaperFact = PAPER_FACTS[piece.fact];
    const lacking = needs.find((check) => !rests_on.includes(check));
    if (lacking !== undefined)
      throw new InternalError(`${id} names ${piece.fact} and does not rest on ${lacking}`);
    const words = value(transcript);
    return words === undefined ? [] : [{ fact: piece.fact, value: words }];
  });
  if (pieces.length < piecesOf(says).length) return { id, about, because };
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.value)).join('');
  return { id, text, pieces, rests_on };
}

function whyOf({ because }: TranscriptCheck): { why?: string } {
  return because === undefined ? {} : { why: because };
}
