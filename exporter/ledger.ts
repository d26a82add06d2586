// A small ledger with the calls of the public compliance guide: append, setRetentionPolicy, erase, logExportDecision. It keeps
// lines in a store, record hashes and the tree in typed arrays, and forgets the disclosures of what is erased.

import { canonicalize, isObject, type Json, type JsonObject } from '../src/base/json.js';
import { commitmentOf, disclosureOf, nameIn } from './commitment.js';
import { prefixed, tagged } from './derive.js';
import { HashList } from './hash-list.js';
import type {
  Appended,
  AppendOptions,
  Erasure,
  ErasureEntry,
  ExportDecision,
  LedgerOptions,
  RecordType,
  RetentionPolicy,
} from './ledger-calls.js';
import { FileStore, type LineStore, MemoryStore } from './store.js';
import {
  erasedHash,
  type StoredRecord,
  splitEntry,
  storedErasure,
  storedRecord,
} from './stored.js';
import { Tree } from './tree.js';

const ZERO_HASH = prefixed(new Uint8Array(32));

export class Ledger {
  readonly origin: string;
  readonly tree: Tree;
  readonly erasures: ErasureEntry[] = [];
  readonly policies: { readonly sequence: number; readonly name: string }[] = [];
  readonly #options: LedgerOptions;
  readonly #store: LineStore;
  readonly #byTarget = new Map<number, ErasureEntry[]>();
  readonly #hashes = new HashList();

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.origin = options.origin;
    this.tree = new Tree(options.treeHash ?? 'sha3-256');
    this.#store = options.store ?? new MemoryStore();
  }

  /**
   * Reads a ledger from lines `{"disclosures":[…],"record":{…}}` and, for records erased as a whole, `{"erased":"sha3-256:…"}`,
   * as `jsonLines` writes them. A file is read in pieces and is appended to; lines of an iterable are kept in memory.
   */
  static async fromJsonLines(
    source: string | AsyncIterable<string> | Iterable<string>,
    options: Omit<LedgerOptions, 'store'>,
  ): Promise<Ledger> {
    const store = typeof source === 'string' ? FileStore.open(source) : new MemoryStore();
    if (typeof source !== 'string') for await (const line of source) store.append(line);
    const ledger = new Ledger({ ...options, store });
    for (const line of store.scan(0, store.size)) ledger.#accept(line);
    return ledger;
  }

  get size(): number {
    return this.tree.size;
  }

  /** Appends an event; `sealed` names the fields that only a disclosure will show. */
  append(event: JsonObject, options: AppendOptions = {}): Appended {
    const sealed = new Set(options.sealed ?? []);
    const clear = Object.entries(event).filter(([name]) => !sealed.has(name));
    const hidden = Object.entries(event).filter(([name]) => sealed.has(name));
    return this.#log('event', Object.fromEntries(clear), hidden, options);
  }

  setRetentionPolicy(policy: RetentionPolicy): Appended {
    return this.#log('retention_policy', {
      policy_name: policy.policyName,
      retention_years: policy.retentionYears,
      applies_to: policy.appliesTo,
      deletion_method: policy.deletionMethod ?? 'cryptographic_erasure',
      timestamp: this.#options.clock(this.size),
    });
  }

  /** Logs the erasure of fields, or of a whole record, and forgets their disclosures. */
  erase(target: number, erasure: Erasure): Appended {
    const record = this.recordAt(target);
    const fields = erasure.fields === '*' ? ['*'] : [...erasure.fields].sort();
    return this.#log('erasure', {
      sequence: target,
      record_hash: this.hashAt(target),
      record_id: text(record['record_id']),
      recorded_at: text(record['recorded_at']),
      type: text(record['type']),
      fields,
      policy: erasure.policy,
      method: 'cryptographic_erasure',
      legal_ground: erasure.legalGround,
      ...(erasure.legalNote === undefined ? {} : { legal_note: erasure.legalNote }),
      authority: erasure.authority,
      timestamp: this.#options.clock(this.size),
      ...erasure.data,
    });
  }

  logExportDecision(decision: ExportDecision): Appended {
    return this.#log('export', {
      decision: decision.decision,
      policy: decision.policy ?? 'BUNDLE_EXPORT',
      requested_by: decision.requestedBy,
      bundle_id: decision.bundleId,
      selection: decision.selection,
      disclosures: decision.disclosures === 'none' ? 'none' : [...decision.disclosures].sort(),
      timestamp: this.#options.clock(this.size),
    });
  }

  /** `sha3-256:…` of the record at a sequence, erased or not. */
  hashAt(sequence: number): string {
    return prefixed(this.rawHashAt(sequence));
  }

  rawHashAt(sequence: number): Uint8Array {
    return this.#hashes.at(sequence);
  }

  /** The record line, byte for byte as it was hashed; it must not be erased. */
  lineAt(sequence: number): string {
    return splitEntry(this.#store.read(sequence)).line;
  }

  /** `recorded_at` of a record, erased or not. */
  recordedAt(sequence: number): string {
    const [erased] = this.erasuresOf(sequence);
    return erased?.targetRecordedAt ?? text(this.recordAt(sequence)['recorded_at']);
  }

  recordAt(sequence: number): JsonObject {
    return JSON.parse(this.lineAt(sequence)) as JsonObject;
  }

  /** Every disclosure that the ledger still keeps for a record. */
  openingsAt(sequence: number): string[] {
    return this.#open(sequence, splitEntry(this.#store.read(sequence)).disclosures);
  }

  /** Records [from, to) with the disclosures still kept, read in pieces. */
  *scan(from: number, to: number): Generator<StoredRecord> {
    let sequence = from;
    for (const entry of this.#store.scan(from, to)) {
      const { line, disclosures } = splitEntry(entry);
      const at = sequence;
      yield { sequence: at, line, openings: () => this.#open(at, disclosures) };
      sequence += 1;
    }
  }

  /** The ledger as JSON Lines, without what is erased: this is how an erasure reaches the disk. */
  *jsonLines(): Generator<string> {
    for (const { sequence, line, openings } of this.scan(0, this.size)) {
      if (this.wholeErasureOf(sequence) === undefined) yield storedRecord(line, openings());
      else yield storedErasure(this.hashAt(sequence));
    }
  }

  /** True if the record at that sequence was erased as a whole, by an erasure below `size`. */
  wholeErasureOf(sequence: number, size = this.size): ErasureEntry | undefined {
    return this.erasuresOf(sequence).find(
      (entry) => entry.fields[0] === '*' && entry.sequence < size,
    );
  }

  /** Every erasure that names the record at that sequence. */
  erasuresOf(sequence: number): readonly ErasureEntry[] {
    return this.#byTarget.get(sequence) ?? [];
  }

  close(): void {
    this.#store.close();
  }

  #open(sequence: number, disclosures: () => string[]): string[] {
    const erased = this.erasuresOf(sequence);
    if (erased.length === 0) return disclosures();
    const names = new Set(erased.flatMap(({ fields }) => fields));
    return names.has('*') ? [] : disclosures().filter((opening) => !names.has(nameIn(opening)));
  }

  #log(
    type: RecordType,
    data: JsonObject,
    hidden: readonly (readonly [string, Json])[] = [],
    options: AppendOptions = {},
  ): Appended {
    const { derive, clock } = this.#options;
    const sequence = this.size;
    const openings = hidden.map(([name, value]) =>
      disclosureOf(derive(`salt/${sequence}/${name}`, 32), name, value),
    );
    const id =
      options.recordId ?? `rec_${Buffer.from(derive(`id/${sequence}`, 6)).toString('hex')}`;
    const recordedAt = clock(sequence);
    const line = canonicalize({
      data,
      ledger: this.origin,
      ...(options.metadata === undefined ? {} : { metadata: options.metadata }),
      nonce: Buffer.from(derive(`nonce/${sequence}`, 16)).toString('base64url'),
      previous_hash: sequence === 0 ? ZERO_HASH : this.hashAt(sequence - 1),
      record_id: id,
      recorded_at: recordedAt,
      ...(openings.length === 0
        ? {}
        : { sealed: Object.fromEntries(openings.map((d) => [nameIn(d), commitmentOf(d)])) }),
      sequence,
      type,
    });
    const entry = storedRecord(this.#options.tamper?.(line, sequence) ?? line, openings);
    this.#store.append(entry);
    this.#accept(entry);
    return {
      record_id: id,
      recorded_at: recordedAt,
      sequence,
      record_hash: this.hashAt(sequence),
    };
  }

  #accept(entry: string): void {
    const sequence = this.size;
    const { line } = splitEntry(entry);
    const recordHash = erasedHash(entry) ?? tagged('softqcos/record/v1', line);
    this.#hashes.push(recordHash);
    this.tree.append(recordHash);
    if (line !== '' && !line.endsWith('"type":"event"}')) {
      this.#index(sequence, JSON.parse(line) as JsonObject);
    }
  }

  /** Remembers erasures and policies, which an export has to show. */
  #index(sequence: number, record: JsonObject): void {
    const data = record['data'];
    if (!isObject(data)) return;
    if (record['type'] === 'retention_policy') {
      this.policies.push({ sequence, name: text(data['policy_name']) });
    }
    if (record['type'] === 'erasure') {
      const erasure: ErasureEntry = {
        sequence,
        target: Number(data['sequence']),
        targetId: text(data['record_id']),
        targetRecordedAt: text(data['recorded_at']),
        fields: Array.isArray(data['fields']) ? data['fields'].map(text) : [],
        policy: text(data['policy']),
      };
      this.erasures.push(erasure);
      this.#byTarget.set(erasure.target, [...this.erasuresOf(erasure.target), erasure]);
    }
  }
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
