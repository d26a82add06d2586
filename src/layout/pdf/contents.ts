// The contents: chapters and sections with the numbers of their pages, each a link.

import { Flow } from './flow.js';
import { breakLines } from './lines.js';
import type { Entry, Page, Part, Struct } from './marks.js';
import { LEADING } from './style.js';

const CONTENTS = 'contents';

/**
 * Sets the contents.
 * @param of the document that they are of
 * @param entries all of them behind the contents, with the pages that they have without them
 * @param after pages before, if the entries do not count them
 */
export function contentsPages(of: Flow, entries: readonly Entry[], after: number): Page[] {
  // Set twice: once to count their pages, once with the right numbers.
  const own = setContents(of, entries, after).length;
  return setContents(of, entries, after + own);
}

function setContents(of: Flow, entries: readonly Entry[], before: number): Page[] {
  const flow = new Flow(of.faces, of.root);
  flow.chapter('Contents', CONTENTS);
  const toc = flow.struct('TOC');
  for (const { level, title, to, page } of entries) {
    const style = { size: level === 1 ? 9.6 : 8.6, face: level === 1 ? 'strong' : 'text' } as const;
    const indent = level === 1 ? 0 : 17;
    if (level === 1) flow.gap(5);
    const number = String(before + page + 1);
    const lines = breakLines(
      [{ text: title, prose: true }],
      flow.paper.text - indent - 44,
      style,
      flow.faces,
    );
    flow.need(lines.length * style.size * LEADING);
    const item: Struct = { type: 'Reference', parent: flow.struct('TOCI', toc) };
    const link: Struct = { type: 'Link', parent: item };
    const top = flow.y;
    lines.forEach((line, i) => {
      flow.line(line, flow.paper.left + indent, flow.y, style, link);
      if (i === lines.length - 1)
        leader(flow, flow.paper.left + indent + line.width + 6, number, style.size, link);
      flow.y += style.size * LEADING;
    });
    const area = { x: flow.paper.left, y: top, width: flow.paper.text, height: flow.y - top };
    flow.page.jumps.push({ part: link, ...area, to, title: `${title}, page ${number}` });
  }
  return flow.pages;
}

/** Dots up to the number of the page. */
function leader(flow: Flow, from: number, number: string, size: number, part: Part): void {
  const style = { size, face: 'text' } as const;
  const width = flow.faces.width(number, 'text', size);
  const y = flow.y + size * 1.06;
  flow.text(number, flow.paper.right - width, flow.y, style, part);
  const points = [from, y - 1, flow.paper.right - width - 6, y - 1] as const;
  flow.mark({ kind: 'line', part: 'artifact', points, width: 0.5, grey: 0.6, dash: 1.5 });
}
