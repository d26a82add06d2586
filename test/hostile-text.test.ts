// Bundles whose every text is hostile, made by the exporter and verified, then rendered in every format (docs/SPEC.md §16.3). Whatever
// a bundle, a file name or a trust root says: no terminal, CI server, spreadsheet, XML or Markdown reader obeys it.

import { beforeAll, describe, expect, it } from 'vitest';
import { exportEvidenceBundle } from '../exporter/bundle.js';
import { custody } from '../exporter/custody.js';
import type { ExportOptions } from '../exporter/options.js';
import { sourceFromBytes } from '../src/archive/source.js';
import { canonicalize } from '../src/base/json.js';
import { renderHtml } from '../src/document/render/html.js';
import { layOutTranscript } from '../src/document/render/pdf.js';
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
import { AT, evil, ledger, NAME, ORIGIN, options, trustRoot } from './support/hostile-ledger.js';
import { textsOf } from './support/pdf.js';
import { rawZip } from './support/raw-zip.js';
import { parseXml, type XmlElement } from './support/xml.js';

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

const CUSTODY = 'with a file of custody';

let root: TrustRoot;
const all: Rendered[] = [];
const UNREAD: Unread = { name: NAME, code: 'ERR_BUNDLE_UNREADABLE', message: evil('message') };
let zips: Uint8Array[] = [];

async function verify(zip: Uint8Array, custodyFile?: Uint8Array): Promise<Transcript> {
  const custody = custodyFile === undefined ? {} : { custody: custodyFile };
  return verifyBundle(sourceFromBytes(zip), root, { at: AT, name: NAME, ...custody });
}

/** A file of custody with hostile words, as far as its schema lets them in: no C0 controls, 400 characters. */
function hostileCustody(after: Uint8Array): Uint8Array {
  const words = (mark: string): string =>
    [...evil(mark)]
      .filter((one) => one >= ' ' && one !== '\u007f')
      .slice(0, 400)
      .join('');
  const one = { by: words('custody-by'), from: '::error::x', words: words('custody-words'), after };
  const two = {
    by: '\u202e<script>',
    from: words('custody-from'),
    words: '=1+1 ##[error]y',
    after,
  };
  return custody([
    { at: '2026-03-21T00:00:00Z', ...one },
    { at: '2026-03-22T00:00:00Z', ...two },
  ]);
}

beforeAll(async () => {
  root = loadTrustRoot(trustRoot());
  const made = ledger();
  const authorization = String(made.recordAt(5)['record_id']);
  const build = (more: Partial<ExportOptions>): Promise<Uint8Array> =>
    exportEvidenceBundle(made, options({ authorization, ...more })).toBytes();
  const passing = await build({});
  all.push({ what: 'a bundle that passes', transcript: await verify(passing) });
  const handed = hostileCustody(passing);
  all.push({ what: CUSTODY, transcript: await verify(passing, handed) });
  // The second line is of another file, so that findings quote it.
  all.push({ what: CUSTODY, transcript: await verify(passing, handed.subarray(0, -2)) });
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
    const [whole, cut, ...broken] = all.slice(1);
    expect([whole?.transcript.verdict, whole?.transcript.custody?.length]).toEqual(['pass', 2]);
    expect([cut?.what, cut?.transcript.custody?.length]).toEqual([CUSTODY, 1]);
    for (const { what, transcript } of broken) expect(transcript.verdict, what).toBe('fail');
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
      'custody-by',
      'custody-words',
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
          const COMMAND = /^::(?:error|warning) file=[^:,]*,title=[^:,]*::/gm;
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
          expect(own).toMatch(
            /^#{1,3} (?:FAIL|PASS|UNPROVEN|Findings|Checks|What|Frameworks|Chain of custody)/,
          );
      }
    }
  });

  it('is no markup of the HTML document, and nothing unseen in it or in the PDF', () => {
    for (const { what, transcript } of all) {
      const run = runOf([transcript], { unread: [UNREAD] });
      const html = renderHtml(run);
      // One style, at most one script, both ours: what a bundle or a file of custody says begins no element and no command.
      expect(html.match(/<(?:script|style|a [^>]*javascript|img|iframe|b onclick)/g)?.length).toBe(
        2,
      );
      expectPlain(html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, ''));
      const texts = textsOf(layOutTranscript(run)).map(({ text }) => text);
      expect(texts.join('\n')).not.toMatch(/(?![\n ])[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
      if (what === CUSTODY)
        for (const text of [html, texts.join(' ')]) expect(text).toContain('custody-by');
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
