// What the built-in frameworks say of the law, as data: every citation from a dated text, checked or not; every line of eIDAS can fail
// to find evidence; NIS2 with its derogation for trust services and an incident that is still running; the periodic review at CC6.2.

import { describe, expect, it } from 'vitest';
import { type Instant, parseTime } from '../../../src/base/encoding.js';
import type { Json, JsonObject } from '../../../src/base/json.js';
import type { LedgerRecord } from '../../../src/bundle/record.js';
import type { ProvenRecord } from '../../../src/evidence/reader.js';
import { type Beside, FrameworkExaminer } from '../../../src/frameworks/examine.js';
import { BUILT_IN, type Framework } from '../../../src/frameworks/framework.js';
import type { Examined } from '../../../src/frameworks/result.js';
import { matcherOf } from '../../../src/frameworks/selector.js';

const NOTHING: Beside = { 'time stamps': 0, 'record signatures': 0 };
const builtIn = (id: string): Framework => {
  const found = BUILT_IN.get(id);
  if (found === undefined) throw new Error(id);
  return found;
};

function instant(text: string): Instant {
  const at = parseTime(text);
  if (at === undefined) throw new Error(text);
  return at;
}

function seen(
  sequence: number,
  data: JsonObject,
  more: { type?: LedgerRecord['type']; at?: string; sealed?: readonly string[] } = {},
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
    selected: true,
    disclosed: new Map(),
  };
}

function resultOf(id: string, records: readonly ProvenRecord[], beside = NOTHING): Examined {
  const examiner = new FrameworkExaminer([builtIn(id)]);
  for (const one of records) examiner.add(one);
  const [result] = examiner.results(beside);
  if (result?.state !== 'examined') throw new Error('not examined');
  return result;
}

describe('citations', () => {
  it.each([...BUILT_IN.values()].map((framework) => [framework.document.id, framework] as const))(
    '%s: each begins with the title of a dated text, and says whether it was checked',
    (_, { document }) => {
      const { texts = [], controls, lints, statements, retention, incidents } = document;
      const titles = texts.map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
      for (const { date, note } of texts) {
        expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(note.length).toBeGreaterThan(20);
      }
      const cited = [
        ...[...controls, ...lints, ...statements, ...(incidents?.intervals ?? [])],
        { citation: retention.source, checked: retention.checked },
        { citation: document.required_fields.source, checked: document.required_fields.checked },
        ...(incidents?.intervals ?? []).flatMap(({ running }) => running ?? []),
      ];
      for (const { citation, checked } of cited) {
        expect([citation, titles.some((title) => citation.startsWith(title))]).toEqual([
          citation,
          true,
        ]);
        expect([citation, checked]).toEqual([
          citation,
          // The day and the address of the copy, or that it was not checked.
          expect.stringMatching(/^(?:no|20\d\d-\d\d-\d\d, https?:\/\/[^\s/]+\/\S+)$/),
        ]);
      }
      expect(titles.some((title) => document.required_fields.source.startsWith(title))).toBe(true);
      for (const { running } of incidents?.intervals ?? [])
        if (running !== undefined)
          expect(titles.some((t) => running.citation.startsWith(t))).toBe(true);
    },
  );

  it('have the controls that the issue names', () => {
    const ids = (id: string): string[] => builtIn(id).document.controls.map((one) => one.id);
    expect(ids('soc2')).toEqual(expect.arrayContaining(['CC6.2', 'CC6.3', 'CC7.3']));
    expect(ids('iso27001')).toEqual(
      expect.arrayContaining(['A.5.15', 'A.5.16', 'A.5.17', 'A.5.18', 'A.8.2', 'A.8.5']),
    );
    expect(ids('gdpr')).toEqual(
      expect.arrayContaining([...'abcdefg'].map((part) => `Article 30(1)(${part})`)),
    );
    expect(ids('hipaa')).toEqual(
      expect.arrayContaining(['164.308(a)(3)', '164.308(a)(4)', '164.308(a)(6)', '164.312(a)(1)']),
    );
    const articles = ids('eidas2').map((one) => /^Article \d+\w?(?:\(2\)\(h\))?/.exec(one)?.[0]);
    expect([...new Set(articles)]).toEqual([
      ...['Article 24(2)(h)', 'Article 41', 'Article 42', 'Article 45i', 'Article 45j'],
      'Article 45l',
    ]);
  });
});

describe('SOC 2', () => {
  it('takes an access review for evidence at CC6.2 and CC6.3', () => {
    const { controls } = resultOf('soc2', [seen(0, { event_type: 'access_review' })]);
    const count = (id: string) => controls.find((one) => one.id === id)?.records;
    expect([count('CC6.2'), count('CC6.3'), count('CC6.1')]).toEqual([1, 1, 0]);
  });
});

describe('eIDAS', () => {
  const counts = (records: readonly ProvenRecord[], beside = NOTHING) =>
    Object.fromEntries(
      resultOf('eidas2', records, beside).controls.map((one) => [one.id, one.records]),
    );

  it('has lines that fail to find evidence: for a plain event all but the two about the ledger', () => {
    const found = counts([seen(0, { event_type: 'login' })]);
    const some = Object.entries(found).filter(([, count]) => count > 0);
    expect(some.map(([id]) => id)).toEqual(['Article 45l(1)(c)', 'Article 45l(1)(d)']);
  });

  it('takes verified time stamps and record signatures for evidence', () => {
    const found = counts([], { 'time stamps': 3, 'record signatures': 5 });
    expect(found).toMatchObject({
      'Article 41': 3,
      'Article 42': 3,
      'Article 45l(1)(a)': 0,
      'Article 45l(1)(b)': 5,
    });
  });

  it('takes records of a trust service and of an archive for evidence', () => {
    const found = counts([
      seen(0, { event_type: 'certificate_revoked' }),
      seen(1, { event_type: 'archive_ingest' }),
      seen(2, { event_type: 'integrity_check' }),
      seen(3, { event_type: 'archive_report' }),
    ]);
    expect(found).toMatchObject({
      'Article 24(2)(h)': 1,
      'Article 45i': 1,
      'Article 45j(1)(b)': 0,
      'Article 45j(1)(c)': 1,
      'Article 45j(1)(d)': 1,
    });
  });
});

describe('NIS2, Article 23(4)', () => {
  const T0 = '2026-03-01T12:00:00Z';
  type Row = readonly [action: string, at: string, more?: JsonObject];
  const cases = (rows: readonly Row[], interval: string) =>
    resultOf(
      'nis2',
      rows.map(([action, at, more = {}], i) =>
        seen(i, { action, incident_id: 'i', event_type: 'incident', ...more }, { at }),
      ),
    )
      .intervals.find(({ id }) => id === interval)
      ?.cases.map(({ outcome, question }) => [outcome, question]);
  const gaps = (rows: readonly Row[]) =>
    resultOf(
      'nis2',
      rows.map(([action, at, more = {}], i) =>
        seen(i, { action, incident_id: 'i', event_type: 'incident', ...more }, { at }),
      ),
    ).gaps;

  const notified = (at: string, more: JsonObject = {}): Row[] => [
    ['open', T0, more],
    ['early_warning', '2026-03-01T13:00:00Z'],
    ['incident_notification', at],
  ];

  it.each<[string, JsonObject, string, unknown, unknown, number]>([
    [
      'a trust service provider in 24 h',
      { entity_type: 'trust_service_provider' },
      '2026-03-02T12:00:00Z',
      [],
      [['within', false]],
      0,
    ],
    [
      'a trust service provider in 30 h',
      { entity_type: 'Trust_Service_Provider' },
      '2026-03-02T18:00:00Z',
      [],
      [['longer', false]],
      1,
    ],
    [
      'another entity in 30 h',
      { entity_type: 'hospital' },
      '2026-03-02T18:00:00Z',
      [['within', false]],
      [],
      0,
    ],
    [
      'an entity of unknown kind in 30 h',
      {},
      '2026-03-02T18:00:00Z',
      [['within', false]],
      [['longer', true]],
      0,
    ],
    [
      'an entity of unknown kind in 80 h',
      {},
      '2026-03-04T20:00:00Z',
      [['longer', false]],
      [['longer', true]],
      1,
    ],
  ])('notification: %s', (_, more, at, within72, within24, gapCount) => {
    const rows = notified(at, more);
    expect(cases(rows, 'incident-notification')).toEqual(within72);
    expect(cases(rows, 'incident-notification-trust-service')).toEqual(within24);
    expect(gaps(rows)).toHaveLength(gapCount);
  });

  it('an intermediate report that was asked for and is not shown is a question', () => {
    const rows = [...notified('2026-03-02T10:00:00Z')];
    expect(cases(rows, 'intermediate-report')).toEqual([]);
    const asked: Row[] = [...rows, ['intermediate_report_requested', '2026-03-05T00:00:00Z']];
    expect(cases(asked, 'intermediate-report')).toEqual([['not shown', true]]);
    const sent: Row[] = [...asked, ['intermediate_report', '2026-03-06T00:00:00Z']];
    expect(cases(sent, 'intermediate-report')).toEqual([['shown', true]]);
    expect(gaps(sent)).toEqual([]);
  });

  const start = notified('2026-03-02T10:00:00Z');
  it.each<[string, Row[], unknown]>([
    ['in time', [['final_report', '2026-04-01T00:00:00Z']], ['within', false]],
    ['late', [['final_report', '2026-05-01T00:00:00Z']], ['longer', false]],
    [
      'not shown, and nothing says that it ran on',
      [['x', '2026-06-01T00:00:00Z', { incident_id: 'j' }]],
      ['not shown', false],
    ],
    [
      'late, though it was over in time',
      [
        ['progress_report', '2026-04-01T00:00:00Z'],
        ['close', '2026-04-01T01:00:00Z'],
        ['final_report', '2026-05-01T00:00:00Z'],
      ],
      ['longer', false],
    ],
    [
      'running still, with a progress report',
      [
        ['progress_report', '2026-04-01T00:00:00Z'],
        ['x', '2026-06-01T00:00:00Z', { incident_id: 'j' }],
      ],
      ['running', false],
    ],
    [
      'running still, progress reported too late',
      [
        ['progress_report', '2026-04-03T00:00:00Z'],
        ['x', '2026-06-01T00:00:00Z', { incident_id: 'j' }],
      ],
      ['not shown', false],
    ],
    [
      'a month after it was over',
      [
        ['progress_report', '2026-04-01T00:00:00Z'],
        ['close', '2026-05-10T00:00:00Z'],
        ['final_report', '2026-06-10T00:00:00Z'],
      ],
      ['within', false],
    ],
    [
      'later than a month after it was over',
      [
        ['progress_report', '2026-04-01T00:00:00Z'],
        ['close', '2026-05-10T00:00:00Z'],
        ['final_report', '2026-06-10T00:00:01Z'],
      ],
      ['longer', false],
    ],
    [
      'over, and the final report not shown',
      [
        ['progress_report', '2026-04-01T00:00:00Z'],
        ['close', '2026-05-10T00:00:00Z'],
        ['x', '2026-07-01T00:00:00Z', { incident_id: 'j' }],
      ],
      ['not shown', false],
    ],
    [
      'over, and the month not past',
      [
        ['progress_report', '2026-04-01T00:00:00Z'],
        ['close', '2026-05-10T00:00:00Z'],
      ],
      ['open', false],
    ],
  ])('final report: %s', (_, rows, expected) => {
    expect(cases([...start, ...rows], 'final-report')).toEqual([expected]);
  });
});

describe('selectors', () => {
  it.each<[string, JsonObject, readonly string[], string, string]>([
    ['a value', { purpose: 'care' }, [], 'yes', 'no'],
    ['a number', { purpose: 0 }, [], 'yes', 'no'],
    ['a sealed field', {}, ['purpose'], 'yes', 'no'],
    ['no field', {}, [], 'no', 'yes'],
    ['a blank text', { purpose: ' ' }, [], 'no', 'yes'],
    ['null', { purpose: null as Json }, [], 'no', 'yes'],
  ])('present and absent: %s', (_, data, sealed, present, absent) => {
    const record = seen(0, data, { sealed });
    expect(matcherOf([{ purpose: 'present' }])(record)).toBe(present);
    expect(matcherOf([{ purpose: 'absent' }])(record)).toBe(absent);
  });
});

describe('HIPAA retention', () => {
  const PHI = { data_classification: 'PHI' };
  const policy = (sequence: number, name: string, years: number, applies_to: JsonObject) =>
    seen(
      sequence,
      { policy_name: name, retention_years: years, applies_to },
      { type: 'retention_policy' },
    );
  const erasure = (sequence: number, target: number, at: string, more: JsonObject = {}) =>
    seen(
      sequence,
      {
        fields: ['actor'],
        legal_ground: 'court_order',
        policy: 'p',
        record_hash: '',
        record_id: `rec_${target}`,
        recorded_at: '2026-02-01T00:00:00Z',
        sequence: target,
        type: 'event',
        ...more,
      },
      { type: 'erasure', at },
    );

  it('lists the policies that counted, and no others', () => {
    const { retention } = resultOf('hipaa', [
      policy(0, 'phi', 6, PHI),
      policy(1, 'personal', 2, { data_classification: 'personal' }),
      policy(2, 'short', 1, PHI),
      seen(3, PHI),
    ]);
    expect(retention.policies.map(({ policy_name }) => policy_name)).toEqual(['phi']);
    expect([retention.policies_shown, retention.policies_omitted]).toEqual([3, 0]);
  });

  it('asks about records erased before their period was over, by ground; it is no gap', () => {
    const result = resultOf('hipaa', [
      policy(0, 'phi', 6, PHI),
      seen(1, PHI),
      seen(2, { data_classification: 'internal' }),
      seen(3, {}, { sealed: ['data_classification'] }),
      seen(4, PHI),
      erasure(5, 1, '2026-03-01T00:00:00Z', { legal_ground: 'gdpr_art_17_1_a' }),
      erasure(6, 2, '2026-03-01T00:00:00Z'),
      erasure(7, 3, '2026-03-01T00:00:00Z'),
      erasure(8, 4, '2026-03-01T00:00:00Z'),
      // In time to the day, and a record that nothing shows.
      erasure(9, 4, '2032-02-01T00:00:00Z'),
      erasure(10, 99, '2026-03-01T00:00:00Z', { fields: ['*'] }),
    ]);
    expect(result.retention.erased_early).toEqual({
      erasures: 2,
      undecided: 2,
      grounds: [
        { legal_ground: 'court_order', erasures: 1 },
        { legal_ground: 'gdpr_art_17_1_a', erasures: 1 },
      ],
      examples: [
        { sequence: 5, record_id: 'rec_5' },
        { sequence: 8, record_id: 'rec_8' },
      ],
      omitted: 0,
    });
    expect(result.gaps.filter((gap) => gap.includes('retention'))).toEqual([]);
    expect(resultOf('gdpr', [seen(0, PHI)]).retention.erased_early).toBeUndefined();
  });
});
