// The HTML transcript in a real Chromium: nothing is asked for, nothing breaks the policy, nothing scrolls sideways, and the automated
// accessibility check finds nothing; on a telephone and on a desk, light and dark, with and without script.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListedRecords } from '../../../src/document/model.js';
import { renderHtml } from '../../../src/document/render/html.js';
import { runOf } from '../../../src/transcript/run.js';
import {
  type Browser,
  type BrowserPage,
  CHROMIUM,
  examineAccess,
  startBrowser,
} from '../../support/browser.js';
import { failing, hostile, passing } from '../../support/transcripts.js';

const RECORDS: ListedRecords = {
  records: Array.from({ length: 16 }, (_, i) => ({
    sequence: 130 + i,
    record_id: `rec_${i}`,
    recorded_at: '2026-03-23T11:32:05.12Z',
    type: i === 7 ? 'erasure' : 'event',
    ...(i === 7 ? {} : { event_type: 'data_access' }),
    selected: i > 2,
    record_hash: `sha3-256:${'ab'.repeat(32)}`,
  })),
  omitted: 1_999_984,
};
const pass = passing();
const million = {
  ...pass,
  evidence: {
    ...pass.evidence,
    leaf_ranges: [{ from: 131, to: 2_000_130, leaves: 2_000_000, records: 2_000_000 }],
  },
};
const head = million.bundle.manifest;
const large = {
  ...million,
  bundle: {
    ...million.bundle,
    ...(head === undefined
      ? {}
      : {
          manifest: {
            ...head,
            tree_head: { tree_size: 2_400_000, root_hash: `sha3-256:${'ab'.repeat(32)}` },
          },
        }),
  },
};
const PAGES = {
  million: renderHtml(runOf([large]), { records: [RECORDS] }),
  fail: renderHtml(runOf([failing()]), { records: [undefined] }),
  several: renderHtml(runOf([pass, hostile()], { environment: ['NODE_OPTIONS is set'] }), {
    records: [RECORDS, undefined],
  }),
} as const;
const NAMES = Object.keys(PAGES) as (keyof typeof PAGES)[];
const [PHONE, DESK] = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

describe.skipIf(CHROMIUM === undefined)('in Chromium', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'document-'));
    for (const name of NAMES) writeFileSync(join(folder, `${name}.html`), PAGES[name]);
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (
    name: keyof typeof PAGES,
    javaScriptEnabled = true,
  ): Promise<{ page: BrowserPage; noise: string[] }> => {
    const page = await browser.newPage({ viewport: DESK, javaScriptEnabled, offline: true });
    const noise: string[] = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    page.on('request', (request) => {
      if (!request.url().endsWith(`${name}.html`)) noise.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    return { page, noise };
  };

  it.each(NAMES)(
    '%s: the accessibility check finds nothing, on a telephone in the dark and on a desk',
    async (name) => {
      const { page, noise } = await open(name);
      for (const [size, colorScheme] of [
        [PHONE, 'light'],
        [PHONE, 'dark'],
        [DESK, 'light'],
        [DESK, 'dark'],
      ] as const) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        const { violations, passes } = await examineAccess(page);
        expect(violations).toEqual([]);
        expect(passes).toBeGreaterThan(25);
      }
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it.each(NAMES)('%s: nothing scrolls sideways, from the narrowest telephone on', async (name) => {
    const { page } = await open(name);
    for (const width of [320, 360, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const [whole, seen] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect([width, whole]).toEqual([width, seen]);
    }
    await page.close();
  });

  it('searches the records by id and by hash, and says how many rows it shows', async () => {
    const { page, noise } = await open('million');
    const visible = () =>
      page.evaluate<number>(
        "document.querySelectorAll('#b1-record-table tbody tr:not([hidden])').length",
      );
    expect(await visible()).toBe(16);
    await page.fill('#b1-record-table-search', 'ERASURE rec_7');
    expect(await visible()).toBe(1);
    expect(
      await page.evaluate("document.getElementById('b1-record-table-search-told').textContent"),
    ).toBe('1 of 16 rows');
    await page.fill('#b1-record-table-search', 'ab'.repeat(32));
    expect(await visible()).toBe(16);
    expect(noise).toEqual([]);
    await page.close();
  });

  it('is whole without script: every row is there, and no field that would do nothing', async () => {
    const { page } = await open('million', false);
    expect(await page.evaluate("document.querySelectorAll('input').length")).toBe(0);
    expect(
      await page.evaluate("document.querySelectorAll('#b1-record-table tbody tr').length"),
    ).toBe(16);
    await page.close();
  });

  it('prints: on white, in black, without what only a screen has', async () => {
    const { page } = await open('fail');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const style = (selector: string, name: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${name}`);
    expect(await style('body', 'color')).toBe('rgb(0, 0, 0)');
    expect(await style('.answer', 'backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await style('nav', 'display')).toBe('none');
    const bytes = await page.pdf({ preferCSSPageSize: true });
    expect(bytes.length).toBeGreaterThan(10_000);
    await page.close();
  });
});
