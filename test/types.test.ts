// The types of the documents that the verifier writes are those of their schemas, checked by the compiler (npm run typecheck): a
// member that one has and the other does not is an error here.

import { expect, it } from 'vitest';
import type { Document as DrillSchema } from '../src/base/validators/drill.js';
import type { Document as FrameworkSchema } from '../src/base/validators/framework.js';
import type { Document as HistorySchema } from '../src/base/validators/history.js';
import type { Document as TranscriptSchema } from '../src/base/validators/transcript.js';
import type { Drill } from '../src/drill/result.js';
import type { FrameworkDocument } from '../src/frameworks/framework.js';
import type { HistoryDocument } from '../src/history/document.js';
import type { Transcript } from '../src/transcript/transcript.js';

/** Compiles only if what the code calls the document may stand where the type of the schema is asked for. */
const follows =
  <Schema>() =>
  <_ extends Schema>(): true =>
    true;

it('follow their schemas', () => {
  expect([
    follows<DrillSchema>()<Drill>(),
    follows<FrameworkSchema>()<FrameworkDocument>(),
    follows<HistorySchema>()<HistoryDocument>(),
    follows<TranscriptSchema>()<Transcript>(),
  ]).not.toContain(false);
});
