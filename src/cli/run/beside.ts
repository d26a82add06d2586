// What `verify` says and writes beside its result: copies of one file, and both notes of a split view for somebody else to check.

import { basename, join } from 'node:path';
import type { Run } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import { notice } from '../io.js';
import type { Session } from '../session.js';

/** Two names of one file are one piece of evidence, and not two. */
export async function tellCopies(
  bundles: readonly Pick<Transcript['bundle'], 'name' | 'sha256'>[],
  io: Session,
): Promise<void> {
  const names = new Map<string, string[]>();
  for (const { name, sha256 } of bundles) {
    const same = names.get(sha256);
    if (same === undefined) names.set(sha256, [name]);
    else same.push(name);
  }
  for (const [first, other, ...more] of names.values()) {
    if (other === undefined) continue;
    const all = more.length === 0 ? other : `${other} and ${more.length} more`;
    await notice(io, `${first}: the same bytes as ${all}, one piece of evidence`);
  }
}

/** §7.6: both sides of a split view as files, for somebody else to check. */
export async function writeSplitViews(
  transcripts: readonly Transcript[],
  folder: string | undefined,
  io: Session,
): Promise<void> {
  for (const { bundle, split_view } of transcripts) {
    if (split_view === undefined || folder === undefined) continue;
    for (const { name, base64 } of split_view.files) {
      // Two bundles may have one file name: the digest tells their notes apart.
      const file = `${basename(bundle.name)}.${bundle.sha256.slice(0, 16)}.${name}`;
      const path = join(folder, file);
      await io.outputs.keep({ path, as: '--evidence' }, Buffer.from(base64, 'base64'));
      await notice(io, `written: ${path}`);
    }
  }
}

/** §13.5: the same of two bundles of the run. */
export async function writeSetViews(
  history: Run['history'],
  folder: string | undefined,
  io: Session,
): Promise<void> {
  if (folder === undefined) return;
  for (const [ledger, { split_views }] of history.entries())
    for (const [view, { tree_size, files }] of split_views.entries())
      for (const { name, base64 } of files) {
        // Two ledgers, and two views of one size, have files of their own.
        const path = join(folder, `history-${ledger + 1}.${view + 1}.tree-${tree_size}.${name}`);
        await io.outputs.keep({ path, as: '--evidence' }, Buffer.from(base64, 'base64'));
        await notice(io, `written: ${path}`);
      }
}
