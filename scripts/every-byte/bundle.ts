// The bundle whose every byte is flipped: as small as it can be with a record, a sealed and disclosed field, a link stub, paths, a
// consistency line, an attachment, both hybrid signatures, a cosignature, a line of an unknown key, and a token over each. Its zip has
// every feature that the profile allows: stored and deflated entries, a data descriptor, zip64 fields and records, a comment, an extra
// block, a folder. Requirements make every part needed, so that taking a part away is caught as well.

import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { deriveFrom } from '../../exporter/derive.js';
import { TEST_ORIGIN, testKeys } from '../../exporter/keys.js';
import { Ledger } from '../../exporter/ledger.js';
import { timestampAuthority } from '../../exporter/timestamp-authority.js';
import { trustRootFor, trustRootText } from '../../exporter/trust-root.js';
import { parseTime } from '../../src/base/encoding.js';
import type { VerifyOptions } from '../../src/transcript/options.js';
import { loadTrustRoot, type TrustRoot } from '../../src/trust/trust-root.js';
import { block, layoutZip, type RawEntry, type RawZipLayout } from '../../test/support/raw-zip.js';
import { rememberAnswers } from '../remember.js';

const KEYS = testKeys('every byte');
const AUTHORITY = timestampAuthority('every byte', { name: 'TSA', key: 'P-256' });
const SIGNED_AT = Date.parse('2026-03-20T11:59:00Z') / 1000;

export interface EveryByte {
  readonly entries: ReadonlyMap<string, Uint8Array>;
  readonly trustRoot: TrustRoot;
  readonly options: VerifyOptions;
}

/** The entries, and what they are verified with. @param stamped with a token over checkpoint and attestation, which are required */
export async function everyByteBundle(stamped: boolean): Promise<EveryByte> {
  const ledger = new Ledger({
    origin: TEST_ORIGIN,
    derive: deriveFrom('every byte'),
    clock: (sequence) => `2026-02-01T08:0${sequence}:00Z`,
  });
  while (ledger.size < 3) ledger.append({ event_type: 'login', actor: 'a' }, { sealed: ['actor'] });
  const stamp = (datum: Uint8Array): Uint8Array =>
    AUTHORITY.issue({ over: datum, genTime: '2026-03-20T12:00:30Z' });
  const [witness] = KEYS.witnesses;
  if (witness === undefined) throw new Error('there are no witnesses');
  const entries = await exportEvidenceBundle(ledger, {
    bundleId: 'evb_every_byte',
    exportedAt: '2026-03-20T12:00:00Z',
    exporter: 'X',
    keys: KEYS,
    sequence: { from: 1, to: 2 },
    disclose: 'all',
    signedAt: SIGNED_AT,
    cosignatures: [{ witness, seconds: SIGNED_AT + 10 }],
    consistencyFrom: [2],
    ...(stamped ? { timestamps: { checkpoint: [stamp], attestation: [stamp] } } : {}),
    attachments: [
      { path: 'attachments/a.txt', mediaType: 'text/plain', role: 'document', content: 'text\n' },
    ],
    extensions: { 'example.note': 1 },
    tamper: {
      checkpointLines: (lines) => [
        ...lines,
        `— ${STRANGER} ${Buffer.alloc(72, 7).toString('base64')}\n`,
      ],
    },
  }).toEntries();
  const trustRoot = rememberAnswers(
    loadTrustRoot(
      Buffer.from(
        trustRootText(trustRootFor(KEYS, { quorum: 1, timestampAuthorities: [AUTHORITY.entry()] })),
        'utf8',
      ),
    ),
  );
  const at = parseTime('2026-04-01T00:00:00Z') ?? 0n;
  return {
    entries,
    trustRoot,
    options: {
      at,
      name: 'bundle.zip',
      requirements: ['witnesses', 'completeness', ...(stamped ? (['timestamp'] as const) : [])],
    },
  };
}

/** The name of a key that nobody lists. */
export const STRANGER = 'stranger.example/w';

/** A plain zip: the entries as they are. */
export function plainZip(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return layoutZip({ entries: [...entries].map(([name, content]) => ({ name, content })) }).bytes;
}

/** The zip with every allowed feature, and where its structures stand. */
export function featuredZip(
  entries: ReadonlyMap<string, Uint8Array>,
): RawZipLayout & { entries: readonly RawEntry[] } {
  const forms: readonly Partial<RawEntry>[] = [
    { method: 8 },
    { descriptor: 'signed' },
    { zip64: 'both' },
    { method: 8, descriptor: 'plain64', header: { flags: 0x0808 } },
    {
      central: {
        comment: Buffer.from('comment'),
        extra: block(0x5455, Uint8Array.of(1, 2, 3, 4, 5)),
      },
    },
  ];
  const folder: RawEntry = {
    name: 'proof/',
    central: { externalAttributes: 0o040755 * 65_536 + 16 },
  };
  const files = [...entries].map(
    ([name, content], index): RawEntry => ({ name, content, ...forms[index % forms.length] }),
  );
  const all = [folder, ...files];
  return { ...layoutZip({ entries: all, zip64End: true }), entries: all };
}
