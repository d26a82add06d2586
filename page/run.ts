// A run of the page: what src/cli/run/verify.ts does with paths, done with files that were chosen. The same steps in the same order, so
// that the same documents come of it.

import { type Instant, parseTime } from '../src/base/encoding.js';
import { VerifierError } from '../src/base/errors.js';
import type { ErrorCode } from '../src/catalogue/codes.js';
import { confirmed } from '../src/crypto/opinions.js';
import { documentOf } from '../src/document/document.js';
import { listRecords, rowsEach } from '../src/document/gather.js';
import type { ListedRecords } from '../src/document/model.js';
import { renderDocument, renderHtml } from '../src/document/render/html.js';
import { examine } from '../src/examine.js';
import { BUILT_IN } from '../src/frameworks/framework.js';
import { VerifiedSet } from '../src/history/verified-set.js';
import { parseSampleList } from '../src/papers/sample-list.js';
import { renderJsonRun } from '../src/report/json.js';
import { renderTexts } from '../src/report/text.js';
import { runOf, type Unread } from '../src/transcript/run.js';
import type { Transcript } from '../src/transcript/transcript.js';
import { loadTrustRoot, type TrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';
import type { Progress, Verified, VerifyRequest } from './messages.js';
import { smallFile, sourceOf } from './source.js';

/** As many bytes as the command takes of each file beside the bundles: 16 MiB, and of renewals 64 of the largest token. */
const INPUT_BYTES = 16_777_216;
const RENEWALS_BYTES = 100_663_296;
const DAY = 86_400_000_000_000n;
/** The operator's files that verification takes as bytes, and what the code is of one that cannot be read. */
const HELD = {
  checkpoint: ['ERR_CHECKPOINT_INVALID', INPUT_BYTES],
  expectSelection: ['ERR_SELECTION_INVALID', INPUT_BYTES],
  renewals: ['ERR_RENEWALS_UNREADABLE', RENEWALS_BYTES],
} as const satisfies Partial<Record<keyof VerifyRequest, readonly [ErrorCode, number]>>;
/** A run reads a bundle once to verify it and once for its digest; what is listed afterwards is little. */
const READINGS = 2;

/** @throws VerifierError if a file beside the bundles cannot be used */
export async function verifyAll(
  request: VerifyRequest,
  told: (progress: Progress) => void,
): Promise<Verified> {
  const before = { ...confirmed };
  const bundles = request.bundles.length;
  if (request.renewals !== undefined && bundles > 1)
    throw new VerifierError('ERR_USAGE', 'renewals are about one bundle', {
      hint: 'verify each bundle with its own file of renewals',
    });
  const options = await optionsOf(request);
  const asked = await askedOf(request);
  const trustRoot = await pinnedTrustRoot(request);
  const set = new VerifiedSet();
  const transcripts: Transcript[] = [];
  const records: (ListedRecords | undefined)[] = [];
  const unread: Unread[] = [...(request.unread ?? [])];
  for (const [index, { name, file }] of request.bundles.entries()) {
    const source = sourceOf(file, (bytes) => {
      const part = Math.min(1, bytes / (READINGS * Math.max(1, file.size)));
      told({ bundle: index + 1, bundles, name, part });
    });
    try {
      const verified = await verifyBundle(source, trustRoot, { ...options, name });
      const transcript = await examine(verified, source, asked);
      records.push(await listRecords(source, transcript, rowsEach(bundles)));
      transcripts.push(transcript);
      set.add(name, transcript, (use) => use(source));
    } catch (error) {
      if (!(error instanceof VerifierError)) throw error;
      const { code, message } = error;
      if (code !== 'ERR_BUNDLE_UNREADABLE' && code !== 'ERR_BUNDLE_CHANGED') throw error;
      unread.push({ name, code, message: message.replace(`${file.name}: `, '') });
    }
  }
  const history = await set.compare(trustRoot, options);
  const run = runOf(transcripts, { history, unread, skipped: request.skipped ?? [] });
  return {
    verdict: run.verdict,
    json: renderJsonRun(run),
    html: renderHtml(run, { records }),
    text: renderTexts(run),
    shown: renderDocument(documentOf(run, { records })),
    confirmed: {
      signatures: confirmed.signatures - before.signatures,
      digests: confirmed.digests - before.digests,
    },
  };
}

async function optionsOf(request: VerifyRequest) {
  const { requirements, limits, trustSource, trustRootDigest, asOf } = request;
  const at = instantOf(request.at);
  const held: Partial<Record<keyof typeof HELD, Uint8Array>> = {};
  for (const member of ['checkpoint', 'expectSelection', 'renewals'] as const) {
    const file = request[member];
    const [code, most] = HELD[member];
    if (file !== undefined) held[member] = await smallFile(file, most, code);
  }
  return {
    at,
    requirements,
    ...(asOf === undefined ? {} : { asOf: dayOf(asOf, at) }),
    trustSource: { ...trustSource, digestPinned: trustRootDigest !== undefined },
    // No WebAssembly: the policy of the page allows no other code than its own.
    bulkBytes: Number.POSITIVE_INFINITY,
    ...(limits === undefined ? {} : { limits }),
    ...held,
  };
}

export function instantOf(text: string): Instant {
  return read(text, parseTime(text), 'a time', 'write it in UTC, as 2026-04-01T00:00:00Z');
}

function dayOf(text: string, at: Instant): Instant {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseTime(`${text}T00:00:00Z`) : undefined;
  const from = read(text, day, 'a day', 'write it as 2036-01-01');
  if (from >= at - (at % DAY)) return from;
  throw new VerifierError('ERR_USAGE', 'the later day is before the verification time', {
    hint: 'it asks what the algorithms are worth on a later day',
  });
}

function read<T>(text: string, value: T | undefined, what: string, hint: string): T {
  if (value !== undefined) return value;
  throw new VerifierError('ERR_USAGE', `not ${what}: ${text}`, { hint });
}

export async function trustRootOf(file: File): Promise<TrustRoot> {
  return loadTrustRoot(await smallFile(file, INPUT_BYTES, 'ERR_TRUST_ROOT_UNREADABLE'));
}

/** The trust root of the run, compared with the digest that the auditor was given, if there is one. */
async function pinnedTrustRoot({
  trustRoot: file,
  trustRootDigest: pinned,
}: VerifyRequest): Promise<TrustRoot | undefined> {
  if (pinned !== undefined && !/^sha3-256:[0-9a-f]{64}$/.test(pinned))
    throw new VerifierError('ERR_USAGE', 'write sha3-256: and 64 lower-case hex digits');
  if (file === undefined) {
    if (pinned === undefined) return undefined;
    throw new VerifierError('ERR_USAGE', 'a digest is given, and there is no trust root', {
      hint: 'choose the trust root that has it',
    });
  }
  const root = await trustRootOf(file);
  if (pinned === undefined || pinned === `sha3-256:${root.sha3_256}`) return root;
  throw new VerifierError(
    'ERR_TRUST_ROOT_DIGEST',
    `${file.name}: its digest is sha3-256:${root.sha3_256}`,
    { hint: 'compare the trust root with whoever gave you the digest' },
  );
}

async function askedOf({ frameworks, sample }: VerifyRequest) {
  const list =
    sample === undefined
      ? {}
      : { sample: parseSampleList(await smallFile(sample, INPUT_BYTES, 'ERR_SAMPLE_INVALID')) };
  const chosen = [...BUILT_IN.values()].filter(({ document }) => frameworks.includes(document.id));
  return { frameworks: chosen, ...list };
}
