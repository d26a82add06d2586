// A real Chromium, where there is one: pages are opened from a file, with the network off, and looked at. playwright-core is asked for by
// require, since its types want those of a browser in every file.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The Chromium to test in: `CHROMIUM`, or where Debian and others put it. Undefined if there is none. */
export const CHROMIUM: string | undefined = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** A file that a page is given. */
interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** What tests need of a page of playwright-core. */
export interface BrowserPage {
  goto(url: string): Promise<unknown>;
  setContent(html: string): Promise<void>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMedia(media: {
    readonly colorScheme?: 'light' | 'dark';
    readonly media?: 'screen' | 'print';
  }): Promise<void>;
  /** @param source an expression, evaluated in the page whatever its policy */
  evaluate<T = unknown>(source: string): Promise<T>;
  fill(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
  textContent(selector: string): Promise<string | null>;
  waitForSelector(selector: string): Promise<unknown>;
  waitForEvent(event: 'download'): Promise<{ path(): Promise<string> }>;
  setInputFiles(
    selector: string,
    files: string | readonly string[] | GivenFile | readonly GivenFile[],
  ): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void> };
  on(event: 'console', see: (message: { type(): string; text(): string }) => void): void;
  on(event: 'pageerror', see: (error: Error) => void): void;
  on(
    event: 'requestfailed',
    see: (request: { url(): string; failure(): { errorText: string } | null }) => void,
  ): void;
  on(event: 'request', see: (request: { url(): string }) => void): void;
  context(): {
    newCDPSession(
      page: BrowserPage,
    ): Promise<{ send(method: string, parameters: object): Promise<unknown> }>;
    storageState(): Promise<{
      readonly cookies: readonly object[];
      readonly origins: readonly object[];
    }>;
  };
  pdf(options: { readonly preferCSSPageSize: boolean }): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface Browser {
  newPage(options?: {
    readonly viewport?: { readonly width: number; readonly height: number };
    readonly javaScriptEnabled?: boolean;
    readonly offline?: boolean;
  }): Promise<BrowserPage>;
  close(): Promise<void>;
}

/** Starts the browser. Whoever starts it closes it. */
export function startBrowser(): Promise<Browser> {
  return require('playwright-core').chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

export interface AxeResult {
  /** `color-contrast: <p class="x">…`. */
  readonly violations: readonly string[];
  /** Rules that passed. */
  readonly passes: number;
}

/** Examines a page with axe-core: WCAG 2.0 to 2.2, levels A and AA, and its best practices; or by some rules. */
export async function examineAccess(
  page: BrowserPage,
  rules?: readonly string[],
): Promise<AxeResult> {
  await page.evaluate(`${AXE()};undefined`);
  return page.evaluate<AxeResult>(`axe.run(document, { resultTypes: ['violations']${rules === undefined ? '' : `, runOnly: ${JSON.stringify(rules)}`} }).then((found) => ({
    passes: found.passes.length,
    violations: found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)),
  }))`);
}

function AXE(): string {
  return require('axe-core').source;
}
