import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../../src/papers/shell.js';

const bash = (script: string): string =>
  spawnSync('bash', ['-c', script], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } })
    .stdout;

describe('a word of bash', () => {
  it.each([
    ['a.zip', 'a.zip'],
    ["it's $(rm -rf) `x`.zip", undefined],
    ['a\nb\u001b[2J.zip', undefined],
    ['Zoë 山田\\x41.zip', undefined],
    ['', undefined],
  ])('%j means itself', (text, plain) => {
    const word = shellWord(text);
    if (plain !== undefined) expect(word).toBe(plain);
    expect(word).toMatch(/^[\x20-\x7e]+$/);
    expect(bash(`printf %s ${word}`)).toBe(text);
  });

  it('never begins with a dash', () => {
    expect(shellWord('-rf')).toBe('./-rf');
  });

  it('is one line of printable ASCII whatever the text, and means it', () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 12 })
      .filter((t) => !t.includes('\0') && !t.startsWith('-'));
    const texts = fc.sample(text, { numRuns: 60, seed: 7 });
    const script = texts.map((one) => `printf '%s\\0' ${shellWord(one)}`).join('\n');
    expect(script).toMatch(/^[\x20-\x7e\n]+$/);
    expect(bash(script).split('\0').slice(0, -1)).toEqual(texts);
  });
});
