import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { VerifierError } from '../../../src/base/errors.js';
import { parseSampleList, SAMPLE_IDS } from '../../../src/papers/sample-list.js';

const ids = (text: string) => parseSampleList(Buffer.from(text, 'utf8')).ids;
const refusal = (text: string): string => {
  try {
    ids(text);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof VerifierError) || error.code !== 'ERR_SAMPLE_INVALID') throw error;
    return error.message;
  }
};

describe("the auditor's list", () => {
  it.each([
    ['one id a line', 'rec_2\nrec_1\n'],
    ['CRLF and no last line break', 'rec_2\r\nrec_1'],
    ['a byte-order mark, blank lines and spaces', '\uFEFF\n rec_2 \n\nrec_1\n\n'],
    ['a heading', 'record_id\nrec_2\nrec_1\n'],
    ['CSV with the column among others', 'rank,Record_ID,why\n1,rec_2,"a, b"\n2,rec_1,\n'],
    ['CSV with a column id', 'id,why\nrec_2,x\nrec_1,y\n'],
    ['record_id before id', 'id,record_id\n9,rec_2\n8,rec_1\n'],
    ['what a spreadsheet puts before a formula', "record_id\n'rec_2\nrec_1\n"],
  ])('is read in its own order: %s', (_, text) => {
    expect(ids(text)).toEqual(['rec_2', 'rec_1']);
  });

  it('takes an id that stands twice once and names it, and keeps the digest of the file', () => {
    const bytes = Buffer.from('a\nb\na\n');
    expect(parseSampleList(bytes)).toEqual({
      ids: ['a', 'b'],
      repeated: ['a'],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: 6,
    });
  });

  it.each([
    ['', 'the list holds no record id'],
    ['\n\n', 'the list holds no record id'],
    ['record_id\n', 'the list holds a heading and no record id'],
    ['a b\n', 'line 1: this is no record id'],
    ['a\nb;c\n', 'line 2: this is no record id'],
    ['record_id\n\u202Ea\n', 'line 2: this is no record id'],
    [`${'a'.repeat(129)}\n`, 'line 1: this is no record id'],
    ['name,who\na,b\n', 'line 1: there are several columns, and none is called record_id or id'],
    ['record_id,record_id\na,b\n', 'line 1: the column record_id stands twice'],
    ['record_id,x\na\n', 'line 2: the line has 1 fields and the first line has 2'],
    ['record_id,x\n,y\n', 'line 2: this is no record id'],
    ['a\u0000\n', 'line 1: a control character stands in a field'],
  ])('is refused where it could be read wrongly: %j', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it('is refused if it is longer than anybody reads', () => {
    const list = (count: number) => Array.from({ length: count }, (_, i) => `a${i}\n`).join('');
    expect(ids(list(SAMPLE_IDS))).toHaveLength(SAMPLE_IDS);
    expect(refusal(list(SAMPLE_IDS + 1))).toContain('at most 100000');
  });
});
