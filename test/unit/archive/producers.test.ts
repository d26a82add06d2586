// docs/SPEC.md §2: what ordinary programs write is accepted, whatever zip features they use.

import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { codes, readZip } from '../../support/zip-verdict.js';
import { ACCEPTED, REFUSED } from './producers.js';

const CONTENT = new Map([
  ['manifest.json', '{"format":"x"}'],
  ['records.jsonl', '{"a":1}\n'.repeat(40)],
  ['proof/batch.bin', 'hash'],
  ['attachments/empty.txt', ''],
]);

describe('a zip made by', () => {
  it.each(ACCEPTED)('%s is accepted, with its content', async (_, base64) => {
    const { findings, files } = await readZip(sourceFromBytes(Buffer.from(base64, 'base64')));
    expect(findings).toEqual([]);
    const text = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()] as const);
    // Some producers were given more files, or fewer.
    for (const [path, content] of text) {
      if (CONTENT.has(path)) expect(content, path).toBe(CONTENT.get(path));
    }
    expect(files.has('manifest.json')).toBe(true);
    expect(files.has('proof/batch.bin')).toBe(true);
  });
  it.each(REFUSED)('%s is refused: %s', async (_, __, code, base64) => {
    expect(await codes(Buffer.from(base64, 'base64'))).toEqual([code]);
  });
  it('the yazl that is installed is accepted in every form it offers', async () => {
    for (const forceZip64Format of [false, true]) {
      for (const compress of [false, true]) {
        const zip = new ZipFile();
        zip.addEmptyDirectory('attachments');
        for (const [path, content] of CONTENT) {
          zip.addBuffer(Buffer.from(content), path, { compress, forceZip64Format });
        }
        zip.end({ forceZip64Format, comment: '' });
        const chunks: Uint8Array[] = [];
        for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
        const { findings, files } = await readZip(sourceFromBytes(Buffer.concat(chunks)));
        expect(findings).toEqual([]);
        expect(
          new Map([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])),
        ).toEqual(new Map([...CONTENT].toSorted(([a], [b]) => (a < b ? -1 : 1))));
      }
    }
  });
});
