// The zip as a check (docs/SPEC.md §2): any finding about its structure or its names refuses the bundle, since two readers
// might then see two contents. Nothing of a refused bundle is examined.

import { type Archive, openArchive } from '../archive/archive.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip } from '../archive/survey.js';
import type { Limits } from '../base/limits.js';
import type { Recorder } from './recorder.js';

/** Surveys and opens the zip; undefined if it is refused. */
export async function checkArchive(
  recorder: Recorder,
  source: BundleSource,
  limits: Limits,
): Promise<Archive | undefined> {
  const survey = await surveyZip(source, limits);
  recorder.examined('archive/structure', survey.structures);
  recorder.examined('archive/names', survey.names);
  for (const found of survey.findings) recorder.report(found);
  if (survey.findings.length > 0) return undefined;
  return recorder.attemptAsync(() => openArchive(source, survey));
}
