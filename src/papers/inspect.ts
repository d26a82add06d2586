// A look into a bundle without verifying it: which entries the zip holds and what the manifest says. Nothing here proves
// anything, and whoever prints it must say so first. Reading stops at the first structure that cannot be read in one way only.

import { packedAnew } from '../archive/accidents.js';
import { type Archive, openArchive } from '../archive/archive.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip } from '../archive/survey.js';
import { EvidenceError, type Finding, finding } from '../base/errors.js';
import { fileKind, HEAD_BYTES } from '../base/file-kind.js';
import { type Limits, SUPPORT } from '../base/limits.js';
import { isDetached, PATHS } from '../bundle/layout.js';
import { type Manifest, parseManifest } from '../bundle/manifest.js';

interface InspectedEntry {
  readonly path: string;
  /** Inflated bytes, as the zip declares them. */
  readonly bytes: number;
  readonly standing: 'manifest' | 'listed' | 'detached' | 'unlisted';
}

export interface Inspection {
  readonly entries: readonly InspectedEntry[];
  /** Absent if it cannot be read. */
  readonly manifest?: Manifest;
  /** What the file is by its first bytes, with its article; absent if they say nothing, or if it is a zip. */
  readonly is?: string;
  /** What kept the reading from going on; empty says nothing about the rest. */
  readonly findings: readonly Finding[];
}

/** Reads the inventory of a bundle. No digest, proof or signature is checked. @throws what the source throws */
export async function inspectBundle(
  source: BundleSource,
  limits: Partial<Limits> = {},
): Promise<Inspection> {
  const bounds = { ...SUPPORT, ...limits };
  const opened = await open(source, bounds);
  if (!opened.ok) {
    const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
    const is = fileKind(head, source.size)?.is;
    const named = is === undefined || is === 'a zip' ? {} : { is };
    return { entries: [], ...named, findings: opened.findings };
  }
  const { archive } = opened;
  const read = await attempt(async () =>
    archive.has(PATHS.manifest)
      ? parseManifest(await archive.read(PATHS.manifest, bounds.manifestBytes))
      : { findings: [noManifest([...archive.entries.keys()])] },
  );
  const parsed = read.ok ? read.value : { findings: read.findings };
  const manifest = 'manifest' in parsed ? parsed.manifest : undefined;
  const listed = new Set(manifest?.entries.map(({ path }) => path));
  const entries = [...archive.entries.values()].map(({ path, size }) => ({
    path,
    bytes: size,
    standing: standingOf(path, listed),
  }));
  return { entries, findings: parsed.findings, ...(manifest === undefined ? {} : { manifest }) };
}

function noManifest(paths: readonly string[]): Finding {
  const cause = packedAnew(paths);
  const message = cause?.message ?? 'the zip has no manifest.json';
  return finding('MANIFEST_MISSING', { entry: PATHS.manifest }, message, cause);
}

/**
 * Reads the checkpoint of a bundle as it is; undefined if there is none or the zip cannot be read in one way only.
 * Nothing is verified: the caller must verify the same source.
 * @throws what the source throws
 */
export async function readCheckpoint(
  source: BundleSource,
  limits: Partial<Limits> = {},
): Promise<Uint8Array | undefined> {
  const bounds = { ...SUPPORT, ...limits };
  const opened = await open(source, bounds);
  if (!opened.ok || !opened.archive.has(PATHS.checkpoint)) return undefined;
  const { archive } = opened;
  const read = await attempt(() => archive.read(PATHS.checkpoint, bounds.documentBytes));
  return read.ok ? read.value : undefined;
}

type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly findings: readonly Finding[] };

async function open(
  source: BundleSource,
  limits: Limits,
): Promise<
  | { readonly ok: true; readonly archive: Archive }
  | { readonly ok: false; readonly findings: readonly Finding[] }
> {
  const survey = await surveyZip(source, limits);
  if (survey.findings.length > 0) return { ok: false, findings: survey.findings };
  const opened = await attempt(() => openArchive(source, survey));
  return opened.ok ? { ok: true, archive: opened.value } : opened;
}

async function attempt<T>(run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return { ok: false, findings: error.findings };
  }
}

function standingOf(path: string, listed: ReadonlySet<string>): InspectedEntry['standing'] {
  if (path === PATHS.manifest) return 'manifest';
  if (listed.has(path)) return 'listed';
  return isDetached(path) ? 'detached' : 'unlisted';
}
