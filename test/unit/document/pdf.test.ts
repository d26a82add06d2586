// The PDF transcript: the words of the HTML page on tagged pages, whatever a bundle says, and the same each time.

import { beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/document/document.js';
import { layOutTranscript, renderTranscriptPdf } from '../../../src/document/render/pdf.js';
import type { Laid, Struct } from '../../../src/layout/pdf/marks.js';
import { type Run, runOf } from '../../../src/transcript/run.js';
import { textsOf } from '../../support/pdf.js';
import { failing, hostile, passing } from '../../support/transcripts.js';

const RANGES = [{ from: 7, to: 11, leaves: 5, records: 3 }];
const shown = passing();
const pass = { ...shown, evidence: { ...shown.evidence, leaf_ranges: RANGES } };
const RUNS: Readonly<Record<string, Run>> = {
  pass: runOf([pass]),
  hostile: runOf([hostile()]),
  many: runOf([pass, hostile(), failing()], {
    unread: [{ name: 'gone.zip', code: 'ERR_BUNDLE_UNREADABLE', message: 'no such file' }],
  }),
};

describe.each(Object.entries(RUNS))('%s', (_, run) => {
  let laid: Laid;
  beforeAll(() => {
    laid = layOutTranscript(run);
  });

  it('has every part of the document, in its order, as a bookmark', () => {
    const { parts, bundles } = documentOf(run);
    const ids = [...parts, ...bundles.flatMap((one) => one.parts)].map(({ id }) => id).sort();
    const own = laid.entries.map(({ to }) => to).filter((to) => ids.includes(to));
    expect(own.toSorted()).toEqual(ids);
  });

  it('holds no character that nobody sees', () => {
    const texts = textsOf(laid).map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.join('\n')).not.toMatch(/(?![\n ])[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
  });

  it('every mark belongs to the document, every figure says what it shows, every link leads somewhere', () => {
    const places = new Set(laid.pages.flatMap((page) => page.places.map(({ name }) => name)));
    for (const { marks, jumps } of laid.pages) {
      expect(jumps.filter(({ to }) => !places.has(to))).toEqual([]);
      for (const { part } of marks) {
        if (typeof part === 'string') continue;
        let root: Struct = part;
        for (let at: Struct | undefined = part; at !== undefined; at = at.parent) root = at;
        expect(root.type).toBe('Document');
        if (part.type === 'Figure') expect(part.alt).not.toBe('');
      }
    }
  });

  it('nothing lies outside the text of its page', () => {
    for (const { paper, marks } of laid.pages)
      for (const mark of marks) {
        if (mark.kind === 'none' || mark.kind === 'end') continue;
        const [x, end] =
          mark.kind === 'line'
            ? [Math.min(mark.points[0], mark.points[2]), Math.max(mark.points[0], mark.points[2])]
            : [mark.x, mark.kind === 'box' ? mark.x + mark.width : mark.x];
        expect(x).toBeGreaterThanOrEqual(paper.left - 0.5);
        expect(end).toBeLessThanOrEqual(paper.right + 0.5);
      }
  });
});

it('has contents where it is long, with the numbers of its pages and a link to each part', () => {
  const many = runOf(Array.from({ length: 12 }, () => pass));
  const laid = layOutTranscript(many);
  const at = laid.pages.findIndex(({ chapter }) => chapter === 'Contents');
  expect(at).toBeGreaterThan(0);
  const chapters = laid.entries.filter(({ level }) => level === 1);
  const links = laid.pages
    .filter(({ chapter }) => chapter === 'Contents')
    .flatMap(({ jumps }) =>
      jumps.map(({ to, title }) => [to, title.slice(title.lastIndexOf(' ') + 1)]),
    );
  for (const { to, page } of chapters) {
    expect(links).toContainEqual([to, String(page + 1)]);
    expect(laid.pages[page]?.places.map(({ name }) => name)).toContain(to);
  }
  const short = layOutTranscript(runOf([pass]));
  expect(short.pages.length).toBeLessThanOrEqual(10);
  expect(short.pages.some(({ chapter }) => chapter === 'Contents')).toBe(false);
});

it('is PDF 1.7, tagged, with neither action nor address, and the same each time', async () => {
  const run = RUNS['many'] ?? runOf([]);
  const [one, two] = await Promise.all([renderTranscriptPdf(run), renderTranscriptPdf(run)]);
  expect(Buffer.compare(one, two)).toBe(0);
  const text = Buffer.from(one).toString('latin1');
  expect(text.startsWith('%PDF-1.7')).toBe(true);
  expect(text).toContain('/MarkInfo');
  expect(text).not.toMatch(/\/(?:URI|JavaScript|JS|Launch|OpenAction|AA)\b/);
});
