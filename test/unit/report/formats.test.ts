// The formats for programs: JSON exact, JUnit and SARIF never green without a pass, CSV and Markdown harmless.

import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/catalogue/checks.js';
import { renderCsv } from '../../../src/report/csv.js';
import { FORMATS } from '../../../src/report/formats.js';
import {
  jsonRunPieces,
  renderDocument,
  renderJson,
  renderJsonRun,
} from '../../../src/report/json.js';
import { renderJunit } from '../../../src/report/junit.js';
import { renderMarkdown } from '../../../src/report/markdown.js';
import { runOf } from '../../../src/transcript/run.js';
import {
  checksWith,
  failing,
  findingOf,
  HOSTILE,
  hostile,
  passing,
} from '../../support/transcripts.js';
import { parseXml, type XmlElement } from '../../support/xml.js';

const UNREAD = {
  name: 'gone.zip',
  code: 'ERR_BUNDLE_UNREADABLE',
  message: 'no such file',
} as const;

describe('json', () => {
  it('is the transcript itself, exact, with every member that it has', () => {
    for (const transcript of [passing(), failing(), hostile(), { ...passing(), surprise: 1 }]) {
      const json = renderJson(transcript);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(transcript)));
      expect(json.endsWith('}\n')).toBe(true);
    }
    expect(
      renderJson(passing()).startsWith(
        '{\n  "format": "softqcos.transcript/v1",\n  "verdict": "pass",',
      ),
    ).toBe(true);
  });

  it('of a run has one shape, whatever the number of bundles', () => {
    const run = JSON.parse(renderJsonRun(runOf([passing(), failing()], { unread: [UNREAD] })));
    expect(run).toMatchObject({ format: 'softqcos.run/v1', verdict: 'fail', exit: 1 });
    expect(run.transcripts).toHaveLength(2);
    expect(run.unread).toEqual([UNREAD]);
    const unread = JSON.parse(renderJsonRun(runOf([passing()], { unread: [UNREAD] })));
    expect(unread).toMatchObject({ verdict: 'unproven', exit: 2 });
    const one = JSON.parse(renderJsonRun(runOf([passing()])));
    expect(Object.keys(one)).toEqual(Object.keys(run));
    expect(one.transcripts).toEqual([JSON.parse(renderJson(passing()))]);
  });

  it('of a run is the same text in pieces, one a bundle: of thousands it is longer than a string can be', () => {
    for (const transcripts of [[], [hostile()], [passing(), hostile(), failing()]]) {
      const run = runOf(transcripts, { unread: [UNREAD], skipped: [] });
      expect(renderJsonRun(run)).toBe(renderDocument(run));
      expect([...jsonRunPieces(run)]).toHaveLength(transcripts.length + 1);
    }
  });
});

const all = (root: XmlElement, name: string): XmlElement[] => [
  ...(root.name === name ? [root] : []),
  ...root.children.flatMap((child) => all(child, name)),
];

describe('junit', () => {
  it('is well-formed XML with a suite for each bundle and a case for each check and the verdict', () => {
    const root = parseXml(renderJunit(runOf([passing(), hostile()], { unread: [UNREAD] })));
    expect(root.name).toBe('testsuites');
    const suites = all(root, 'testsuite');
    expect(suites).toHaveLength(3);
    expect(all(suites[0] ?? root, 'testcase')).toHaveLength(CATALOGUE.length + 1);
    for (const element of [root, ...suites]) {
      expect(Number(element.attributes['tests'])).toBe(all(element, 'testcase').length);
      expect(Number(element.attributes['failures'])).toBe(all(element, 'failure').length);
      expect(Number(element.attributes['errors'])).toBe(all(element, 'error').length);
    }
  });

  it('is green if and only if the verdict is pass', () => {
    const red = (text: string): number => {
      const root = parseXml(text);
      return all(root, 'failure').length + all(root, 'error').length;
    };
    expect(red(renderJunit(runOf([passing()])))).toBe(0);
    expect(red(renderJunit(runOf([failing()])))).toBe(2);
    // Unproven, though no check says why: the case of the verdict alone is red.
    expect(red(renderJunit(runOf([passing({ verdict: 'unproven' })])))).toBe(1);
    expect(red(renderJunit(runOf([passing()], { unread: [UNREAD] })))).toBe(1);
  });

  it('shows a required check that is open as a failure and an optional one as skipped', () => {
    const open = passing({
      verdict: 'unproven',
      checks: checksWith({
        'attestation/form': {
          status: 'unproven',
          needed: true,
          findings: [findingOf('ATTESTATION_ABSENT', {}, 'there is no attestation')],
        },
        'completeness/selection': { status: 'unproven', needed: false },
      }),
    });
    const cases = all(parseXml(renderJunit(runOf([open]))), 'testcase');
    const of = (id: string): XmlElement | undefined =>
      cases.find(({ attributes }) => attributes['name']?.startsWith(id));
    expect(of('attestation/form')?.children[0]?.attributes['type']).toBe('ATTESTATION_ABSENT');
    expect(of('completeness/selection')?.children[0]?.name).toBe('skipped');
  });
});

describe('markdown', () => {
  it('keeps hostile text from marking up anything', () => {
    const text = renderMarkdown(runOf([hostile()], { unread: [{ ...UNREAD, name: HOSTILE }] }));
    expect(text).toMatch(/^# FAIL, 1 not read \(exit 1\): 2 bundles/);
    for (const line of text.split('\n')) {
      // What is left when code spans and backslash escapes are taken away are our own words.
      const own = line.replace(/`[^`]*`/g, '').replace(/\\[!-/:-@[-`{-~]/g, '');
      expect(own).not.toMatch(/[<>@[\]]|javascript:|::/);
    }
    expect(text).toContain('| pass | `archive/structure` |');
    expect(
      text.split('\n').filter((line) => /^\| (?:pass|FAIL|open|–) \|/.test(line)),
    ).toHaveLength(CATALOGUE.length);
  });
});

describe('csv', () => {
  it('has a row for each check and each finding, all of one width', () => {
    const rows = renderCsv(runOf([passing(), hostile()], { unread: [UNREAD] }))
      .trimEnd()
      .split('\r\n');
    expect(rows).toHaveLength(1 + CATALOGUE.length + 2 + CATALOGUE.length + 1 + 1);
    for (const row of rows) expect(row.match(/"(?:[^"]|"")*"(?:,|$)/g)).toHaveLength(24);
    expect(rows.join('\n')).not.toMatch(/"[=+\-@]/);
  });
});

describe('formats', () => {
  it('render the same bytes for the same run, and end in a line feed', () => {
    for (const render of Object.values(FORMATS)) {
      const text = render(runOf([passing(), hostile()], { unread: [UNREAD] }));
      expect(render(runOf([passing(), hostile()], { unread: [UNREAD] }))).toBe(text);
      expect(text.endsWith('\n')).toBe(true);
      expect(text).not.toMatch(/(?![ \n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
    }
  });
});
