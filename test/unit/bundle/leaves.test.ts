// The merged stream of leaves against docs/SPEC.md §4.1 and §14.2, read naively over whole entries, on random small bundles: however
// the bytes and the lines are cut, the same leaves with the same lines beside them, and the same things found.

import { describe, expect, it } from 'vitest';
import type { Beside, Leaf } from '../../../src/bundle/leaf.js';
import { LeafStream } from '../../../src/bundle/leaves.js';
import { random } from '../merkle/reference.js';

const HASH = `sha3-256:${'0'.repeat(64)}`;
const record = (sequence: number): string =>
  `{"data":{},"ledger":"l.example/x","nonce":"${'A'.repeat(22)}","previous_hash":"${HASH}","record_id":"rec_${sequence}","recorded_at":"2026-01-01T00:00:00Z","sequence":${sequence},"type":"event"}`;
const stub = (sequence: number): string =>
  `{"reason":"link","record_hash":"${HASH}","sequence":${sequence}}`;
const path = (sequence: number): string => `{"path":["${'0'.repeat(64)}"],"sequence":${sequence}}`;
const signature = (sequence: number): string =>
  `{"algorithm":"ML-DSA-65","key_id":"${'0'.repeat(64)}","sequence":${sequence},"signature":"${'A'.repeat(4412)}"}`;
const disclosure = (sequence: number): string => `{"disclosures":["AAAA"],"sequence":${sequence}}`;

/** A line of an entry: what it is, and its sequence if it can be used. */
interface Written {
  readonly text: string;
  readonly sequence: number | undefined;
  /** A finding about its form. */
  readonly fault: boolean;
}
type Names = 'records' | 'stubs' | keyof Beside;
type Entries = Readonly<Record<Names, readonly Written[]>>;
const MAKERS = { records: record, stubs: stub, path, signature, disclosures: disclosure } as const;
const PATHS = {
  records: 'records.jsonl',
  stubs: 'stubs.jsonl',
  path: 'proof/paths.jsonl',
  signature: 'signatures.jsonl',
  disclosures: 'disclosures.jsonl',
} as const;

const SEQUENCES = 9;

function entriesOf(below: (n: number) => number): Entries {
  const faulty = below(3) === 0;
  const some = (name: Names, share: number): Written[] => {
    const lines: Written[] = [];
    for (let sequence = 0; sequence < SEQUENCES; sequence += 1) {
      if (below(4) >= share) continue;
      const text = MAKERS[name](sequence);
      const kind = faulty ? below(12) : 99;
      if (kind === 0) lines.push({ text: '', sequence: undefined, fault: true });
      else if (kind === 1) lines.push({ text: '{"x":1}', sequence: undefined, fault: true });
      // JSON, but not canonical: it fails the bundle, and is used.
      else if (kind === 2) lines.push({ text: ` ${text}`, sequence, fault: true });
      else lines.push({ text, sequence, fault: false });
    }
    if (faulty && lines.length > 1 && below(4) === 0) {
      const at = below(lines.length - 1);
      lines.splice(at, 2, ...lines.slice(at, at + 2).reverse());
    }
    return lines;
  };
  return {
    records: some('records', 3),
    stubs: some('stubs', 1),
    path: some('path', 3),
    signature: some('signature', 1),
    disclosures: some('disclosures', 2),
  };
}

interface Seen {
  readonly leaves: readonly string[];
  readonly findings: readonly string[];
  readonly faults: readonly string[];
  readonly orphans: readonly string[];
  readonly broken: readonly string[];
  readonly stop: string | undefined;
}

/** Lines of an entry that can be used, and the sequence after which it has one that cannot. */
function usable(lines: readonly Written[]) {
  const used: { sequence: number; line: number }[] = [];
  const faults: number[] = [];
  let last = -1;
  let limit = Number.POSITIVE_INFINITY;
  lines.forEach(({ sequence, fault }, i) => {
    if (fault) faults.push(i + 1);
    if (sequence !== undefined && sequence > last) {
      used.push({ sequence, line: i + 1 });
      last = sequence;
      return;
    }
    if (sequence !== undefined) faults.push(i + 1);
    limit = Math.min(limit, last);
  });
  return { used, faults, limit };
}

function naive(entries: Entries): Seen {
  const [records, stubs] = [usable(entries.records), usable(entries.stubs)];
  const limit = Math.min(records.limit, stubs.limit);
  const shown = new Set(records.used.map(({ sequence }) => sequence));
  const both = stubs.used.filter(({ sequence }) => shown.has(sequence));
  const hidden = stubs.used.filter(({ sequence }) => !shown.has(sequence));
  const leaves = [
    ...records.used.map((one) => ({ ...one, kind: 'record' })),
    ...hidden.map((one) => ({ ...one, kind: 'stub' })),
  ]
    .filter(({ sequence }) => sequence <= limit)
    .sort((a, b) => a.sequence - b.sequence);
  const names = ['path', 'signature', 'disclosures'] as const;
  const beside = names.map((name) => ({ name, ...usable(entries[name]) }));
  const takes = (name: string, kind: string): boolean => kind === 'record' || name === 'path';
  const about = (name: Names, lines: readonly number[]): string[] =>
    lines.map((line) => `${PATHS[name]} ${line}`);
  return {
    leaves: leaves.map(({ kind, sequence, line }) =>
      [
        ...[kind, sequence, line],
        ...beside.map(({ name, used }) =>
          takes(name, kind) ? used.find((one) => one.sequence === sequence)?.line : undefined,
        ),
      ].join(' '),
    ),
    findings: [
      ...about('records', records.faults),
      ...about(
        'stubs',
        [...stubs.faults, ...both.map(({ line }) => line)].sort((a, b) => a - b),
      ),
    ],
    faults: beside.flatMap(({ name, faults }) => about(name, faults)),
    orphans: beside.flatMap(({ name, used }) =>
      used
        .filter(
          ({ sequence }) =>
            !leaves.some((leaf) => leaf.sequence === sequence && takes(name, leaf.kind)),
        )
        .map(({ line }) => `${PATHS[name]} ${line}`),
    ),
    broken: beside.filter((one) => one.limit < Number.POSITIVE_INFINITY).map(({ name }) => name),
    stop:
      limit === Number.POSITIVE_INFINITY
        ? undefined
        : records.limit <= stubs.limit
          ? 'records/form'
          : 'stubs/form',
  };
}

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

async function stream(entries: Entries, size: number, blockLines: number): Promise<Seen> {
  const names = Object.keys(PATHS) as Names[];
  const made = new LeafStream({
    open: (wanted) => {
      const name = names.find((one) => PATHS[one] === wanted);
      if (name === undefined || entries[name].length === 0) return undefined;
      return pieces(entries[name].map(({ text }) => `${text}\n`).join(''), size);
    },
    blockLines,
    // What is released is gone: nothing may be read from it afterwards.
    release: (chunk) => chunk.fill(0),
  });
  const placeOf = ({ entry, line }: { entry?: string; line?: number }) => `${entry} ${line}`;
  const textOf = (leaf: Leaf): string =>
    [
      ...[leaf.stub === undefined ? 'record' : 'stub', leaf.sequence, leaf.where.line],
      ...[leaf.path, leaf.signature, leaf.disclosures].map((side) => side?.where.line),
    ].join(' ');
  const found = { leaves: [], findings: [], faults: [], orphans: [] } as {
    [name in 'leaves' | 'findings' | 'faults' | 'orphans']: string[];
  };
  for await (const { leaves, ...batch } of made.batches()) {
    found.leaves.push(...leaves.map(textOf));
    found.findings.push(...batch.findings.map(({ where }) => placeOf(where)));
    found.faults.push(...batch.faults.map(({ where }) => placeOf(where)));
    found.orphans.push(...batch.orphans.map(({ where }) => placeOf(where)));
  }
  const byEntry = (list: string[], order: readonly Names[]): string[] =>
    order.flatMap((name) => list.filter((text) => text.startsWith(`${PATHS[name]} `)));
  const sides = ['path', 'signature', 'disclosures'] as const;
  return {
    leaves: found.leaves,
    findings: byEntry(found.findings, ['records', 'stubs']),
    faults: byEntry(found.faults, sides),
    orphans: byEntry(found.orphans, sides),
    broken: sides.filter((name) => made.isBroken(name)),
    stop: made.stop,
  };
}

describe('the stream of leaves', () => {
  it('is what reading all entries whole gives, one line at a time, all at once, and between', async () => {
    const below = random(20260401);
    const reached = { stop: 0, orphans: 0, faults: 0, broken: 0, leaves: 0 };
    for (let bundle = 0; bundle < 600; bundle += 1) {
      const entries = entriesOf(below);
      const expected = naive(entries);
      for (const blockLines of [1, 2, 3, 1_000])
        for (const size of [50 + below(400), 100_000])
          expect(await stream(entries, size, blockLines)).toEqual(expected);
      reached.stop += expected.stop === undefined ? 0 : 1;
      for (const name of ['orphans', 'faults', 'broken', 'leaves'] as const)
        reached[name] += expected[name].length === 0 ? 0 : 1;
    }
    for (const count of Object.values(reached)) expect(count).toBeGreaterThan(60);
  });

  it('holds so many lines of each entry as a block has, whatever the bundle holds', async () => {
    const entries = entriesOf(random(7));
    const many = Array.from({ length: 5_000 }, (_, sequence) => sequence);
    const written = (make: (sequence: number) => string) =>
      many.map((sequence) => ({ text: make(sequence), sequence, fault: false }));
    const all = { ...entries, records: written(record), path: written(path), stubs: [] };
    let most = 0;
    let leaves = 0;
    const names = Object.keys(PATHS) as Names[];
    const made = new LeafStream({
      open: (wanted) => {
        const name = names.find((one) => PATHS[one] === wanted);
        if (name === undefined || all[name].length === 0) return undefined;
        return pieces(all[name].map(({ text }) => `${text}\n`).join(''), 1_000_000_000);
      },
      blockLines: 100,
    });
    for await (const batch of made.batches()) {
      most = Math.max(most, batch.leaves.length + batch.orphans.length + batch.faults.length);
      leaves += batch.leaves.length;
    }
    expect(leaves).toBe(5_000);
    expect(most).toBeLessThanOrEqual(300);
  });
});
