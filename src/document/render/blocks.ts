// Paints the blocks of a transcript's document as HTML.

import type { Plot } from '../../layout/block.js';
import { breakable, cellText, inlines, kindOf, OWN } from '../../layout/html.js';
import { renderPlot } from '../../layout/svg.js';
import { xmlText } from '../../report/escape.js';
import { STATUS } from '../content/words.js';
import type { CheckFamily, DocumentBlock, Part, ToldFinding } from '../model.js';

/** Widths of a picture, in its own units: for a screen that is wide, and for a telephone. One of the two is shown. */
const [WIDE, NARROW] = [400, 200];

/** Renders a part of a document. @param level of its heading */
export function renderPart({ id, title, blocks }: Part, level: 2 | 3): string {
  return [
    // Of several bundles the parts have the same names: those are no landmarks.
    `<section class="part"${level === 2 ? ` aria-labelledby="${id}-title"` : ''}>`,
    `<h${level} id="${id}"><span id="${id}-title">${xmlText(title, OWN)}</span></h${level}>`,
    ...blocks.map((block) => renderBlock(block, level)),
    '</section>',
  ].join('\n');
}

function renderBlock(block: DocumentBlock, level: number): string {
  switch (block.kind) {
    case 'para':
      return `<p>${inlines(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inlines(item)}</li>`).join('')}</ul>`;
    case 'facts':
      return `<dl>${block.rows.map(([term, text]) => `<div><dt>${xmlText(term)}</dt><dd>${inlines(text)}</dd></div>`).join('')}</dl>`;
    case 'callout':
      return `<div class="callout ${block.tone}"><strong>${xmlText(block.title, OWN)}</strong><p>${inlines(block.text)}</p></div>`;
    case 'plot':
      return figure(block);
    case 'table':
      return table(block);
    case 'findings':
      return block.findings.map((finding) => findingArticle(finding, level + 1)).join('\n');
    case 'checks':
      return checkTable(block.families);
  }
}

function figure(plot: Plot): string {
  const { id, title, description } = plot;
  return [
    `<figure id="${id}"><figcaption>${xmlText(title, OWN)}</figcaption>`,
    `<div class="wide">${renderPlot({ ...plot, id: `${id}-w` }, WIDE)}</div>`,
    `<div class="narrow">${renderPlot({ ...plot, id: `${id}-n` }, NARROW)}</div>`,
    `<p class="about">${xmlText(description, OWN)}</p></figure>`,
  ].join('');
}

function table(spec: Extract<DocumentBlock, { kind: 'table' }>): string {
  const { id, caption, columns, rows, note, search, toFillIn } = spec;
  if (rows.length === 0)
    return `<p id="${id}"><strong>${xmlText(caption, OWN)}:</strong> none.${note === undefined ? '' : ` ${xmlText(note, OWN)}`}</p>`;
  const head = columns.map(
    (column) => `<th scope="col"${kindOf(column)}>${xmlText(column.label, OWN)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map((column, i) => {
      const words = cellText(row[i] ?? '');
      // The label of its column stands beside a cell where columns do not fit.
      const kind = `${kindOf(column)} data-label="${xmlText(column.label, OWN)}"`;
      return i === 0 ? `<th scope="row"${kind}>${words}</th>` : `<td${kind}>${words}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return [
    `<div class="table${toFillIn === true ? ' fill' : ''}" id="${id}"${search === undefined ? '' : ` data-search="${xmlText(search)}"`}>`,
    `<table><caption>${xmlText(caption, OWN)}</caption>`,
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody>`,
    '</table></div>',
    note === undefined ? '' : `<p class="about">${xmlText(note, OWN)}</p>`,
  ].join('');
}

function findingArticle(
  { code, outcome, tag, message, check, facts }: ToldFinding,
  level: number,
): string {
  const rows = facts.map(([term, text]) => `<div><dt>${term}</dt><dd>${inlines(text)}</dd></div>`);
  return [
    `<article class="finding ${outcome}">`,
    `<h${level}><span class="tag">${tag}</span> ${xmlText(message)}</h${level}>`,
    `<p class="about"><code>${breakable(code)}</code>, found by <code>${xmlText(check)}</code></p>`,
    `<dl>${rows.join('')}</dl>`,
    '</article>',
  ].join('');
}

function checkTable(families: readonly CheckFamily[]): string {
  const bodies = families.map(({ name, checks }) => {
    const rows = checks.map(({ id, title, status, against, note }) => {
      const { word, sign } = STATUS[status];
      return [
        `<tr class="${status}${against ? ' against' : ''}">`,
        `<td class="mark"><span aria-hidden="true">${sign}</span> ${word}</td>`,
        `<th scope="row">${xmlText(title, OWN)} <code>${xmlText(id)}</code></th>`,
        `<td class="note">${xmlText(note)}</td></tr>`,
      ].join('');
    });
    return `<tbody><tr class="family"><th scope="rowgroup" colspan="3">${xmlText(name)}</th></tr>${rows.join('\n')}</tbody>`;
  });
  return [
    '<table class="checks"><caption class="unseen">Every check of the catalogue, in its order</caption>',
    '<thead class="unseen"><tr><th scope="col">Result</th><th scope="col">What holds if it passes</th><th scope="col">Examined</th></tr></thead>',
    ...bodies,
    '</table>',
  ].join('\n');
}
