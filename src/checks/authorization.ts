// Authorisation (docs/SPEC.md §10.3): the export was allowed by a decision that the ledger itself logged.

import type { Location } from '../base/errors.js';
import type { ExportData } from '../base/validators/record.js';
import { PATHS } from '../bundle/layout.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import type { Manifest } from '../bundle/manifest.js';
import type { LedgerRecord } from '../bundle/record.js';
import { equalSelection, toSelection } from '../bundle/selection.js';
import type { DisclosuresCheck } from './disclosures.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';

export class AuthorizationCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #manifest: Manifest;
  readonly #disclosures: DisclosuresCheck;
  #record: LedgerRecord | undefined;

  /** @param disclosures whose names of disclosed fields are asked for after the last leaf */
  constructor(manifest: Manifest, disclosures: DisclosuresCheck) {
    this.#manifest = manifest;
    this.#disclosures = disclosures;
  }

  see(batch: LeafBatch): void {
    // A run holds events alone.
    if (batch.run !== undefined) return;
    for (const { record } of batch.leaves)
      if (record?.type === 'export' && record.recordId === this.#manifest.authorization)
        this.#record = record;
  }

  done(): Findings {
    const end = new Findings();
    const { authorization } = this.#manifest;
    const where: Location = { entry: PATHS.manifest, pointer: '/authorization' };
    if (authorization === undefined) {
      end.absent('AUTHORIZATION_ABSENT', where);
      return end;
    }
    end.examined('authorization/decision');
    if (this.#record !== undefined) this.#judge(this.#record, end);
    else end.report('AUTHORIZATION_NOT_SHOWN', { ...where, record_id: authorization });
    return end;
  }

  #judge(record: LedgerRecord, end: Findings): void {
    const { bundleId, exportedAt, raw } = this.#manifest;
    const data = record.data as ExportData;
    const at = (member: string): Location => ({ ...record.where, pointer: `/data/${member}` });
    if (data.decision !== 'ALLOW')
      end.report('AUTHORIZATION_DENIED', at('decision'), {
        expected: 'ALLOW',
        actual: data.decision,
      });
    if (data.bundle_id !== bundleId) {
      const message = 'the decision is about another bundle';
      const details = { expected: bundleId, actual: data.bundle_id };
      end.report('AUTHORIZATION_OTHER_EXPORT', at('bundle_id'), message, details);
    }
    const { selection } = raw;
    if (!equalSelection(toSelection(data.selection), this.#manifest.selection)) {
      const message = 'the decision is about another selection';
      const details = {
        expected: JSON.stringify(selection),
        actual: JSON.stringify(data.selection),
      };
      end.report('AUTHORIZATION_OTHER_EXPORT', at('selection'), message, details);
    }
    if (record.recordedAt > exportedAt) {
      const expected = `not after ${raw.exported_at}`;
      const where = { ...record.where, pointer: '/recorded_at' };
      end.report('AUTHORIZATION_LATE', where, { expected, actual: record.recordedAtText });
    }
    // "none", or a list of names.
    const allowed = new Set<string>(Array.isArray(data.disclosures) ? data.disclosures : []);
    for (const name of this.#disclosures.names)
      if (!allowed.has(name))
        end.report('AUTHORIZATION_DISCLOSURE', at('disclosures'), { actual: name });
  }
}
