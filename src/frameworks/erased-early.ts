// Records that were erased before the period that a framework names was over (docs/FRAMEWORKS.md). A legal ground may rightly come
// first, so this is a question and never a gap. An erasure names its target by sequence; what the target was is remembered when
// it is shown, in a few bytes a record.

import { FRAMEWORK } from '../base/limits.js';
import { erasureOf, yearsAfter } from '../bundle/erasure.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { ErasedEarly } from './result.js';
import type { Answer } from './selector.js';
import { Tally } from './tally.js';

const ANSWERS: readonly Answer[] = ['no', 'yes', 'withheld'];

export class ErasedEarlyCheck {
  readonly #years: number;
  #sequences = new Float64Array(1024);
  #answers = new Uint8Array(1024);
  #length = 0;
  readonly #early = new Tally(FRAMEWORK.examples);
  readonly #grounds = new Map<string, number>();
  #undecided = 0;

  constructor(years: number) {
    this.#years = years;
  }

  /** Notes whether the period is for a selected event. Events come in ascending sequence. */
  see({ sequence }: LedgerRecord, answer: Answer): void {
    if (this.#length >= FRAMEWORK.remembered) return;
    if (this.#length === this.#sequences.length) this.#grow();
    this.#sequences[this.#length] = sequence;
    this.#answers[this.#length] = ANSWERS.indexOf(answer);
    this.#length += 1;
  }

  /** Takes a record of type `erasure`; its target came before. @param selected whether the erasure itself is selected */
  onErasure(record: LedgerRecord, selected: boolean): void {
    const { target, loggedAt, legalGround, fields } = erasureOf(record);
    if (target.type !== 'event' || loggedAt >= yearsAfter(target.recordedAt, this.#years)) return;
    const answer = this.#answerOf(target.sequence);
    // A whole record that is not shown: the class of its data cannot be seen.
    if (answer === 'withheld' || (answer === undefined && fields === undefined && selected))
      this.#undecided += 1;
    if (answer !== 'yes') return;
    this.#early.add(record);
    // Hostile: a ground for each erasure.
    const ground = legalGround.slice(0, FRAMEWORK.incidentId);
    if (this.#grounds.has(ground) || this.#grounds.size < FRAMEWORK.grounds)
      this.#grounds.set(ground, (this.#grounds.get(ground) ?? 0) + 1);
    else this.#grounds.set(OTHERS, (this.#grounds.get(OTHERS) ?? 0) + 1);
  }

  result(): ErasedEarly {
    return {
      erasures: this.#early.count,
      undecided: this.#undecided,
      grounds: [...this.#grounds]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .map(([legal_ground, erasures]) => ({ legal_ground, erasures })),
      ...this.#early.list(),
    };
  }

  #answerOf(sequence: number): Answer | undefined {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sequences[middle] ?? 0) < sequence) low = middle + 1;
      else high = middle;
    }
    const found = low < this.#length && this.#sequences[low] === sequence;
    return found ? ANSWERS[this.#answers[low] ?? 0] : undefined;
  }

  #grow(): void {
    const [sequences, answers] = [this.#sequences, this.#answers];
    this.#sequences = new Float64Array(sequences.length * 2);
    this.#answers = new Uint8Array(answers.length * 2);
    this.#sequences.set(sequences);
    this.#answers.set(answers);
  }
}

const OTHERS = '(other grounds)';
