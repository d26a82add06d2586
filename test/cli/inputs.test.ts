// What a run reads: folders, what the auditor holds, limits, and a bundle that changes meanwhile.

import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUPPORT } from '../../src/base/limits.js';
import { valuesOf } from '../../src/cli/call.js';
import { withBundle } from '../../src/cli/files.js';
import { flagName } from '../../src/cli/flags.js';
import { LIMITS, limitsOf } from '../../src/cli/manner.js';
import { parse } from '../../src/cli/parse.js';
import { inspect } from '../../src/cli/verbs/inspect.js';
import { command, temporaryFolder } from '../support/command.js';

const golden = (name: string, file = 'bundle.zip'): string => `fixtures/golden/${name}/${file}`;
const ROOT = 'fixtures/golden/trust-root.json';
const GOOD = golden('pass-01-minimal');
const trusted = ['--trust-root', ROOT];

describe('inputs', () => {
  it('a folder means every zip in it, sorted', async () => {
    const folder = temporaryFolder();
    copyFileSync(GOOD, join(folder, 'b.zip'));
    copyFileSync(GOOD, join(folder, 'a.ZIP'));
    writeFileSync(join(folder, 'notes.txt'), '');
    const { stdout, exit } = await command([folder, ...trusted, '--format', 'json']);
    expect(exit).toBe(0);
    expect(
      JSON.parse(stdout).transcripts.map((t: { bundle: { name: string } }) => t.bundle.name),
    ).toEqual([join(folder, 'a.ZIP'), join(folder, 'b.zip')]);
  });

  it("the auditor's checkpoint and selection are compared", async () => {
    const split = 'fail-29-split-view';
    const held = ['--checkpoint', golden(split, 'prior.checkpoint')];
    const ran = await command([golden(split), ...trusted, ...held]);
    expect(ran.exit).toBe(1);
    expect(ran.stdout).toContain('SPLIT_VIEW');
    const asked = join(temporaryFolder(), 'asked.json');
    writeFileSync(asked, '{ "record_ids": ["rec_other"] }\n');
    const other = await command([GOOD, ...trusted, '--expect-selection', asked]);
    expect(other.exit).toBe(3);
    expect(other.stdout).toContain('SELECTION_NOT_ASKED');
  });

  it('limits can be set by their flags', async () => {
    const ran = await command([GOOD, ...trusted, '--max-entries', '1']);
    expect(ran.exit).toBe(3);
    expect(ran.stdout).toContain('ZIP_LIMIT_EXCEEDED');
    const argv = Object.keys(LIMITS).flatMap((key, i) => [flagName(key), String(i)]);
    const words = parse(inspect, [GOOD, ...argv]);
    const { flags } = valuesOf(inspect, words as Exclude<typeof words, { help: string }>);
    const limits = Object.fromEntries(Object.keys(SUPPORT).map((name, i) => [name, i]));
    expect(limitsOf(flags)).toEqual(limits);
  });
});

describe('a bundle is read once', () => {
  it('whole if it is small, in place if it is large, with the same bytes', async () => {
    const whole = await withBundle(GOOD, (source) => source.read(0, source.size));
    const inPlace = await withBundle(GOOD, (source) => source.read(0, source.size), 0);
    expect(Buffer.from(inPlace).equals(readFileSync(GOOD))).toBe(true);
    expect(Buffer.from(whole).equals(readFileSync(GOOD))).toBe(true);
  });

  it.each([
    ['grows', (file: string) => appendFileSync(file, 'x')],
    ['is rewritten', (file: string) => writeFileSync(file, readFileSync(file))],
    ['is cut short', (file: string) => writeFileSync(file, '')],
  ])('ERR_BUNDLE_CHANGED if a large one %s meanwhile', async (_, change) => {
    const file = join(temporaryFolder(), 'bundle.zip');
    copyFileSync(GOOD, file);
    const changed = withBundle(
      file,
      async (source) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        change(file);
        return source.read(0, source.size);
      },
      0,
    );
    await expect(changed).rejects.toMatchObject({ code: 'ERR_BUNDLE_CHANGED' });
  });

  it('is not read again when it was small', async () => {
    const file = join(temporaryFolder(), 'bundle.zip');
    copyFileSync(GOOD, file);
    const bytes = await withBundle(file, async (source) => {
      writeFileSync(file, 'something else');
      return source.read(0, source.size);
    });
    expect(Buffer.from(bytes).equals(readFileSync(GOOD))).toBe(true);
  });
});
