// The published schemas, as `softqcos-verify schema NAME` prints them. Nothing is validated with these: see schema.ts.

import attestation from '../../schemas/attestation.schema.json' with { type: 'json' };
import complianceReport from '../../schemas/compliance-report.schema.json' with { type: 'json' };
import consistency from '../../schemas/consistency.schema.json' with { type: 'json' };
import disclosure from '../../schemas/disclosure.schema.json' with { type: 'json' };
import drill from '../../schemas/drill.schema.json' with { type: 'json' };
import framework from '../../schemas/framework.schema.json' with { type: 'json' };
import history from '../../schemas/history.schema.json' with { type: 'json' };
import manifest from '../../schemas/manifest.schema.json' with { type: 'json' };
import path from '../../schemas/path.schema.json' with { type: 'json' };
import record from '../../schemas/record.schema.json' with { type: 'json' };
import recordSignature from '../../schemas/record-signature.schema.json' with { type: 'json' };
import run from '../../schemas/run.schema.json' with { type: 'json' };
import selection from '../../schemas/selection.schema.json' with { type: 'json' };
import statement from '../../schemas/statement.schema.json' with { type: 'json' };
import stub from '../../schemas/stub.schema.json' with { type: 'json' };
import transcript from '../../schemas/transcript.schema.json' with { type: 'json' };
import trustRoot from '../../schemas/trust-root.schema.json' with { type: 'json' };

/** By name, in the order of the specification. */
export const SCHEMAS = {
  manifest,
  record,
  stub,
  path,
  consistency,
  'record-signature': recordSignature,
  disclosure,
  attestation,
  statement,
  selection,
  'trust-root': trustRoot,
  framework,
  transcript,
  run,
  history,
  'compliance-report': complianceReport,
  drill,
} as const;
