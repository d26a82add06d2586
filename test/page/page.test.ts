// The page in a real browser, opened from its file: it asks for nothing, it works by keyboard, and it says what the command says.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { buildPage } from '../../scripts/build/page.js';
import { VERSION } from '../../src/base/version.js';
import { examineAccess } from '../support/browser.js';
import { builtPage, type OpenPage, openPage } from '../support/built-page.js';
import { describeInChromium } from '../support/chromium.js';
import { command, NOW, temporaryFolder } from '../support/command.js';
import { ledger, NAME, options, trustRoot } from '../support/hostile-ledger.js';

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

/** What a page tries that means to send something; which directives of its policy were in its way. */
const ATTEMPTS = `(async () => {
  const blocked = [];
  addEventListener('securitypolicyviolation', ({ effectiveDirective }) => blocked.push(effectiveDirective));
  await fetch('https://example.invalid/').catch(() => {});
  try { new WebSocket('wss://example.invalid/'); } catch {}
  const image = new Image(); image.src = 'https://example.invalid/x.png';
  const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
  await new Promise((resolve) => setTimeout(resolve, 200));
  return [...new Set(blocked), String(window.ran)].sort();
})()`;

describeInChromium('the page in Chromium', (browser) => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await openPage(await browser());
  });
  const done = (): Promise<unknown> =>
    opened.page.waitForSelector('#result:not([hidden]), #trouble:not([hidden])');
  const textOf = (selector: string): Promise<string | null> => opened.page.textContent(selector);
  const demonstrate = async (which = 'demo'): Promise<void> => {
    await opened.page.click('#tab-verify');
    await opened.page.click(`#${which}`);
    await done();
  };
  /** Drops files that the page makes itself, of texts. */
  const drop = (files: Readonly<Record<string, string>>): Promise<void> =>
    opened.page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of Object.entries(${JSON.stringify(files)}))
        dataTransfer.items.add(new File([Uint8Array.from(text, (c) => c.charCodeAt(0))], name));
      dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    })()`);
  const latin1 = (file: string): string => readFileSync(file, 'latin1');

  test('by keyboard alone: the demonstration, its twin, and documents that are the command’s', async () => {
    const { page } = opened;
    const focused = (): Promise<string> => page.evaluate('document.activeElement.id');
    const order: string[] = [];
    for (let presses = 0; presses < 12 && order.at(-1) !== 'demo'; presses += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual([
      ...['', 'tab-verify', 'bundles', 'folder', 'trust-root', '', 'start', 'demo'],
    ]);
    await page.keyboard.press('Enter');
    await done();
    expect(await focused()).toBe('result');
    expect(await textOf('#document h1')).toMatch(/^PASS/);
    expect(await textOf('#engines')).toMatch(/two implementations that agree.*[1-9]\d* sig/);
    // The next stops are the forms in which it can be saved.
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.dataset.save')).toBe('json');
    const saved = async (format: string): Promise<string> => {
      const download = page.waitForEvent('download');
      await page.focus(`[data-save=${format}]`);
      await page.keyboard.press('Enter');
      return readFileSync(await (await download).path(), 'utf8');
    };
    const from = /the demonstration of this page, whose keys are public/g;
    const folder = temporaryFolder();
    const report = (format: string): string => join(folder, format);
    await command(
      [
        ...['--bundle', 'incident.zip', '--trust-root', 'trust-root.json', '--at', NOW],
        ...['json', 'html', 'text'].flatMap((format) => [
          '--report',
          `${format}=${report(format)}`,
        ]),
      ].map((word) => (/^(?:incident|trust-root)\./.test(word) ? join(DEMO, word) : word)),
    );
    for (const format of ['json', 'html', 'text']) {
      const ours = await saved(format);
      expect(ours).toMatch(from);
      const theirs = readFileSync(report(format), 'utf8').replaceAll(`${DEMO}/`, '');
      // Lines of text are broken where they end.
      const plain = (text: string): string => text.replace(/\s+/g, ' ');
      expect(plain(ours).replace(from, '--trust-root')).toBe(plain(theirs));
    }
    await page.focus('#demo-tampered');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#document .verdict.fail');
    expect(await textOf('#document')).toContain('CHAIN_BROKEN');
    await page.focus('#tab-verify');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('tab-trust');
    expect(await page.evaluate('document.getElementById("panel-verify").hidden')).toBe(true);
  });

  test('files that are chosen; a digest and a comparison that are stated; a wrong file is named', async () => {
    const { page } = opened;
    await page.click('#tab-verify');
    await page.click('#start');
    expect(await textOf('#trouble')).toMatch(/at least one bundle/);
    await page.setInputFiles('#bundles', join(DEMO, 'incident.zip'));
    await page.click('summary');
    await page.fill('#at', NOW);
    await page.click('#start');
    await page.waitForSelector('#document .verdict.unproven');
    await page.setInputFiles('#trust-root', join(DEMO, 'incident.zip'));
    await page.waitForSelector('#trust-told .no');
    await page.setInputFiles('#trust-root', join(DEMO, 'trust-root.json'));
    await page.waitForSelector('#trust-told .groups');
    const digest = (await textOf('#trust-told .groups'))?.replaceAll(' ', '');
    const file = readFileSync(join(DEMO, 'trust-root.json'));
    expect(digest).toBe(createHash('sha3-256').update(file).digest('hex'));
    await page.fill('#digest', `sha3-256:${digest}`);
    await page.fill('#compared', 'A. Auditor with B. Keeper, by telephone');
    await page.click('#start');
    await page.waitForSelector('#document .verdict.pass');
    const head = await textOf('#document .verdict');
    expect(head).toContain('and by digest; from a chosen file; compared: A. Auditor');
    // The auditor's own list: each id gets its row, also the one that the bundle does not show.
    await page.setInputFiles('#sample', {
      name: 'sample.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('rec_9b300c717562\nrec_nowhere\n'),
    });
    await page.click('#start');
    await page.waitForSelector('#document .verdict.pass');
    expect(await textOf('#document')).toMatch(/rec_nowhere/);
    await page.setInputFiles('#sample', []);
    await page.fill('#digest', `sha3-256:${'0'.repeat(64)}`);
    // A verdict does not stay beside what it is not about.
    expect(await page.evaluate('document.getElementById("document").childElementCount')).toBe(0);
    expect(await textOf('#stale')).toMatch(/verify again/);
    await page.click('#start');
    await page.waitForSelector('#trouble:not([hidden])');
    expect(await textOf('#trouble')).toContain('ERR_TRUST_ROOT_DIGEST');
    await page.fill('#digest', '');
    await page.fill('#at', 'yesterday');
    await page.click('#start');
    await page.waitForSelector('#trouble:not([hidden])');
    expect(await textOf('#trouble')).toContain('not a time: yesterday');
  });

  test('files that are dropped together, each for what it is, and renewals that count', async () => {
    const { page } = opened;
    await page.goto(opened.url);
    const folder = 'fixtures/cases/valid/renewals';
    const { at, trust_root } = JSON.parse(latin1(join(folder, 'case.json')));
    await page.click('summary');
    await page.fill('#at', at);
    const root = latin1(join(folder, trust_root));
    const renewals = latin1(join(folder, 'renewals.jsonl'));
    await drop({ 'a.zip': latin1(join(folder, 'bundle.zip')), 'kept.dat': renewals, root });
    await page.waitForSelector('#trust-told .groups');
    await page.click('#start');
    await page.waitForSelector('#document .verdict.pass');
    expect(await textOf('#document .verdict')).toContain('from a dropped file');
    const renewed = `Array.from(document.querySelectorAll('tr.passed code'), ({ textContent }) => textContent)`;
    expect(await page.evaluate(renewed)).toContain('time/renewals');
    await drop({ 'one.json': root, 'two.json': root });
    await page.waitForSelector('#trouble:not([hidden])');
    expect(await textOf('#trouble')).toContain('several trust roots were dropped');
    await drop({ 'one.jsonl': renewals, 'b.zip': '', 'c.zip': '' });
    await page.waitForSelector('#bundle-list li:nth-child(4)');
    await page.click('#start');
    await page.waitForSelector('#trouble:not([hidden])');
    expect(await textOf('#trouble')).toContain('renewals are about one bundle');
  });

  test('a folder: chosen, its bundles are those of the command; dropped, it is refused in words', async () => {
    const { page } = opened;
    await page.goto(opened.url);
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    for (const name of ['incident.zip', 'trust-root.json', 'sub/incident-tampered.zip'])
      writeFileSync(join(folder, name), readFileSync(join(DEMO, name.replace('sub/', ''))));
    writeFileSync(join(folder, 'rest.tar.gz'), Uint8Array.of(0x1f, 0x8b, 8));
    await page.setInputFiles('#folder', folder);
    await page.waitForSelector('#bundle-list li:nth-child(4)');
    const list = await textOf('#bundle-list');
    expect(list).toContain('1 other file, 1 unopened file');
    // What lies beside the evidence is nobody's trust root.
    await page.click('#start');
    await page.waitForSelector('#document .verdict');
    const { stdout } = await command([folder, '--at', NOW]);
    const names = (text: string): readonly string[] => [
      ...new Set(text.match(/(?:incident[a-z-]*\.zip|rest\.tar\.gz|trust-root\.json)/g)),
    ];
    expect(names((await textOf('#document')) ?? '').toSorted()).toEqual(names(stdout).toSorted());
    expect(await textOf('#document .verdict')).toMatch(/under nobody's keys/i);
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'])
      await session.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
    await page.waitForSelector('#trouble:not([hidden])');
    expect(await textOf('#trouble')).toContain('a folder was dropped');
  });

  test('hostile texts in every place of a bundle, a trust root and the names of files do nothing', async () => {
    const { page } = opened;
    await page.goto(opened.url);
    const bytes = await exportEvidenceBundle(ledger(), options()).toBytes();
    const root = Buffer.from(trustRoot()).toString('latin1');
    await drop({ [NAME]: Buffer.from(bytes).toString('latin1'), [`${NAME}.json`]: root });
    await page.waitForSelector('#trust-told .groups');
    await page.click('#start');
    await page.waitForSelector('#document .verdict');
    const foreign = `document.querySelectorAll('#panels :is(script, img, iframe, object, embed, form form, [onclick], [onerror], [style], a:not([href^="#"]))').length`;
    expect(await page.evaluate(foreign)).toBe(0);
    expect(
      await page.evaluate(
        'typeof ran + [...document.body.innerText].filter((c) => /[\\u202e\\u200b\\ufeff]/.test(c)).length',
      ),
    ).toBe('undefined0');
    await page.click('#tab-trust');
    await page.setInputFiles('#show-root', {
      name: NAME,
      mimeType: 'application/json',
      buffer: Buffer.from(trustRoot()),
    });
    await page.waitForSelector('#sheet .qr');
    expect(await page.evaluate(foreign)).toBe(0);
    await page.click('#tab-verify');
  });

  test('ten thousand files, a drop while a run goes on, a second run beside it: nothing hangs, nothing is mixed', async () => {
    const { page } = opened;
    await page.goto(opened.url);
    await drop(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`${i}.zip`, ''])));
    await page.waitForSelector('#bundle-list li:nth-child(102)');
    expect(await textOf('#bundle-list')).toContain('And 9,900 more bundles.');
    await page.click('#bundle-list li:last-child button');
    expect(await textOf('#bundle-list')).toBe('');
    await page.evaluate("document.getElementById('demo').click()");
    await drop({ 'other.zip': '' });
    await page.evaluate("document.getElementById('demo-tampered').click()");
    await page.evaluate("document.getElementById('verify').requestSubmit()");
    await page.waitForSelector('#document .verdict.pass');
    expect(await textOf('#bundle-list')).toBe('');
    // Stopped at once, with nothing of the run before; the next one starts afresh.
    await page.evaluate(
      "document.getElementById('demo-tampered').click(); document.getElementById('stop').click()",
    );
    await page.waitForSelector('#trouble:not([hidden])');
    expect(await textOf('#trouble')).toBe('Stopped. Nothing was concluded.');
    expect(await textOf('#document')).toBe('');
    await demonstrate();
    expect(await textOf('#document h1')).toMatch(/^PASS/);
    // The keys of the demonstration are nobody's trust root afterwards.
    expect(await page.evaluate("document.getElementById('trust-root').files.length")).toBe(0);
  });

  test('a trust root is shown, compared with itself, and made of keys', async () => {
    const { page } = opened;
    await page.click('#tab-trust');
    await page.setInputFiles('#show-root', join(DEMO, 'trust-root.json'));
    await page.waitForSelector('#sheet .qr');
    const sheet = await command(['trust', 'show', join(DEMO, 'trust-root.json')]);
    const groups: string[] = await page.evaluate(
      "Array.from(document.querySelectorAll('#sheet td code'), ({ textContent }) => textContent)",
    );
    expect(groups.length).toBeGreaterThan(4);
    for (const line of groups) expect(sheet.stdout.replace(/\s+/g, ' ')).toContain(line);
    await page.setInputFiles('#other-root', join(DEMO, 'trust-root.json'));
    await page.waitForSelector('#changes-title');
    expect(await page.textContent('#sheet')).toContain('The two trust roots say the same.');
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
    await page.click('#sheet .actions button:nth-child(2)');
    await page.waitForSelector('#trust-told .groups');
    expect(await textOf('#trust-told')).toContain('from the editor of this page');
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

  test('nothing was asked for, nothing can be, nothing is kept, and the browser complains of nothing', async () => {
    const { page, requests, complaints, url } = opened;
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    expect(await page.evaluate(ATTEMPTS)).toEqual([
      ...['connect-src', 'img-src', 'script-src-elem', 'undefined'],
    ]);
    expect(requests).toEqual([]);
    const kept = await page.evaluate<unknown[]>(
      '(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length])()',
    );
    expect(kept).toEqual([0, 0, '', 0]);
    // A second policy can only add to the first: one that is put in allows nothing.
    await page.evaluate(`document.head.append(Object.assign(document.createElement('meta'),
      { httpEquiv: 'Content-Security-Policy', content: "default-src * 'unsafe-inline'" }))`);
    expect(await page.evaluate(ATTEMPTS)).toContain('connect-src');
    expect(requests).toEqual([]);
    await page.goto(url);
    // And this test can fail: without its policy the page would be heard.
    complaints.length = 0;
    const { html } = await builtPage();
    const loose = join(temporaryFolder(), 'loose.html');
    writeFileSync(loose, html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''));
    const other = await openPage(await browser(), loose);
    expect(await other.page.evaluate(ATTEMPTS)).toEqual(['true']);
    expect(other.requests.length).toBeGreaterThan(1);
    await other.page.close();
  });

  /** Everything that the page can show. */
  const STATES: Readonly<Record<string, () => Promise<unknown>>> = {
    empty: () => opened.page.goto(opened.url),
    pass: () => demonstrate(),
    fail: () => demonstrate('demo-tampered'),
    unproven: async () => {
      await opened.page.setInputFiles('#bundles', [
        ...['incident.zip', 'incident-tampered.zip'].map((name) => join(DEMO, name)),
      ]);
      await opened.page.click('summary');
      await opened.page.click('#start');
      await done();
    },
    trouble: async () => {
      await opened.page.fill('#at', 'yesterday');
      await opened.page.click('#start');
      await opened.page.waitForSelector('#trouble:not([hidden])');
    },
    'trust roots': async () => {
      await opened.page.click('#tab-trust');
      await opened.page.setInputFiles('#show-root', join(DEMO, 'trust-root.json'));
      await opened.page.setInputFiles('#other-root', 'fixtures/cases/trust-root.json');
      await opened.page.waitForSelector('#changes-table');
    },
    about: () => opened.page.click('#tab-about'),
  };

  test('WCAG 2.2 A and AA by axe in every state, light and dark; from 320 to 1920 pixels nothing is cut off', async () => {
    const { page } = opened;
    for (const [state, reach] of Object.entries(STATES)) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 900 });
      await reach();
      const { violations } = await examineAccess(page);
      expect(violations, state).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await examineAccess(page, ['color-contrast']);
      expect(dark.violations, `${state}, dark`).toEqual([]);
      for (const width of [320, 768, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        const over = 'document.documentElement.scrollWidth - innerWidth';
        expect(await page.evaluate(over), `${state} at ${width}`).toBeLessThanOrEqual(0);
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
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
