// One catalogue: the specification, the checks, the finding codes, the schemas and the cases say the same.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderManual, renderSecondOpinion, renderSpecification } from '../scripts/docs.js';
import { SCHEMAS } from '../src/base/published.js';
import { CATALOGUE } from '../src/catalogue/checks.js';
import { REPORT_CODES } from '../src/catalogue/codes/report.js';
import { SET_CODES } from '../src/catalogue/codes/sets.js';
import { CODES, ERRORS } from '../src/catalogue/codes.js';
import { NOT_CHECKED } from '../src/catalogue/not-checked.js';
import { REQUIREMENTS } from '../src/catalogue/requirements.js';
import { SET_CATALOGUE } from '../src/catalogue/set-checks.js';

const ROOT = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
/** Every file under a folder of the repository, as paths from the root; none if the folder is not there. */
const filesUnder = (folder: string): string[] =>
  existsSync(new URL(folder, ROOT))
    ? readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      )
    : [];
const SPEC = read('docs/SPEC.md');
const MANUAL = read('docs/MANUAL.md');
/** What people wrote: a document without its generated parts. */
const written = (text: string): string =>
  text.replace(/<!-- generated:([\w-]+) -->.*?<!-- \/generated:\1 -->/gs, '');
const WRITTEN = written(SPEC);
const headings = (text: string): string[] =>
  [...text.matchAll(/^#{2,4} (.+)$/gm)].map(([, heading]) => heading ?? '');
const sections = (text: string): Set<string> =>
  new Set(
    headings(text).map((heading) => /^(\d+(?:\.\d+)*|[A-Z]\.\d+)\b/.exec(heading)?.[1] ?? ''),
  );
const SECTIONS = sections(SPEC);
const slugs = (text: string): Set<string> =>
  new Set(
    headings(text).map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
const CHECK_IDS = CATALOGUE.map(({ id }) => id);

describe('the catalogue', () => {
  it('names each check once', () => {
    expect(new Set(CHECK_IDS).size).toBe(CHECK_IDS.length);
    expect(new Set(CATALOGUE.map(({ title }) => title)).size).toBe(CATALOGUE.length);
  });

  it('stands in the order of the specification', () => {
    // archive to completeness ascend; what concerns the trust root and the times stands last, in section 12.
    const order = CATALOGUE.map(({ section }) => section.split('.').map(Number));
    for (const [i, section] of order.entries()) {
      const before = order[i - 1] ?? [0];
      expect((section[0] ?? 0) * 100 + (section[1] ?? 0), CATALOGUE[i]?.id ?? '').toBeGreaterThan(
        (before[0] ?? 0) * 100 + (before[1] ?? 0),
      );
    }
  });

  it('needs only what the specification calls requirements', () => {
    const words: readonly string[] = ['always', 'present', ...REQUIREMENTS];
    for (const { id, needed } of CATALOGUE) expect(words, id).toContain(needed);
    for (const word of REQUIREMENTS) {
      expect(
        CATALOGUE.map(({ needed }) => needed as string),
        word,
      ).toContain(word);
      expect(WRITTEN, word).toContain(`\`${word}\``);
    }
  });

  it('cites sections that exist', () => {
    for (const { id, section } of CATALOGUE) expect(SECTIONS, id).toContain(section);
  });
});

describe('docs/SPEC.md', () => {
  it('is up to date with the tables and the golden bundle (npm run docs)', async () => {
    expect(await renderSpecification(SPEC)).toBe(SPEC);
    expect(renderManual(MANUAL)).toBe(MANUAL);
    const opinion = read('second-opinion/check.py');
    expect(renderSecondOpinion(opinion)).toBe(opinion);
  });

  it('has a step for every check, and names each once', () => {
    const steps = /<!-- steps:begin -->(.*?)<!-- steps:end -->/s.exec(SPEC)?.[1] ?? '';
    const named = [...steps.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map(([, id]) => id);
    expect([...named].sort()).toEqual([...CHECK_IDS].sort());
    const numbers = [...steps.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('names no check and no code that does not exist', () => {
    const known: readonly string[] = [CODES, SET_CODES, REPORT_CODES, ERRORS, NOT_CHECKED].flatMap(
      Object.keys,
    );
    const variables = ['SOFTQCOS_TRUST_ROOT', 'NODE_OPTIONS', 'LD_PRELOAD', 'NO_COLOR'];
    const OTHERS = [...variables, 'FORCE_COLOR', 'CLICOLOR_FORCE', 'BUNDLE_EXPORT'];
    for (const [, code] of (WRITTEN + written(MANUAL)).matchAll(
      /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g,
    )) {
      if (!OTHERS.includes(code ?? '')) expect(known).toContain(code);
    }
    for (const [, tail] of WRITTEN.matchAll(/`…(_[A-Z_]+)`/g))
      expect(known.filter((code) => code.endsWith(tail ?? '?')).length, tail).toBeGreaterThan(1);
    for (const [, id] of WRITTEN.matchAll(/`([a-z]+\/[a-z-]+)`/g)) {
      const other = ['a/b', 'text/csv', 'application/json', 'application/zip', 'type/subtype'];
      if (!other.includes(id ?? ''))
        expect([...CHECK_IDS, ...SET_CATALOGUE.map((check) => check.id)]).toContain(id);
    }
  });

  it('links to headings that exist, as the manual does', () => {
    const links = [
      ...[...SPEC.matchAll(/\]\((MANUAL\.md|)#([^)]+)\)/g)].map((link) => [...link, SPEC]),
      ...[...MANUAL.matchAll(/\]\((SPEC\.md|)#([^)]+)\)/g)].map((link) => [...link, MANUAL]),
    ];
    const targets: Record<string, Set<string>> = {
      'SPEC.md': slugs(SPEC),
      'MANUAL.md': slugs(MANUAL),
    };
    const wrong = links.filter(
      ([, file, slug, own]) =>
        !targets[file === '' ? (own === SPEC ? 'SPEC.md' : 'MANUAL.md') : (file ?? '')]?.has(
          slug ?? '',
        ),
    );
    expect(links.length).toBeGreaterThan(80);
    expect(wrong.map(([link]) => link)).toEqual([]);
  });

  it('is cited by sections that exist, as the manual is', () => {
    const wrong: string[] = [];
    let cited = 0;
    const documents: Record<string, Set<string>> = { SPEC: SECTIONS, MANUAL: sections(MANUAL) };
    for (const file of ['src', 'exporter', 'scripts'].flatMap(filesUnder)) {
      if (!file.endsWith('.ts')) continue;
      for (const [, document, list] of read(file).matchAll(
        /docs\/(SPEC|MANUAL)\.md ((?:(?:,| and|;)? ?§[\d.]+\d|§\d+)+)/g,
      )) {
        for (const [section] of (list ?? '').matchAll(/\d+(?:\.\d+)*/g)) {
          cited += 1;
          if (documents[document ?? '']?.has(section) !== true)
            wrong.push(`${file} cites §${section} of ${document}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(cited).toBeGreaterThan(50);
  });

  it('names every schema, or the manual does, and every schema is there', () => {
    const files = readdirSync(new URL('schemas/', ROOT));
    const both = SPEC + MANUAL;
    for (const file of files) expect(both, file).toContain(`schemas/${file}`);
    for (const [, file] of both.matchAll(/schemas\/([a-z-]+\.schema\.json)/g))
      expect(files).toContain(file);
    for (const [name, { description }] of Object.entries(SCHEMAS)) {
      const [, document, section] =
        /docs\/(SPEC|MANUAL)\.md sections? (\d+)/.exec(description) ?? [];
      expect(document === 'MANUAL' ? sections(MANUAL) : SECTIONS, name).toContain(section);
    }
  });

  it('never calls evidence compliant, certified or qualified, and claims no quantum hardware', () => {
    const texts = [
      ...Object.values(CODES).flatMap(({ meaning, remedy }) => [meaning, remedy]),
      ...CATALOGUE.map(({ title }) => title),
    ].join('\n');
    expect(texts).not.toMatch(
      /\b(?:compliant|certified|qualified|quantum[- ](?:hardware|random))/i,
    );
    // The specification uses these words only where it forbids them.
    const uses = WRITTEN.match(/"(?:compliant|certified|qualified)"/g) ?? [];
    expect(WRITTEN.match(/\b(?:compliant|certified|qualified)\b/gi)?.length).toBe(uses.length);
  });
});

describe('the codes', () => {
  it('each belong to a check of the catalogue, and each check has one that keeps it from passing', () => {
    for (const [code, { check }] of Object.entries(CODES)) expect(CHECK_IDS, code).toContain(check);
    for (const id of CHECK_IDS) {
      const own = Object.values(CODES).filter(({ check }) => check === id);
      // Retention and plausibility of times only ever inform (§9.3, §12.3).
      if (id === 'erasures/retention' || id === 'time/plausible')
        expect(
          own.every(({ outcome }) => outcome === 'note'),
          id,
        ).toBe(true);
      else
        expect(
          own.some(({ outcome }) => outcome !== 'note'),
          id,
        ).toBe(true);
    }
  });

  it('stand together by check, in the order of the catalogue', () => {
    const first = new Map<string, number>();
    const groups: string[] = [];
    for (const { check } of Object.values(CODES)) {
      if (groups.at(-1) !== check) groups.push(check);
      first.set(check, groups.length);
    }
    expect(groups).toEqual(CHECK_IDS.filter((id) => first.has(id)));
  });

  it('say in sentences what they mean and what to do', () => {
    for (const [code, { meaning, remedy }] of Object.entries(CODES)) {
      expect(code).toMatch(/^[A-Z0-9]+(?:_[A-Z0-9]+)*$/);
      for (const sentence of [meaning, remedy]) expect(sentence, code).toMatch(/^\S.*[.?]$/s);
    }
    for (const [code, meaning] of Object.entries(ERRORS)) {
      expect(code).toMatch(/^ERR_[A-Z_]+$/);
      expect(meaning, code).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('the checks over a set', () => {
  const ids = SET_CATALOGUE.map(({ id }) => id);

  it('have ids and codes of their own, in the order of their catalogue', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(CHECK_IDS).not.toContain(id);
    for (const code of Object.keys(SET_CODES)) {
      expect(code).toMatch(/^SET_[A-Z]+(?:_[A-Z]+)*$/);
      expect(Object.keys(CODES)).not.toContain(code);
    }
    const order = Object.values(SET_CODES).map(({ check }) => ids.indexOf(check));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(ids.length);
  });

  it('say in sentences what their codes mean and what to do, and each code is in §13.5', () => {
    const section = WRITTEN.slice(WRITTEN.indexOf('### 13.5'), WRITTEN.indexOf('## 14 '));
    for (const [code, { meaning, remedy }] of Object.entries(SET_CODES)) {
      for (const sentence of [meaning, remedy]) expect(sentence, code).toMatch(/^[A-Z].*[.]$/s);
      expect(section).toContain(`\`${code}\``);
    }
  });

  it('have a set in fixtures/sets for every code, named after its check', () => {
    const shown = filesUnder('fixtures/sets')
      .filter((file) => file.endsWith('/set.json'))
      .flatMap((file) => {
        const { codes } = JSON.parse(read(file)) as { codes: (keyof typeof SET_CODES)[] };
        const [, , name = ''] = file.split('/');
        const [check = ''] = name.split('--');
        if (check !== 'valid')
          expect(
            codes.map((code) => SET_CODES[code].check),
            name,
          ).toContain(`history/${check}`);
        return codes;
      });
    expect(Object.keys(SET_CODES).filter((code) => !shown.some((one) => one === code))).toEqual([]);
  });

  it('have a code that keeps each from passing', () => {
    for (const id of ids)
      expect(
        Object.values(SET_CODES).some(({ check, outcome }) => check === id && outcome !== 'note'),
        id,
      ).toBe(true);
  });
});

describe('the cases', () => {
  const files = filesUnder('fixtures/cases').filter((file) => file.endsWith('/case.json'));
  const cases = files.map((file) => ({
    file,
    ...(JSON.parse(read(file)) as { codes?: string[]; notes?: string[] }),
  }));

  it('show every finding code at least once', () => {
    expect(files.length).toBeGreaterThan(0);
    // `notes` names the ambient notes that a case is about (fixtures/README.md).
    const shown = new Set(
      cases.flatMap(({ codes, notes }) => [...(codes ?? []), ...(notes ?? [])]),
    );
    const missing = Object.keys(CODES).filter((code) => !shown.has(code));
    expect(missing, `codes without a case in fixtures/cases: ${missing.join(', ')}`).toEqual([]);
  });

  it('expect only codes that exist', () => {
    for (const { file, codes } of cases)
      for (const code of codes ?? []) expect(Object.keys(CODES), file).toContain(code);
  });

  it('are named <category>/<check>--<fault> after a check', () => {
    for (const { file } of cases) {
      const [, , category, name] = file.split('/');
      const check = `${category}/${name?.split('--')[0]}`;
      if (name?.includes('--')) expect(CHECK_IDS, file).toContain(check);
    }
  });
});
