// What a small hostile bundle may cost: no time that grows with a square, no memory that grows with what a few bytes claim, no text of
// a finding without bound. Work is counted, not timed.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { der } from '../exporter/der.js';
import { prefixed, sha3, tagged } from '../exporter/derive.js';
import { openArchive } from '../src/archive/archive.js';
import { sourceFromBytes } from '../src/archive/source.js';
import { surveyZip } from '../src/archive/survey.js';
import { formatTime, parseTime } from '../src/base/encoding.js';
import { finding } from '../src/base/errors.js';
import { canonicalize, type Json, type JsonObject } from '../src/base/json.js';
import { type Limits, SUPPORT } from '../src/base/limits.js';
import { type RetentionPolicy, yearsAfter } from '../src/bundle/erasure.js';
import { PolicyBook, TargetData } from '../src/checks/retention.js';
import type { Transcript, TranscriptFinding } from '../src/transcript/transcript.js';
import { verifyBundle } from '../src/verify.js';
import { decodeDer } from '../src/x509/der.js';
import { bundle, record, text } from './support/hostile-bundle.js';
import { block, join, rawZip } from './support/raw-zip.js';

const AT = parseTime('2026-04-01T00:00:00Z') ?? 0n;
function run(zip: Uint8Array, limits: Partial<Limits> = {}): Promise<Transcript> {
  return verifyBundle(sourceFromBytes(zip), undefined, { at: AT, name: 'x', limits });
}

function found(transcript: Transcript, code: string): TranscriptFinding[] {
  return transcript.checks.flatMap(({ findings }) => findings.filter((each) => each.code === code));
}

describe('the cost of a hostile bundle', () => {
  it('does not read a large file that is no zip to its end', async () => {
    let read = 0;
    const sparse = (size: number) => ({
      size,
      read: (_: number, length: number) => {
        read += length;
        return Promise.resolve(new Uint8Array(length));
      },
    });
    const large = verifyBundle(sparse(100e9), undefined, { at: AT, name: 'x' });
    await expect(large).rejects.toMatchObject({ code: 'ERR_BUNDLE_UNREADABLE' });
    expect(read).toBeLessThan(200_000);
    // A smaller one still gets its verdict and digest.
    const { verdict, bundle: file } = await verifyBundle(sparse(3e6), undefined, {
      at: AT,
      name: 'x',
    });
    expect([verdict, file.sha256.length]).toEqual(['fail', 64]);
  });

  it('bounds every text of a finding, and keeps it well-formed', () => {
    const long = '𝒳'.repeat(100_000);
    const { message, expected, actual, where } = finding(
      'RECORD_INVALID',
      { pointer: `/${long}` },
      long,
      { expected: long, actual: `x${long}` },
    );
    for (const each of [message, expected, actual, where.pointer]) {
      expect(each?.length).toBeLessThan(1_050);
      expect(each?.isWellFormed()).toBe(true);
      expect(each).toMatch(/… \(20000\d characters\)$/);
    }
    expect(finding('RECORD_INVALID', {}, 'x'.repeat(1_000)).message).toBe('x'.repeat(1_000));
  });

  it('quotes no name of a megabyte', async () => {
    const disclosure = Buffer.from(
      canonicalize(['A'.repeat(43), 'n'.repeat(1_000_000), 1]),
    ).toString('base64url');
    const transcript = await run(
      bundle({
        'records.jsonl': text([record(0, 'event', {})]),
        'attachments/r.json': `{"${'n'.repeat(1_000_000)}":1}`,
        'disclosures.jsonl': text([canonicalize({ disclosures: [disclosure], sequence: 0 })]),
      }),
    );
    expect(found(transcript, 'DISCLOSURE_NO_COMMITMENT')).toHaveLength(1);
    expect(JSON.stringify(transcript).length).toBeLessThan(100_000);
  });

  it('compares thousands of disclosures with thousands of sealed fields in time that does not grow with their product', async () => {
    const count = 15_000;
    const sealed = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`f${i}`, prefixed(sha3(`${i}`))]),
    );
    const disclosures = Array.from({ length: count }, (_, i) =>
      Buffer.from(canonicalize(['A'.repeat(43), `f${i}`, i])).toString('base64url'),
    );
    const transcript = await run(
      bundle({
        'records.jsonl': text([record(0, 'event', {}, { sealed })]),
        'disclosures.jsonl': text([canonicalize({ disclosures, sequence: 0 })]),
      }),
    );
    const check = transcript.checks.find(({ id }) => id === 'disclosures/commitments');
    // As with lines, what follows a thousand useless ones is not examined.
    expect(check).toMatchObject({ status: 'failed', examined: 1_000, omitted: 980 });
  });

  it('names the first of two fields with one commitment', async () => {
    const disclosure = Buffer.from(canonicalize(['A'.repeat(43), 'z', 1])).toString('base64url');
    const commitment = prefixed(tagged('softqcos/commitment/v1', disclosure));
    const transcript = await run(
      bundle({
        'records.jsonl': text([
          record(0, 'event', {}, { sealed: { a: commitment, b: commitment } }),
        ]),
        'disclosures.jsonl': text([canonicalize({ disclosures: [disclosure], sequence: 0 })]),
      }),
    );
    expect(found(transcript, 'DISCLOSURE_NAME_MISMATCH')).toMatchObject([
      { expected: 'a', actual: 'z' },
    ]);
  });

  it('counts the lines of an entry that is full of useless ones, and examines only the first thousand', async () => {
    const transcript = await run(bundle({ 'records.jsonl': Buffer.alloc(20_000_000, 0x0a) }));
    const form = transcript.checks.find(({ id }) => id === 'records/form');
    expect(form).toMatchObject({ status: 'failed', examined: 1_000, omitted: 980 });
    expect(transcript.checks.find(({ id }) => id === 'manifest/counts')).toMatchObject({
      status: 'passed',
      examined: 2,
    });
  });

  it.each([
    ['with a last LF', `${'\n'.repeat(3_000)}x\n${'y'.repeat(300_000)}\n`],
    ['without it', `${'\n'.repeat(3_000)}x\n${'y'.repeat(300_000)}`],
    ['with less than a thousand', `${'\n'.repeat(900)}x`],
  ])('counts such lines like the naive reader that wrote the manifest, %s', async (_, content) => {
    const transcript = await run(bundle({ 'records.jsonl': content }));
    const counts = transcript.checks.find(({ id }) => id === 'manifest/counts');
    expect(counts).toMatchObject({ status: 'passed', findings: [] });
  });

  it('counts the arcs of object identifiers like elements', () => {
    const tooMany = { ok: false, fault: { kind: 'too-many' } };
    expect(decodeDer(der(0x06, new Uint8Array(8_000).fill(1)))).toMatchObject({ ok: true });
    expect(decodeDer(der(0x06, new Uint8Array(8_192).fill(1)))).toMatchObject(tooMany);
    expect(decodeDer(der(0x0d, new Uint8Array(500_000).fill(1)))).toMatchObject(tooMany);
  });

  it('keeps no extra blocks of an entry', async () => {
    // 150 headers with 16,383 empty blocks each: 2.4 million objects, if somebody kept them.
    const extra = join(
      ...Array.from({ length: 16_383 }, (_, i) => block(0x4000 + (i % 999), new Uint8Array(0))),
    );
    const zip = rawZip({
      entries: Array.from({ length: 150 }, (_, i) => ({
        name: `e${i}`,
        content: 'x',
        central: { extra },
      })),
    });
    const source = sourceFromBytes(zip);
    const before = process.memoryUsage().heapUsed;
    const survey = await surveyZip(source, SUPPORT);
    expect(survey.findings).toEqual([]);
    const archive = await openArchive(source, survey);
    expect(archive.entries.size).toBe(150);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(150e6);
  });
});

describe('erasures and policies', () => {
  const policy = (sequence: number, name: string, appliesTo: JsonObject = {}): RetentionPolicy => ({
    sequence,
    name,
    years: 1,
    appliesTo,
  });

  it('finds the policy in force like the definition', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(60), { maxLength: 20 }),
        fc.infiniteStream(fc.constantFrom('a', 'b')),
        fc.nat(60),
        (sequences, names, target) => {
          const list = sequences
            .toSorted((a, b) => a - b)
            .map((sequence) => policy(sequence, names.next().value ?? 'a'));
          const expected = list.findLast(({ name, sequence }) => name === 'a' && sequence < target);
          expect(new PolicyBook(list).inForce('a', target)?.policy).toBe(expected);
        },
      ),
    );
  });

  it('compares a large value once, however many erasures ask', () => {
    let looks = 0;
    const value: Json = new Proxy(
      Array.from({ length: 300_000 }, (_, i) => i),
      {
        get(list, name, self) {
          looks += 1;
          return Reflect.get(list, name, self);
        },
      },
    );
    const book = new PolicyBook([policy(0, 'a', { x: value })]);
    const data = new TargetData({ x: value });
    for (let i = 0; i < 20_000; i += 1) {
      const terms = book.inForce('a', 5);
      if (terms === undefined) throw new Error('no policy');
      expect(data.differing(terms)).toBeUndefined();
    }
    // Written out once for the policy and once for the target.
    expect(looks).toBeGreaterThan(300_000);
    expect(looks).toBeLessThan(2_000_000);
  });

  it('looks at few of many policies of one name', () => {
    const count = 60_000;
    let looks = 0;
    const counted = (sequence: number): RetentionPolicy => ({
      ...policy(sequence, 'p'),
      get sequence() {
        looks += 1;
        return sequence;
      },
    });
    const book = new PolicyBook(Array.from({ length: count }, (_, i) => counted(i + 1)));
    let none = 0;
    for (let i = 0; i < count; i += 1) none += book.inForce('p', 1) === undefined ? 1 : 0;
    expect(none).toBe(count);
    expect(book.inForce('p', count + 1)?.policy.sequence).toBe(count);
    // A search from the end would take 3.6 thousand million looks.
    expect(looks).toBeLessThan(count * 20);
  });

  it('counts a large policy and a long erasure for what they take', async () => {
    const terms = (length: number) =>
      text([
        record(0, 'retention_policy', {
          applies_to: { x: 'y'.repeat(length) },
          deletion_method: 'x',
          policy_name: 'p',
          retention_years: 1,
          timestamp: '2026-02-01T08:00:00Z',
        }),
      ]);
    const small = await run(bundle({ 'records.jsonl': terms(200) }), { erasures: 10 });
    expect(found(small, 'ERASURES_TOO_MANY')).toEqual([]);
    const large = await run(bundle({ 'records.jsonl': terms(3_000) }), { erasures: 10 });
    expect(found(large, 'ERASURES_TOO_MANY')).toMatchObject([{ actual: '12' }]);
  });

  it('adds years in the first century as in every other', () => {
    expect(formatTime(yearsAfter(parseTime('0050-02-03T04:05:06Z') ?? 0n, 10))).toBe(
      '0060-02-03T04:05:06Z',
    );
    expect(formatTime(yearsAfter(parseTime('0096-02-29T00:00:00Z') ?? 0n, 1))).toBe(
      '0097-03-01T00:00:00Z',
    );
  });
});
