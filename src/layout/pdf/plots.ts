// Paints plots as vectors in grey, as one figure with its title above and its description below: every fill is a pattern or a grey
// far from the others.

import type { Plot } from '../block.js';
import { layOutPlot } from '../plot-layout.js';
import { darkOf, type PlotMark, type Ruler } from '../plot-marks.js';
import type { Fill } from '../plot-spec.js';
import { type Faces, sizeOf } from './faces.js';
import type { Flow } from './flow.js';
import { breakLines } from './lines.js';
import type { Hatch, Struct } from './marks.js';
import { LEADING, STYLES } from './style.js';

const LOOKS: Readonly<Record<Fill, { readonly fill: number; readonly hatch?: Hatch }>> = {
  solid: { fill: 0.18 },
  mid: { fill: 0.58 },
  light: { fill: 0.86 },
  lines: { fill: 1, hatch: 'rising' },
  cross: { fill: 1, hatch: 'cross' },
  dots: { fill: 1, hatch: 'dots' },
  bars: { fill: 1, hatch: 'level' },
  empty: { fill: 1 },
};
const GREYS = { ink: 0.2, grid: 0.82 } as const;

/** Draws a plot at the present place. */
export function drawPlot(flow: Flow, { id, title, description, spec }: Plot): void {
  const { faces, paper } = flow;
  const { height, marks } = layOutPlot(spec, rulerOf(faces));
  const words = breakLines([{ text: description, prose: true }], paper.text, STYLES.small, faces);
  const step = STYLES.small.size * LEADING;
  flow.need(Math.min(paper.bottom - paper.top, 16 + height + words.length * step));
  flow.gap(2);
  flow.place(id);
  const heads = breakLines([{ text: title, prose: true }], paper.text, STYLES.caption, faces);
  const above = heads.length * STYLES.caption.size * LEADING + 3;
  const figure: Struct = {
    ...flow.struct('Figure'),
    alt: faces.printable(`${title}. ${description}`, 2_000),
    box: [paper.left, flow.y + above - 14, paper.right, flow.y + above + height],
  };
  const caption = flow.struct('Caption', figure);
  for (const line of heads) {
    flow.line(line, paper.left, flow.y, STYLES.caption, caption);
    flow.y += STYLES.caption.size * LEADING;
  }
  flow.y += 3;
  for (const mark of marks) paint(flow, figure, mark);
  flow.y += height + 2;
  const part = flow.struct('P');
  for (const line of words) {
    flow.line(line, paper.left, flow.y, STYLES.small, part);
    flow.y += step;
  }
  flow.y += 10;
}

function rulerOf(faces: Faces): Ruler {
  return {
    width: (text, size) => faces.width(text, 'text', size),
    shorten: (text, width, size) => faces.shorten(text, 'text', size, width),
  };
}

function paint(flow: Flow, part: Struct, mark: PlotMark): void {
  const [left, top] = [flow.paper.left, flow.y];
  if (mark.kind === 'box') {
    const { x, y, width, height, fill } = mark;
    const area = { kind: 'box', part, x: left + x, y: top + y, width, height } as const;
    if (fill === 'blank') flow.mark({ ...area, fill: 1 });
    else if (fill === 'gap') flow.mark({ ...area, fill: 0.96, stroke: 0.35, dash: 2.4 });
    else flow.mark({ ...area, ...LOOKS[fill], stroke: 0.15 });
  } else if (mark.kind === 'code') {
    const { x, y, width, square } = mark;
    flow.mark({ kind: 'box', part, x: left + x, y: top + y, width, height: width, fill: 1 });
    for (const dark of darkOf(mark)) {
      const place = { x: left + dark.x, y: top + dark.y, width: dark.width, height: square };
      flow.mark({ kind: 'box', part, ...place, fill: 0 });
    }
  } else if (mark.kind === 'line') {
    const [x1, y1, x2, y2] = mark.points;
    const points = [left + x1, top + y1, left + x2, top + y2] as const;
    const dash = mark.dashed ? { dash: 2.4 } : {};
    flow.mark({ kind: 'line', part, points, grey: GREYS[mark.tone], width: mark.width, ...dash });
  } else {
    const { faces } = flow;
    const { text, size, anchor } = mark;
    const width = anchor === 'start' ? 0 : faces.width(text, 'text', size);
    let x = left + mark.x - (anchor === 'middle' ? width / 2 : width);
    const turned = mark.upward ? ({ upward: true } as const) : {};
    for (const run of faces.runs(text, 'text')) {
      const own = { size: sizeOf(run.face, size), grey: 0, ...turned };
      flow.mark({ kind: 'text', part, x, y: top + mark.y, ...run, ...own });
      x += faces.runWidth(run, size);
    }
  }
}
