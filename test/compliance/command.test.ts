// The verb `report`: formats, files and exit codes; and the small parts that a report is made of.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { YEAR_AT } from '../../scripts/make-year.js';
import { formatTime } from '../../src/base/encoding.js';
import { REPORT_FORMAT_NAMES } from '../../src/cli/verbs/report.js';
import { REPORT_FORMATS } from '../../src/compliance/formats.js';
import { Dictionary, valueText } from '../../src/compliance/gather/dictionary.js';
import { bucketAt, periodOf } from '../../src/compliance/gather/period.js';
import { command, temporaryFolder } from '../support/command.js';
import { smallYear, WHOLE } from '../support/year.js';

const folder = temporaryFolder();
const path = (name: string): string => join(folder, name);
const PERIOD = ['--from', '2026-01-01', '--to', '2026-12-31', '--at', YEAR_AT];
const trusted = ['--trust-root', path('trust-root.json')];
const base = ['report', '--bundle', path('year.zip'), ...trusted, ...PERIOD];

beforeAll(async () => {
  const year = smallYear();
  const bytes = await year.bundle('2026', WHOLE);
  writeFileSync(path('year.zip'), bytes);
  writeFileSync(path('trust-root.json'), year.trustRoot);
  const broken = Buffer.from(bytes);
  broken[300] = (broken[300] ?? 0) ^ 1;
  writeFileSync(path('broken.zip'), broken);
});

describe('the command', () => {
  it('names every format that there is', () => {
    expect([...REPORT_FORMAT_NAMES]).toEqual(Object.keys(REPORT_FORMATS));
  });

  it.each([
    ['html', 'r.html', '<!DOCTYPE html>'],
    ['json', 'r.json', '{\n  "format": "softqcos.compliance-report/v1"'],
    ['csv', 'r.csv', '"chapter","table","line","cell_1"'],
    ['markdown', 'r.md', '# '],
    ['pdf', 'r.pdf', '%PDF-1.'],
  ])('writes %s, by the name of the file', async (_, name, begins) => {
    const ran = await command([...base, '--output', path(name)]);
    expect([ran.exit, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toMatch(/^PASS {2}/);
    expect(readFileSync(path(name), 'latin1').startsWith(begins)).toBe(true);
    const fingerprint = /Fingerprint {4}([0-9a-f]{64})/.exec(ran.stdout)?.[1] ?? 'none';
    if (name !== 'r.pdf') expect(readFileSync(path(name), 'utf8')).toContain(fingerprint);
  });

  it('writes several formats of one report, and every record in those of one line a record', async () => {
    const targets = ['json', 'jsonl', 'ocsf'].map(
      (format) => `${format}=${path(`many.${format}`)}`,
    );
    const ran = await command([
      ...[...base, '--output', path('many.html')],
      ...targets.flatMap((target) => ['--report', target]),
    ]);
    expect([ran.exit, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout.match(/^Written/gm)).toHaveLength(4);
    const document = JSON.parse(readFileSync(path('many.json'), 'utf8'));
    const rows = readFileSync(path('many.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows[0]).toMatchObject({ fingerprint: document.fingerprint, left_out: 0 });
    expect(rows.slice(1, -1)).toMatchObject(document.records.listed);
    expect(readFileSync(path('many.ocsf'), 'utf8').trimEnd().split('\n')).toHaveLength(
      document.record_count,
    );
    const alone = await command([...base, '--report', targets[2] ?? '', '--list', '3']);
    expect([alone.exit, alone.stdout.match(/^Written/gm)?.length]).toEqual([0, 1]);
    expect(readFileSync(path('many.ocsf'), 'utf8').trimEnd().split('\n').length).toBeLessThan(
      document.record_count,
    );
  });

  it('ends with 4 if a framework has gaps, 0 if none has', async () => {
    const withGaps = await command([...base, '--framework', 'soc2', '-o', path('g.json')]);
    expect(withGaps.exit).toBe(4);
    expect(withGaps.stdout).toContain('SOC 2: ');
    const without = await command([...base, '--framework', 'eidas2', '-o', path('h.json')]);
    expect(without.exit).toBe(0);
  });

  it('ends as the worst bundle does, and still writes what was found', async () => {
    const bad = await command([
      ...base,
      '--bundle',
      path('broken.zip'),
      '--framework',
      'soc2',
      '-o',
      path('bad.json'),
    ]);
    expect(bad.exit).toBe(1);
    expect(bad.stdout).toMatch(/^FAIL {2}1 of 2 bundles verified and counted/);
    expect(JSON.parse(readFileSync(path('bad.json'), 'utf8'))).toMatchObject({
      verdict: 'fail',
      integrity_verified: false,
    });
    const open = await command([
      'report',
      '--bundle',
      path('year.zip'),
      ...PERIOD,
      '-o',
      path('open.json'),
    ]);
    expect(open.exit).toBe(3);
    expect(JSON.parse(readFileSync(path('open.json'), 'utf8'))).toMatchObject({
      verdict: 'unproven',
      trust_root: null,
      record_count: 0,
    });
  });

  it.each([
    ['no bundle', ['report', ...PERIOD, '-o', 'x.html'], 'no bundle is given'],
    ['no output', base, '--output is missing'],
    [
      'no first day',
      ['report', '--bundle', path('year.zip'), '--to', '2026-12-31', '-o', path('x.html')],
      '--from is missing',
    ],
    [
      'a day that is none',
      [
        'report',
        '--bundle',
        path('year.zip'),
        '--from',
        '2026-02-30',
        '--to',
        '2026-12-31',
        '-o',
        path('x.html'),
      ],
      '2026-02-30 is not a day',
    ],
    [
      'a period backwards',
      [
        'report',
        '--bundle',
        path('year.zip'),
        '--from',
        '2026-03-01',
        '--to',
        '2026-02-01',
        '-o',
        path('x.html'),
      ],
      'ends (2026-02-01) before it begins',
    ],
    [
      'an unknown format',
      [...base, '--format', 'docx', '-o', path('x.html')],
      '--format: docx is not one of',
    ],
    ['no format at all', [...base, '-o', path('x')], 'no format is given'],
    [
      'an unknown framework',
      [...base, '--framework', 'nope', '-o', path('x.html')],
      'nope: no such file',
    ],
    ['a bundle as output', [...base, '--format', 'html', '-o', path('year.zip')], 'is a bundle'],
    [
      'a bundle that is not there',
      [...base, '--bundle', path('gone.zip'), '-o', path('x.html')],
      'gone.zip: no such file',
    ],
    ['a folder that is not there', [...base, '-o', join(folder, 'no', 'x.html')], 'no such folder'],
    ['too many rows', [...base, '--list', '99999999', '-o', path('x.html')], '--list: 99999999'],
  ])('ends with 2 and writes nothing: %s', async (_, argv, message) => {
    const ran = await command(argv);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain(message);
    expect(existsSync(path('x.html'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('names bundles by their file, without the folder', async () => {
    await command([
      ...base,
      '-o',
      path('named.json'),
      '--title',
      'T',
      '--prepared-by',
      'P',
      '--prepared-for',
      'F',
      '--list',
      '5',
    ]);
    const made = JSON.parse(readFileSync(path('named.json'), 'utf8'));
    expect(made).toMatchObject({ title: 'T', prepared_by: 'P', prepared_for: 'F' });
    expect(made.bundles[0].name).toBe('year.zip');
    expect(readFileSync(path('named.json'), 'utf8')).not.toContain(folder);
  });
});

describe('periods', () => {
  it.each([
    ['2026-01-01', '2026-01-31', 'day', 31, '2026-01-01', '2026-01-31'],
    ['2026-01-01', '2026-06-30', 'week', 26, '2026-W01', '2026-W27'],
    ['2026-01-01', '2026-12-31', 'month', 12, '2026-01', '2026-12'],
    ['2024-02-29', '2026-02-28', 'month', 25, '2024-02', '2026-02'],
    ['2020-01-01', '2026-12-31', 'quarter', 28, '2020-Q1', '2026-Q4'],
    ['1990-05-05', '2026-12-31', 'year', 37, '1990', '2026'],
    ['2026-03-03', '2026-03-03', 'day', 1, '2026-03-03', '2026-03-03'],
  ])('%s to %s is counted by %s', (from, to, unit, count, first, last) => {
    const period = periodOf(from, to);
    expect(period.unit).toBe(unit);
    expect(
      period.buckets.length === count || (unit === 'week' && period.buckets.length === 27),
    ).toBe(true);
    expect(period.buckets[0]?.label).toBe(first);
    expect(period.buckets.at(-1)?.label).toBe(last);
    expect(new Set(period.buckets.map(({ label }) => label)).size).toBe(period.buckets.length);
    expect(period.buckets[0]?.from).toBe(`${from}T00:00:00Z`);
    expect(period.buckets.at(-1)?.to).toBe(`${to}T23:59:59.999999999Z`);
    expect(formatTime(period.to)).toBe(`${to}T23:59:59.999999999Z`);
  });

  it('puts each second where a naive search puts it', () => {
    for (const [from, to] of [
      ['2026-01-01', '2026-01-31'],
      ['2025-12-20', '2026-05-05'],
      ['2024-01-15', '2026-03-10'],
      ['1969-11-11', '1970-02-02'],
    ] as const) {
      const period = periodOf(from, to);
      const [begin, end] = [
        Number(period.from / 1_000_000_000n),
        Number((period.to + 1n) / 1_000_000_000n),
      ];
      for (let i = -3; i < 400; i += 1) {
        const seconds = Math.floor(begin + ((end - begin) * i) / 390);
        const at = BigInt(seconds) * 1_000_000_000n;
        const naive = period.buckets.findIndex(
          ({ from: first, to: last }) =>
            formatTime(at).slice(0, 19) >= first.slice(0, 19) &&
            formatTime(at).slice(0, 19) <= last.slice(0, 19),
        );
        expect([seconds, bucketAt(period, seconds)]).toEqual([seconds, naive]);
      }
      expect(bucketAt(period, begin)).toBe(0);
      expect(bucketAt(period, begin - 1)).toBe(-1);
      expect(bucketAt(period, end - 1)).toBe(period.buckets.length - 1);
      expect(bucketAt(period, end)).toBe(-1);
    }
  });

  it('knows the week of ISO 8601 at the turn of a year', () => {
    const labels = periodOf('2025-12-15', '2026-02-01').buckets.map(({ label }) => label);
    expect(labels).toEqual([
      '2025-W51',
      '2025-W52',
      '2026-W01',
      '2026-W02',
      '2026-W03',
      '2026-W04',
      '2026-W05',
    ]);
    expect(periodOf('2026-12-14', '2027-01-31').buckets.map(({ label }) => label)).toContain(
      '2026-W53',
    );
  });

  it('refuses more than a century', () => {
    expect(() => periodOf('1826-01-01', '2026-12-31')).toThrow(/days, more than/);
  });
});

describe('values', () => {
  it('are told apart up to the bound', () => {
    const values = new Dictionary(3);
    expect(['a', 'b', 'a'].map((text) => values.numberOf(text))).toEqual([0, 1, 0]);
    expect(['c', 'more'].map((text) => values.numberOf(text))).toEqual([2, -3]);
    expect(values.textOf(2)).toBe('c');
    expect(values.numberOf('a')).toBe(0);
  });

  it('are text as it is, other JSON as JSON, long ones by length and digest', () => {
    expect(valueText('read')).toBe('read');
    expect(valueText('')).toBe('""');
    expect(valueText(' ')).toBe('" "');
    expect(valueText(5)).toBe('5');
    expect(valueText(null)).toBe('null');
    expect(valueText(['b', { z: 1, a: 2 }])).toBe('["b",{"a":2,"z":1}]');
    const long = 'é'.repeat(200);
    expect(valueText(long)).toMatch(/^é{80}… \(200 characters, SHA3-256 [0-9a-f]{16}…\)$/);
    expect(valueText(`${long}x`)).not.toBe(valueText(`${long}y`));
    // A pair of surrogates is not cut in half.
    expect(valueText(`${'a'.repeat(79)}😀${'b'.repeat(200)}`).isWellFormed()).toBe(true);
  });
});
