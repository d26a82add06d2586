// `npm run page:firefox`: the page in a real Firefox, opened from its file behind a proxy that hears every request. Over a sample of the
// committed bundles its documents must be the command's, and nothing may be asked for. A script, since tests open no socket.

import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { differences, foldersBelow, ROOTS, startWorker } from '../test/support/page-cases.js';
import { buildPage } from './build/page.js';
import { FIREFOX, Firefox } from './page/firefox.js';

/** Of each folder of cases every so many. */
const EVERY = Number(process.argv[2] ?? 12);
const FETCH = `fetch('http://example.invalid/').then(() => 'sent', () => 'not sent')`;
const DEMONSTRATE = `(async () => {
  document.getElementById('demo').click();
  const [result, trouble] = ['result', 'trouble'].map((id) => document.getElementById(id));
  while (result.hidden && trouble.hidden) await new Promise((next) => setTimeout(next, 20));
  return (trouble.textContent + result.innerText).replace(/\\s+/g, ' ');
})()`;

if (FIREFOX === undefined) console.log('the page in Firefox: skipped, no Firefox is installed');
else await check();

async function check(): Promise<void> {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(503).end();
  });
  proxy.on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.destroy();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const firefox = await Firefox.start((proxy.address() as AddressInfo).port);
  try {
    const evaluate = <T>(source: string): Promise<T> => firefox.evaluate<T>(source);
    const { html, worker } = await buildPage();
    const folder = mkdtempSync(join(tmpdir(), 'page-'));
    const open = async (name: string, content: string): Promise<void> => {
      writeFileSync(join(folder, name), content);
      await firefox.open(pathToFileURL(join(folder, name)).href);
    };
    await open('softqcos-verify.html', html);
    assert.match(
      await evaluate<string>(DEMONSTRATE),
      /^PASS.* from the demonstration of this page.* two implementations that agree/,
    );
    await startWorker(evaluate, worker);
    const folders = ROOTS.flatMap((root) =>
      [...foldersBelow(root)].filter((_, at) => at % EVERY === 0),
    );
    assert.deepEqual(await differences(evaluate, folders), []);
    assert.equal(await evaluate(FETCH), 'not sent');
    // What the browser itself asks its maker is no matter of the page.
    const ofThePage = (): string[] =>
      asked.filter(
        (url) => !/\.(?:mozilla|firefox)\.(?:com|net|org)|^update\.googleapis\.com/.test(url),
      );
    assert.deepEqual(ofThePage(), []);
    // The proxy hears a page that has no policy.
    await open('loose.html', '<!doctype html><title>x</title>');
    await evaluate(FETCH);
    assert.deepEqual(ofThePage(), ['http://example.invalid/']);
    console.log(`${firefox.version}: ${folders.length} cases, the documents of the command`);
  } finally {
    await firefox.close();
    proxy.closeAllConnections();
    proxy.close();
  }
}
