// The HTML transcript: one file that asks for nothing, with a policy that lets only its own style and script apply, whatever a bundle says.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ListedRecords } from '../../../src/document/model.js';
import { renderHtml } from '../../../src/document/render/html.js';
import { runOf } from '../../../src/transcript/run.js';
import { failing, HOSTILE, hostile, passing } from '../../support/transcripts.js';

const HOSTILE_RECORDS: ListedRecords = {
  records: [
    {
      sequence: 1,
      record_id: HOSTILE,
      recorded_at: HOSTILE,
      type: HOSTILE,
      event_type: HOSTILE,
      selected: true,
      record_hash: HOSTILE,
    },
  ],
  omitted: 3,
};
const RUNS = {
  pass: runOf([passing()]),
  fail: runOf([failing()]),
  hostile: runOf([hostile()]),
  many: runOf([passing(), hostile(), failing()], {
    unread: [{ name: HOSTILE, code: 'ERR_BUNDLE_UNREADABLE', message: HOSTILE }],
    skipped: [{ name: HOSTILE, because: HOSTILE }],
    environment: [HOSTILE],
  }),
};
const pages = Object.entries(RUNS).map(
  ([name, run]) =>
    [name, renderHtml(run, { records: run.transcripts.map(() => HOSTILE_RECORDS) })] as const,
);

/** Elements that the page may hold: all of them are ours. */
const ELEMENTS =
  'a article bdi body caption circle code dd defs desc div dl dt figcaption figure footer g h1 h2 h3 h4 head header html li main meta nav ol p path pattern rect script section span strong style svg table tbody td text th thead title tr ul wbr'.split(
    ' ',
  );

describe.each(pages)('%s', (_, html) => {
  it('has one style and one script, both pinned, and nothing else may apply or run', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    const pinned = (tag: string): string => {
      const texts = [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
      expect(texts).toHaveLength(1);
      const digest = createHash('sha256').update(texts[0]?.[1] ?? '');
      return `'sha256-${digest.digest('base64')}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${pinned('style')}; script-src ${pinned('script')}; base-uri 'none'; form-action 'none'`,
    );
  });

  it('asks for nothing: no address, no attribute that loads, styles or runs', () => {
    const body = html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
    const attributes = [...body.matchAll(/<[a-z][^>]*?\s([a-z-]+)=/g)].map(([, name]) => name);
    expect(
      attributes.filter((name) => /^(src|srcset|style|on\w+|action)$/.test(name ?? '')),
    ).toEqual([]);
    const links = [...body.matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to);
    expect(links.every((to) => to.startsWith('#'))).toBe(true);
    const ids = new Set([...body.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
    expect(links.filter((to) => !ids.has(to.slice(1)))).toEqual([]);
    expect([...body.matchAll(/\sid="([^"]*)"/g)]).toHaveLength(ids.size);
  });

  it('holds no element of a bundle, and no character that nobody sees', () => {
    const names = new Set([...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name));
    expect([...names].filter((name) => !ELEMENTS.includes(name ?? ''))).toEqual([]);
    expect(html).not.toMatch(/(?![\n ])[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
    expect(html).not.toContain('::error');
  });
});

it('says whose keys, what was not checked and until when, before anything else', () => {
  const html = renderHtml(RUNS.pass);
  const order = ['Whose keys were trusted?', 'What was not checked?', 'Until when does it hold?'];
  const places = [...order, 'What was checked</'].map((words) => html.indexOf(words));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

it('lists the worst bundle first, and says what it leaves out', () => {
  const many = runOf(Array.from({ length: 130 }, (_, i) => (i === 128 ? failing() : passing())));
  const html = renderHtml(many);
  expect(html).toContain('30 of them have no part of their own here');
  expect(html.indexOf('class="verdict fail"')).toBeLessThan(html.indexOf('class="verdict pass"'));
  const rows = renderHtml(RUNS.pass, { records: [{ ...HOSTILE_RECORDS, omitted: 1_999_000 }] });
  expect(rows).toContain('1,999,000 records more are not listed');
});

it('stays small where a bundle is large', () => {
  const base = hostile();
  const check = base.checks.find(({ findings }) => findings.length > 0);
  const [finding] = check?.findings ?? [];
  if (check === undefined || finding === undefined) throw new Error('no finding');
  const findings = Array.from({ length: 8_000 }, (_, i) => ({
    ...finding,
    message: `${i} ${HOSTILE}`,
  }));
  const erased = {
    sequence: 1,
    record_id: HOSTILE,
    legal_ground: HOSTILE,
    logged_at: HOSTILE,
    erasure: 2,
  };
  const transcript = {
    ...base,
    checks: base.checks.map((one) => (one === check ? { ...one, findings } : one)),
    evidence: { ...base.evidence, erased_records: Array.from({ length: 8_000 }, () => erased) },
    claims: 'x'.repeat(1_000_000),
  };
  const html = renderHtml(runOf([transcript]));
  expect(html.length).toBeLessThan(2_000_000);
  expect(html).toContain('7,800 findings more are not listed');
  expect(html).toContain('7,800 records more are not listed');
});
