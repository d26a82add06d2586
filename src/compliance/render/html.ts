// The report as one HTML file: no script, no request, readable on paper. Every text goes through one escaping function, and a
// policy in the page forbids everything but the style sheet that stands in it.

import {
  anchorOf,
  type Block,
  type Cell,
  type Chapter,
  type Inline,
  recordPlace,
  type Table,
} from '../../layout/block.js';
import { cellText, htmlPage, inlines, kindOf, OWN } from '../../layout/html.js';
import { PATTERNS, renderPlot } from '../../layout/svg.js';
import { xmlText } from '../../report/escape.js';
import { CAVEAT, coverFacts } from '../chapters/cover.js';
import { chaptersOf } from '../chapters.js';
import type { ComplianceReport } from '../model.js';
import { STYLE } from './html-style.js';

/** Renders a report as an HTML document. */
export function renderHtml(report: ComplianceReport): string {
  const chapters = chaptersOf(report);
  const page = new Page(report.ledgers.length <= 1);
  return htmlPage({
    title: report.title,
    verifier: `${report.verifier.name} ${report.verifier.version}`,
    style: STYLE,
    body: [
      '<a class="skip" href="#title-summary">Skip to the summary</a>',
      PATTERNS,
      '<div class="page">',
      page.cover(report),
      contents(chapters),
      '<main>',
      ...chapters.map((chapter) => page.chapter(chapter)),
      '</main>',
      '</div>',
    ],
  });
}

function contents(chapters: readonly Chapter[]): string {
  const items = chapters.map(
    ({ id, number, title }) =>
      `<li><span class="no">${number}</span> <a href="#title-${id}">${xmlText(title, OWN)}</a></li>`,
  );
  return `<nav aria-labelledby="title-contents"><h2 id="title-contents">Contents</h2><ol>${items.join('')}</ol></nav>`;
}

class Page {
  readonly #isOneLedger: boolean;

  constructor(isOneLedger: boolean) {
    this.#isOneLedger = isOneLedger;
  }

  cover(report: ComplianceReport): string {
    const { title, period } = report;
    return [
      '<header class="cover">',
      `<h1>${xmlText(title, OWN)}</h1>`,
      `<p class="period">${period.first_day} to ${period.last_day}</p>`,
      this.#block({ kind: 'facts', rows: coverFacts(report) }),
      `<p class="about">${CAVEAT}</p>`,
      '</header>',
    ].join('\n');
  }

  chapter({ id, number, title, blocks }: Chapter): string {
    const kind = id === 'appendix' ? ' class="records"' : '';
    return [
      `<section id="${id}"${kind} aria-labelledby="title-${id}">`,
      `<h2 id="title-${id}"><span class="no">${number}</span> ${xmlText(title, OWN)}</h2>`,
      ...blocks.map((block) => this.#block(block)),
      '</section>',
    ].join('\n');
  }

  #block(block: Block): string {
    switch (block.kind) {
      case 'para':
        return `<p>${this.#inlines(block.text)}</p>`;
      case 'heading':
        return `<h${block.level} id="${block.id}">${this.#inlines([block.text])}</h${block.level}>`;
      case 'list':
        return `<ul class="says">${block.items.map((item) => `<li>${this.#inlines(item)}</li>`).join('')}</ul>`;
      case 'facts':
        return `<dl>${block.rows.map(([term, text]) => `<dt>${xmlText(term, OWN)}</dt><dd>${this.#inlines(text)}</dd>`).join('')}</dl>`;
      case 'callout':
        return `<div class="verdict ${block.tone}"><strong>${xmlText(block.title, OWN)}</strong><p>${this.#inlines(block.text)}</p></div>`;
      case 'plot':
        return [
          `<figure id="${block.id}"><figcaption>${xmlText(block.title, OWN)}</figcaption>`,
          `<div class="scroll" tabindex="0" role="group" aria-label="${xmlText(block.title, OWN)}">${renderPlot(block)}</div>`,
          `<p class="about">${xmlText(block.description, OWN)}</p></figure>`,
        ].join('');
      case 'table':
        return this.#table(block);
    }
  }

  #table(table: Table): string {
    const { id, caption, columns, rows, foot, note } = table;
    const head = columns
      .map((column) => `<th scope="col"${kindOf(column)}>${xmlText(column.label, OWN)}</th>`)
      .join('');
    const line = (row: readonly Cell[]): string => {
      const cells = row.map((cell, i) => {
        const column = columns[i];
        const kind = column === undefined ? '' : kindOf(column);
        const words = cellText(cell, this.#isOneLedger);
        return i === 0 ? `<th scope="row"${kind}>${words}</th>` : `<td${kind}>${words}</td>`;
      });
      const place = anchorOf(row);
      return `<tr${place === undefined ? '' : ` id="${recordPlace(place)}"`}>${cells.join('')}</tr>`;
    };
    return [
      `<div class="scroll" id="${id}" tabindex="0" role="group" aria-label="${xmlText(caption, OWN)}">`,
      `<table><caption>${xmlText(caption, OWN)}</caption>`,
      `<thead><tr>${head}</tr></thead>`,
      `<tbody>${rows.map(line).join('\n')}</tbody>`,
      foot === undefined ? '' : `<tfoot>${line(foot)}</tfoot>`,
      '</table></div>',
      note === undefined ? '' : `<p class="about">${xmlText(note, OWN)}</p>`,
    ].join('');
  }

  #inlines(text: readonly Inline[]): string {
    return inlines(text, this.#isOneLedger);
  }
}
