// Record signatures (docs/SPEC.md §4.5): optional ML-DSA-65 signatures over record hashes, under the recorders of the trust
// root. One that does not verify under a listed key fails, required or not.

import { concat, type Instant, utf8 } from '../base/encoding.js';
import type { Location } from '../base/errors.js';
import type { SideLine } from '../bundle/ascending.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import type { LeafStream } from '../bundle/leaves.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { RecordSignature } from '../bundle/side-lines.js';
import { recordValidity } from '../trust/key-window.js';
import type { RecorderKey } from '../trust/trust-root.js';
import type { Pool } from '../workers/pool.js';
import type { Entries } from './entries.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';

// §4.5: the tag keeps a record signature from being read as any other signed thing.
const SIGNATURE_TAG = utf8('softqcos/record-signature/v1\0');
/** Bad signatures that are verified before the rest is left out. */
const MAX_INVALID = 1000;

/** A record, what stands beside it as its signature, and the key that is named there, if it is of a recorder. */
interface Claim {
  readonly record: LedgerRecord;
  readonly signature: SideLine<RecordSignature>;
  readonly key: RecorderKey | undefined;
}

export class RecordSignaturesCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #entries: Entries;
  readonly #stream: LeafStream;
  readonly #keys: ReadonlyMap<string, RecorderKey> | undefined;
  readonly #trustedTimes: readonly Instant[];
  readonly #pool: Pool | undefined;
  /** What threads are verifying, in the order of the leaves. */
  readonly #waiting: {
    readonly claims: readonly Claim[];
    readonly answers: Promise<readonly boolean[]>;
  }[] = [];
  #invalid = 0;
  readonly #missing = new Findings();
  readonly #orphans = new Findings();
  /** How many verified and count, and under how many names. */
  verified = 0;

  constructor(
    entries: Entries,
    stream: LeafStream,
    /** Keys of this ledger's recorders, by key id; undefined without a trust root that names the ledger. */
    keys: ReadonlyMap<string, RecorderKey> | undefined,
    /** Trusted times over the attestation (§12.3). */
    trustedTimes: readonly Instant[],
    /** Threads that verify, if they pay. */
    pool: Pool | undefined,
  ) {
    this.#pool = pool;
    this.#entries = entries;
    this.#stream = stream;
    this.#keys = keys;
    this.#trustedTimes = trustedTimes;
  }

  see(batch: LeafBatch): void | Promise<void> {
    const { run } = batch;
    if (run !== undefined) {
      this.#missing.absentSeveral('RECORD_SIGNATURE_MISSING', run.lines, (index) => [
        'RECORD_SIGNATURE_MISSING',
        run.leaf(index).record.where,
      ]);
    } else this.#leaves(batch.leaves);
    for (const { of, where } of batch.orphans)
      if (of === 'signature') this.#orphans.report('RECORD_SIGNATURE_ORPHAN', where);
    return this.#pool !== undefined && this.#waiting.length > 2 * this.#pool.threads
      ? this.#oldest()
      : undefined;
  }

  async settled(): Promise<void> {
    while (this.#waiting.length > 0) await this.#oldest();
  }

  done(): Findings {
    const end = new Findings();
    const isCut = this.#entries.isBroken(PATHS.signatures);
    const isMissing = this.#entries.isMissing(PATHS.signatures);
    // A signature that is not there may be on the line that cannot be used.
    if (!isCut && !isMissing && !this.#stream.isBroken('signature')) end.add(this.#missing);
    end.add(this.#orphans);
    if (isCut || isMissing)
      end.stop('records/signatures', isCut ? 'archive/content' : 'manifest/inventory');
    return end;
  }

  #leaves(leaves: readonly Leaf[]): void {
    const signed: Claim[] = [];
    for (const { record, signature } of leaves) {
      if (record === undefined) continue;
      if (signature === undefined) this.#missing.absent('RECORD_SIGNATURE_MISSING', record.where);
      else signed.push({ record, signature, key: this.#keys?.get(signature.value.keyId) });
    }
    if (this.#keys === undefined) return;
    if (this.#pool === undefined) for (const claim of signed) this.#judge(claim);
    else if (signed.length > 0)
      this.#waiting.push({ claims: signed, answers: this.#ask(this.#pool, signed) });
  }

  #ask(pool: Pool, claims: readonly Claim[]): Promise<readonly boolean[]> {
    if (this.#invalid >= MAX_INVALID) return Promise.resolve([]);
    const signed = claims.flatMap(({ record, signature, key }) =>
      key === undefined
        ? []
        : [{ key: key.mldsa65, message: messageOf(record), signature: signature.value.signature }],
    );
    return pool.verify(signed);
  }

  /** Judges what has waited longest: so findings come in the order of the leaves. */
  async #oldest(): Promise<void> {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const answers = (await next.answers).values();
    for (const claim of next.claims)
      this.#judge(claim, claim.key === undefined ? undefined : answers.next().value);
  }

  /** @param answer of the signature alone, if it is known */
  #judge({ record, signature: { value, where: place }, key }: Claim, answer?: boolean): void {
    this.findings.examined('records/signatures');
    const actual = value.keyId;
    const where: Location = { ...place, record_id: record.recordId };
    if (key === undefined) {
      this.findings.report('RECORD_SIGNATURE_KEY_UNKNOWN', where, { actual });
      return;
    }
    // A hostile bundle can repeat one bad signature for next to nothing, and each costs milliseconds: after so many the verdict
    // is settled, and the rest is not worth the time.
    if (this.#invalid >= MAX_INVALID) return;
    if (!(answer ?? key.mldsa65.verifyOnce(messageOf(record), value.signature))) {
      this.#invalid += 1;
      this.findings.report('RECORD_SIGNATURE_INVALID', where, { actual });
      return;
    }
    // §12.3: the window is compared with the record's own, claimed time; only a compromise asks for a trusted one.
    const judged = recordValidity(key.window, record.recordedAt, this.#trustedTimes);
    if (judged.valid) this.verified += 1;
    else this.findings.report('RECORD_SIGNATURE_KEY_INVALID', where, judged.reason, { actual });
  }
}

function messageOf({ recordHash }: LedgerRecord): Uint8Array {
  return concat(SIGNATURE_TAG, recordHash);
}
