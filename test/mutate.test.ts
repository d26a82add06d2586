// The tool that mutates the verifier: which faults it makes of a source, and that each is one change of it.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
