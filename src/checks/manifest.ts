// The manifest, and the zip against it (docs/SPEC.md §3.1 to §3.3). Digests are checked by Entries as the entries are read
// (§3.4), counts by the pass over the leaves (§3.5).

import { movedEntries, namedBy, packedAnew } from '../archive/accidents.js';
import type { Archive } from '../archive/archive.js';
import { findingsOf } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import { isDetached, isListable, needsTreeHead, PATHS } from '../bundle/layout.js';
import { type Manifest, parseManifest } from '../bundle/manifest.js';
import { Findings, type Step } from './findings.js';

export interface OpenedManifest {
  readonly manifest: Manifest;
  /** As received. */
  readonly bytes: Uint8Array;
}

const entry = PATHS.manifest;

/** Reads and judges manifest.json. Undefined if nothing else of the bundle can be judged. */
export async function checkManifest(
  archive: Archive,
  limits: Limits,
): Promise<Step<OpenedManifest | undefined>> {
  const findings = new Findings();
  const bytes = await readManifest(archive, limits, findings);
  if (bytes === undefined) return { value: undefined, findings };
  findings.examined('manifest/form');
  const { manifest, findings: found } = parseManifest(bytes);
  findings.reportAll(found);
  if (manifest === undefined) {
    findings.stop(findings.sound('manifest/support') ? 'manifest/form' : 'manifest/support');
    return { value: undefined, findings };
  }
  const { critical = [] } = manifest.raw;
  findings.examined('manifest/support', 2 + critical.length);
  return { value: { manifest, bytes }, findings: findings.add(checkInventory(archive, manifest)) };
}

async function readManifest(
  archive: Archive,
  limits: Limits,
  findings: Findings,
): Promise<Uint8Array | undefined> {
  const size = archive.entries.get(entry)?.size;
  const cause = size === undefined ? packedAnew([...archive.entries.keys()]) : undefined;
  if (size === undefined)
    findings.report(
      'MANIFEST_MISSING',
      { entry },
      cause?.message ?? 'the zip has no manifest.json',
      cause,
    );
  else if (size > limits.manifestBytes)
    findings.report(
      'MANIFEST_TOO_LARGE',
      { entry },
      { expected: `at most ${limits.manifestBytes} bytes`, actual: String(size) },
    );
  else
    try {
      return await archive.read(entry, limits.manifestBytes);
    } catch (error) {
      // An entry that is broken is reported when every entry is read to its end (§2.4).
      findingsOf(error);
      findings.stop('manifest/form', 'archive/content');
    }
  findings.stop('manifest/form');
  return undefined;
}

const MISSING = { message: 'the manifest lists this entry and the zip does not hold it' };

/** §3.3: what the manifest lists, detached entries, and nothing else. */
function checkInventory(archive: Archive, manifest: Manifest): Findings {
  const findings = new Findings();
  const listed = new Set(manifest.entries.map(({ path }) => path));
  const moved = movedEntries([...archive.entries.keys()].filter((path) => !listed.has(path)));
  for (const path of listed) {
    findings.examined('manifest/inventory');
    if (!isListable(path)) findings.report('ENTRY_NOT_LISTABLE', { entry: path });
    else if (!archive.has(path)) {
      const { message, ...remedy } = moved(path) ?? MISSING;
      findings.report('ENTRY_MISSING', { entry: path }, message, remedy);
    }
  }
  // §2.1: records.jsonl is required, and has to be listed like every entry that does not authenticate itself.
  if (!listed.has(PATHS.records) && !archive.has(PATHS.records))
    findings.report('ENTRY_MISSING', { entry: PATHS.records }, 'the bundle has no records.jsonl');
  for (const [path, { size }] of archive.entries) {
    if (path === PATHS.manifest) continue;
    findings.examined('manifest/inventory', listed.has(path) ? 0 : 1);
    const cause = namedBy(path);
    const message = cause?.message ?? 'nothing in the bundle vouches for this entry';
    // A path that must not be listed but is has been reported above.
    if (!listed.has(path) && !isDetached(path))
      findings.report('ENTRY_UNLISTED', { entry: path }, message, cause);
    else if (size === 0 && path !== PATHS.batch && path !== PATHS.records)
      findings.report('ENTRY_EMPTY', { entry: path });
    if (manifest.treeHead === undefined && needsTreeHead(path))
      findings.report('PROOF_WITHOUT_TREE_HEAD', { entry: path });
  }
  const proofs = [PATHS.paths, PATHS.batch].filter((path) => listed.has(path));
  if (manifest.treeHead !== undefined && proofs.length !== 1)
    findings.report(
      'PROOF_NOT_UNIQUE',
      { entry },
      {
        expected: `${PATHS.paths} or ${PATHS.batch}`,
        actual: proofs.length === 0 ? 'none' : 'both',
      },
    );
  return findings;
}
