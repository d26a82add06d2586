// The fuzzer that learns: that counting changes nothing, that it keeps what is new and finds what is planted, and a short run of it with a
// fixed seed. Long runs are `npm run fuzz`; figures are in docs/ROBUSTNESS.md.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Branch, instrument } from '../../scripts/fuzz/learn/instrument.js';
import type { FuzzOptions } from '../../scripts/fuzz/learn/main.js';
import { buildRig, type Plant } from '../../scripts/fuzz/learn/rig.js';

const made: string[] = [];
const TIMEOUT = 600_000;

interface Ran {
  readonly found: readonly { readonly target: string; readonly what: string }[];
  readonly reached: number;
  readonly bySeeds: number;
  readonly targets: readonly {
    readonly name: string;
    readonly executions: number;
    readonly kept: number;
    readonly worst: number;
  }[];
}

type Rig = (options: Partial<FuzzOptions>) => Ran;

/** A rig of its own, with a fault in it or without; each run is a process of its own, since it counts what the runtime does. */
async function rigOf(name: string, plant?: Plant): Promise<Rig> {
  const path = await buildRig(`test-${process.pid}-${name}`, plant);
  made.push(path, path.replace(/\.mjs$/, '.branches.json'));
  return (options) => {
    const program = `
      const { readFileSync } = await import('node:fs');
      const { fuzz } = await import(${JSON.stringify(pathToFileURL(path).href)});
      const about = JSON.parse(readFileSync(${JSON.stringify(path.replace(/\.mjs$/, '.branches.json'))}, 'utf8'));
      const { found, reached, bySeeds, targets } = await fuzz({ seed: 'test', targets: [], ...about, ...${JSON.stringify(options)} });
      console.log(JSON.stringify({ found, reached: reached.reduce((all, each) => all + each, 0), bySeeds, targets }));
      process.exit(0);`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(ran.stderr).toBe('');
    return JSON.parse(ran.stdout) as Ran;
  };
}

afterAll(() => {
  for (const path of made) rmSync(path, { force: true });
});

describe('counting branches', () => {
  const counted = (
    source: string,
    ...given: unknown[]
  ): { value: unknown; branches: readonly Branch[]; counts: number[] } => {
    const branches: Branch[] = [];
    const text = instrument('x.ts', source, branches);
    const counters = new Uint32Array(100);
    const turn = (at: number): void => {
      counters[at] = (counters[at] ?? 0) + 1;
    };
    const body = text.replace(/^export /m, '');
    const value = new Function('__k', '__t', `${body}\nreturn f;`)(counters, turn)(...given);
    return { value, branches, counts: [...counters.subarray(0, branches.length)] };
  };

  it.each([
    ['function f(a) { if (a) return 1; return 2; }', [1], 1, ['function 1', 'else 0', 'if 1']],
    ['function f(a) { if (a) return 1; return 2; }', [0], 2, ['function 1', 'else 1', 'if 0']],
    [
      'const f = (a) => a ? (a > 1 ? "x" : "y") : "z";',
      [1],
      'y',
      ['function 1', 'choice 1', 'choice 0', 'choice 0', 'choice 1'],
    ],
    [
      'function f(a) { for (const x of a) if (x) while (x) return x; else return 0; return -1; }',
      [[3]],
      3,
      ['function 1', 'loop 1', 'if 1', 'else 0', 'loop 1'],
    ],
    [
      'function f(a) { switch (a) { case 1: case 2: return "two"; default: return "none"; } }',
      [1],
      'two',
      ['function 1', 'case 1', 'case 0'],
    ],
    [
      'function f(a) { try { a.b.c; } catch { return a ?? "caught"; } return a && 1; }',
      [undefined],
      'caught',
      ['function 1', 'catch 1', 'operand 1', 'operand 0'],
    ],
    ['const f = (a) => ({ n: a || 2 });', [0], { n: 2 }, ['function 1', 'operand 1']],
    [
      'function f(a) { const { x = "\u00a7" } = a; if (x === "\u00a7") { return "\u{1f600}" + x; } else { return x; } }',
      [{}],
      '\u{1f600}\u00a7',
      ['function 1', 'if 1', 'else 0'],
    ],
    ['function f(a) { do a -= 1; while (a > 0); return a; }', [3], 0, ['function 1', 'loop 3']],
  ] as const)('%s', (source, given, value, counts) => {
    const result = counted(source, ...given);
    expect(result.value).toEqual(value);
    expect(result.branches.map(({ kind }, at) => `${kind} ${result.counts[at]}`)).toEqual(counts);
  });

  it('keeps lines, and counts nothing in types', () => {
    const branches: Branch[] = [];
    const source =
      'type A<T> = T extends string ? 1 : 2;\nexport function g(a: A<"x">): a is 1 {\n  return a === 1;\n}\n';
    const text = instrument('y.ts', source, branches);
    expect(text.split('\n').length).toBe(source.split('\n').length);
    expect(branches).toEqual([{ file: 'y.ts', line: 2, kind: 'function' }]);
  });
});

describe('a run from the seeds alone', () => {
  let run: Rig;
  beforeAll(async () => {
    run = await rigOf('sound');
  }, TIMEOUT);

  it(
    'finds nothing in any target, and reaches branches that the seeds do not',
    () => {
      const some = run({ executions: 3_000 });
      expect(some.found.map(({ target, what }) => `${target}: ${what}`)).toEqual([]);
      expect(some.reached).toBeGreaterThan(some.bySeeds + 50);
      expect(some.targets.length).toBeGreaterThan(15);
    },
    TIMEOUT,
  );

  it(
    'does the same with the same seed',
    () => {
      const targets = ['json', 'note'];
      expect(run({ targets, executions: 1_000 })).toMatchObject({
        ...run({ targets, executions: 1_000 }),
        targets: expect.anything(),
      });
    },
    TIMEOUT,
  );
});

/** Replaces a text that is there once. */
const planted =
  (file: string, from: string, to: string): Plant =>
  (path, source) => {
    if (path !== file) return source;
    expect(source.split(from).length, `${from} in ${file}`).toBe(2);
    return source.replace(from, to);
  };

describe('what is planted is found', () => {
  it(
    'another order of names, taken for canonical',
    async () => {
      const from = 'namesSorted(value) && JSON.stringify(value) === text';
      const run = await rigOf(
        'json',
        planted('src/base/json.ts', from, 'JSON.stringify(value) === text'),
      );
      const { found } = run({ targets: ['json'], executions: 4_000 });
      expect(found.map(({ what }) => what).join()).toContain('canonical, and another');
    },
    TIMEOUT,
  );

  it('a cost beyond four times an honest one, counted and not timed', async () => {
    let turns = 0;
    let most = Number.POSITIVE_INFINITY;
    class Exceeded extends Error {}
    const begin = (bound: number): void => {
      [turns, most] = [0, bound];
    };
    Object.assign(globalThis, {
      __fuzz: { counters: new Uint32Array(8), Exceeded, begin, turns: () => turns },
    });
    const { Fuzzer } = await import('../../scripts/fuzz/learn/engine.js');
    // Honest inputs cost 100 a byte; one that begins with an exclamation mark 1,000.
    const target = {
      ...{ name: 'x', about: [], share: 1, seeds: () => [new Uint8Array(2_000), Buffer.from('!')] },
      mutate: () => Buffer.concat([Buffer.from('!'), new Uint8Array(2_000)]),
      run: (input: Uint8Array) => {
        turns = input.length * (input[0] === 0x21 ? 1_000 : 100);
        if (turns > most) throw new Exceeded('more turns');
        return undefined;
      },
    };
    const fuzzer = new Fuzzer(target, 's', 8);
    expect(await fuzzer.begin(undefined)).toEqual([]);
    expect((await fuzzer.step(undefined))?.what).toContain('more turns');
    const honest = new Fuzzer({ ...target, mutate: () => new Uint8Array(4_000) }, 's', 8);
    await honest.begin(undefined);
    expect(await honest.step(undefined)).toBeUndefined();
  });
});
