// A small ledger with the calls of the public compliance guide: append, setRetentionPolicy, erase, logExportDecision. It keeps
// lines in a store, record hashes and the tree in typed arrays, and forgets the disclosures of what is erased.

import { canonicalize, isObject, type Json, type JsonObject } from '../src/json.js';
import { commitmentOf, disclosureOf, nameIn } from './commitment.js';
import { type Derive, prefixed, tagged } from './derive.js';
import { FileStore, type LineStore, MemoryStore } from './store.js';
import { Tree, type TreeHash } from './tree.js';

export type RecordType = 'event' | 'retention_policy' | 'erasure' | 'export';

export interface LedgerOptions {
  readonly origin: string;
  /** Tree hash of the suite; `sha3-256` unless given. */
  readonly treeHash?: TreeHash;
  /** Nonces, salts and ids. */
  readonly derive: Derive;
  /** The ledger's clock: `recorded_at` of the record at a sequence. */
  readonly clock: (sequence: number) => string;
  readonly store?: LineStore;
  /** A fault of the ledger itself: changes a line before it is hashed, so that everything later agrees with it. */
  readonly tamper?: (line: string, sequence: number) => string;
}

export interface AppendOptions {
  /** Names of fields that go into commitments instead of the clear. */
  readonly sealed?: readonly string[];
  readonly metadata?: JsonObject;
  readonly recordId?: string;
}

export interface Appended {
  readonly record_id: string;
  readonly recorded_at: string;
  readonly sequence: number;
  /** `sha3-256:…` */
  readonly record_hash: string;
}

export interface RetentionPolicy {
  readonly policyName: string;
  readonly retentionYears: number;
  readonly appliesTo: JsonObject;
  readonly deletionMethod?: string;
}

export interface Erasure {
  /** Field names, or `*` for the whole record. */
  readonly fields: readonly string[] | '*';
  readonly policy: string;
  readonly legalGround: string;
  readonly legalNote?: string;
  readonly authority: string;
  /** Replaces members of the logged data, to log a contradiction. */
  readonly data?: JsonObject;
}

export interface ExportDecision {
  readonly decision: 'ALLOW' | 'DENY';
  readonly policy?: string;
  readonly requestedBy: string;
  readonly bundleId: string;
  readonly selection: JsonObject;
  readonly disclosures: readonly string[] | 'none';
}

export interface ErasureEntry {
  /** Sequence of the erasure record. */
  readonly sequence: number;
  readonly target: number;
  readonly targetId: string;
  readonly targetRecordedAt: string;
  readonly fields: readonly string[];
  readonly policy: string;
}

export interface StoredRecord {
  readonly sequence: number;
  /** Empty if it was erased as a whole before the ledger was saved. */
  readonly line: string;
  readonly openings: () => string[];
}

const ZERO_HASH = prefixed(new Uint8Array(32));
const HASH = 32;

export class Ledger {
  readonly origin: string;
  readonly tree: Tree;
  readonly erasures: ErasureEntry[] = [];
  readonly policies: { readonly sequence: number; readonly name: string }[] = [];
  readonly #options: LedgerOptions;
  readonly #store: LineStore;
  #hashes = new Uint8Array(64 * HASH);

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
    return this.#hashes.subarray(sequence * HASH, (sequence + 1) * HASH);
  }

  /** The record line, byte for byte as it was hashed; it must not be erased. */
  lineAt(sequence: number): string {
    return split(this.#store.read(sequence)).line;
  }

  /** `recorded_at` of a record, erased or not. */
  recordedAt(sequence: number): string {
    const erased = this.erasures.find(({ target }) => target === sequence);
    return erased?.targetRecordedAt ?? text(this.recordAt(sequence)['recorded_at']);
  }

  recordAt(sequence: number): JsonObject {
    return JSON.parse(this.lineAt(sequence)) as JsonObject;
  }

  /** Every disclosure that the ledger still keeps for a record. */
  openingsAt(sequence: number): string[] {
    return this.#open(sequence, split(this.#store.read(sequence)).disclosures);
  }

  /** Records [from, to) with the disclosures still kept, read in pieces. */
  *scan(from: number, to: number): Generator<StoredRecord> {
    let sequence = from;
    for (const entry of this.#store.scan(from, to)) {
      const { line, disclosures } = entry.startsWith(ERASED)
        ? { line: '', disclosures: () => [] }
        : split(entry);
      const at = sequence;
      yield { sequence: at, line, openings: () => this.#open(at, disclosures) };
      sequence += 1;
    }
  }

  /** The ledger as JSON Lines, without what is erased: this is how an erasure reaches the disk. */
  *jsonLines(): Generator<string> {
    for (const { sequence, line, openings } of this.scan(0, this.size)) {
      if (this.wholeErasureOf(sequence) === undefined) yield stored(line, openings());
      else yield `${ERASED}${this.hashAt(sequence)}"}`;
    }
  }

  /** True if the record at that sequence was erased as a whole, by an erasure below `size`. */
  wholeErasureOf(sequence: number, size = this.size): ErasureEntry | undefined {
    return this.erasures.find(
      (entry) => entry.target === sequence && entry.fields[0] === '*' && entry.sequence < size,
    );
  }

  close(): void {
    this.#store.close();
  }

  #open(sequence: number, disclosures: () => string[]): string[] {
    const erased = this.erasures.filter(({ target }) => target === sequence);
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
    const entry = stored(this.#options.tamper?.(line, sequence) ?? line, openings);
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
    const recordHash = entry.startsWith(ERASED)
      ? Buffer.from(entry.slice(-66, -2), 'hex')
      : tagged('softqcos/record/v1', split(entry).line);
    if ((sequence + 1) * HASH > this.#hashes.length) {
      const larger = new Uint8Array(this.#hashes.length * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes.set(recordHash, sequence * HASH);
    this.tree.append(recordHash);
    if (!entry.endsWith('"type":"event"}}') && !entry.startsWith(ERASED)) {
      this.#index(sequence, JSON.parse(split(entry).line) as JsonObject);
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
      this.erasures.push({
        sequence,
        target: Number(data['sequence']),
        targetId: text(data['record_id']),
        targetRecordedAt: text(data['recorded_at']),
        fields: Array.isArray(data['fields']) ? data['fields'].map(text) : [],
        policy: text(data['policy']),
      });
    }
  }
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function stored(line: string, disclosures: readonly string[]): string {
  return `{"disclosures":${JSON.stringify(disclosures)},"record":${line}}`;
}

const ERASED = '{"erased":"';
const RECORD = '],"record":';

/** Base64url has no bracket, so the first one ends the disclosures. */
function split(entry: string): { readonly line: string; readonly disclosures: () => string[] } {
  const at = entry.indexOf(RECORD);
  if (at < 0) throw new Error('the record was erased');
  return {
    line: entry.slice(at + RECORD.length, -1),
    disclosures: () => JSON.parse(entry.slice('{"disclosures":'.length, at + 1)) as string[],
  };
}
