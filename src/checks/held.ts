// Findings that are held until the leaves have ended (docs/SPEC.md §4.1), because they are true only if every line could be used.
// Memory is bounded: the first of a code whole, of the others their sequences, of the rest the number.

import type { Finding } from '../base/errors.js';
import { FINDINGS_PER_CODE } from '../base/limits.js';
import type { FindingCode } from '../catalogue/codes.js';

/** Sequences of findings that are not kept whole. */
const SEQUENCES = 100_000;

interface Kept {
  readonly findings: Finding[];
  readonly sequences: (number | undefined)[];
  further: number;
}

export class Held {
  readonly #byCode = new Map<FindingCode, Kept>();
  count = 0;

  add(found: Finding): void {
    this.count += 1;
    const kept = this.#byCode.get(found.code) ?? { findings: [], sequences: [], further: 0 };
    this.#byCode.set(found.code, kept);
    if (kept.findings.length < FINDINGS_PER_CODE) kept.findings.push(found);
    else if (kept.sequences.length < SEQUENCES) kept.sequences.push(found.where.sequence);
    else kept.further += 1;
  }

  /** Reports as many findings as were added, by code and in their order. */
  tell(report: (found: Finding) => void): void {
    for (const [code, { findings, sequences, further }] of this.#byCode) {
      for (const found of findings) report(found);
      for (const sequence of sequences)
        report({ code, where: sequence === undefined ? {} : { sequence }, message: 'not kept' });
      for (let i = 0; i < further; i += 1) report({ code, where: {}, message: 'not kept' });
    }
  }
}
