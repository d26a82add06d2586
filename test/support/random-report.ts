// Random sets of real bundles, and a report over each held against a count of the lines in their zips, with the whole ledger at hand.

import { expect } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { deriveFrom } from '../../exporter/derive.js';
import { TEST_ORIGIN, testKeys } from '../../exporter/keys.js';
import { Ledger } from '../../exporter/ledger.js';
import type { Selection } from '../../exporter/plan.js';
import type { TreeHash } from '../../exporter/tree.js';
import { trustRootFor, trustRootText } from '../../exporter/trust-root.js';
import { sourceFromBytes } from '../../src/archive/source.js';
import { type Erasure, erasureOf } from '../../src/bundle/erasure.js';
import type { LedgerRecord } from '../../src/bundle/record.js';
import { buildReport } from '../../src/compliance/build.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { BUILT_IN } from '../../src/frameworks/framework.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import type { BundleOptions, Model } from '../history/model.js';
import { groupsOf, isContradiction, ruleCodes } from '../history/reference.js';
import type { Random } from './random.js';
import { unzip } from './unzip.js';
import { instantOf } from './year.js';

const KEYS = testKeys('softqcos-verify random');
const FIRST = Date.parse('2026-02-01T00:00:00Z');
const DAY = 86_400_000;
const LATE = '2026-12-01T00:00:00Z';
const FIELDS = ['actor', 'subject', 'ip_address'];
const SUITES = {
  'sha3-256': { suite: 'softqcos-v1', treeHash: 'sha3-256' },
  sha256: { suite: 'softqcos-v1-sha256', treeHash: 'sha256' },
} as const;

/** What is logged, in order; the same script makes the ledger of any size. */
interface Script {
  readonly hashName: TreeHash;
  readonly clock: readonly string[];
  readonly steps: readonly ((ledger: Ledger, isOther: boolean) => void)[];
}

interface Made {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Its own ledger, as long as its tree. */
  readonly ledger: Ledger;
  readonly isProven: boolean;
  readonly selection: Selection;
}

interface Line {
  readonly sequence: number;
  readonly record_id: string;
  readonly recorded_at: string;
  readonly type: string;
  readonly sealed?: Readonly<Record<string, string>>;
}

function scriptOf(size: number, random: Random): Script {
  const clock: string[] = [];
  let at = FIRST;
  for (let i = 0; i < size; i += 1) {
    if (!random.once(6)) at += random.below(4 * DAY);
    clock.push(`${new Date(at).toISOString().slice(0, -1)}${String(i).padStart(3, '0')}Z`);
  }
  const erased = new Set<number>();
  const steps = clock.map((_, at): Script['steps'][number] => {
    const kind = at === 0 ? 0 : random.below(10);
    const sealed = FIELDS.filter(() => random.once(2));
    const target = random.below(Math.max(1, at));
    const isWhole = random.once(2);
    if (kind === 9)
      return (ledger) =>
        ledger.setRetentionPolicy({ policyName: 'p', retentionYears: 1, appliesTo: {} });
    if (kind === 8 && !erased.has(target)) {
      erased.add(target);
      return (ledger, isOther) => {
        const names = Object.keys((ledger.recordAt(target)['sealed'] as object) ?? {});
        const isEvent = ledger.recordAt(target)['type'] === 'event';
        if (isEvent && (isWhole || names.length > 0))
          ledger.erase(target, {
            fields: isWhole ? '*' : names.slice(0, 1),
            ...{ policy: 'none', legalGround: 'gdpr_art_17_1_a', authority: 'DPO' },
          });
        else event(ledger, sealed, isOther);
      };
    }
    return (ledger, isOther) => event(ledger, sealed, isOther);
  });
  return { hashName: random.pick(['sha3-256', 'sha256'] as const), clock, steps };
}

function event(ledger: Ledger, sealed: readonly string[], isOther: boolean): void {
  ledger.append(
    {
      ...{ event_type: 'login', action: 'authenticate', outcome: isOther ? 'denied' : 'success' },
      ...{ actor: `user${ledger.size % 3}`, subject: 'system', ip_address: '192.0.2.1' },
      ...{ data_classification: 'internal', legal_basis: 'legal_obligation' },
    },
    { sealed },
  );
}

function ledgerOf({ hashName, clock, steps }: Script, size: number, forkAt: number): Ledger {
  const ledger = new Ledger({
    origin: TEST_ORIGIN,
    treeHash: hashName,
    derive: deriveFrom('softqcos-verify random'),
    clock: (sequence) => clock[sequence] ?? '',
  });
  for (const [at, step] of steps.slice(0, size).entries()) step(ledger, at >= forkAt);
  return ledger;
}

/** A random set of bundles, each of which verifies or is merely unproven. */
async function randomBundles(script: Script, random: Random): Promise<readonly Made[]> {
  const all = script.steps.length;
  const forkAt = random.once(2) ? random.below(all) : all;
  const made: Made[] = [];
  for (let i = 2 + random.below(3); i > 0; i -= 1) {
    const size = random.once(2) ? all : 2 + random.below(all - 2);
    const ledger = ledgerOf(script, size, random.once(3) ? forkAt : all);
    const isProven = !random.once(8);
    const consistencyFrom = random.once(4) ? [1 + random.below(size - 1)] : [];
    // An honest head is signed before the next record is logged; a stale one long after.
    const next = script.clock[size];
    const exportedAt = next === undefined || random.once(6) ? LATE : next;
    const disclosed = FIELDS.filter(() => random.once(2));
    const selection = selectionIn(ledger, script, exportedAt, random);
    const name = `${i}.zip`;
    const bytes = await exportEvidenceBundle(ledger, {
      ...{ bundleId: `evb_${i}`, exportedAt, keys: KEYS, ...selection },
      ...{ suite: SUITES[script.hashName].suite, disclose: disclosed, consistencyFrom },
      proof: random.pick(['paths', 'batch'] as const),
      linkStubs: random.once(2),
      includeQuantumAttestation: isProven,
    }).toBytes();
    made.push({ name, bytes, ledger, isProven, selection });
  }
  return made;
}

function selectionIn(
  ledger: Ledger,
  { clock }: Script,
  exportedAt: string,
  random: Random,
): Selection {
  const from = random.below(ledger.size);
  const to = from + 1 + random.below(ledger.size - from);
  const kind = random.below(5);
  if (kind === 0)
    return {
      recordIds: [...new Set([...random.some(4, ledger.size), ledger.size - 1])]
        .filter((at) => ledger.wholeErasureOf(at) === undefined)
        .map((at) => String(ledger.recordAt(at)['record_id'])),
    };
  if (kind < 3) return { sequence: { from, to } };
  // The ledger signs with whole seconds.
  const whole = `${exportedAt.slice(0, 19)}Z`;
  const end = random.once(2) && whole >= (clock[from] ?? '') ? whole : (clock[to - 1] ?? '');
  const begin = clock[from] ?? '';
  // A period that ends before it begins is another fault.
  return { period: { from: instantOf(begin) > instantOf(end) ? end : begin, to: end } };
}

const linesOf = <T>(entries: ReadonlyMap<string, Uint8Array>, path: string): T[] =>
  Buffer.from(entries.get(path) ?? [])
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

/** A bundle as its lines say, for the naive account of trees. */
function readOf({ bytes, ledger, isProven, name }: Made): BundleOptions & {
  readonly records: readonly Line[];
} {
  const entries = unzip(bytes);
  const records = linesOf<Line>(entries, 'records.jsonl');
  const stubs = linesOf<{ sequence: number }>(entries, 'stubs.jsonl');
  const opened = new Map<number, string[]>();
  for (const { sequence, disclosures } of linesOf<{ sequence: number; disclosures: string[] }>(
    entries,
    'disclosures.jsonl',
  ))
    opened.set(
      sequence,
      disclosures.map((text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))[1]),
    );
  return {
    ...{ name, counted: isProven, size: ledger.size, ledger: modelOf(ledger), records },
    shown: records.map(({ sequence }) => sequence),
    stubs: stubs.map(({ sequence }) => sequence),
    lines: linesOf<{ tree_size: number }>(entries, 'proof/consistency.jsonl')
      .map(({ tree_size }) => tree_size)
      .filter((size) => size < ledger.size),
    disclosed: (sequence) => opened.get(sequence) ?? [],
  };
}

/** What the naive account asks of a ledger. */
function modelOf(ledger: Ledger): Model {
  const recordOf = (sequence: number): LedgerRecord => {
    const raw = ledger.recordAt(sequence);
    return {
      ...{ sequence, recordId: raw['record_id'], type: raw['type'], data: raw['data'] },
      ...{ recordedAt: instantOf(String(raw['recorded_at'])), recordedAtText: raw['recorded_at'] },
      sealed: new Map(Object.entries((raw['sealed'] as Record<string, string>) ?? {})),
      where: {},
    } as unknown as LedgerRecord;
  };
  const erasureAt = (sequence: number): Erasure | undefined => {
    const record = recordOf(sequence);
    return record.type === 'erasure' ? erasureOf(record) : undefined;
  };
  const leaf = (sequence: number) => ({
    ...{ sequence, recordHash: ledger.rawHashAt(sequence), record: recordOf(sequence) },
  });
  return { tree: ledger.tree, leaf, erasureAt } as unknown as Model;
}

/** Reports over a random set in two orders, and holds what they say against the count. @returns what it was an example of */
export async function checkRandomReport(random: Random, name: string): Promise<string> {
  const script = scriptOf(12 + random.below(30), random);
  const made = await randomBundles(script, random);
  const from = random.below(30);
  const day = (n: number): string => new Date(FIRST + n * DAY).toISOString().slice(0, 10);
  const period = { from: day(from), to: day(from + random.below(90)) };
  const isAsked = random.once(3);
  const report = (order: readonly Made[]): Promise<ComplianceReport> =>
    buildReport({
      bundles: order.map(({ name: file, bytes }) => ({
        ...{ name: file, source: sourceFromBytes(bytes) },
      })),
      trustRoot: loadTrustRoot(
        Buffer.from(trustRootText(trustRootFor(KEYS, { suite: SUITES[script.hashName].suite }))),
      ),
      frameworks: [...BUILT_IN.values()],
      requirements: isAsked ? ['completeness'] : [],
      at: instantOf('2027-01-10T00:00:00Z'),
      ...period,
    });
  const given = await report(made);
  const about = `${name} ${JSON.stringify(made.map(({ name: file, ledger, selection }) => [file, ledger.size, selection]))} ${given.summary}`;
  for (const { name: file, isProven } of made) {
    const one = given.bundles.find((bundle) => bundle.name === file);
    expect([file, one?.verdict], `${about} ${one?.summary}`).toEqual([
      file,
      isProven ? 'pass' : 'unproven',
    ]);
  }
  const other = await report(random.shuffled(made));
  expect(factsOf(other), about).toEqual(factsOf(given));
  const bundles = made.map(readOf);
  const counted = bundles.filter((bundle) => bundle.counted);
  const isFailed = isContradiction(counted) || ruleCodes(counted).size > 0;
  const isWhole = given.coverage.gaps.length === 0;
  const isUnproven = counted.length < made.length || (isAsked && !isWhole);
  expect(given.verdict, about).toBe(isFailed ? 'fail' : isUnproven ? 'unproven' : 'pass');
  expect(given.integrity_verified, about).toBe(given.verdict === 'pass');
  for (const { standing } of given.frameworks)
    expect(standing === 'not examined', about).toBe(given.verdict !== 'pass');
  const [ledger] = given.ledgers;
  if (counted.length === 0) {
    expect(ledger, about).toBeUndefined();
    return 'nothing counted';
  }
  if (isFailed) {
    expect([ledger?.history?.state, ledger?.proven, given.coverage.examined], about).toEqual([
      ...['contradicted', [], false],
    ]);
    return 'contradicted';
  }
  const groups = groupsOf(counted);
  const heads = new Set(counted.map(({ size }) => size)).size;
  const state = heads === 1 ? 'one-head' : groups.length === 1 ? 'shown' : 'not-shown';
  expect(ledger?.history?.state, about).toBe(state);
  compareCounts(given, counted, about);
  comparePeriod(given, made, counted, script, about);
  return isWhole ? 'whole' : state;
}

/** What must be the same in every order. */
function factsOf(report: ComplianceReport): unknown {
  const { verdict, exit, counts, dimensions, fields, sealed, coverage, frameworks } = report;
  const { repeated: _, ...totals } = counts;
  return {
    ...{ verdict, exit, totals, dimensions, fields, sealed, coverage, frameworks },
    codes: report.findings
      .filter(({ code }) => code.startsWith('SET_') || code.startsWith('REPORT_'))
      .map(({ code, where }) => `${code} ${JSON.stringify(where)}`)
      .sort(),
    ledgers: report.ledgers.map(({ history, tree_heads, lanes: __, ...ledger }) => ({
      ...ledger,
      state: history?.state,
      groups: history?.groups.map(({ tree_sizes }) => tree_sizes),
      heads: tree_heads.map(({ tree_size, root_hash }) => [tree_size, root_hash]),
    })),
    rows: report.records.listed.map(({ bundle: ___, ...row }) => row),
  };
}

type Read = ReturnType<typeof readOf>;

function compareCounts(report: ComplianceReport, counted: readonly Read[], about: string): void {
  const { from, to } = report.period;
  const within = (time: string): boolean =>
    instantOf(time) >= instantOf(from) && instantOf(time) <= instantOf(to);
  const records = new Map(
    counted.flatMap((one) => one.records.map((line) => [line.sequence, line])),
  );
  const gone = new Map<number, string>();
  const erased = new Set<string>();
  for (const { ledger, shown } of counted)
    for (const sequence of shown) {
      const erasure = ledger.erasureAt(sequence);
      if (erasure === undefined) continue;
      const { target, fields } = erasure;
      if (fields === undefined) gone.set(target.sequence, target.recordedAtText);
      for (const field of fields ?? []) erased.add(`${target.sequence} ${field}`);
    }
  const own = [...records.values()]
    .filter(({ sequence, recorded_at }) => !gone.has(sequence) && within(recorded_at))
    .sort((a, b) => a.sequence - b.sequence);
  const [ledger] = report.ledgers;
  expect([report.record_count, ledger?.records_in_period], about).toEqual([own.length, own.length]);
  expect(ledger?.erased_in_period, about).toBe([...gone.values()].filter(within).length);
  const missing: number[] = [];
  for (let at = own[0]?.sequence ?? 0; at < (own.at(-1)?.sequence ?? 0); at += 1)
    if (!records.has(at) && !gone.has(at)) missing.push(at);
  const holes = (ledger?.sequences.holes ?? []).flatMap((hole) =>
    Array.from({ length: hole.to - hole.from + 1 }, (_, i) => hole.from + i),
  );
  expect(holes, about).toEqual(missing);
  for (const field of FIELDS) {
    const states = { disclosed: 0, withheld: 0, erased: 0 };
    for (const { sequence, sealed } of own) {
      if (sealed?.[field] === undefined) continue;
      const isOpen = counted.some(({ disclosed }) => disclosed?.(sequence).includes(field));
      if (erased.has(`${sequence} ${field}`)) states.erased += 1;
      else states[isOpen ? 'disclosed' : 'withheld'] += 1;
    }
    const found = report.sealed.find((one) => one.field === field);
    const { disclosed = 0, withheld = 0, erased: wiped = 0 } = found ?? {};
    expect([field, { disclosed, withheld, erased: wiped }], about).toEqual([field, states]);
  }
}

/** No record of the ledger is missing in a proven stretch, and what each bundle proves by itself is in one. */
function comparePeriod(
  report: ComplianceReport,
  made: readonly Made[],
  counted: readonly Read[],
  { clock }: Script,
  about: string,
): void {
  const proven = (report.ledgers[0]?.proven ?? []).map(
    ({ from, to }) => [instantOf(from), instantOf(to)] as const,
  );
  const isProven = (time: bigint): boolean =>
    proven.some(([from, to]) => from <= time && time <= to);
  const known = new Set(counted.flatMap(({ shown, stubs = [] }) => [...shown, ...stubs]));
  const shown = counted.flatMap(({ records }) => records);
  const [first, last] = [instantOf(report.period.from), instantOf(report.period.to)];
  let outrun = 0;
  for (const { selection, isProven: counts, ledger } of made) {
    if (!counts || selection.period === undefined) continue;
    const [from, to] = [instantOf(selection.period.from), instantOf(selection.period.to)];
    const isLeftOut = shown.some(
      ({ sequence, recorded_at }) => sequence >= ledger.size && instantOf(recorded_at) <= to,
    );
    if (isLeftOut) outrun += 1;
    else
      for (const time of [from, to])
        if (time >= first && time <= last)
          expect([time, isProven(time)], about).toEqual([time, true]);
  }
  const told = report.findings.filter(({ code }) => code === 'SET_PERIOD_OUTRUN');
  expect(told.length, about).toBe(outrun);
  // What no bundle says can be missing: a leaf beyond every tree of which a stale head hides the end.
  const end = Math.max(-1, ...shown.map(({ sequence }) => sequence));
  for (const [at, time] of clock.slice(0, end).entries())
    if (isProven(instantOf(time)))
      expect([at, known.has(at)], `${about} proven`).toEqual([at, true]);
}
