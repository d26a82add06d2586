// JUnit and SARIF as their readers take them: nothing vanishes, with two bundles and with fifty.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../../src/archive/source.js';
import type { Instant } from '../../../src/base/encoding.js';
import { parseTime } from '../../../src/base/encoding.js';
import { renderJunit } from '../../../src/report/junit.js';
import { renderSarif } from '../../../src/report/sarif.js';
import { type Run, runOf } from '../../../src/transcript/run.js';
import type { Transcript } from '../../../src/transcript/transcript.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { verifyBundle } from '../../../src/verify.js';
import { failing, hostile, passing } from '../../support/transcripts.js';
import { parseXml, type XmlElement } from '../../support/xml.js';

const UNREAD = {
  name: 'gone.zip',
  code: 'ERR_BUNDLE_UNREADABLE',
  message: 'no such file',
} as const;
const SKIPPED = { name: 'exports/README.md', because: 'text' };

const all = (root: XmlElement, name: string): XmlElement[] => [
  ...(root.name === name ? [root] : []),
  ...root.children.flatMap((child) => all(child, name)),
];

let good: Transcript;
let bad: Transcript;
const named = (transcript: Transcript, name: string): Transcript => ({
  ...transcript,
  bundle: { ...transcript.bundle, name },
});
/** Two bundles of a folder, the first tampered with; and fifty, three of them bad. */
const two = (): Run => runOf([named(bad, 'exports/a.zip'), named(good, 'exports/b.zip')]);
const fifty = (): Run =>
  runOf(
    Array.from({ length: 50 }, (_, i) =>
      named(i % 20 === 7 ? bad : good, `exports/${String(i).padStart(2, '0')}.zip`),
    ),
  );

beforeAll(async () => {
  const trustRoot = loadTrustRoot(readFileSync('fixtures/demo/trust-root.json'));
  const at = parseTime('2026-04-01T00:00:00Z') as Instant;
  [good, bad] = (await Promise.all(
    ['incident.zip', 'incident-tampered.zip'].map((name) =>
      verifyBundle(sourceFromBytes(readFileSync(`fixtures/demo/${name}`)), trustRoot, { at, name }),
    ),
  )) as [Transcript, Transcript];
});

describe('JUnit', () => {
  // The attributes of the schema of Jenkins' xunit plugin (junit-10.xsd).
  const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    testsuites: ['name', 'time', 'tests', 'failures', 'disabled', 'errors'],
    testsuite: [
      ...['name', 'tests', 'failures', 'errors', 'group', 'time', 'skipped', 'timestamp'],
      ...['hostname', 'id', 'package', 'file', 'log', 'url', 'version'],
    ],
    testcase: [
      'name',
      'time',
      'classname',
      'status',
      'class',
      'file',
      'line',
      'assertions',
      'group',
    ],
    failure: ['type', 'message'],
    error: ['type', 'message'],
    skipped: ['type', 'message'],
    property: ['name', 'value'],
    properties: [],
    'system-out': [],
  };

  it('has no attribute that its schema does not know', () => {
    const run = runOf([failing(), hostile(), passing()], { unread: [UNREAD], skipped: [SKIPPED] });
    for (const one of [run, two(), fifty()]) {
      const walk = (element: XmlElement): void => {
        expect(Object.keys(ALLOWED)).toContain(element.name);
        expect(ALLOWED[element.name]).toEqual(
          expect.arrayContaining(Object.keys(element.attributes)),
        );
        element.children.forEach(walk);
      };
      walk(parseXml(renderJunit(one)));
    }
  });

  it.each([
    ['two bundles', two, 1],
    ['fifty bundles', fifty, 3],
  ] as const)(
    'of %s keeps every failure for a server that keeps the last of equal names',
    (_, run, count) => {
      const root = parseXml(renderJunit(run()));
      const cases = all(root, 'testcase');
      const kept = new Map<string, XmlElement>();
      for (const one of cases)
        kept.set(`${one.attributes['classname']}\n${one.attributes['name']}`, one);
      expect(kept.size).toBe(cases.length);
      const red = [...kept.values()].filter((one) => all(one, 'failure').length > 0);
      const verdicts = red.filter(({ attributes }) => attributes['name'] === 'verdict: pass');
      expect(verdicts).toHaveLength(count);
      expect(red.length).toBe(count * 4);
      expect(root.attributes['failures']).toBe(String(count * 4));
    },
  );

  it('keeps two bundles of one name apart, however long', () => {
    const long = `${'x'.repeat(2_000)}/a.zip`;
    for (const name of ['a.zip', long]) {
      const run = runOf([named(bad, name), named(good, name), named(bad, `${name}y`)]);
      const cases = all(parseXml(renderJunit(run)), 'testcase');
      const keys = cases.map(
        ({ attributes }) => `${attributes['classname']}\n${attributes['name']}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('names files that are no bundle, and a bundle that was not read as an error', () => {
    const text = renderJunit(runOf([passing()], { unread: [UNREAD], skipped: [SKIPPED] }));
    const cases = all(parseXml(text), 'testcase');
    const skipped = cases.find(({ attributes }) => attributes['name'] === 'exports/README.md');
    expect(skipped?.children[0]?.name).toBe('skipped');
    expect(all(parseXml(text), 'error')).toHaveLength(1);
  });
});

describe('SARIF', () => {
  const validate = (() => {
    const file = createRequire(import.meta.url).resolve(
      '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
    );
    // Draft 4 and draft 7 differ, for what this schema uses, in the name of the id alone.
    const { id, $schema: _, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    ajv.addFormat('uri', (text: string) => URL.canParse(text));
    ajv.addFormat('uri-reference', (text: string) =>
      /^[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]*$/.test(text),
    );
    ajv.addFormat('date-time', true);
    return ajv.compile({ ...schema, $id: id });
  })();
  const runs = (): Run[] => [
    two(),
    fifty(),
    runOf([passing()]),
    runOf([failing(), hostile(), passing()], { unread: [UNREAD], skipped: [SKIPPED] }),
    runOf([], { unread: [UNREAD] }),
  ];

  it('follows the published schema', () => {
    for (const run of runs())
      for (const verbose of [false, true]) {
        validate(JSON.parse(renderSarif(run, { verbose })));
        expect(validate.errors).toBeNull();
      }
    const broken = JSON.parse(renderSarif(two()));
    broken.runs[0].results[0].level = 'fatal';
    expect(validate(broken)).toBe(false);
  });

  it('follows what GitHub asks for: a file of the repository, a line, a fingerprint, a rule with both descriptions', () => {
    for (const run of runs()) {
      const [sarif] = JSON.parse(renderSarif(run)).runs;
      const { rules } = sarif.tool.driver;
      for (const rule of rules) {
        expect(rule.shortDescription.text).not.toBe('');
        expect(rule.fullDescription.text).not.toBe('');
        expect(rule.help.text).not.toBe('');
      }
      expect(new Set(rules.map(({ id }: { id: string }) => id)).size).toBe(rules.length);
      const prints: string[] = [];
      for (const result of sarif.results) {
        expect(rules[result.ruleIndex].id).toBe(result.ruleId);
        const [{ physicalLocation }] = result.locations;
        const { uri, index } = physicalLocation.artifactLocation;
        expect(sarif.artifacts[index].location.uri).toBe(uri);
        expect(decodeURIComponent(uri).replace('file://', '')).toMatch(/\.zip$|\.zip'?$|./);
        expect(physicalLocation.region.startLine).toBe(1);
        expect(result.message.text.length).toBeGreaterThan(10);
        prints.push(result.partialFingerprints.primaryLocationLineHash);
      }
      // Alerts of two bundles, or two of one, never fall together.
      expect(new Set(prints).size).toBe(prints.length);
    }
  });

  it('points at the bundle, and names the entry in message and logical location', () => {
    const [{ results }] = JSON.parse(renderSarif(two())).runs;
    const [first] = results;
    expect(first.locations[0].physicalLocation.artifactLocation.uri).toBe('exports/a.zip');
    expect(first.message.text).toMatch(/^exports\/a\.zip: .*records\.jsonl/);
    expect(first.locations[0].logicalLocations[0]).toEqual({
      name: 'records.jsonl',
      kind: 'resource',
    });
    expect(results.every(({ level }: { level: string }) => level !== 'note')).toBe(true);
    expect(
      JSON.parse(renderSarif(two(), { verbose: true })).runs[0].results.length,
    ).toBeGreaterThan(results.length);
  });

  it('gives the path of the file whatever its name is', () => {
    for (const [name, uri] of [
      ['::error::x.zip', '%3A%3Aerror%3A%3Ax.zip'],
      ['a b/ü.zip', 'a%20b/%C3%BC.zip'],
      ['/abs/x.zip', 'file:///abs/x.zip'],
      ['C:\\exports\\x.zip', 'file:///C:/exports/x.zip'],
      ['x\ud800.zip', 'x%EF%BF%BD.zip'],
    ] as const) {
      const [sarif] = JSON.parse(renderSarif(runOf([named(bad, name)]))).runs;
      expect(sarif.artifacts[0].location.uri).toBe(uri);
    }
  });

  it('has a result for whatever keeps the run from exit code 0', () => {
    const open = passing({ verdict: 'unproven' });
    const gap = passing({
      frameworks: [
        { state: 'examined', id: 'x', name: 'X', gaps: ['field y is missing'] },
      ] as unknown as NonNullable<Transcript['frameworks']>,
    });
    const list = passing({
      sample: {
        ...{ sha256: '0', bytes: 1, ids: 1, verified: 0, erased: 0, failed: 0, unproven: 0 },
        absent: 1,
        rows: [{ record_id: 'rec_a', state: 'absent' }],
      },
    });
    for (const [transcript, rule] of [
      [open, 'UNPROVEN'],
      [gap, 'FRAMEWORK_GAP'],
      [list, 'SAMPLE_NOT_COVERED'],
    ] as const) {
      const run = runOf([transcript]);
      expect(run.exit).not.toBe(0);
      const [{ results, invocations }] = JSON.parse(renderSarif(run)).runs;
      expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([rule]);
      expect(invocations[0].exitCode).toBe(run.exit);
    }
    expect(JSON.parse(renderSarif(runOf([passing()]))).runs[0].results).toEqual([]);
  });
});
