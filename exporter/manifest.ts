// manifest.json as a JSON value (docs/SPEC.md §3): inventory, selection, tree head.

import type { JsonObject } from '../src/base/json.js';
import type { TreeHead } from './checkpoint.js';
import { prefixed } from './derive.js';
import type { Ledger } from './ledger.js';
import type { ExportOptions } from './options.js';
import type { Measured } from './pieces.js';
import { selectionJson } from './plan.js';

const FORMAT = 'softqcos.evidence-bundle/v1';

/** The manifest over entries that have been read to their end. */
export function manifestOf(
  ledger: Ledger,
  options: ExportOptions,
  listed: readonly Measured[],
  head: TreeHead | undefined,
): JsonObject {
  const lines = (path: string): number => listed.find((entry) => entry.path === path)?.lines ?? 0;
  const sorted = [...listed].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    ...(options.attachments === undefined
      ? {}
      : {
          attachments: options.attachments.map(({ path, mediaType, role }) => ({
            media_type: mediaType,
            path,
            role,
          })),
        }),
    ...(options.authorization === undefined
      ? {}
      : { authorization: { record_id: options.authorization } }),
    bundle_id: options.bundleId,
    counts: { records: lines('records.jsonl'), stubs: lines('stubs.jsonl') },
    ...(options.critical === undefined ? {} : { critical: options.critical }),
    entries: sorted.map(({ path, bytes, digest }) => ({ bytes, digest, path })),
    exported_at: options.exportedAt,
    exporter: options.exporter ?? 'Test exporter',
    ...(options.extensions === undefined ? {} : { extensions: options.extensions }),
    format: FORMAT,
    ledger: ledger.origin,
    selection: selectionJson(options),
    suite: options.suite ?? 'softqcos-v1',
    ...(head === undefined
      ? {}
      : {
          tree_head: {
            root_hash: prefixed(head.root, ledger.tree.algorithm),
            tree_size: head.size,
          },
        }),
  };
}
