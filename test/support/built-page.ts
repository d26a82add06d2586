// The page as `npm run page` writes it, in a file that a browser opens.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuiltPage, buildPage } from '../../scripts/build/page.js';
import type { Browser, BrowserPage } from './browser.js';
import { temporaryFolder } from './command.js';

export interface OpenPage {
  readonly page: BrowserPage;
  /** Its own address. */
  readonly url: string;
  /** Addresses that were asked for, but for those of the file, of blobs and of data. */
  readonly requests: string[];
  /** What the browser complained about. */
  readonly complaints: string[];
}

let built: Promise<BuiltPage & { readonly file: string }> | undefined;

export function builtPage(): Promise<BuiltPage & { readonly file: string }> {
  built ??= buildPage().then((page) => {
    const file = join(temporaryFolder(), 'softqcos-verify.html');
    writeFileSync(file, page.html);
    return { ...page, file };
  });
  return built;
}

/** Opens it from its file, or another file in its place. */
export async function openPage(browser: Browser, other?: string): Promise<OpenPage> {
  const url = pathToFileURL(other ?? (await builtPage()).file).href;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const asked = request.url();
    if (asked.split('#')[0] !== url && !/^(?:blob|data):/.test(asked)) requests.push(asked);
  });
  // The browser tells of requests that the policy has stopped: they did not leave.
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') requests.splice(requests.indexOf(request.url()), 1);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, url, requests, complaints };
}
