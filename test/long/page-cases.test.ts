// The page's verifier in a real browser over every golden bundle, case and set: the very documents of the command. It runs in the page as
// it is opened from its file, under its policy, and no request leaves.

import { beforeAll, expect, test } from 'vitest';
import { builtPage, type OpenPage, openPage } from '../support/built-page.js';
import { describeInChromium } from '../support/chromium.js';
import { differences, foldersBelow, ROOTS, startWorker } from '../support/page-cases.js';

describeInChromium('every bundle in Chromium', (browser) => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await openPage(await browser());
    await startWorker((source) => opened.page.evaluate(source), (await builtPage()).worker);
  });

  test.each(ROOTS)('%s', async (root) => {
    const folders = [...foldersBelow(root)];
    expect(folders.length).toBeGreaterThan(0);
    expect(await differences((source) => opened.page.evaluate(source), folders)).toEqual([]);
    expect(opened.requests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
