// The document of a drill (docs/MANUAL.md §7, schemas/drill.schema.json): what was done to copies of a bundle, and what caught it. Words
// are our own; of the bundle it holds the names of entries only.

import type { CheckId } from '../catalogue/checks.js';
import type { FindingCode } from '../catalogue/codes.js';
import type { Transcript, Verdict } from '../transcript/transcript.js';
import type { Tampering } from './tampering.js';

/** A finding that the untouched bundle does not have, and that keeps a check from passing. */
export interface NewFinding {
  readonly check: CheckId;
  readonly code: FindingCode;
}

export interface DrilledTampering {
  readonly id: Tampering['id'];
  readonly what: string;
  /** In words; holds the name of an entry at the most. */
  readonly where?: string;
  /**
   * `caught`: the copy does not pass, and it has a finding that the bundle does not have. `missed`: it has none.
   * `hidden`: it has none, but the bundle itself already fails or leaves open what should have caught it.
   */
  readonly outcome: 'caught' | 'missed' | 'hidden';
  /** One of these must catch it. */
  readonly expected: readonly CheckId[];
  /** Whether one of them did. */
  readonly as_expected: boolean;
  readonly verdict: Verdict;
  /** The finding that shows it: of an expected check, else the first. */
  readonly decided?: NewFinding;
  /** One of each code, in the order of the catalogue. */
  readonly findings: readonly NewFinding[];
}

export interface NotApplicable {
  readonly id: Tampering['id'];
  readonly what: string;
  readonly why: string;
}

/** Something detached is taken away (§2.1): nobody may be deceived about it, but it may be legal. */
export interface Removal {
  readonly what: string;
  /**
   * `legal`: the verdict is no worse, and the transcript says what is gone. `needed`: the verdict is worse. `missed`: it is still
   * a pass, and nothing is said. `hidden`: nothing is said of a bundle that does not pass, which may not have come so far.
   */
  readonly outcome: 'legal' | 'needed' | 'missed' | 'hidden';
  readonly verdict: Verdict;
  /** How the transcript differs. */
  readonly reported: readonly string[];
}

export interface Drill {
  readonly format: 'softqcos.drill/v1';
  readonly verifier: Transcript['verifier'];
  readonly at: string;
  readonly seed: number;
  readonly bundle: { readonly name: string; readonly bytes: number; readonly sha256: string };
  readonly trust_root: Transcript['trust_root'];
  readonly requirements: Transcript['requirements'];
  /** Of the untouched bundle. */
  readonly verdict: Verdict;
  readonly summary: string;
  /** What could change the result of any program on this machine, such as preloaded code. */
  readonly environment: readonly string[];
  readonly counts: {
    readonly tamperings: number;
    readonly caught: number;
    readonly missed: number;
    readonly hidden: number;
    /** Caught, but by none of the checks that are expected to. */
    readonly by_another_check: number;
    readonly not_applicable: number;
    /** Tamperings and removals that the caller left out. */
    readonly not_tried: number;
  };
  readonly tamperings: readonly DrilledTampering[];
  readonly not_applicable: readonly NotApplicable[];
  readonly removals: readonly Removal[];
}

/** True if everything that was tried was caught, or is legal and reported. */
export function allCaught({ counts, removals }: Drill): boolean {
  return counts.missed === 0 && removals.every(({ outcome }) => outcome !== 'missed');
}
