// Working papers in the auditor's rule books (docs/MANUAL.md §15): of a pass alone, each sentence with the checks under it, nothing that no
// check showed.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE, type CheckId } from '../src/catalogue/checks.js';
import { NOT_CHECKED } from '../src/catalogue/not-checked.js';
import { PAPER_FORMAT_NAMES, PAPER_NAMES } from '../src/cli/verbs/paper.js';
import { PAPER_FORMATS, renderPaper } from '../src/document/paper-formats.js';
import { layOutPaper } from '../src/document/render/paper-pdf.js';
import { draftPaper, type Paper } from '../src/papers/paper.js';
import { PAPER_FACTS } from '../src/papers/paper-facts.js';
import { piecesOf, RULE_BOOKS, type RuleBook } from '../src/papers/rule-book.js';
import { ruleBook } from '../src/papers/rule-books.js';
import type { Transcript } from '../src/transcript/transcript.js';
import { command, temporaryFolder } from './support/command.js';
import { textsOf } from './support/pdf.js';
import { failing, HOSTILE, passing } from './support/transcripts.js';

const DEMO = 'fixtures/demo/incident.zip';
const TAMPERED = 'fixtures/demo/incident-tampered.zip';
const TRUSTED = ['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'];
const SHA3 = '5'.repeat(64);

const BOOKS: RuleBook[] = [];
let demo: Transcript;

beforeAll(async () => {
  for (const id of RULE_BOOKS) BOOKS.push(await ruleBook(id));
  demo = JSON.parse((await command([DEMO, ...TRUSTED, '--format', 'json'])).stdout).transcripts[0];
});

const sentencesOf = ({ sections }: Pick<RuleBook, 'sections'>) =>
  sections.flatMap(({ sentences }) => sentences);
const statementsOf = (paper: Paper | undefined) =>
  paper?.sections.flatMap(({ statements }) => statements) ?? [];

/** The transcript with one check as it would be if it had ended otherwise. */
function without(check: CheckId, change: Partial<Transcript['checks'][number]>): Transcript {
  return {
    ...demo,
    checks: demo.checks.map((one) => (one.id === check ? { ...one, ...change } : one)),
  };
}

describe('rule books', () => {
  it('are the ones that the command names, in formats that there are', () => {
    expect(PAPER_NAMES).toEqual(RULE_BOOKS);
    expect(PAPER_FORMAT_NAMES).toEqual(Object.keys(PAPER_FORMATS));
    expect(BOOKS.map(({ id }) => id)).toEqual([...RULE_BOOKS]);
  });

  it('say of every text how far it was read, where and when', () => {
    for (const { sources } of BOOKS)
      for (const { title, date, where, looked_up } of sources) {
        expect(title.length * where.length).toBeGreaterThan(0);
        expect(date).toMatch(/^\d{4}(-\d{2}){0,2}$/);
        expect(looked_up).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }
  });

  it('have sentences with ids of their own, each on checks of the catalogue that its facts need', () => {
    const ids = BOOKS.flatMap(sentencesOf).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const checks = new Set<string>(CATALOGUE.map(({ id }) => id));
    for (const { id, says, rests_on } of BOOKS.flatMap(sentencesOf)) {
      expect(rests_on.length, id).toBeGreaterThan(0);
      for (const check of rests_on) expect(checks, id).toContain(check);
      for (const piece of piecesOf(says)) {
        if (typeof piece === 'string') continue;
        expect(Object.keys(PAPER_FACTS), id).toContain(piece.fact);
        expect(rests_on, `${id}: ${piece.fact}`).toEqual(
          expect.arrayContaining([...PAPER_FACTS[piece.fact].rests_on]),
        );
      }
    }
  });

  it('name limits that there are, and leave a blank wherever nothing can be shown', () => {
    for (const { sections } of BOOKS)
      for (const { id, open, blanks } of sections) {
        for (const code of open) expect(NOT_CHECKED, id).toHaveProperty(code);
        expect(blanks.length, id).toBeGreaterThan(0);
      }
  });

  it('promise nothing and judge nothing', () => {
    const words = JSON.stringify(BOOKS);
    expect(words).not.toMatch(/\b(?:compliant|certified|qualified|guarantee\w*|proves beyond)\b/i);
  });
});

describe('a draft', () => {
  it('has every sentence whose checks passed, and of the others that nothing is said', () => {
    for (const book of BOOKS) {
      const paper = draftPaper(demo, book, SHA3);
      const passed = new Set(
        demo.checks
          .filter(({ status, examined }) => status === 'passed' && examined > 0)
          .map(({ id }) => id),
      );
      const expected = sentencesOf(book).filter(({ rests_on }) =>
        rests_on.every((id) => passed.has(id)),
      );
      expect(statementsOf(paper).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      const rest =
        paper?.sections.flatMap(({ not_stated }) => not_stated.map(({ id }) => id)) ?? [];
      expect([...rest, ...expected.map(({ id }) => id)].sort()).toEqual(
        sentencesOf(book)
          .map(({ id }) => id)
          .sort(),
      );
    }
    const all = BOOKS.flatMap((book) => statementsOf(draftPaper(demo, book, SHA3)));
    expect(all.length).toBeGreaterThan(25);
  });

  it.each([
    ['failed', { status: 'failed' }],
    ['is not proven', { status: 'unproven' }],
    ['was not asked for', { status: 'skipped', because: 'not-asked' }],
    ['had nothing to look at', { status: 'passed', examined: 0 }],
  ] as const)('loses every sentence of a check that %s', (_, change) => {
    for (const book of BOOKS)
      for (const check of new Set(sentencesOf(book).flatMap(({ rests_on }) => rests_on))) {
        const paper = draftPaper(without(check, change), book, SHA3);
        expect(statementsOf(paper).filter(({ rests_on }) => rests_on.includes(check))).toEqual([]);
        const because = paper?.sections.flatMap(({ not_stated }) =>
          not_stated.flatMap((one) => one.because.map((row) => row.check)),
        );
        expect(because).toContain(check);
      }
  });

  it('cannot be made where a check is absent', () => {
    const [book] = BOOKS;
    if (book === undefined) throw new Error('no rule book');
    for (const check of new Set(sentencesOf(book).flatMap(({ rests_on }) => rests_on)))
      expect(() =>
        draftPaper({ ...demo, checks: demo.checks.filter(({ id }) => id !== check) }, book, SHA3),
      ).toThrow(/which is no check/);
  });

  it('names everything that the run did not check, once or more', () => {
    for (const book of BOOKS) {
      const paper = draftPaper(demo, book, SHA3);
      const named = [
        ...(paper?.sections.flatMap(({ not_checked }) => not_checked) ?? []),
        ...(paper?.not_checked ?? []),
      ].map(({ code }) => code);
      expect([...new Set(named)].sort()).toEqual(demo.not_checked.map(({ code }) => code).sort());
    }
  });

  it('is of a pass alone', () => {
    for (const book of BOOKS) {
      expect(draftPaper(failing(), book, SHA3)).toBeUndefined();
      expect(draftPaper({ ...demo, verdict: 'unproven' }, book, SHA3)).toBeUndefined();
      expect(draftPaper(passing({ trust_root: null }), book, SHA3)).toBeUndefined();
    }
  });
});

describe('formats', () => {
  it('say the same sentences, limits and blanks, and that it is a draft at both ends', async () => {
    for (const book of BOOKS) {
      const paper = draftPaper(demo, book, SHA3);
      if (paper === undefined) throw new Error('no paper');
      const flat = (text: string): string =>
        text.replace(/&quot;/g, '"').replace(/[^A-Za-z0-9]+/g, '');
      const laid = layOutPaper(paper);
      const texts: readonly (readonly [string, string])[] = [
        ['text', String(await renderPaper(paper, 'text'))],
        ['markdown', String(await renderPaper(paper, 'markdown'))],
        [
          'html',
          String(await renderPaper(paper, 'html')).replace(/<style>.*?<\/style>|<[^>]*>/gs, ''),
        ],
        [
          'pdf',
          textsOf(laid)
            .map(({ text }) => text)
            .join(''),
        ],
      ];
      for (const [format, text] of texts) {
        for (const { text: sentence, rests_on } of statementsOf(paper)) {
          expect(flat(text), `${format}: ${sentence}`).toContain(
            flat(sentence.replaceAll(/\.\d+Z/g, 'Z')).slice(0, 40),
          );
          for (const check of rests_on) expect(flat(text)).toContain(flat(check));
        }
        for (const { to_fill_in, not_checked } of paper.sections) {
          for (const blank of to_fill_in) expect(flat(text), format).toContain(flat(blank));
          for (const { code } of not_checked) expect(flat(text), format).toContain(flat(code));
        }
        expect(text.slice(0, 400).toUpperCase()).toContain('DRAFT');
      }
    }
  });

  it('have no text of a bundle unescaped', async () => {
    const [book] = BOOKS;
    if (book === undefined) throw new Error('no rule book');
    const hostile: Transcript = {
      ...demo,
      attester: HOSTILE,
      bundle: {
        ...demo.bundle,
        name: HOSTILE,
        ...(demo.bundle.manifest && {
          manifest: { ...demo.bundle.manifest, ledger: HOSTILE, selection: HOSTILE },
        }),
      },
    };
    const paper = draftPaper(hostile, book, SHA3);
    if (paper === undefined) throw new Error('no paper');
    for (const format of ['text', 'markdown', 'html', 'json'] as const) {
      const text = String(await renderPaper(paper, format));
      for (const unseen of ['\u001b', '\u202e', '\u0007'])
        expect(text.includes(unseen)).toBe(false);
      if (format === 'html') expect(text.match(/<script/g)).toHaveLength(1);
      if (format !== 'json') expect(text).not.toContain(HOSTILE);
    }
  });
});

describe('the command', () => {
  it('drafts from a pass, and refuses everything else with the exit code of the verification', async () => {
    const ran = await command(['paper', DEMO, '--for', 'as1105', ...TRUSTED]);
    expect([ran.exit, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toMatch(/^DRAFT {2}/);
    expect(ran.stdout.trimEnd().split('\n').at(-1)).toMatch(/^DRAFT {2}for a person/);
    for (const [argv, exit] of [
      [[TAMPERED, ...TRUSTED], 1],
      [[DEMO, '--at', '2026-04-01T00:00:00Z'], 3],
      [[DEMO, ...TRUSTED, '--require', 'record-signatures'], 3],
    ] as const)
      for (const format of ['text', 'json'] as const) {
        const file = join(temporaryFolder(), 'paper');
        const refused = await command([
          'paper',
          ...argv,
          '--for',
          'fre902',
          '--format',
          format,
          '-o',
          file,
        ]);
        expect(refused.exit).toBe(exit);
        expect(refused.stdout).toContain('No paper was drafted');
        expect(refused.stdout).not.toContain('DRAFT');
        expect(() => readFileSync(file)).toThrow(/ENOENT/);
      }
  });

  it('takes a checkpoint, a selection and renewals in, so that their sentences can stand', async () => {
    const kept = join(temporaryFolder(), 'kept.checkpoint');
    await command(['checkpoint', DEMO, '-o', kept, ...TRUSTED]);
    const line = ['paper', DEMO, '--for', 'isa500', '--format', 'json', ...TRUSTED];
    const ids = (stdout: string) =>
      statementsOf(JSON.parse(stdout)).flatMap(({ rests_on }) => rests_on);
    expect(ids((await command(line)).stdout)).not.toContain('checkpoint/continuity');
    expect(ids((await command([...line, '--checkpoint', kept])).stdout)).toContain(
      'checkpoint/continuity',
    );
  });

  it('writes a PDF to a file alone', async () => {
    const line = ['paper', DEMO, '--for', 'isa500', '--format', 'pdf', ...TRUSTED];
    expect((await command(line)).exit).toBe(2);
    const file = join(temporaryFolder(), 'paper.pdf');
    expect((await command([...line, '-o', file])).exit).toBe(0);
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
