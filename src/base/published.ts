// The published schemas, as `softqcos-verify schema NAME` prints them. Nothing is validated with these: see schema.ts.

import attestation from '../../schemas/attestation.schema.json' with { type: 'json' };
import checks from '../../schemas/checks.schema.json' with { type: 'json' };
import complianceReport from '../../schemas/compliance-report.schema.json' with { type: 'json' };
import consistency from '../../schemas/consistency.schema.json' with { type: 'json' };
import custody from '../../schemas/custody.schema.json' with { type: 'json' };
import custodyAdded from '../../schemas/custody-added.schema.json' with { type: 'json' };
import declined from '../../schemas/declined.schema.json' with { type: 'json' };
import difference from '../../schemas/difference.schema.json' with { type: 'json' };
import disclosure from '../../schemas/disclosure.schema.json' with { type: 'json' };
import drill from '../../schemas/drill.schema.json' with { type: 'json' };
import error from '../../schemas/error.schema.json' with { type: 'json' };
import explanation from '../../schemas/explanation.schema.json' with { type: 'json' };
import facts from '../../schemas/facts.schema.json' with { type: 'json' };
import framework from '../../schemas/framework.schema.json' with { type: 'json' };
import history from '../../schemas/history.schema.json' with { type: 'json' };
import inspection from '../../schemas/inspection.schema.json' with { type: 'json' };
import keeper from '../../schemas/keeper.schema.json' with { type: 'json' };
import keptCheckpoint from '../../schemas/kept-checkpoint.schema.json' with { type: 'json' };
import manifest from '../../schemas/manifest.schema.json' with { type: 'json' };
import paper from '../../schemas/paper.schema.json' with { type: 'json' };
import part from '../../schemas/part.schema.json' with { type: 'json' };
import path from '../../schemas/path.schema.json' with { type: 'json' };
import record from '../../schemas/record.schema.json' with { type: 'json' };
import recordSignature from '../../schemas/record-signature.schema.json' with { type: 'json' };
import records from '../../schemas/records.schema.json' with { type: 'json' };
import redaction from '../../schemas/redaction.schema.json' with { type: 'json' };
import renewal from '../../schemas/renewal.schema.json' with { type: 'json' };
import renewalAdded from '../../schemas/renewal-added.schema.json' with { type: 'json' };
import renewalRequest from '../../schemas/renewal-request.schema.json' with { type: 'json' };
import reportCheck from '../../schemas/report-check.schema.json' with { type: 'json' };
import resultStatement from '../../schemas/result-statement.schema.json' with { type: 'json' };
import run from '../../schemas/run.schema.json' with { type: 'json' };
import sample from '../../schemas/sample.schema.json' with { type: 'json' };
import selection from '../../schemas/selection.schema.json' with { type: 'json' };
import selfTest from '../../schemas/self-test.schema.json' with { type: 'json' };
import statement from '../../schemas/statement.schema.json' with { type: 'json' };
import stub from '../../schemas/stub.schema.json' with { type: 'json' };
import transcript from '../../schemas/transcript.schema.json' with { type: 'json' };
import trustDiff from '../../schemas/trust-diff.schema.json' with { type: 'json' };
import trustLint from '../../schemas/trust-lint.schema.json' with { type: 'json' };
import trustList from '../../schemas/trust-list.schema.json' with { type: 'json' };
import trustRemoved from '../../schemas/trust-removed.schema.json' with { type: 'json' };
import trustRoot from '../../schemas/trust-root.schema.json' with { type: 'json' };
import trustSheet from '../../schemas/trust-sheet.schema.json' with { type: 'json' };
import trustSuccessor from '../../schemas/trust-successor.schema.json' with { type: 'json' };
import trustUpdate from '../../schemas/trust-update.schema.json' with { type: 'json' };
import trustUpdated from '../../schemas/trust-updated.schema.json' with { type: 'json' };
import version from '../../schemas/version.schema.json' with { type: 'json' };
import workPaper from '../../schemas/work-paper.schema.json' with { type: 'json' };

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
  'trust-update': trustUpdate,
  'trust-successor': trustSuccessor,
  keeper,
  renewal,
  custody,
  framework,
  transcript,
  run,
  part,
  history,
  'compliance-report': complianceReport,
  drill,
  'result-statement': resultStatement,
  facts,
  difference,
  paper,
  'custody-added': custodyAdded,
  'renewal-request': renewalRequest,
  'renewal-added': renewalAdded,
  sample,
  'work-paper': workPaper,
  records,
  'report-check': reportCheck,
  redaction,
  'kept-checkpoint': keptCheckpoint,
  inspection,
  declined,
  error,
  checks,
  explanation,
  'self-test': selfTest,
  'trust-sheet': trustSheet,
  'trust-lint': trustLint,
  'trust-diff': trustDiff,
  'trust-list': trustList,
  'trust-removed': trustRemoved,
  'trust-updated': trustUpdated,
  version,
} as const;
