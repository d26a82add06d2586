// The auditor's list of records beside what a bundle proves (docs/MANUAL.md §2): for each id, in the order of the list, what
// became of it, by the checks of the finished run. A list that is not covered leaves the verdict as it is, since the evidence
// is no worse for what was not asked of the exporter.

import type { Erasure } from '../bundle/erasure.js';
import type { CheckId } from '../catalogue/checks.js';
import { CODES, type FindingCode } from '../catalogue/codes.js';
import type { ShownRecord } from '../evidence/shown.js';
import { failuresOf } from '../transcript/failures.js';
import type { SampleResult, SampleRow, Transcript } from '../transcript/transcript.js';
import type { SampleList } from './sample-list.js';

/** Checks beside the records: whatever comes of them, the records stay genuine (§10.2, §10.3, §11). */
const BESIDE: ReadonlySet<CheckId> = new Set<CheckId>([
  'attachments/described',
  'attachments/reports',
  'authorization/decision',
  'completeness/selection',
  'completeness/asked',
]);

interface Seen {
  readonly sequence: number;
  readonly selected: boolean;
}

export class Reconciliation {
  readonly #list: SampleList;
  readonly #wanted: ReadonlySet<string>;
  readonly #seen = new Map<string, Seen>();
  readonly #erased = new Map<string, Erasure>();

  /** Records of the bundle whose ids differ from a listed one in case alone, by that id in lower case. */
  readonly #otherCase = new Map<string, string>();
  readonly #folded: ReadonlySet<string>;

  constructor(list: SampleList) {
    this.#list = list;
    this.#wanted = new Set(list.ids);
    this.#folded = new Set(list.ids.map((id) => id.toLowerCase()));
  }

  add({ recordId, sequence, selected, erasure }: ShownRecord): void {
    // An id that stands twice fails records/identity for the second; the first is the one that is told of.
    if (this.#wanted.has(recordId) && !this.#seen.has(recordId))
      this.#seen.set(recordId, { sequence, selected });
    const folded = recordId.toLowerCase();
    if (this.#folded.has(folded)) this.#otherCase.set(folded, recordId);
    if (erasure !== undefined && this.#wanted.has(erasure.target.recordId))
      this.#erased.set(erasure.target.recordId, erasure);
  }

  /** What became of every id, by the checks of the finished run. */
  result(transcript: Transcript): SampleResult {
    const { checks } = transcript;
    const failures = failuresOf(transcript);
    const passed = (id: CheckId) => checks.some((c) => c.id === id && c.status === 'passed');
    const sound = checks.every(
      ({ id, status, needed }) =>
        BESIDE.has(id) || (status !== 'failed' && (!needed || status === 'passed')),
    );
    // What is missing can be told only if every line was read to its end.
    const limited = checks.some(({ findings }) =>
      findings.some(({ code }) => code === 'ERASURES_TOO_MANY'),
    );
    const complete = passed('records/form') && passed('archive/content') && !limited;
    const logged = passed('erasures/logged') && passed('inclusion/leaves');
    const { repeated } = this.#list;
    const rows = this.#list.ids.map((id) => this.#row(id, { sound, complete, logged, failures }));
    const count = (state: SampleRow['state']) => rows.filter((row) => row.state === state).length;
    return {
      sha256: this.#list.sha256,
      bytes: this.#list.bytes,
      ids: rows.length,
      ...(repeated.length === 0 ? {} : { repeated }),
      verified: count('verified'),
      erased: count('erased'),
      failed: count('failed'),
      unproven: count('unproven'),
      absent: count('absent'),
      rows,
    };
  }

  #row(
    id: string,
    run: {
      readonly sound: boolean;
      readonly complete: boolean;
      readonly logged: boolean;
      readonly failures: ReadonlyMap<number, ReadonlySet<FindingCode>>;
    },
  ): SampleRow {
    const seen = this.#seen.get(id);
    const erasure = this.#erased.get(id);
    if (seen !== undefined) {
      const codes = [...(run.failures.get(seen.sequence) ?? [])]
        .filter((code) => !BESIDE.has(CODES[code].check))
        .sort();
      const common = { record_id: id, sequence: seen.sequence, selected: seen.selected };
      if (codes.length > 0) return { ...common, state: 'failed', codes };
      return { ...common, state: run.sound ? 'verified' : 'unproven' };
    }
    if (erasure !== undefined) {
      const { target, legalGround, loggedAtText, sequence } = erasure;
      return {
        record_id: id,
        sequence: target.sequence,
        state: run.logged && run.sound ? 'erased' : 'unproven',
        legal_ground: legalGround,
        logged_at: loggedAtText,
        erasure: sequence,
      };
    }
    const similar = this.#otherCase.get(id.toLowerCase());
    return {
      record_id: id,
      state: run.complete ? 'absent' : 'unproven',
      ...(similar === undefined ? {} : { similar }),
    };
  }
}
