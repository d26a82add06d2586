// In the place of vitest inside a rig (scripts/mutate/rig.ts): collects the tests of the files that are built in, each as a question whose
// answer is whether it passes. Hooks run once, before all.

import type { Asked } from './under.js';

export { expect } from 'vitest';

type Body = (...args: readonly never[]) => unknown;

const asked: Asked[] = [];
const hooks: (() => unknown)[] = [];
const within: string[] = [];

function add(name: string, body: Body, args: readonly unknown[] = []): void {
  const id = `${within.join(' > ')} > ${name} (${asked.length})`;
  const outcome = async (): Promise<string> => {
    try {
      await body(...(args as never[]));
      return 'passes';
    } catch {
      return 'fails';
    }
  };
  asked.push({ id, outcome, wanted: 'passes' });
}

const each =
  (call: (name: string, body: Body, args: readonly unknown[]) => void) =>
  (rows: readonly unknown[]) =>
  (name: string, body: Body): void => {
    for (const row of rows) call(name, body, Array.isArray(row) ? row : [row]);
  };
const nothing = (): void => undefined;

export const it = Object.assign((name: string, body: Body) => add(name, body), {
  each: each(add),
  skip: nothing,
  runIf: (condition: boolean) => (condition ? add : nothing),
  skipIf: (condition: boolean) => (condition ? nothing : add),
});

function group(name: string, body: Body, args: readonly unknown[] = []): void {
  within.push(name);
  body(...(args as never[]));
  within.pop();
}
export const describe = Object.assign((name: string, body: Body) => group(name, body), {
  each: each(group),
  skip: nothing,
  skipIf: (condition: boolean) => (condition ? nothing : group),
});

export const beforeAll = (hook: () => unknown): void => void hooks.push(hook);
export const afterAll = nothing;

/** All tests, after their hooks. */
export async function collected(): Promise<readonly Asked[]> {
  for (const hook of hooks) await hook();
  return asked;
}
