// docs/SPEC.md §2.3: plain names, unique even where case does not count, no file that is a folder.

import { describe, expect, it } from 'vitest';
import { namedBy } from '../../../src/archive/accidents.js';
import { expectLinear } from '../../support/growth.js';
import { type RawEntry, rawZip } from '../../support/raw-zip.js';
import { codes, survey } from '../../support/zip-verdict.js';

const zipOf = (...names: (string | Uint8Array)[]): Uint8Array =>
  rawZip({ entries: names.map((name): RawEntry => ({ name })) });

describe('a name', () => {
  it.each([
    'manifest.json',
    'attachments/a.b-c_d.txt',
    'a',
    '-',
    '_',
    '...',
    'a..b',
    '.hidden',
    'a/.b',
    'a./b',
    'd/',
    'a/b/c/',
    '__proto__',
    'constructor',
    'CON',
    'x'.repeat(200),
    `${'x'.repeat(200)}/`,
  ])('is allowed: %s', async (name) => {
    expect(await codes(zipOf(name))).toEqual([]);
  });
  it.each([
    '',
    '/',
    '/a',
    '//a',
    'a//b',
    'a//',
    '.',
    '..',
    './a',
    '../a',
    'a/./b',
    'a/../b',
    'a/..',
    'a/.',
    'a/../',
    'a\\b',
    'C:a',
    'a b',
    'a\0b',
    'a\n',
    'ä',
    'a~1',
    '~',
    'a*',
    'a:b',
    'a%2fb',
    '＼',
    'a\u202eb',
    'ſ',
    '\u212a',
  ])('is refused: %j', async (name) => {
    expect(await codes(zipOf(name))).toEqual(['NAME_NOT_ALLOWED']);
  });
  it.each(Array.from({ length: 256 }, (_, byte) => byte))(
    'may hold byte %i or not',
    async (byte) => {
      const plain = /[A-Za-z0-9._-]/.test(String.fromCharCode(byte)) || byte === 0x2f;
      expect(await codes(zipOf(new Uint8Array([0x61, byte, 0x62])))).toEqual(
        plain ? [] : ['NAME_NOT_ALLOWED'],
      );
    },
  );
  it('has at most 200 bytes, not counting the slash of a directory', async () => {
    const { findings } = await survey(zipOf('x'.repeat(201)));
    expect(findings).toEqual([
      {
        code: 'NAME_TOO_LONG',
        where: { offset: 231 },
        message: 'the entry name is too long',
        expected: 'at most 200 bytes',
        actual: '201 bytes',
      },
    ]);
    expect(await codes(zipOf(`${'x'.repeat(201)}/`))).toEqual(['NAME_TOO_LONG']);
    expect(await codes(zipOf('x'.repeat(65_535), 'x'.repeat(65_535)))).toEqual([
      'NAME_TOO_LONG',
      'NAME_TOO_LONG',
    ]);
  });
  it('is where a finding stands only if it is plain', async () => {
    const attributes = { central: { externalAttributes: 0xa1ff0000 } };
    const { findings } = await survey(
      rawZip({
        entries: [
          { name: 'a', ...attributes },
          { name: 'b\u001b[2J', ...attributes },
        ],
      }),
    );
    expect(findings.map(({ code, where }) => [code, where.entry])).toEqual([
      ['ZIP_FILE_TYPE_NOT_ALLOWED', 'a'],
      ['ZIP_FILE_TYPE_NOT_ALLOWED', undefined],
      ['NAME_NOT_ALLOWED', undefined],
    ]);
  });
});

describe('names together', () => {
  const cases: [string, (string | Uint8Array)[], string[]][] = [
    ['twice', ['a', 'a'], ['NAME_DUPLICATE']],
    ['three times', ['a', 'a', 'a'], ['NAME_DUPLICATE', 'NAME_DUPLICATE']],
    ['a directory twice', ['d/', 'd/'], ['NAME_DUPLICATE']],
    [
      'a bad name twice',
      ['a b', 'a b'],
      ['NAME_NOT_ALLOWED', 'NAME_NOT_ALLOWED', 'NAME_DUPLICATE'],
    ],
    ['in two cases', ['a.txt', 'A.txt'], ['NAME_CASE_COLLISION']],
    ['in three cases', ['ab', 'Ab', 'AB'], ['NAME_CASE_COLLISION', 'NAME_CASE_COLLISION']],
    ['a folder in two cases', ['D/', 'd/'], ['NAME_CASE_COLLISION']],
    ['a file as the folder of another', ['a', 'a/b'], ['NAME_PREFIX_COLLISION']],
    ['a file as a folder far above', ['a/b', 'a/b/c/d/e'], ['NAME_PREFIX_COLLISION']],
    ['a file as a folder, in another case', ['A', 'a/b'], ['NAME_PREFIX_COLLISION']],
    ['a file as a folder of its own', ['a', 'a/'], ['NAME_PREFIX_COLLISION']],
    ['a folder before the file', ['a/b', 'a'], ['NAME_PREFIX_COLLISION']],
    ['a mere beginning is no folder', ['a', 'ab', 'a.b', 'a-b/c'], []],
    ['a folder and what is in it', ['d/', 'd/a', 'd/e/', 'd/e/f'], []],
    ['folders in two cases without entries of their own', ['D/a', 'd/b'], []],
    ['names of every object', ['__proto__', 'toString', 'constructor', 'hasOwnProperty'], []],
  ];
  it.each(cases)('%s', async (_, names, expected) => {
    expect((await codes(zipOf(...names))).toSorted()).toEqual(expected.toSorted());
  });
  it('are compared in time that does not grow with their square', async () => {
    await expectLinear(1_024, async (size) => {
      const names = Array.from({ length: size }, (_, i) => `${'a/'.repeat(80)}${i}`);
      expect(await codes(zipOf(...names))).toEqual([]);
    });
  });
});

describe('a directory entry', () => {
  it('has no bytes', async () => {
    expect(await codes(rawZip({ entries: [{ name: 'd/', content: 'x' }] }))).toEqual([
      'NAME_DIRECTORY_NOT_EMPTY',
    ]);
    expect(await codes(rawZip({ entries: [{ name: 'd/', method: 8 }] }))).toEqual([]);
    expect(await codes(rawZip({ entries: [{ name: 'd/', data: new Uint8Array(1) }] }))).toEqual([
      'ZIP_HEADER_MISMATCH',
    ]);
  });
});

describe('entries of macOS', () => {
  it('are known by their paths', () => {
    for (const path of [
      '__MACOSX/',
      '__MACOSX/._records.jsonl',
      '.DS_Store',
      'attachments/.DS_Store',
      'a/._b',
      'a/__MACOSX/b',
    ]) {
      expect(namedBy(path)?.message, path).toContain('macOS');
    }
    for (const path of [
      'records.jsonl',
      'attachments/__MACOSX.txt',
      'a.DS_Store',
      '.hidden',
      'a._b',
    ]) {
      expect(namedBy(path), path).toBeUndefined();
    }
  });
  it('are said to be of macOS where their names are refused', async () => {
    const { findings } = await survey(zipOf('my file', '__MACOSX/._my file'));
    expect(
      findings.map(({ code, remedy }) => [code, remedy?.includes('__MACOSX') === true]),
    ).toEqual([
      ['NAME_NOT_ALLOWED', false],
      ['NAME_NOT_ALLOWED', true],
    ]);
  });
});
