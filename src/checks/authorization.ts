// Authorisation (docs/SPEC.md §10.3): the export was allowed by a decision that the ledger itself logged.

import { finding, type Location } from '../base/errors.js';
import { equalJson, type Json } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import type { LeafBatch } from '../bundle/leaves.js';
import type { Manifest } from '../bundle/manifest.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';

interface Decision {
  readonly bundle_id: string;
  readonly decision: string;
  readonly disclosures: 'none' | readonly string[];
  readonly selection: Json;
}

export class AuthorizationCheck implements LeafCheck {
  readonly #recorder: Findings;
  readonly #manifest: Manifest;
  readonly #disclosed: () => ReadonlySet<string>;
  #record: LedgerRecord | undefined;

  /** @param disclosed names of all fields that the bundle discloses; asked for after the last leaf. */
  constructor(recorder: Findings, manifest: Manifest, disclosed: () => ReadonlySet<string>) {
    this.#recorder = recorder;
    this.#manifest = manifest;
    this.#disclosed = disclosed;
  }

  see({ leaves }: LeafBatch): void {
    for (const { record } of leaves)
      if (record?.type === 'export' && record.recordId === this.#manifest.authorization)
        this.#record = record;
  }

  done(): void {
    const { authorization, bundleId, exportedAt, raw } = this.#manifest;
    const pointer: Location = { entry: PATHS.manifest, pointer: '/authorization' };
    if (authorization === undefined) {
      this.#recorder.absent(
        finding('AUTHORIZATION_ABSENT', pointer, 'the manifest names no authorisation'),
      );
      return;
    }
    this.#recorder.examined('authorization/decision');
    const record = this.#record;
    if (record === undefined) {
      this.#recorder.report(
        finding('AUTHORIZATION_NOT_SHOWN', { ...pointer, recordId: authorization }),
      );
      return;
    }
    const data = record.data as unknown as Decision;
    const at = (member: string): Location => ({ ...record.where, pointer: `/data/${member}` });
    if (data.decision !== 'ALLOW') {
      this.#recorder.report(
        finding('AUTHORIZATION_DENIED', at('decision'), {
          expected: 'ALLOW',
          actual: data.decision,
        }),
      );
    }
    if (data.bundle_id !== bundleId) {
      this.#recorder.report(
        finding(
          'AUTHORIZATION_OTHER_EXPORT',
          at('bundle_id'),
          'the decision is about another bundle',
          { expected: bundleId, actual: data.bundle_id },
        ),
      );
    }
    const selection = raw['selection'] ?? null;
    if (!equalJson(data.selection, selection)) {
      this.#recorder.report(
        finding(
          'AUTHORIZATION_OTHER_EXPORT',
          at('selection'),
          'the decision is about another selection',
          { expected: JSON.stringify(selection), actual: JSON.stringify(data.selection) },
        ),
      );
    }
    if (record.recordedAt > exportedAt) {
      this.#recorder.report(
        finding(
          'AUTHORIZATION_LATE',
          { ...record.where, pointer: '/recorded_at' },
          { expected: `not after ${String(raw['exported_at'])}`, actual: record.recordedAtText },
        ),
      );
    }
    const allowed = new Set(data.disclosures === 'none' ? [] : data.disclosures);
    for (const name of this.#disclosed()) {
      if (allowed.has(name)) continue;
      this.#recorder.report(
        finding('AUTHORIZATION_DISCLOSURE', at('disclosures'), { actual: name }),
      );
    }
  }
}
