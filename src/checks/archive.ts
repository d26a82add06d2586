// The zip as a check (docs/SPEC.md §2): any finding about its structure or its names refuses the bundle, since two readers
// might then see two contents. Nothing of a refused bundle is examined.

import { type Archive, openArchive } from '../archive/archive.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip } from '../archive/survey.js';
import type { Limits } from '../base/limits.js';
import type { Findings } from './findings.js';

/** Surveys and opens the zip; undefined if it is refused. */
export async function checkArchive(
  recorder: Findings,
  source: BundleSource,
  limits: Limits,
): Promise<Archive | undefined> {
  const survey = await surveyZip(source, limits);
  recorder.examined('archive/structure', survey.structures);
  recorder.examined('archive/names', survey.names);
  for (const found of survey.findings) recorder.report(found);
  const archive =
    survey.findings.length > 0
      ? undefined
      : await recorder.attemptAsync(() => openArchive(source, survey));
  if (archive === undefined) {
    const by = recorder.sound('archive/structure') ? 'archive/names' : 'archive/structure';
    recorder.stop(by, by);
    // Names are judged as soon as the directory can be read, whatever else is wrong.
    if (survey.names === 0) recorder.stop('archive/names', by);
  }
  return archive;
}
