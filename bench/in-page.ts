// A bundle verified in the page, in a browser of its own, and what that took: memory by what Linux says of each process, and the longest
// time for which the page answered nobody.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CHROMIUM } from '../test/support/browser.js';

const require = createRequire(import.meta.url);

export interface InPage {
  readonly verdict: string;
  /** Peak of the resident memory of the process that holds page and worker, MiB. */
  readonly renderer: number;
  /** The same of the browser's own process, which reads the file. */
  readonly browser: number;
  /** Seconds of processor time of the first, and of the whole run. */
  readonly cpu: number;
  readonly wall: number;
  /** Different positions of the progress bar that were seen. */
  readonly steps: number;
  /** Longest time in milliseconds that the page did not answer while the worker ran, and when the result was drawn. */
  readonly deaf: number;
  readonly drawing: number;
  /** Objects of its layout, when the result is there. */
  readonly laidOut: number;
  /** Milliseconds from pressing stop in a second run until the page says so. */
  readonly stopping: number;
}

interface Given {
  readonly bundle: string;
  readonly root: string;
  /** The page, as a file. */
  readonly page: string;
  /** MiB that the JavaScript of a process may hold: a run that needs more dies. */
  readonly heap?: number;
}

/** Watches the page from within: every 10 milliseconds, which a page that works on something else does not notice. */
const WATCH = `(() => {
  let last = performance.now();
  globalThis.watched = { deaf: 0, drawing: 0, steps: new Set() };
  setInterval(() => {
    const now = performance.now();
    const which = document.getElementById('result').hidden ? 'deaf' : 'drawing';
    watched[which] = Math.max(watched[which], now - last - 10);
    watched.steps.add(document.getElementById('progress').value);
    last = now;
  }, 10);
})()`;
const DONE = '#result:not([hidden]), #trouble:not([hidden])';

export async function verifyInPage({ bundle, root, page: file, heap }: Given): Promise<InPage> {
  const browser = await require('playwright-core').chromium.launch({
    executablePath: CHROMIUM,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ...(heap === undefined ? [] : [`--js-flags=--max-old-space-size=${heap}`]),
    ],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(3_600_000);
    await page.goto(pathToFileURL(resolve(file)).href);
    await page.setInputFiles('#bundles', bundle);
    await page.setInputFiles('#trust-root', root);
    await page.waitForSelector('#trust-told .groups');
    await page.evaluate(WATCH);
    const started = performance.now();
    await page.click('#start');
    await page.waitForSelector(DONE);
    const wall = (performance.now() - started) / 1000;
    const verdict = await page.textContent('#document .word, #trouble:not([hidden])');
    const { deaf, drawing, steps } = await page.evaluate(
      `new Promise((done) => setTimeout(() => done({ ...watched, steps: watched.steps.size }), 200))`,
    );
    const inside = await page.context().newCDPSession(page);
    await inside.send('Performance.enable');
    const { metrics } = await inside.send('Performance.getMetrics');
    const laidOut = metrics.find(({ name }: Metric) => name === 'LayoutObjects').value;
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const peak = (type: string): number =>
      Math.max(...processesOf(processInfo, type).map(({ id }) => peakOf(id)));
    const cpu = Math.max(...processesOf(processInfo, 'renderer').map(({ cpuTime }) => cpuTime));
    const memory = { renderer: peak('renderer'), browser: peak('browser') };
    await page.click('#start');
    const stopping = await page.evaluate(`(async () => {
      const bar = document.getElementById('progress');
      while (bar.value === 0) await new Promise((next) => setTimeout(next, 5));
      const from = performance.now();
      document.getElementById('stop').click();
      while (document.getElementById('trouble').hidden) await new Promise((next) => setTimeout(next));
      return performance.now() - from;
    })()`);
    return { verdict, ...memory, cpu, wall, steps, deaf, drawing, laidOut, stopping };
  } finally {
    await browser.close();
  }
}

interface Metric {
  readonly name: string;
  readonly value: number;
}

interface ProcessInfo {
  readonly type: string;
  readonly id: number;
  readonly cpuTime: number;
}

function processesOf(all: readonly ProcessInfo[], type: string): readonly ProcessInfo[] {
  return all.filter((one) => one.type === type);
}

/** MiB. */
function peakOf(pid: number): number {
  const [, kib = '0'] = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}
