// The commands of the README work as they stand, in the folder of the clone; what they would write goes elsewhere.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, temporaryFolder } from './support/command.js';

const README = readFileSync('README.md', 'utf8');
const [, ROOT = '', X = ''] = /export SOFTQCOS_TRUST_ROOT=(\S+) X=(\S+)/.exec(README) ?? [];
const folder = temporaryFolder();

/** Files that the README writes and reads back are in a folder of the test's own. */
function placed(word: string): string {
  const [, format = '', path = word] = /^([a-z]+=)?(.*)$/s.exec(word) ?? [];
  if (
    !/^[\w.-]+\.(?:csv|zip|html|pdf|jsonl?|xml|sarif|md|checkpoint|tsq)$/.test(path) ||
    existsSync(path)
  )
    return word;
  return `${format}${join(folder, path)}`;
}

function wordsOf(line: string): string[] {
  const words = line.replaceAll('$X', X).match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  return words.map((word) => placed(word.replace(/^['"]|['"]$/g, '')));
}

const lines = [...README.replaceAll('\\\n', ' ').matchAll(/npx softqcos-verify((?: +[^`\n#]+)?)/g)]
  .map(([, words = '']) => words.trim())
  .filter((words) => words !== '');

describe('README.md', () => {
  it('has commands, and names the files that they take', () => {
    expect(lines.length).toBeGreaterThan(10);
    expect([existsSync(ROOT), existsSync(X)]).toEqual([true, true]);
  });

  it('has no command that does not run', async () => {
    const env = { SOFTQCOS_TRUST_ROOT: ROOT };
    // What the table of working papers writes first and reads then.
    const ids = await command(wordsOf('records $X --quiet -o my-sample.csv'), { env });
    expect(ids.exit).toBe(0);
    for (const line of lines.filter((one) => !/soc2\.json|result-2026|^drill|^facts/.test(one))) {
      const ran = await command(wordsOf(line), { env });
      expect([line, ran.exit, [0, 1, 3, 4].includes(ran.exit) ? '' : ran.stderr]).toEqual([
        line,
        line.includes('--bundle fixtures/demo ')
          ? 1
          : line.includes('soc2')
            ? ran.exit
            : line.includes('inspect')
              ? 3
              : 0,
        '',
      ]);
    }
  });

  it('marks what it leaves out of a transcript', async () => {
    const [first = ''] = /```text\n[\s\S]*?\n```/.exec(README) ?? [];
    const shown = first.split('\n').slice(1, -1);
    const { stdout } = await command([X, '--trust-root', ROOT, '--at', '2026-04-01T00:00:00Z']);
    const printed = stdout.trimEnd().split('\n');
    // Every line that is shown is printed, in order; between two that do not follow each other there is a mark.
    let at = -1;
    let marked = false;
    for (const line of shown) {
      if (line.trim() === '…') {
        marked = true;
        continue;
      }
      const next = printed.indexOf(line, at + 1);
      expect([line, next > at, marked || next === at + 1]).toEqual([line, true, true]);
      at = next;
      marked = false;
    }
    expect(at).toBe(printed.length - 1);
  });
});
