// What the archive code says about some bytes: the codes of the survey, and the content that it lets through.

import { openArchive } from '../../src/archive/archive.js';
import { type BundleSource, sourceFromBytes } from '../../src/archive/source.js';
import { surveyZip, type ZipSurvey } from '../../src/archive/survey.js';
import { EvidenceError, type Finding } from '../../src/base/errors.js';
import { type Limits, SUPPORT } from '../../src/base/limits.js';

/** Surveys bytes with the usual limits, some of them changed. */
export function survey(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<ZipSurvey> {
  return surveyZip(sourceFromBytes(bytes), { ...SUPPORT, ...limits });
}

/** The codes of the survey in the order they were found, one for each finding. */
export async function codes(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<string[]> {
  return (await survey(bytes, limits)).findings.map(({ code }) => code);
}

/** Survey, second reader and every entry to its end: the findings, or the content of every file. */
export async function readZip(
  source: BundleSource,
): Promise<{ findings: readonly Finding[]; files: ReadonlyMap<string, Uint8Array> }> {
  const surveyed = await surveyZip(source, SUPPORT);
  const files = new Map<string, Uint8Array>();
  if (surveyed.findings.length > 0) return { findings: surveyed.findings, files };
  const findings: Finding[] = [];
  try {
    const archive = await openArchive(source, surveyed);
    for (const [path, { size }] of archive.entries) {
      try {
        files.set(path, await archive.read(path, size));
      } catch (error) {
        if (!(error instanceof EvidenceError)) throw error;
        findings.push(...error.findings);
      }
    }
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    findings.push(...error.findings);
  }
  return { findings, files };
}
