// Many bundles in one report: merged by sequence and record hash, whatever their order; contradictions fail it; what does not
// verify contributes nothing; completeness is claimed only where no record can be missing.

import { beforeAll, describe, expect, it } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { deriveFrom } from '../../exporter/derive.js';
import { testKeys } from '../../exporter/keys.js';
import { Ledger } from '../../exporter/ledger.js';
import type { Selection } from '../../exporter/plan.js';
import { trustRootFor, trustRootText } from '../../exporter/trust-root.js';
import { sourceFromBytes } from '../../src/archive/source.js';
import type { Json, JsonObject } from '../../src/base/json.js';
import { chaptersOf } from '../../src/compliance/chapters.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { renderReportCsv } from '../../src/compliance/render/csv.js';
import { renderHtml } from '../../src/compliance/render/html.js';
import { renderReportJson } from '../../src/compliance/render/json.js';
import { renderReportMarkdown } from '../../src/compliance/render/markdown.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { htmlTable, instantOf, reportOver, smallYear } from '../support/year.js';

const quarter = (from: string, to: string): Selection => ({
  period: { from: `2026-${from}T00:00:00Z`, to: `2026-${to}T23:59:59Z` },
});
const Q1 = quarter('01-01', '03-31');
const Q2 = quarter('04-01', '06-30');
const Q4 = quarter('10-01', '12-31');
const SPRING = quarter('02-15', '05-15');

const bundles: Record<string, Uint8Array> = {};

beforeAll(async () => {
  const year = smallYear();
  bundles['q1'] = await year.bundle('q1', Q1);
  bundles['q2'] = await year.bundle('q2', Q2);
  bundles['q4'] = await year.bundle('q4', Q4);
  bundles['spring'] = await year.bundle('spring', SPRING);
  bundles['ids'] = await year.bundle('ids', {
    recordIds: idsOf([...Array(20).keys()].map((i) => 150 + i)),
  });
  bundles['range'] = await year.bundle('range', { sequence: { from: 100, to: 140 } });
});

function idsOf(sequences: readonly number[]): string[] {
  const { ledger } = smallYear();
  return sequences
    .filter((sequence) => ledger.wholeErasureOf(sequence) === undefined)
    .map((sequence) => String(ledger.recordAt(sequence)['record_id']));
}

const pick = (...names: readonly string[]): Record<string, Uint8Array> =>
  Object.fromEntries(names.map((name) => [name, bundles[name] ?? new Uint8Array()]));

/** What a report says about the records, without what it says about each bundle. */
const content = ({ counts, dimensions, fields, sealed, frameworks }: ComplianceReport) => {
  const { showings: _, repeated: __, ...totals } = counts;
  return { totals, dimensions, fields, sealed, frameworks };
};

/** Sequences that a bundle shows, from its manifest's own count and its listing: one bundle alone, everything listed. */
async function shownBy(name: string): Promise<Map<number, string>> {
  const { records } = await reportOver(pick(name), {
    frameworks: [],
    from: '2025-01-01',
    to: '2027-12-31',
  });
  return new Map(records.listed.map(({ sequence, record_hash }) => [sequence, record_hash]));
}

describe('merging', () => {
  it('is the union of what the bundles show, each record once', async () => {
    const names = ['q1', 'spring', 'ids', 'q2', 'range', 'q4'];
    const naive = new Map<number, string>();
    let showings = 0;
    for (const name of names) {
      const shown = await shownBy(name);
      showings += shown.size;
      for (const [sequence, hash] of shown) naive.set(sequence, hash);
    }
    const report = await reportOver(pick(...names), { from: '2025-01-01', to: '2027-12-31' });
    expect(report.verdict).toBe('pass');
    expect(report.counts).toMatchObject({
      showings,
      records: naive.size,
      repeated: showings - naive.size,
      differing: 0,
    });
    expect(report.counts.repeated).toBeGreaterThan(20);
    expect(new Map(report.records.listed.map((row) => [row.sequence, row.record_hash]))).toEqual(
      naive,
    );
    const fresh = report.bundles.map(({ showings: s }) => s.new);
    expect(fresh.reduce((sum, value) => sum + value, 0)).toBe(naive.size);
  });

  it('gives the same numbers in every order of the bundles', async () => {
    const orders = [
      ['q1', 'range', 'spring', 'q2', 'ids', 'q4'],
      ['q4', 'ids', 'q2', 'range', 'spring', 'q1'],
      ['spring', 'q4', 'ids', 'q1', 'range', 'q2'],
      ['ids', 'range', 'q1', 'q2', 'spring', 'q4'],
    ];
    const [first, ...others] = await Promise.all(orders.map((order) => reportOver(pick(...order))));
    // Read in the order given, the frameworks would see policies after the records that they are for.
    for (const other of others) expect(content(other)).toEqual(content(first as ComplianceReport));
    const hipaa = first?.frameworks.find(({ id }) => id === 'hipaa');
    expect(hipaa?.retention.covered).toBeGreaterThan(0);
    expect(hipaa?.retention.covered).toBe(hipaa?.retention.records);
  });

  it('is deterministic, to the byte in every format', async () => {
    const once = await reportOver(pick('q1', 'spring', 'ids'));
    const twice = await reportOver(pick('q1', 'spring', 'ids'));
    for (const render of [renderHtml, renderReportCsv, renderReportJson, renderReportMarkdown])
      expect(render(twice)).toBe(render(once));
    expect(twice.fingerprint).toBe(once.fingerprint);
  });

  it('takes a bundle that is named twice once, and says so', async () => {
    const once = await reportOver(pick('q1'));
    const twice = await reportOver({ ...pick('q1'), again: bundles['q1'] ?? new Uint8Array() });
    expect(content(twice)).toEqual(content(once));
    expect(twice.counts.repeated).toBe(once.counts.showings);
    expect(twice.findings.map(({ code }) => code)).toContain('REPORT_BUNDLE_TWICE');
  });

  it('counts a field as disclosed that any of two bundles discloses', async () => {
    const year = smallYear();
    const closed = await year.bundle('closed', Q1, { disclose: 'none' });
    const without = await reportOver({ closed });
    const both = await reportOver({ closed, ...pick('q1') });
    const alone = await reportOver(pick('q1'));
    expect(without.sealed.every(({ disclosed }) => disclosed === 0)).toBe(true);
    expect(both.sealed).toEqual(alone.sealed);
    expect(both.fields).toEqual(alone.fields);
    expect(both.dimensions).toEqual(alone.dimensions);
  });

  it('opens a source by a function only while it is read, and one beside it to compare the two', async () => {
    let open = 0;
    const report = await reportOver(
      {},
      {
        bundles: ['q1', 'q4', 'q2'].map((name) => ({
          name,
          source: async (use) => {
            open += 1;
            expect(open).toBeLessThan(4);
            const result = await use(sourceFromBytes(bundles[name] ?? new Uint8Array()));
            open -= 1;
            return result;
          },
        })),
      },
    );
    expect(report.verdict).toBe('pass');
    expect(open).toBe(0);
  });
});

describe('what does not verify contributes nothing', () => {
  const broken = (): Uint8Array => {
    const bytes = new Uint8Array(bundles['q2'] ?? new Uint8Array());
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    return bytes;
  };

  it('but its verdict and findings', async () => {
    const alone = await reportOver(pick('q1'));
    for (const order of [
      { broken: broken(), ...pick('q1') },
      { ...pick('q1'), broken: broken() },
    ]) {
      const report = await reportOver(order);
      expect(report.verdict).toBe('fail');
      expect(report.integrity_verified).toBe(false);
      expect(report.says).toEqual([]);
      const counted = content(report);
      expect({ ...counted, frameworks: [] }).toEqual({ ...content(alone), frameworks: [] });
      expect(counted.frameworks.map(({ standing }) => standing)).toEqual(
        alone.frameworks.map(() => 'not examined'),
      );
      const bundle = report.bundles.find(({ name }) => name === 'broken');
      expect(bundle).toMatchObject({ verdict: 'fail', counted: false });
      expect(bundle?.showings.records).toBe(0);
      expect(
        report.findings.some(
          ({ check, bundles: ids }) => check !== undefined && ids.includes(bundle?.id ?? ''),
        ),
      ).toBe(true);
    }
  });

  it('nor is anything counted without a trust root', async () => {
    const report = await reportOver(pick('q1'), { trustRoot: undefined });
    expect(report.verdict).toBe('unproven');
    expect(report.counts.showings).toBe(0);
    expect(report.ledgers).toEqual([]);
    expect(report.frameworks.map(({ standing }) => standing)).toEqual(
      report.frameworks.map(() => 'not examined'),
    );
    expect(report.coverage).toMatchObject({ proven_permille: 0, gaps: [{}] });
    expect(renderHtml(report)).toContain('Integrity verified: no');
  });
});

describe('contradictions', () => {
  const times = (sequence: number): string =>
    `2026-03-0${1 + (sequence % 8)}T00:00:0${sequence % 10}Z`;
  const twin = async (actions: readonly string[], selection: Selection) => {
    const { keys } = smallYear();
    const ledger = new Ledger({
      origin: keys.ledger.origin,
      derive: deriveFrom('twin'),
      clock: (sequence) => times(sequence),
    });
    for (const action of actions)
      ledger.append({ event_type: 'login', action, actor: 'a', outcome: 'success', subject: 's' });
    return exportEvidenceBundle(ledger, {
      bundleId: 'evb_twin',
      exportedAt: '2026-04-01T00:00:00Z',
      keys,
      cosignatures: keys.witnesses.map((witness) => ({ witness, seconds: 1_775_000_000 })),
      ...selection,
    }).toBytes();
  };

  it('a record that differs between two bundles of one ledger fails the report, and is not counted', async () => {
    const all = { sequence: { from: 0, to: 4 } };
    const a = await twin(['w', 'x', 'y', 'z'], all);
    const b = await twin(['w', 'x', 'CHANGED', 'z', 'more'], all);
    const report = await reportOver({ a, b, again: a });
    expect(report.bundles.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
    expect(report.verdict).toBe('fail');
    // The record at 2 differs, and with it the one at 3, whose previous hash is another.
    const differing = report.findings.filter(({ code }) => code === 'SET_LEAF_CONFLICT');
    expect(differing.map(({ where, bundles: ids }) => [where.sequence, ids])).toEqual([
      [2, ['B1', 'B2']],
      [3, ['B1', 'B2']],
    ]);
    expect(report.counts).toMatchObject({ records: 2, showings: 12, repeated: 4, differing: 6 });
    expect(report.dimensions[1]?.rows.map(({ value }) => value)).toEqual(['w', 'x']);
    expect(new Set(report.frameworks.map(({ standing }) => standing))).toEqual(
      new Set(['not examined']),
    );
    expect(renderHtml(report)).toContain(
      'sequence 2: B1 (the record shown) and B2 (the record shown)',
    );
  });

  it('two verified tree heads of one size with other roots fail it, even if no shown record differs', async () => {
    const a = await twin(['w', 'x', 'y'], { sequence: { from: 0, to: 2 } });
    const b = await twin(['w', 'x', 'CHANGED'], { sequence: { from: 0, to: 2 } });
    const report = await reportOver({ a, b });
    expect(report.bundles.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(report.verdict).toBe('fail');
    const found = report.findings.find(({ code }) => code === 'SET_HEAD_CONFLICT');
    expect(found?.where).toEqual({ tree_size: 3 });
    expect(found?.bundles).toEqual(['B1', 'B2']);
    expect(found?.expected).not.toBe(found?.actual);
  });
});

describe('coverage', () => {
  /** Every record of the ledger with its time, erased ones too. */
  const ledgerTimes = (): { sequence: number; time: bigint }[] => {
    const { ledger } = smallYear();
    return Array.from({ length: ledger.size }, (_, sequence) => ({
      sequence,
      time: instantOf(ledger.recordedAt(sequence)),
    }));
  };

  it.each([
    ['quarters with one missing', ['q4', 'q1', 'q2']],
    ['overlapping periods', ['spring', 'q1', 'q4']],
    ['a range of sequences', ['range']],
    ['a range beside a period', ['range', 'q2']],
    ['ids alone', ['ids']],
    ['ids beside a period', ['ids', 'q1']],
  ])('never calls a stretch proven in which a record is missing: %s', async (_, names) => {
    const report = await reportOver(pick(...names), { from: '2026-01-10', to: '2026-12-20' });
    const [ledger] = report.ledgers;
    const shown = new Set(report.records.listed.map(({ sequence }) => sequence));
    const { ledger: source } = smallYear();
    const inside = (time: bigint, from: string, to: string): boolean =>
      time >= instantOf(from) && time <= instantOf(to);
    for (const { sequence, time } of ledgerTimes()) {
      const isProven = ledger?.proven.some(({ from, to }) => inside(time, from, to));
      if (isProven === true)
        expect([
          sequence,
          shown.has(sequence) || source.wholeErasureOf(sequence) !== undefined,
        ]).toEqual([sequence, true]);
      const isGap = ledger?.gaps.some(({ from, to }) => inside(time, from, to));
      if (inside(time, report.period.from, report.period.to))
        expect([sequence, isProven !== isGap]).toEqual([sequence, true]);
    }
    const covered = [...(ledger?.proven ?? []), ...(ledger?.gaps ?? [])].sort((a, b) =>
      a.from < b.from ? -1 : 1,
    );
    expect(covered[0]?.from).toBe(report.period.from);
    expect(covered.at(-1)?.to).toBe(report.period.to);
    covered.forEach(({ from }, i) => {
      const before = covered[i - 1];
      if (before !== undefined) expect(instantOf(before.to) + 1n).toBe(instantOf(from));
    });
  });

  it('claims nothing for a bundle by ids', async () => {
    const report = await reportOver(pick('ids'));
    expect(report.ledgers[0]).toMatchObject({ proven: [], proven_permille: 0 });
    expect(report.ledgers[0]?.gaps).toHaveLength(1);
    expect(report.ledgers[0]?.lanes).toMatchObject([{ selection: 'record_ids', complete: false }]);
    expect(report.findings.map(({ code }) => code)).toContain('REPORT_PERIOD_GAP');
  });

  it('leaves no gap between periods that follow each other', async () => {
    const report = await reportOver(pick('q1', 'q2'), { from: '2026-01-01', to: '2026-06-30' });
    expect(report.ledgers[0]).toMatchObject({ gaps: [], proven_permille: 1000 });
  });

  it('draws the missing quarter and names the sequences that are in no bundle', async () => {
    const report = await reportOver(pick('q1', 'q2', 'q4'));
    const [ledger] = report.ledgers;
    expect(ledger?.gaps).toHaveLength(1);
    expect(ledger?.gaps[0]?.from.slice(0, 7)).toBe('2026-07');
    expect(ledger?.proven_permille).toBeGreaterThan(700);
    expect(ledger?.proven_permille).toBeLessThan(800);
    const shown = new Set(report.records.listed.map(({ sequence }) => sequence));
    const { from = 0, to = 0, missing, holes } = ledger?.sequences ?? {};
    const naive = ledgerTimes().filter(
      ({ sequence }) =>
        sequence >= from &&
        sequence <= to &&
        !shown.has(sequence) &&
        smallYear().ledger.wholeErasureOf(sequence) === undefined,
    );
    expect(missing).toBe(naive.length);
    expect(
      (holes ?? []).flatMap((hole) =>
        Array.from({ length: hole.to - hole.from + 1 }, (_, i) => hole.from + i),
      ),
    ).toEqual(naive.map(({ sequence }) => sequence));
    expect(renderHtml(report)).toContain('>gap</text>');
  });

  it('marks the months that touch a gap in every plot and table over time, and no other', async () => {
    const open = (made: ComplianceReport): number[] =>
      made.period.buckets.flatMap(({ from, to }, i) =>
        (made.ledgers[0]?.gaps ?? []).some(
          (gap) => instantOf(gap.from) <= instantOf(to) && instantOf(gap.to) >= instantOf(from),
        )
          ? [i]
          : [],
      );
    const report = await reportOver(pick('q1', 'q2', 'q4'));
    const months = open(report);
    expect(months).toEqual([6, 7, 8]);
    const plots = chaptersOf(report)
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'plot' && 'buckets' in block.spec ? [block.spec] : []));
    expect(plots.length).toBe(7);
    for (const { buckets } of plots)
      expect(buckets.flatMap(({ gap }, i) => (gap ? [i] : []))).toEqual(months);
    const html = renderHtml(report);
    expect(html.match(/class="f-gap"/g)).toHaveLength(plots.length * months.length);
    const tables = [
      'records-over-time',
      ...report.dimensions.map(({ name }) => `table-time-${name}`),
    ];
    for (const id of tables) {
      const labels = htmlTable(html, id)
        .slice(1, -1)
        .map(([label]) => label);
      expect(labels).toEqual(
        report.period.buckets.map(({ label }, i) => (months.includes(i) ? `${label}†` : label)),
      );
    }
    expect(html.match(/† touches a stretch/g)).toHaveLength(tables.length);
    const whole = await reportOver(pick('q1', 'q2'), { from: '2026-01-01', to: '2026-06-30' });
    expect(renderHtml(whole)).not.toContain('†');
    expect(renderHtml(whole)).not.toContain('class="f-gap"');
  });
});

describe('erasure across bundles', () => {
  it('what a newer bundle logs as erased is not printed from an older one', async () => {
    const { keys } = smallYear();
    const ledger = new Ledger({
      origin: keys.ledger.origin,
      derive: deriveFrom('erasure'),
      clock: (sequence) => `2026-03-01T00:00:0${sequence}Z`,
    });
    const secret = 'somebody.erased@northgate.example';
    const event = (actor: string, more: JsonObject = {}): JsonObject => ({
      event_type: 'login',
      action: 'authenticate',
      outcome: 'success',
      actor,
      subject: 's',
      ...more,
    });
    ledger.append(event('somebody.else'), { sealed: ['actor', 'subject'] });
    ledger.append(event(secret), { sealed: ['actor', 'subject'] });
    ledger.append(event(secret, { event_type: 'whole_event' }), { sealed: ['actor'] });
    const make = (from: number, to: number): Promise<Uint8Array> =>
      exportEvidenceBundle(ledger, {
        bundleId: 'evb_erasure',
        exportedAt: '2026-04-01T00:00:00Z',
        keys,
        disclose: 'all',
        sequence: { from, to },
        cosignatures: keys.witnesses.map((witness) => ({ witness, seconds: 1_775_000_000 })),
      }).toBytes();
    const older = await make(0, 3);
    const before = await reportOver({ older });
    expect(renderHtml(before)).toContain(secret);
    ledger.erase(1, {
      fields: ['actor'],
      policy: 'p',
      legalGround: 'gdpr_art_17_1_a',
      authority: 'dpo',
    });
    ledger.erase(2, { fields: '*', policy: 'p', legalGround: 'gdpr_art_17_1_a', authority: 'dpo' });
    const newer = await make(0, 5);
    for (const given of [
      { older, newer },
      { newer, older },
    ]) {
      const report = await reportOver(given);
      expect(report.verdict).toBe('pass');
      for (const render of [renderHtml, renderReportCsv, renderReportJson, renderReportMarkdown]) {
        expect(render(report)).not.toContain(secret);
        expect(render(report)).not.toContain('whole_event');
      }
      const still = report.findings.filter(({ code }) => code === 'REPORT_ERASED_STILL_SHOWN');
      expect(still.map(({ where }) => where.sequence)).toEqual([1, 2]);
      expect(report.sealed.find(({ field }) => field === 'actor')).toMatchObject({
        sealed: 2,
        disclosed: 1,
        erased: 1,
      });
      // A record that was erased as a whole is in no count.
      expect(report.counts).toMatchObject({ events: 2, erased: 1 });
      expect(report.ledgers[0]).toMatchObject({ erased_in_period: 1 });
    }
  });
});

it('puts two ledgers side by side, with the same sequences in both', async () => {
  const make = async (origin: string, actions: readonly string[]) => {
    const keys = testKeys(`two ledgers ${origin}`, origin);
    const ledger = new Ledger({
      origin,
      derive: deriveFrom(origin),
      clock: (sequence) => `2026-05-01T00:00:0${sequence}Z`,
    });
    ledger.setRetentionPolicy({ policyName: 'p', retentionYears: 1, appliesTo: { action: 'x' } });
    for (const action of actions)
      ledger.append({
        event_type: 'login',
        action,
        actor: 'a',
        outcome: 'o',
        subject: 's',
        timestamp: 't',
      });
    const bytes = await exportEvidenceBundle(ledger, {
      bundleId: 'evb_two',
      exportedAt: '2026-06-01T00:00:00Z',
      keys,
      sequence: { from: 0, to: ledger.size },
    }).toBytes();
    return { bytes, root: trustRootFor(keys) };
  };
  const a = await make('ledger.softqcos.example/a', ['x', 'y']);
  const b = await make('ledger.softqcos.example/b', ['x', 'z', 'z']);
  const lists = (name: string): Json[] =>
    [a, b].flatMap(({ root }) => (root[name] ?? []) as Json[]);
  const root = { ...a.root, ledgers: lists('ledgers'), attesters: lists('attesters') };
  const report = await reportOver(
    { a: a.bytes, b: b.bytes },
    { trustRoot: loadTrustRoot(Buffer.from(trustRootText(root))) },
  );
  expect(report.verdict).toBe('pass');
  expect(
    report.ledgers.map(({ id, origin, records_in_period }) => [id, origin, records_in_period]),
  ).toEqual([
    ['L1', 'ledger.softqcos.example/a', 3],
    ['L2', 'ledger.softqcos.example/b', 4],
  ]);
  expect(report.counts).toMatchObject({ events: 5, retention_policies: 2, differing: 0 });
  const action = report.dimensions.find(({ name }) => name === 'action');
  expect(
    action?.rows.map(({ value, examples }) => [
      value,
      examples.map(({ ledger, sequence }) => `${ledger} ${sequence}`),
    ]),
  ).toEqual([
    ['x', ['L1 1', 'L2 1']],
    ['z', ['L2 2', 'L2 3']],
    ['y', ['L1 2']],
  ]);
  // A policy of one ledger says nothing about the records of another.
  expect(report.frameworks[0]?.retention).toMatchObject({ records: 5, covered: 2 });
  const html = renderHtml(report);
  expect(html).toContain('<a href="#r-L2-3"');
  expect(html).toContain('>L2·3</a>');
});
