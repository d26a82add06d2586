// What mutants of src/bundle showed to be said by nobody else: the last that is allowed, places, and words.

import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/encoding.js';
import { EvidenceError } from '../../../src/base/errors.js';
import { canonicalize } from '../../../src/base/json.js';
import { linesBeside } from '../../../src/bundle/beside.js';
import { parseCheckpoint } from '../../../src/bundle/checkpoint.js';
import { parseCustody } from '../../../src/bundle/custody.js';
import { parseDisclosure } from '../../../src/bundle/disclosure.js';
import { findingOf, parseLine } from '../../../src/bundle/document.js';
import { parseNote } from '../../../src/bundle/note.js';
import { describeSelection, isBackwards, isSelected } from '../../../src/bundle/selection.js';

const HASH = `sha256:${'0'.repeat(64)}`;
const entry = (number: number): string =>
  canonicalize({
    ...{
      after: HASH,
      at: '2026-04-02T09:00:00Z',
      before: HASH,
      by: 'A',
      format: 'softqcos.custody/v1',
    },
    ...{ from: 'B', number, previous: HASH },
  });
const said = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    if (error instanceof EvidenceError) return error.findings.map(({ message }) => message).join();
    throw error;
  }
  return 'accepted';
};

describe('files beside a bundle', () => {
  it('have a blank line where nothing is between two line feeds, and nowhere else', () => {
    const faults = [...linesBeside(utf8('\na\n\nbb\nc'))].map(({ fault }) => fault);
    expect(faults).toEqual(['blank', undefined, 'blank', undefined, 'unterminated']);
  });

  it('of custody have a thousand entries at the most', () => {
    const file = (count: number) =>
      parseCustody(utf8(Array.from({ length: count }, (_, at) => `${entry(at + 1)}\n`).join('')));
    expect(file(1_000)).toMatchObject({ findings: [], entries: { length: 1_000 } });
    expect(file(1_001).findings).toMatchObject([
      { code: 'CUSTODY_TOO_MANY', where: { line: 1_001 } },
    ]);
  });

  it('give what can be read of a last line without its line feed, beside the fault', () => {
    const line = { bytes: utf8(entry(1)), number: 1, fault: 'unterminated' } as const;
    expect(parseLine(line, 'custody')).toMatchObject({
      value: { number: 1 },
      fault: { kind: 'line' },
    });
    expect(parseLine({ ...line, bytes: utf8('{') }, 'custody').value).toBeUndefined();
  });
});

it('a finding is at the pointer of its fault, if it has one', () => {
  const fault = { kind: 'schema', message: 'm' } as const;
  const where = { line: 3 };
  expect(findingOf('CUSTODY_INVALID', where, { ...fault, pointer: '/a' }).where).toEqual({
    line: 3,
    pointer: '/a',
  });
  expect(findingOf('CUSTODY_INVALID', where, fault).where).toEqual({ line: 3 });
});

it('a disclosure is a list of three, no more and no fewer', () => {
  const salt = 'A'.repeat(43);
  const of = (value: Parameters<typeof canonicalize>[0]) =>
    parseDisclosure(Buffer.from(canonicalize(value)).toString('base64url'));
  expect(of([salt, 'name', 1]).ok).toBe(true);
  for (const value of [[salt, 'name'], [salt, 'name', 1, 2], { 0: salt }, 'abc', null])
    expect(of(value)).toMatchObject({ ok: false, reason: 'the disclosure is not a list of three' });
});

describe('a note', () => {
  it('without an origin is told so', () => {
    const lines = `${'\u2014 a AAAAAAA=\n'.repeat(2)}`;
    expect(said(() => parseCheckpoint(utf8(`\n1\n${'A'.repeat(43)}=\n\n${lines}`)))).toBe(
      'the origin is empty',
    );
  });

  it('whose blank line holds a space is told so, and no other', () => {
    expect(said(() => parseNote(utf8('a\n \n\u2014 a AAAAAAA=\n')))).not.toContain('no blank line');
    expect(said(() => parseNote(utf8('a\nb c\n\u2014 a AAAAAAA=\n')))).toContain('no blank line');
  });
});

describe('a selection', () => {
  const range = { kind: 'sequence', from: 4, to: 7 } as const;
  const record = (sequence: number) => ({ sequence, recordId: 'r', recordedAt: 0n });

  it('of sequences has its first and not its last', () => {
    const chosen = [3, 4, 6, 7].filter((sequence) => isSelected(range, record(sequence)));
    expect(chosen).toEqual([4, 6]);
    expect(describeSelection({ sequence: { from: 4, to: 7 } })).toBe('sequence 4 to 6');
  });

  it('is backwards if it ends before it begins; a range of nothing is, an instant is not', () => {
    expect(isBackwards(range)).toBe(false);
    expect(isBackwards({ ...range, to: 4 })).toBe(true);
    expect(isBackwards({ kind: 'period', from: 2n, to: 1n })).toBe(true);
    expect(isBackwards({ kind: 'period', from: 1n, to: 1n })).toBe(false);
    expect(isBackwards({ kind: 'record_ids', recordIds: new Set(['r']) })).toBe(false);
  });
});
