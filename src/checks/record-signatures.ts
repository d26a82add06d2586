// Record signatures (docs/SPEC.md §4.5): optional ML-DSA-65 signatures over record hashes, under the recorders of the trust
// root. One that does not verify under a listed key fails, required or not.

import { concat, type Instant, parseBase64, utf8 } from '../base/encoding.js';
import { EvidenceError, finding, type Location } from '../base/errors.js';
import { FORMAT } from '../base/limits.js';
import { Cursor, type Item } from '../bundle/cursor.js';
import { PATHS } from '../bundle/layout.js';
import { LineReader } from '../bundle/lines.js';
import type { LedgerRecord } from '../bundle/record.js';
import { SIGNATURE_BYTES } from '../crypto/signature.js';
import { countsForRecord } from '../trust/key-window.js';
import type { RecorderKey } from '../trust/trust-root.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';
import type { Leaf, LeafObserver } from './leaf.js';

// §4.5: the tag keeps a record signature from being read as any other signed thing.
const SIGNATURE_TAG = utf8('softqcos/record-signature/v1\0');
const BYTES = SIGNATURE_BYTES['ML-DSA-65'];
/** Bad signatures that are verified before the rest is left out. */
const MAX_INVALID = 1000;

interface RecordSignature {
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export class RecordSignaturesCheck implements LeafObserver {
  readonly #recorder: Findings;
  readonly #entries: Entries;
  readonly #keys: ReadonlyMap<string, RecorderKey>;
  readonly #trustedTimes: readonly Instant[];
  #invalid = 0;
  readonly #lines: Cursor<RecordSignature> | undefined;
  /** How many verified and count, and under how many names. */
  verified = 0;

  constructor(
    recorder: Findings,
    entries: Entries,
    options: {
      /** Keys of this ledger's recorders, by key id; undefined without a trust root that names the ledger. */
      readonly keys: ReadonlyMap<string, RecorderKey> | undefined;
      /** Trusted times over the attestation (§12.3). */
      readonly trustedTimes: readonly Instant[];
    },
  ) {
    this.#recorder = recorder;
    this.#entries = entries;
    this.#keys = options.keys ?? new Map();
    this.#trustedTimes = options.trustedTimes;
    if (!entries.has(PATHS.signatures)) return;
    this.#lines = new Cursor(new LineReader(entries.open(PATHS.signatures), FORMAT.lineBytes), {
      entry: PATHS.signatures,
      schema: 'record-signature',
      invalid: 'RECORD_SIGNATURES_MALFORMED',
      parse: (value, where) => ({
        keyId: String(value['key_id']),
        signature: signatureOf(String(value['signature']), where),
      }),
      report: (found) => recorder.report(found),
      orphan: ({ where }) =>
        recorder.report(
          finding('RECORD_SIGNATURE_ORPHAN', where, 'no record of this sequence is shown'),
        ),
    });
  }

  onLeaf(leaf: Leaf): void | Promise<void> {
    const { record } = leaf;
    if (record === undefined) return;
    const item = this.#lines?.seek(leaf.sequence);
    if (item instanceof Promise) return item.then((later) => this.#judge(record, later));
    this.#judge(record, item);
  }

  async finish(): Promise<void> {
    await this.#lines?.finish();
    if (this.#entries.isBroken(PATHS.signatures))
      this.#recorder.stop('records/signatures', 'archive/content');
  }

  #judge(record: LedgerRecord, item: Item<RecordSignature> | undefined): void {
    if (item === undefined) {
      if (this.#lines?.broken !== true)
        this.#recorder.absent(
          'RECORD_SIGNATURE_MISSING',
          record.where,
          'no signature is for this record',
        );
      return;
    }
    this.#recorder.examined('records/signatures');
    const { keyId, signature } = item.value;
    const where: Location = { ...item.where, recordId: record.recordId };
    const key = this.#keys.get(keyId);
    if (key === undefined) {
      this.#recorder.report(
        finding(
          'RECORD_SIGNATURE_KEY_UNKNOWN',
          where,
          'the trust root lists no such recorder key for this ledger',
          { actual: keyId },
        ),
      );
      return;
    }
    // A hostile bundle can repeat one bad signature for next to nothing, and each costs milliseconds: after so many the verdict
    // is settled, and the rest is not worth the time.
    if (this.#invalid >= MAX_INVALID) return;
    if (!key.mldsa65.verifyOnce(concat(SIGNATURE_TAG, record.recordHash), signature)) {
      this.#invalid += 1;
      this.#recorder.report(
        finding(
          'RECORD_SIGNATURE_INVALID',
          where,
          'the signature does not verify over this record hash',
          { actual: keyId },
        ),
      );
      return;
    }
    // §12.3: the window is compared with the record's own, claimed time; only a compromise asks for a trusted one.
    const counted = countsForRecord(key.window, record.recordedAt, this.#trustedTimes);
    if (counted.counts) this.verified += 1;
    else
      this.#recorder.report(
        finding('RECORD_SIGNATURE_KEY_INVALID', where, counted.reason, { actual: keyId }),
      );
  }
}

function signatureOf(text: string, where: Location): Uint8Array {
  const bytes = parseBase64(text);
  if (bytes?.length === BYTES) return bytes;
  throw new EvidenceError(
    finding(
      'RECORD_SIGNATURES_MALFORMED',
      { ...where, pointer: '/signature' },
      `the signature is not canonical base64 of ${BYTES} bytes`,
    ),
  );
}
