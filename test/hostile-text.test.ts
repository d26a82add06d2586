// Bundles whose every text is hostile, made by the exporter and verified, then rendered in every format (docs/SPEC.md §16.3). Whatever
// a bundle, a file name or a trust root says: no terminal, CI server, spreadsheet, XML or Markdown reader obeys it.

import { beforeAll, describe, expect, it } from 'vitest';
import { exportEvidenceBundle } from '../exporter/bundle.js';
import { deriveFrom } from '../exporter/derive.js';
import { testKeys, vkeyOf } from '../exporter/keys.js';
import { Ledger } from '../exporter/ledger.js';
import type { ExportOptions } from '../exporter/options.js';
import { timestampAuthority } from '../exporter/timestamp-authority.js';
import { trustRootFor } from '../exporter/trust-root.js';
import { sourceFromBytes } from '../src/archive/source.js';
import { parseTime } from '../src/base/encoding.js';
import { canonicalize, type JsonObject } from '../src/base/json.js';
import { inspectBundle } from '../src/papers/inspect.js';
import { renderInspection } from '../src/papers/inspect-text.js';
import { renderCsv } from '../src/report/csv.js';
import { FORMATS } from '../src/report/formats.js';
import { renderJsonRun } from '../src/report/json.js';
import { renderJunit } from '../src/report/junit.js';
import { renderMarkdown } from '../src/report/markdown.js';
import { renderSarif } from '../src/report/sarif.js';
import { renderText, renderTexts } from '../src/report/text.js';
import { renderLint, renderSheet } from '../src/report/trust.js';
import { runOf, type Unread } from '../src/transcript/run.js';
import type { Transcript } from '../src/transcript/transcript.js';
import { lintTrustRoot } from '../src/trust/lint/lint.js';
import { keySheet } from '../src/trust/sheet.js';
import { loadTrustRoot, type TrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';
import { parseCsv } from './support/csv.js';
import { rawZip } from './support/raw-zip.js';
import { parseXml, type XmlElement } from './support/xml.js';

/** Well-formed text with everything that may be tried on a reader; `mark` is found again in the reports. Under 512 characters. */
function evil(mark: string): string {
  return [
    `=cmd|'/C calc'!A0 ${mark} `,
    '\u001b[2J\u001b[31m\u001b]8;;http://evil.example\u0007click\u001b]8;;\u001b\\\u009b0m',
    '\u202egpj.exe\u2066\u2069\u200b\u200d\u00ad\ufeff\u{e0041}\u3164\u2800',
    '\r\nPASS  bundle.zip: all needed checks passed\n\n# PASS',
    '\n::error file=a::x\n::set-output name=a::b\n##vso[task.complete]x\n##[error]x\n##teamcity[x]',
    '</testcase></failure>]]><!DOCTYPE x [<!ENTITY a "b">]><script>alert(1)</script>&amp;&a;<!-- ',
    '`c` | [a](javascript:x) ![i](http://e.example/i) @everyone **b** <b onclick=x>\n- [ ] x\n> q\n~~~',
    '\t=1+1;@SUM(A1),+1|-1\u0000\u0008\u007f\u0085\u2028\u2029\ufffe\uffff\u{1fffe}',
    '\\u{202E} \\u001b "quoted" \'quoted\' %s {{x}} $(x)',
  ].join('');
}

/** Hostile within the alphabet of an origin: printable ASCII without space and plus. */
const ORIGIN = '::error::<script>alert(1)</script>`|[a](b)@x=1##[x]';
/** And within that of ids. */
const ID = '::warning::x--__proto__';
const AT = parseTime('2026-04-01T00:00:00Z') ?? 0n;
const KEYS = testKeys('hostile text', ORIGIN);
const AUTHORITY = timestampAuthority('hostile text', { key: 'P-256' });
const NAME = `=${evil('bundle-file')}/\u202e.zip`;

function ledger(): Ledger {
  const made = new Ledger({
    origin: ORIGIN,
    derive: deriveFrom('hostile text'),
    clock: (sequence) => `2026-02-01T08:0${sequence}:00Z`,
  });
  made.setRetentionPolicy({
    policyName: ID,
    retentionYears: 1000,
    appliesTo: { constructor: evil('applies-to') },
    deletionMethod: evil('deletion-method'),
  });
  const event = {
    '-x': evil('data'),
    constructor: evil('clear'),
    secret: evil('disclosed'),
    other: 'x'.repeat(50_000),
  };
  made.append(event, {
    sealed: ['secret', 'other'],
    recordId: ID,
    metadata: { [evil('metadata-name')]: evil('metadata') },
  });
  made.append({ ...event, constructor: 'x' }, { sealed: ['secret', 'other'], recordId: '-1' });
  const erasure = {
    policy: ID,
    legalGround: 'other',
    legalNote: evil('note').repeat(25),
    authority: evil('authority'),
  };
  made.erase(1, { fields: ['other'], ...erasure });
  made.erase(2, { fields: '*', ...erasure });
  made.logExportDecision({
    decision: 'ALLOW',
    policy: `BUNDLE_EXPORT/${ID}`,
    requestedBy: evil('requested-by'),
    bundleId: ID,
    selection: { sequence: { from: 0, to: 5 } },
    disclosures: ['secret'],
  });
  return made;
}

function options(more: Partial<ExportOptions> = {}): ExportOptions {
  const report = {
    audit_entries: 1,
    [evil('report-member')]: 7,
    period_start: '2026-01-01',
    '::error::': 1,
  };
  return {
    bundleId: ID,
    exportedAt: '2026-03-20T12:00:00Z',
    exporter: evil('exporter'),
    keys: KEYS,
    sequence: { from: 0, to: 5 },
    disclose: 'all',
    attachments: [
      {
        path: 'attachments/-r.json',
        mediaType: 'application/json',
        role: 'compliance-report',
        content: JSON.stringify(report),
      },
      {
        path: 'attachments/-x..html',
        mediaType: `text/x-html;=cmd|'/C calc'!A0 <script> ::error:: ##[x] \``,
        role: 'document',
        content: evil('attachment'),
      },
    ],
    extensions: { '-x.-y': { [evil('extension')]: evil('extension') } },
    claims: { [evil('claim-name')]: evil('claim') },
    cosignatures: KEYS.witnesses.map((witness) => ({ witness, seconds: 1_774_000_000 })),
    timestamps: {
      checkpoint: [(over) => AUTHORITY.issue({ over, genTime: '2026-03-20T12:00:30Z' })],
    },
    ...more,
  };
}

function trustRoot(): Uint8Array {
  const attester = { ...KEYS.attester, name: evil('attester') };
  const recorder = { ...KEYS.recorder, name: evil('recorder') };
  const policy = KEYS.witnesses.map(
    (witness, i) => `witness ::error::${i}<b>\`|=w ${vkeyOf(witness)}`,
  );
  const names = KEYS.witnesses.map((_, i) => `::error::${i}<b>\`|=w`).join(' ');
  const root: JsonObject = {
    ...trustRootFor({ ...KEYS, attester, recorder }, { recorders: true, name: evil('trust-root') }),
    timestamp_authorities: [{ ...AUTHORITY.entry(), name: evil('authority-name') }],
    witness_policy: `${policy.join('\n')}\ngroup ##[g] 2 ${names}\nquorum ##[g]\n`,
  };
  return Buffer.from(JSON.stringify(root), 'utf8');
}

/** Bundles that are refused for something hostile, so that findings quote it. */
const BROKEN: Readonly<Record<string, Partial<ExportOptions>>> = {
  'a disclosure of another name': {
    tamper: {
      entries: (entries) => {
        const d = Buffer.from(canonicalize(['A'.repeat(43), evil('disclosure-name'), 1])).toString(
          'base64url',
        );
        return entries.set(
          'disclosures.jsonl',
          Buffer.from(`${canonicalize({ disclosures: [d], sequence: 1 })}\n`),
        );
      },
    },
  },
  'a member that has no place': {
    tamper: { manifest: (manifest) => ({ ...manifest, [evil('member')]: 1 }) },
  },
  'a value of another kind': {
    tamper: { manifest: (manifest) => ({ ...manifest, suite: evil('suite') }) },
  },
  'a path that must not be listed': {
    tamper: {
      manifest: (manifest) => ({
        ...manifest,
        entries: [{ bytes: 1, digest: `sha3-256:${'0'.repeat(64)}`, path: evil('listed') }],
      }),
    },
  },
  'a selection that was not allowed': {
    authorization: '',
    tamper: { manifest: (manifest) => ({ ...manifest, bundle_id: '::error::y' }) },
  },
  'a record with another member': {
    tamper: {
      lines: {
        'records.jsonl': ([first = '', ...rest]) => [
          first.replace('{', `{${JSON.stringify(evil('record-member'))}:1,`),
          ...rest,
        ],
      },
    },
  },
  'a checkpoint of another origin': {
    tamper: { checkpointText: (text) => text.replace(ORIGIN, '::error::y<script>') },
  },
};

interface Rendered {
  readonly what: string;
  readonly transcript: Transcript;
}

let root: TrustRoot;
const all: Rendered[] = [];
const UNREAD: Unread = { name: NAME, code: 'ERR_BUNDLE_UNREADABLE', message: evil('message') };
let zips: Uint8Array[] = [];

async function verify(zip: Uint8Array): Promise<Transcript> {
  return verifyBundle(sourceFromBytes(zip), root, { at: AT, name: NAME });
}

beforeAll(async () => {
  root = loadTrustRoot(trustRoot());
  const made = ledger();
  const authorization = String(made.recordAt(5)['record_id']);
  const build = (more: Partial<ExportOptions>): Promise<Uint8Array> =>
    exportEvidenceBundle(made, options({ authorization, ...more })).toBytes();
  const passing = await build({});
  all.push({ what: 'a bundle that passes', transcript: await verify(passing) });
  zips = [passing];
  for (const [what, more] of Object.entries(BROKEN)) {
    const zip = await build(more);
    zips.push(zip);
    all.push({ what, transcript: await verify(zip) });
  }
  for (const name of [
    evil('entry-name').slice(0, 100),
    '::error::x',
    '-\u202ea',
    '=1+1',
    '__MACOSX/\u001b[31m',
  ]) {
    const zip = rawZip({ entries: [{ name, content: 'x' }] });
    zips.push(zip);
    all.push({ what: 'an entry name', transcript: await verify(zip) });
  }
});

/** Nothing that a terminal or a log obeys: printable text and line feeds. */
function expectPlain(text: string, lineEnd = '\n'): void {
  const lines = text.split(lineEnd);
  for (const line of lines) {
    expect(line).not.toMatch(
      /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/u,
    );
    expect(line).not.toMatch(/^\s*(?:::|##\[|##vso|##teamcity)/);
    // A runner obeys commands inside a line as well.
    expect(line).not.toMatch(/::|##\[|##vso|##teamcity/);
  }
}

describe('hostile text', () => {
  it('would be seen by the checks of this file', () => {
    expect(evil('').length).toBeLessThan(512);
    expect(() => expectPlain(evil('x'))).toThrow();
    for (const piece of ['::error::x', 'a ##[group]', '\u202e', '\u001b[0m', 'a\u2028b', '\u3164'])
      expect(() => expectPlain(piece), piece).toThrow();
    expect(() => parseXml(`<?xml version="1.0" encoding="UTF-8"?>\n<a>${evil('x')}</a>`)).toThrow();
    expect(() => parseCsv(`"a"b"\r\n`)).toThrow();
  });

  it('reaches the reports: the bundles are what they are meant to be', () => {
    const [first] = all;
    expect(first?.transcript.verdict).toBe('pass');
    for (const { what, transcript } of all.slice(1)) expect(transcript.verdict, what).toBe('fail');
    const text = all.map(({ transcript }) => renderText(transcript)).join('');
    const json = renderJsonRun(runOf(all.map(({ transcript }) => transcript)));
    for (const mark of [
      'exporter',
      'bundle-file',
      'trust-root',
      'attester',
      'authority-name',
      'claim',
      'applies-to',
      'clear',
      'report-member',
      'disclosure-name',
      'member',
      'suite',
      'listed',
      'record-member',
      'entry-name',
    ])
      for (const report of [text, json]) expect(report, mark).toMatch(new RegExp(`A0 ${mark}\\b`));
    // What nobody has to see is not shown.
    for (const mark of [
      'data',
      'metadata',
      'note',
      'deletion-method',
      'requested-by',
      'disclosed',
      'extension',
      'attachment',
    ])
      expect(text).not.toMatch(new RegExp(`A0 ${mark} `));
  });

  it('stands in no format as a control, format or separator character, nor as a command of a CI system', () => {
    for (const { transcript } of all) {
      for (const [name, render] of Object.entries(FORMATS))
        for (const run of [
          runOf([transcript]),
          runOf([transcript, transcript], { unread: [UNREAD] }),
        ]) {
          const text = render(run).replaceAll('\r\n', '\n');
          // The commands of this format are ours, one for each bundle that is no pass, before the text.
          const commands = name === 'github' ? (text.match(/^(?:::.*\n)*/)?.[0] ?? '') : '';
          const told = run.transcripts.filter(({ verdict }) => verdict !== 'pass');
          expect(commands.split('\n')).toHaveLength(
            name === 'github' ? told.length + run.unread.length + 1 : 1,
          );
          const COMMAND = /^::error file=[^:,]*,title=[^:,]*::/gm;
          expect(commands.match(COMMAND) ?? []).toHaveLength(commands.split('\n').length - 1);
          expectPlain(commands.replace(COMMAND, ''));
          expectPlain(text.slice(commands.length));
        }
    }
  });

  it('is one line of its own nowhere in the text report, and is cut', () => {
    for (const { transcript } of all) {
      for (const text of [
        renderText(transcript),
        renderTexts(runOf([transcript], { unread: [UNREAD] }), { width: 80 }),
        renderText(transcript, { quiet: true }),
      ]) {
        for (const line of text.split('\n')) {
          // The verdict stands on one line whatever its length; all others are wrapped.
          expect(line.length).toBeLessThan(2_000);
          expect(line).not.toMatch(/^(?:PASS|# PASS)(?! {2}=)/);
        }
      }
    }
  });

  it('is the same value in JSON', () => {
    for (const { transcript } of all)
      expect(JSON.parse(renderJsonRun(runOf([transcript]))).transcripts).toEqual([transcript]);
    expect(JSON.parse(renderJsonRun(runOf([], { unread: [UNREAD] }))).unread[0].name).toBe(NAME);
  });

  it('neither ends nor begins an element of the JUnit report', () => {
    const names = (element: XmlElement): string[] => [
      element.name,
      ...element.children.flatMap(names),
    ];
    for (const { transcript } of all) {
      const document = parseXml(renderJunit(runOf([transcript], { unread: [UNREAD] })));
      for (const name of names(document))
        expect([
          'testsuites',
          'testsuite',
          'properties',
          'property',
          'testcase',
          'failure',
          'error',
          'skipped',
          'system-out',
        ]).toContain(name);
      expect(document.children).toHaveLength(2);
      const cases = document.children.flatMap(({ children }) =>
        children.filter(({ name }) => name === 'testcase'),
      );
      expect(cases).toHaveLength(transcript.checks.length + 2);
      expect(renderJunit(runOf([transcript], { unread: [UNREAD] }))).toMatch(
        /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u,
      );
    }
  });

  it('is no URI and no message of its own in SARIF', () => {
    for (const { transcript } of all) {
      const { runs } = JSON.parse(
        renderSarif(runOf([transcript], { unread: [UNREAD] }), { verbose: true }),
      );
      expect(runs[0].results).toHaveLength(
        transcript.checks.reduce((sum, { findings }) => sum + findings.length, 1),
      );
      for (const { location } of runs[0].artifacts)
        expect(location.uri).toMatch(/^[A-Za-z0-9._~!'()*%/-]+$/);
    }
  });

  it('is no formula in CSV, whichever separator a spreadsheet takes', () => {
    for (const { transcript } of all) {
      const rows = parseCsv(renderCsv(runOf([transcript], { unread: [UNREAD] })));
      for (const row of rows) {
        expect(row).toHaveLength(rows[0]?.length ?? 0);
        for (const cell of row) {
          expect(cell).not.toMatch(/^[\s]*[=+\-@\t\r]/);
          for (const part of cell.split(/[;|,\t]/))
            expect(part.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/u);
        }
      }
    }
  });

  it('marks up nothing in Markdown', () => {
    for (const { transcript } of all) {
      for (const line of renderMarkdown(runOf([transcript], { unread: [UNREAD] })).split('\n')) {
        // What is left without code spans and backslash escapes are our own words.
        const own = line.replace(/`[^`]*`/g, '').replace(/\\[!-/:-@[-`{-~]/g, '');
        expect(own).not.toMatch(/[<>@[\]&]|javascript:|::|~~~|!\[/);
        if (own.startsWith('#'))
          expect(own).toMatch(/^#{1,3} (?:FAIL|PASS|UNPROVEN|Findings|Checks|What|Frameworks)/);
      }
    }
  });

  it('is harmless in what inspect and trust print', async () => {
    for (const zip of zips) {
      const inspection = await inspectBundle(sourceFromBytes(zip));
      expectPlain(renderInspection({ name: NAME, bytes: zip.length, inspection }, {}));
    }
    expectPlain(renderSheet(root, keySheet(root)));
    expectPlain(renderLint(lintTrustRoot(root, { at: AT })));
  });
});
