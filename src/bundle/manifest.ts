// manifest.json (docs/SPEC.md §3): the inventory, the selection and the tree head, still untrusted.

import { type Instant, parseHex, parseTime } from '../base/encoding.js';
import { type Finding, finding, InternalError, type Location } from '../base/errors.js';
import { isObject, type Json, member, parseCanonical } from '../base/json.js';
import { type DocumentOf, readAs } from '../base/schema.js';
import { parseHash } from './hash-text.js';
import { PATHS } from './layout.js';
import { type Selection, toSelection } from './selection.js';
import { isSuite, type SuiteName, TREE_HASH } from './suite.js';

export interface ListedEntry {
  readonly path: string;
  readonly bytes: number;
  /** SHA3-256, 32 bytes. */
  readonly digest: Uint8Array;
}

/** What somebody states about the tree; nobody has vouched for it yet. */
export interface StatedTreeHead {
  readonly treeSize: number;
  readonly rootHash: Uint8Array;
}

interface Attachment {
  readonly path: string;
  readonly mediaType: string;
  readonly role: 'compliance-report' | 'document';
}

export interface Manifest {
  readonly bundleId: string;
  readonly counts: { readonly records: number; readonly stubs: number };
  readonly entries: readonly ListedEntry[];
  readonly exportedAt: Instant;
  readonly exporter: string;
  readonly ledger: string;
  readonly selection: Selection;
  readonly suite: SuiteName;
  readonly treeHead: StatedTreeHead | undefined;
  readonly attachments: readonly Attachment[];
  /** The record id that `authorization` names. */
  readonly authorization: string | undefined;
  /** The object as received, for what compares it member by member. */
  readonly raw: DocumentOf<'manifest'>;
}

/** The manifest, as far as it could be read, and every fault seen on the way. */
export interface ParsedManifest {
  readonly manifest?: Manifest;
  readonly findings: readonly Finding[];
}

const OTHER_VERSION = /^softqcos\.evidence-bundle\/v(?!1$)(?:0|[1-9][0-9]{0,8})$/;

/**
 * Parses manifest.json. Not checked here: that the entries are there, and their digests.
 * Finds MANIFEST_*, FORMAT_UNSUPPORTED, SUITE_UNSUPPORTED, EXTENSION_UNSUPPORTED. Never throws.
 */
export function parseManifest(bytes: Uint8Array): ParsedManifest {
  const findings: Finding[] = [];
  const parsed = parseCanonical(bytes);
  if (!parsed.ok) {
    const { reason, pointer = '' } = parsed;
    findings.push(finding('MANIFEST_NOT_CANONICAL', at(pointer), reason, parsed));
  }
  const value = parsed.value;
  if (value === undefined) return { findings };
  // §3.2: of another version nothing else may be judged, not even its members.
  const format = isObject(value) ? member(value, 'format') : undefined;
  if (parsed.ok && typeof format === 'string' && OTHER_VERSION.test(format)) {
    const expected = 'softqcos.evidence-bundle/v1';
    return {
      findings: [finding('FORMAT_UNSUPPORTED', at('/format'), { expected, actual: format })],
    };
  }
  const read = readAs('manifest', value);
  if (!read.ok) {
    const { pointer, message, ...details } = read.fault;
    findings.push(finding('MANIFEST_INVALID', at(pointer), message, details));
    return { findings };
  }
  const raw = read.document;
  if (!isSuite(raw.suite)) {
    const expected = Object.keys(TREE_HASH).join(' or ');
    findings.push(finding('SUITE_UNSUPPORTED', at('/suite'), { expected, actual: raw.suite }));
    return { findings };
  }
  const { treeHead, fault: headFault } = treeHeadOf(raw, raw.suite);
  for (const faults of [headFault, listFaults(raw), selectionFaults(raw)])
    for (const found of faults) findings.push(found);
  for (const name of raw.critical ?? []) {
    if (member(raw.extensions ?? {}, name) === undefined) continue;
    findings.push(finding('EXTENSION_UNSUPPORTED', at('/critical'), { actual: name }));
  }
  const exportedAt = parseTime(raw.exported_at);
  if (exportedAt === undefined)
    throw new InternalError('exported_at passed its schema and is no time');
  return {
    findings,
    manifest: {
      bundleId: raw.bundle_id,
      counts: raw.counts,
      entries: raw.entries.map(({ path, bytes, digest }) => ({
        path,
        bytes,
        digest: digestOf(digest),
      })),
      exportedAt,
      exporter: raw.exporter,
      ledger: raw.ledger,
      selection: toSelection(raw.selection),
      suite: raw.suite,
      treeHead,
      attachments: (raw.attachments ?? []).map(({ media_type, path, role }) => ({
        mediaType: essenceOf(media_type),
        path,
        role,
      })),
      authorization: raw.authorization?.record_id,
      raw,
    },
  };
}

const at = (pointer: string): Location => ({ entry: PATHS.manifest, pointer });

/** Type and subtype in lower case: parameters and case say nothing about how to read an attachment (§10.1). */
function essenceOf(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

function digestOf(text: string): Uint8Array {
  const digest = parseHash('sha3-256', text);
  if (digest === undefined) throw new InternalError('a digest passed its schema and is none');
  return digest;
}

/** The suite fixes the tree hash: a root of another one is an error, not a choice (§3.1). */
function treeHeadOf(
  raw: DocumentOf<'manifest'>,
  suite: SuiteName,
): { readonly treeHead: StatedTreeHead | undefined; readonly fault: readonly Finding[] } {
  if (raw.tree_head === undefined) return { treeHead: undefined, fault: [] };
  const { root_hash, tree_size } = raw.tree_head;
  const name = TREE_HASH[suite];
  const rootHash = parseHash(name, root_hash);
  if (rootHash !== undefined) return { treeHead: { treeSize: tree_size, rootHash }, fault: [] };
  // Its bytes are still compared, so that a run reports every other fault as well.
  const bytes = parseHex(root_hash.slice(root_hash.indexOf(':') + 1), 32) ?? new Uint8Array(32);
  const details = { expected: `${name}:<64 hex>`, actual: root_hash };
  return {
    treeHead: { treeSize: tree_size, rootHash: bytes },
    fault: [finding('MANIFEST_TREE_HEAD_INVALID', at('/tree_head/root_hash'), details)],
  };
}

function* listFaults(raw: DocumentOf<'manifest'>): Iterable<Finding> {
  const lists: [string, readonly string[]][] = [['/entries', raw.entries.map(({ path }) => path)]];
  if (raw.critical !== undefined) lists.push(['/critical', raw.critical]);
  const ids = raw.selection.record_ids;
  if (Array.isArray(ids)) lists.push(['/selection/record_ids', ids as readonly string[]]);
  for (const [pointer, list] of lists) {
    // All names here are ASCII by schema, and none is empty: the order of bytes is JavaScript's order of strings.
    const index = list.findIndex((name, i) => (list[i - 1] ?? '') >= name);
    if (index < 0) continue;
    yield finding('MANIFEST_UNSORTED', at(`${pointer}/${index}`), {
      expected: `more than ${list[index - 1]}`,
      actual: list[index] ?? '',
    });
  }
  const extensions: Json = raw.extensions ?? {};
  for (const name of raw.critical ?? []) {
    if (member(extensions, name) !== undefined) continue;
    const message = 'an extension is named as critical and is not there';
    yield finding('MANIFEST_INVALID', at('/critical'), message, { actual: name });
  }
}

function* selectionFaults(raw: DocumentOf<'manifest'>): Iterable<Finding> {
  const selection = toSelection(raw.selection);
  if (selection.kind === 'sequence' && selection.from >= selection.to)
    yield finding('MANIFEST_SELECTION_INVALID', at('/selection/sequence'), 'the range is empty', {
      expected: `to above ${selection.from}`,
      actual: String(selection.to),
    });
  if (selection.kind === 'period' && selection.from > selection.to)
    yield finding(
      'MANIFEST_SELECTION_INVALID',
      at('/selection/period'),
      'the period ends before it begins',
    );
}
