// What happens to bundles on ordinary ways (mail, editors, zip programs, Git): the verdict stays what it is, and the first thing said
// is what happened, once, with what to do.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../src/archive/source.js';
import { parseTime } from '../src/base/encoding.js';
import { groupsOf } from '../src/report/groups.js';
import { causeOf } from '../src/report/run-words.js';
import { renderText } from '../src/report/text.js';
import { loadTrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';
import { type RawEntry, rawZip } from './support/raw-zip.js';
import { unzip } from './support/unzip.js';
import { zipped } from './support/zipped.js';

const DEMO = readFileSync('fixtures/demo/incident.zip');
const ROOT = loadTrustRoot(readFileSync('fixtures/demo/trust-root.json'));
const files = () => unzip(new Uint8Array(DEMO));
const text = (path: string) => Buffer.from(files().get(path) ?? []).toString('utf8');

const verified = (bytes: Uint8Array, trustRoot: typeof ROOT | null = ROOT) =>
  verifyBundle(sourceFromBytes(new Uint8Array(bytes)), trustRoot ?? undefined, {
    at: parseTime('2026-04-01T00:00:00Z') ?? 0n,
    name: 'x.zip',
  });
/** The demonstration bundle with one entry changed. */
const changed = async (path: string, to: (before: string) => string | Uint8Array) =>
  zipped(
    new Map(
      [...files()].map(([name, bytes]) => [
        name,
        name === path ? Buffer.from(to(text(path))) : bytes,
      ]),
    ),
  );
const crLf = (before: string) => before.replaceAll('\n', '\r\n');
const bom = (before: string) => `\ufeff${before}`;
const pretty = (before: string) => JSON.stringify(JSON.parse(before), null, 2);

describe('a file that is no bundle', () => {
  const tar = Buffer.alloc(1_024);
  tar.write('ustar', 257);
  const kinds: readonly (readonly [what: string, bytes: Uint8Array, is: string])[] = [
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ'), 'the file is a PDF'],
    ['a gzip', gzipSync(DEMO), 'the file is a gzip archive'],
    ['a tar', tar, 'the file is a tar archive'],
    ['a 7z', Buffer.from('377abcaf271c0004', 'hex'), 'the file is a 7z archive'],
    ['a RAR', Buffer.from('526172211a0701', 'hex'), 'the file is a RAR archive'],
    ['nothing', new Uint8Array(0), 'the file is empty'],
    ['zeros', new Uint8Array(4_096), 'the file is made of zero bytes'],
    ['HTML', Buffer.from('\n<!DOCTYPE html><html><title>Sign in'), 'the file is an HTML page'],
    [
      'a Git LFS pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 27732\n'),
      'the file is a Git LFS pointer',
    ],
    ['base64', Buffer.from(DEMO.toString('base64')), 'the file is a zip in base64 text'],
    ['a mail', Buffer.from('Received: from mail.example\n\nUEsD'), 'the file is a mail message'],
    ['AppleDouble', Buffer.from('0005160700020000', 'hex'), 'the file is a side file of macOS'],
    ['a trust root', readFileSync('fixtures/demo/trust-root.json'), 'the file is a trust root'],
    ['UTF-16', Buffer.from('\ufeffabc', 'utf16le'), 'the file is text in UTF-16'],
    ['a cut zip', DEMO.subarray(0, 20_000), 'the file is a zip that was cut short'],
  ];

  it.each(kinds)('is called what it is: %s', async (_, bytes, is) => {
    const transcript = await verified(bytes);
    expect(transcript.verdict).toBe('fail');
    expect(transcript.summary).toContain(`this is not an evidence bundle: ${is}`);
    expect(transcript.next).not.toContain('byte for byte as the exporter wrote it, and compare');
    const said = renderText(transcript);
    expect(said).not.toContain('the evidence is wrong');
  });

  it('of which nothing is known is still no evidence that is wrong', async () => {
    const random = Buffer.alloc(5_000, 'q\x01\xfe\x80\x99', 'latin1');
    const { summary } = await verified(random);
    expect(summary).toBe(
      'this is not an evidence bundle: the file does not end in the end record of a zip',
    );
  });
});

describe('a bundle that was packed anew', () => {
  const below = (folder: string) =>
    zipped(new Map([...files()].map(([path, bytes]) => [`${folder}/${path}`, bytes])));

  it('with its folder is told which, with macOS files or without', async () => {
    for (const bytes of [
      await below('incident'),
      await below('a/b'),
      await zipped(
        new Map([
          ...[...files()].map(([path, content]) => [`incident/${path}`, content] as const),
          ['__MACOSX/incident/._manifest.json', Buffer.from('x')],
          ['incident/.DS_Store', Buffer.from('x')],
        ]),
      ),
    ]) {
      const { summary, next } = await verified(bytes);
      expect(summary).toMatch(/^this is not an evidence bundle: everything is in the folder \S+\//);
      expect(next).toContain('Use the original file; or inside that folder: zip');
    }
  });

  it('as a zip in a zip is told to be unpacked', async () => {
    const { summary, next } = await verified(await zipped(new Map([['incident.zip', DEMO]])));
    expect(summary).toBe('this is not an evidence bundle: the zip holds another zip: incident.zip');
    expect(next).toBe('Unpack it, and verify the zip that is inside.');
  });

  it('without anything of a bundle is not said to be one that was packed anew', async () => {
    const { summary } = await verified(await zipped(new Map([['a.txt', Buffer.from('x')]])));
    expect(summary).toBe('this is not an evidence bundle: the zip has no manifest.json');
  });

  it.each([
    ['Thumbs.db', 'Windows has added this entry'],
    ['__MACOSX/._manifest.json', 'macOS has added this entry'],
    ['attachments/.DS_Store', 'macOS has added this entry'],
  ])('with %s is told who adds it', async (name, message) => {
    const transcript = await verified(
      await zipped(new Map([...files(), [name, Buffer.from('x')]])),
    );
    expect(causeOf(transcript)?.message).toContain(message);
    expect(transcript.next).toContain('Use the original file');
  });
});

describe('a zip by a program with a habit', () => {
  const raw = (change: Partial<RawEntry>) =>
    rawZip({
      entries: [...files()].map(([name, content]): RawEntry => ({ name, content, ...change })),
    });

  it('with backslashes is told once, with the program', async () => {
    const bytes = rawZip({
      entries: [...files()].map(
        ([name, content]): RawEntry => ({ name: name.replaceAll('/', '\\'), content }),
      ),
    });
    const transcript = await verified(bytes);
    expect(transcript.summary).toContain('the zip is refused, and nothing in it was examined');
    expect(transcript.next).toContain('Compress-Archive of PowerShell 7');
    const { findings = [] } = transcript.checks.find(({ id }) => id === 'archive/names') ?? {};
    expect(findings.length).toBeGreaterThan(2);
    expect(groupsOf(findings)).toHaveLength(1);
  });

  it('with a password is told so, once', async () => {
    const transcript = await verified(raw({ header: { flags: 1 } }));
    const cause = causeOf(transcript);
    expect(cause?.message).toBe('the entry is encrypted with a password');
    expect(
      renderText(transcript, { quiet: true }).match(/encrypted with a password/g),
    ).toHaveLength(1);
  });

  it('padded with zeros is told by whom', async () => {
    const padded = Buffer.concat([DEMO, Buffer.alloc(963)]);
    const { next, checks } = await verified(padded);
    expect(checks[0]?.findings[0]?.message).toBe(
      '963 zero bytes follow the end record: the writer filled its last block',
    );
    expect(next).toContain('bytes_in_last_block 1');
    const two = await verified(Buffer.concat([DEMO, Buffer.from('\r\n')]));
    expect(two.checks[0]?.findings[0]?.message).toBe('2 bytes stand after the end record');
  });

  it('behind the header of a mail is told how many bytes that is', async () => {
    const { next, checks } = await verified(
      Buffer.concat([Buffer.from('Subject: export\n'), DEMO]),
    );
    expect(checks[0]?.findings[0]?.message).toContain('16 bytes are in front of the zip');
    expect(next).toContain('without what was put in front of it');
  });

  it('through a text mode is told so', async () => {
    const converted = Buffer.from(DEMO.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    const { next, summary } = await verified(converted);
    expect(summary).not.toContain('the evidence is wrong');
    expect(next).toContain('binary mode');
  });
});

describe('text that something has rewritten', () => {
  it.each([
    ['records.jsonl', crLf, 'the line ends in CR LF'],
    ['disclosures.jsonl', crLf, 'the line ends in CR LF'],
    ['stubs.jsonl', crLf, 'the line ends in CR LF'],
    ['proof/paths.jsonl', crLf, 'the line ends in CR LF'],
    ['checkpoint', crLf, 'the line ends in CR LF'],
    ['records.jsonl', bom, 'the text begins with a byte-order mark'],
    ['checkpoint', bom, 'the text begins with a byte-order mark'],
    ['manifest.json', bom, 'the text begins with a byte-order mark'],
    ['attestation.dsse.json', bom, 'the text begins with a byte-order mark'],
    ['manifest.json', pretty, 'the JSON is set out with spaces or lines'],
    ['attestation.dsse.json', pretty, 'the JSON is set out with spaces or lines'],
    ['manifest.json', (before: string) => `${before}\n`, 'a line feed follows the JSON text'],
    [
      'manifest.json',
      (before: string) => Buffer.from(`\ufeff${before}`, 'utf16le'),
      'the text is in UTF-16',
    ],
  ] as const)('%s: the first thing said is the cause (%#)', async (path, to, message) => {
    const transcript = await verified(await changed(path, to));
    expect(transcript.verdict).toBe('fail');
    const cause = causeOf(transcript);
    expect(cause?.where.entry).toBe(path);
    expect(cause?.message).toContain(message);
    expect(transcript.next).toBe(cause?.remedy);
    const quiet = renderText(transcript, { quiet: true });
    expect(quiet.split('\n').find((line) => /^ {6}[A-Z_]+ {2}/.test(line))).toContain(cause?.code);
    // Told once: one finding, one remedy, all its lines.
    const words = new RegExp(message.split(' ').join('\\s+'), 'g');
    expect(quiet.match(words)).toHaveLength(1);
    expect(quiet.split('\n').length).toBeLessThan(70);
  });

  it('shows where canonical JSON parts from its form, expected and actual', async () => {
    const transcript = await verified(
      await changed('manifest.json', (before) =>
        before.replace('"counts":{"records":', '"counts":{"records": '),
      ),
    );
    const spaced = causeOf(transcript);
    expect(spaced?.message).toContain('set out with spaces');
    const other = causeOf(
      await verified(
        await changed('manifest.json', (before) =>
          before.replace('"records":29', '"records":29.0'),
        ),
      ),
    );
    expect(other?.message).toContain('differs from its RFC 8785 form at character');
    expect(other?.expected).toContain('"records":29,');
    expect(other?.actual).toContain('"records":29.0,');
  });

  it('names the value that no two readers agree on', async () => {
    const transcript = await verified(
      await changed('manifest.json', (before) =>
        before.replace('"records":29', '"records":9007199254740993'),
      ),
    );
    const cause = causeOf(transcript);
    expect(cause?.message).toBe('a whole number lies outside ±(2^53 − 1)');
    expect(cause?.where.pointer).toBe('/counts/records');
  });
});

describe('what to do next', () => {
  it('is about trust first', async () => {
    const other = loadTrustRoot(readFileSync('fixtures/golden/trust-root.json'));
    const unlisted = await verified(DEMO, other);
    expect(unlisted.verdict).toBe('unproven');
    expect(unlisted.next).toContain('See whether this is the right trust root');
    const [cause] = unlisted.checks.find(({ id }) => id === 'trust/ledger')?.findings ?? [];
    expect(cause).toMatchObject({
      expected: expect.stringContaining('ledger.softqcos.example/acme'),
      actual: 'ledger.softqcos.example/northgate-hospital',
    });
    const none = await verified(DEMO, null);
    expect(none.next).toContain('pass --trust-root FILE');
    expect(renderText(none).split('\n')[2]).toContain('trust/ledger');
  });
});
