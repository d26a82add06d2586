import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseStrict } from '../../src/base/json-strict.js';
import { describeVectors } from './vectors.js';

describeVectors('json-testsuite', 'parseStrict on the JSON test suite', (dir) => {
  const files = (readdirSync(dir, { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.json'),
  );
  const named = (prefix: string): string[] =>
    files.filter((name) => path.basename(name).startsWith(prefix));
  const parse = (name: string) => parseStrict(readFileSync(path.join(dir, name)));

  /** Valid by RFC 8259, and refused here: two readers may see two values. */
  const STRICTER = new Map([
    ['y_number.json', 'a whole number lies outside ±(2^53 − 1)'],
    ['y_number_real_capital_e.json', 'a whole number lies outside ±(2^53 − 1)'],
    ['y_number_real_exponent.json', 'a whole number lies outside ±(2^53 − 1)'],
    ['y_object_duplicated_key.json', 'a name stands twice in one object'],
    ['y_object_duplicated_key_and_value.json', 'a name stands twice in one object'],
  ]);

  it('accepts what every parser must accept, but for names that stand twice and numbers that do not fit a double', () => {
    const accept = named('y_');
    expect(accept.length).toBeGreaterThan(60);
    for (const name of accept) {
      const result = parse(name);
      const reason = STRICTER.get(path.basename(name));
      if (reason === undefined) {
        expect(result.ok, name).toBe(true);
        if (result.ok)
          expect(result.value).toEqual(JSON.parse(readFileSync(path.join(dir, name), 'utf8')));
      } else expect(result).toMatchObject({ ok: false, reason });
    }
  });

  it('refuses what every parser must refuse', () => {
    const refuse = named('n_');
    expect(refuse.length).toBeGreaterThan(120);
    for (const name of refuse) expect(parse(name).ok, name).toBe(false);
  });

  it('never throws on what parsers may decide', () => {
    const open = named('i_');
    expect(open.length).toBeGreaterThan(20);
    for (const name of open) expect(() => parse(name)).not.toThrow();
  });
});
