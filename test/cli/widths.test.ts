// Text is set for terminals of 40 to 200 columns; what has no place to be broken (a command, a path, a first line) stands whole.

import { describe, expect, it } from 'vitest';
import { command } from '../support/command.js';

const TRUST = ['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'];
const BAD = 'fixtures/demo/incident-tampered.zip';
const LINES: readonly (readonly string[])[] = [
  [BAD, ...TRUST],
  ['checks'],
  ['explain'],
  ['trust', 'show', 'fixtures/demo/trust-root.json'],
  ['trust', 'lint', 'fixtures/demo/trust-root.json'],
  ['inspect', BAD],
  ['version', '--verbose'],
];

describe('text', () => {
  it.each(LINES)('%s %s is set for 40 to 200 columns', async (...argv) => {
    const tall: number[] = [];
    for (const columns of [40, 60, 80, 120, 200]) {
      const line = argv.filter((word) => word !== undefined);
      const ran = await command([...line, '--no-color'], { terminal: true, columns });
      const lines = ran.stdout.trimEnd().split('\n');
      // The first and the last line state the result in one line each, for scripts.
      const body = lines.slice(1, -1).filter((one) => !/^(?:FAIL|PASS|NOT VERIFIED)/.test(one));
      const wide = body.filter(
        (one) => [...one].length > Math.max(columns, 40) && !/\S{24,}/.test(one),
      );
      expect([columns, wide]).toEqual([columns, []]);
      tall.push(lines.length);
    }
    expect(tall.at(-1)).toBeLessThanOrEqual(tall[0] ?? 0);
  });

  it('is coloured as asked', async () => {
    const coloured = async (
      env: Record<string, string>,
      more: readonly string[] = [],
      terminal = false,
    ) =>
      (await command([BAD, ...TRUST, '-q', ...more], { env, terminal })).stdout.includes('\u001b[');
    expect(await coloured({ FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured({ CLICOLOR_FORCE: '1' })).toBe(true);
    expect(await coloured({ FORCE_COLOR: '0' }, [], true)).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1' }, ['--no-color'])).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1', TERM: 'dumb' })).toBe(true);
  });
});
