// What a PDF holds while it is written does not grow with its rows: measured in the middle of the writing, after a collection of garbage.
// With the command and a bound on its heap it is in test/long/heap.test.ts.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { Cell } from '../../../src/layout/block.js';
import { ChapterSetter } from '../../../src/layout/pdf/blocks.js';
import { Faces } from '../../../src/layout/pdf/faces.js';
import { Flow } from '../../../src/layout/pdf/flow.js';
import { pagesOf } from '../../../src/layout/pdf/heads.js';
import { pdfPieces } from '../../../src/layout/pdf/write.js';

const COLUMNS = ['Record', 'Id', 'Actor', 'Hash'];
/** Bytes of a row that remain: offsets of its elements, and words whose widths are remembered, up to a bound. One whose elements are held takes twice as many. */
const MOST = 2_000;

function* rows(count: number): Generator<Cell[], void, undefined> {
  for (let i = 0; i < count; i += 1)
    yield [
      { anchor: { ledger: 'L1', sequence: i, record_id: '' }, words: String(i) },
      `rec_${i * 7_919}`,
      `actor.${i % 97}`,
      { code: `${i}`.padStart(16, '0') },
    ];
}

it('holds next to nothing of a row that is written', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const faces = new Faces();
  const flow = new Flow(faces);
  const table = {
    kind: 'table',
    id: 'table-records',
    caption: 'Records',
    columns: COLUMNS.map((label) => ({ label })),
    rows: { [Symbol.iterator]: () => rows(2_400) },
  } as const;
  const setter = new ChapterSetter(flow, true, new Set());
  const chapter = { id: 'appendix', number: 'A', title: 'Records', blocks: [table] };
  const text = { title: 't', author: '', subject: 's', keywords: 'k', producer: 'p' };
  const held: { readonly rows: number; readonly bytes: number }[] = [];
  let drawn = 0;
  const pages = function* () {
    for (const page of pagesOf(flow, setter.steps(chapter))) {
      drawn += page.marks.filter(
        ({ kind, part }) => kind === 'end' && typeof part === 'object' && part.type === 'TR',
      ).length;
      yield page;
    }
  };
  let number = 0;
  for (const _ of pdfPieces(
    { ...text, at: '2026-04-01T00:00:00Z', pages: pages(), entries: flow.entries },
    faces,
  )) {
    number += 1;
    if (number !== 20 && number !== 75) continue;
    collect();
    held.push({ rows: drawn, bytes: process.memoryUsage().heapUsed });
  }
  const [early, late] = held;
  const between = (late?.rows ?? 0) - (early?.rows ?? 0);
  expect(between).toBeGreaterThan(1_000);
  expect(((late?.bytes ?? 0) - (early?.bytes ?? 0)) / between).toBeLessThan(MOST);
});
