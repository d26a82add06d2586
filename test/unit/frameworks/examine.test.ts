// What frameworks find: the counts of a naive reference over many bundles, bounded memory, no result without proof.

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { parseTime } from '../../../src/base/encoding.js';
import type { Json, JsonObject } from '../../../src/base/json.js';
import { FRAMEWORK } from '../../../src/base/limits.js';
import type { ProvenRecord } from '../../../src/evidence/reader.js';
import { examine } from '../../../src/examine.js';
import { FrameworkExaminer } from '../../../src/frameworks/examine.js';
import { BUILT_IN, type Framework, loadFramework } from '../../../src/frameworks/framework.js';
import { monthsAfter } from '../../../src/frameworks/intervals.js';
import type { Examined } from '../../../src/frameworks/result.js';
import { matcherOf, type Selector } from '../../../src/frameworks/selector.js';
import { renderJson } from '../../../src/report/json.js';
import { frameworkGaps, type Transcript } from '../../../src/transcript/transcript.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { verifyBundle } from '../../../src/verify.js';
import { checkSchema } from '../../support/schema.js';
import {
  ALL,
  AT,
  arbitraryBundle,
  bundleOf,
  COMPLETE,
  examined,
  exported,
  instant,
  newLedger,
  verified,
} from './bundles.js';
import { naive, numbersOf, recordsOf } from './reference.js';

const GOLDEN = 'fixtures/golden';
const goldens = readdirSync(GOLDEN).filter((name) => name.startsWith('pass-'));

function builtIn(id: string): Framework {
  const framework = BUILT_IN.get(id);
  if (framework === undefined) throw new Error(id);
  return framework;
}

/** A framework of the auditor's own, on top of nothing. */
function own(changes: JsonObject): Framework {
  return loadFramework(Buffer.from(JSON.stringify({ ...EMPTY, ...changes })));
}
const EMPTY: JsonObject = {
  format: 'softqcos.framework/v1',
  id: 'own',
  name: 'Own',
  edition: '1',
  source: 's',
  required_fields: { fields: [], source: 's' },
  retention: { force: 'none', records: 'all', source: 's', note: 'n' },
  controls: [],
  lints: [],
  statements: [],
};

/** A record as it is read, without a bundle. */
function seen(
  sequence: number,
  data: JsonObject,
  more: {
    readonly type?: ProvenRecord['record']['type'];
    readonly sealed?: readonly string[];
    readonly disclosed?: Readonly<Record<string, Json>>;
    readonly at?: string;
    readonly selected?: boolean;
  } = {},
): ProvenRecord {
  const at = more.at ?? '2026-02-01T00:00:00Z';
  return {
    record: {
      sequence,
      recordId: `rec_${sequence}`,
      type: more.type ?? 'event',
      ledger: 'l',
      recordedAt: instant(at),
      recordedAtText: at,
      previousHash: '',
      recordHash: new Uint8Array(32),
      data,
      sealed: new Map((more.sealed ?? []).map((name) => [name, ''])),
      where: {},
    },
    selected: more.selected ?? true,
    disclosed: new Map(Object.entries(more.disclosed ?? {})),
  };
}

function resultOf(framework: Framework, records: Iterable<ProvenRecord>): Examined {
  const examiner = new FrameworkExaminer([framework]);
  for (const one of records) examiner.add(one);
  const [result] = examiner.results({ 'time stamps': 0, 'record signatures': 0 });
  if (result?.state !== 'examined') throw new Error('not examined');
  return result;
}

describe('counts', () => {
  it('are those of the naive reference for bundles with gaps, sealed, disclosed and erased fields', async () => {
    let gaps = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryBundle, async (plan) => {
        const zip = await bundleOf(plan);
        const transcript = await verified(zip, { frameworks: ALL });
        expect(transcript.verdict, transcript.summary).toBe('pass');
        const records = await recordsOf(zip);
        for (const { document } of ALL) {
          const result = examined(transcript, document.id);
          expect(numbersOf(result), document.id).toEqual(naive(records, document));
          gaps += result.gaps.length;
        }
      }),
      { numRuns: 40, seed: 20260323 },
    );
    expect(gaps).toBeGreaterThan(50);
  });

  it.each(goldens)('are those of the naive reference for %s', async (name) => {
    const read = (path: string): Buffer => readFileSync(`${GOLDEN}/${name}/${path}`);
    const file = JSON.parse(read('case.json').toString('utf8'));
    const zip = read('bundle.zip');
    const at = parseTime(file.at) ?? AT;
    const source = sourceFromBytes(new Uint8Array(zip));
    const root = loadTrustRoot(read(file.trust_root));
    const transcript = await examine(await verifyBundle(source, root, { at, name }), source, {
      frameworks: ALL,
    });
    expect(transcript.verdict).toBe('pass');
    const json = renderJson(transcript);
    expect(checkSchema('transcript', JSON.parse(json) as Json)).toBeUndefined();
    const records = await recordsOf(zip);
    for (const { document } of ALL)
      expect(numbersOf(examined(transcript, document.id)), document.id).toEqual(
        naive(records, document),
      );
  });

  it('take sealed, disclosed, withheld and erased fields for present, and blank ones in the clear for missing', async () => {
    const ledger = newLedger();
    ledger.append(COMPLETE);
    ledger.append(COMPLETE, { sealed: ['actor', 'subject'] });
    ledger.append({ ...COMPLETE, actor: '', subject: ' \t' });
    ledger.append({ ...COMPLETE, actor: null, subject: 0 });
    ledger.append(COMPLETE, { sealed: ['actor', 'subject'] });
    ledger.erase(4, {
      fields: ['subject'],
      policy: 'p',
      legalGround: 'gdpr_art_17_1_a',
      authority: 'DPO',
    });
    const zip = await exported(ledger, { disclose: (at) => at === 1 });
    const result = examined(await verified(zip, { frameworks: [builtIn('soc2')] }), 'soc2');
    const [actor, subject] = ['actor', 'subject'].map((name) =>
      result.fields.find(({ field }) => field === name),
    );
    expect(actor?.selected).toEqual({ clear: 1, disclosed: 1, sealed: 1, missing: 2 });
    expect(actor?.examples.map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect(subject?.selected).toEqual({ clear: 2, disclosed: 1, sealed: 1, missing: 1 });
    expect(result.gaps).toEqual([
      'field actor is missing in 2 of 5 selected records',
      'field subject is missing in 1 of 5 selected records',
    ]);
  });

  it('find no gap in records that are only shown in addition', async () => {
    const ledger = newLedger();
    ledger.append({ action: 'read' });
    ledger.append(COMPLETE);
    const zip = await exported(ledger, { sequence: { from: 1, to: 2 }, also: [0] });
    const transcript = await verified(zip, { frameworks: [builtIn('soc2')] });
    const result = examined(transcript, 'soc2');
    expect(result.gaps).toEqual([]);
    expect(result.events).toEqual({ selected: 1, in_addition: 1 });
    expect(result.fields.map(({ in_addition }) => in_addition.missing)).toEqual([1, 1, 0, 1, 1]);
    expect(frameworkGaps(transcript)).toBe(false);
  });

  it('call a bundle without a selected event a gap, never an empty success', async () => {
    const ledger = newLedger();
    ledger.setRetentionPolicy({ policyName: 'p', retentionYears: 6, appliesTo: {} });
    const transcript = await verified(await exported(ledger), { frameworks: ALL });
    for (const { document } of ALL)
      expect(examined(transcript, document.id).gaps).toEqual([
        'no selected record of type event is shown',
      ]);
    expect(frameworkGaps(transcript)).toBe(true);
  });
});

describe('a run', () => {
  it('has no result for evidence that is not proven, whatever was seen', async () => {
    const ledger = newLedger();
    ledger.append({ action: 'read' });
    const unproven = await exported(ledger, { includeQuantumAttestation: false });
    const failed = await exported(ledger, {
      tamper: { manifest: (manifest) => ({ ...manifest, counts: { records: 2, stubs: 0 } }) },
    });
    for (const [bytes, verdict] of [
      [unproven, 'unproven'],
      [failed, 'fail'],
    ] as const) {
      const transcript = await verified(bytes, { frameworks: ALL });
      expect(transcript.verdict).toBe(verdict);
      expect(frameworkGaps(transcript)).toBe(false);
      for (const result of transcript.frameworks ?? [])
        expect(result).toEqual({
          id: result.id,
          name: result.name,
          edition: result.edition,
          source: result.source,
          texts: result.texts,
          supplied_by: 'softqcos-verify',
          digest: result.digest,
          state: 'not examined',
          because: 'the evidence is not proven',
        });
      expect(transcript.frameworks).toHaveLength(ALL.length);
      expect(checkSchema('transcript', JSON.parse(renderJson(transcript)) as Json)).toBeUndefined();
    }
  });

  it('has no member of that name unless asked, and is otherwise the same', async () => {
    const ledger = newLedger();
    ledger.append({ action: 'read' });
    const zip = await exported(ledger);
    const without = await verified(zip);
    expect('frameworks' in without).toBe(false);
    expect('frameworks' in (await verified(zip, { frameworks: [] }))).toBe(false);
    const { frameworks, ...rest } = await verified(zip, { frameworks: ALL });
    expect(rest).toEqual(without);
    expect(frameworks?.map(({ id }) => id)).toEqual(ALL.map(({ document }) => document.id));
  });

  it('gives the same result for the same bytes, and to a transcript that was read from a file', async () => {
    const zip = await bundleOf(
      fc.sample(arbitraryBundle, { numRuns: 1, seed: 7 })[0] ?? {
        steps: [],
        from: 0,
        disclose: [],
      },
    );
    const one = await verified(zip, { frameworks: ALL });
    expect(renderJson(await verified(zip, { frameworks: ALL }))).toBe(renderJson(one));
    const kept = JSON.parse(renderJson(await verified(zip))) as Transcript;
    const later = await examine(kept, sourceFromBytes(zip), { frameworks: ALL });
    expect(renderJson(later)).toBe(renderJson(one));
  });
});

describe('retention', () => {
  const PHI = { data_classification: 'PHI' };
  const policy = (sequence: number, name: string, years: number, applies_to: JsonObject) =>
    seen(
      sequence,
      {
        policy_name: name,
        retention_years: years,
        applies_to,
        deletion_method: 'x',
        timestamp: '',
      },
      { type: 'retention_policy', selected: false },
    );
  const hipaa = (...records: ProvenRecord[]) => resultOf(builtIn('hipaa'), records);

  it.each<[string, ProvenRecord[], string]>([
    [
      'a policy',
      [policy(0, 'a', 6, PHI), seen(1, COMPLETE)],
      'retention of 6 years or more configured for 1 of 1 selected records',
    ],
    [
      'a longer one',
      [policy(0, 'a', 7, {}), seen(1, COMPLETE)],
      'retention of 6 years or more configured for 1 of 1 selected records',
    ],
    ['none', [seen(1, COMPLETE)], 'no policy shown that keeps 1 of 1 selected records for 6 years'],
    [
      'a shorter one',
      [policy(0, 'a', 5, PHI), seen(1, COMPLETE)],
      'no policy shown that keeps 1 of 1 selected records for 6 years',
    ],
    [
      'one that came later',
      [seen(1, COMPLETE), policy(2, 'a', 6, PHI)],
      'no policy shown that keeps 1 of 1 selected records for 6 years',
    ],
    [
      'one for others',
      [policy(0, 'a', 6, { data_classification: 'internal' }), seen(1, COMPLETE)],
      'no policy shown that keeps 1 of 1 selected records for 6 years',
    ],
    [
      'one replaced by a shorter of its name',
      [policy(0, 'a', 6, PHI), policy(1, 'a', 1, PHI), seen(2, COMPLETE)],
      'no policy shown that keeps 1 of 1 selected records for 6 years',
    ],
    [
      'one beside a shorter of another name',
      [policy(0, 'a', 6, PHI), policy(1, 'b', 1, PHI), seen(2, COMPLETE)],
      'retention of 6 years or more configured for 1 of 1 selected records',
    ],
    [
      'part covered',
      [seen(0, COMPLETE), policy(1, 'a', 6, PHI), seen(2, COMPLETE)],
      'retention of 6 years or more configured for 1 of 2 selected records; no policy shown that keeps 1 of 2 selected records for 6 years',
    ],
    [
      'a record that it is not for',
      [seen(0, { ...COMPLETE, data_classification: 'internal' })],
      'no selected record is shown to be one that the period is for',
    ],
  ])('%s', (_, records, says) => {
    const { retention, gaps } = hipaa(...records);
    expect(retention.says).toBe(says);
    expect(gaps.length).toBe(retention.covered < retention.records ? 1 : 0);
  });

  it('cannot be decided for a record whose class is withheld', () => {
    const sealed = { ...COMPLETE };
    const { data_classification: _, ...clear } = sealed;
    const { retention, gaps } = hipaa(seen(0, clear, { sealed: ['data_classification'] }));
    expect([retention.records, retention.undecided, gaps]).toEqual([0, 1, []]);
  });

  it('leaves no gap where a period is merely recommended or none is set', () => {
    for (const id of ['soc2', 'iso27001', 'gdpr', 'nis2', 'eidas2']) {
      const result = resultOf(builtIn(id), [seen(0, COMPLETE)]);
      expect(result.retention.covered, id).toBe(0);
      expect(result.gaps, id).toEqual([]);
    }
  });
});

describe('intervals', () => {
  const T0 = '2026-01-31T12:00:00Z';
  const aware = (at = T0, id: Json = 'inc-1') =>
    [{ action: 'become_aware', incident_id: id }, at] as const;
  const log = (rows: readonly (readonly [JsonObject, string])[]) =>
    resultOf(
      builtIn('nis2'),
      rows.map(([data, at], i) => seen(i, data, { at })),
    );
  const outcomes = (result: Examined) =>
    ['early-warning', 'incident-notification', 'final-report'].map((id) =>
      result.intervals
        .find((interval) => interval.id === id)
        ?.cases.map(({ outcome, elapsed }) => [outcome, elapsed]),
    );
  const later = (at: string) => [{ action: 'read' }, at] as const;

  it.each<[string, (readonly [JsonObject, string])[], unknown, number]>([
    [
      'in time to the second',
      [aware(), [{ action: 'early_warning', incident_id: 'inc-1' }, '2026-02-01T12:00:00Z']],
      [[['within', '24 h 0 min']], [['open', undefined]], []],
      0,
    ],
    [
      'a nanosecond late',
      [
        aware(),
        [{ action: 'EARLY_WARNING', incident_id: 'inc-1' }, '2026-02-01T12:00:00.000000001Z'],
      ],
      [[['longer', '24 h 0 min']], [['open', undefined]], []],
      1,
    ],
    [
      'not shown although records run on',
      [aware(), later('2026-02-02T00:00:00Z')],
      [[['not shown', undefined]], [['open', undefined]], []],
      1,
    ],
    [
      'a month later',
      [
        aware(),
        [{ event_type: 'incident_notification', incident_id: 'inc-1' }, T0],
        [{ action: 'final_report', incident_id: 'inc-1' }, '2026-02-28T12:00:00Z'],
      ],
      [[['not shown', undefined]], [['within', '0 h 0 min']], [['within', '672 h 0 min']]],
      1,
    ],
    [
      'a month and a second later',
      [
        [{ action: 'incident_notification', incident_id: 7 }, T0],
        [{ action: 'final_report', incident_id: 7 }, '2026-02-28T12:00:01Z'],
      ],
      [[], [['start not shown', undefined]], [['longer', '672 h 0 min']]],
      1,
    ],
    [
      'another incident does not count',
      [aware(), [{ action: 'early_warning', incident_id: 'inc-2' }, T0]],
      [
        [
          ['open', undefined],
          ['start not shown', undefined],
        ],
        [['open', undefined]],
        [],
      ],
      0,
    ],
    [
      'without an id nothing is followed',
      [[{ action: 'become_aware' }, T0], later('2027-01-01T00:00:00Z')],
      [[], [], []],
      0,
    ],
  ])('%s', (_, rows, expected, gaps) => {
    const result = log(rows);
    expect(outcomes(result)).toEqual(expected);
    expect(result.gaps).toHaveLength(gaps);
  });

  it('count a calendar month as the same day of the next month, or its last', () => {
    for (const [from, months, to] of [
      ['2026-01-31T12:00:00.5Z', 1, '2026-02-28T12:00:00.5Z'],
      ['2028-01-31T00:00:00Z', 1, '2028-02-29T00:00:00Z'],
      ['2026-12-15T23:59:59.999999999Z', 1, '2027-01-15T23:59:59.999999999Z'],
      ['1969-11-30T01:00:00Z', 3, '1970-02-28T01:00:00Z'],
    ] as const)
      expect(monthsAfter(instant(from), months)).toBe(instant(to));
  });
});

describe('selectors', () => {
  const PHI_LI: Selector = [{ a: ['PHI', 'x'], b: ['y'] }, { c: ['z'] }];
  it.each<[JsonObject, readonly string[], Readonly<Record<string, Json>>, string]>([
    [{ a: 'phi', b: 'Y' }, [], {}, 'yes'],
    [{ a: 'phi' }, [], {}, 'no'],
    [{ a: 'phi' }, ['b'], {}, 'withheld'],
    [{ a: 'other' }, ['b'], {}, 'no'],
    [{ a: 'phi' }, ['b'], { b: 'y' }, 'yes'],
    [{ a: 'phi' }, ['b'], { b: 'n' }, 'no'],
    [{ a: 'phi', c: 'z' }, ['b'], {}, 'yes'],
    [{ a: ['n', 'x'], b: ['y', 1] }, [], {}, 'yes'],
    [{ a: { PHI: 1 }, b: 'y' }, [], {}, 'no'],
    [{ a: null, b: 'y' }, [], {}, 'no'],
    [{}, [], {}, 'no'],
    [{}, ['c'], {}, 'withheld'],
  ])('%j, sealed %j, disclosed %j: %s', (data, sealed, disclosed, answer) => {
    expect(matcherOf(PHI_LI)(seen(0, data, { sealed, disclosed }))).toBe(answer);
  });

  it('take names such as __proto__ and constructor for names like any other', () => {
    const data = JSON.parse('{"__proto__":"x"}') as JsonObject;
    const words = JSON.parse('[{"__proto__":["x"]}]') as Selector;
    expect(matcherOf(words)(seen(0, data))).toBe('yes');
    expect(matcherOf([{ constructor: ['x'], toString: ['y'] } as never])(seen(0, {}))).toBe('no');
    const result = resultOf(
      own({ required_fields: { fields: ['constructor', '__proto__'], source: 's' } }),
      [seen(0, {})],
    );
    expect(result.gaps).toHaveLength(2);
  });
});

describe('bounds', () => {
  it('list the first records and count the rest', () => {
    const count = FRAMEWORK.gaps + 500;
    const records = Array.from({ length: count }, (_, i) => seen(i, { action: 'read' }));
    const result = resultOf(builtIn('hipaa'), records);
    const actor = result.fields.find(({ field }) => field === 'actor');
    expect(actor?.examples).toHaveLength(FRAMEWORK.gaps);
    expect(actor?.examples.at(-1)).toEqual({ sequence: 999, record_id: 'rec_999' });
    expect(actor?.omitted).toBe(500);
    const audit = result.controls.find(({ id }) => id === '164.312(b)');
    expect([audit?.records, audit?.examples.length, audit?.omitted]).toEqual([
      count,
      FRAMEWORK.examples,
      count - FRAMEWORK.examples,
    ]);
  });

  it('follow a bounded number of incidents, and none with an id of a megabyte', () => {
    const rows = Array.from({ length: FRAMEWORK.incidents + 7 }, (_, i) =>
      seen(i, { action: 'become_aware', incident_id: `inc-${i}` }),
    );
    const long = seen(5_000, { incident_id: 'x'.repeat(FRAMEWORK.incidentId + 1) });
    const known = seen(5_001, { incident_id: 'inc-0', action: 'early_warning' });
    const result = resultOf(builtIn('nis2'), [long, ...rows, known]);
    expect(result.intervals[0]?.cases).toHaveLength(FRAMEWORK.incidents);
    expect(result.intervals[0]?.cases[0]?.outcome).toBe('within');
    expect(result.incidents_not_followed).toBe(8);
  });

  it('hold a bounded number of policies of bounded length, and say how many were left out', () => {
    const policy = (i: number, name: string, applies_to: JsonObject) =>
      seen(i, { policy_name: name, retention_years: 6, applies_to }, { type: 'retention_policy' });
    const many = Array.from({ length: FRAMEWORK.policies + 3 }, (_, i) =>
      policy(i, `p${i}`, { no_such_field: i }),
    );
    const full = resultOf(builtIn('hipaa'), [
      ...many,
      policy(2_000, 'last', {}),
      seen(2_001, COMPLETE),
    ]);
    expect(full.retention.policies_not_followed).toBe(4);
    expect(full.retention.covered).toBe(0);
    expect(full.retention.policies).toEqual([]);
    expect(full.retention.policies_shown).toBe(FRAMEWORK.policies + 4);
    // Policies that take turns in covering a record are listed up to the bound, and the rest is counted.
    const turns = Array.from({ length: FRAMEWORK.policiesShown + 5 }, (_, i) => [
      policy(2 * i, `p${i}`, { subject: `s${i}` }),
      seen(2 * i + 1, { ...COMPLETE, subject: `s${i}` }),
    ]).flat();
    const used = resultOf(builtIn('hipaa'), turns).retention;
    expect(used.policies).toHaveLength(FRAMEWORK.policiesShown);
    expect(used.policies_omitted).toBe(5);
    const long = resultOf(builtIn('hipaa'), [
      policy(0, 'long', { subject: 'x'.repeat(FRAMEWORK.policyTerms) }),
      seen(1, COMPLETE),
    ]);
    expect(long.retention.policies_not_followed).toBe(1);
    // A policy that was replaced is no longer in force, though what replaced it is not followed.
    const replaced = resultOf(builtIn('hipaa'), [
      policy(0, 'p', {}),
      policy(1, 'p', { subject: 'x'.repeat(FRAMEWORK.policyTerms) }),
      seen(2, COMPLETE),
    ]);
    expect(replaced.retention.covered).toBe(0);
  });
});
