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

const verified = (bytes: Uint8Array) =>
  verifyBundle(sourceFromBytes(new Uint8Array(bytes)), ROOT, {
    at: parseTime('2026-04-01T00:00:00Z') ?? 0n,
    name: 'x.zip',
  });

async function causeIn(bytes: Uint8Array): Promise<string> {
  const transcript = await verified(bytes);
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
    ['PGP, not armoured', Buffer.from('85020c0301ff', 'hex'), 'encrypted with PGP'],
    [
      'S/MIME',
      Buffer.from('3082030006092a864886f70d010703a082', 'hex'),
      'signed or encrypted with S/MIME',
    ],
    ['winmail.dat', Buffer.from('789f3e220102', 'hex'), 'an attachment that Outlook wrapped'],
    ['lz4', Buffer.from('04224d186440', 'hex'), 'an lz4 archive'],
    ['a cabinet', Buffer.from('4d534346000000004d', 'hex'), 'a cabinet of Windows'],
    ['a mail with its trace', 'Delivered-To: a@b.example\nReceived: x\n', 'a mail message'],
    [
      'a data URI',
      `data:application/zip;base64,${DEMO.toString('base64')}`,
      'a zip in base64 text',
    ],
    ['git-annex', '/annex/objects/SHA256E-s27732--f558.zip\n', 'a git-annex pointer'],
    ['DVC', 'outs:\n- md5: abc\n  path: incident.zip\n', 'a DVC pointer'],
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
    ['mimetype', 'nothing in the bundle vouches for this entry'],
    ['checkpoint.ots', 'nothing in the bundle vouches for this entry'],
    ['.Trash-1000/x', 'a file server or file manager has added this entry'],
  ])('with %s', async (path, says) => {
    expect(await causeIn(await beside(path))).toContain(says);
  });

  it.each([
    ['./manifest.json', 'the entry name begins with ./'],
    ['[Content_Types].xml', 'the file is a document of an office program'],
    ['records (1).jsonl', 'the entry is a copy that somebody made'],
    ['records(1).jsonl', 'the entry is a copy that somebody made'],
    ['@eaDir/x', 'a file server or file manager has added this entry'],
    ['Icon\r', 'macOS has added this entry'],
    ['manifest.json:Zone.Identifier', 'Windows has added this entry'],
    ['manifest.json.txt', 'the manifest is called manifest.json.txt'],
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
    expect(await causeIn(rawZip({ entries: [] }))).toBe('the zip is empty');
    const two = ['a', 'b'].flatMap((folder) =>
      [...FILES].map(([path, bytes]) => [`${folder}/${path}`, bytes] as const),
    );
    expect(await causeIn(await zipped(new Map(two)))).toContain('2 bundles that were unpacked');
    const flat = await packed((path, bytes) => [path.replace('proof/', 'Proof/'), bytes]);
    expect(await causeIn(flat)).toBe('the zip holds this entry as Proof/paths.jsonl');
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
    [
      'records.jsonl',
      'CR alone',
      (t: string) => t.replaceAll('\n', '\r'),
      'converted the line ends',
    ],
    [
      'timestamps/checkpoint.1.tsr',
      'HTML',
      () => '<!doctype html>502',
      'the entry is an HTML page',
    ],
  ])('%s: %s', async (path, _, to, says) => {
    expect(await causeIn(await edited(path, to))).toContain(says);
  });

  it('a manifest that holds nothing', async () => {
    const entries = [...FILES].map(([name, content]) => ({ name, content }));
    const emptied = entries.map((one) =>
      one.name === 'manifest.json' ? { ...one, content: new Uint8Array(0) } : one,
    );
    expect(await causeIn(rawZip({ entries: emptied }))).toBe('the entry is empty');
  });

  it.each([
    ['CR LF', (t: string) => t.replaceAll('\n', '\r\n'), 'the CR at its line ends'],
    ['a byte-order mark', (t: string) => `\ufeff${t}`, 'its byte-order mark'],
  ])('an attachment, by %s: what it would be without', async (_, to, what) => {
    const transcript = await verified(await edited('attachments/incident-2026-014.txt', to));
    const cause = causeOf(transcript);
    expect(cause?.actual).toContain(`without ${what} it is the entry that was exported`);
    expect(transcript.next).toBe(cause?.remedy);
    expect(transcript.next).toContain('byte for byte as it was exported');
  });

  it('a token in another form, where one is needed: what to do is about that token', async () => {
    const path = 'timestamps/checkpoint.1.tsr';
    const token = FILES.get(path) ?? new Uint8Array(0);
    const text = Buffer.from(token).toString('base64');
    const transcript = await verified(await edited(path, () => text));
    expect(transcript.verdict).toBe('unproven');
    expect(causeOf(transcript)?.actual).toBe('1 token, which does not count');
    expect(transcript.next).toContain('Ask for the response as the authority sent it');
  });
});
