// The page as `npm run page` writes it, in a file that a browser opens.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuiltPage, buildPage } from '../../scripts/build/page.js';
import type { Browser, BrowserPage } from './browser.js';
import { temporaryFolder } from './command.js';

export interface OpenPage {
  readonly page: BrowserPage;
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

/** Opens it from its file. */
export async function openPage(browser: Browser, width = 1280): Promise<OpenPage> {
  const { file } = await builtPage();
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (url !== pathToFileURL(file).href && !/^(?:blob|data):/.test(url)) requests.push(url);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text());
  });
  await page.goto(pathToFileURL(file).href);
  return { page, requests, complaints };
}
