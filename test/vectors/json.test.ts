// Public JSON vectors through our own parser: RFC 8785 (canonical form) and JSONTestSuite (what is JSON at all).

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { canonicalize, type Json, parseCanonical } from '../../src/base/json.js';
import { parseStrict } from '../../src/base/json-strict.js';
import { work } from '../../src/base/work.js';
import { describeVectors, hex } from './vectors.js';

describeVectors('jcs-rfc8785', 'RFC 8785', (dir) => {
  const read = (...parts: string[]) => readFileSync(path.join(dir, ...parts));
  const lines = (name: string) =>
    read('json-canon', name)
      .toString()
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            id: string;
            input: string;
            want_stdout?: string;
            want_exit: number;
          },
      );

  for (const name of readdirSync(path.join(dir, 'input'))) {
    it(`canonicalises the reference file ${name}`, () => {
      const value = JSON.parse(read('input', name).toString()) as Json;
      const expected = read('output', name);
      expect(Buffer.from(canonicalize(value))).toEqual(expected);
      expect(
        Buffer.from(
          hex(read('outhex', name.replace('.json', '.txt')).toString().replace(/\s/g, '')),
        ),
      ).toEqual(expected);
    });
  }

  it('sorts names by UTF-16 code units', () => {
    const value = JSON.parse(read('rfc8785', 'key_sorting_input.json').toString()) as Json;
    // The file writes its names with escapes; the order is that of its values.
    const order = (text: string) => [...text.matchAll(/":\s*"([^"]*)"/g)].map(([, name]) => name);
    const expected = order(read('rfc8785', 'key_sorting_output.json').toString());
    expect(expected.length).toBe(7);
    expect(order(canonicalize(value))).toEqual(expected);
  });

  it('writes every number of Appendix B as the table does', () => {
    const rows = read('rfc8785', 'appendix_b.csv').toString().trim().split('\n').slice(1);
    expect(rows.length).toBe(24);
    for (const row of rows) {
      const [bits = '', text] = row.split(',');
      const value = new DataView(hex(bits).buffer).getFloat64(0);
      if (Number.isFinite(value)) expect(canonicalize(value)).toBe(text);
    }
  });

  it('canonicalises and recognises the cases of json-canon', () => {
    for (const { id, input, want_stdout } of lines('core.jsonl')) {
      expect(canonicalize(JSON.parse(input) as Json), id).toBe(want_stdout);
    }
    for (const { id, input, want_exit } of lines('verify.jsonl')) {
      expect(parseCanonical(Buffer.from(input)).ok, id).toBe(want_exit === 0);
    }
  });
});

describeVectors('json-testsuite', 'JSONTestSuite', (dir) => {
  const files = readdirSync(path.join(dir, 'test_parsing'));
  const read = (name: string) => readFileSync(path.join(dir, 'test_parsing', name));
  // RFC 8259 lets these through; evidence may not hold what two readers read in two ways (docs/SPEC.md §1.4).
  const stricter: Record<string, string> = {
    'y_object_duplicated_key.json': 'a name stands twice in one object',
    'y_object_duplicated_key_and_value.json': 'a name stands twice in one object',
    // 123e65 is whole and beyond 2^53 − 1, where two numbers share one double.
    'y_number.json': 'a whole number lies outside ±(2^53 − 1)',
    'y_number_real_capital_e.json': 'a whole number lies outside ±(2^53 − 1)',
    'y_number_real_exponent.json': 'a whole number lies outside ±(2^53 − 1)',
  };

  it('never takes for JSON what is none', () => {
    const refused = files.filter((name) => name.startsWith('n_'));
    expect(refused.length).toBe(125);
    for (const name of refused) {
      expect(parseStrict(read(name)).ok, name).toBe(false);
      expect(parseCanonical(read(name)).ok, name).toBe(false);
    }
  });

  it('reads what is JSON, but for names that stand twice and numbers that two readers read in two ways', () => {
    const accepted = files.filter((name) => name.startsWith('y_'));
    expect(accepted.length).toBe(63);
    for (const name of accepted) {
      const result = parseStrict(read(name));
      expect(result.ok ? undefined : result.reason, name).toBe(stricter[name]);
    }
  });

  it('calls canonical exactly what survives a round trip, of everything that can be read', () => {
    for (const name of files) {
      const bytes = read(name);
      const result = parseCanonical(bytes);
      if (result.ok) expect(Buffer.from(canonicalize(result.value)), name).toEqual(bytes);
    }
  });

  it('reads every file once, the deepest included', () => {
    for (const name of files) {
      for (const parse of [parseStrict, parseCanonical]) {
        const before = work.jsonBytes;
        const bytes = read(name);
        parse(bytes);
        expect(work.jsonBytes - before, name).toBeLessThanOrEqual(bytes.length);
      }
    }
  });
});
