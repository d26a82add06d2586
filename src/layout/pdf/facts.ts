// Two small shapes: names with what they stand for, and the framed verdict.

import type { Block } from '../block.js';
import type { Flow } from './flow.js';
import { breakLines, type Span, type Style } from './lines.js';
import type { Struct } from './marks.js';
import { LEADING, STYLES } from './style.js';

export type Fact = readonly [name: string, text: readonly Span[]];

export interface FactStyle {
  /** Width of the names. */
  readonly names: number;
  readonly name: Style;
  readonly text: Style;
  /** Below the last. */
  readonly after: number;
}

export const FACTS: FactStyle = {
  names: 118,
  name: { ...STYLES.body, face: 'strong' },
  text: STYLES.body,
  after: 8,
};

/** Names and what they stand for: a table of two columns without rules. */
export function drawFacts(flow: Flow, facts: readonly Fact[], look: FactStyle): void {
  const step = look.text.size * LEADING;
  const rows = facts.map(([name, text]) => {
    const label = breakLines([{ text: name }], look.names - 8, look.name, flow.faces);
    const lines = breakLines(text, flow.paper.text - look.names, look.text, flow.faces);
    return { label, lines, height: Math.max(label.length, lines.length) * step + 1.6 };
  });
  // A handful of facts stays together; of many, no few stand alone.
  const all = rows.reduce((sum, { height }) => sum + height, 0);
  const least = rows.slice(0, 4).reduce((sum, { height }) => sum + height, 0);
  flow.need(all < (flow.paper.bottom - flow.paper.top) / 3 ? all : least);
  const table = flow.struct('Table');
  for (const { label, lines, height } of rows) {
    flow.need(Math.min(6 * step, height));
    const tr = flow.struct('TR', table);
    const th: Struct = { type: 'TH', parent: tr, scope: 'Row' };
    const td: Struct = { type: 'TD', parent: tr };
    const top = flow.y;
    const page = flow.page;
    label.forEach((line, i) => {
      flow.line(line, flow.paper.left, top + i * step, look.name, th);
    });
    flow.mark({ kind: 'none', part: td });
    for (const line of lines) {
      flow.need(step);
      flow.line(line, flow.paper.left + look.names, flow.y, look.text, td);
      flow.y += step;
    }
    if (flow.page === page) flow.y = Math.max(flow.y, top + label.length * step);
    flow.y += 1.6;
  }
  flow.y += look.after;
}

type Tone = Extract<Block, { kind: 'callout' }>['tone'];

/** In a frame, with an edge that is dark where something is wrong and hatched where something is open. */
export function drawCallout(flow: Flow, tone: Tone, title: string, text: readonly Span[]): void {
  const style: Style = { ...STYLES.h2, face: 'strong' };
  const heading = breakLines([{ text: title }], flow.paper.text - 36, style, flow.faces);
  const lines = breakLines(text, flow.paper.text - 36, STYLES.body, flow.faces);
  const step = STYLES.body.size * LEADING;
  const height = heading.length * 17 + lines.length * step + 20;
  flow.need(height);
  const [left, top] = [flow.paper.left, flow.y];
  const frame = { kind: 'box', part: 'artifact', x: left, y: top, height } as const;
  flow.mark({ ...frame, width: flow.paper.text, fill: 0.965 });
  if (tone === 'open') flow.mark({ ...frame, width: 9, hatch: 'rising' });
  else flow.mark({ ...frame, width: 9, fill: tone === 'wrong' ? 0 : 0.6 });
  flow.mark({ ...frame, width: flow.paper.text, stroke: 0.2 });
  const part = flow.struct('P');
  flow.y += 8;
  for (const line of heading) {
    flow.line(line, left + 18, flow.y, style, part);
    flow.y += 17;
  }
  for (const line of lines) {
    flow.line(line, left + 18, flow.y, STYLES.body, part);
    flow.y += step;
  }
  flow.y = top + height + 12;
}
