// Sets the blocks of a chapter (layout/block.ts): the same words and numbers as in every other format, in the shape of a page.

import {
  anchorOf,
  type Block,
  type Cell,
  type Chapter,
  grouped,
  type Inline,
  isList,
  type RecordRef,
  recordName,
  recordPlace,
  type Table,
  timeWords,
} from '../block.js';
import { drawCallout, drawFacts, FACTS } from './facts.js';
import { type Flow, LANDSCAPE, PORTRAIT, STYLES } from './flow.js';
import type { Span } from './lines.js';
import { drawPlot } from './plots.js';
import { drawTable } from './table.js';

/** Lines of a row that people write into. */
const FILLED_IN = 3;

/** Sets chapters one after the other. */
export class ChapterSetter {
  readonly #flow: Flow;
  readonly #isOneLedger: boolean;

  constructor(flow: Flow, isOneLedger: boolean) {
    this.#flow = flow;
    this.#isOneLedger = isOneLedger;
  }

  chapter({ id, number, title, blocks }: Chapter): void {
    if (id === 'signoff') this.#flow.newPage();
    this.#flow.chapter(`${number}  ${title}`, id, id === 'appendix' ? LANDSCAPE : PORTRAIT);
    this.blocks(blocks);
  }

  /** Sets blocks at the present place. */
  blocks(blocks: readonly Block[]): void {
    for (const block of blocks) this.#block(block);
  }

  #block(block: Block): void {
    const flow = this.#flow;
    if (block.kind === 'para') flow.paragraph(this.spans(block.text));
    else if (block.kind === 'list') flow.list(block.items.map((item) => this.spans(item)));
    else if (block.kind === 'facts')
      drawFacts(
        flow,
        block.rows.map(([name, text]) => [name, this.spans(text)]),
        FACTS,
      );
    else if (block.kind === 'callout')
      drawCallout(flow, block.tone, block.title, this.spans(block.text));
    else if (block.kind === 'table') this.#table(block);
    else if (block.kind === 'plot') drawPlot(flow, block);
    else if (block.level === 3) flow.section(this.#words(block.text), block.id);
    else flow.subsection(this.#words(block.text), block.id);
  }

  #table({ id, caption, columns, rows, foot, note, toFillIn }: Table): void {
    const flow = this.#flow;
    if (rows.length === 0 && foot === undefined) {
      flow.need(24);
      flow.place(id);
      flow.paragraph(
        [{ text: `${caption}: none.`, prose: true }],
        STYLES.body,
        note === undefined ? 6 : 2,
      );
    } else
      drawTable(flow, {
        place: id,
        caption,
        columns,
        ...(toFillIn === true ? { rowLines: FILLED_IN } : {}),
        rows: rows.map((cells) => {
          const record = anchorOf(cells);
          return {
            cells: cells.map((cell) => this.#cell(cell)),
            ...(record === undefined ? {} : { place: recordPlace(record) }),
          };
        }),
        ...(foot === undefined ? {} : { foot: { cells: foot.map((cell) => this.#cell(cell)) } }),
      });
    if (note === undefined) return;
    if (rows.length > 0) flow.y -= 5;
    flow.paragraph([{ text: note, prose: true }], STYLES.small, 11);
  }

  #cell(cell: Cell): readonly Span[] {
    if (typeof cell === 'number') return [{ text: grouped(cell) }];
    return this.spans(isList(cell) ? cell : [cell]);
  }

  /** Text of a chapter as spans of a line. */
  spans(text: readonly Inline[]): readonly Span[] {
    return text.flatMap((inline): readonly Span[] => {
      if (typeof inline === 'string') return [{ text: inline, prose: true }];
      if ('foreign' in inline) return [{ text: inline.foreign }];
      if ('code' in inline) return [{ text: inline.code, face: 'mono' }];
      if ('time' in inline) return [{ text: timeWords(inline.time) }];
      if ('anchor' in inline) return [{ text: inline.words }];
      if ('words' in inline) return [{ text: inline.words, to: inline.to, title: inline.words }];
      if ('bundle' in inline) {
        const { bundle } = inline;
        return [{ text: bundle, to: `bundle-${bundle}`, title: `Bundle ${bundle}` }];
      }
      return this.#refs(inline.refs, inline.of ?? inline.refs.length);
    });
  }

  /** The first records, each leading to its row, and how many more there are. */
  #refs(refs: readonly RecordRef[], of: number): readonly Span[] {
    if (refs.length === 0) return [{ text: '–' }];
    const more = of - refs.length;
    return [
      ...refs.flatMap((ref, i): Span[] => [
        ...(i === 0 ? [] : [{ text: ', ' }]),
        {
          text: recordName(ref, this.#isOneLedger),
          to: recordPlace(ref),
          title: `record ${ref.record_id}`,
        },
      ]),
      ...(more > 0 ? [{ text: ` and ${grouped(more)} more` }] : []),
    ];
  }

  #words(inline: Inline): string {
    return this.spans([inline])
      .map(({ text }) => text)
      .join('');
  }
}
