// A run of the page: what src/cli/run/verify.ts does with paths, done with files that were chosen. The same steps in the same order, so
// that the same documents come of it.

import { type Instant, parseTime } from '../src/base/encoding.js';
import { VerifierError } from '../src/base/errors.js';
import { REQUIREMENTS } from '../src/catalogue/requirements.js';
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

/** As many bytes as the command takes of each file beside the bundles: 16 MiB. */
const INPUT_BYTES = 16_777_216;
/** A run reads a bundle once to verify it and once for its digest; what is listed afterwards is little. */
const READINGS = 2;

/** @throws VerifierError if a file beside the bundles cannot be used */
export async function verifyAll(
  request: VerifyRequest,
  told: (progress: Progress) => void,
): Promise<Verified> {
  const before = { ...confirmed };
  const options = await optionsOf(request);
  const { trustRoot: file } = request;
  const trustRoot = file === undefined ? undefined : await trustRootOf(file);
  const asked = await askedOf(request);
  const set = new VerifiedSet();
  const transcripts: Transcript[] = [];
  const records: (ListedRecords | undefined)[] = [];
  const unread: Unread[] = [];
  const bundles = request.bundles.length;
  for (const [index, bundle] of request.bundles.entries()) {
    const { name, size } = bundle;
    const source = sourceOf(bundle, (bytes) => {
      const part = Math.min(1, bytes / (READINGS * Math.max(1, size)));
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
      unread.push({ name, code, message: message.replace(`${name}: `, '') });
    }
  }
  const history = await set.compare(trustRoot, options);
  const run = runOf(transcripts, { history, unread });
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
  const { checkpoint, expectSelection, requirements, limits } = request;
  return {
    at: instantOf(request.at),
    requirements: REQUIREMENTS.filter((word) => requirements.includes(word)),
    // No WebAssembly: the policy of the page allows no other code than its own.
    bulkBytes: Number.POSITIVE_INFINITY,
    ...(limits === undefined ? {} : { limits }),
    ...(checkpoint === undefined
      ? {}
      : { checkpoint: await smallFile(checkpoint, INPUT_BYTES, 'ERR_CHECKPOINT_INVALID') }),
    ...(expectSelection === undefined
      ? {}
      : {
          expectSelection: await smallFile(expectSelection, INPUT_BYTES, 'ERR_SELECTION_INVALID'),
        }),
  };
}

export function instantOf(text: string): Instant {
  const instant = parseTime(text);
  if (instant !== undefined) return instant;
  throw new VerifierError('ERR_USAGE', `not a time: ${text}`, {
    hint: 'write it in UTC, as 2026-04-01T00:00:00Z',
  });
}

export async function trustRootOf(file: File): Promise<TrustRoot> {
  return loadTrustRoot(await smallFile(file, INPUT_BYTES, 'ERR_TRUST_ROOT_UNREADABLE'));
}

async function askedOf({ frameworks, sample }: VerifyRequest) {
  const list =
    sample === undefined
      ? {}
      : { sample: parseSampleList(await smallFile(sample, INPUT_BYTES, 'ERR_SAMPLE_INVALID')) };
  const chosen = [...BUILT_IN.values()].filter(({ document }) => frameworks.includes(document.id));
  return { frameworks: chosen, ...list };
}
