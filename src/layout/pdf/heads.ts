// Pages as they get full, and their running heads and page numbers: on every page but a cover, as artifacts, so that nobody has them read out on each page.

import { type Faces, sizeOf } from './faces.js';
import type { Flow } from './flow.js';
import type { Page } from './marks.js';

const SIZE = 7.2;
const GREY = 0.3;

export interface HeadWords {
  readonly title: string;
  /** What made the document, and what names it. */
  readonly made: string;
}

/** The pages of what is set step by step, each as soon as it is full. */
export function* pagesOf(flow: Flow, steps: Iterable<undefined>): Generator<Page, void, undefined> {
  for (const _ of steps) yield* flow.take();
  yield* flow.pages;
}

/**
 * The pages with their heads.
 * @param count of all pages
 * @param cover the first page has none
 */
export function* headed(
  pages: Iterable<Page>,
  count: number,
  faces: Faces,
  words: HeadWords,
  { cover }: { readonly cover: boolean },
): Generator<Page, void, undefined> {
  let number = 0;
  for (const page of pages) {
    number += 1;
    if (number > 1 || !cover) drawHeads(page, number, count, faces, words);
    yield page;
  }
}

/** Title and chapter above, verifier and page number below. */
function drawHeads(
  page: Page,
  number: number,
  count: number,
  faces: Faces,
  { title, made }: HeadWords,
): void {
  const { paper } = page;
  const [head, foot] = [paper.top - 26, paper.bottom + 19];
  const chapter = faces.shorten(page.chapter, 'text', SIZE, paper.text * 0.62);
  const rest = paper.text - faces.width(chapter, 'text', SIZE) - 24;
  put(page, faces, chapter, head, 'right');
  put(page, faces, faces.shorten(title, 'text', SIZE, rest), head, 'left');
  rule(page, head + 5);
  rule(page, foot - 10);
  put(page, faces, made, foot, 'left');
  put(page, faces, `page ${number} of ${count}`, foot, 'right');
}

function put(page: Page, faces: Faces, text: string, y: number, side: 'left' | 'right'): void {
  const { left, right } = page.paper;
  let x = side === 'left' ? left : right - faces.width(text, 'text', SIZE);
  for (const run of faces.runs(text, 'text')) {
    const style = { size: sizeOf(run.face, SIZE), grey: GREY };
    page.marks.push({ kind: 'text', part: 'pagination', x, y, ...run, ...style });
    x += faces.runWidth(run, SIZE);
  }
}

function rule(page: Page, y: number): void {
  const points = [page.paper.left, y, page.paper.right, y] as const;
  page.marks.push({ kind: 'line', part: 'pagination', points, width: 0.4, grey: 0.5 });
}
