// What can be tested of PDF/UA and of the structure of a PDF, read from the bytes that were written, by a reader of its own.

import { beforeAll, describe, expect, it } from 'vitest';
import { renderPdf } from '../../../src/compliance/render/pdf.js';
import { renderTranscriptPdf } from '../../../src/document/render/pdf.js';
import { runOf } from '../../../src/transcript/run.js';
import { faultsOf, readPdf } from '../../support/pdf-file.js';
import { failing, hostile, passing } from '../../support/transcripts.js';
import { reportOver, smallYear, WHOLE } from '../../support/year.js';

let files: Readonly<Record<string, Uint8Array>> = {};

beforeAll(async () => {
  const year = await smallYear().bundle('2026', WHOLE);
  files = {
    'a transcript': await renderTranscriptPdf(runOf([passing()])),
    'a long transcript': await renderTranscriptPdf(
      runOf(
        Array.from({ length: 12 }, (_, i) => [passing(), hostile(), failing()][i % 3] ?? failing()),
      ),
    ),
    'a report': await renderPdf(await reportOver({ 'year.zip': year }, { listed: 0 })),
  };
});

describe('a PDF', () => {
  it.each(['a transcript', 'a long transcript', 'a report'])('%s keeps the rules', (name) => {
    expect(faultsOf(readPdf(files[name] ?? new Uint8Array()))).toEqual([]);
  });

  it('that breaks one is found', () => {
    const text = Buffer.from(files['a transcript'] ?? []).toString('latin1');
    const broken = (from: string, to: string): string[] => {
      expect(text).toContain(from);
      expect(to).toHaveLength(from.length);
      return faultsOf(readPdf(Buffer.from(text.replace(from, to), 'latin1')));
    };
    expect(broken('/Marked true', '/Marked null')).toEqual(['not marked']);
    expect(broken('/Scope /Row', '/Scope /Raw')).toContainEqual(
      expect.stringContaining('no scope'),
    );
    expect(broken('/S /H2', '/S /H4').join()).toContain('is a H4');
    expect(broken('/ToUnicode', '/ToUnicodf').join()).toContain('has no map');
    expect(broken('/Tabs /S', '/Tabs /R').join()).toContain('tabs');
    expect(broken('/StructParents 0', '/StructParents 1').join()).toContain('of nobody');
    expect(broken('/Alt (', '/Alu (').join()).toContain('says nothing');
  });
});
