// A part (docs/MANUAL.md §16, schemas/part.schema.json): what one of several processes made of its share of the bundles, as JSON lines.

import type { Document } from '../../base/validators/part.js';
import { SPECIFICATION, VERSION } from '../../base/version.js';
import { COMMIT } from '../build.js';

export type PartLine = Document;
export type PartHead = NonNullable<PartLine['head']>;
export type PartOptions = PartHead['options'];

/** Which program made a part: transcripts of two programs are not one run. */
export const THIS_VERIFIER: PartHead['verifier'] = {
  version: VERSION,
  specification: SPECIFICATION,
  commit: COMMIT,
};

/** A line of a part: a transcript with a list of 100,000 records, and room. */
export const PART_LINE_BYTES = 67_108_864;
