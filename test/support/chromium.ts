// A suite in a browser: one browser for all of its tests. Where there is none, the suite is skipped by a name that says so.

import { afterAll, describe, it } from 'vitest';
import { type Browser, CHROMIUM, startBrowser } from './browser.js';

/** `define` gets a function that gives the browser, started when it is first asked for. */
export function describeInChromium(
  title: string,
  define: (browser: () => Promise<Browser>) => void,
): void {
  if (CHROMIUM === undefined) {
    it.skip(`${title}: skipped, no Chromium is installed`, () => {});
    return;
  }
  let started: Promise<Browser> | undefined;
  describe(title, () => {
    afterAll(async () => {
      await (await started)?.close();
    });
    define(() => {
      started ??= startBrowser();
      return started;
    });
  });
}
