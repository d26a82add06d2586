// Checks of the manifest against the zip: inventory (docs/SPEC.md §3.3). Digests are checked by Entries as the entries are
// read (§3.4), counts by the pass over the leaves (§3.5).

import type { Archive } from '../archive/archive.js';
import { isMacExtra, MAC_HINT } from '../archive/names.js';
import { EvidenceError, finding } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import { isDetached, isListable, needsTreeHead, PATHS } from '../bundle/layout.js';
import { type Manifest, parseManifest } from '../bundle/manifest.js';
import type { Findings } from './findings.js';

/** Reads and judges manifest.json. Undefined if nothing else of the bundle can be judged. */
export async function checkManifest(
  recorder: Findings,
  archive: Archive,
  limits: Limits,
): Promise<{ readonly manifest: Manifest; readonly bytes: Uint8Array } | undefined> {
  const entry = archive.entries.get(PATHS.manifest);
  if (entry === undefined) {
    recorder.report(finding('MANIFEST_MISSING', { entry: PATHS.manifest }));
    recorder.stop('manifest/form', 'manifest/form');
    return undefined;
  }
  if (entry.size > limits.manifestBytes) {
    recorder.report(
      finding(
        'MANIFEST_TOO_LARGE',
        { entry: PATHS.manifest },
        { expected: `at most ${limits.manifestBytes} bytes`, actual: String(entry.size) },
      ),
    );
    recorder.stop('manifest/form', 'manifest/form');
    return undefined;
  }
  const bytes = await readManifest(archive, limits);
  if (bytes === undefined) {
    recorder.stop('manifest/form', 'archive/content');
    return undefined;
  }
  recorder.examined('manifest/form');
  const { manifest, findings } = parseManifest(bytes);
  for (const found of findings) recorder.report(found);
  if (manifest === undefined) {
    const by = recorder.sound('manifest/support') ? 'manifest/form' : 'manifest/support';
    recorder.stop(by, by);
    return undefined;
  }
  recorder.examined(
    'manifest/support',
    2 + ((manifest.raw['critical'] as readonly string[] | undefined)?.length ?? 0),
  );
  checkInventory(recorder, archive, manifest);
  return { manifest, bytes };
}

/** The bytes, or undefined if the entry is broken: that is reported when every entry is read to its end (§2.4). */
async function readManifest(archive: Archive, limits: Limits): Promise<Uint8Array | undefined> {
  try {
    return await archive.read(PATHS.manifest, limits.manifestBytes);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return undefined;
  }
}

function checkInventory(recorder: Findings, archive: Archive, manifest: Manifest): void {
  const listed = new Set(manifest.entries.map(({ path }) => path));
  const where = (entry: string) => ({ entry });
  for (const path of listed) {
    recorder.examined('manifest/inventory');
    if (!isListable(path)) {
      recorder.report(finding('ENTRY_NOT_LISTABLE', where(path)));
    } else if (!archive.has(path)) {
      recorder.report(
        finding(
          'ENTRY_MISSING',
          where(path),
          'the manifest lists this entry and the zip does not hold it',
        ),
      );
    }
  }
  // §2.1: records.jsonl is required, and has to be listed like every entry that does not authenticate itself.
  if (!listed.has(PATHS.records) && !archive.has(PATHS.records)) {
    recorder.report(
      finding('ENTRY_MISSING', where(PATHS.records), 'the bundle has no records.jsonl'),
    );
  }
  for (const [path, { size }] of archive.entries) {
    if (path === PATHS.manifest) continue;
    recorder.examined('manifest/inventory', listed.has(path) ? 0 : 1);
    // A path that must not be listed but is has been reported above.
    if (!listed.has(path) && !isDetached(path)) {
      recorder.report(
        finding(
          'ENTRY_UNLISTED',
          where(path),
          isMacExtra(path) ? MAC_HINT : 'nothing in the bundle vouches for this entry',
        ),
      );
    } else if (size === 0 && path !== PATHS.batch && path !== PATHS.records) {
      recorder.report(finding('ENTRY_EMPTY', where(path)));
    }
    if (manifest.treeHead === undefined && needsTreeHead(path)) {
      recorder.report(finding('PROOF_WITHOUT_TREE_HEAD', where(path)));
    }
  }
  const proofs = [PATHS.paths, PATHS.batch].filter((path) => listed.has(path));
  if (manifest.treeHead !== undefined && proofs.length !== 1) {
    recorder.report(
      finding('PROOF_NOT_UNIQUE', where(PATHS.manifest), {
        expected: `${PATHS.paths} or ${PATHS.batch}`,
        actual: proofs.length === 0 ? 'none' : 'both',
      }),
    );
  }
}
