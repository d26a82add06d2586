// Opens a verified bundle once more: the very bytes that its transcript is of, or none.

import { type Archive, openArchive } from '../archive/archive.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip } from '../archive/survey.js';
import { EvidenceError, VerifierError } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import { PATHS } from '../bundle/layout.js';
import { type Manifest, parseManifest } from '../bundle/manifest.js';
import type { CheckId } from '../catalogue/checks.js';
import { digestOfSource } from './source-digest.js';

/** What a transcript says that decides whether records may be read. */
export interface Verified {
  readonly verdict: 'pass' | 'fail' | 'unproven';
  readonly bundle: { readonly name: string; readonly bytes: number; readonly sha256: string };
  readonly checks: readonly {
    readonly id: CheckId;
    readonly status: string;
    readonly examined: number;
  }[];
}

/** The transcript is of these bytes: what a run has accepted within its bounds needs no bounds again. */
const ACCEPTED: Limits = {
  entries: Number.POSITIVE_INFINITY,
  totalBytes: Number.POSITIVE_INFINITY,
  attachmentBytes: Number.POSITIVE_INFINITY,
  manifestBytes: Number.POSITIVE_INFINITY,
  documentBytes: Number.POSITIVE_INFINITY,
  erasures: Number.POSITIVE_INFINITY,
  tokens: Number.POSITIVE_INFINITY,
  identities: Number.POSITIVE_INFINITY,
  reportBytes: Number.POSITIVE_INFINITY,
};

/** @throws VerifierError ERR_BUNDLE_CHANGED */
export async function assertSame(source: BundleSource, { bundle }: Verified): Promise<void> {
  if (source.size !== bundle.bytes || (await digestOfSource(source)) !== bundle.sha256)
    throw changed(bundle.name);
}

export function changed(name: string): VerifierError {
  return new VerifierError(
    'ERR_BUNDLE_CHANGED',
    `${name}: these are other bytes than those that were verified`,
  );
}

/** The content of an entry up to where it breaks. */
export async function* untilBroken(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
  }
}

/** The content of an entry that did not break before. */
export async function* unbroken(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof EvidenceError ? changed(name) : error;
  }
}

export interface Opened {
  readonly archive: Archive;
  readonly manifest: Manifest;
}

export async function open(source: BundleSource): Promise<Opened | undefined> {
  try {
    const survey = await surveyZip(source, ACCEPTED);
    if (survey.findings.length > 0) return undefined;
    const archive = await openArchive(source, survey);
    if (!archive.has(PATHS.manifest)) return undefined;
    const { manifest } = parseManifest(await archive.read(PATHS.manifest, ACCEPTED.manifestBytes));
    return manifest && { archive, manifest };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return undefined;
  }
}
