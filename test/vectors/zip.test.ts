// Public zip corpora: archives that other projects accept, tolerate or refuse. Our profile (docs/SPEC.md §2) is stricter than most
// of them; each row has our verdict (`accepted`, or every code, in the order found) and, where we differ from upstream, why.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../src/archive/source.js';
import { work } from '../../src/base/work.js';
import { readZip } from '../support/zip-verdict.js';
import { describeVectors } from './vectors.js';

type Row = readonly [file: string, verdict: string, difference?: string];

const COMMENT = 'upstream allows an archive comment';
const NON_ASCII = 'upstream decodes names that are not ASCII';

const CORPORA: Record<string, readonly Row[]> = {
  'zip-warehouse': [
    ['accept/comment.zip', 'ZIP_COMMENT', COMMENT],
    ['accept/empty.zip', 'accepted'],
    ['accept/nosubdir.zip', 'accepted'],
    [
      'accept/short_usize_zip64.zip',
      'ZIP_ZIP64_INVALID',
      'a zip64 block that no field asks for, and two sizes of a stored entry',
    ],
    ['accept/subdir.zip', 'accepted'],
    ['reject/8bitcomment.zip', 'ZIP_COMMENT'],
    ['reject/cd_extra_entry.zip', 'NAME_DUPLICATE ZIP_OVERLAP'],
    ['reject/data_descriptor.zip', 'ZIP_HEADER_MISMATCH'],
    ['reject/data_descriptor_bad_crc_0.zip', 'ZIP_HEADER_MISMATCH ZIP_DESCRIPTOR_INVALID'],
    ['reject/data_descriptor_bad_usize.zip', 'ZIP_HEADER_MISMATCH ZIP_DESCRIPTOR_INVALID'],
    ['reject/data_descriptor_zip64.zip', 'ZIP_HEADER_MISMATCH'],
    ['reject/data_descriptor_zip64_usize.zip', 'ZIP_HEADER_MISMATCH ZIP_DESCRIPTOR_INVALID'],
    ['reject/eocd64_locator_mismatch.zip', 'ZIP_ZIP64_INVALID'],
    ['reject/eocd64_without_eocd.zip', 'ZIP_ZIP64_INVALID'],
    ['reject/extra3byte.zip', 'ZIP_EXTRA_INVALID'],
    ['reject/non_ascii_original_name.zip', 'ZIP_UNICODE_PATH NAME_NOT_ALLOWED'],
    ['reject/prefix.zip', 'ZIP_DIRECTORY_INVALID'],
    ['reject/shortextra.zip', 'ZIP_EXTRA_INVALID ZIP_DIRECTORY_INVALID'],
    ['reject/unicode_extra_chain.zip', 'ZIP_UNICODE_PATH'],
    ['reject/zip64_eocd_confusion.zip', 'ZIP_ZIP64_INVALID'],
    ['reject/zip64_extra_csize.zip', 'ZIP_OVERLAP'],
    ['reject/zip64_extra_too_short.zip', 'ZIP_ZIP64_INVALID'],
    ['reject/zipinzip.zip', 'ZIP_GAP'],
  ],
  'zip-libzip': [
    ['bigzero-zip.zip', 'accepted'],
    ['bogus.zip', 'ZIP_NO_END_RECORD'],
    ['changing-size.zip', 'accepted'],
    ['encrypt-aes256.zip', 'ZIP_FLAG_NOT_ALLOWED ZIP_METHOD_NOT_ALLOWED'],
    ['filename_duplicate.zip', 'NAME_DUPLICATE'],
    ['filename_empty.zip', 'NAME_NOT_ALLOWED', 'an empty name'],
    ['firstsecond-split-stored.zip', 'accepted'],
    ['incons-archive-comment-longer.zip', 'ZIP_COMMENT'],
    ['incons-cdoffset.zip', 'ZIP_DIRECTORY_INVALID'],
    ['incons-cdsize-small.zip', 'ZIP_DIRECTORY_INVALID'],
    ['incons-central-compsize-larger-toolarge.zip', 'ZIP_HEADER_MISMATCH ZIP_OVERLAP'],
    ['incons-central-compsize-smaller.zip', 'ZIP_HEADER_MISMATCH ZIP_GAP'],
    [
      'incons-central-date.zip',
      'accepted',
      'times are ignored and never printed, so they may differ',
    ],
    ['incons-central-file-comment-shorter.zip', 'ZIP_DIRECTORY_INVALID'],
    ['incons-central-magic-bad.zip', 'ZIP_DIRECTORY_INVALID'],
    ['incons-central-size-larger.zip', 'ZIP_HEADER_MISMATCH'],
    ['incons-ef-central-size-wrong.zip', 'ZIP_EXTRA_INVALID'],
    ['incons-ef-local-dupe-utf8name.zip', 'ZIP_UNICODE_PATH'],
    [
      'incons-ef-local-dupe-zip64-v2.zip',
      'ZIP_FILE_TYPE_NOT_ALLOWED ZIP_ZIP64_INVALID',
      'two zip64 blocks, and a named pipe by its attributes',
    ],
    ['incons-ef-local-id.zip', 'accepted'],
    ['incons-ef-local-utf8name-ascii.zip', 'ZIP_UNICODE_PATH'],
    ['incons-eocd64-gap.zip', 'ZIP_ZIP64_INVALID'],
    ['incons-file-count-high.zip', 'ZIP_DIRECTORY_INVALID'],
    ['incons-file-count-overflow.zip', 'ZIP_ZIP64_INVALID ZIP_DIRECTORY_INVALID'],
    ['incons-gap-before-cd.zip', 'ZIP_GAP', 'bytes between the structures'],
    ['incons-gap-before-local.zip', 'ZIP_GAP', 'bytes between the structures'],
    ['incons-local-compsize-larger.zip', 'ZIP_HEADER_MISMATCH'],
    ['incons-local-crc.zip', 'ZIP_HEADER_MISMATCH'],
    ['incons-local-filename-missing.zip', 'ZIP_HEADER_MISMATCH'],
    ['incons-local-filename.zip', 'ZIP_HEADER_MISMATCH'],
    ['incons-local-size-larger.zip', 'ZIP_HEADER_MISMATCH'],
    ['incons-streamed-2.zip', 'ZIP_FILE_TYPE_NOT_ALLOWED ZIP_DESCRIPTOR_INVALID'],
    ['incons-trailing-garbage.zip', 'ZIP_HEADER_MISMATCH ZIP_DESCRIPTOR_INVALID'],
    ['junk-at-end.zip', 'ZIP_TRAILING_BYTES'],
    ['lzma-no-eos.zip', 'ZIP_METHOD_NOT_ALLOWED'],
    ['stored-no-eos.zip', 'accepted'],
    ['streamed-zip64.zip', 'ZIP_FILE_TYPE_NOT_ALLOWED'],
    ['test-cp437.zip', 'NAME_NOT_ALLOWED NAME_CASE_COLLISION'],
    ['test-utf8-unmarked.zip', 'NAME_NOT_ALLOWED'],
    ['testbzip2broken.zip', 'ZIP_METHOD_NOT_ALLOWED'],
    ['testempty.zip', 'accepted'],
    ['testfile-lzma.zip', 'ZIP_METHOD_NOT_ALLOWED'],
    ['testfile-xz.zip', 'ZIP_METHOD_NOT_ALLOWED'],
    ['zip-in-archive-comment.zip', 'ZIP_DIRECTORY_INVALID'],
    [
      'zip64-3mf.zip',
      'ZIP_FILE_TYPE_NOT_ALLOWED',
      'a named pipe by its attributes: zip was given standard input',
    ],
  ],
  'zip-yauzl': [
    [
      'failure/End of central directory record signature not found Either not a zip file or file is truncated.zip',
      'ZIP_NO_END_RECORD',
    ],
    [
      'failure/Invalid comment length Expected 1 Found 0 Are there extra bytes at the end of the file Or is the end of central dir signature PK in the com.zip',
      'ZIP_TRAILING_BYTES',
    ],
    ['failure/absolute path atxt.zip', 'NAME_NOT_ALLOWED ZIP_HEADER_MISMATCH'],
    ['failure/extra field length exceeds extra field buffer size.zip', 'ZIP_EXTRA_INVALID'],
    [
      'failure/invalid central directory file header signature 0x1014b50.zip',
      'ZIP_DIRECTORY_INVALID',
    ],
    ['failure/invalid code lengths set.zip', 'ENTRY_INFLATE_FAILED'],
    ['failure/invalid relative path xt.zip', 'NAME_NOT_ALLOWED ZIP_HEADER_MISMATCH'],
    ['failure/multi-disk zip files are not supported found disk number 1.zip', 'ZIP_MULTI_DISK'],
    ['failure/strong encryption is not supported.zip', 'ZIP_FLAG_NOT_ALLOWED ZIP_HEADER_MISMATCH'],
    ['failure/too many length or distance symbols.zip', 'ENTRY_INFLATE_FAILED'],
    ['failure/unsupported compression method 1.zip', 'ZIP_METHOD_NOT_ALLOWED ZIP_HEADER_MISMATCH'],
    [
      'failure/zip64 extended information extra field does not include relative header offset.zip',
      'ZIP_EXTRA_INVALID',
    ],
    ['success/NtfsTimestamp.zip', 'accepted'],
    ['success/big-uncompressed.zip', 'accepted'],
    ['success/cygwin-info-zip.zip', 'accepted'],
    ['success/directories.zip', 'accepted'],
    ['success/everything.zip', 'accepted'],
    [
      'success/sloppy-filenames.zip',
      'NAME_NOT_ALLOWED ZIP_HEADER_MISMATCH',
      'a backslash, and two names',
    ],
    ['success/traditional-encryption-and-compression.zip', 'ZIP_FLAG_NOT_ALLOWED', 'encryption'],
    [
      'success/traditional-encryption.zip',
      'ZIP_FLAG_NOT_ALLOWED ZIP_HEADER_MISMATCH',
      'encryption',
    ],
    [
      'success/unicode-path-extra-field.zip',
      'ZIP_UNICODE_PATH NAME_NOT_ALLOWED ZIP_EXTRA_INVALID ZIP_GAP',
      'Unicode-path blocks are the second name that the profile refuses',
    ],
    ['success/unix-epoch.zip', 'accepted'],
    ['success/windows-compressed-folder.zip', 'accepted'],
    [
      'wrong-entry-sizes/wrong-entry-sizes.zip',
      'ZIP_HEADER_MISMATCH NAME_DIRECTORY_NOT_EMPTY ZIP_DESCRIPTOR_INVALID',
    ],
  ],
  'zip-go': [
    ['comment-truncated.zip', 'ZIP_COMMENT ZIP_GAP'],
    ['crc32-not-streamed.zip', 'accepted'],
    ['dd.zip', 'accepted'],
    ['dupdir.zip', 'NAME_PREFIX_COLLISION', 'a file that is a folder too'],
    ['go-no-datadesc-sig.zip', 'accepted'],
    ['go-no-datadesc-sig.zip.base64', 'accepted'],
    ['go-with-datadesc-sig.zip', 'accepted'],
    ['readme.notzip', 'ZIP_NO_END_RECORD'],
    ['readme.zip', 'ZIP_COMMENT ZIP_TRAILING_BYTES', COMMENT],
    ['subdir.zip', 'accepted'],
    ['symlink.zip', 'ZIP_FILE_TYPE_NOT_ALLOWED', 'a symbolic link'],
    [
      'test-badbase.zip',
      'ZIP_COMMENT ZIP_DIRECTORY_INVALID',
      'the directory is longer than stated',
    ],
    [
      'test-baddirsz.zip',
      'ZIP_COMMENT ZIP_DIRECTORY_INVALID',
      'the directory is longer than stated',
    ],
    [
      'test-prefix.zip',
      'ZIP_COMMENT ZIP_TRAILING_BYTES ZIP_DIRECTORY_INVALID',
      'bytes in front and at the end, and a comment',
    ],
    ['test-trailing-junk.zip', 'ZIP_COMMENT ZIP_TRAILING_BYTES', 'bytes at the end, and a comment'],
    ['test.zip', 'ZIP_COMMENT', COMMENT],
    ['time-22738.zip', 'accepted'],
    ['time-7zip.zip', 'accepted'],
    ['time-go.zip', 'accepted'],
    ['time-infozip.zip', 'accepted'],
    ['time-osx.zip', 'accepted'],
    ['time-win7.zip', 'accepted'],
    ['time-winrar.zip', 'accepted'],
    ['time-winzip.zip', 'accepted'],
    ['unix.zip', 'accepted'],
    ['utf8-7zip.zip', 'NAME_NOT_ALLOWED', NON_ASCII],
    ['utf8-infozip.zip', 'NAME_NOT_ALLOWED', NON_ASCII],
    ['utf8-osx.zip', 'NAME_NOT_ALLOWED', NON_ASCII],
    ['utf8-winrar.zip', 'NAME_NOT_ALLOWED', NON_ASCII],
    ['utf8-winzip.zip', 'NAME_NOT_ALLOWED', NON_ASCII],
    ['winxp.zip', 'accepted'],
    ['zip64-2.zip', 'accepted'],
    ['zip64.zip', 'accepted'],
  ],
  'zip-jszip': [
    ['all-stream.zip', 'accepted'],
    ['all.windows.zip', 'accepted'],
    ['all_appended_bytes.zip', 'ZIP_TRAILING_BYTES', 'bytes at the end'],
    ['all_prepended_bytes.zip', 'ZIP_DIRECTORY_INVALID', 'bytes in front'],
    ['backslash.zip', 'NAME_NOT_ALLOWED', 'a backslash in a name'],
    ['deflate-stream.zip', 'accepted'],
    ['empty.zip', 'accepted'],
    ['extra_attributes.zip', 'accepted'],
    ['image.zip', 'accepted'],
    ['invalid/bad_offset.zip', 'ZIP_LOCAL_HEADER_MISSING'],
    ['invalid/crc32.zip', 'ENTRY_CRC_MISMATCH'],
    ['nested.zip', 'accepted'],
    ['nested_zip64.zip', 'accepted'],
    ['permissions/linux_ark.zip', 'accepted'],
    ['permissions/linux_file_roller-xubuntu.zip', 'accepted'],
    ['permissions/mac_finder.zip', 'accepted'],
    ['permissions/windows_compressed_folders.zip', 'accepted'],
    ['permissions/windows_winrar.zip', 'accepted'],
    ['pollution.zip', 'accepted'],
    ['store-stream.zip', 'accepted'],
    ['subfolder.zip', 'accepted'],
    ['utf8.zip', 'accepted'],
    ['winrar_utf8_in_name.zip', 'ZIP_UNICODE_PATH', 'a Unicode-path block'],
    ['zip64_appended_bytes.zip', 'ZIP_TRAILING_BYTES', 'bytes at the end'],
    ['zip64_prepended_bytes.zip', 'ZIP_ZIP64_INVALID', 'bytes in front'],
  ],
  'zip-asynczip-zipdiff': [
    ['cd/diff-004-sample.zip', 'ZIP_HEADER_MISMATCH'],
    ['cd/diff-088-sample.zip', 'ZIP_FLAG_NOT_ALLOWED ZIP_HEADER_MISMATCH'],
    [
      'cd/diff-092-sample.zip',
      'accepted',
      'versions are ignored: method and flags say what is needed',
    ],
    ['cd/diff-096-sample.zip', 'NAME_NOT_ALLOWED'],
    ['cd/zero-central-directory-size.zip', 'ZIP_DIRECTORY_INVALID'],
    ['locator/empty-with-max-comment.zip', 'ZIP_COMMENT', COMMENT],
    ['test_inputs/sample_data.deflate.zip', 'accepted'],
    [
      'test_inputs/sample_data.zstd.zip',
      'ZIP_METHOD_NOT_ALLOWED',
      'methods other than stored and deflate',
    ],
    ['zip64/diff-002-sample.zip', 'ZIP_ZIP64_INVALID'],
  ],
  'zip-path-traversal': [
    ['jwilk/absolute1.zip', 'NAME_NOT_ALLOWED'],
    ['jwilk/dirsymlink.zip', 'ZIP_FILE_TYPE_NOT_ALLOWED NAME_PREFIX_COLLISION'],
    ['jwilk/dirsymlink2b.zip', 'ZIP_FILE_TYPE_NOT_ALLOWED NAME_PREFIX_COLLISION'],
    ['jwilk/relative2.zip', 'NAME_NOT_ALLOWED'],
    ['out_evil.zip', 'NAME_NOT_ALLOWED'],
    ['tilde.zip', 'NAME_NOT_ALLOWED', 'a tilde in a name'],
    ['tuzovakaoff/symlink.zip', 'ZIP_FILE_TYPE_NOT_ALLOWED NAME_PREFIX_COLLISION'],
  ],
};

/** What upstream does with a file, as its folder says; undefined where it does not say. */
function upstreamAccepts(
  corpus: string,
  file: string,
  expected: string | undefined,
): boolean | undefined {
  switch (corpus) {
    case 'zip-yauzl':
      return file.startsWith('success/');
    case 'zip-go':
      return file !== 'readme.notzip' && file !== 'comment-truncated.zip';
    case 'zip-jszip':
      return !file.startsWith('invalid/');
    case 'zip-path-traversal':
      return file === 'tilde.zip';
    default:
      if (expected === undefined || expected === 'not stated') return undefined;
      return expected === 'accept' || expected === 'opens';
  }
}

/** `EXPECTED.tsv`: file and upstream verdict, where a corpus has one. */
function readExpected(dir: string): ReadonlyMap<string, string> {
  const file = path.join(dir, 'EXPECTED.tsv');
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
  return new Map(
    lines.map((line) => line.split('\t')).map(([name = '', verdict = '']) => [name, verdict]),
  );
}

function readBytes(file: string): Uint8Array {
  const bytes = readFileSync(file);
  return file.endsWith('.base64') ? Buffer.from(bytes.toString(), 'base64') : bytes;
}

for (const [corpus, rows] of Object.entries(CORPORA)) {
  describeVectors(corpus, `public zips: ${corpus}`, (dir) => {
    const expected = readExpected(dir);
    const named = rows.map(([file, verdict, difference]) => ({ file, verdict, difference }));
    it.each(named)('$file: $verdict', async ({ file, verdict, difference }) => {
      const bytes = readBytes(path.join(dir, file));
      const inflated = work.inflatedBytes;
      const before = process.memoryUsage().arrayBuffers;
      const { findings, files } = await readZip(sourceFromBytes(bytes));
      expect(work.inflatedBytes - inflated).toBeLessThan(64 * 2 ** 20);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
      const codes = [...new Set(findings.map(({ code }) => code))];
      expect(codes.length === 0 ? 'accepted' : codes.join(' ')).toBe(verdict);
      const upstream = upstreamAccepts(corpus, file, expected.get(file));
      const differs = upstream !== undefined && upstream !== (verdict === 'accepted');
      expect(difference !== undefined, 'a reason stands exactly where we differ').toBe(differs);
      // yauzl keeps the content of its good zips beside them.
      for (const [name, content] of files) {
        const beside = path.join(dir, file.replace(/\.zip$/, ''), name);
        if (existsSync(beside)) expect(Buffer.compare(readFileSync(beside), content), name).toBe(0);
      }
    });
    it('leaves no zip of the corpus out', () => {
      const zips = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
        (name) => /zip/.test(path.extname(name)) || name.endsWith('.zip.base64'),
      );
      expect(zips.toSorted()).toEqual(rows.map(([file]) => file).toSorted());
    });
  });
}

const GOLDEN = path.resolve(import.meta.dirname, '../../../shared/golden');
const GOLDEN_FAULTS: Record<string, string> = {
  'fail-24-zip-case-collision': 'NAME_CASE_COLLISION',
  'fail-26-zip-trailing-bytes': 'ZIP_TRAILING_BYTES',
  'fail-27-zip-two-names': 'ZIP_HEADER_MISMATCH',
};

describe.skipIf(!existsSync(GOLDEN))(
  'golden bundles by an independent producer (skipped where they are not beside the repository)',
  () => {
    const names = existsSync(GOLDEN)
      ? readdirSync(GOLDEN).filter((name) => existsSync(path.join(GOLDEN, name, 'bundle.zip')))
      : [];
    it.each(names)('%s', async (name) => {
      const bytes = readFileSync(path.join(GOLDEN, name, 'bundle.zip'));
      const { findings } = await readZip(sourceFromBytes(bytes));
      const code = GOLDEN_FAULTS[name];
      expect(findings.map((found) => found.code)).toEqual(code === undefined ? [] : [code]);
    });
    it('hold every fault of the zip that is expected of them', () => {
      expect(names).toEqual(expect.arrayContaining(Object.keys(GOLDEN_FAULTS)));
    });
  },
);
