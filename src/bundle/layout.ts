// The paths of a bundle and what may stand there (docs/SPEC.md §2.1, §3.3). Bundles carry no keys, no code, no trust.

export const PATHS = {
  manifest: 'manifest.json',
  records: 'records.jsonl',
  stubs: 'stubs.jsonl',
  signatures: 'signatures.jsonl',
  paths: 'proof/paths.jsonl',
  batch: 'proof/batch.bin',
  consistency: 'proof/consistency.jsonl',
  checkpoint: 'checkpoint',
  attestation: 'attestation.dsse.json',
  disclosures: 'disclosures.jsonl',
} as const;

const LISTABLE: ReadonlySet<string> = new Set([
  PATHS.records,
  PATHS.stubs,
  PATHS.signatures,
  PATHS.paths,
  PATHS.batch,
]);
const DETACHED: ReadonlySet<string> = new Set([
  PATHS.checkpoint,
  PATHS.consistency,
  PATHS.attestation,
  PATHS.disclosures,
]);
/** `<n>` is a decimal from 0 to 9999 without leading zeros. */
const TOKEN = /^timestamps\/(checkpoint|attestation)\.(0|[1-9][0-9]{0,3})\.tsr$/;

export function isAttachment(path: string): boolean {
  return path.startsWith('attachments/');
}

/** Media types of compliance reports that are read (§10.2); another is digested only. */
export type ReportMediaType = 'application/json' | 'text/csv';

export function isReportMediaType(type: string): type is ReportMediaType {
  return type === 'application/json' || type === 'text/csv';
}

/** True for a path that the manifest lists, under a digest. */
export function isListable(path: string): boolean {
  return LISTABLE.has(path) || isAttachment(path);
}

/** True for a path that authenticates itself and may be added or removed later. */
export function isDetached(path: string): boolean {
  return DETACHED.has(path) || TOKEN.test(path);
}

/** True for a path that may only stand beside a tree head (§2.1). */
export function needsTreeHead(path: string): boolean {
  return (
    path === PATHS.paths ||
    path === PATHS.batch ||
    path === PATHS.stubs ||
    path === PATHS.checkpoint ||
    path === PATHS.consistency ||
    tokenOf(path)?.over === 'checkpoint'
  );
}

/** What a time stamp entry is over, and its number. */
export function tokenOf(
  path: string,
): { readonly over: 'checkpoint' | 'attestation'; readonly number: number } | undefined {
  const match = TOKEN.exec(path);
  if (match === null) return undefined;
  return {
    over: match[1] === 'checkpoint' ? 'checkpoint' : 'attestation',
    number: Number(match[2]),
  };
}
