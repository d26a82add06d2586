// Sets the blocks of a chapter (layout/block.ts): the same words and numbers as in every other format, in the shape of a page.

import {
  anchorOf,
  type Cell,
  type DrawnBlock,
  type DrawnChapter,
  type DrawnTable,
  grouped,
  type Inline,
  isList,
  type RecordRef,
  recordName,
  recordPlace,
  timeWords,
} from '../block.js';
import type { Row } from './columns.js';
import { drawCallout, drawFacts, FACTS } from './facts.js';
import type { Flow } from './flow.js';
import type { Span } from './lines.js';
import { drawPlot } from './plots.js';
import { LANDSCAPE, PORTRAIT, STYLES } from './style.js';
import { tableSteps } from './table.js';

/** Lines of a row that people write into. */
const FILLED_IN = 3;

/** Sets chapters one after the other. */
export class ChapterSetter {
  readonly #flow: Flow;
  readonly #isOneLedger: boolean;
  readonly #linked: ReadonlySet<string> | undefined;

  /** @param linked places of records that something leads to, if they are known: rows of others get no name */
  constructor(flow: Flow, isOneLedger: boolean, linked?: ReadonlySet<string>) {
    this.#flow = flow;
    this.#isOneLedger = isOneLedger;
    this.#linked = linked;
  }

  chapter(chapter: DrawnChapter): void {
    for (const _ of this.steps(chapter));
  }

  /** Sets a chapter step by step: pages may be taken from the flow at each. */
  *steps({ id, number, title, blocks }: DrawnChapter): Generator<undefined, void, undefined> {
    if (id === 'signoff') this.#flow.newPage();
    this.#flow.chapter(`${number}  ${title}`, id, id === 'appendix' ? LANDSCAPE : PORTRAIT);
    yield* this.#steps(blocks);
  }

  /** Sets blocks at the present place. */
  blocks(blocks: readonly DrawnBlock[]): void {
    for (const _ of this.#steps(blocks));
  }

  *#steps(blocks: readonly DrawnBlock[]): Generator<undefined, void, undefined> {
    for (const block of blocks) {
      if (block.kind === 'table') yield* this.#table(block);
      else this.#block(block);
      yield;
    }
  }

  #block(block: Exclude<DrawnBlock, { kind: 'table' }>): void {
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
    else if (block.kind === 'plot') drawPlot(flow, block);
    else if (block.level === 3) flow.section(this.#words(block.text), block.id);
    else flow.subsection(this.#words(block.text), block.id);
  }

  *#table({
    id,
    caption,
    columns,
    rows,
    foot,
    note,
    toFillIn,
  }: DrawnTable): Generator<undefined, void, undefined> {
    const flow = this.#flow;
    const isEmpty = this.#rows(rows).next().done === true;
    if (isEmpty && foot === undefined) {
      flow.need(24);
      flow.place(id);
      flow.paragraph(
        [{ text: `${caption}: none.`, prose: true }],
        STYLES.body,
        note === undefined ? 6 : 2,
      );
    } else
      yield* tableSteps(flow, {
        place: id,
        caption,
        columns,
        ...(toFillIn === true ? { rowLines: FILLED_IN } : {}),
        rows: { [Symbol.iterator]: () => this.#rows(rows) },
        ...(foot === undefined ? {} : { foot: { cells: foot.map((cell) => this.#cell(cell)) } }),
      });
    if (note === undefined) return;
    if (!isEmpty) flow.y -= 5;
    flow.paragraph([{ text: note, prose: true }], STYLES.small, 11);
  }

  *#rows(rows: Iterable<readonly Cell[]>): Generator<Row, void, undefined> {
    for (const cells of rows) {
      const record = anchorOf(cells);
      // A row that nothing leads to needs no name.
      const place = record === undefined ? undefined : recordPlace(record);
      yield {
        cells: cells.map((cell) => this.#cell(cell)),
        ...(place === undefined || this.#linked?.has(place) === false ? {} : { place }),
      };
    }
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
