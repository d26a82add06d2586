// More of what happens to bundles on ordinary ways: what the file is instead, what a tool or an editor did to it. The first thing that
// is said is the accident, and never a remedy for another one.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../src/archive/source.js';
import { parseTime } from '../src/base/encoding.js';
import { causeOf } from '../src/report/run-words.js';
import { loadTrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';
import { rawZip } from './support/raw-zip.js';
import { unzip } from './support/unzip.js';
import { zipped } from './support/zipped.js';

const DEMO = readFileSync('fixtures/demo/incident.zip');
const ROOT = loadTrustRoot(readFileSync('fixtures/demo/trust-root.json'));
const FILES = unzip(new Uint8Array(DEMO));

async function causeIn(bytes: Uint8Array): Promise<string> {
  const transcript = await verifyBundle(sourceFromBytes(new Uint8Array(bytes)), ROOT, {
    at: parseTime('2026-04-01T00:00:00Z') ?? 0n,
    name: 'x.zip',
  });
  expect(transcript.verdict).toBe('fail');
  const cause = causeOf(transcript);
  expect(transcript.next).toBe(cause?.remedy);
  return cause?.message ?? '';
}

/** The demonstration bundle with entries changed, or with others in their place. */
function packed(
  change: (path: string, bytes: Uint8Array) => readonly [string, Uint8Array] | undefined,
) {
  const entries = [...FILES].flatMap(([path, bytes]) => {
    const made = change(path, bytes);
    return made === undefined ? [] : [made];
  });
  return zipped(new Map(entries));
}
const edited = (wanted: string, to: (text: string) => string | Uint8Array) =>
  packed((path, bytes) => [
    path,
    path === wanted ? Buffer.from(to(Buffer.from(bytes).toString('utf8'))) : bytes,
  ]);
const beside = (path: string) => zipped(new Map([...FILES, [path, Buffer.from('x')]]));

describe('a file that is something else', () => {
  const tar = Buffer.concat([Buffer.alloc(512), DEMO, Buffer.alloc(1_024)]);
  tar.write('ustar', 257);
  it.each([
    ['checksums', 'f558ffc2d4f092e2f5c0e0869cf1f187  incident.zip\n', 'a list of checksums'],
    ['a web link', '[InternetShortcut]\r\nURL=https://x.example\r\n', 'a link to a web page'],
    [
      'an error of a store',
      '<?xml version="1.0"?>\n<Error><Code>AccessDenied',
      'an error that a cloud',
    ],
    ['an error of a server', '{"error":"unauthorized"}', 'an error that a server sent'],
    ['uuencoded', 'begin 644 incident.zip\nM4$L#!', 'uuencoded text'],
    ['hex', DEMO.toString('hex'), 'a zip in hex digits'],
    ['PGP', '-----BEGIN PGP MESSAGE-----\n\nhQEM', 'encrypted with PGP'],
    ['age', 'age-encryption.org/v1\n-> X25519 x', 'encrypted with age'],
    [
      'a Windows shortcut',
      Buffer.from('4c0000000114020000000000c0000000', 'hex'),
      'a Windows shortcut',
    ],
    ['a property list', 'bplist00\xd1', 'a property list of macOS'],
    ['a tar with the zip in it', tar, 'a tar archive'],
    [
      'the first part of a split zip',
      Buffer.concat([Buffer.from('PK\x07\x08'), DEMO]),
      'a part of a zip',
    ],
  ])('%s', async (_, content, is) => {
    expect(await causeIn(Buffer.from(content as string))).toContain(`the file is ${is}`);
  });
});

describe('a bundle that was packed anew', () => {
  it.each([
    [
      'with its README',
      new Map([
        ['X.zip', DEMO],
        ['README.txt', Buffer.from('x')],
      ]),
      'another zip: X.zip',
    ],
    [
      'two of them',
      new Map([
        ['a.zip', DEMO],
        ['b.zip', DEMO],
      ]),
      '2 other zips: a.zip, b.zip',
    ],
  ] as const)('in a zip, %s', async (_, files, says) => {
    expect(await causeIn(await zipped(files))).toContain(`the zip holds ${says}`);
  });

  it.each([
    ['META-INF/MANIFEST.MF', 'a Java tool has added this entry'],
    ['.git/config', 'this entry is of Git'],
    ['.gitattributes', 'this entry is of Git'],
    ['notes.bak', 'an editor has left this file'],
  ])('with %s', async (path, says) => {
    expect(await causeIn(await beside(path))).toContain(says);
  });

  it.each([
    ['./manifest.json', 'the entry name begins with ./'],
    ['[Content_Types].xml', 'the file is a document of an office program'],
    ['records (1).jsonl', 'the entry is a copy that somebody made'],
    ['records - Copy.jsonl', 'the entry is a copy that somebody made'],
    ['manifest.json~', 'an editor has left this file'],
  ])('with the name %s, which no bundle has', async (name, says) => {
    expect(await causeIn(rawZip({ entries: [{ name, content: Buffer.from('x') }] }))).toContain(
      says,
    );
  });

  it('with names in capitals, or without its manifest', async () => {
    const upper = await packed((path, bytes) => [path.toUpperCase(), bytes]);
    expect(await causeIn(upper)).toContain('the manifest is called MANIFEST.JSON');
    const without = await packed((path, bytes) =>
      path === 'manifest.json' ? undefined : [path, bytes],
    );
    expect(await causeIn(without)).toContain('no manifest.json, which was left out or renamed');
  });
});

describe('an entry that an editor or a mail program had', () => {
  it.each([
    [
      'records.jsonl',
      'no last line feed',
      (t: string) => t.trimEnd(),
      'the last line has no line feed',
    ],
    ['records.jsonl', 'a blank line', (t: string) => `${t}\n`, 'the line is blank'],
    ['records.jsonl', 'UTF-16', (t: string) => Buffer.from(`\ufeff${t}`, 'utf16le'), 'in UTF-16'],
    ['checkpoint', 'spaces', (t: string) => t.replaceAll('\n', ' \n'), 'a line ends in spaces'],
    ['checkpoint', 'hyphens', (t: string) => t.replaceAll('—', '--'), 'begins with hyphens'],
    [
      'checkpoint',
      'Latin-1',
      (t: string) => Buffer.from(t.replaceAll('—', '\x97'), 'latin1'),
      'not in UTF-8',
    ],
    [
      'checkpoint',
      'no last line feed',
      (t: string) => t.trimEnd(),
      'the last line has no line feed',
    ],
    [
      'attestation.dsse.json',
      'a formatter',
      (t: string) => JSON.stringify(JSON.parse(t), null, 2),
      'as an editor or formatter does',
    ],
    ['manifest.json', 'gzip', (t: string) => gzipSync(t), 'not'],
  ])('%s: %s', async (path, _, to, says) => {
    expect(await causeIn(await edited(path, to))).toContain(says);
  });
});
