// The grammars of docs/SPEC.md, appendix C, against the parsers: what a parser takes, its grammar derives, and what the grammar does not
// derive, no parser takes. ABNF without recursion is regular, so each rule becomes one regular expression over the bytes.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unzip } from '../scripts/unzip.js';
import { parseBase64, parseBase64Url, parseDecimal, parseTime } from '../src/base/encoding.js';
import { parseCheckpoint } from '../src/bundle/checkpoint.js';
import { parsePolicy } from '../src/trust/policy.js';
import { parseVkey } from '../src/trust/vkey.js';

const SPEC = readFileSync('docs/SPEC.md', 'utf8');
const GRAMMAR = [...SPEC.matchAll(/```abnf\n(.*?)```/gs)].map(([, text]) => text ?? '').join('');
const CORE: Readonly<Record<string, string>> = {
  ALPHA: '[A-Za-z]',
  DIGIT: '[0-9]',
  SP: '[ ]',
  HTAB: '[\\t]',
  LF: '[\\n]',
};

/** RFC 5234 §4 and RFC 7405 §2.1, as far as the appendix uses them. */
class Abnf {
  readonly rules = new Map<string, string>();
  readonly #done = new Map<string, string>();

  constructor(text: string) {
    for (const line of text.split('\n')) {
      const [, name, body] = /^([a-z0-9-]+) += (.+)$/.exec(line) ?? [];
      if (name !== undefined && body !== undefined) this.rules.set(name, body);
      else if (line.trim() !== '') throw new Error(`no rule: ${line}`);
    }
  }

  expression(name: string): string {
    const core = CORE[name];
    if (core !== undefined) return core;
    const done = this.#done.get(name);
    if (done !== undefined) return done;
    const body = this.rules.get(name);
    if (body === undefined) throw new Error(`the rule ${name} is used and not there`);
    const made = this.#alternation(new Cursor(body));
    this.#done.set(name, made);
    return made;
  }

  matcher(name: string): (text: string | Uint8Array) => boolean {
    const whole = new RegExp(`^(?:${this.expression(name)})$(?![\\s\\S])`);
    return (text) => whole.test(Buffer.from(text as string).toString('latin1'));
  }

  #alternation(at: Cursor): string {
    const parts = [this.#concatenation(at)];
    while (at.take('/') !== undefined) parts.push(this.#concatenation(at));
    return `(?:${parts.join('|')})`;
  }

  #concatenation(at: Cursor): string {
    let made = '';
    while (!at.isAt(/[)\]/]/)) made += this.#repetition(at);
    return made;
  }

  #repetition(at: Cursor): string {
    const [, least, star, most, exact] = at.match(/^(?:(\d*)(\*)(\d*)|(\d+))/) ?? [];
    const element = this.#element(at);
    if (exact !== undefined) return `${element}{${exact}}`;
    return star === undefined ? element : `${element}{${least === '' ? 0 : least},${most ?? ''}}`;
  }

  #element(at: Cursor): string {
    if (at.take('(') !== undefined) return this.#closed(at, ')');
    if (at.take('[') !== undefined) return `${this.#closed(at, ']')}?`;
    const [, sensitive, string] = at.match(/^(%s)?"([^"]*)"/) ?? [];
    if (string !== undefined)
      return `(?:${[...string].map((one) => letter(one, sensitive !== undefined)).join('')})`;
    const [, from, to, more] = at.match(/^%x([0-9A-F]+)(?:-([0-9A-F]+)|((?:\.[0-9A-F]+)+))?/) ?? [];
    if (from !== undefined) {
      if (to !== undefined) return `[${byte(from)}-${byte(to)}]`;
      return `(?:${[from, ...(more ?? '').split('.').slice(1)].map(byte).join('')})`;
    }
    const [name = ''] = at.match(/^[A-Za-z][A-Za-z0-9-]*/) ?? [];
    return this.expression(name);
  }

  #closed(at: Cursor, end: string): string {
    const made = this.#alternation(at);
    if (at.take(end) === undefined) throw new Error(`no ${end}`);
    return made;
  }
}

class Cursor {
  #rest: string;
  constructor(text: string) {
    this.#rest = text.trim();
  }
  isAt(what: RegExp): boolean {
    return this.#rest === '' || what.test(this.#rest[0] ?? '');
  }
  take(text: string): string | undefined {
    return this.#rest.startsWith(text) ? this.match(/^./)?.[0] : undefined;
  }
  match(what: RegExp): RegExpExecArray | undefined {
    const found = what.exec(this.#rest);
    if (found === null || found[0] === '') return undefined;
    this.#rest = this.#rest.slice(found[0].length).trimStart();
    return found;
  }
}

const byte = (hex: string): string => `\\x${hex.padStart(2, '0')}`;
function letter(one: string, sensitive: boolean): string {
  const code = (text: string): string => byte(text.charCodeAt(0).toString(16));
  return sensitive ? code(one) : `[${code(one.toLowerCase())}${code(one.toUpperCase())}]`;
}

const abnf = new Abnf(GRAMMAR);
const root = JSON.parse(readFileSync('fixtures/cases/trust-root.json', 'utf8')) as {
  witness_policy: string;
  ledgers: { key_sets: { vkeys: string[] }[] }[];
};
const VKEYS = root.ledgers.flatMap(({ key_sets }) => key_sets.flatMap(({ vkeys }) => vkeys));

/** The text itself, and what comes of one character dropped, doubled or exchanged at places all over it. */
function* around(text: string): Generator<string> {
  yield text;
  const step = Math.max(1, Math.floor(text.length / 60));
  for (let at = 0; at < text.length; at += step) {
    yield text.slice(0, at) + text.slice(at + 1);
    yield text.slice(0, at) + (text[at] ?? '') + text.slice(at);
    for (const other of ['0', 'A', 'g', ' ', '+', '\n', '.', 'é'])
      yield text.slice(0, at) + other + text.slice(at + 1);
  }
  yield `${text}\n`;
  yield '';
}

/** What the parser takes, the grammar must derive. */
function holds(rule: string, samples: readonly string[], parses: (text: string) => boolean): void {
  const derives = abnf.matcher(rule);
  for (const sample of samples) {
    expect(derives(sample), `${rule}: ${sample}`).toBe(true);
    expect(parses(sample), `${rule}: ${sample}`).toBe(true);
    for (const text of around(sample))
      if (parses(text))
        expect(derives(text), `${rule} does not derive ${JSON.stringify(text)}`).toBe(true);
  }
}

describe('the grammars of appendix C', () => {
  it('define every rule that they use', () => {
    for (const name of abnf.rules.keys()) expect(() => abnf.expression(name), name).not.toThrow();
    expect(abnf.rules.size).toBeGreaterThan(30);
  });

  it('derive the text forms that are parsed', () => {
    const is = (value: unknown): boolean => value !== undefined;
    holds('time', ['2026-03-23T11:32:05.12Z', '0000-01-01T00:00:00Z'], (text) =>
      is(parseTime(text)),
    );
    holds('decimal', ['0', '2048', '9007199254740991'], (text) => is(parseDecimal(text)));
    holds('b64', ['', 'AA==', 'AAA=', 'AAAA', '/+9a'], (text) => is(parseBase64(text)));
    holds('b64u', ['0acIjpzw70q-l6YML9kM8Q'], (text) => is(parseBase64Url(text)));
    holds('vkey', VKEYS, (text) => parseVkey(text).ok);
  });

  it('derive what stands in schemas and paths, and no more', () => {
    for (const [rule, good, bad] of [
      [
        'sha3-digest',
        [`sha3-256:${'0'.repeat(64)}`],
        [`sha3-256:${'A'.repeat(64)}`, `SHA3-256:${'0'.repeat(64)}`],
      ],
      ['id', ['rec_1', 'a:b'], ['', 'a b', 'a\n', 'a'.repeat(129)]],
      ['origin', ['ledger.softqcos.example/acme'], ['a b', 'a+b', 'é', 'a'.repeat(256)]],
      ['extension-name', ['example.ticket'], ['example', 'a..b', Array(17).fill('a').join('.')]],
      ['entry-name', ['proof/paths.jsonl', 'attachments/'], ['/a', 'a//b', 'a b']],
      [
        'format',
        ['softqcos.evidence-bundle/v1'],
        ['softqcos.evidence-bundle/v01', 'Softqcos.evidence-bundle/v1'],
      ],
      ['suite', ['softqcos-v1', 'softqcos-v1-sha256'], ['softqcos-v', 'softqcos-V1']],
      [
        'token-path',
        ['timestamps/checkpoint.0.tsr', 'timestamps/attestation.9999.tsr'],
        [
          'timestamps/checkpoint.01.tsr',
          'timestamps/other.1.tsr',
          'timestamps/checkpoint.10000.tsr',
        ],
      ],
    ] as const) {
      for (const text of good) expect(abnf.matcher(rule)(text), `${rule}: ${text}`).toBe(true);
      for (const text of bad) expect(abnf.matcher(rule)(text), `${rule}: ${text}`).toBe(false);
    }
  });

  it('derive every checkpoint that can be parsed, and only such', async () => {
    const derives = abnf.matcher('checkpoint');
    const seen = { taken: 0, refused: 0 };
    for (const name of readdirSync('fixtures/cases/checkpoint')) {
      const zip = await unzip(readFileSync(`fixtures/cases/checkpoint/${name}/bundle.zip`));
      const note = zip.get('checkpoint');
      if (note === undefined) continue;
      let parses = true;
      try {
        parseCheckpoint(note);
      } catch {
        parses = false;
      }
      // What the grammar cannot say: unused bits of base64, and the bound of the tree size.
      if (parses) expect(derives(note), name).toBe(true);
      seen[parses ? 'taken' : 'refused'] += 1;
      if (!derives(note)) expect(parses, name).toBe(false);
    }
    expect(seen.taken).toBeGreaterThan(40);
    expect(seen.refused).toBeGreaterThan(4);
  });

  it('derive every policy that can be parsed', () => {
    holds(
      'policy',
      [root.witness_policy, root.witness_policy.trimEnd(), `# who\n\n\t${root.witness_policy}`],
      (text) => parsePolicy(text).ok,
    );
  });
});
