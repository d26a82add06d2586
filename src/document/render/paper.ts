// A working paper as HTML and as Markdown: the same parts, and at both ends that it is a draft.

import { OWN } from '../../layout/html.js';
import { blockMarkdown, ownMarkdown } from '../../layout/markdown.js';
import type { Paper } from '../../papers/paper.js';
import { xmlText } from '../../report/escape.js';
import { paperParts } from '../content/paper.js';
import { renderPart } from './blocks.js';
import { contents, documentPage } from './html.js';
import { lowered } from './lowered.js';

const LAST = 'Draft for a person to complete, to judge and to sign.';

export function renderPaperHtml(paper: Paper): string {
  const { rule_book, verifier } = paper;
  const parts = paperParts(paper);
  const made = `${verifier.name} ${verifier.version}`;
  return documentPage(`DRAFT: ${rule_book.title}`, made, [
    '<a class="skip" href="#content">Skip to the paper</a>',
    '<div class="page">',
    `<header class="kicker">${xmlText(made)} · working paper</header>`,
    '<main id="content">',
    '<header class="verdict draft">',
    `<h1><span class="word">DRAFT</span> <span class="name">${xmlText(rule_book.title, OWN)}</span></h1>`,
    `<p class="meaning">${xmlText(rule_book.purpose, OWN)}</p>`,
    '</header>',
    contents(parts, 'paper'),
    ...parts.map((part) => renderPart(part, 2)),
    '</main>',
    `<footer><p>${LAST} Made offline by ${xmlText(made)} from one verification. This page asks for nothing and sends nothing.</p></footer>`,
    '</div>',
  ]);
}

export function renderPaperMarkdown(paper: Paper): string {
  const { title, purpose } = paper.rule_book;
  const parts = [
    `# DRAFT: ${ownMarkdown(title)}`,
    ownMarkdown(purpose),
    ...paperParts(paper).flatMap((part) => [
      `## ${ownMarkdown(part.title)}`,
      ...part.blocks
        .flatMap((block, i) => lowered(block, `${part.id}-${i}`))
        .map((block) => blockMarkdown(block, true)),
    ]),
    LAST,
  ];
  return `${parts.join('\n\n')}\n`;
}
