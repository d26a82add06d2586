// What the auditor asked for (docs/SPEC.md §7.6, §11.2): the checkpoint that he holds, and the selection that he expects. The
// selection of a bundle is the exporter's; only the auditor knows what was asked for.

import type { Instant } from '../base/encoding.js';
import { parseHeldCheckpoint, parseHeldSelection } from '../bundle/held.js';
import { PATHS } from '../bundle/layout.js';
import type { Manifest } from '../bundle/manifest.js';
import { equalSelection } from '../bundle/selection.js';
import { Findings, type Step } from './findings.js';

export interface Asked {
  readonly checkpoint: ReturnType<typeof parseHeldCheckpoint> | undefined;
  readonly selection: ReturnType<typeof parseHeldSelection> | undefined;
}

/** @throws VerifierError ERR_CHECKPOINT_INVALID, ERR_SELECTION_INVALID */
export function readAsked(options: {
  readonly checkpoint?: Uint8Array;
  readonly expectSelection?: Uint8Array;
  readonly asOf?: Instant;
  readonly renewals?: Uint8Array;
  readonly custody?: Uint8Array;
}): Step<Asked> {
  const findings = new Findings();
  if (options.checkpoint === undefined) findings.stop('checkpoint/continuity', 'not-asked');
  if (options.asOf === undefined) findings.stop('time/algorithms', 'not-asked');
  if (options.renewals === undefined) findings.stop('time/renewals', 'not-asked');
  if (options.custody === undefined) findings.stop('custody/chain', 'not-asked');
  const checkpoint = options.checkpoint && parseHeldCheckpoint(options.checkpoint);
  const selection = options.expectSelection && parseHeldSelection(options.expectSelection);
  return { value: { checkpoint, selection }, findings };
}

/** §11.2: compares the selection with the one that was asked for. */
export function checkAsked({ selection, raw }: Manifest, asked: Asked['selection']): Findings {
  const findings = new Findings();
  const where = { entry: PATHS.manifest, pointer: '/selection' };
  if (asked === undefined) {
    findings.report('SELECTION_BY_EXPORTER', where);
    findings.stop('completeness/asked', 'not-asked');
    return findings;
  }
  findings.examined('completeness/asked');
  if (!equalSelection(asked.selection, selection))
    findings.report('SELECTION_NOT_ASKED', where, {
      expected: JSON.stringify(asked.value).slice(0, 500),
      actual: JSON.stringify(raw.selection).slice(0, 500),
    });
  return findings;
}
