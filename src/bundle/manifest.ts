// manifest.json (docs/SPEC.md §3): the inventory, the selection and the tree head, still untrusted.

import { type Instant, parseHex, parseTime } from '../base/encoding.js';
import { EvidenceError, type Finding, finding, InternalError } from '../base/errors.js';
import { isObject, type Json, type JsonObject, member, parseCanonical } from '../base/json.js';
import { checkSchema } from '../base/schema.js';
import type { FindingCode } from '../catalogue/codes.js';
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

export interface Attachment {
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
  readonly raw: JsonObject;
}

interface RawManifest {
  readonly attachments?: readonly { media_type: string; path: string; role: Attachment['role'] }[];
  readonly authorization?: { readonly record_id: string };
  readonly bundle_id: string;
  readonly counts: { readonly records: number; readonly stubs: number };
  readonly critical?: readonly string[];
  readonly entries: readonly { bytes: number; digest: string; path: string }[];
  readonly exported_at: string;
  readonly exporter: string;
  readonly extensions?: JsonObject;
  readonly ledger: string;
  readonly selection: JsonObject;
  readonly suite: string;
  readonly tree_head?: { readonly root_hash: string; readonly tree_size: number };
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
  const add = (
    code: FindingCode,
    pointer: string,
    message: string,
    details: { expected?: string; actual?: string } = {},
  ) => findings.push(finding(code, { entry: PATHS.manifest, pointer }, message, details));

  const parsed = parseCanonical(bytes);
  if (!parsed.ok) add('MANIFEST_NOT_CANONICAL', '', parsed.reason);
  const value = parsed.value;
  if (value === undefined) return { findings };
  // §3.2: of another version nothing else may be judged, not even its members.
  const format = isObject(value) ? member(value, 'format') : undefined;
  if (parsed.ok && typeof format === 'string' && OTHER_VERSION.test(format)) {
    add('FORMAT_UNSUPPORTED', '/format', 'this version of the format is not known here', {
      expected: 'softqcos.evidence-bundle/v1',
      actual: format,
    });
    return { findings };
  }
  const fault = checkSchema('manifest', value);
  if (fault !== undefined) {
    const { pointer, message, ...details } = fault;
    add('MANIFEST_INVALID', pointer, message, details);
    return { findings };
  }
  const raw = value as unknown as RawManifest;
  if (!isSuite(raw.suite)) {
    add('SUITE_UNSUPPORTED', '/suite', 'this suite is not known here', {
      expected: Object.keys(TREE_HASH).join(' or '),
      actual: raw.suite,
    });
    return { findings };
  }
  const treeHead = treeHeadOf(raw, raw.suite, add);
  checkLists(raw, add);
  checkSelection(raw, add);
  for (const name of raw.critical ?? []) {
    if (member(raw.extensions ?? {}, name) === undefined) continue;
    add(
      'EXTENSION_UNSUPPORTED',
      '/critical',
      'an extension must be understood and is not known here',
      { actual: name },
    );
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
      raw: value as JsonObject,
    },
  };
}

type Add = (
  code: FindingCode,
  pointer: string,
  message: string,
  details?: { expected?: string; actual?: string },
) => void;

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
function treeHeadOf(raw: RawManifest, suite: SuiteName, add: Add): StatedTreeHead | undefined {
  if (raw.tree_head === undefined) return undefined;
  const { root_hash, tree_size } = raw.tree_head;
  const name = TREE_HASH[suite];
  const rootHash = parseHash(name, root_hash);
  if (rootHash === undefined) {
    add(
      'MANIFEST_TREE_HEAD_INVALID',
      '/tree_head/root_hash',
      `the root hash is not of the suite's tree hash`,
      {
        expected: `${name}:<64 hex>`,
        actual: root_hash,
      },
    );
    // Its bytes are still compared, so that a run reports every other fault as well.
    return {
      treeSize: tree_size,
      rootHash: parseHex(root_hash.slice(root_hash.indexOf(':') + 1), 32) ?? new Uint8Array(32),
    };
  }
  return { treeSize: tree_size, rootHash };
}

function checkLists(raw: RawManifest, add: Add): void {
  const lists: [string, readonly string[]][] = [['/entries', raw.entries.map(({ path }) => path)]];
  if (raw.critical !== undefined) lists.push(['/critical', raw.critical]);
  const ids = raw.selection['record_ids'];
  if (Array.isArray(ids)) lists.push(['/selection/record_ids', ids as readonly string[]]);
  for (const [pointer, list] of lists) {
    // All names here are ASCII by schema: the order of bytes is JavaScript's order of strings.
    const at = list.findIndex((name, index) => index > 0 && (list[index - 1] ?? '') >= name);
    if (at >= 0) {
      add(
        'MANIFEST_UNSORTED',
        `${pointer}/${at}`,
        'the list is not sorted, or names something twice',
        {
          expected: `more than ${list[at - 1]}`,
          actual: list[at] ?? '',
        },
      );
    }
  }
  const extensions: Json = raw.extensions ?? {};
  for (const name of raw.critical ?? []) {
    if (member(extensions, name) === undefined) {
      add('MANIFEST_INVALID', '/critical', 'an extension is named as critical and is not there', {
        actual: name,
      });
    }
  }
}

function checkSelection(raw: RawManifest, add: Add): void {
  const selection = toSelection(raw.selection);
  if (selection.kind === 'sequence' && selection.from >= selection.to) {
    add('MANIFEST_SELECTION_INVALID', '/selection/sequence', 'the range is empty', {
      expected: `to above ${selection.from}`,
      actual: String(selection.to),
    });
  }
  if (selection.kind === 'period' && selection.from > selection.to) {
    add('MANIFEST_SELECTION_INVALID', '/selection/period', 'the period ends before it begins');
  }
}

/** Throws when the manifest is not there to be read. */
export function manifestMissing(): EvidenceError {
  return new EvidenceError(
    finding('MANIFEST_MISSING', { entry: PATHS.manifest }, 'the zip has no manifest.json'),
  );
}
