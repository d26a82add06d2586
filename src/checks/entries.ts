// Every entry is read exactly once, from its first byte to its last, by whichever check needs it; what no check needs is
// read at the end. Size, CRC-32 (docs/SPEC.md §2.4), stated bytes and SHA3-256 (§3.4) are checked on the way.

import type { Archive } from '../archive/archive.js';
import { BYTE_ORDER_MARK, LINE_ENDS } from '../base/accidents.js';
import { concat, equalBytes, toHex } from '../base/encoding.js';
import { findingsOf, InternalError, VerifierError } from '../base/errors.js';
import type { ListedEntry } from '../bundle/manifest.js';
import { RunningDigest } from '../crypto/digest.js';
import { Findings, type Step } from './findings.js';

export class Entries {
  readonly #archive: Archive;
  readonly #findings = new Findings();
  readonly #listed: ReadonlyMap<string, ListedEntry>;
  readonly #streams = new Map<string, AsyncGenerator<Uint8Array, void, undefined>>();
  readonly #broken = new Set<string>();
  readonly #whole = new Set<string>();

  constructor(archive: Archive, listed: readonly ListedEntry[]) {
    this.#archive = archive;
    this.#listed = new Map(listed.map((entry) => [entry.path, entry]));
  }

  has(path: string): boolean {
    return this.#archive.has(path);
  }

  paths(): readonly string[] {
    return [...this.#archive.entries.keys()];
  }

  /** True if the entry did not inflate to what the zip declares: its content proves nothing. */
  isBroken(path: string): boolean {
    return this.#broken.has(path);
  }

  /** True if the manifest lists the entry and the zip does not hold it. */
  isMissing(path: string): boolean {
    return this.#listed.has(path) && !this.has(path);
  }

  /** The content as a stream; may be opened once. A broken entry just ends: ask `isBroken` afterwards. */
  open(path: string): AsyncIterable<Uint8Array> {
    if (this.#streams.has(path)) throw new InternalError(`${path} was opened twice`);
    const stream = this.#tap(path);
    this.#streams.set(path, stream);
    return stream;
  }

  /** Inflated size as the zip declares it. */
  sizeOf(path: string): number {
    return this.#archive.entries.get(path)?.size ?? 0;
  }

  /** The whole content of a small entry; undefined if it is broken. The caller has bounded `sizeOf(path)`. */
  async read(path: string): Promise<Uint8Array | undefined> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.open(path)) chunks.push(chunk);
    return this.isBroken(path) ? undefined : concat(...chunks);
  }

  /**
   * A second reading of an entry, for a check that must look back; digests and CRC were or will be judged by the first.
   * Ends early on an entry that broke in the first one as well.
   * @throws VerifierError ERR_BUNDLE_CHANGED: it did not
   */
  async *again(path: string): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* this.#archive.stream(path);
    } catch (error) {
      findingsOf(error);
      if (this.#whole.has(path)) throw changedMeanwhile();
    }
  }

  /** Reads every entry to its end, so that none goes unexamined: the step on content and digests. */
  async finish(): Promise<Step<undefined>> {
    for (const path of this.#archive.entries.keys()) {
      const stream = this.#streams.get(path) ?? this.#tap(path);
      this.#streams.set(path, stream);
      while ((await stream.next()).done !== true);
    }
    return { value: undefined, findings: this.#findings };
  }

  async *#tap(path: string): AsyncGenerator<Uint8Array, void, undefined> {
    const listed = this.#listed.get(path);
    const digest = listed === undefined ? undefined : new RunningDigest('sha3-256');
    let bytes = 0;
    try {
      for await (const chunk of this.#archive.stream(path)) {
        digest?.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    } catch (error) {
      this.#findings.reportAll(findingsOf(error));
      this.#broken.add(path);
      // What the zip delivers is not what it declares: comparing digests would only repeat that.
      if (listed !== undefined) this.#findings.stop('manifest/digests', 'archive/content');
      return;
    }
    this.#whole.add(path);
    this.#findings.examined('archive/content');
    if (listed === undefined || digest === undefined) return;
    this.#findings.examined('manifest/digests');
    await this.#compare(listed, bytes, digest.digest());
  }

  async #compare(listed: ListedEntry, bytes: number, digest: Uint8Array): Promise<void> {
    const where = { entry: listed.path };
    if (bytes !== listed.bytes) {
      this.#findings.report('ENTRY_BYTES_MISMATCH', where, {
        expected: String(listed.bytes),
        actual: String(bytes),
        ...(await this.#rewritten(listed, bytes)),
      });
    }
    if (!equalBytes(digest, listed.digest)) {
      this.#findings.report('ENTRY_DIGEST_MISMATCH', where, {
        expected: toHex(listed.digest),
        actual: toHex(digest),
      });
    }
  }

  /** What a transfer or an editor added to a text that no check reads: without it the entry is the one that was listed. */
  async #rewritten({ path, bytes, digest }: ListedEntry, size: number) {
    if (!path.startsWith('attachments/') || size <= bytes) return {};
    const plain = new RunningDigest('sha3-256');
    let mark: boolean | undefined;
    for await (const chunk of this.again(path)) {
      const isFirst = mark === undefined;
      mark ??= chunk[0] === 0xef && size === bytes + 3;
      plain.update(mark ? chunk.subarray(isFirst ? 3 : 0) : chunk.filter((byte) => byte !== CR));
    }
    if (!equalBytes(plain.digest(), digest)) return {};
    const [what, { remedy }] = mark
      ? (['its byte-order mark', BYTE_ORDER_MARK] as const)
      : (['the CR at its line ends', LINE_ENDS] as const);
    return { actual: `${size}; without ${what} it is the entry that was exported`, remedy };
  }
}

const CR = 0x0d;

/** What two readings of one entry differ in is no verdict about the bundle. */
export function changedMeanwhile(): VerifierError {
  return new VerifierError('ERR_BUNDLE_CHANGED', 'the bundle changed between two readings of it');
}
