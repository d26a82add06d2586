// The tool that mutates the verifier: which faults it makes of a source, and that each is one change of it.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changesOf, mutantFiles, sampleOf } from '../scripts/mutate/catalogue.js';
import { EXPLAINED } from '../scripts/mutate/explained.js';
import { applied, mutantsOf } from '../scripts/mutate/mutants.js';

const changes = (source: string): string[] =>
  mutantsOf('x.ts', source).map((mutant) => applied(source, mutant));

describe('mutants', () => {
  it('turn a comparison, move its bound, and invert or remove a branch', () => {
    expect(changes('if (a < 3) b();')).toEqual([
      'if (false) b();',
      'if (!(a < 3)) b();',
      'if (a <= 3) b();',
      'if (a >= 3) b();',
      'if (a < 4) b();',
    ]);
  });

  it('leave out an operand, or join otherwise', () => {
    expect(new Set(changes('const x = a && b;'))).toEqual(
      new Set(['const x = a || b;', 'const x = a;', 'const x = b;']),
    );
    expect(changes('const x = a ?? b;')).toEqual([]);
  });

  it('answer otherwise', () => {
    expect(changes('const f = () => { return true; };')).toEqual([
      'const f = () => { return false; };',
    ]);
    expect(changes('const x = !a;')).toEqual(['const x = a;']);
    expect(changes('const x = a ? 1 : 2;')).toEqual(['const x = !(a) ? 1 : 2;']);
  });

  it('change nothing in types, and each is another source', () => {
    expect(changes('type A<T> = T extends 1 ? 2 : 3;')).toEqual([]);
    const file = 'src/merkle/inclusion.ts';
    const source = readFileSync(file, 'utf8');
    const mutants = mutantsOf(file, source);
    expect(mutants.length).toBeGreaterThan(20);
    for (const mutant of mutants) {
      expect(source.slice(mutant.start, mutant.end)).toBe(mutant.from);
      expect(applied(source, mutant)).not.toBe(source);
    }
  });
});

describe('a sample', () => {
  it('has mutants of every file, and the same ones by the same seed', () => {
    const files = mutantFiles(['src/merkle']);
    const sample = sampleOf(files, 40, '1');
    expect(sample).toHaveLength(40);
    expect(sampleOf(files, 40, '1')).toEqual(sample);
    expect(sampleOf(files, 40, '2')).not.toEqual(sample);
    const changes = changesOf(files);
    const found = new Set(sample.map((number) => changes[number]?.file));
    expect(found.size).toBe([...files.values()].filter(({ mutants }) => mutants.length > 0).length);
    expect(sampleOf(files, changes.length, '1')).toEqual(changes.map((_, number) => number));
  });
});

describe('an explanation', () => {
  it('is of a mutant that there is', () => {
    const named = EXPLAINED.flatMap(({ mutants }) => mutants.map(([file]) => file));
    const changes = changesOf(mutantFiles([...new Set(named)]));
    const known = new Set(changes.map(({ file, of, to }) => JSON.stringify([file, of, to])));
    for (const { mutants } of EXPLAINED)
      for (const mutant of mutants) expect(known).toContain(JSON.stringify(mutant));
    for (const { because } of EXPLAINED) expect(because).toMatch(/^[A-Z].*\.$/);
  });
});
