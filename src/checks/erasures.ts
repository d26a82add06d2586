// Erasures (docs/SPEC.md §9.2): everything called erased was erased by a logged, proven record, and is not shown or
// disclosed all the same. An erasure comes after its target, so targets are compared in a second reading, and only when the
// bundle logs erasures at all; what is held is bounded by `limits.erasures`.

import { parseDisclosure } from '../bundle/disclosure.js';
import {
  type Erasure,
  erasureOf,
  type RetentionPolicy,
  retentionPolicyOf,
} from '../bundle/erasure.js';
import { hashText } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import { LineReader } from '../bundle/lines.js';
import { type LedgerRecord, parseRecord } from '../bundle/record.js';
import { parseStub, type Stub } from '../bundle/stub.js';
import type { Instant } from '../encoding.js';
import { finding } from '../errors.js';
import { FORMAT } from '../limits.js';
import { disclosureCursor } from './disclosures.js';
import type { Entries } from './entries.js';
import type { Leaf, LeafObserver } from './leaf.js';
import type { Recorder } from './recorder.js';
import { checkRetention } from './retention.js';
import type { EvidenceSink } from './sink.js';

/** An erasure logged so shortly before the export is worth a question (§9.2). */
const RECENT: Instant = 30n * 86_400_000_000_000n;

export class ErasuresCheck implements LeafObserver {
  readonly #recorder: Recorder;
  readonly #entries: Entries;
  readonly #exportedAt: Instant;
  readonly #limit: number;
  readonly #stubs: Stub[] = [];
  readonly #bySequence = new Map<number, Erasure>();
  readonly #byTarget = new Map<number, Erasure[]>();
  readonly #policies: RetentionPolicy[] = [];
  readonly #sink: EvidenceSink | undefined;
  #held = 0;
  /** Sealed fields of shown records that are logged as erased. */
  erasedFields = 0;

  constructor(
    recorder: Recorder,
    entries: Entries,
    exportedAt: Instant,
    limit: number,
    sink?: EvidenceSink,
  ) {
    this.#sink = sink;
    this.#recorder = recorder;
    this.#entries = entries;
    this.#exportedAt = exportedAt;
    this.#limit = limit;
  }

  onLeaf({ record, stub }: Leaf): void {
    if (stub?.reason === 'erased') {
      if (this.#room()) this.#stubs.push(stub);
    } else if (record?.type === 'erasure') {
      if (!this.#room()) return;
      const erasure = erasureOf(record);
      this.#sink?.onErasure?.(erasure);
      this.#bySequence.set(erasure.sequence, erasure);
      const others = this.#byTarget.get(erasure.target.sequence);
      if (others === undefined) this.#byTarget.set(erasure.target.sequence, [erasure]);
      else others.push(erasure);
    } else if (record?.type === 'retention_policy') {
      if (this.#room()) this.#policies.push(retentionPolicyOf(record));
    }
  }

  async finish(): Promise<void> {
    if (this.#held > this.#limit) {
      this.#recorder.report(
        finding(
          'ERASURES_TOO_MANY',
          { entry: PATHS.records },
          'more erasures, erased stubs and policies than are accepted',
          {
            expected: `at most ${this.#limit}`,
            actual: String(this.#held),
          },
        ),
      );
    }
    for (const stub of this.#stubs) this.#judgeStub(stub);
    for (const erasure of this.#bySequence.values()) this.#judgeErasure(erasure);
    if (this.#byTarget.size > 0) await this.#judgeTargets();
  }

  /** Whole records that a shown erasure record names, in the order of the erasures. */
  wholeRecords(): readonly Erasure[] {
    return [...this.#bySequence.values()].filter(({ fields }) => fields === undefined);
  }

  #room(): boolean {
    this.#held += 1;
    return this.#held <= this.#limit;
  }

  #judgeStub(stub: Stub): void {
    this.#recorder.examined('erasures/logged');
    const erasure = stub.erasure === undefined ? undefined : this.#bySequence.get(stub.erasure);
    if (erasure === undefined) {
      if (this.#held > this.#limit) return;
      this.#recorder.report(
        finding(
          'ERASURE_NOT_SHOWN',
          stub.where,
          `no erasure record is shown at sequence ${stub.erasure}`,
          {
            expected: `an erasure record at sequence ${stub.erasure}`,
          },
        ),
      );
      return;
    }
    if (erasure.target.sequence !== stub.sequence)
      this.#mismatch(erasure, 'sequence', stub.sequence, erasure.target.sequence);
    else if (erasure.fields !== undefined)
      this.#mismatch(erasure, 'fields', '["*"]', erasure.fields.join(', '));
  }

  #judgeErasure(erasure: Erasure): void {
    this.#recorder.examined('erasures/logged');
    const { target, where } = erasure;
    // §9.2: the erasure record has a higher sequence than its target.
    if (target.sequence >= erasure.sequence) {
      this.#recorder.report(
        finding(
          'ERASURE_BEFORE_TARGET',
          { ...where, pointer: '/data/sequence' },
          'the erasure does not come after its target',
          {
            expected: `below ${erasure.sequence}`,
            actual: String(target.sequence),
          },
        ),
      );
    }
    if (target.type !== 'event') {
      this.#recorder.report(
        finding(
          'ERASURE_NOT_ALLOWED',
          { ...where, pointer: '/data/type' },
          'only events can be erased',
          {
            expected: 'event',
            actual: target.type,
          },
        ),
      );
    }
    if (this.#exportedAt - erasure.loggedAt < RECENT) {
      this.#recorder.report(
        finding(
          'ERASURE_RECENT',
          where,
          `record ${target.sequence} was erased less than 30 days before the export`,
          {
            actual: erasure.loggedAtText,
          },
        ),
      );
    }
  }

  /** The second reading: every erasure against the leaf that it names, if the bundle holds it. */
  async #judgeTargets(): Promise<void> {
    const found = new Set<number>();
    const disclosures = disclosureCursor(this.#streamOf(PATHS.disclosures), {
      report: () => {},
      orphan: () => {},
    });
    for await (const { record } of lines(this.#streamOf(PATHS.records), parseRecord)) {
      const erasures = record === undefined ? undefined : this.#byTarget.get(record.sequence);
      if (record === undefined || erasures === undefined) continue;
      found.add(record.sequence);
      const item = await disclosures.seek(record.sequence);
      const disclosed = namesOf(record, item?.value ?? []);
      const erased = new Set<string>();
      for (const erasure of erasures) {
        this.#compare(erasure, hashText('sha3-256', record.recordHash), record);
        this.#judgeFields(erasure, record, disclosed, erased);
        checkRetention(this.#recorder, erasure, this.#policies, record.data);
      }
      this.erasedFields += erased.size;
    }
    for await (const { stub } of lines(this.#streamOf(PATHS.stubs), parseStub)) {
      const erasures = stub === undefined ? undefined : this.#byTarget.get(stub.sequence);
      if (stub === undefined || erasures === undefined) continue;
      found.add(stub.sequence);
      for (const erasure of erasures) {
        this.#compare(erasure, hashText('sha3-256', stub.recordHash), undefined);
        checkRetention(this.#recorder, erasure, this.#policies, undefined);
      }
    }
    for (const [sequence, [erasure]] of this.#byTarget) {
      if (found.has(sequence) || erasure === undefined) continue;
      this.#recorder.report(
        finding(
          'ERASURE_TARGET_NOT_SHOWN',
          erasure.where,
          `record ${sequence}, which it erases, is not in the bundle`,
        ),
      );
    }
  }

  #judgeFields(
    erasure: Erasure,
    record: LedgerRecord,
    disclosed: ReadonlySet<string>,
    erased: Set<string>,
  ): void {
    const by = { ...record.where, pointer: '/sealed' };
    if (erasure.fields === undefined) {
      this.#recorder.report(
        finding(
          'ERASED_YET_SHOWN',
          record.where,
          `the record is shown, and record ${erasure.sequence} erased it as a whole`,
        ),
      );
    }
    for (const field of erasure.fields ?? []) {
      if (!record.sealed.has(field)) {
        this.#recorder.report(
          finding(
            'ERASURE_FIELD_UNKNOWN',
            { ...erasure.where, pointer: '/data/fields' },
            `record ${record.sequence} did not seal this field`,
            {
              actual: field,
            },
          ),
        );
      } else if (disclosed.has(field)) {
        this.#recorder.report(
          finding(
            'ERASED_YET_DISCLOSED',
            by,
            `${field} is disclosed, and record ${erasure.sequence} erased it`,
            { actual: field },
          ),
        );
      } else erased.add(field);
    }
  }

  /** §9.2: what the erasure says of its target equals the target's own values, as far as they are shown. */
  #compare(
    { target, where, sequence }: Erasure,
    recordHash: string,
    record: LedgerRecord | undefined,
  ): void {
    const pairs: [string, string, string][] = [['record_hash', recordHash, target.recordHash]];
    if (record !== undefined) {
      pairs.push(['record_id', record.recordId, target.recordId]);
      pairs.push(['recorded_at', record.recordedAtText, target.recordedAtText]);
      pairs.push(['type', record.type, target.type]);
    }
    for (const [name, expected, actual] of pairs) {
      if (expected !== actual) this.#mismatch({ where, sequence }, name, expected, actual);
    }
  }

  #mismatch(
    { where, sequence }: Pick<Erasure, 'where' | 'sequence'>,
    name: string,
    expected: string | number,
    actual: string | number,
  ): void {
    this.#recorder.report(
      finding(
        'ERASURE_MISMATCH',
        { ...where, pointer: `/data/${name}` },
        `erasure record ${sequence} and its target disagree about ${name}`,
        {
          expected: String(expected),
          actual: String(actual),
        },
      ),
    );
  }

  async *#streamOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#entries.has(path)) yield* this.#entries.again(path);
  }
}

async function* lines<T>(
  chunks: AsyncIterable<Uint8Array>,
  parse: (line: NonNullable<ReturnType<LineReader['poll']>>) => T,
): AsyncGenerator<T, void, undefined> {
  const reader = new LineReader(chunks, FORMAT.lineBytes);
  for (let line = await reader.next(); line !== undefined; line = await reader.next())
    yield parse(line);
}

/** Fields of a record that are truly disclosed: the disclosure opens the record's own commitment. */
function namesOf(record: LedgerRecord, disclosures: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of disclosures) {
    const parsed = parseDisclosure(text);
    if (parsed.ok && record.sealed.get(parsed.disclosure.name) === parsed.disclosure.commitment)
      names.add(parsed.disclosure.name);
  }
  return names;
}
