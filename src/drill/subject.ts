// The bundle that is drilled, opened once: its bytes, where its structures stand, its entries, and what the untouched run said.
// Parsed leniently: tamperings look for something to change, they do not judge.

import { openArchive } from '../archive/archive.js';
import { sourceFromBytes } from '../archive/source.js';
import { surveyZip, type ZipSurvey } from '../archive/survey.js';
import { LF, toHex } from '../base/encoding.js';
import { EvidenceError, InternalError, VerifierError } from '../base/errors.js';
import type { JsonObject } from '../base/json.js';
import type { Limits } from '../base/limits.js';
import { parseCheckpoint, type UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { PATHS, tokenOf } from '../bundle/layout.js';
import { type Manifest, parseManifest } from '../bundle/manifest.js';
import type { CheckId } from '../catalogue/checks.js';
import { digestOf } from '../crypto/digest.js';
import type { Transcript, TranscriptCheck } from '../transcript/transcript.js';
import type { Ledger, TrustRoot } from '../trust/trust-root.js';
import { type Files, objectsOf, zipOf } from './files.js';
import { mapZip, type ZipMap } from './zip-map.js';

export interface Subject {
  /** The zip as received, or written anew if it has zip64 records; undefined if it needs them. */
  readonly zip: ZipMap | undefined;
  readonly files: Files;
  readonly manifest: Manifest;
  /** A word that no bundle can hold, since it follows from all its bytes: what is put in with it cannot be there already. */
  readonly mark: string;
  /** What the run of the untouched bundle said. */
  readonly transcript: Transcript;
  readonly trustRoot: TrustRoot | undefined;
  /** As the trust root lists it. */
  readonly ledger: Ledger | undefined;
  /** Empty unless every line is canonical. */
  readonly records: readonly JsonObject[];
  readonly stubs: readonly JsonObject[];
  readonly checkpoint: UnverifiedCheckpoint | undefined;
}

/** Inflated bytes of all entries that a drill holds in memory, as bytes and as objects: 64 MiB, about 100,000 records. */
export const DRILL_BYTES = 67_108_864;
/** Lines of all entries together: a hostile bundle of nothing but short lines must not fill the memory. */
export const DRILL_LINES = 500_000;

/**
 * Surveys the zip of a bundle, before anything of it is inflated.
 * @throws VerifierError ERR_DRILL_TOO_LARGE
 */
export async function surveyForDrill(bytes: Uint8Array, limits: Limits): Promise<ZipSurvey> {
  const survey = await surveyZip(sourceFromBytes(bytes), limits);
  const total = survey.entries.reduce((sum, { size }) => sum + size, 0);
  if (total > DRILL_BYTES) throw tooLarge(`the entries have ${total} bytes`, DRILL_BYTES);
  return survey;
}

/** The error of a bundle that a drill cannot hold. */
export function tooLarge(what: string, limit: number): VerifierError {
  return new VerifierError(
    'ERR_DRILL_TOO_LARGE',
    `${what}, and a drill holds at most ${limit} in memory`,
    { hint: 'ask for a small export of the same ledger and drill that one' },
  );
}

/**
 * Opens a bundle for a drill; undefined if it cannot be opened or its manifest cannot be used, which the transcript says.
 * @throws VerifierError ERR_DRILL_TOO_LARGE
 */
export async function openSubject(
  bytes: Uint8Array,
  survey: ZipSurvey,
  trustRoot: TrustRoot | undefined,
  transcript: Transcript,
  limits: Limits,
): Promise<Subject | undefined> {
  if (survey.findings.length > 0) return undefined;
  const source = sourceFromBytes(bytes);
  const files = await readFiles(bytes, survey);
  const lines = [...(files ?? [])].reduce(
    (sum, [path, content]) => sum + countLines(path, content),
    0,
  );
  if (lines > DRILL_LINES) throw tooLarge(`the entries have ${lines} lines`, DRILL_LINES);
  const content = files?.get(PATHS.manifest);
  const { manifest } = content === undefined ? {} : parseManifest(content);
  if (files === undefined || manifest === undefined) return undefined;
  const zip = (await mapZip(source, bytes, survey)) ?? (await rewritten(files, limits));
  return {
    ...{ zip, files, manifest, transcript, trustRoot },
    mark: `drill-${toHex(digestOf('sha256', bytes)).slice(0, 32)}`,
    ledger: trustRoot?.ledgers.get(manifest.ledger),
    records: objectsOf(files, PATHS.records),
    stubs: objectsOf(files, PATHS.stubs),
    checkpoint: checkpointOf(files),
  };
}

function countLines(path: string, content: Uint8Array): number {
  let lines = 0;
  if (path.endsWith('.jsonl')) for (const byte of content) if (byte === LF) lines += 1;
  return lines;
}

async function readFiles(bytes: Uint8Array, survey: ZipSurvey): Promise<Files | undefined> {
  const files = new Map<string, Uint8Array>();
  try {
    const archive = await openArchive(sourceFromBytes(bytes), survey);
    for (const path of archive.entries.keys())
      files.set(path, await archive.read(path, DRILL_BYTES));
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return undefined;
  }
  return files;
}

async function rewritten(files: Files, limits: Limits): Promise<ZipMap | undefined> {
  const bytes = await zipOf(files);
  const source = sourceFromBytes(bytes);
  return mapZip(source, bytes, await surveyZip(source, limits));
}

function checkpointOf(files: Files): UnverifiedCheckpoint | undefined {
  const bytes = files.get(PATHS.checkpoint);
  try {
    return bytes === undefined ? undefined : parseCheckpoint(bytes);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return undefined;
  }
}

/** The result of a check in the run of the untouched bundle. */
export function checkOf({ checks }: Transcript, id: CheckId): TranscriptCheck {
  const check = checks.find((each) => each.id === id);
  if (check === undefined) throw new InternalError(`no check ${id} in the transcript`);
  return check;
}

/** Sequences of all leaves of the bundle. */
export function sequencesOf({ records, stubs }: Subject): ReadonlySet<number> {
  return new Set([...records, ...stubs].map(({ sequence }) => Number(sequence)));
}

/** A sequence above that of every leaf, so that the one after it is free as well. */
export function freeSequence(subject: Subject): number {
  let last = 0;
  for (const sequence of sequencesOf(subject)) last = Math.max(last, sequence);
  return last + 2;
}

/** Time stamps over one thing that count in the untouched bundle. */
export function countingTokens(
  { files, transcript }: Subject,
  over: 'checkpoint' | 'attestation',
): readonly string[] {
  const { status, findings } = checkOf(transcript, `${over}/timestamps`);
  if (status !== 'passed') return [];
  const refused = new Set(
    findings.filter(({ code }) => !code.endsWith('_WEAK')).map(({ where }) => where.entry),
  );
  return [...files.keys()].filter((path) => tokenOf(path)?.over === over && !refused.has(path));
}
