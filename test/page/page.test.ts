// The page in a real browser, opened from its file: it asks for nothing, it works by keyboard, and it says what the command says.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildPage } from '../../scripts/build/page.js';
import { VERSION } from '../../src/base/version.js';
import { examineAccess } from '../support/browser.js';
import { builtPage, type OpenPage, openPage } from '../support/built-page.js';
import { describeInChromium } from '../support/chromium.js';
import { command, NOW } from '../support/command.js';

const DEMO = 'fixtures/demo';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('the page is one file of at most 3 MB, the same in every build, and states its own fingerprint', async () => {
  const { html, fingerprint } = await builtPage();
  expect((await buildPage()).html).toBe(html);
  expect(Buffer.byteLength(html)).toBeLessThan(3_000_000);
  expect(sha256(html.replaceAll(fingerprint, '0'.repeat(64)))).toBe(fingerprint);
  expect(html).toContain(`<meta name="softqcos-verify-sha256" content="${fingerprint}">`);
  expect(html).toContain(VERSION);
  const [, policy = ''] = /Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  expect(policy).toMatch(/^default-src 'none'; connect-src 'none'; script-src 'sha256-[^ ']+';/);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  // Nothing of Node, nothing that is loaded, nothing that is stored.
  expect(html).not.toMatch(
    /\bBuffer\.(?:from|concat)\(|localStorage|sessionStorage|indexedDB|sendBeacon/,
  );
  expect(html).not.toMatch(/\s(?:src|srcset)=/);
});

describeInChromium('the page in Chromium', (browser) => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await openPage(await browser());
  });
  const done = (): Promise<unknown> =>
    opened.page.waitForSelector('#result:not([hidden]), #trouble:not([hidden])');

  test('by keyboard alone: the demonstration, its twin, and a transcript that is the command’s', async () => {
    const { page } = opened;
    const focused = (): Promise<string> => page.evaluate('document.activeElement.id');
    const order: string[] = [];
    for (let presses = 0; presses < 12 && order.at(-1) !== 'demo'; presses += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['', 'tab-verify', 'bundles', 'trust-root', '', 'start', 'demo']);
    await page.keyboard.press('Enter');
    await done();
    expect(await focused()).toBe('result');
    expect(await page.textContent('#document h1')).toMatch(/^PASS/);
    expect(await page.textContent('#engines')).toMatch(
      /two implementations that agree.*[1-9]\d* sig/,
    );
    const saved = async (format: string): Promise<string> => {
      const download = page.waitForEvent('download');
      await page.click(`[data-save=${format}]`);
      return readFileSync(await (await download).path(), 'utf8');
    };
    const { stdout } = await command([
      ...['--bundle', join(DEMO, 'incident.zip'), '--trust-root', join(DEMO, 'trust-root.json')],
      ...['--at', NOW, '--format', 'json'],
    ]);
    const ours = JSON.parse(await saved('json'));
    const theirs = JSON.parse(stdout);
    expect(ours.checks).toEqual(theirs.checks);
    expect(ours.evidence).toEqual(theirs.evidence);
    expect(await saved('html')).toMatch(/^<!DOCTYPE html>/);
    expect(await saved('text')).toMatch(/^PASS {2}incident\.zip/);
    await page.focus('#demo-tampered');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#document .verdict.fail');
    expect(await page.textContent('#document')).toContain('CHAIN_BROKEN');
  });

  test('files that are chosen; without a trust root nothing is proven; a wrong file is named', async () => {
    const { page } = await openPage(await browser());
    await page.click('#start');
    expect(await page.textContent('#trouble')).toMatch(/at least one bundle/);
    await page.setInputFiles('#bundles', join(DEMO, 'incident.zip'));
    await page.click('summary');
    await page.fill('#at', NOW);
    await page.click('#start');
    await page.waitForSelector('#document .verdict.unproven');
    await page.setInputFiles('#trust-root', join(DEMO, 'incident.zip'));
    await page.waitForSelector('#trust-told .no');
    await page.setInputFiles('#trust-root', join(DEMO, 'trust-root.json'));
    await page.waitForSelector('#trust-told .groups');
    const digest = (await page.textContent('#trust-told .groups'))?.replaceAll(' ', '');
    const file = readFileSync(join(DEMO, 'trust-root.json'));
    expect(digest).toBe(createHash('sha3-256').update(file).digest('hex'));
    await page.click('#start');
    await page.waitForSelector('#document .verdict.pass');
    await page.fill('#at', 'yesterday');
    await page.click('#start');
    await page.waitForSelector('#trouble:not([hidden])');
    expect(await page.textContent('#trouble')).toContain('not a time: yesterday');
    await page.close();
  });

  test('a trust root is shown, compared with itself, and made of keys', async () => {
    const { page } = opened;
    await page.click('#tab-trust');
    await page.setInputFiles('#show-root', join(DEMO, 'trust-root.json'));
    await page.waitForSelector('#sheet .qr');
    const sheet = await command(['trust', 'show', join(DEMO, 'trust-root.json')]);
    const groups: string[] = await page.evaluate(
      "Array.from(document.querySelectorAll('#sheet td .groups'), ({ textContent }) => textContent)",
    );
    expect(groups.length).toBeGreaterThan(4);
    for (const line of groups) expect(sheet.stdout.replace(/\s+/g, ' ')).toContain(line);
    await page.setInputFiles('#other-root', join(DEMO, 'trust-root.json'));
    await page.waitForSelector('#changes-title');
    expect(await page.textContent('#sheet')).toContain('Nothing: both say the same.');
    const root = JSON.parse(readFileSync(join(DEMO, 'trust-root.json'), 'utf8'));
    const [ledger] = root.ledgers;
    const [pair] = root.attesters[0].key_pairs;
    const texts = (values: readonly string[]) =>
      values.map((text, at) => ({
        name: `key-${at}.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from(text),
      }));
    await page.fill('#make-name', 'Made in the page');
    await page.fill('#make-origin', ledger.origin);
    await page.fill('#make-attester', 'Attester');
    await page.fill('#make-expires', '2036-01-01T00:00:00Z');
    const give = (id: string, values: readonly string[]): Promise<void> =>
      page.setInputFiles(id, texts(values));
    await give('#make-ledger-keys', ledger.key_sets[0].vkeys.slice(0, 1));
    await give('#make-attester-keys', [pair.ed25519, pair.ml_dsa_65]);
    await page.click('#make button[type=submit]');
    await page.waitForSelector('#make-trouble:not([hidden])');
    expect(await page.textContent('#make-trouble')).toContain('ERR_TRUST_ROOT_INVALID');
    await give('#make-ledger-keys', ledger.key_sets[0].vkeys);
    await page.click('#make button[type=submit]');
    await page.waitForSelector('#sheet-title:text("Made in the page")');
    const download = page.waitForEvent('download');
    await page.click('#sheet .actions button');
    const made = await command(['trust', 'lint', await (await download).path()]);
    expect(made.exit).not.toBe(2);
  });

  test('its own file is recognised, and one that is changed is not', async () => {
    const { page } = opened;
    const { html, file } = await builtPage();
    await page.click('#tab-about');
    await page.setInputFiles('#own-file', file);
    await page.waitForSelector('#own-told .yes');
    expect(await page.textContent('#own-told')).toContain(sha256(html));
    const changed = Buffer.from(html.replace('cannot connect', 'may connect'));
    await page.setInputFiles('#own-file', {
      name: 'page.html',
      mimeType: 'text/html',
      buffer: changed,
    });
    await page.waitForSelector('#own-told .no');
  });

  test('nothing was asked for, nothing can be, and the browser complains of nothing', async () => {
    const { page, requests, complaints } = opened;
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    const attempts = await page.evaluate<string[]>(`(async () => {
      const blocked = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => blocked.push(effectiveDirective));
      await fetch('https://example.invalid/').catch(() => {});
      try { new WebSocket('wss://example.invalid/'); } catch {}
      const image = new Image(); image.src = 'https://example.invalid/x.png';
      const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [...new Set(blocked), String(window.ran)].sort();
    })()`);
    expect(attempts).toEqual(['connect-src', 'img-src', 'script-src-elem', 'undefined']);
    expect(await page.evaluate('Object.keys(localStorage).length + document.cookie.length')).toBe(
      0,
    );
  });

  test.each([320, 768, 1920])('at %i pixels nothing is cut off', async (width) => {
    const { page } = opened;
    await page.setViewportSize({ width, height: 900 });
    for (const tab of ['verify', 'trust', 'about']) {
      await page.click(`#tab-${tab}`);
      const over = 'document.documentElement.scrollWidth - innerWidth';
      expect(await page.evaluate(over), tab).toBeLessThanOrEqual(0);
    }
  });

  test.each(['light', 'dark'] as const)('WCAG 2.2 A and AA by axe, %s', async (colorScheme) => {
    const { page } = opened;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1280, height: 900 });
    for (const tab of ['verify', 'trust', 'about']) {
      await page.click(`#tab-${tab}`);
      const { violations } = await examineAccess(page);
      expect(violations, tab).toEqual([]);
    }
  });

  test('a run is stopped at once, and the next one starts afresh', async () => {
    const { page } = await openPage(await browser());
    await page.evaluate(
      "document.getElementById('demo').click(); document.getElementById('stop').click()",
    );
    await page.waitForSelector('#trouble:not([hidden])');
    expect(await page.textContent('#trouble')).toBe('Stopped. Nothing was concluded.');
    await page.click('#demo');
    await page.waitForSelector('#document .verdict.pass');
    await page.close();
  });

  test('from a static server: one request, for the page', async () => {
    const { html } = await builtPage();
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.setHeader('content-type', 'text/html');
      response.end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const page = await (await browser()).newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.click('#demo');
    await page.waitForSelector('#document .verdict.pass');
    await page.close();
    server.closeAllConnections();
    server.close();
    expect(asked).toEqual(['/']);
  });
});
