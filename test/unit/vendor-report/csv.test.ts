import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_FIELDS, type CsvFault, readCsv } from '../../../src/vendor-report/csv.js';
import { parseCsvReport } from '../../../src/vendor-report/csv-report.js';

function read(text: string | Uint8Array): {
  rows: (readonly string[])[];
  lines: number[];
  fault: CsvFault | undefined;
} {
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  const fault = readCsv(bytes, (cells, line) => {
    rows.push(cells);
    lines.push(line);
  });
  return { rows, lines, fault };
}

describe('CSV', () => {
  it.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['\uFEFFa\n', [['a']]],
    ['"a,""b"""\n', [['a,"b"']]],
    ['"x\r\ny",\n', [['x\r\ny', '']]],
    ['""\n', [['']]],
    [',\n', [['', '']]],
    ['\n\n', [[''], ['']]],
    ['a\tb\n', [['a\tb']]],
    ['', []],
  ])('reads %j', (text, rows) => {
    expect(read(text)).toMatchObject({ rows, fault: undefined });
  });

  it.each([
    ['a,b\n1\n', 2, 'the line has 1 fields and the first line has 2'],
    ['a\n1,2\n', 2, 'the line has 2 fields and the first line has 1'],
    ['a\n"x\ny"z\n', 3, 'text stands after a closing quote'],
    ['a\nb"c\n', 2, 'a quote stands in a field without quotes'],
    ['a\n"b\n', 3, 'a quoted field does not end'],
    ['a\rb\n', 1, 'a carriage return stands without a line feed'],
    ['"a"\r', 1, 'a carriage return stands without a line feed'],
    ['a\u0000b\n', 1, 'a control character stands in a field'],
    ['"\u001b[2J"\n', 1, 'a control character stands in a field'],
    ['a\u007f\n', 1, 'a control character stands in a field'],
  ])('refuses %j', (text, line, reason) => {
    expect(read(text).fault).toEqual({ line, reason });
  });

  it('refuses what is not UTF-8, and more fields than it would hold', () => {
    expect(read(Uint8Array.of(0x61, 0xff)).fault?.reason).toBe('the bytes are not valid UTF-8');
    expect(read(`${','.repeat(CSV_FIELDS - 1)}\n`).fault).toBeUndefined();
    expect(read(`${','.repeat(CSV_FIELDS)}\n`).fault?.reason).toBe(
      `more than ${CSV_FIELDS} fields`,
    );
  });

  it('counts lines of the file, so that a break inside quotes moves the next row down', () => {
    expect(read('a\n"1\n2\r\n3"\nb\n').lines).toEqual([1, 2, 5]);
  });

  it('reads back every table that is written by the rules', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'ü', '=') });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
        const quoted = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(','));
        expect(read(`${quoted.join(end)}${end}`)).toMatchObject({ rows, fault: undefined });
      }),
    );
  });

  it('takes time in proportion to the text, whatever stands in it', () => {
    for (const unit of ['"', '""', ',', '\n', 'a"', '",'])
      expect(read(unit.repeat(200_000)).rows.length).toBeLessThanOrEqual(200_001);
  });
});

describe('a compliance report as CSV', () => {
  const parse = (text: string) => {
    const parsed = parseCsvReport(Buffer.from(text, 'utf8'));
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.report;
  };

  it('is counted and described, and its ids and times are recognised and no more', () => {
    expect(parse('Event ID,timestamp,actor,grid\r\n1,2,3,4\r\n5,6,7,8\r\n')).toEqual({
      headings: ['Event ID', 'timestamp', 'actor', 'grid'],
      rows: 2,
      recognised: ['Event ID', 'timestamp'],
      formulas: 0,
      firstFormula: undefined,
    });
  });

  it.each(['=1+1', ' =A1', '@SUM(A1)', '+cmd', '-cmd|x', '＝1'])('%s is a formula', (cell) => {
    expect(parse(`a,b\n1,${cell}\n`)).toMatchObject({
      formulas: 1,
      firstFormula: { line: 2, column: 2 },
    });
  });

  it.each(['-5', '+3.2', '1-2', 'a=b', '-1,000.5', ''])('%j is none', (cell) => {
    expect(parse(`a\n"${cell}"\n`).formulas).toBe(0);
  });

  it('is refused if there is no line or no CSV', () => {
    for (const [text, reason] of [
      ['', 'the report has no line'],
      ['a\n"b', 'line 2: a quoted field does not end'],
    ] as const)
      expect(parseCsvReport(Buffer.from(text))).toEqual({ ok: false, reason });
  });
});
