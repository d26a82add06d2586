// The formats for programs: JSON exact, JUnit and SARIF never green without a pass, CSV and Markdown harmless.

import { describe, expect, it } from 'vitest';
import { InternalError } from '../../../src/base/errors.js';
import { CATALOGUE } from '../../../src/catalogue/checks.js';
import { renderCsv } from '../../../src/report/csv.js';
import { FORMATS, isFormat } from '../../../src/report/formats.js';
import { renderJson, renderJsonRun } from '../../../src/report/json.js';
import { renderJunit } from '../../../src/report/junit.js';
import { renderMarkdown } from '../../../src/report/markdown.js';
import { renderSarif } from '../../../src/report/sarif.js';
import {
  checksWith,
  failing,
  findingOf,
  HOSTILE,
  hostile,
  passing,
} from '../../support/transcripts.js';
import { parseXml, type XmlElement } from '../../support/xml.js';

const UNREAD = { name: 'gone.zip', code: 'ERR_BUNDLE_UNREADABLE', message: 'no such file' };

describe('json', () => {
  it('is the transcript itself, exact, in one order whatever order it was made in', () => {
    for (const transcript of [passing(), failing(), hostile()]) {
      const json = renderJson(transcript);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(transcript)));
      expect(json.endsWith('}\n')).toBe(true);
      const backwards = Object.fromEntries(Object.entries(transcript).reverse());
      expect(renderJson(backwards as unknown as typeof transcript)).toBe(json);
    }
    expect(
      renderJson(passing()).startsWith(
        '{\n  "format": "softqcos.transcript/v1",\n  "verdict": "pass",',
      ),
    ).toBe(true);
  });

  it('refuses to drop a member that it does not know', () => {
    const transcript = { ...passing(), surprise: 1 };
    expect(() => renderJson(transcript)).toThrow(InternalError);
  });

  it('holds several transcripts in one document with the worst verdict', () => {
    const run = JSON.parse(renderJsonRun([passing(), failing()], [UNREAD]));
    expect(run.format).toBe('softqcos.transcripts/v1');
    expect(run.verdict).toBe('fail');
    expect(run.transcripts).toHaveLength(2);
    expect(run.unread).toEqual([UNREAD]);
    expect(JSON.parse(renderJsonRun([passing()], [UNREAD])).verdict).toBe('unproven');
    expect(renderJsonRun([passing()])).toBe(renderJson(passing()));
  });
});

const all = (root: XmlElement, name: string): XmlElement[] => [
  ...(root.name === name ? [root] : []),
  ...root.children.flatMap((child) => all(child, name)),
];

describe('junit', () => {
  it('is well-formed XML with a suite for each bundle and a case for each check and the verdict', () => {
    const root = parseXml(renderJunit([passing(), hostile()], [UNREAD]));
    expect(root.name).toBe('testsuites');
    const suites = all(root, 'testsuite');
    expect(suites).toHaveLength(3);
    expect(all(suites[0] ?? root, 'testcase')).toHaveLength(CATALOGUE.length + 1);
    for (const element of [root, ...suites]) {
      expect(Number(element.attributes['tests'])).toBe(all(element, 'testcase').length);
      expect(Number(element.attributes['failures'])).toBe(all(element, 'failure').length);
      expect(Number(element.attributes['errors'])).toBe(all(element, 'error').length);
      expect(Number(element.attributes['skipped'])).toBe(all(element, 'skipped').length);
    }
  });

  it('is green if and only if the verdict is pass', () => {
    const red = (text: string): number => {
      const root = parseXml(text);
      return all(root, 'failure').length + all(root, 'error').length;
    };
    expect(red(renderJunit([passing()]))).toBe(0);
    expect(red(renderJunit([failing()]))).toBe(2);
    // Unproven, though no check says why: the case of the verdict alone is red.
    expect(red(renderJunit([passing({ verdict: 'unproven' })]))).toBe(1);
    expect(red(renderJunit([passing()], [UNREAD]))).toBe(1);
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
    const cases = all(parseXml(renderJunit([open])), 'testcase');
    const of = (id: string): XmlElement | undefined =>
      cases.find(({ attributes }) => attributes['name']?.startsWith(id));
    expect(of('attestation/form')?.children[0]?.attributes['type']).toBe('ATTESTATION_ABSENT');
    expect(of('completeness/selection')?.children[0]?.name).toBe('skipped');
  });
});

describe('sarif', () => {
  it('has the shape of SARIF 2.1.0: rules, results and nested artifacts that refer to each other', () => {
    const sarif = JSON.parse(renderSarif([failing(), hostile(), passing()], [UNREAD]));
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs).toHaveLength(1);
    const [run] = sarif.runs;
    expect(run.tool.driver.name).toBe('softqcos-verify');
    expect(run.invocations[0].executionSuccessful).toBe(false);
    expect(run.results).toHaveLength(1 + 1 + 2);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(result.message.text).not.toBe('');
      const { index, uri } = result.locations[0].physicalLocation.artifactLocation;
      expect(run.artifacts[index].location).toEqual({ index, uri });
      expect(uri).toMatch(/^[A-Za-z0-9._~!'()*%/-]+$/);
      expect(run.artifacts[run.artifacts[index].parentIndex].parentIndex).toBeUndefined();
    }
    expect(run.results[0].level).toBe('error');
    expect(run.results[0].locations[0].physicalLocation.region.startLine).toBe(2);
    expect(new Set(run.tool.driver.rules.map(({ id }: { id: string }) => id)).size).toBe(
      run.tool.driver.rules.length,
    );
    expect(run.properties.verdict).toBe('fail');
  });
});

describe('markdown', () => {
  it('keeps hostile text from marking up anything', () => {
    const text = renderMarkdown([hostile()], [{ ...UNREAD, name: HOSTILE }]);
    expect(text).toMatch(/^# FAIL: 2 bundles/);
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
    const rows = renderCsv([passing(), hostile()], [UNREAD]).trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + CATALOGUE.length + 2 + CATALOGUE.length + 1 + 1);
    for (const row of rows) expect(row.match(/"(?:[^"]|"")*"(?:,|$)/g)).toHaveLength(24);
    expect(rows.join('\n')).not.toMatch(/"[=+\-@]/);
  });
});

describe('formats', () => {
  it('render the same bytes for the same run, and end in a line feed', () => {
    for (const [name, render] of Object.entries(FORMATS)) {
      expect(isFormat(name)).toBe(true);
      const text = render([passing(), hostile()], [UNREAD]);
      expect(render([passing(), hostile()], [UNREAD])).toBe(text);
      expect(text.endsWith('\n')).toBe(true);
      expect(text).not.toMatch(/(?![ \n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
    }
    expect(isFormat('toString')).toBe(false);
  });
});
