// The report for people: verdict first and last, every check once, colour as a second channel only.

import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/catalogue/checks.js';
import { renderText, renderTexts } from '../../../src/report/text.js';
import { percent } from '../../../src/report/words.js';
import { runOf } from '../../../src/transcript/run.js';
import { checksWith, failing, hostile, passing } from '../../support/transcripts.js';

const lines = (text: string): string[] => text.trimEnd().split('\n');

describe('renderText', () => {
  it.each([
    ['pass', passing()],
    ['fail', failing()],
    ['unproven', passing({ verdict: 'unproven', trust_root: null })],
  ] as const)(
    'states the verdict %s in the first line and repeats it in the last',
    (word, transcript) => {
      const text = lines(renderText(transcript));
      expect(text[0]).toBe(`${word.toUpperCase()}  incident.zip: ${transcript.summary}`);
      expect(text.at(-1)).toBe(text[0]);
    },
  );

  it('has one line for each check of the catalogue, in its order', () => {
    const shown = lines(renderText(failing()))
      .map((line) => /^(?:pass|FAIL|open| {2}– ) {2}[\d.]+ +(\S+\/\S+)/.exec(line)?.[1])
      .filter((id) => id !== undefined);
    expect(shown).toEqual(CATALOGUE.map(({ id }) => id));
  });

  it('prints code, place, expected, actual and remedy of a finding, and counts what was omitted', () => {
    const text = renderText(failing());
    expect(text).toContain('CHAIN_BROKEN  previous_hash is not the record hash at sequence 11');
    expect(text).toContain(
      'where     records.jsonl, line 2, /previous_hash, sequence 12, record rec_012',
    );
    expect(text).toContain(`expected  sha3-256:${'00'.repeat(32)}`);
    expect(text).toContain(`actual    sha3-256:${'11'.repeat(32)}`);
    expect(text).toContain('do        The ledger');
    expect(text).toContain('and 4 further findings like these');
  });

  it('names what stands against a pass at the top, without what was merely stopped', () => {
    const text = lines(renderText(failing()));
    expect(text[1]).toMatch(/^cause previous_hash is not the record hash/);
    const why = text.findIndex((line) => line.startsWith('why '));
    expect(text[why]).toBe('why   FAIL  records/chain: CHAIN_BROKEN');
    expect(text[why + 1]).toBe('next  Ask the exporter for the bundle as it was exported.');
  });

  it('says what is shown and erased, with ground and date, before anything else', () => {
    const text = renderText(passing());
    const at = text.indexOf('Erased');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(text.indexOf('Read '));
    expect(text).toContain(
      'sequence 14, rec_014: gdpr_art_17_1_a, logged 2026-02-11T08:00:00Z by record 50',
    );
    expect(text).toContain('3 disclosed, 1 erased (logged as erased), 2 withheld');
  });

  it('counts nothing unless the inclusion checks passed', () => {
    expect(renderText(failing())).toContain('nothing is counted');
    expect(renderText(failing())).not.toContain('selected,');
  });

  it('stays within its width and is the same for the same inputs', () => {
    for (const width of [72, 100, 140]) {
      const text = renderText(hostile(), { width });
      // The verdict line is one line whatever its length.
      const inner = lines(text).slice(1, -1);
      expect(Math.max(...inner.map((line) => [...line].length))).toBeLessThanOrEqual(width);
      expect(renderText(hostile(), { width })).toBe(text);
    }
  });

  it('carries no meaning by colour alone: without it the bytes are the same', () => {
    for (const transcript of [passing(), failing(), hostile()]) {
      const plain = renderText(transcript);
      expect(plain).not.toContain('\u001b');
      const coloured = renderText(transcript, { colour: true });
      expect(coloured).toContain('\u001b[');
      expect(stripVTControlCharacters(coloured)).toBe(plain);
    }
  });

  it('is made harmless: hostile text begins no line and leaves no control character', () => {
    const text = renderText(hostile());
    expect(text).not.toMatch(/(?![ \n])[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
    expect(text).not.toMatch(/^\s*(?:::|##)|##\[|##vso/m);
    expect(text.match(/^PASS/gm)).toBeNull();
    expect(text.match(/^FAIL {2}\\/gm)).toHaveLength(2);
  });

  it('prints the verdict line and the findings only when quiet', () => {
    const text = lines(renderText(failing(), { quiet: true }));
    expect(text[0]).toMatch(/^FAIL/);
    expect(text.join('\n')).toContain('CHAIN_BROKEN');
    expect(text.join('\n')).not.toContain('archive/structure');
    expect(lines(renderText(passing({ checks: checksWith() }), { quiet: true }))).toHaveLength(1);
  });
});

describe('renderTexts', () => {
  it('states the worst verdict of several bundles first and last', () => {
    const text = lines(renderTexts(runOf([passing(), failing()])));
    expect(text[0]).toBe('FAIL  2 bundles: 1 fail, 1 pass');
    expect(text.at(-1)).toBe(text[0]);
  });

  it('is never a pass when a bundle could not be read', () => {
    const unread = [
      { name: 'x\u001b.zip', code: 'ERR_BUNDLE_UNREADABLE', message: 'gone' } as const,
    ];
    const text = renderTexts(runOf([passing()], { unread }));
    expect(text).toMatch(
      /^UNPROVEN, 1 not read \(exit 2\) {2}2 bundles: 1 could not be read, 1 pass\n/,
    );
    expect(text).toContain('not read  x\\u{1B}.zip: ERR_BUNDLE_UNREADABLE: gone');
  });

  it('is the plain report for one bundle', () => {
    expect(renderTexts(runOf([passing()]))).toBe(renderText(passing()));
  });

  it('says at the top and at the end where the cause of each is, and what to do', () => {
    const text = renderTexts(runOf([passing(), failing()]));
    const row = /^FAIL {6}incident\.zip: CHAIN_BROKEN: [^(]*\([^)]+\)\n {2}next {4}\S/gm;
    expect(text.match(row)).toHaveLength(2);
  });
});

it('a covered part that rounds to nothing is not called nothing', () => {
  expect([0, 1, 999, 1000].map(percent)).toEqual(['less than 0.1 %', '0.1 %', '99.9 %', '100 %']);
});
