// What is not checked is data (docs/SPEC.md §16.5): every limitation that README.md and the specification state has a code, every code
// is stated, and a run lists what it did not look at.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../src/archive/source.js';
import { parseTime } from '../src/base/encoding.js';
import { NOT_CHECKED } from '../src/catalogue/not-checked.js';
import { renderMarkdown } from '../src/report/markdown.js';
import { renderText } from '../src/report/text.js';
import type { VerifyOptions } from '../src/transcript/options.js';
import { runOf } from '../src/transcript/run.js';
import type { Transcript } from '../src/transcript/transcript.js';
import { loadTrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const README = read('README.md');
const SPEC = read('docs/SPEC.md');
const CODES = Object.keys(NOT_CHECKED);

/** The items of the lists under a heading, their further lines joined. */
function itemsUnder(text: string, heading: string): string[] {
  const from = text.indexOf(`\n${heading}\n`);
  expect(from, heading).toBeGreaterThan(0);
  const to = text.indexOf('\n#', from + heading.length);
  const items = text.slice(from, to).split(/\n(?=- )/);
  return items.slice(1).map((item) => item.split('\n\n')[0]?.replaceAll(/\s+/g, ' ') ?? '');
}
const codesIn = (text: string): string[] =>
  [...text.matchAll(/`(UNCHECKED_[A-Z_]+)`/g)].map(([, code]) => code ?? '');

describe('limitations', () => {
  it.each([
    ['README.md', README, '## Limitations', 8],
    ['docs/SPEC.md', SPEC, '### 13.3 What a pass means', 7],
  ])('of %s each have a code', (_, text, heading, least) => {
    const items = itemsUnder(text, heading);
    expect(items.length).toBeGreaterThan(least);
    // A limitation without a code cannot be counted by anybody: give it one in src/catalogue/not-checked.ts. What is merely not
    // built yet belongs under "Bounds, and what is not there yet".
    expect(items.filter((item) => codesIn(item).length === 0)).toEqual([]);
    for (const code of items.flatMap(codesIn)) expect(CODES).toContain(code);
  });

  it('are sentences, and no two rows say the same', () => {
    const rows = Object.values(NOT_CHECKED);
    for (const { message, consequence } of rows) {
      expect(message).toMatch(/^[a-z].*[^.]$/);
      expect(consequence).toMatch(/^[A-Z].*\.$/);
    }
    expect(new Set(rows.map(({ message }) => message)).size).toBe(rows.length);
  });
});

const folder = (name: string) => new URL(`../fixtures/${name}`, import.meta.url);
const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(folder(name)));

async function run(
  bundle: string,
  root: string | undefined,
  options: Partial<VerifyOptions> = {},
): Promise<Transcript> {
  return verifyBundle(
    sourceFromBytes(bytes(bundle)),
    root === undefined ? undefined : loadTrustRoot(bytes(root)),
    { at: parseTime('2026-04-01T00:00:00Z') ?? 0n, name: 'bundle.zip', ...options },
  );
}
const codes = ({ not_checked }: Transcript): string[] => not_checked.map(({ code }) => code);
const DEMO = ['demo/incident.zip', 'demo/trust-root.json'] as const;

describe('a run', () => {
  it('lists what it did not look at, on a pass too, in the order of the catalogue', async () => {
    const passed = await run(...DEMO);
    expect(passed.verdict).toBe('pass');
    expect(codes(passed)).toEqual(CODES.filter((code) => codes(passed).includes(code)));
    expect(codes(passed)).toEqual(
      expect.arrayContaining([
        'UNCHECKED_REVOCATION',
        'UNCHECKED_CONTINUITY',
        'UNCHECKED_SELECTION',
        'UNCHECKED_RECORD_SIGNATURES',
        'UNCHECKED_WITHHELD',
        'UNCHECKED_ERASED_DATA',
        'UNCHECKED_CLAIMS',
        'UNCHECKED_COMPARISON',
      ]),
    );
    for (const absent of [
      'UNCHECKED_OTHER_VIEWS',
      'UNCHECKED_COMPLETENESS',
      'UNCHECKED_AUTHORIZATION',
      'UNCHECKED_SIGNING_TIME',
      'UNCHECKED_STOPPED',
      'UNCHECKED_OWNER',
      'UNCHECKED_ENVIRONMENT',
    ])
      expect(codes(passed)).not.toContain(absent);
    const revocation = passed.not_checked.find(({ code }) => code === 'UNCHECKED_REVOCATION');
    expect(revocation?.about).toEqual(['Example time stamp authority (test)']);
  });

  it('says so of a bundle without trusted times, witnesses and completeness', async () => {
    const passed = await run(
      'golden/pass-01-minimal/bundle.zip',
      'golden/pass-01-minimal/../trust-root.json',
    );
    expect(passed.verdict).toBe('pass');
    expect(codes(passed)).toEqual(
      expect.arrayContaining([
        'UNCHECKED_OTHER_VIEWS',
        'UNCHECKED_COMPLETENESS',
        'UNCHECKED_AUTHORIZATION',
        'UNCHECKED_SIGNING_TIME',
      ]),
    );
    expect(codes(passed)).not.toContain('UNCHECKED_REVOCATION');
  });

  it('says whose keys are missing, what was stopped, and what was preloaded', async () => {
    const without = await run(DEMO[0], undefined, { environment: ['NODE_OPTIONS is set'] });
    expect(codes(without)).toEqual(
      expect.arrayContaining(['UNCHECKED_OWNER', 'UNCHECKED_STOPPED', 'UNCHECKED_ENVIRONMENT']),
    );
    expect(codes(without)).not.toContain('UNCHECKED_KEY_ORIGIN');
    const about = without.not_checked.find(({ code }) => code === 'UNCHECKED_ENVIRONMENT')?.about;
    expect(about).toEqual(['NODE_OPTIONS is set']);
  });

  it('has every row in some run, and every entry in text and Markdown', async () => {
    const passed = await run(...DEMO);
    const text = renderText(passed).replaceAll(/\s+/g, ' ');
    const markdown = renderMarkdown(runOf([passed]));
    for (const { code, consequence } of passed.not_checked) {
      expect(text).toContain(code);
      expect(text).toContain(consequence);
      expect(markdown).toContain(`\`${code}\``);
    }
  });
});

describe('the trust mode', () => {
  it('names keys, day, source, comparison, times and witnesses in one line beside the verdict', async () => {
    const passed = await run(...DEMO, {
      trustSource: { from: '--trust-root', digestPinned: true, compared: 'A. Meier, by telephone' },
    });
    expect(passed.trust_mode).toMatchObject({
      keys: 'trust root',
      from: '--trust-root',
      digest_pinned: true,
      since: '2026-01-01T00:00:00Z',
      compared: 'A. Meier, by telephone',
      trusted_time: 'both',
      witnesses: 3,
    });
    expect(codes(passed)).not.toContain('UNCHECKED_COMPARISON');
    for (const word of [
      'serial 1',
      '2026-01-01',
      'by digest',
      'A. Meier',
      'trusted times',
      '3 wit',
    ])
      expect(passed.trust_mode.headline).toContain(word);
    const lines = renderText(passed, { width: 140 }).trimEnd().split('\n');
    expect(lines[1]?.trim()).toMatch(/^under the keys of /);
    expect(lines.slice(-4).join(' ')).toContain('under the keys of');
  });

  it('tells three runs apart that stand on different trust', async () => {
    const modes = [
      await run(...DEMO),
      await run('golden/pass-01-minimal/bundle.zip', 'golden/trust-root.json'),
      await run(DEMO[0], undefined),
    ].map(({ trust_mode }) => trust_mode);
    expect(new Set(modes.map(({ headline }) => headline)).size).toBe(3);
    expect(modes.map(({ keys }) => keys)).toEqual(['trust root', 'trust root', 'none']);
    expect(modes.map(({ trusted_time }) => trusted_time)).toEqual(['both', 'none', 'none']);
  });
});
