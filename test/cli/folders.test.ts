// Folders: every bundle in them is read, and nothing is passed over in silence.

import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBundles } from '../../src/cli/bundles.js';
import { command, temporaryFolder } from '../support/command.js';
import { unzip } from '../support/unzip.js';

const GOOD = 'fixtures/demo/incident.zip';
const BAD = 'fixtures/demo/incident-tampered.zip';
const TRUST = ['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'];

/** A folder with files of the given content; a name may hold slashes. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
const good = () => readFileSync(GOOD);
const inside = (folder: string, names: readonly string[]) =>
  names.map((name) => name.replace(`${folder}/`, ''));

describe('a folder', () => {
  it('is read with its subfolders: a failing bundle below is not passed over', async () => {
    const folder = folderOf({ 'a.zip': good(), '2026-03/b.zip': readFileSync(BAD) });
    const ran = await command([folder, ...TRUST]);
    expect(ran.exit).toBe(1);
    expect(ran.stdout).toContain(join(folder, '2026-03', 'b.zip'));
  });

  it('holds bundles by name or by content, hidden or not, each folder once', async () => {
    const folder = folderOf({
      'b.ZIP': good(),
      '.hidden.zip': good(),
      'download.bin': good(),
      'x.zip/inner.zip': good(),
      'broken.zip': 'no zip at all',
      '2026/c.zip': good(),
    });
    symlinkSync(join(folder, '2026'), join(folder, 'latest'));
    symlinkSync(folder, join(folder, '2026', 'up'));
    symlinkSync(join(folder, 'gone'), join(folder, 'lost.zip'));
    const found = await findBundles([folder]);
    expect(inside(folder, found.bundles)).toEqual([
      ...['.hidden.zip', 'b.ZIP', 'broken.zip', 'download.bin', 'lost.zip'],
      ...['2026/c.zip', 'x.zip/inner.zip'],
    ]);
    expect(
      inside(
        folder,
        found.skipped.map(({ name }) => name),
      ),
    ).toEqual(['2026/up', 'latest']);
    expect(found.unread).toEqual([]);
  });

  it('names what is no bundle, and passes', async () => {
    const sideFile = Buffer.concat([Buffer.from('00051607', 'hex'), Buffer.alloc(78)]);
    const office = Buffer.concat([
      Buffer.from('504b0304', 'hex'),
      Buffer.alloc(26),
      Buffer.from('[Content_Types].xml'),
    ]);
    const folder = folderOf({
      'a.zip': good(),
      '._a.zip': sideFile,
      '__MACOSX/._a.zip': sideFile,
      'README.txt': 'What is in here.\n',
      'letter.docx': office,
      'report.pdf': '%PDF-1.7\n',
      SHA256SUMS: 'f558 a.zip\n',
      empty: '',
    });
    const ran = await command([folder, ...TRUST]);
    expect(ran.exit).toBe(0);
    const { skipped } = await findBundles([folder]);
    expect(
      skipped.map(({ name, because }) => `${name.slice(folder.length + 1)}: ${because}`),
    ).toEqual([
      '._a.zip: a side file of macOS (AppleDouble)',
      'README.txt: text',
      'SHA256SUMS: text',
      'empty: empty',
      'letter.docx: a zip',
      'report.pdf: a PDF',
      '__MACOSX/._a.zip: a side file of macOS (AppleDouble)',
    ]);
  });

  it('is never a pass where something may hold a bundle and was not opened', async () => {
    const tar = Buffer.alloc(512);
    tar.write('ustar', 257);
    for (const [name, content] of [
      ['more.tar.gz', Buffer.from('1f8b0800', 'hex')],
      ['more.7z', Buffer.from('377abcaf271c', 'hex')],
      ['more.tar', tar],
      ['b.zip.crdownload', 'half of it'],
      ['b.zip.b64', readFileSync(GOOD).toString('base64')],
      ['b.zip.gpg', Buffer.from('85020c0301ff', 'hex')],
      ['b.z01', Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), readFileSync(GOOD)])],
      ['b.eml', 'Received: from mail.example\n\nUEsD'],
      ['winmail.dat', Buffer.from('789f3e220102', 'hex')],
      ['b.zip.part', ''],
    ] as const) {
      const folder = folderOf({ 'a.zip': good(), [name]: content });
      const ran = await command([folder, ...TRUST, '--format', 'json']);
      expect([name, ran.exit]).toEqual([name, 2]);
      expect(JSON.parse(ran.stdout).unread).toHaveLength(1);
    }
  });

  it('may hold a bundle whose name begins like that of a side file', async () => {
    const folder = folderOf({ 'a.zip': good(), '._b.zip': readFileSync(BAD) });
    expect((await command([folder, ...TRUST])).exit).toBe(1);
  });

  it('is never a pass where something in it cannot be read', async () => {
    const folder = folderOf({ 'a.zip': good() });
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
    expect((await command([folder, ...TRUST])).exit).toBe(2);
  });

  it('without a bundle ends with 2 and says what it holds', async () => {
    const ran = await command([folderOf({ 'a.pdf': '%PDF-1.7\n' }), ...TRUST]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toMatch(/the folder holds no bundle, but \S+a\.pdf \(a PDF\)/);
    const unpacked = Object.fromEntries(unzip(new Uint8Array(good())));
    const told = await command([folderOf(unpacked), ...TRUST]);
    expect(told.exit).toBe(2);
    expect(told.stderr).toContain('this is a bundle that was unpacked');
    const nested = folderOf({});
    copyFileSync(GOOD, join(nested, 'a'));
    renameSync(join(nested, 'a'), join(nested, 'b.zip'));
    expect((await command([nested, ...TRUST])).exit).toBe(0);
  });
});

describe('a word that is nearly a verb', () => {
  it('is no bundle: the nearest verb is named', async () => {
    for (const [word, verb] of [
      ['inspct', 'inspect'],
      ['chekcs', 'checks'],
      ['verfy', 'verify'],
    ] as const) {
      const ran = await command([word, GOOD, ...TRUST]);
      expect(ran).toMatchObject({ exit: 2, stdout: '' });
      expect(ran.stderr).toContain(`did you mean ${verb}`);
    }
    expect((await command(['verify', GOOD, ...TRUST])).exit).toBe(0);
  });
});
