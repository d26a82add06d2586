// The zip as a check (docs/SPEC.md §2): any finding about its structure or its names refuses the bundle, since two readers
// might then see two contents. Nothing of a refused bundle is examined.

import { type Archive, openArchive } from '../archive/archive.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip, type ZipSurvey } from '../archive/survey.js';
import { findingsOf, VerifierError } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import { Findings, type Step } from './findings.js';

/** A file without an end record of more bytes than this has nothing to be judged, and is not read to its end (§2.2). */
const LARGE_FILE = 1 << 30;
const NOT_READ = 'a file of over 1 GiB that does not end as a zip is not read, and has no verdict';

/**
 * Surveys and opens the zip; undefined if it is refused.
 * @throws VerifierError ERR_BUNDLE_UNREADABLE: a large file that is no zip
 */
export async function checkArchive(
  source: BundleSource,
  limits: Limits,
): Promise<Step<Archive | undefined>> {
  const findings = new Findings();
  const survey = await surveyZip(source, limits);
  const none = survey.findings.find(({ code }) => code === 'ZIP_NO_END_RECORD');
  // Hostile: a sparse file of 100 GB, which a transcript would digest for a minute.
  if (none !== undefined && source.size > LARGE_FILE)
    throw new VerifierError('ERR_BUNDLE_UNREADABLE', none.message, { hint: NOT_READ });
  findings.examined('archive/structure', survey.structures);
  findings.examined('archive/names', survey.names);
  findings.reportAll(survey.findings);
  const archive = await open(source, survey, findings);
  if (archive === undefined) {
    const by = findings.sound('archive/structure') ? 'archive/names' : 'archive/structure';
    findings.stop(by);
    // Names are judged as soon as the directory can be read, whatever else is wrong.
    if (survey.names === 0) findings.stop('archive/names', by);
  }
  return { value: archive, findings };
}

async function open(
  source: BundleSource,
  survey: ZipSurvey,
  findings: Findings,
): Promise<Archive | undefined> {
  if (survey.findings.length > 0) return undefined;
  try {
    return await openArchive(source, survey);
  } catch (error) {
    findings.reportAll(findingsOf(error));
    return undefined;
  }
}
