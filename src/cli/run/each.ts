// Verifies one bundle after the other with the same question: what a run over all of them and a part of it have in common.

import { type Instant, toHex } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import { type Requirement, requirementsOf } from '../../catalogue/requirements.js';
import { digestOf } from '../../crypto/digest.js';
import type { TranscriptDocuments } from '../../document/documents.js';
import type { ExamineOptions } from '../../examine.js';
import type { VerifyOptions } from '../../transcript/options.js';
import type { Skipped, Unread } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { TrustRoot } from '../../trust/trust-root.js';
import { verifyBundle } from '../../verify.js';
import { type AskedFiles, askedFiles, sampleList } from '../asked-files.js';
import type { FoundItem } from '../bundles.js';
import { environmentFacts, environmentWords } from '../environment.js';
import { withBundle } from '../files.js';
import { steadily } from '../heap.js';
import { noticeError } from '../io.js';
import type { TrustFlags } from '../manner.js';
import type { PartOptions } from '../parts/part.js';
import type { Session } from '../session.js';
import { Threads } from '../threads.js';
import { chosenTrustRoot, timeOf, trustSourceOf } from '../trust-root.js';

/** What is asked of every bundle. */
export interface AskFlags extends AskedFiles {
  readonly trust: TrustFlags;
  /** Threads; undefined for as many as there are cores. */
  readonly jobs: number | undefined;
  readonly require: readonly Requirement[];
  /** Names or files. */
  readonly framework: readonly string[];
  readonly sample: string | undefined;
  readonly asOf: Instant | undefined;
}

/** What became of an item of a listing. */
export type Became = { readonly position: number } & (
  | { readonly transcript: Transcript }
  /** `tried` if it was taken for a bundle. */
  | { readonly unread: Unread; readonly tried: boolean }
  | { readonly skipped: Skipped }
);

const DAY = 86_400_000_000_000n;

export class Verification {
  readonly options: Omit<VerifyOptions, 'name'>;
  readonly trustRoot: TrustRoot | undefined;
  readonly #asked: ExamineOptions | undefined;
  readonly #threads: Threads;
  readonly #io: Session;

  private constructor(
    options: Omit<VerifyOptions, 'name'>,
    asked: ExamineOptions | undefined,
    trustRoot: TrustRoot | undefined,
    threads: Threads,
    io: Session,
  ) {
    this.options = options;
    this.#asked = asked;
    this.trustRoot = trustRoot;
    this.#threads = threads;
    this.#io = io;
  }

  /** Reads the operator's files. @throws VerifierError if one cannot be used */
  static async of(flags: AskFlags, io: Session): Promise<Verification> {
    const options = await verifyOptions(flags, io);
    const asked = await examineOptions(flags);
    const trustRoot = await chosenTrustRoot(flags.trust, io);
    const threads = new Threads(flags.jobs ?? io.cores ?? 1);
    return new Verification(options, asked, trustRoot, threads, io);
  }

  /** Verifies the bundles of a listing, in order; its threads end with it. @param document lists records, if one is asked for */
  async *each(
    items: readonly FoundItem[],
    document?: TranscriptDocuments,
  ): AsyncGenerator<Became, void, undefined> {
    try {
      for (const item of items) {
        const { position } = item;
        if ('skipped' in item) yield item;
        else if ('unread' in item) yield { position, unread: item.unread, tried: false };
        else yield { position, ...(await this.#verified(item.bundle, document)) };
      }
    } finally {
      await this.#threads.close();
    }
  }

  /** Everything that can change a transcript, beside the bundle, as far as it can be written down. */
  stated(): PartOptions {
    const { at, asOf, requirements, trustSource = {}, limits = {} } = this.options;
    const { checkpoint, expectSelection } = this.options;
    const { frameworks = [], sample } = this.#asked ?? {};
    const { from = '', digestPinned = false, compared } = trustSource;
    const sha256 = (bytes: Uint8Array): string => toHex(digestOf('sha256', bytes));
    return {
      at: String(at),
      ...(asOf === undefined ? {} : { as_of: String(asOf) }),
      ...(this.trustRoot === undefined ? {} : { trust_root: this.trustRoot.sha3_256 }),
      from,
      digest_pinned: digestPinned,
      ...(compared === undefined ? {} : { compared }),
      requirements: [...requirementsOf(this.trustRoot?.requirements, requirements)],
      frameworks: frameworks.map(({ digest }) => digest),
      ...(checkpoint === undefined ? {} : { checkpoint: sha256(checkpoint) }),
      ...(expectSelection === undefined ? {} : { expect_selection: sha256(expectSelection) }),
      ...(sample === undefined ? {} : { sample: sample.sha256 }),
      limits: { ...limits },
    };
  }

  async #verified(path: string, document: TranscriptDocuments | undefined) {
    try {
      return { transcript: await this.#verify(path, document) };
    } catch (error) {
      if (!(error instanceof VerifierError)) throw error;
      const { code } = error;
      if (code !== 'ERR_BUNDLE_UNREADABLE' && code !== 'ERR_BUNDLE_CHANGED') throw error;
      const message = error.message.replace(`${path}: `, '');
      await noticeError(this.#io, { code, message: `${path}: ${message}`, hint: error.hint });
      return { unread: { name: path, code, message }, tried: true };
    }
  }

  /** Verifies one bundle, and examines it for what was asked beside. @throws VerifierError ERR_BUNDLE_UNREADABLE, ERR_BUNDLE_CHANGED */
  #verify(path: string, document: TranscriptDocuments | undefined): Promise<Transcript> {
    return withBundle(path, async (opened) => {
      const source = await this.#io.progress.reading(path, opened);
      const pool = await this.#threads.for(source.size);
      const options = { ...this.options, name: path, pool };
      const verified = await steadily(source.size, () =>
        verifyBundle(source, this.trustRoot, options),
      );
      const transcript =
        this.#asked === undefined
          ? verified
          : await (await import('../../examine.js')).examine(verified, source, this.#asked);
      await document?.list(source, transcript);
      return transcript;
    });
  }
}

/** What is asked beside the verdict. What that takes is loaded, and the operator's files are read, where it is asked for. */
async function examineOptions({
  framework,
  sample,
}: AskFlags): Promise<ExamineOptions | undefined> {
  if (framework.length === 0 && sample === undefined) return undefined;
  const frameworks =
    framework.length === 0
      ? []
      : await (await import('../frameworks.js')).chosenFrameworks(framework);
  return { frameworks, ...(sample === undefined ? {} : { sample: await sampleList(sample) }) };
}

async function verifyOptions(flags: AskFlags, io: Session): Promise<Omit<VerifyOptions, 'name'>> {
  const { require: requirements, trust, asOf } = flags;
  const at = timeOf(trust, io);
  if (asOf !== undefined && asOf < at - (at % DAY))
    throw new VerifierError('ERR_USAGE', '--as-of is a day before --at', {
      hint: 'it asks what the algorithms are worth on a later day',
    });
  return {
    at,
    requirements,
    trustSource: trustSourceOf(trust, io),
    environment: environmentFacts(io).map(environmentWords),
    ...(asOf === undefined ? {} : { asOf }),
    limits: trust.limits,
    ...(await askedFiles(flags)),
  };
}
