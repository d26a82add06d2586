// No bundle costs more than four times an honest one of the same inflated bytes (SECURITY.md). Work is counted, never timed: bytes
// inflated and parsed, digests, places of tables looked at, elements of DER, signatures, each with its weight (src/base/work.ts).

import { beforeAll, describe, expect, it } from 'vitest';
import { prefixed, sha3 } from '../exporter/derive.js';
import { timestampAuthority } from '../exporter/timestamp-authority.js';
import { made, plainLedger, trustRoot } from '../scripts/fixtures/case.js';
import { sourceFromBytes } from '../src/archive/source.js';
import { formatTime, parseTime } from '../src/base/encoding.js';
import { canonicalize } from '../src/base/json.js';
import { costSoFar, work } from '../src/base/work.js';
import { loadTrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';
import { bundle, record, text } from './support/hostile-bundle.js';

const AT = parseTime('2026-04-01T00:00:00Z') ?? 0n;
const START = parseTime('2026-02-01T08:00:00Z') ?? 0n;
const SECOND = 1_000_000_000n;
const ROOT = loadTrustRoot(Buffer.from(canonicalize(trustRoot())));
const AT_MOST = 4;

interface Cost {
  readonly bytes: number;
  readonly cost: number;
}

/** What a run takes. Every line goes the ordinary way: that is where a hostile one goes, whatever the kernel would do with an honest one. */
async function costOf(zip: Uint8Array): Promise<Cost> {
  const [bytes, cost] = [work.inflatedBytes, costSoFar()];
  const options = { at: AT, name: 'x', bulkBytes: Number.POSITIVE_INFINITY };
  await verifyBundle(sourceFromBytes(zip), ROOT, options);
  return { bytes: work.inflatedBytes - bytes, cost: costSoFar() - cost };
}

/** An honest bundle with that many records, sealed and disclosed. */
function honest(records: number): Promise<Uint8Array> {
  const clock = (sequence: number): string => formatTime(START + BigInt(sequence) * SECOND);
  return made({ sequence: { from: 0, to: records }, disclose: 'all' }, () =>
    plainLedger(records, { clock }),
  )();
}

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const disclosed = (text: string): string => Buffer.from(text).toString('base64url');
const disclosures = (list: readonly string[], sequence = 0): string =>
  canonicalize({ disclosures: list, sequence });
const one = record(0, 'event', {});

const HOSTILE: Readonly<Record<string, () => Uint8Array>> = {
  'a line that is nothing but brackets': () => bundle({ 'records.jsonl': text([nested(400_000)]) }),
  'thirty such lines': () =>
    bundle({ 'records.jsonl': text(Array.from({ length: 30 }, () => nested(15_000))) }),
  'a record with half a million empty objects': () =>
    bundle({ 'records.jsonl': `${one.slice(0, -1)},"x":[${Array(300_000).fill('{}').join()}]}\n` }),
  'disclosures that decode to brackets': () =>
    bundle({
      'records.jsonl': text([one]),
      'disclosures.jsonl': text(
        Array.from({ length: 12 }, (_, i) => disclosures([disclosed(nested(30_000))], i)),
      ),
    }),
  'disclosures that nobody committed to': () =>
    bundle({
      'records.jsonl': text([one]),
      'disclosures.jsonl': text([
        disclosures(
          Array.from({ length: 8_000 }, (_, i) =>
            disclosed(canonicalize(['A'.repeat(43), `f${i}`, i])),
          ),
        ),
      ]),
    }),
  'commitments that nobody opens': () =>
    bundle({
      'records.jsonl': text([
        record(
          0,
          'event',
          {},
          {
            sealed: Object.fromEntries(
              Array.from({ length: 8_000 }, (_, i) => [`f${i}`, prefixed(sha3(`${i}`))]),
            ),
          },
        ),
      ]),
    }),
  'lines that are nothing': () => bundle({ 'records.jsonl': Buffer.alloc(800_000, 0x0a) }),
  'paths of records that are not there': () =>
    bundle({
      'records.jsonl': text([one]),
      'proof/paths.jsonl': text(
        Array.from({ length: 5_000 }, (_, i) => canonicalize({ path: [], sequence: i + 1 })),
      ),
    }),
  'an object with a hundred thousand names': () =>
    bundle({
      'records.jsonl': text([
        canonicalize(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`n${i}`, i]))),
      ]),
    }),
  'a report of empty values': () =>
    bundle({
      'records.jsonl': text([one]),
      'attachments/r.json': `{"a":[${Array(250_000).fill('0').join()}]}`,
    }),
};

/** Time stamps by nobody, over what they say they are over. */
async function stampedByNobody(count: number): Promise<Uint8Array> {
  const stranger = timestampAuthority('nobody', { key: 'P-256', intermediate: true });
  const stamp = (datum: Uint8Array): Uint8Array =>
    stranger.issue({ over: datum, genTime: '2026-03-20T12:00:30Z' });
  return made({ timestamps: { checkpoint: Array.from({ length: count }, () => stamp) } })();
}

describe('no bundle costs more than four times an honest one of the same inflated bytes', () => {
  let control: { readonly small: Cost; readonly large: Cost };
  beforeAll(async () => {
    control = { small: await costOf(await honest(20)), large: await costOf(await honest(1_000)) };
  });
  /** An honest bundle is linear in its bytes, over what its signatures cost. */
  const honestCost = (bytes: number): number => {
    const { small, large } = control;
    const each = (large.cost - small.cost) / (large.bytes - small.bytes);
    return small.cost + Math.max(0, bytes - small.bytes) * each;
  };

  it('the control is linear', async () => {
    const { bytes, cost } = await costOf(await honest(400));
    expect(cost / honestCost(bytes)).toBeGreaterThan(0.8);
    expect(cost / honestCost(bytes)).toBeLessThan(1.2);
  });

  it.each(Object.keys(HOSTILE))('%s', async (name) => {
    const { bytes, cost } = await costOf(HOSTILE[name]?.() ?? new Uint8Array(0));
    expect(bytes).toBeGreaterThan(20_000);
    expect(cost / honestCost(bytes)).toBeLessThan(AT_MOST);
  });

  it('sixteen time stamps of nobody', async () => {
    const { bytes, cost } = await costOf(await stampedByNobody(16));
    expect(cost / honestCost(bytes)).toBeLessThan(AT_MOST);
  });
});
